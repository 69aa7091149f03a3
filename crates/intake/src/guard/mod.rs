//! The wall for hostile bytes: everything that comes in passes here first.
//!
//! The order is fixed: size, magic bytes, inspection of the archive by really inflating it, bounded parse.

mod archive;
mod biff;
mod delimited;
pub mod json;
mod text;
mod workbook;
mod xml;

use crate::book::Book;
use crate::refusal::Refusal;

/// Largest upload, in bytes.
pub const MAX_BYTES: usize = 10 << 20;
/// Most data rows of a table.
pub const MAX_ROWS: u32 = 20_000;
/// Most rows above the data: titles and headers.
pub const MAX_HEAD_ROWS: u32 = 16;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 100;
/// Most cells of a file.
pub const MAX_CELLS: usize = 500_000;
/// Most sheets of a workbook.
pub const MAX_SHEETS: usize = 30;
/// Most bytes of text in all cells together: a shared string counts as often as it is used.
pub const MAX_TEXT: usize = 24 << 20;

/// Reads a file into a book, or says why not.
pub fn open(file_name: &str, bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("empty_file"));
    }
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::new("upload_too_large").with("bytes", bytes.len()));
    }
    if bytes.starts_with(b"PK") {
        archive::inspect(bytes)?;
        return workbook::xlsx(file_name, bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        biff::inspect(bytes)?;
        return workbook::xls(file_name, bytes);
    }
    if let Some(what) = foreign(bytes) {
        return Err(Refusal::new("not_a_spreadsheet").with("what", what));
    }
    if extension(file_name) == "json" {
        json::read(bytes)?;
        return Err(Refusal::new("kind_not_supported"));
    }
    delimited::read(file_name, bytes).map_err(|refusal| match workbook_ending(file_name) {
        Some(ending) if matches!(refusal.code, "not_text" | "control_character") => Refusal::misnamed(ending),
        Some(_) | None => refusal,
    })
}

/// Returns the ending of a file that calls itself a workbook.
pub(crate) fn workbook_ending(file_name: &str) -> Option<&'static str> {
    let ending = extension(file_name);
    ["xlsx", "xls", "xlsm"].into_iter().find(|one| *one == ending)
}

fn extension(file_name: &str) -> String {
    file_name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// Names what is no table, by its first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 11] = [
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"7z\xBC\xAF", "an archive"),
        (b"Rar!", "an archive"),
        (b"\x1F\x8B", "an archive"),
        (b"{\\rtf", "a text document"),
        (b"<!DOCTYPE", "a web page"),
        (b"<html", "a web page"),
        (b"MZ", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}
