//! From lines of a table to typed records, with a complaint for every cell that cannot be read.

pub mod company;
pub mod evidence;
pub mod expert;
pub mod need;

use domain::text;
use jiff::civil::Date;

use crate::book::{Value, column_letters};
use crate::cells::text::{clean, is_direction};
use crate::problem::{Problem, Severity, words};
use crate::table::Line;

/// Longest part of a cell that a complaint repeats, in characters.
const SHOWN: usize = 1_000;

fn shown(mut cell: String) -> String {
    if let Some((end, _)) = cell.char_indices().nth(SHOWN) {
        cell.truncate(end);
        cell.push('…');
    }
    cell
}

/// Reads the cells of one line and gathers its complaints.
pub(crate) struct Cells<'a, 'b> {
    pub(crate) line: &'a Line<'b>,
    pub(crate) sheet: &'a str,
    pub(crate) today: Date,
    pub(crate) problems: Vec<Problem>,
}

impl<'a, 'b> Cells<'a, 'b> {
    pub(crate) fn new(line: &'a Line<'b>, sheet: &'a str, today: Date) -> Self {
        let mut cells = Self { line, sheet, today, problems: Vec::new() };
        if line.ragged {
            cells.error("", "wrong_cell_count");
        }
        cells
    }

    pub(crate) fn value(&self, field: &str) -> &'b Value {
        self.line.value(field)
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.line.column(field).is_some()
    }

    /// Returns the cleaned text of a field; empty for a blank one.
    pub(crate) fn text(&self, field: &str) -> String {
        clean(&self.value(field).display())
    }

    /// Returns a text that fits one line; a longer one is an error, because cutting would lose words.
    pub(crate) fn line(&mut self, field: &str) -> String {
        self.within(field, text::LINE).replace('\n', " ")
    }

    /// Returns a text that fits a paragraph field.
    pub(crate) fn paragraph(&mut self, field: &str) -> String {
        self.within(field, text::PARAGRAPHS)
    }

    /// Returns the text of a field; complains when it is too long or changes the direction of writing.
    pub(crate) fn within(&mut self, field: &str, limit: usize) -> String {
        if matches!(self.value(field), Value::Text(text) if text.chars().any(is_direction)) {
            self.warn(field, "direction_character");
        }
        let text = self.text(field);
        // The row waits for repair, so the cut text is never stored; the whole cell stays beside it.
        if let Some((end, _)) = text.char_indices().nth(limit) {
            self.error(field, "too_long");
            return text[..end].to_owned();
        }
        text
    }

    /// Applies a reader to a field that is not blank; a complaint becomes a warning and the field stays empty.
    pub(crate) fn read<T>(
        &mut self,
        field: &str,
        read: impl FnOnce(&Value) -> Result<T, &'static str>,
    ) -> Option<T> {
        let value = self.value(field);
        if value.is_blank() {
            return None;
        }
        read(value).map_err(|kind| self.warn(field, kind)).ok()
    }

    pub(crate) fn warn(&mut self, field: &str, kind: &str) {
        self.complain(field, kind, Severity::Warning, None);
    }

    pub(crate) fn error(&mut self, field: &str, kind: &str) {
        self.complain(field, kind, Severity::Error, None);
    }

    pub(crate) fn complain(&mut self, field: &str, kind: &str, severity: Severity, hint: Option<String>) {
        self.problems.push(Problem {
            sheet: self.sheet.to_owned(),
            row: self.line.row.number,
            line: self.line.row.line,
            column: self.line.column(field).map(column_letters).unwrap_or_default(),
            field: field.to_owned(),
            kind: kind.to_owned(),
            severity,
            cell: shown(self.line.raw(field).display()),
            hint: hint.unwrap_or_else(|| words(kind).1.to_owned()),
        });
    }

    pub(crate) fn failed(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
