//! The shared samples against what is expected of them.

use intake::Kind;
use intake::plan::{Class, Known, Plan};
use serde_json::{Value, json};

use crate::shared::{
    Differences, changes, duplicates, expected, expected_changes, normalised, physical_lines, plan, problems,
    sample, summary,
};

fn layouts(plan: &Plan, want: &Value, d: &mut Differences) {
    for (layout, want) in plan.sheets.iter().zip(want.as_array().expect("sheets")) {
        d.check("sheet", &layout.sheet.as_str().into(), &want["sheet"]);
        d.check("title rows", &json!(layout.title_rows), &want["title_rows"]);
        d.check("header rows", &json!(layout.header_rows), &want["header_rows"]);
        d.check("first data row", &layout.first_data_row.into(), &want["first_data_row"]);
        for (field, column) in want["columns"].as_object().expect("columns") {
            d.check(format!("column of {field}"), &json!(layout.columns.get(field)), column);
        }
    }
}

fn alliance() -> Option<Plan> {
    Some(plan(&sample("roster-alliance.xlsx")?, Kind::Roster, &Known::default()))
}

#[test]
fn the_alliance_roster_is_understood_row_by_row() {
    let (Some(first), Some(want)) = (alliance(), expected("roster-alliance")) else { return };
    let mut d = Differences::default();
    summary(&first, &want["summary"], &mut d);
    problems(&first, &want["problems"], &mut d);
    duplicates(&first, &want["duplicates"], &mut d);
    normalised(&first, &want["normalised"], &mut d);
    layouts(&first, &want["sheets"], &mut d);
    d.check("ignored rows", &json!(first.ignored_rows), &want["ignored_rows"]);
    let names: Vec<&str> = first.teams.iter().map(|team| team.name.as_str()).collect();
    d.check("teams", &json!(names), &want["teams"]["names"]);
    let foreign: Vec<&str> =
        first.teams.iter().filter(|t| t.foreign).map(|team| team.name.as_str()).collect();
    d.check("foreign teams", &json!(foreign), &want["teams"]["foreign"]);
    d.end();
}

#[test]
fn people_who_only_look_alike_stay_apart() {
    let Some(first) = alliance() else { return };
    for name in ["王磊", "李敏"] {
        let rows = first.rows.iter().filter(|row| row.record.field("name") == name);
        let classes: Vec<&str> = rows.map(|row| row.class.code()).collect();
        assert_eq!(classes, ["new", "new"], "{name}");
    }
    for (name, class) in [("陈国栋", "new"), ("陳國棟", "new"), ("林浩然", "new"), ("Hao-Ran Lin", "new")]
    {
        let rows = first.rows.iter().filter(|row| row.record.field("name") == name);
        assert_eq!(rows.map(|row| row.class.code()).collect::<Vec<_>>(), [class], "{name}");
    }
}

#[test]
fn the_alliance_roster_a_second_time_is_no_news() {
    let (Some(first), Some(want)) = (alliance(), expected("roster-alliance")) else { return };
    let Some(book) = sample("roster-alliance.xlsx") else { return };
    let again = plan(&book, Kind::Roster, &Known::default().after(&first));
    let mut d = Differences::default();
    summary(&again, &want["again"]["summary"], &mut d);
    d.check("changes", &changes(&again), &json!([]));
    d.check("teams", &json!(again.teams), &json!([]));
    d.end();
}

#[test]
fn the_small_roster_reads_the_same_in_every_format() {
    let (Some(first), Some(want)) = (alliance(), expected("roster-small")) else { return };
    let known = Known::default().after(&first);
    for name in ["roster-small.csv", "roster-small.utf8bom.csv", "roster-small.xls"] {
        let Some(book) = sample(name) else { return };
        let small = plan(&book, Kind::Roster, &known);
        let mut d = Differences::default();
        let want = with_sheet(&want, &small.sheets[0].sheet);
        summary(&small, &want["summary"], &mut d);
        problems(&small, &want["problems"], &mut d);
        duplicates(&small, &want["duplicates"], &mut d);
        normalised(&small, &want["normalised"], &mut d);
        d.check("changes", &changes(&small), &expected_changes(&want["changes"]));
        if want["files"][name]["encoding"].is_string() {
            d.check("encoding", &json!(small.encoding), &want["files"][name]["encoding"]);
            physical_lines(&small, &want["physical_lines"], &mut d);
        }
        let empty = plan(&book, Kind::Roster, &Known::default());
        summary(&empty, &want["into_empty"]["summary"], &mut d);
        println!("{name}");
        d.end();
    }
}

/// The expectations speak of CSV; the workbook has the same rows on a named sheet.
fn with_sheet(want: &Value, sheet: &str) -> Value {
    let mut want = want.clone();
    for list in ["problems", "duplicates", "normalised"] {
        for item in want[list].as_array_mut().expect("a list") {
            item["sheet"] = sheet.into();
            if item["of"].is_object() {
                item["of"]["sheet"] = sheet.into();
            }
        }
    }
    want
}

#[test]
fn the_second_encoding_after_the_first_brings_nothing_new() {
    let (Some(a), Some(b)) = (sample("roster-small.csv"), sample("roster-small.utf8bom.csv")) else { return };
    let known = Known::default().after(&plan(&a, Kind::Roster, &Known::default()));
    let second = plan(&b, Kind::Roster, &known);
    assert_eq!((second.summary.new, second.summary.updated), (0, 0), "{:?}", changes(&second));
}

