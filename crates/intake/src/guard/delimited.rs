//! Bounded reading of separated text: quotes, separators, row numbers and physical lines.

use super::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use crate::book::{Book, Format, Row, Sheet, Value};
use crate::refusal::Refusal;

const MAX_LINE: usize = 1 << 20;

/// Reads separated text into a book of one sheet without a name.
pub(super) fn read(file_name: &str, bytes: &[u8]) -> Result<Book, Refusal> {
    let (text, encoding) = super::text::decode(bytes)?;
    lines(&text)?;
    let delimiter = delimiter(&text);
    let rows = Reader { rest: text.chars().peekable(), delimiter, line: 1, records: 0, cells: 0 }.all()?;
    let sheet = Sheet { name: String::new(), rows, merges: Vec::new() };
    Ok(Book {
        name: file_name.to_owned(),
        format: Format::Csv { encoding, delimiter },
        sheets: vec![sheet],
        hidden: Vec::new(),
    })
}

fn lines(text: &str) -> Result<(), Refusal> {
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        if line.len() > MAX_LINE {
            let pairs = text.get(..line.as_ptr() as usize - text.as_ptr() as usize).unwrap_or_default();
            let line_number = number + 1 - pairs.matches("\r\n").count();
            return Err(Refusal::new("line_too_long").with("line", line_number).at(
                "",
                line_number as u32,
                None,
            ));
        }
    }
    Ok(())
}

fn delimiter(text: &str) -> char {
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for c in text.trim_start_matches(['\r', '\n']).chars() {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(*delimiter == c);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(',', |(delimiter, _)| *delimiter)
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    delimiter: char,
    line: u32,
    records: u32,
    cells: usize,
}

enum End {
    Cell,
    Record,
    File,
}

impl Reader<'_> {
    fn all(mut self) -> Result<Vec<Row>, Refusal> {
        let mut rows: Vec<Row> = Vec::new();
        while self.rest.peek().is_some() {
            self.records += 1;
            let (number, line) = (self.records, self.line);
            let cells = self.record()?;
            if cells.iter().any(|cell| *cell != Value::Empty) {
                rows.push(Row { number, line, cells });
            }
            if rows.len() as u32 > MAX_ROWS + 1 {
                let total = rows.len() as u32 + self.rest.clone().filter(|c| *c == '\n').count() as u32 - 1;
                return Err(Refusal::new("too_many_rows").with("rows", total).at("", number, None));
            }
        }
        Ok(rows)
    }

    fn record(&mut self) -> Result<Vec<Value>, Refusal> {
        let mut cells = Vec::new();
        loop {
            let (text, end) = self.cell(cells.len())?;
            if cells.len() >= MAX_COLUMNS && !text.is_empty() {
                let more = match end {
                    End::Cell => 1 + self.more_columns(),
                    End::Record | End::File => 0,
                };
                let columns = cells.len() + 1 + more;
                return Err(Refusal::new("too_many_columns").with("columns", columns).at(
                    "",
                    self.records,
                    Some(cells.len()),
                ));
            }
            self.cells += usize::from(!text.is_empty());
            if self.cells > MAX_CELLS {
                let cell = format!("{}{}", crate::book::column_letters(cells.len()), self.records);
                return Err(Refusal::new("too_many_cells").with("cell", cell));
            }
            cells.push(if text.is_empty() { Value::Empty } else { Value::Text(text) });
            match end {
                End::Cell => {}
                End::Record | End::File => return Ok(cells),
            }
        }
    }

    fn more_columns(&self) -> usize {
        self.rest.clone().take_while(|c| !matches!(c, '\r' | '\n')).filter(|c| *c == self.delimiter).count()
    }

    fn line_end(&mut self, first: char) {
        if first == '\r' && self.rest.peek() == Some(&'\n') {
            self.rest.next();
        }
        self.line += 1;
    }

    fn cell(&mut self, column: usize) -> Result<(String, End), Refusal> {
        let mut text = String::new();
        let quoted = self.rest.peek() == Some(&'"');
        if quoted {
            self.rest.next();
            self.quoted(&mut text, column)?;
        }
        while let Some(c) = self.rest.next() {
            match c {
                '\r' | '\n' => {
                    self.line_end(c);
                    return Ok((text, End::Record));
                }
                c if c == self.delimiter => return Ok((text, End::Cell)),
                c => self.push(&mut text, c, column)?,
            }
        }
        Ok((text, End::File))
    }

    fn quoted(&mut self, text: &mut String, column: usize) -> Result<(), Refusal> {
        let opened = self.line;
        while let Some(c) = self.rest.next() {
            match c {
                '"' if self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    text.push('"');
                }
                '"' => return Ok(()),
                '\r' | '\n' => {
                    self.line_end(c);
                    text.push('\n');
                }
                c => self.push(text, c, column)?,
            }
        }
        Err(Refusal::new("unterminated_quote")
            .with("line", opened)
            .with("rows_before", self.records.saturating_sub(2))
            .at("", self.records, Some(column)))
    }

    fn push(&self, text: &mut String, c: char, column: usize) -> Result<(), Refusal> {
        if c.is_control() && c != '\t' {
            return Err(Refusal::new("control_character")
                .with("character", format!("U+{:04X}", u32::from(c)))
                .at("", self.records, Some(column)));
        }
        text.push(c);
        Ok(())
    }
}
