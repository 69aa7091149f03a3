//! Writes every page with invented facts, and the static files, into a folder: `cargo run -p api --example render OUTDIR`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use api::{assets, i18n, view::samples};
use domain::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args().nth(1).map(PathBuf::from).ok_or("say where to: render OUTDIR")?;
    for asset in assets::all() {
        write(&out.join("static").join(&asset.name), &asset.bytes)?;
    }
    let mut count = 0;
    for lang in Lang::ALL {
        for page in samples::all(lang, "") {
            // Opened from a folder, an address that begins with a slash would leave it.
            let html = page.html.replace("\"/static/", "\"../static/");
            write(&out.join(lang.tag()).join(format!("{}.html", page.name)), html.as_bytes())?;
            count += 1;
        }
    }
    println!("{count} pages in {}", out.display());
    for key in i18n::missing() {
        println!("missing {key}");
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, bytes)?)
}
