//! From sheets to tables: title rows, headers, merged cells, and which rows hold data.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::book::{Book, Format, Row, Sheet, Value, column_letters};
use crate::cells::text::{clean, fold};
use crate::guard::{MAX_TEXT, workbook_ending};
use crate::headers::Kind;
use crate::refusal::Refusal;

/// How a sheet was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// Rows above the header.
    pub title_rows: Vec<u32>,
    /// The header's rows, one or two.
    pub header_rows: Vec<u32>,
    /// The first row of data.
    pub first_data_row: u32,
    /// Column letters by field.
    pub columns: BTreeMap<String, String>,
    /// Columns that name no known field, with their names.
    pub unknown_columns: BTreeMap<String, String>,
}

/// A row that holds no data, and why: `blank`, `subtotal` or `note`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row as Excel shows it.
    pub row: u32,
    /// Why it is ignored.
    pub why: String,
}

/// A sheet as a table of one kind.
pub(crate) struct Table<'b> {
    pub(crate) layout: Layout,
    pub(crate) lines: Vec<Line<'b>>,
    pub(crate) ignored: Vec<Ignored>,
}

/// One row of data.
pub(crate) struct Line<'b> {
    pub(crate) row: &'b Row,
    /// Grows with every ignored row, so that nothing is taken over across a gap.
    pub(crate) block: usize,
    cells: HashMap<&'static str, (usize, &'b Value)>,
    /// Cells in columns without a known name, by column letters.
    pub(crate) others: BTreeMap<String, String>,
    /// More or fewer cells than the header, in separated text.
    pub(crate) ragged: bool,
    /// Bytes of text that come from other rows.
    taken_over: usize,
}

impl<'b> Line<'b> {
    /// Returns the value of a field after merged cells and 同上 were followed; empty when the column is absent.
    pub(crate) fn value(&self, field: &str) -> &'b Value {
        static EMPTY: Value = Value::Empty;
        self.cells.get(field).map_or(&EMPTY, |(_, value)| *value)
    }

    /// Returns the column of a field, from 0.
    pub(crate) fn column(&self, field: &str) -> Option<usize> {
        self.cells.get(field).map(|(column, _)| *column)
    }

    /// Returns the cell of a field as it stands in the file.
    pub(crate) fn raw(&self, field: &str) -> &'b Value {
        static EMPTY: Value = Value::Empty;
        self.column(field).map_or(&EMPTY, |column| self.row.cell(column))
    }

    /// Returns the cells of all known fields as they stand in the file.
    pub(crate) fn originals(&self) -> BTreeMap<String, String> {
        let filled = |(field, (column, _)): (&&str, &(usize, &Value))| {
            let text = self.row.cell(*column).display();
            (!text.is_empty()).then(|| ((*field).to_owned(), text))
        };
        self.cells.iter().filter_map(filled).collect()
    }
}

/// Finds the tables of a book; the names of sheets without one come second.
pub(crate) fn find(book: &Book, kind: Kind) -> Result<(Vec<Table<'_>>, Vec<String>), Refusal> {
    let (mut tables, mut ignored) = (Vec::new(), book.hidden.clone());
    for sheet in &book.sheets {
        match header(sheet, kind)? {
            Some(header) if missing(kind, &header).is_none() => tables.push(table(book, sheet, &header)?),
            Some(_) | None => ignored.push(sheet.name.clone()),
        }
    }
    if tables.is_empty() {
        return Err(unrecognised(book, kind));
    }
    if tables.iter().all(|table| table.lines.is_empty()) {
        return Err(Refusal::new("no_rows"));
    }
    Ok((tables, ignored))
}

/// Says which columns are needed and which are there, or that text only carries a workbook's name.
fn unrecognised(book: &Book, kind: Kind) -> Refusal {
    const SHOWN: usize = 12;
    let best = book
        .sheets
        .iter()
        .flat_map(|sheet| sheet.rows.iter().take(SEARCHED_ROWS))
        .map(|row| row.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| clean(&cell.display())))
        .map(|row| row.map(|text| text.chars().take(30).collect::<String>()).collect::<Vec<_>>())
        .reduce(|best, row| if row.len() > best.len() { row } else { best })
        .unwrap_or_default();
    let known = best.iter().filter(|text| kind.field_of(text).is_some()).count();
    // A table that was only named wrongly is told its columns; text without any known column is no table.
    if let (Format::Csv { .. }, Some(named), 0) = (&book.format, workbook_ending(&book.name), known) {
        return Refusal::misnamed(named);
    }
    let mut found = best.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、");
    if best.len() > SHOWN {
        found.push_str("、…");
    }
    let fields = kind.fields().iter().filter(|field| kind.key_fields().contains(&field.field.as_str()));
    let labels: Vec<String> = fields
        .map(|field| format!("{} ({})", field.label(domain::Lang::ZhHans), field.label(domain::Lang::En)))
        .collect();
    Refusal::new("headers_not_found")
        .with("labels", labels.join(" and "))
        .with("needed", kind.key_fields().join(","))
        .with("known", if known == 0 { "none" } else { "some" })
        .with("found", found)
}

