//! The workspace as it stands.

use std::path::Path;

use xtask::{programme, tidy};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

#[test]
fn the_real_tree_is_tidy() {
    let findings: Vec<String> = tidy::run(root()).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_programme_has_a_name_of_its_own_and_a_test_to_run() {
    for programme in programme::ALL {
        let same = programme::ALL.iter().filter(|other| other.name == programme.name);
        assert_eq!(same.count(), 1, "{}", programme.name);
        assert!(programme.arguments().contains(&"it"), "{}", programme.name);
    }
}
