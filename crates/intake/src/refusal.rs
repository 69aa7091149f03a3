//! Why a file is refused, in words a person can act on.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// A place in a file, as Excel shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Place {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: Option<u32>,
    /// The column letters.
    pub column: Option<String>,
}

/// A refused file: a stable code, where, and the facts of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The stable problem code.
    pub code: &'static str,
    /// Where in the file, when there is a place.
    pub place: Option<Place>,
    /// Facts of the sentence by name, such as `limit`, `part`, `byte`, `line`.
    pub facts: BTreeMap<&'static str, String>,
}

impl Refusal {
    pub(crate) const fn new(code: &'static str) -> Self {
        Self { code, place: None, facts: BTreeMap::new() }
    }

    /// Refuses text that carries the name of a workbook.
    pub(crate) fn misnamed(ending: &str) -> Self {
        Self::new("not_a_spreadsheet")
            .with("what", format!("plain text with the name of an Excel file (.{ending})"))
            .with("named", ending)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(name, value.to_string());
        self
    }

    pub(crate) fn at(mut self, sheet: &str, row: u32, column: Option<usize>) -> Self {
        self.place = Some(Place {
            sheet: sheet.to_owned(),
            row: Some(row),
            column: column.map(crate::book::column_letters),
        });
        self
    }

    fn fact(&self, name: &str) -> &str {
        self.facts.get(name).map_or("?", String::as_str)
    }

    fn place_words(&self) -> String {
        let Some(place) = &self.place else { return String::new() };
        let mut words = Vec::new();
        if !place.sheet.is_empty() {
            words.push(format!("sheet {}", place.sheet));
        }
        if let Some(row) = place.row {
            words.push(format!("row {row}"));
        }
        if let Some(column) = &place.column {
            words.push(format!("column {column}"));
        }
        words.join(", ")
    }

    fn archive_sentence(&self) -> Option<String> {
        let f = |name| self.fact(name);
        Some(match self.code {
            "archive_too_large" => "The workbook unpacks to more than 50 MiB; split the file.".into(),
            "archive_ratio" => {
                format!(
                    "The part {} is packed more than 100 times; save the table again as .xlsx.",
                    f("part")
                )
            }
            "archive_too_many_entries" => {
                format!(
                    "The workbook holds {} parts, 200 are read; save the table alone as .xlsx.",
                    f("count")
                )
            }
            "archive_nested" => {
                format!("The part {} is an archive inside the archive; remove it.", f("part"))
            }
            "archive_bad_name" => {
                format!("The entry {} points outside the archive; save the table again as .xlsx.", f("part"))
            }
            "archive_damaged" => {
                format!(
                    "The workbook is damaged ({}); open it in Excel and save it again as .xlsx.",
                    f("why")
                )
            }
            "xml_dtd" => {
                format!("The part {} holds a document type declaration, which is not read.", f("part"))
            }
            "xml_malformed" => {
                format!(
                    "The part {} is not well-formed ({}); save the table again as .xlsx.",
                    f("part"),
                    f("why")
                )
            }
            "macros_refused" => "The workbook contains macros; save it as .xlsx without macros.".into(),
            "external_relation" => {
                format!("The part {} refers to another file; break the links and save it again.", f("part"))
            }
            "password_protected" => "The workbook is protected by a password; remove the password.".into(),
            "too_many_sheets" => {
                format!("The workbook has {} sheets, 30 are read; keep the sheets to import.", f("count"))
            }
            _ => return None,
        })
    }

    fn text_sentence(&self) -> String {
        let (f, place) = (|name| self.fact(name), self.place_words());
        match self.code {
            "upload_too_large" => "The file is larger than 10 MiB; split it.".into(),
            "empty_file" => "The file is empty (0 bytes); choose the file again.".into(),
            "not_a_spreadsheet" => {
                format!("This is {}, not a table; save the table as .xlsx or .csv.", f("what"))
            }
            "kind_not_supported" => "This kind of file is not imported here; use .xlsx, .xls or .csv.".into(),
            "encoding_unsupported" => {
                format!("The text is {}; save it as CSV UTF-8 or in GB18030.", f("encoding"))
            }
            "not_text" => format!(
                "The text is neither UTF-8 nor GB18030 at byte {} ({place}); save it as CSV UTF-8.",
                f("byte")
            ),
            "line_too_long" => format!("Line {} is longer than 1 MiB; shorten it.", f("line")),
            "unterminated_quote" => format!(
                "A quotation mark opened in line {} is never closed (rows before it: {}); close or remove it.",
                f("line"),
                f("rows_before")
            ),
            "control_character" => {
                format!("There is a control character {} in {place}; remove it.", f("character"))
            }
            "too_many_columns" => {
                format!("The table has {} columns, 100 are read; remove some.", f("columns"))
            }
            "too_many_rows" => format!("The table has {} rows, 20,000 are read; split the file.", f("rows")),
            "too_many_cells" => {
                format!(
                    "Cell {} lies outside 20,000 rows, 100 columns and 500,000 cells; remove it.",
                    f("cell")
                )
            }
            "text_too_large" => "The texts of the table are larger than 24 MiB; split the file.".into(),
            "duplicate_header" => format!(
                "The column {} occurs twice ({} and {}); rename one of them.",
                f("header"),
                f("first"),
                f("second")
            ),
            "headers_not_found" => {
                format!(
                    "No table with a column {} was found; the columns of the file are {}; compare with the template.",
                    f("labels"),
                    f("found")
                )
            }
            "no_rows" => "The table has a header and no rows; add the rows.".into(),
            "json_too_deep" => "The JSON is nested deeper than 100 levels.".into(),
            "json_invalid" => format!("The JSON is not valid: {}.", f("why")),
            code => format!("The file was refused ({code})."),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.archive_sentence().unwrap_or_else(|| self.text_sentence()))
    }
}

impl std::error::Error for Refusal {}
