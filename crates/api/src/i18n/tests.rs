//! The three catalogues say the same things, and exactly what the pages ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::Lang;

use super::{catalogue, missing};
use crate::view::samples;

fn keys(lang: Lang) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for source in catalogue(lang) {
        let mut key = String::new();
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| is_key(name)) {
                name.clone_into(&mut key);
                let twice = keys.insert(key.clone(), line.to_owned());
                assert!(twice.is_none(), "{key} is written twice in {}", lang.tag());
            } else if line.starts_with(' ') && !key.is_empty() {
                keys.entry(key.clone()).and_modify(|text| text.push_str(line));
            }
        }
    }
    keys
}

fn is_key(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn arguments(text: &str) -> BTreeSet<String> {
    text.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn the_three_languages_have_the_same_keys_and_arguments() {
    let hans = keys(Lang::ZhHans);
    for lang in [Lang::ZhHant, Lang::En] {
        let other = keys(lang);
        let ours: BTreeSet<_> = hans.keys().collect();
        let theirs: BTreeSet<_> = other.keys().collect();
        let differ: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(differ.is_empty(), "only in zh-Hans or only in {}: {differ:?}", lang.tag());
        for (key, text) in &hans {
            assert_eq!(arguments(text), arguments(&other[key]), "{key} in {}", lang.tag());
        }
    }
}

fn files(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files(&path, ending, into);
        } else if path.extension().is_some_and(|e| e == ending) {
            into.push(path);
        }
    }
}

/// Finds the quoted keys and prefixes that follow an opening such as `t("`.
fn quoted(text: &str, opening: &str, into: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(opening) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + opening.len()..];
        let key: String = rest.chars().take_while(|c| *c != '"').collect();
        into.insert(key);
    }
}

#[test]
fn every_key_that_is_asked_for_exists_and_none_is_unused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&root.join("src"), "rs", &mut sources);
    files(&root.join("../../web/templates"), "html", &mut sources);
    let (mut exact, mut prefixes, mut mentioned) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for path in sources.iter().filter(|path| !path.ends_with("i18n/tests.rs")) {
        let text = fs::read_to_string(path).expect("sources are UTF-8");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
        let text = code.join("\n");
        for opening in [r#"t(""#, r#"t1(""#, r#"t2(""#, r#"text_with(""#, r#"l.text(""#] {
            quoted(&text, opening, &mut exact);
        }
        for opening in [r#"code(""#, r#"Form::new(""#, r#"need_state(l, ""#] {
            quoted(&text, opening, &mut prefixes);
        }
        for opening in
            [r#"of_codes(self.l, ""#, r#"of_codes(f.l, ""#, r#"of_codes(l, ""#, r#"of_codes(self.f.l, ""#]
        {
            quoted(&text, opening, &mut prefixes);
        }
        mentioned.extend(text.split('"').map(str::to_owned));
        prefixes.extend(
            text.split('"')
                .filter_map(|part| part.split_once("-{"))
                .map(|(p, _)| p.to_owned())
                .filter(|p| is_key(p)),
        );
    }
    prefixes.extend(["done", "state", "state-own", "invalid", "level", "task", "band"].map(str::to_owned));
    let known = keys(Lang::ZhHans);
    let absent: Vec<_> = exact.iter().filter(|key| is_key(key) && !known.contains_key(*key)).collect();
    assert!(absent.is_empty(), "asked for and not written: {absent:?}");
    let unused: Vec<_> = known
        .keys()
        .filter(|key| !exact.contains(*key) && !mentioned.contains(*key))
        .filter(|key| !prefixes.iter().any(|prefix| key.starts_with(&format!("{prefix}-"))))
        .collect();
    assert!(unused.is_empty(), "written and never asked for: {unused:?}");
}

#[test]
fn pages_ask_for_no_message_that_does_not_exist() {
    for lang in Lang::ALL {
        for page in samples::all(lang, "/kjj") {
            assert!(!page.html.contains('⟨'), "{} {}: {:?}", lang.tag(), page.name, missing());
        }
    }
    assert!(missing().is_empty(), "{:?}", missing());
}