fn missing(kind: Kind, header: &Header) -> Option<&'static str> {
    kind.key_fields().iter().copied().find(|field| !header.columns.values().any(|own| own == field))
}

struct Header {
    rows: Vec<u32>,
    columns: BTreeMap<usize, &'static str>,
    unknown: BTreeMap<usize, String>,
    width: usize,
}

const SEARCHED_ROWS: usize = 12;

fn header(sheet: &Sheet, kind: Kind) -> Result<Option<Header>, Refusal> {
    let matches =
        |row: &Row| row.cells.iter().filter(|cell| kind.field_of(&cell.display()).is_some()).count();
    let mut best: Option<(usize, &Row)> = None;
    for row in sheet.rows.iter().take(SEARCHED_ROWS) {
        let found = matches(row);
        if found >= 2 && best.is_none_or(|(most, _)| found > most) {
            best = Some((found, row));
        }
    }
    let Some((found, main)) = best else { return Ok(None) };
    let mut rows = vec![main.number];
    if let Some(above) = main.number.checked_sub(1).and_then(|number| sheet.row(number)) {
        let joined = sheet
            .merges
            .iter()
            .any(|m| m.top == above.number && (m.bottom == main.number || m.right > m.left));
        let filled = above.cells.iter().filter(|cell| !cell.is_blank()).count();
        if filled >= 2 && (joined || matches(above) * 2 >= found) {
            rows.insert(0, above.number);
        }
    }
    if let Some(below) =
        sheet.row(main.number + 1).filter(|below| rows.len() == 1 && matches(below) * 2 >= found)
    {
        rows.push(below.number);
    }
    columns(sheet, kind, rows).map(Some)
}

fn columns(sheet: &Sheet, kind: Kind, rows: Vec<u32>) -> Result<Header, Refusal> {
    let width = rows.iter().filter_map(|row| sheet.row(*row)).map(|row| row.cells.len()).max().unwrap_or(0);
    let mut header = Header { rows, columns: BTreeMap::new(), unknown: BTreeMap::new(), width };
    let mut taken: HashMap<&'static str, (usize, String)> = HashMap::new();
    for column in 0..width {
        let texts: Vec<String> = header
            .rows
            .iter()
            .rev()
            .filter_map(|row| sheet.row(*row))
            .map(|row| row.cell(column).display())
            .collect();
        let named = texts.iter().find_map(|text| kind.field_of(text).map(|field| (field, text)));
        let own = texts.iter().find(|text| !text.trim().is_empty());
        match (named, own) {
            (Some((field, text)), _) => {
                if let Some((first, earlier)) = taken.get(field) {
                    if fold(earlier) == fold(text) {
                        return Err(Refusal::new("duplicate_header")
                            .with("header", clean(text))
                            .with("first", column_letters(*first))
                            .with("second", column_letters(column))
                            .at(&sheet.name, header.rows[0], Some(column)));
                    }
                    header.unknown.insert(column, clean(text).chars().take(100).collect());
                } else {
                    taken.insert(field, (column, text.clone()));
                    header.columns.insert(column, field);
                }
            }
            (None, Some(text)) => {
                header.unknown.insert(column, clean(text).chars().take(100).collect());
            }
            (None, None) => {}
        }
    }
    Ok(header)
}

fn table<'b>(book: &Book, sheet: &'b Sheet, header: &Header) -> Result<Table<'b>, Refusal> {
    let first = header.rows.iter().max().copied().unwrap_or(0) + 1;
    let named = |columns: &BTreeMap<usize, &str>| {
        columns.iter().map(|(column, field)| ((*field).to_owned(), column_letters(*column))).collect()
    };
    let layout = Layout {
        sheet: sheet.name.clone(),
        title_rows: sheet.rows.iter().map(|row| row.number).filter(|row| *row < header.rows[0]).collect(),
        header_rows: header.rows.clone(),
        first_data_row: first,
        columns: named(&header.columns),
        unknown_columns: header
            .unknown
            .iter()
            .map(|(column, text)| (column_letters(*column), text.clone()))
            .collect(),
    };
    let mut table = Table { layout, lines: Vec::new(), ignored: Vec::new() };
    let merged = Merged::of(sheet);
    let text_file = matches!(book.format, Format::Csv { .. });
    let (mut block, mut taken_over) = (0, 0);
    for number in first..=sheet.last_row() {
        let row = sheet.row(number);
        if let Some(why) = row.map_or(Some("blank"), |row| ignorable(&merged, row, header)) {
            table.ignored.push(Ignored { sheet: sheet.name.clone(), row: number, why: why.to_owned() });
            block += 1;
        } else if let Some(row) = row {
            let ragged = text_file && row.cells.len() != header.width && differs(row, header.width);
            let before = table.lines.last().filter(|line| line.block == block);
            let line = line(sheet, row, header, &merged, before, (block, ragged));
            taken_over += line.taken_over;
            // One long text merged over many rows would be copied into each of them.
            if taken_over > MAX_TEXT {
                return Err(Refusal::new("text_too_large").at(&sheet.name, number, None));
            }
            table.lines.push(line);
        }
    }
    Ok(table)
}

