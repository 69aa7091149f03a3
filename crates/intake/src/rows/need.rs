//! Rows of technical needs.

use domain::money::Budget;
use domain::need::MAX_INDICATORS;
use domain::text::LINE;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Cells;
use crate::book::Value;
use crate::cells::dates::{self, Partial};
use crate::cells::indicator::{self, IndicatorRow};
use crate::cells::prose::{self, Company};
use crate::cells::{budget, codes, contact, lists, validity};

/// A need as a row tells it; what is not told is empty and erases nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedRow {
    /// Number the sender gave it.
    pub id: String,
    /// Title.
    pub title: String,
    /// Organisation as written; empty when withheld.
    pub company: String,
    /// Whether an agent posts it.
    pub agent: bool,
    /// For whom an agent posts, when the text tells.
    pub acting_for: String,
    /// Unified social credit code, when right.
    pub uscc: String,
    /// Contact's name.
    pub contact: String,
    /// Contact's phone numbers.
    pub phone: Vec<String>,
    /// Contact's mail address.
    pub email: String,
    /// Industry in words.
    pub industry: String,
    /// Technical field in words.
    pub field: String,
    /// Description: state and problem.
    pub desc: String,
    /// Phone numbers and mail addresses found inside the description.
    pub contacts_in_text: Vec<String>,
    /// Indicators.
    pub indicators: Vec<IndicatorRow>,
    /// What was tried.
    pub tried: String,
    /// Modes of cooperation, as codes.
    pub modes: Vec<String>,
    /// Modes that are no contract kind, in words.
    pub other_modes: Vec<String>,
    /// Budget.
    pub budget: Budget,
    /// Last day it is open.
    pub review_by: Option<Date>,
    /// Last day counted from the day of the import, to be confirmed.
    pub review_by_proposed: Option<Date>,
    /// Whether it stays open until somebody ends it.
    pub open_ended: bool,
    /// When it was published elsewhere.
    pub published: Option<Partial>,
    /// Where it came from.
    pub source: String,
    /// Written language of the description or title: `zh-Hans`, `zh-Hant`, `en`, `de`.
    pub language: String,
    /// What the broker is proposed to do: `looks_like_offer`, `looks_like_financing`, `looks_like_purchase` or nothing.
    pub proposal: String,
}

pub(crate) fn read(cells: &mut Cells<'_, '_>) -> NeedRow {
    let mut row = NeedRow { id: cells.line("id"), ..NeedRow::default() };
    texts(cells, &mut row);
    organisation(cells, &mut row);
    terms(cells, &mut row);
    judge(cells, &mut row);
    row
}

fn texts(cells: &mut Cells<'_, '_>, row: &mut NeedRow) {
    row.title = cells.line("title");
    if row.title.is_empty() && !cells.line.ragged {
        cells.error("title", "missing_required");
    }
    if row.title.starts_with(['=', '@', '＝', '＠']) {
        cells.warn("title", "formula_like");
    }
    row.desc = cells.paragraph("desc");
    row.tried = cells.paragraph("tried");
    row.industry = cells.line("industry");
    row.field = cells.line("field");
    row.source = cells.line("source");
    indicators(cells, row);
    (row.modes, row.other_modes) = lists::modes(&cells.line("modes"));
    row.language = prose::language(if row.desc.is_empty() { &row.title } else { &row.desc }).to_owned();
}

// What the house cannot keep is shortened here; the words of the cell stay beside the row.
fn indicators(cells: &mut Cells<'_, '_>, row: &mut NeedRow) {
    row.indicators = indicator::read(&cells.paragraph("indicators"));
    let too_many = row.indicators.len() > MAX_INDICATORS;
    row.indicators.truncate(MAX_INDICATORS);
    let shortened = row.indicators.iter_mut().filter_map(|one| one.shorten(LINE).then_some(())).count() > 0;
    if too_many || shortened {
        cells.warn("indicators", "shortened");
    }
}

fn organisation(cells: &mut Cells<'_, '_>, row: &mut NeedRow) {
    let name = cells.line("company");
    match prose::company(&name, &row.desc) {
        Company::Named => row.company = name,
        Company::Agent => {
            cells.warn("company", "agent_for_another");
            row.company = name;
            row.agent = true;
            row.acting_for = prose::acting_for(&row.desc).unwrap_or_default();
        }
        Company::Withheld => cells.warn("company", "company_withheld"),
    }
    let code = codes::credit_code(cells.value("uscc"));
    if let (Some((kind, hint)), false) = (code.problem, cells.value("uscc").is_blank()) {
        cells.complain("uscc", kind, crate::problem::Severity::Warning, Some(hint));
    }
    row.uscc = code.code.unwrap_or_default();
    row.contact = cells.line("contact");
    row.phone = cells.read("phone", contact::phones).unwrap_or_default();
    row.email = cells.read("email", |value| contact::email(&value.display())).unwrap_or_default();
}

fn terms(cells: &mut Cells<'_, '_>, row: &mut NeedRow) {
    row.budget = cells.read("budget", budget::read).unwrap_or_default();
    let validity = validity::read(cells.value("validity"), cells.today);
    if let Some(kind) = validity.problem {
        cells.warn("validity", kind);
        row.open_ended = kind == "open_ended";
    }
    row.review_by = validity.review_by;
    row.review_by_proposed = validity.proposed;
    row.published = cells.read("published", dates::parse);
}

fn judge(cells: &mut Cells<'_, '_>, row: &mut NeedRow) {
    let place = if matches!(cells.value("desc"), Value::Empty) { "title" } else { "desc" };
    if let Some(kind) = prose::proposal(&row.title, &row.desc) {
        cells.warn(place, kind);
        row.proposal = kind.to_owned();
    }
    row.contacts_in_text = contact::in_text(&row.desc);
    if !row.contacts_in_text.is_empty() {
        cells.warn("desc", "contact_in_text");
    }
}
