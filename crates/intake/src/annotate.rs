//! The file given back: the same table with a column that says what is wrong.

use std::collections::HashMap;
use std::fmt::Write as _;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::book::{Book, Format as BookFormat, Row, Sheet, Value};
use crate::cells::text::formula_start;
use crate::plan::{Class, Of, Plan, PlanRow};
use crate::problem::words;

/// The name of the added column.
pub const COLUMN: &str = "错误说明";

/// Returns the same table as CSV (UTF-8 with a mark, safe against formulas) or XLSX, with a column of complaints.
pub fn annotate(book: &Book, plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let notes: HashMap<(&str, u32), String> = plan
        .rows
        .iter()
        .map(|row| ((row.sheet.as_str(), row.row), note(row)))
        .filter(|(_, note)| !note.is_empty())
        .collect();
    match &book.format {
        BookFormat::Csv { delimiter, .. } => Ok(book
            .sheets
            .first()
            .map_or_else(Vec::new, |sheet| csv(sheet, &Notes::of(sheet, plan, &notes), *delimiter))),
        BookFormat::Xlsx | BookFormat::Xls => workbook(book, plan, &notes),
    }
}

fn note(row: &PlanRow) -> String {
    let mut parts: Vec<String> = Vec::new();
    for problem in &row.problems {
        let place =
            if problem.column.is_empty() { String::new() } else { format!("{}列：", problem.column) };
        parts.push(format!("{place}{}", words(&problem.kind).0));
    }
    if let Class::Duplicate { of, .. } = &row.class {
        parts.push(match of {
            Of::Row(of) if of.sheet.is_empty() => format!("疑似与第{}行重复", of.row),
            Of::Row(of) => format!("疑似与“{}”第{}行重复", of.sheet, of.row),
            Of::Known(_) => "疑似与系统中已有记录重复".to_owned(),
        });
    }
    parts.join("；")
}

/// The notes of one sheet: the column they go to, the row of its name, and the texts by row.
struct Notes<'n> {
    column: usize,
    header: u32,
    texts: HashMap<u32, &'n str>,
}

impl<'n> Notes<'n> {
    fn of(sheet: &Sheet, plan: &Plan, notes: &'n HashMap<(&str, u32), String>) -> Self {
        let header = plan.sheets.iter().find(|layout| layout.sheet == sheet.name);
        let texts = notes
            .iter()
            .filter(|((name, _), _)| *name == sheet.name)
            .map(|((_, row), text)| (*row, text.as_str()));
        Self {
            column: sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0),
            header: header.and_then(|layout| layout.header_rows.last().copied()).unwrap_or(0),
            texts: texts.collect(),
        }
    }

    fn text(&self, row: &Row) -> Option<&str> {
        if row.number == self.header { Some(COLUMN) } else { self.texts.get(&row.number).copied() }
    }
}

fn csv(sheet: &Sheet, notes: &Notes<'_>, delimiter: char) -> Vec<u8> {
    let mut out = String::from('\u{FEFF}');
    let mut next = 1;
    for row in &sheet.rows {
        // Blank rows stay, so that the row numbers of the messages keep their meaning.
        while next < row.number {
            out.push_str("\r\n");
            next += 1;
        }
        next += 1;
        for column in 0..notes.column {
            let _ = write!(out, "{}{delimiter}", csv_cell(&row.cell(column).display(), delimiter));
        }
        out.push_str(&csv_cell(notes.text(row).unwrap_or_default(), delimiter));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// Writes a cell of separated text: an apostrophe before what a spreadsheet would run as a formula, quotes where needed.
pub fn csv_cell(text: &str, delimiter: char) -> String {
    let guard = if text.starts_with(formula_start) { "'" } else { "" };
    if text.contains([delimiter, '"', '\n', '\r']) || !guard.is_empty() {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn workbook(book: &Book, plan: &Plan, notes: &HashMap<(&str, u32), String>) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in &book.sheets {
        let notes = Notes::of(sheet, plan, notes);
        let page = out.add_worksheet();
        page.set_name(&sheet.name)?;
        merges(page, sheet, &wrap)?;
        for row in &sheet.rows {
            let at = row.number - 1;
            for (column, value) in row.cells.iter().enumerate() {
                write(page, at, column as u16, value, &day)?;
            }
            if let Some(text) = notes.text(row) {
                let format = if row.number == notes.header { &bold } else { &wrap };
                page.write_string_with_format(at, notes.column as u16, text, format)?;
            }
        }
        if notes.header > 0 {
            page.set_column_width(notes.column as u16, 60)?;
        }
    }
    out.save_to_buffer()
}

// Merged cells carry the team of their rows, so they must come back; one that overlaps another is left out.
fn merges(page: &mut Worksheet, sheet: &Sheet, format: &Format) -> Result<(), XlsxError> {
    for merge in sheet.merges.iter().filter(|m| m.bottom > m.top || m.right > m.left) {
        let (left, right) = (merge.left as u16, merge.right as u16);
        match page.merge_range(merge.top - 1, left, merge.bottom - 1, right, "", format) {
            Ok(_) | Err(XlsxError::MergeRangeOverlaps(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn write(page: &mut Worksheet, row: u32, column: u16, value: &Value, day: &Format) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            page.write_string(row, column, text.chars().take(32_767).collect::<String>())?;
        }
        Value::Number(number) => {
            page.write_number(row, column, *number)?;
        }
        Value::Day(serial) => {
            page.write_number_with_format(row, column, *serial, day)?;
        }
    }
    Ok(())
}
