//! Static files, compiled in and named by their content so that they can be kept for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../../web/static"]
struct Static;

/// The style sheets every page links, in their order, sent as one file.
const SHEETS: [&str; 5] = ["tokens.css", "base.css", "components.css", "app.css", "desk.css"];

/// One file as it is served.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name with the beginning of its hash in it, such as `site.3f2a1c9b.css`.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

struct Shelf {
    hashed: BTreeMap<String, String>,
    assets: BTreeMap<String, Asset>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let mut shelf = Shelf { hashed: BTreeMap::new(), assets: BTreeMap::new() };
    for path in Static::iter() {
        let file = Static::get(&path).expect("a listed file exists");
        shelf.add(&path, file.data);
    }
    let mut site = Vec::new();
    for sheet in SHEETS {
        let file = Static::get(sheet).expect("the style sheets are part of the product");
        site.extend_from_slice(&file.data);
        site.push(b'\n');
    }
    shelf.add("site.css", Cow::Owned(site));
    shelf
});

impl Shelf {
    fn add(&mut self, path: &str, bytes: Cow<'static, [u8]>) {
        let digest = Sha256::digest(&bytes);
        let hash = format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]));
        let name = match path.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
            None => format!("{path}.{hash}"),
        };
        self.hashed.insert(path.to_owned(), name.clone());
        self.assets.insert(name.clone(), Asset { name, mime: mime(path), bytes });
    }
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Returns the name under which a file is served, such as `site.3f2a1c9b.css` for `site.css`.
pub fn hashed(path: &str) -> &'static str {
    SHELF.hashed.get(path).map_or_else(|| panic!("there is no static file {path}"), String::as_str)
}

/// Finds a file by the name it is served under.
pub fn find(name: &str) -> Option<&'static Asset> {
    SHELF.assets.get(name)
}

/// Returns every file that is served.
pub fn all() -> impl Iterator<Item = &'static Asset> {
    SHELF.assets.values()
}
