//! What the house keeps of an import, told again, is no news.

use intake::Kind;
use intake::handoff::{EXPERT_NOT_STORED, NEED_NOT_STORED};
use intake::plan::{Class, Kept, Known, Plan, PlanRow, Record};
use intake::rows::company::CompanyRow;
use intake::rows::expert::ExpertRow;
use intake::rows::need::NeedRow;

use crate::shared::{changes, plan, sample};

fn new_rows(plan: &Plan) -> impl Iterator<Item = (&PlanRow, String)> {
    plan.rows
        .iter()
        .filter(|row| row.class == Class::New)
        .map(|row| (row, format!("{}!{}", row.sheet, row.row)))
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_new_expert_becomes_a_sound_profile_and_is_known_again() {
    let Some(book) = sample("roster-alliance.xlsx") else { return };
    let first = plan(&book, Kind::Roster, &Known::default());
    let mut known = Known { not_stored: names(&EXPERT_NOT_STORED), ..Known::default() };
    for (row, key) in new_rows(&first) {
        let Record::Expert(expert) = &row.record else { continue };
        let profile = expert.profile().checked().expect("the house keeps it");
        known.experts.push(Kept { key, row: ExpertRow::of(&profile, &expert.team) });
    }
    known.teams = first.teams.iter().map(|team| team.name.clone()).collect();
    let again = plan(&book, Kind::Roster, &known);
    assert_eq!(again.summary.unchanged, 113, "{}", changes(&again));
}

#[test]
fn every_new_need_becomes_a_sound_draft_and_is_known_again() {
    let Some(book) = sample("needs-2026.xlsx") else { return };
    let first = plan(&book, Kind::Needs, &Known::default());
    let mut known = Known { not_stored: names(&NEED_NOT_STORED), ..Known::default() };
    let act = domain::Act { by: None, at: crate::shared::clock(), on_behalf: None };
    for (row, key) in new_rows(&first) {
        let Record::Need(need) = &row.record else { continue };
        let number = format!("2026-{}", row.row);
        let mut kept =
            domain::need::Need::draft(domain::Id::from_uuid(uuid::Uuid::nil()), number, need.content(), &act)
                .expect("a draft")
                .next;
        kept.organisation_name.clone_from(&need.company);
        kept.acting_for.clone_from(&need.acting_for);
        kept.review_by = need.review_by;
        kept.language = need.lang();
        kept.origin = Some(domain::need::Origin { platform: need.source.clone(), number: need.id.clone() });
        known.needs.push(Kept { key, row: NeedRow::of(&kept) });
    }
    let again = plan(&book, Kind::Needs, &known);
    assert_eq!(again.summary.unchanged, 59, "{}", changes(&again));
}

#[test]
fn every_new_company_becomes_a_sound_profile_and_is_known_again() {
    let Some(book) = sample("companies.csv") else { return };
    let first = plan(&book, Kind::Companies, &Known::default());
    let mut known = Known::default();
    for (row, key) in new_rows(&first) {
        let Record::Company(company) = &row.record else { continue };
        let profile = company.profile().checked().expect("the house keeps it");
        known.organisations.push(Kept { key, row: CompanyRow::of(&profile) });
    }
    let again = plan(&book, Kind::Companies, &known);
    assert_eq!(again.summary.unchanged, 21, "{}", changes(&again));
}

#[test]
fn a_founding_year_beyond_its_bounds_is_told_and_stops_no_batch() {
    let text = "企业名称,统一社会信用代码,从业人数,成立日期\n望潮精密轴承,,12,2150\n潮生密封,,12,1998\n";
    let book = intake::open("companies.csv", text.as_bytes()).expect("it is a table");
    let plan = plan(&book, Kind::Companies, &Known::default());
    let years = plan.rows.iter().map(|row| {
        let Record::Company(company) = &row.record else { panic!("a row of companies") };
        assert!(company.profile().checked().is_ok(), "the house keeps it");
        (company.founded.map(|day| day.year), row.problems.iter().any(|p| p.kind == "out_of_range"))
    });
    assert_eq!(years.collect::<Vec<_>>(), [(None, true), (Some(1998), false)]);
}
