//! Rows of a roster.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Cells;
use crate::cells::dates::{self, Partial};
use crate::cells::interests::{self, InterestRow};
use crate::cells::{contact, lists, name, numbers};

/// An expert as a roster row tells it; what is not told is empty and erases nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpertRow {
    /// Name without titles, as written.
    pub name: String,
    /// The name again when letters of it are hidden, so that it is an alias.
    pub alias: String,
    /// The name in another script, given in brackets.
    pub other_name: String,
    /// Titles, joined by `；`.
    pub title: String,
    /// Posts, joined by `；`.
    pub post: String,
    /// Team.
    pub team: String,
    /// Institution the team belongs to.
    pub base: String,
    /// Employer.
    pub org: String,
    /// Discipline.
    pub discipline: String,
    /// Specialities.
    pub spec: Vec<String>,
    /// Problems the expert can solve, in plain words.
    pub problems: String,
    /// Industries served.
    pub industries: Vec<String>,
    /// Working languages, BCP 47.
    pub langs: Vec<String>,
    /// `remote`, `on_site`.
    pub service: Vec<String>,
    /// Requests taken in a quarter.
    pub capacity: Option<i64>,
    /// Phone numbers.
    pub phone: Vec<String>,
    /// Mail address.
    pub email: String,
    /// Country or region, ISO 3166-1 alpha-2.
    pub country: String,
    /// When the expert was entered.
    pub entered: Option<Partial>,
    /// When the profile was last confirmed.
    pub confirmed: Option<Partial>,
    /// When consent was given.
    pub consent: Option<Partial>,
    /// Declared interests.
    pub interests: Vec<InterestRow>,
    /// Remarks, letter for letter.
    pub remark: String,
    /// The state that follows from the dates: `invited`, `stale` or `active`.
    pub state: String,
}

/// The team of the row above, for cells that are blank in the same block.
pub(crate) type Above = Option<(usize, String)>;

pub(crate) fn read(cells: &mut Cells<'_, '_>, above: &mut Above) -> ExpertRow {
    let mut row = ExpertRow { team: team(cells, above), ..ExpertRow::default() };
    person(cells, &mut row);
    profile(cells, &mut row);
    contacts(cells, &mut row);
    days(cells, &mut row);
    row
}

fn team(cells: &mut Cells<'_, '_>, above: &mut Above) -> String {
    let block = cells.line.block;
    let own = cells.line("team");
    if !own.is_empty() {
        *above = Some((block, own.clone()));
        return own;
    }
    if let Some((from, team)) = above.as_ref().filter(|(from, _)| *from == block) {
        let team = team.clone();
        *above = Some((*from, team.clone()));
        cells.warn("team", "filled_from_above");
        return team;
    }
    cells.error("team", "missing_required");
    String::new()
}

fn person(cells: &mut Cells<'_, '_>, row: &mut ExpertRow) {
    let text = cells.line("name");
    let (own_titles, own_posts) = name::titles_and_posts(&cells.line("title"));
    let found = match name::read(&text) {
        Ok(found) => found,
        Err(kind) => {
            cells.error("name", kind);
            row.name = text;
            name::PersonName::default()
        }
    };
    if found.masked {
        cells.warn("name", "masked_name");
        row.alias.clone_from(&found.name);
    }
    // What stands beside the name is the title; the title column then tells the post.
    let (titles, posts) = if found.titles.is_empty() {
        (own_titles, [found.posts, own_posts].concat())
    } else {
        (found.titles, [found.posts, own_titles, own_posts].concat())
    };
    row.title = titles.join("；");
    row.post = posts.join("；");
    row.other_name = found.other;
    if !found.name.is_empty() {
        row.name = found.name;
    }
}

fn profile(cells: &mut Cells<'_, '_>, row: &mut ExpertRow) {
    row.base = cells.line("base");
    row.org = cells.line("org");
    row.discipline = cells.line("discipline");
    row.spec = lists::specialities(&cells.paragraph("spec"));
    row.problems = cells.paragraph("problems");
    if row.spec.is_empty() && row.problems.is_empty() && !cells.line.ragged {
        cells.error("spec", "missing_required");
    }
    row.industries = lists::items(&cells.paragraph("industries"));
    let (langs, unknown) = lists::languages(&cells.line("langs"));
    row.langs = langs;
    if !unknown.is_empty() {
        cells.warn("langs", "unknown_language");
    }
    row.service = lists::service_forms(&cells.line("service"));
    if row.service.is_empty() && !cells.text("service").is_empty() {
        cells.warn("service", "unknown_service");
    }
    row.capacity = cells.read("capacity", |value| numbers::count(value, 1_000));
    let country = cells.read("country", |value| lists::country(&value.display()).ok_or("unknown_country"));
    country.unwrap_or_default().clone_into(&mut row.country);
    row.interests = interests::read(&cells.paragraph("interests"));
    row.remark = cells.paragraph("remark");
}

fn contacts(cells: &mut Cells<'_, '_>, row: &mut ExpertRow) {
    row.phone = cells.read("phone", contact::phones).unwrap_or_default();
    row.email = cells.read("email", |value| contact::email(&value.display())).unwrap_or_default();
}

fn days(cells: &mut Cells<'_, '_>, row: &mut ExpertRow) {
    row.entered = past_day(cells, "entered");
    row.confirmed = past_day(cells, "confirmed");
    row.consent = past_day(cells, "consent");
    if cells.has("consent") && cells.value("consent").is_blank() && !cells.line.ragged {
        cells.warn("consent", "consent_missing");
    }
    row.state = state(row, cells.today).to_owned();
}

fn past_day(cells: &mut Cells<'_, '_>, field: &str) -> Option<Partial> {
    let today = cells.today;
    cells.read(field, |value| {
        let day = dates::parse(value)?;
        if day.first_day() > today { Err("date_in_future") } else { Ok(day) }
    })
}

fn state(row: &ExpertRow, today: Date) -> &'static str {
    let limit =
        today.checked_sub(jiff::Span::new().months(domain::expert::STALE_AFTER_MONTHS)).unwrap_or(today);
    match (row.consent, row.confirmed) {
        (None, _) => "invited",
        (Some(_), Some(confirmed)) if confirmed.last_day() < limit => "stale",
        (Some(_), _) => "active",
    }
}
