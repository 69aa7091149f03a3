//! A small tidy tree to plant violations in.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::tidy;

const CLEAN: &[(&str, &str)] = &[
    ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n"),
    (
        "deny.toml",
        "[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]\n[bans]\ndeny = [\n\
         { crate = \"openssl-sys\", reason = \"needs headers\" },\n\
         { crate = \"axum\", deny-multiple-versions = true, reason = \"one router\" },\n]\n",
    ),
    ("crates/domain/src/lib.rs", "pub fn one() {}\n"),
    ("crates/store/src/lib.rs", "pub fn two() {}\n"),
    ("crates/app/src/lib.rs", "pub fn three() {}\n"),
    ("README.md", "# Read\n\nSee [the map](docs/map.md#the-rooms) and [this](#read).\n"),
    ("docs/map.md", "# Map\n\n## The rooms\n\nBack to [it](../README.md).\n\n```\n[no](gone.md)\n```\n"),
    (
        "web/templates/need.html",
        "<a href=\"{{ url }}\">x</a><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
    ),
    ("web/locales/zh-Hans/need.ftl", "# 需求\nneed = 需求\n    .title = 题\n"),
    ("web/locales/zh-Hant/need.ftl", "need = 需求\n    .title = 題\n"),
    (
        "web/locales/en/need.ftl",
        "need = { $n ->\n    [one] a need\n   *[other] needs\n }\n    .title = Title\n",
    ),
    ("migrations/schema.txt", "# made by a test\nneeds.id uuid\nneeds.contact text\n"),
    ("data/columns.toml", "[needs]\nid = \"technical\"\ncontact = \"contact\"\n"),
];

/// A tree on disk without findings until something is planted.
pub(crate) struct Plot {
    dir: TempDir,
}

impl Plot {
    /// Lays out the tidy tree.
    pub(crate) fn clean() -> Self {
        let plot = Self { dir: TempDir::new().expect("a temporary folder can be made") };
        for (path, text) in CLEAN {
            plot.put(path, text);
        }
        plot.room("domain", "");
        plot.room("store", "[dependencies]\ndomain = { path = \"../domain\" }\n");
        plot.room(
            "app",
            "[dependencies]\ndomain = { path = \"../domain\" }\nstore = { path = \"../store\" }\n",
        );
        plot
    }

    /// Writes a file, over an older one.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().expect("every path has a folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    /// Writes the manifest of a room, with an empty library.
    pub(crate) fn room(&self, name: &str, rest: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n{rest}"
        );
        self.put(&format!("crates/{name}/Cargo.toml"), &manifest);
        if !self.has(&format!("crates/{name}/src/lib.rs")) {
            self.put(&format!("crates/{name}/src/lib.rs"), "");
        }
    }

    /// Takes a file away.
    pub(crate) fn drop(&self, path: &str) {
        fs::remove_file(self.dir.path().join(path)).expect("the file was there");
    }

    /// What tidy says about the tree.
    pub(crate) fn findings(&self) -> Vec<String> {
        tidy::run(self.dir.path()).iter().map(ToString::to_string).collect()
    }

    fn has(&self, path: &str) -> bool {
        Path::exists(&self.dir.path().join(path))
    }
}
