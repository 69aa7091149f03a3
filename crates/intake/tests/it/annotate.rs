//! The file given back, and the templates.

use domain::Lang;
use intake::Kind;
use intake::annotate::{COLUMN, annotate};
use intake::plan::Known;
use intake::template::template;

use crate::shared::{clock, plan, sample};

#[test]
fn complaints_stand_beside_their_rows_and_formulas_sleep() {
    let csv = "团队,姓名,专业特长,备注\r\n甲队,张三,注塑,=1+1\r\n,,,\r\n甲队,待定,模具,＠x\r\n";
    let book = intake::open("a.csv", csv.as_bytes()).expect("a table");
    let plan = plan(&book, Kind::Roster, &Known::default());
    let back = String::from_utf8(annotate(&book, &plan).expect("text")).expect("UTF-8");
    let lines: Vec<&str> = back.lines().collect();
    assert_eq!(lines[0], format!("\u{FEFF}团队,姓名,专业特长,备注,{COLUMN}"));
    assert_eq!(lines[1], "甲队,张三,注塑,\"'=1+1\",");
    assert_eq!(lines[2], "");
    assert_eq!(lines[3], "甲队,待定,模具,\"'＠x\",B列：这不是真实姓名，请填写本人姓名");

    let again = intake::open("a.csv", back.as_bytes()).expect("our own file passes");
    let again = intake::plan(&again, Kind::Roster, &Known::default(), clock()).expect("a table");
    assert_eq!(again.rows[0].record.field("remark"), "=1+1", "the apostrophe is taken off again");
}

#[test]
fn a_workbook_comes_back_as_a_workbook_that_reads_the_same() {
    let Some(book) = sample("roster-alliance.xlsx") else { return };
    let first = plan(&book, Kind::Roster, &Known::default());
    let bytes = annotate(&book, &first).expect("a workbook");
    let back = intake::open("back.xlsx", &bytes).expect("our own workbook passes the guard");
    let header = back.sheets[0].row(3).expect("the header");
    assert_eq!(header.cells.last().map(intake::book::Value::display), Some(COLUMN.to_owned()));
    let row = back.sheets[0].row(28).expect("the row of the destroyed phone");
    assert!(row.cells.last().is_some_and(|cell| cell.display().starts_with("N列：")));
    assert_eq!(plan(&back, Kind::Roster, &Known::default()).summary, first.summary);
}

#[test]
fn templates_are_read_back_as_empty_tables() {
    for kind in Kind::ALL {
        for lang in Lang::ALL {
            let bytes = template(kind, lang).expect("a workbook");
            let book = intake::open("template.xlsx", &bytes).expect("our own template passes the guard");
            let refusal = intake::plan(&book, kind, &Known::default(), clock()).expect_err("no rows yet");
            assert_eq!(refusal.code, "no_rows", "{kind:?} {lang:?}");
        }
    }
}
