//! The dry run: what an import would do, row by row, before anything is stored.

mod classify;
mod diff;
mod known;
mod subject;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::book::Book;
use crate::cells::text::fold;
use crate::headers::Kind;
use crate::problem::{Problem, Severity};
use crate::refusal::Refusal;
use crate::rows::company::CompanyRow;
use crate::rows::evidence::EvidenceRow;
use crate::rows::expert::{Above, ExpertRow};
use crate::rows::need::NeedRow;
use crate::rows::{Cells, company, evidence, expert, need};
use crate::table::{self, Ignored, Layout, Line, Table};
use classify::{Draft, classify};
pub use known::{Kept, Known};

/// A row of a sheet, as Excel shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowRef {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row.
    pub row: u32,
}

/// What a suspected duplicate duplicates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Another row of the same file.
    Row(RowRef),
    /// A record the caller knows by this key.
    Known(String),
}

/// One changed field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: String,
    /// What is stored.
    pub from: Value,
    /// What the row tells.
    pub to: Value,
}

/// The one class of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "class", rename_all = "snake_case")]
pub enum Class {
    /// Nothing like it exists.
    New,
    /// It would change a stored record.
    Updated {
        /// The caller's key of the record.
        of: String,
        /// Field by field.
        changes: Vec<Change>,
    },
    /// It tells nothing new.
    Unchanged {
        /// The caller's key of the record.
        of: String,
    },
    /// It seems to be another entry of the same thing; a person decides.
    Duplicate {
        /// Of what.
        of: Of,
        /// `identical`, `same_person`, `same_need`, `same_credit_code` or `same_work`.
        kind: String,
        /// The common key, such as `same_email`.
        because: String,
    },
    /// It cannot be applied until it is repaired.
    Error,
}

impl Class {
    /// Returns the stable code of the class.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated { .. } => "updated",
            Self::Unchanged { .. } => "unchanged",
            Self::Duplicate { .. } => "duplicate",
            Self::Error => "error",
        }
    }
}

/// What a row tells, typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// An expert.
    Expert(Box<ExpertRow>),
    /// A need.
    Need(Box<NeedRow>),
    /// A company.
    Company(Box<CompanyRow>),
    /// An item of evidence.
    Evidence(Box<EvidenceRow>),
}

impl Record {
    /// Returns the normalised value of a field as JSON; null when there is no such field.
    pub fn field(&self, field: &str) -> Value {
        let mut fields = match self {
            Self::Expert(row) => diff::fields(row),
            Self::Need(row) => diff::fields(row),
            Self::Company(row) => diff::fields(row),
            Self::Evidence(row) => diff::fields(row),
        };
        fields.remove(field).unwrap_or(Value::Null)
    }
}

/// One row of data with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row as Excel shows it.
    pub row: u32,
    /// The line of a text file where it starts; the row for workbooks.
    pub line: u32,
    /// Its class.
    pub class: Class,
    /// What it tells.
    pub record: Record,
    /// Complaints about its cells.
    pub problems: Vec<Problem>,
    /// The cells of known fields as they stand in the file.
    pub originals: BTreeMap<String, String>,
    /// The cells of other columns, by column letters; the layout of the sheet has their names.
    pub others: BTreeMap<String, String>,
}

/// A team that does not exist yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamProposal {
    /// Its name as written.
    pub name: String,
    /// The institution it belongs to, as written.
    pub base: String,
    /// Whether most of its experts work outside the mainland.
    pub foreign: bool,
}

/// Rows per class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that would be added.
    pub new: usize,
    /// Rows that would change something.
    pub updated: usize,
    /// Rows that tell nothing new.
    pub unchanged: usize,
    /// Rows that wait for a person.
    pub duplicate: usize,
    /// Rows that cannot be applied.
    pub error: usize,
    /// All rows of data.
    pub rows: usize,
    /// Rows with at least one warning.
    pub rows_with_warnings: usize,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the table lists.
    pub kind: Kind,
    /// The file's name.
    pub file: String,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// The time of the dry run.
    pub clock: jiff::Timestamp,
    /// Rows per class.
    pub summary: Summary,
    /// How each sheet was understood.
    pub sheets: Vec<Layout>,
    /// Sheets without a table of this kind.
    pub ignored_sheets: Vec<String>,
    /// Rows without data.
    pub ignored_rows: Vec<Ignored>,
    /// Teams to be added, in the order of the file.
    pub teams: Vec<TeamProposal>,
    /// Complaints that are not listed because the file has too many; each row keeps its gravest.
    pub problems_left_out: usize,
    /// Every row of data, in the order of the file.
    pub rows: Vec<PlanRow>,
}

impl Plan {
    /// Returns all complaints in the order of the file.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.rows.iter().flat_map(|row| &row.problems)
    }
}

/// Plans an import of a book into what is known, at a time; days are those of China.
pub fn plan(book: &Book, kind: Kind, known: &Known, clock: jiff::Timestamp) -> Result<Plan, Refusal> {
    let (tables, ignored_sheets) = table::find(book, kind)?;
    let today = clock.to_zoned(TimeZone::fixed(Offset::constant(8))).date();
    let mut listed = Listed::default();
    let rows = match kind {
        Kind::Roster => classify(experts(&tables, known, today, &mut listed), known),
        Kind::Needs => classify(drafts(&tables, today, &mut listed, need::read), known),
        Kind::Companies => classify(drafts(&tables, today, &mut listed, company::read), known),
        Kind::Evidence => {
            let people = People::of(known);
            classify(drafts(&tables, today, &mut listed, |cells| people.resolve(cells)), known)
        }
    };
    let summary = summary(&rows);
    Ok(Plan {
        kind,
        file: book.name.clone(),
        encoding: book.format.encoding().map(ToOwned::to_owned),
        clock,
        summary,
        problems_left_out: listed.left_out,
        teams: teams(&rows, known),
        ignored_sheets,
        ignored_rows: tables.iter().flat_map(|table| table.ignored.clone()).collect(),
        sheets: tables.into_iter().map(|table| table.layout).collect(),
        rows,
    })
}

