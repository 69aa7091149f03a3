//! Inspection of a workbook's archive by really inflating it, part by part, without keeping it.

use std::collections::HashSet;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::xml::{Check, Found, attribute, local_name};
use crate::refusal::Refusal;

const MAX_ENTRIES: usize = 200;
const MAX_UNPACKED: u64 = 50 << 20;
const MAX_RATIO: u64 = 100;
/// Largest table of shared texts, which the reader keeps whole.
const MAX_STRINGS: u64 = 32 << 20;

struct Entry {
    name: String,
    method: u16,
    crc: u32,
    packed: usize,
    unpacked: u64,
    offset: usize,
    data: usize,
}

fn damaged(why: &str) -> Refusal {
    Refusal::new("archive_damaged").with("why", why)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Refusal> {
    let raw = bytes.get(at..at + 2).ok_or_else(|| damaged("it ends in the middle"))?;
    Ok(u16::from_le_bytes([raw[0], raw[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    let raw = bytes.get(at..at + 4).ok_or_else(|| damaged("it ends in the middle"))?;
    Ok(u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]))
}

/// Refuses an archive that is damaged, too large, or holds what a table does not need.
pub(super) fn inspect(bytes: &[u8]) -> Result<(), Refusal> {
    let mut entries = directory(bytes)?;
    names(&entries)?;
    places(bytes, &mut entries)?;
    let mut totals = Totals::default();
    for entry in &entries {
        inflate(bytes, entry, &mut totals)?;
    }
    totals.part_too_dense.map_or(Ok(()), Err)
}

fn directory(bytes: &[u8]) -> Result<Vec<Entry>, Refusal> {
    let from = bytes.len().saturating_sub(65_557);
    let end = bytes[from..]
        .windows(4)
        .rposition(|w| w == b"PK\x05\x06")
        .map(|at| at + from)
        .ok_or_else(|| damaged("the list of its parts is missing"))?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    if count > MAX_ENTRIES {
        return Err(Refusal::new("archive_too_many_entries").with("count", count));
    }
    let (size, mut at) = (u32_at(bytes, end + 12)? as usize, u32_at(bytes, end + 16)? as usize);
    if at.checked_add(size).is_none_or(|stop| stop > end) {
        return Err(damaged("the list of its parts points at itself"));
    }
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        if u32_at(bytes, at)? != 0x0201_4b50 || at >= end {
            return Err(damaged("the list of its parts is broken"));
        }
        let lengths = [28, 30, 32].map(|place| u16_at(bytes, at + place));
        let [name, extra, comment] = lengths;
        let (name, extra, comment) = (usize::from(name?), usize::from(extra?), usize::from(comment?));
        let raw = bytes.get(at + 46..at + 46 + name).ok_or_else(|| damaged("it ends in the middle"))?;
        if u16_at(bytes, at + 8)? & 1 == 1 {
            return Err(Refusal::new("password_protected"));
        }
        entries.push(Entry {
            name: String::from_utf8_lossy(raw).into_owned(),
            method: u16_at(bytes, at + 10)?,
            crc: u32_at(bytes, at + 16)?,
            packed: u32_at(bytes, at + 20)? as usize,
            unpacked: u64::from(u32_at(bytes, at + 24)?),
            offset: u32_at(bytes, at + 42)? as usize,
            data: 0,
        });
        at += 46 + name + extra + comment;
    }
    Ok(entries)
}

fn names(entries: &[Entry]) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    for entry in entries {
        let outside = entry.name.starts_with('/')
            || entry.name.contains(['\\', ':', '\0'])
            || entry.name.split('/').any(|step| step == "..");
        if outside {
            return Err(Refusal::new("archive_bad_name").with("part", entry.name.escape_debug()));
        }
        let lower = entry.name.to_lowercase();
        if lower.contains("vbaproject") || lower.contains("macrosheets/") {
            return Err(Refusal::new("macros_refused"));
        }
        if !seen.insert(lower) {
            return Err(damaged(&format!("the part {} occurs twice", entry.name)));
        }
    }
    if seen.contains("xl/workbook.xml") {
        return Ok(());
    }
    let what = if seen.contains("word/document.xml") {
        "a text document"
    } else if seen.contains("xl/workbook.bin") {
        "a binary workbook (.xlsb)"
    } else if seen.contains("content.xml") {
        "an OpenDocument file"
    } else {
        "an archive"
    };
    Err(Refusal::new("not_a_spreadsheet").with("what", what))
}

fn places(bytes: &[u8], entries: &mut [Entry]) -> Result<(), Refusal> {
    let mut taken = Vec::with_capacity(entries.len());
    for entry in entries.iter_mut() {
        if u32_at(bytes, entry.offset)? != 0x0403_4b50 {
            return Err(damaged(&format!("the part {} is missing", entry.name)));
        }
        let name = usize::from(u16_at(bytes, entry.offset + 26)?);
        let extra = usize::from(u16_at(bytes, entry.offset + 28)?);
        entry.data = entry.offset + 30 + name + extra;
        if bytes.get(entry.offset + 30..entry.offset + 30 + name) != Some(entry.name.as_bytes()) {
            return Err(damaged(&format!("the part {} has two names or places", entry.name)));
        }
        let stop = entry.data + entry.packed;
        if stop > bytes.len() {
            return Err(damaged("it ends in the middle"));
        }
        taken.push((entry.offset, stop));
    }
    taken.sort_unstable();
    if taken.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(damaged("two parts share the same bytes"));
    }
    Ok(())
}

