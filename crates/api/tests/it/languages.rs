//! Every page in its three languages: no missing word, the right language mark, one heading.

use api::http::Access;
use api::routes;

use crate::cast::{Ask, Cast, Pass};

/// Who looks at a page: the first of these who gets it.
const READERS: [&str; 6] = ["nobody", "owner", "expert", "broker", "official", "administrator"];

fn faults(html: &str, tag: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for rest in html.split('⟨').skip(1) {
        faults
            .push(format!("⟨{}", rest.split('⟩').next().unwrap_or("").chars().take(60).collect::<String>()));
    }
    if !html.contains(&format!("<html lang=\"{tag}\"")) {
        faults.push(format!("the page is not marked as {tag}"));
    }
    let headings = html.matches("<h1").count();
    if headings != 1 {
        faults.push(format!("{headings} headings of the first rank"));
    }
    faults
}

async fn shown(cast: &Cast, path: &str, tag: &str, reader: &str) -> Option<String> {
    let lang = format!("tb_lang={tag}");
    let ask = match cast.pass(reader) {
        Pass::Cookie(token) => Ask::get(path).header("cookie", &format!("techbroker={token}; {lang}")),
        Pass::Nobody | Pass::Bearer(_) => Ask::get(path).header("cookie", &lang),
    };
    let answer = ask.send(&cast.router).await;
    let is_page = answer.status == 200 && answer.header("content-type").starts_with("text/html");
    is_page.then(|| answer.text())
}

fn concrete(cast: &Cast, path: &str) -> Vec<String> {
    let pass = cast.world.app.draft_pass(cast.draft);
    let needs =
        if path.contains("{id}") { vec![cast.draft, cast.reviewed, cast.listed] } else { vec![cast.draft] };
    let slugs: &[&str] = if path.contains("{slug}") {
        &["problem", "indicators", "expectation", "audience", "contact", "check"]
    } else {
        &[""]
    };
    let mut all = Vec::new();
    for need in needs {
        for slug in slugs {
            let id = match path {
                _ if path.starts_with("/experts/") => cast.expert.to_string(),
                _ if path.starts_with("/teams/") => cast.team.to_string(),
                _ if path.starts_with("/organisations/") => cast.company.to_string(),
                _ if path.starts_with("/imports/") => cast.batch.clone(),
                _ if path.starts_with("/admin/accounts/") => cast.spare.to_string(),
                _ => need.to_string(),
            };
            let path = path.replace("{id}", &id).replace("{slug}", slug).replace("{key}", &pass);
            let path = path.replace("{kind}", "roster");
            all.push(path.replace("{expert}", &cast.expert.to_string()));
        }
    }
    all.dedup();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_has_all_its_words_in_three_languages() {
    let cast = Cast::new().await;
    let (mut drawn, mut wrong) = (0, Vec::new());
    for route in routes().listed().iter().filter(|l| l.access == Access::Page && l.method == "GET") {
        let mut seen = false;
        for path in concrete(&cast, &route.path) {
            for reader in READERS {
                for tag in ["zh-Hans", "zh-Hant", "en"] {
                    let Some(html) = shown(&cast, &path, tag, reader).await else { continue };
                    seen = true;
                    drawn += 1;
                    wrong.extend(
                        faults(&html, tag).iter().map(|f| format!("{path} as {reader} in {tag}: {f}")),
                    );
                }
            }
        }
        // These send on, hand out a file, or need what this alliance has not.
        let only_sends_on = [
            "/links/{token}",
            "/needs/{id}/candidates/{expert}",
            "/imports/templates/{kind}",
            "/imports/{id}/errors",
            "/files/{id}",
        ]
        .contains(&route.path.as_str());
        if !seen && !only_sends_on {
            wrong.push(format!("nobody gets {}", route.path));
        }
    }
    println!("{}", wrong.join("\n"));
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{drawn} pages drawn, {} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_missing_word_a_wrong_mark_and_a_second_heading_are_caught() {
    assert!(faults("<html lang=\"en\"><h1>a</h1>", "en").is_empty());
    assert_eq!(faults("<html lang=\"en\"><h1>⟨nav-x⟩</h1><h1>", "zh-Hans").len(), 3);
}