fn drafts<T>(
    tables: &[Table<'_>],
    today: Date,
    listed: &mut Listed,
    mut read: impl FnMut(&mut Cells<'_, '_>) -> T,
) -> Vec<Draft<T>> {
    let mut drafts = Vec::new();
    for table in tables {
        for line in &table.lines {
            let mut cells = Cells::new(line, &table.layout.sheet, today);
            let row = read(&mut cells);
            listed.shorten(&mut cells.problems);
            drafts.push(Draft { place: place(line, &table.layout.sheet, cells.problems), row });
        }
    }
    drafts
}

/// Most complaints listed in full.
const MAX_PROBLEMS: usize = 10_000;

/// Takes only the gravest complaint of a row once the list is long: half a million complaints help nobody.
#[derive(Default)]
struct Listed {
    full: usize,
    left_out: usize,
}

impl Listed {
    fn shorten(&mut self, problems: &mut Vec<Problem>) {
        if self.full + problems.len() > MAX_PROBLEMS && problems.len() > 1 {
            problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
            self.left_out += problems.len() - 1;
            problems.truncate(1);
        }
        self.full += problems.len();
    }
}

fn place(line: &Line<'_>, sheet: &str, problems: Vec<Problem>) -> PlanRow {
    PlanRow {
        sheet: sheet.to_owned(),
        row: line.row.number,
        line: line.row.line,
        class: Class::Error,
        record: Record::Company(Box::default()),
        problems,
        originals: line.originals(),
        others: line.others.clone(),
    }
}

fn experts(tables: &[Table<'_>], known: &Known, today: Date, listed: &mut Listed) -> Vec<Draft<ExpertRow>> {
    let teams: HashSet<String> = known.teams.iter().map(|team| fold(team)).collect();
    let mut above: Above = None;
    let mut sheet = String::new();
    drafts(tables, today, listed, |cells| {
        if cells.sheet != sheet {
            above = None;
            cells.sheet.clone_into(&mut sheet);
        }
        let row = expert::read(cells, &mut above);
        if !teams.is_empty() && !cells.failed() && !teams.contains(&fold(&row.team)) {
            cells.warn("team", "unknown_team");
        }
        row
    })
}

/// Finds the experts that rows of evidence name.
struct People<'k> {
    mails: HashMap<String, &'k str>,
    names: HashMap<String, Vec<&'k Kept<ExpertRow>>>,
}

impl<'k> People<'k> {
    fn of(known: &'k Known) -> Self {
        let mut people = Self { mails: HashMap::new(), names: HashMap::new() };
        for kept in &known.experts {
            if !kept.row.email.is_empty() {
                people.mails.insert(kept.row.email.to_lowercase(), &kept.key);
            }
            for name in crate::cells::name::keys(&kept.row.name, &kept.row.other_name) {
                people.names.entry(name).or_default().push(kept);
            }
        }
        people
    }

    fn resolve(&self, cells: &mut Cells<'_, '_>) -> EvidenceRow {
        let mut row = evidence::read(cells);
        let by_mail = self.mails.get(&row.email.to_lowercase()).copied();
        // A name alone is enough only when one person bears it and no other mail address speaks against it.
        let by_name = || match self.names.get(&fold(&row.name)).map(Vec::as_slice) {
            Some([only]) if row.email.is_empty() || only.row.email.is_empty() => Some(only.key.as_str()),
            Some(_) | None => None,
        };
        match by_mail.or_else(by_name) {
            Some(person) => person.clone_into(&mut row.person),
            None if cells.line.ragged => {}
            None => cells.error("name", "unknown_person"),
        }
        row
    }
}

fn summary(rows: &[PlanRow]) -> Summary {
    let mut summary = Summary { rows: rows.len(), ..Summary::default() };
    for row in rows {
        *match row.class {
            Class::New => &mut summary.new,
            Class::Updated { .. } => &mut summary.updated,
            Class::Unchanged { .. } => &mut summary.unchanged,
            Class::Duplicate { .. } => &mut summary.duplicate,
            Class::Error => &mut summary.error,
        } += 1;
        summary.rows_with_warnings +=
            usize::from(row.problems.iter().any(|p| p.severity == Severity::Warning));
    }
    summary
}

fn teams(rows: &[PlanRow], known: &Known) -> Vec<TeamProposal> {
    let existing: HashSet<String> = known.teams.iter().map(|team| fold(team)).collect();
    let mut found: Vec<(TeamProposal, i64)> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for row in rows.iter().filter(|row| matches!(row.class, Class::New | Class::Updated { .. })) {
        let Record::Expert(expert) = &row.record else { continue };
        let key = fold(&expert.team);
        if existing.contains(&key) || key.is_empty() {
            continue;
        }
        let place = *at.entry(key).or_insert_with(|| {
            let (name, base) = (expert.team.clone(), expert.base.clone());
            found.push((TeamProposal { name, base, foreign: false }, 0));
            found.len() - 1
        });
        found[place].1 += if outside(expert, &row.sheet) { 1 } else { -1 };
    }
    found.into_iter().map(|(team, votes)| TeamProposal { foreign: votes > 0, ..team }).collect()
}

fn outside(expert: &ExpertRow, sheet: &str) -> bool {
    if expert.country.is_empty() {
        return ["境外", "国外", "海外", "foreign"].iter().any(|word| fold(sheet).contains(word));
    }
    expert.country != "CN"
}
