//! One planted violation per test, and the sentence that must answer it.

use xtask::tidy::supply::permits;

use crate::plant::Plot;

/// Asserts that tidy says each sentence part, and nothing else.
#[track_caller]
fn says(plot: &Plot, parts: &[&str]) {
    let findings = plot.findings();
    assert_eq!(findings.len(), parts.len(), "{}", findings.join("\n"));
    for (finding, part) in findings.iter().zip(parts) {
        assert!(finding.contains(part), "{finding}\nlacks: {part}");
    }
}

#[test]
fn a_tidy_tree_has_no_findings() {
    says(&Plot::clean(), &[]);
}

#[test]
fn an_arrow_upwards() {
    let plot = Plot::clean();
    plot.room("domain", "[dependencies]\nxtask = { path = \"../xtask\" }\n");
    plot.room("xtask", "");
    says(&plot, &["crates/domain/Cargo.toml:1: domain must not know xtask"]);
}

#[test]
fn an_arrow_sideways() {
    let plot = Plot::clean();
    plot.room("matching", "[dependencies]\nstore = { path = \"../store\" }\n");
    says(&plot, &["crates/matching/Cargo.toml:1: matching must not know store"]);
}

#[test]
fn an_arrow_that_only_tests_may_have() {
    let plot = Plot::clean();
    plot.room("testkit", "[dependencies]\napp = { path = \"../app\" }\n");
    plot.room("api", "[dependencies]\napp = { path = \"../app\" }\n[dev-dependencies]\ntestkit = { path = \"../testkit\" }\n");
    says(&plot, &[]);
    plot.room("api", "[dependencies]\ntestkit = { path = \"../testkit\" }\n");
    says(&plot, &["api must not know testkit"]);
}

#[test]
fn a_library_outside_its_room() {
    let plot = Plot::clean();
    plot.put("vendor/tantivy/Cargo.toml", &package("tantivy", "0.1.0", "MIT"));
    plot.put("vendor/tantivy/src/lib.rs", "");
    plot.put(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\nexclude = [\"vendor\"]\n",
    );
    plot.room("domain", "[dependencies]\ntantivy = { path = \"../../vendor/tantivy\" }\n");
    says(&plot, &["crates/domain/Cargo.toml:1: only search knows tantivy"]);
    plot.room("domain", "[dev-dependencies]\ntantivy = { path = \"../../vendor/tantivy\" }\n");
    says(&plot, &[]);
}

#[test]
fn a_crate_that_is_not_in_the_picture() {
    let plot = Plot::clean();
    plot.room("helpers", "");
    says(&plot, &["crates/helpers/Cargo.toml:1: crate helpers is not in the picture"]);
}

#[test]
fn a_file_over_the_hard_stop() {
    let plot = Plot::clean();
    for n in 0..40 {
        plot.put(&format!("web/static/small-{n}.css"), "a {}\n");
    }
    plot.put("web/static/big.css", &"a {}\n".repeat(801));
    says(&plot, &["web/static/big.css:1: the file has 801 lines: the hard stop is 800"]);
    plot.put("web/static/big.css", &format!("/* @generated */\n{}", "a {}\n".repeat(801)));
    says(&plot, &[]);
}

#[test]
fn too_many_long_files() {
    let plot = Plot::clean();
    plot.put("web/static/a.css", &"a {}\n".repeat(401));
    says(&plot, &["web/static/a.css:1: the file has 401 lines: 1 of 5 are over 400"]);
}

#[test]
fn too_many_long_functions() {
    let plot = Plot::clean();
    let body = "    one();\n".repeat(50);
    plot.put("crates/domain/src/lib.rs", &format!("pub fn one() {{}}\n\npub fn long() {{\n{body}}}\n"));
    says(&plot, &["crates/domain/src/lib.rs:3: fn long has 52 lines: 1 of 4 are over 50"]);
}

#[test]
fn an_address_of_another_host() {
    let plot = Plot::clean();
    plot.put("web/static/a.css", "a {\n  background: url(https://cdn.example/a.png);\n}\n");
    says(&plot, &["web/static/a.css:2: a page would fetch https://cdn.example/a.png"]);
}

#[test]
fn a_key_that_one_language_lacks() {
    let plot = Plot::clean();
    plot.put("web/locales/zh-Hant/need.ftl", "need = 需求\n    .title = 題\nmore = 更多\n");
    says(
        &plot,
        &[
            "web/locales/zh-Hant/need.ftl:3: more is said in zh-Hant and not in en: add it to en/need.ftl",
            "web/locales/zh-Hant/need.ftl:3: more is said in zh-Hant and not in zh-Hans",
        ],
    );
}

#[test]
fn an_attribute_that_one_language_lacks() {
    let plot = Plot::clean();
    plot.put("web/locales/en/need.ftl", "need = Need\n");
    says(
        &plot,
        &["need.title is said in zh-Hans and not in en", "need.title is said in zh-Hant and not in en"],
    );
}

#[test]
fn a_key_said_twice() {
    let plot = Plot::clean();
    plot.put("web/locales/en/more.ftl", "need = Need\n");
    says(&plot, &["web/locales/en/need.ftl:1: need is said before, in web/locales/en/more.ftl:1"]);
}

#[test]
fn pages_without_languages() {
    let plot = Plot::clean();
    for language in ["zh-Hans", "zh-Hant", "en"] {
        plot.drop(&format!("web/locales/{language}/need.ftl"));
    }
    says(&plot, &["web/templates/need.html:1: pages need web/locales"]);
}

#[test]
fn a_dead_link() {
    let plot = Plot::clean();
    plot.put(
        "docs/map.md",
        "# Map\n\n## The rooms\n\n![gone](screenshots/x.png)\n[out](../../elsewhere.md)\n[no](#nothing)\n",
    );
    says(
        &plot,
        &[
            "docs/map.md:5: screenshots/x.png does not exist",
            "docs/map.md:6: ../../elsewhere.md leads out of the repository",
            "docs/map.md:7: #nothing has no such heading",
        ],
    );
}

#[test]
fn a_licence_that_is_not_allowed() {
    let plot = Plot::clean();
    let manifest = package("domain", "0.1.0", "GPL-3.0-only");
    plot.put("crates/domain/Cargo.toml", &manifest);
    says(&plot, &["domain 0.1.0 is under GPL-3.0-only: choose another crate"]);
    plot.put("crates/domain/Cargo.toml", &manifest.replace("license = \"GPL-3.0-only\"\n", ""));
    says(&plot, &["domain 0.1.0 declares no licence"]);
}

#[test]
fn licences_are_read_as_expressions() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for fine in [
        "MIT",
        "GPL-2.0-only OR MIT",
        "MIT/X11",
        "(MIT OR GPL-3.0) AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(permits(fine, &allowed), "{fine}");
    }
    for not in ["", "GPL-2.0-only", "MIT AND GPL-2.0-only", "(MIT", "MIT)", "MIT WITH Something"] {
        assert!(!permits(not, &allowed), "{not}");
    }
}