// A long row whose surplus is empty is not ragged; a short one always is.
fn differs(row: &Row, width: usize) -> bool {
    row.cells.len() < width || row.cells[width..].iter().any(|cell| !cell.is_blank())
}

fn ignorable(merged: &Merged, row: &Row, header: &Header) -> Option<&'static str> {
    const SUMS: [&str; 9] =
        ["小计", "合计", "总计", "共计", "累计", "subtotal", "total", "summe", "zwischensumme"];
    const NOTES: [&str; 11] =
        ["注", "备注", "说明", "填表人", "制表", "填报", "审核人", "联系人", "note", "source", "anmerkung"];
    let counter = |column: &usize| header.columns.get(column) == Some(&"no");
    let filled: Vec<usize> = (0..row.cells.len()).filter(|column| !row.cell(*column).is_blank()).collect();
    let telling = filled.iter().filter(|column| !counter(column)).count();
    if telling == 0 && (filled.is_empty() || matches!(row.cell(filled[0]), Value::Number(_))) {
        return Some("blank");
    }
    let first = clean(&row.cell(filled[0]).display()).to_lowercase();
    let after = |words: &[&str]| words.iter().find_map(|word| first.strip_prefix(word)).map(str::trim_start);
    // "累计误差补偿" and "注塑件翘曲" are titles: a sum goes on with a figure, a note with a mark.
    let figure = |rest: &str| rest.is_empty() || rest.contains(|c: char| c.is_ascii_digit());
    if filled.len() <= 3 && after(&SUMS).is_some_and(figure) {
        return Some("subtotal");
    }
    let wide = merged.width(row.number, filled[0]) * 2 > header.width && header.width > 2;
    let mark = |rest: &str| {
        rest.starts_with(['：', ':', '.', '．', '、', '（', '(']) || rest.starts_with(char::is_numeric)
    };
    (filled.len() == 1 && (wide || after(&NOTES).is_some_and(mark))).then_some("note")
}

fn line<'b>(
    sheet: &'b Sheet,
    row: &'b Row,
    header: &Header,
    merged: &Merged,
    before: Option<&Line<'b>>,
    (block, ragged): (usize, bool),
) -> Line<'b> {
    let (mut cells, mut taken_over) = (HashMap::new(), 0);
    for (column, field) in &header.columns {
        let mut value = row.cell(*column);
        if *value == Value::Empty {
            let anchor = merged.anchor(*column, row.number).and_then(|top| sheet.row(top));
            value = anchor.map_or(value, |anchor| anchor.cell(*column));
        }
        if let (true, Some(before)) = (is_ditto(value), before) {
            value = before.value(field);
        }
        if let (Value::Text(text), false) = (value, std::ptr::eq(value, row.cell(*column))) {
            taken_over += text.len();
        }
        cells.insert(*field, (*column, value));
    }
    let other = |column: &usize| {
        let text = row.cell(*column).display();
        (!text.is_empty()).then(|| (column_letters(*column), text))
    };
    Line { row, block, cells, others: header.unknown.keys().filter_map(other).collect(), ragged, taken_over }
}

fn is_ditto(value: &Value) -> bool {
    matches!(value, Value::Text(text) if matches!(clean(text).as_str(), "同上" | "同前" | "〃" | "″" | "ditto" | "Ditto"))
}

/// Merged cells of one column, by column and sorted, so that each cell finds its anchor quickly.
struct Merged {
    tall: HashMap<usize, Vec<(u32, u32)>>,
    wide: HashMap<(u32, usize), usize>,
}

impl Merged {
    fn of(sheet: &Sheet) -> Self {
        let mut tall: HashMap<usize, Vec<(u32, u32)>> = HashMap::new();
        for merge in sheet.merges.iter().filter(|m| m.left == m.right && m.bottom > m.top) {
            tall.entry(merge.left).or_default().push((merge.top, merge.bottom));
        }
        for spans in tall.values_mut() {
            spans.sort_unstable();
        }
        let wide = sheet.merges.iter().filter(|m| m.right > m.left);
        Self { tall, wide: wide.map(|m| ((m.top, m.left), m.right - m.left + 1)).collect() }
    }

    fn anchor(&self, column: usize, row: u32) -> Option<u32> {
        let spans = self.tall.get(&column)?;
        let at = spans.partition_point(|(top, _)| *top <= row).checked_sub(1)?;
        Some(spans[at]).filter(|(top, bottom)| *top < row && row <= *bottom).map(|(top, _)| top)
    }

    fn width(&self, row: u32, column: usize) -> usize {
        self.wide.get(&(row, column)).copied().unwrap_or(1)
    }
}