/// Needs entered twice in other words are found by the search, not here: they count as new.
fn without_other_words(want: &Value) -> Value {
    let mut want = want.clone();
    let held = want["duplicate"].as_u64().unwrap_or(0);
    for field in ["new", "unchanged"] {
        if want[field].as_u64().unwrap_or(0) > 0 {
            want[field] = (want[field].as_u64().unwrap_or(0) + held).into();
        }
    }
    want["duplicate"] = 0.into();
    want
}

#[test]
fn the_needs_workbook_is_understood_row_by_row() {
    let (Some(book), Some(want)) = (sample("needs-2026.xlsx"), expected("needs-2026.xlsx")) else { return };
    let first = plan(&book, Kind::Needs, &Known::default());
    let mut d = Differences::default();
    summary(&first, &without_other_words(&want["summary"]), &mut d);
    problems(&first, &want["problems"], &mut d);
    normalised(&first, &want["normalised"], &mut d);
    d.check("ignored rows", &json!(first.ignored_rows), &want["ignored_rows"]);
    d.check("ignored sheets", &json!(first.ignored_sheets), &want["ignored_sheets"]);
    let mut header = want["header"].clone();
    header["sheet"] = first.sheets[0].sheet.as_str().into();
    for derived in ["review_by", "review_by_proposed", "language", "acting_for", "description_characters"] {
        header["columns"].as_object_mut().expect("columns").remove(derived);
    }
    layouts(&first, &json!([header]), &mut d);
    let again = plan(&book, Kind::Needs, &Known::default().after(&first));
    summary(&again, &without_other_words(&want["again"]["summary"]), &mut d);
    d.check("changes", &changes(&again), &json!([]));
    d.end();
}

#[test]
fn the_needs_as_text_are_the_same_needs_with_one_budget_changed() {
    let (Some(book), Some(want)) = (sample("needs-2026.csv"), expected("needs-2026.csv")) else { return };
    let Some(workbook) = sample("needs-2026.xlsx") else { return };
    let own = plan(&book, Kind::Needs, &Known::default());
    let mut d = Differences::default();
    summary(&own, &without_other_words(&want["summary"]), &mut d);
    problems(&own, &want["problems"], &mut d);
    normalised(&own, &want["normalised"], &mut d);
    physical_lines(&own, &want["physical_lines"], &mut d);
    d.check("encoding", &json!(own.encoding), &want["encoding"]);
    let known = Known::default().after(&plan(&workbook, Kind::Needs, &Known::default()));
    let after = plan(&book, Kind::Needs, &known);
    summary(&after, &without_other_words(&want["after_xlsx"]["summary"]), &mut d);
    d.check("changes", &changes(&after), &expected_changes(&want["after_xlsx"]["changes"]));
    d.end();
}

#[test]
fn the_companies_are_checked_to_the_last_character() {
    let (Some(book), Some(want)) = (sample("companies.csv"), expected("companies")) else { return };
    let first = plan(&book, Kind::Companies, &Known::default());
    let mut d = Differences::default();
    summary(&first, &want["summary"], &mut d);
    problems(&first, &want["problems"], &mut d);
    duplicates(&first, &want["duplicates"], &mut d);
    normalised(&first, &want["normalised"], &mut d);
    d.check("columns", &json!(first.sheets[0].columns), &want["columns"]);
    let again = plan(&book, Kind::Companies, &Known::default().after(&first));
    d.check(
        "again",
        &json!([again.summary.new, again.summary.updated, again.summary.unchanged]),
        &json!([0, 0, 21]),
    );
    d.end();
}

#[test]
fn evidence_finds_its_people() {
    let (Some(first), Some(book), Some(want)) =
        (alliance(), sample("evidence/evidence.csv"), expected("evidence"))
    else {
        return;
    };
    let files = want["single_files"].as_array().expect("files");
    let want =
        files.iter().find(|file| file["file"] == "evidence/evidence.csv").expect("the table's expectations");
    let evidence = plan(&book, Kind::Evidence, &Known::default().after(&first));
    assert_eq!(json!(evidence.summary.rows), want["summary"]["works"]);
    for class in ["new", "duplicate", "error"] {
        let got = evidence.rows.iter().filter(|row| row.class.code() == class).count();
        assert_eq!(json!(got), want["summary"][class], "{class}");
    }
    let complaints: Vec<Value> = evidence.problems().map(|p| json!([p.row, p.column, p.kind])).collect();
    assert_eq!(
        complaints,
        [json!([6, "F", "patent_check"]), json!([7, "A", "unknown_person"]), json!([8, "C", "unknown_kind"])]
    );
    let years: Vec<Value> = evidence.rows.iter().map(|row| row.record.field("year")).collect();
    assert_eq!(years[2..4], [json!(2021), json!(2024)]);
    let people: std::collections::BTreeSet<String> = evidence
        .rows
        .iter()
        .filter(|row| matches!(row.class, Class::New))
        .map(|row| row.record.field("person").as_str().unwrap_or_default().to_owned())
        .collect();
    let wanted: std::collections::BTreeSet<String> = want["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|person| format!("new:{}!{}", person["sheet"].as_str().unwrap_or_default(), person["row"]))
        .collect();
    assert_eq!(people, wanted);
}