#[derive(Default)]
struct Totals {
    unpacked: u64,
    cells: usize,
    tags: usize,
    part_too_dense: Option<Refusal>,
}

fn inflate(bytes: &[u8], entry: &Entry, totals: &mut Totals) -> Result<(), Refusal> {
    let packed = &bytes[entry.data..entry.data + entry.packed];
    let mut reader: Box<dyn Read> = match entry.method {
        0 => Box::new(packed),
        8 => Box::new(DeflateDecoder::new(packed)),
        _ => return Err(damaged(&format!("the part {} is packed in an unknown way", entry.name))),
    };
    let end = super::extension(&entry.name);
    let mut check = matches!(end.as_str(), "xml" | "rels" | "vml").then(|| Check::new(&entry.name));
    // Well-formedness is judged only after the whole part was unpacked: a bomb is a bomb first.
    let mut verdict = Ok(());
    totals.tags = 0;
    let (mut crc, mut size, mut chunk) = (Crc::new(), 0_u64, vec![0_u8; 64 << 10]);
    loop {
        let got = reader
            .read(&mut chunk)
            .map_err(|_| damaged(&format!("the part {} cannot be unpacked", entry.name)))?;
        if got == 0 {
            break;
        }
        if size == 0 {
            nested(&entry.name, &chunk[..got])?;
        }
        size += got as u64;
        totals.unpacked += got as u64;
        if entry.name.ends_with("sharedStrings.xml") && size > MAX_STRINGS && totals.part_too_dense.is_none()
        {
            totals.part_too_dense = Some(Refusal::new("text_too_large"));
        }
        if totals.unpacked > MAX_UNPACKED {
            return Err(Refusal::new("archive_too_large"));
        }
        crc.update(&chunk[..got]);
        if let (Some(check), Ok(())) = (&mut check, &verdict) {
            let (cells, tags) = (&mut totals.cells, &mut totals.tags);
            verdict = check.feed(&chunk[..got], &mut |found| tag(entry, cells, tags, &found));
        }
    }
    if crc.sum() != entry.crc || size != entry.unpacked {
        return Err(damaged(&format!("the part {} does not match its check sum", entry.name)));
    }
    if size > (entry.packed as u64) * MAX_RATIO && totals.part_too_dense.is_none() {
        totals.part_too_dense = Some(Refusal::new("archive_ratio").with("part", &entry.name));
        return Ok(());
    }
    verdict?;
    check.map_or(Ok(()), |check| check.end())
}

fn nested(part: &str, start: &[u8]) -> Result<(), Refusal> {
    const ARCHIVES: [&[u8]; 6] =
        [b"PK\x03\x04", b"PK\x05\x06", b"7z\xBC\xAF", b"Rar!", b"\x1F\x8B", b"\xFD7zXZ"];
    if ARCHIVES.iter().any(|magic| start.starts_with(magic)) {
        return Err(Refusal::new("archive_nested").with("part", part));
    }
    Ok(())
}

/// Most elements of a part that the reader keeps whole: formats, sheet lists, relationships.
const MAX_KEPT_TAGS: usize = 100_000;

fn tag(entry: &Entry, cells: &mut usize, tags: &mut usize, found: &Found<'_>) -> Result<(), Refusal> {
    let Found::Tag(tag) = found;
    let name = local_name(tag);
    let (strings, sheet) =
        (entry.name.ends_with("sharedStrings.xml"), entry.name.starts_with("xl/worksheets/"));
    *tags += usize::from(if strings { name == "si" } else { !sheet || name == "mergeCell" });
    if *tags > if strings { super::MAX_CELLS } else { MAX_KEPT_TAGS } {
        return Err(Refusal::new("xml_malformed").with("part", &entry.name).with("why", "too many elements"));
    }
    if sheet && name == "c" {
        *cells += 1;
        if *cells > super::MAX_CELLS {
            let cell = attribute(tag, "r").unwrap_or("beyond the 500,000th");
            return Err(Refusal::new("too_many_cells").with("cell", cell).with("part", &entry.name));
        }
    }
    if entry.name == "[Content_Types].xml" && tag.contains("macroEnabled") {
        return Err(Refusal::new("macros_refused"));
    }
    // Links in cells (mostly mailto:) are text to us and never followed; any other reference outside is refused.
    let outside = name == "Relationship"
        && attribute(tag, "TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"))
        && !attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/hyperlink"));
    if outside {
        return Err(Refusal::new("external_relation").with("part", &entry.name));
    }
    Ok(())
}
