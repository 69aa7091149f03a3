//! What must be true of every page.

use std::collections::BTreeSet;

use domain::Lang;

use super::all;

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    html.match_indices(&opening)
        .map(|(at, _)| {
            let rest = &html[at + opening.len()..];
            &rest[..rest.find('"').expect("attributes are closed")]
        })
        .collect()
}

#[test]
fn every_page_has_one_h1_unique_ids_and_no_inline_style_or_script() {
    for lang in Lang::ALL {
        for page in all(lang, "/kjj") {
            let (html, name) = (&page.html, page.name);
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
            assert!(
                !html.contains("<style") && attributes(html, "style").is_empty(),
                "{name}: no inline style"
            );
            assert_eq!(
                html.matches("<script").count(),
                html.matches("<script type=\"module\" src=").count(),
                "{name}"
            );
            assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{name}: the language is said");
            let ids = attributes(html, "id");
            let distinct: BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), distinct.len(), "{name}: an id is used twice: {ids:?}");
            for target in attributes(html, "for") {
                assert!(ids.contains(&target), "{name}: a label points at {target}");
            }
            for target in attributes(html, "aria-describedby").iter().flat_map(|list| list.split(' ')) {
                assert!(ids.contains(&target), "{name}: a description points at {target}");
            }
        }
    }
}

#[test]
fn every_address_stays_under_the_base_path() {
    for page in all(Lang::ZhHans, "/kjj") {
        for attribute in ["href", "src", "action", "formaction"] {
            for address in attributes(&page.html, attribute) {
                let inside =
                    address.starts_with("/kjj/") || address.starts_with('#') || address.starts_with("tel:");
                assert!(inside, "{}: {address}", page.name);
            }
        }
    }
}

#[test]
fn every_form_that_acts_can_be_sent_twice_without_harm() {
    for page in all(Lang::ZhHans, "/kjj") {
        for form in page.html.split("<form").skip(1) {
            let form = &form[..form.find("</form>").expect("forms are closed")];
            let acts = form.contains("method=\"post\"") && !form.contains("/sign-out");
            assert!(!acts || form.contains("name=\"idempotency_key\""), "{}: {form}", page.name);
        }
    }
}

#[test]
fn page_and_script_stay_light() {
    let script: usize =
        crate::assets::all().filter(|a| a.mime.starts_with("text/javascript")).map(|a| a.bytes.len()).sum();
    assert!(script <= 20_000, "scripts are {script} bytes");
    for page in all(Lang::En, "/kjj") {
        assert!(page.html.len() < 120_000, "{} is {} bytes", page.name, page.html.len());
    }
}