#[test]
fn a_banned_crate() {
    let plot = Plot::clean();
    vendored(&plot, "openssl-sys", "0.9.0");
    plot.room("domain", "[dependencies]\nopenssl-sys = { path = \"../../vendor/openssl-sys-0.9.0\" }\n");
    says(&plot, &["Cargo.lock:1: openssl-sys 0.9.0 is linked, needs headers"]);
}

#[test]
fn a_crate_linked_twice() {
    let plot = Plot::clean();
    vendored(&plot, "axum", "0.7.0");
    vendored(&plot, "axum", "0.8.0");
    let one =
        "[dependencies]\ndomain = { path = \"../domain\" }\naxum = { path = \"../../vendor/axum-0.7.0\" }\n";
    plot.room("api", one);
    says(&plot, &[]);
    plot.room(
        "api",
        &format!("{one}axum-next = {{ package = \"axum\", path = \"../../vendor/axum-0.8.0\" }}\n"),
    );
    says(&plot, &["Cargo.lock:1: axum 0.7.0 and 0.8.0 is linked, one router"]);
}

#[test]
fn no_list_of_what_may_be_linked() {
    let plot = Plot::clean();
    plot.drop("deny.toml");
    says(&plot, &["deny.toml:1: is missing"]);
}

#[test]
fn a_column_without_a_class() {
    let plot = Plot::clean();
    plot.put("migrations/schema.txt", "needs.id uuid\nneeds.contact text\nneeds.phone text\n");
    says(&plot, &["data/columns.toml:1: needs.phone has no class: add it to [needs]"]);
}

#[test]
fn a_class_without_a_column_or_of_no_kind() {
    let plot = Plot::clean();
    plot.put("data/columns.toml", "[needs]\nid = \"technical\"\ncontact = \"private\"\nfax = \"contact\"\n");
    says(
        &plot,
        &[
            "data/columns.toml:3: \"private\" is not a class",
            "data/columns.toml:4: needs.fax is not in the schema",
        ],
    );
}

#[test]
fn half_of_the_classification() {
    let plot = Plot::clean();
    plot.drop("data/columns.toml");
    says(&plot, &["data/columns.toml:1: is missing"]);
    let plot = Plot::clean();
    plot.drop("migrations/schema.txt");
    says(&plot, &["migrations/schema.txt:1: is missing"]);
}

fn package(name: &str, version: &str, licence: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\nlicense = \"{licence}\"\n"
    )
}

/// Puts a crate of somebody else's beside the workspace.
fn vendored(plot: &Plot, name: &str, version: &str) {
    plot.put(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\nexclude = [\"vendor\"]\n",
    );
    plot.put(&format!("vendor/{name}-{version}/Cargo.toml"), &package(name, version, "MIT"));
    plot.put(&format!("vendor/{name}-{version}/src/lib.rs"), "");
}
