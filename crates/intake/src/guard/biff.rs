//! Inspection of the binary workbook format before a library reads it: the container, then the record headers.
//!
//! The library allocates the rectangle of a sheet, so one far cell would cost gigabytes; this walk finds it first.

use crate::refusal::Refusal;

const END: u32 = 0xFFFF_FFFA;

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

fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// Refuses protected files, macros, broken containers and tables outside the limits.
pub(super) fn inspect(bytes: &[u8]) -> Result<(), Refusal> {
    if holds(bytes, "EncryptedPackage") {
        return Err(Refusal::new("password_protected"));
    }
    if holds(bytes, "_VBA_PROJECT") {
        return Err(Refusal::new("macros_refused"));
    }
    records(&workbook_stream(bytes)?)
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl Container<'_> {
    fn place(&self, sector: u32) -> Result<&[u8], Refusal> {
        let at =
            (sector as usize + 1).checked_mul(self.sector).ok_or_else(|| damaged("a sector is missing"))?;
        let rest = self.bytes.get(at..).ok_or_else(|| damaged("a sector is missing"))?;
        Ok(&rest[..rest.len().min(self.sector)])
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Refusal> {
        let (mut data, mut next, mut steps) = (Vec::new(), first, 0);
        while next < END {
            steps += 1;
            if steps > self.table.len() {
                return Err(damaged("a chain of sectors points at itself"));
            }
            data.extend_from_slice(self.place(next)?);
            next = *self.table.get(next as usize).ok_or_else(|| damaged("a sector is missing"))?;
        }
        Ok(data)
    }
}

fn container(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
    let shift = u16_at(bytes, 30)?;
    if !(9..=12).contains(&shift) {
        return Err(damaged("its header is broken"));
    }
    let mut container = Container { bytes, sector: 1 << shift, table: Vec::new() };
    let mut lists = Vec::new();
    for place in (76..512).step_by(4) {
        lists.push(u32_at(bytes, place)?);
    }
    let (mut more, mut steps) = (u32_at(bytes, 68)?, 0);
    while more < END {
        steps += 1;
        if steps > 1_000 {
            return Err(damaged("a chain of sectors points at itself"));
        }
        let words = words(container.place(more)?);
        more = words.last().copied().unwrap_or(END);
        lists.extend(&words[..words.len().saturating_sub(1)]);
    }
    for list in lists.into_iter().filter(|sector| *sector < END) {
        let words = words(container.place(list)?);
        container.table.extend(words);
        if container.table.len() > bytes.len() / 64 {
            return Err(damaged("its sector table is too long"));
        }
    }
    Ok(container)
}

fn words(sector: &[u8]) -> Vec<u32> {
    sector.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect()
}

fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let container = container(bytes)?;
    let directory = container.chain(u32_at(bytes, 48)?)?;
    let mut root = None;
    let mut found = None;
    for entry in directory.chunks_exact(128) {
        let length = usize::from(u16_at(entry, 64)?).clamp(2, 64) - 2;
        let name: Vec<u16> =
            entry[..length].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        let name = String::from_utf16_lossy(&name);
        let (start, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        if entry[66] == 5 {
            root = Some(start);
        }
        if entry[66] == 2 && (name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book")) {
            found = Some((start, size));
        }
    }
    let (start, size) =
        found.ok_or_else(|| Refusal::new("not_a_spreadsheet").with("what", "an older Office file"))?;
    if size >= u32_at(bytes, 56)? as usize {
        return container.chain(start);
    }
    Container {
        bytes: &[&[0; 64], container.chain(root.unwrap_or(END))?.as_slice()].concat(),
        sector: 64,
        table: words(&container.chain(u32_at(bytes, 60)?)?),
    }
    .chain(start)
}

fn records(stream: &[u8]) -> Result<(), Refusal> {
    let (mut at, mut cells, mut rectangle) = (0, 0, (0, 0));
    while at + 4 <= stream.len() {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let body = stream.get(at + 4..at + 4 + length).ok_or_else(|| damaged("a record is cut off"))?;
        if kind == 0 && length == 0 {
            break;
        }
        if kind == 0x002F {
            return Err(Refusal::new("password_protected"));
        }
        let filled = matches!(kind, 0x0203 | 0x027E | 0x00FD | 0x0204 | 0x0205 | 0x0006 | 0x00BD | 0x00D6);
        if filled && length >= 6 {
            let (row, mut column) = (u16_at(body, 0)?, u16_at(body, 2)?);
            if kind == 0x00BD {
                cells += (length - 6) / 6;
                column = column.max(u16_at(body, length - 2)?);
            }
            cells += 1;
            super::workbook::within("", u32::from(row) + 1, usize::from(column), cells)?;
            rectangle = (rectangle.0.max(usize::from(row) + 1), rectangle.1.max(usize::from(column) + 1));
            if rectangle.0 * rectangle.1 > 2 * super::MAX_CELLS {
                return Err(Refusal::new("too_many_cells").with("cell", format!("in row {}", row + 1)));
            }
        }
        at += 4 + length;
    }
    Ok(())
}
