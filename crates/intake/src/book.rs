//! A table file after the guard: sheets of rows of cells, numbered as Excel shows them.

/// What kind of file a book came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// Comma-, semicolon- or tab-separated text.
    Csv {
        /// `UTF-8`, `UTF-8 with BOM` or `GB18030`.
        encoding: &'static str,
        /// The separator found.
        delimiter: char,
    },
    /// Office Open XML.
    Xlsx,
    /// The binary format in use before 2007.
    Xls,
}

impl Format {
    /// Returns the encoding of a text file; `None` for workbooks.
    pub const fn encoding(&self) -> Option<&'static str> {
        match self {
            Self::Csv { encoding, .. } => Some(*encoding),
            Self::Xlsx | Self::Xls => None,
        }
    }
}

/// A file that passed the guard.
#[derive(Debug, Clone)]
pub struct Book {
    /// The file's name as uploaded.
    pub name: String,
    /// What it was.
    pub format: Format,
    /// Its sheets; one without a name for CSV.
    pub sheets: Vec<Sheet>,
    /// Names of sheets that are not read because they are hidden or hold no cells.
    pub hidden: Vec<String>,
}

/// A sheet: only rows that hold something are kept.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Name; empty for CSV.
    pub name: String,
    /// Rows in order of their numbers.
    pub rows: Vec<Row>,
    /// Merged regions.
    pub merges: Vec<Merge>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Number as Excel shows it, from 1.
    pub number: u32,
    /// Line of the text file where the record starts; the number itself for workbooks.
    pub line: u32,
    /// Cells by column, from A on.
    pub cells: Vec<Value>,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, letter for letter.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that the file formats as a day.
    Day(f64),
}

/// A merged region: first and last row and column, rows from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

impl Value {
    /// Tells whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => {
                text.chars().all(|c| c.is_whitespace() || crate::cells::text::is_invisible(c))
            }
            Self::Number(_) | Self::Day(_) => false,
        }
    }

    /// Returns the content as a person would read it in the cell: whole numbers without a point, days as `YYYY-MM-DD`.
    pub fn display(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Day(serial) => crate::cells::dates::from_serial(*serial)
                .map_or_else(|| number_text(*serial), |day| day.to_string()),
        }
    }
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

impl Row {
    /// Returns the cell of a column; empty beyond the last.
    pub fn cell(&self, column: usize) -> &Value {
        static EMPTY: Value = Value::Empty;
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

impl Sheet {
    /// Returns the row of a number, if it holds anything.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }

    /// Returns the number of the last row, 0 for an empty sheet.
    pub fn last_row(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.number)
    }
}

/// Returns the letters of a column counted from 0: A, B, …, Z, AA.
pub fn column_letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}
