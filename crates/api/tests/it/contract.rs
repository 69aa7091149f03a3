//! The OpenAPI document says what there is, no more and no less.

use std::collections::BTreeSet;

use api::http::Access;
use api::{json, routes};

fn documented() -> BTreeSet<String> {
    let document = serde_json::to_value(json::document()).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("the document has paths");
    let mut names = BTreeSet::new();
    for (path, methods) in paths {
        for method in methods.as_object().expect("a path has methods").keys() {
            names.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    names
}

#[test]
fn the_document_lists_exactly_the_routes_of_the_interface() {
    let listed = routes().listed().into_iter().filter(|l| l.access == Access::Api);
    let served: BTreeSet<String> = listed.map(|l| format!("{} {}", l.method, l.path)).collect();
    let documented = documented();
    let missing: Vec<_> = served.difference(&documented).collect();
    let invented: Vec<_> = documented.difference(&served).collect();
    assert!(missing.is_empty() && invented.is_empty(), "undocumented {missing:?}, not served {invented:?}");
}

#[test]
fn the_document_is_openapi_3_1_and_describes_every_no() {
    let document = serde_json::to_value(json::document()).expect("the document is JSON");
    assert!(document["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let no = &operation["responses"]["4XX"]["content"]["application/problem+json"];
            assert!(no.is_object(), "{method} {path} does not say how it says no");
        }
    }
}

#[test]
fn the_list_of_addresses_changes_only_on_purpose() {
    let names: Vec<String> = documented().into_iter().collect();
    insta::assert_snapshot!(names.join("\n"));
}
