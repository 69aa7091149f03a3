//! Bounded reading of workbooks: cells stream past the limits before anything is kept.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xls, Xlsx};

use super::{MAX_CELLS, MAX_COLUMNS, MAX_HEAD_ROWS, MAX_ROWS, MAX_SHEETS, MAX_TEXT};
use crate::book::{Book, Format, Merge, Row, Sheet, Value, column_letters};
use crate::refusal::Refusal;

/// Refuses a filled cell outside the limits; the column counts from 0.
pub(super) fn within(sheet: &str, row: u32, column: usize, cells: usize) -> Result<(), Refusal> {
    let name = format!("{}{row}", column_letters(column));
    if row > MAX_ROWS + MAX_HEAD_ROWS || cells > MAX_CELLS {
        return Err(Refusal::new("too_many_cells").with("cell", name).at(sheet, row, Some(column)));
    }
    if column >= MAX_COLUMNS {
        return Err(Refusal::new("too_many_columns").with("columns", column + 1).at(
            sheet,
            row,
            Some(column),
        ));
    }
    Ok(())
}

fn damaged(why: impl std::fmt::Display) -> Refusal {
    Refusal::new("archive_damaged").with("why", why)
}

// The libraries below promise not to panic, but hostile bytes are exactly where a promise is tested.
fn calm<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("it cannot be read")))
}

#[derive(Default)]
struct Totals {
    cells: usize,
    text: usize,
}

impl Totals {
    fn take(&mut self, sheet: &mut Sheet, row: u32, column: usize, value: Value) -> Result<(), Refusal> {
        self.cells += 1;
        within(&sheet.name, row, column, self.cells)?;
        if let Value::Text(text) = &value {
            self.text += text.len();
            if self.text > MAX_TEXT {
                return Err(Refusal::new("text_too_large").at(&sheet.name, row, Some(column)));
            }
        }
        if sheet.rows.last().is_none_or(|last| last.number < row) {
            sheet.rows.push(Row { number: row, line: row, cells: Vec::new() });
        }
        let last = sheet.rows.last_mut().filter(|last| last.number == row);
        let cells = &mut last.ok_or_else(|| damaged("its rows are not in order"))?.cells;
        if cells.len() <= column {
            cells.resize(column + 1, Value::Empty);
        }
        cells[column] = value;
        Ok(())
    }
}

fn sheets_to_read(metadata: &[calamine::Sheet]) -> Result<(Vec<String>, Vec<String>), Refusal> {
    if metadata.len() > MAX_SHEETS {
        return Err(Refusal::new("too_many_sheets").with("count", metadata.len()));
    }
    let shown = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let (read, hidden): (Vec<_>, Vec<_>) = metadata.iter().partition(shown);
    let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
    Ok((names(read), names(hidden)))
}

/// Reads an inspected Office Open XML workbook.
pub(super) fn xlsx(file_name: &str, bytes: &[u8]) -> Result<Book, Refusal> {
    calm(|| {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        let (names, hidden) = sheets_to_read(workbook.sheets_metadata())?;
        let later = workbook.has_1904_epoch();
        let mut totals = Totals::default();
        let mut sheets = Vec::with_capacity(names.len());
        for name in names {
            let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
            let mut reader = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
            while let Some(cell) = reader.next_cell().map_err(damaged)? {
                let (row, column) = cell.get_position();
                let value = from_xlsx(cell.get_value(), later);
                if value != Value::Empty {
                    totals.take(&mut sheet, row + 1, column as usize, value)?;
                }
            }
            drop(reader);
            sheet.merges = merges(&workbook.merge_cells_by_sheet_name(&name).unwrap_or_default());
            sheets.push(sheet);
        }
        Ok(Book { name: file_name.to_owned(), format: Format::Xlsx, sheets, hidden })
    })
}

/// Reads an inspected binary workbook.
pub(super) fn xls(file_name: &str, bytes: &[u8]) -> Result<Book, Refusal> {
    calm(|| {
        let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
        let (names, hidden) = sheets_to_read(workbook.sheets_metadata())?;
        let later = workbook.has_1904_epoch();
        let mut totals = Totals::default();
        let mut sheets = Vec::with_capacity(names.len());
        for name in names {
            let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
            let range = workbook.worksheet_range(&name).map_err(damaged)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let value = from_xls(data, later);
                if value != Value::Empty {
                    totals.take(&mut sheet, top + row as u32 + 1, left as usize + column, value)?;
                }
            }
            sheet.merges = merges(&workbook.merge_cells_by_sheet_name(&name).unwrap_or_default());
            sheets.push(sheet);
        }
        Ok(Book { name: file_name.to_owned(), format: Format::Xls, sheets, hidden })
    })
}

fn merges(found: &[Dimensions]) -> Vec<Merge> {
    let merge = |d: &Dimensions| Merge {
        top: d.start.0 + 1,
        bottom: d.end.0 + 1,
        left: d.start.1 as usize,
        right: d.end.1 as usize,
    };
    found.iter().take(MAX_CELLS / 10).map(merge).collect()
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Text(text.replace("\r\n", "\n")) }
}

fn day(value: &calamine::ExcelDateTime, later: bool) -> Value {
    let shift = if later { 1462.0 } else { 0.0 };
    if value.is_datetime() { Value::Day(value.as_f64() + shift) } else { Value::Number(value.as_f64()) }
}

fn truth(value: bool) -> Value {
    Value::Text(if value { "TRUE" } else { "FALSE" }.to_owned())
}

fn from_xlsx(data: &DataRef<'_>, later: bool) -> Value {
    match data {
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Bool(value) => truth(*value),
        DataRef::DateTime(value) => day(value, later),
        DataRef::Error(error) => text(&error.to_string()),
        DataRef::Empty => Value::Empty,
    }
}

fn from_xls(data: &Data, later: bool) -> Value {
    match data {
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => text(s),
        Data::Bool(value) => truth(*value),
        Data::DateTime(value) => day(value, later),
        Data::Error(error) => text(&error.to_string()),
        Data::Empty => Value::Empty,
    }
}
