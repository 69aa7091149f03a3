//! Imports: upload, dry run, progress, receipt with undo.

use askama::Template;

use crate::view::desk::Fact;
use crate::view::form::Choice;
use crate::view::parts::{Empty, Pager};
use crate::view::{Form, Frame, Html};

/// The kinds of files that can be imported.
pub const KINDS: [&str; 4] = ["roster", "needs", "companies", "evidence"];

/// One import in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    /// The batch's number.
    pub number: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The file's name.
    pub file: String,
    /// The state's code: `checked`, `running`, `applied`, `undone`, `failed`.
    pub state: &'static str,
    /// Who uploaded it.
    pub by: String,
    /// When, as `2026-03-05 14:20`.
    pub at: String,
    /// Rows in all.
    pub rows: usize,
    /// Rows that were or would be applied.
    pub applied: usize,
    /// Its page.
    pub href: String,
}

impl ImportLine {
    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

fn state_tone(state: &str) -> &'static str {
    match state {
        "applied" => "success",
        "running" => "info",
        "failed" => "danger",
        "checked" => "warn",
        _ => "neutral",
    }
}

/// The list of imports.
#[derive(Debug, Clone, Template)]
#[template(path = "import/list.html")]
pub struct ImportList {
    /// The frame.
    pub f: Frame,
    /// The imports, the latest first.
    pub rows: Vec<ImportLine>,
    /// The ways to more of them.
    pub pager: Pager,
}

impl ImportList {
    fn empty(&self) -> Html {
        let f = &self.f;
        Empty {
            what: f.t("imports-empty"),
            more: f.t("imports-empty-more"),
            word: f.t("import-start"),
            href: f.urls.import_new(),
        }
        .show()
    }
}

/// The upload.
#[derive(Debug, Clone, Template)]
#[template(path = "import/new.html")]
pub struct ImportNew {
    /// The frame.
    pub f: Frame,
    /// Scope `import`; field `kind`, a file `file`, sent as multipart.
    pub form: Form,
    /// The largest file that is taken, in words, such as `20 MB`.
    pub largest: String,
}

impl ImportNew {
    fn kinds(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "import-kind", &KINDS)
    }
    fn template(&self, kind: &str, format: &str) -> String {
        let u = &self.f.urls;
        u.with(&u.import_template(kind), "format", format)
    }
}

/// One complaint about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// The row as the spreadsheet program shows it.
    pub row: u32,
    /// The column's letters; may be empty.
    pub column: String,
    /// The field, in words.
    pub field: String,
    /// The cell as it stands in the file.
    pub cell: String,
    /// What is wrong and what to do, in the page's language.
    pub message: String,
    /// Whether the row cannot be applied.
    pub error: bool,
}

/// One field that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, in words.
    pub field: String,
    /// What is stored.
    pub from: String,
    /// What the file says.
    pub to: String,
}

/// One row that would change a record, or that seems to be another entry of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// The row as the spreadsheet program shows it.
    pub row: u32,
    /// The record's name.
    pub name: String,
    /// The record's page; empty where it is another row of the file.
    pub href: String,
    /// The class's code: `updated` or `duplicate`.
    pub class: &'static str,
    /// Why it seems to be the same, for a duplicate; may be empty.
    pub because: String,
    /// The fields that would change.
    pub changes: Vec<FieldChange>,
}

/// The report of a dry run: nothing is stored yet.
#[derive(Debug, Clone, Template)]
#[template(path = "import/report.html")]
pub struct ImportReport {
    /// The frame.
    pub f: Frame,
    /// The import's identifier.
    pub id: String,
    /// The batch's number.
    pub number: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The file's name.
    pub file: String,
    /// How the file was read: encoding, sheets, header row, ignored sheets and rows.
    pub read: Vec<Fact>,
    /// Rows by class: `new`, `updated`, `unchanged`, `duplicate`, `error`, each with its list.
    pub counts: Vec<(&'static str, usize, String)>,
    /// Rows in all.
    pub total: usize,
    /// Rows with warnings that would be applied all the same.
    pub warnings: usize,
    /// Teams that would be entered because the file names them.
    pub teams: Vec<String>,
    /// Complaints, errors first.
    pub problems: Vec<ProblemRow>,
    /// The ways to more complaints.
    pub pager: Pager,
    /// Rows that would change something, and duplicates.
    pub changes: Vec<RowChange>,
    /// How many of those are not shown.
    pub more_changes: usize,
    /// Applies: scope `import`, field `mode` (`valid` or `all`); `None` where nothing can be applied.
    pub apply: Option<Form>,
    /// The same file was applied before: when and under which number; empty otherwise.
    pub again: String,
}

impl ImportReport {
    fn modes(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "import-mode", &["valid", "all"])
    }
    fn ready(&self) -> usize {
        self.counts.iter().filter(|(code, ..)| matches!(*code, "new" | "updated")).map(|(_, n, _)| n).sum()
    }
    fn errors(&self) -> usize {
        self.counts.iter().filter(|(code, ..)| *code == "error").map(|(_, n, _)| n).sum()
    }
}

/// The page while an import is being applied; it loads itself again every few seconds by `Refresh`.
#[derive(Debug, Clone, Template)]
#[template(path = "import/progress.html")]
pub struct ImportProgress {
    /// The frame.
    pub f: Frame,
    /// The batch's number.
    pub number: String,
    /// The file's name.
    pub file: String,
    /// Rows done.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
    /// This page, to load again.
    pub again: String,
}

/// The receipt of an import that was applied.
#[derive(Debug, Clone, Template)]
#[template(path = "import/receipt.html")]
pub struct ImportReceipt {
    /// The frame.
    pub f: Frame,
    /// The import's identifier.
    pub id: String,
    /// The batch's number.
    pub number: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The file's name.
    pub file: String,
    /// The state's code: `applied`, `undone` or `failed`.
    pub state: &'static str,
    /// Who applied or undid it, and when.
    pub decided: String,
    /// What was applied by class, each with its list.
    pub counts: Vec<(&'static str, usize, String)>,
    /// Rows that were left out because of errors.
    pub left_out: usize,
    /// Undoes the batch: scope `import`, no fields; `None` once a row has moved on.
    pub undo: Option<Form>,
    /// Why it cannot be undone, in a sentence; empty where it can.
    pub no_undo: String,
}

impl ImportReceipt {
    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}
