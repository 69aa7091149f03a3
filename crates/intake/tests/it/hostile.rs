//! Hostile files: each gets the refusal it must get, or is read as it must be read.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use intake::plan::{Known, Plan};
use intake::{Kind, Refusal};
use serde_json::Value;

use crate::shared::{clock, path};

fn import(folder: &Path, name: &str) -> Result<Plan, Refusal> {
    let bytes = std::fs::read(folder.join(name)).expect("a hostile file was written");
    intake::open(name, &bytes).and_then(|book| intake::plan(&book, Kind::Roster, &Known::default(), clock()))
}

#[test]
fn every_hostile_file_gets_its_answer() {
    let Some(script) = path("samples/hostile/make_hostile.py") else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = Command::new("python3").arg(&script).arg(folder.path()).output();
    if !run.as_ref().is_ok_and(|run| run.status.success()) {
        println!("without data: python3 could not write the hostile files");
        return;
    }
    let table =
        std::fs::read_to_string(folder.path().join("expected.json")).expect("the table of expectations");
    let table: Value = serde_json::from_str(&table).expect("expectations are JSON");
    let mut wrong = Vec::new();
    for (name, want) in table.as_object().expect("a table") {
        let start = Instant::now();
        let got = import(folder.path(), name);
        if start.elapsed() > Duration::from_secs(10) {
            wrong.push(format!("{name} took {:?}", start.elapsed()));
        }
        let allowed = allowed(name, want);
        let code = got.as_ref().err().map_or("read", |refusal| refusal.code);
        match &got {
            Err(refusal) => println!("{name:24} {code} after {:?}: {refusal}", start.elapsed()),
            Ok(plan) => println!("{name:24} read: {:?}", plan.summary),
        }
        if !allowed.contains(&code) {
            wrong.push(format!("{name}: got {code}, want {allowed:?}"));
        }
        read_as_it_must(name, &got, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn allowed<'v>(name: &str, want: &'v Value) -> Vec<&'v str> {
    let mut codes = vec![want["code"].as_str().unwrap_or("read")];
    match name {
        "many-cells.xlsx" => codes.push("archive_ratio"),
        "utf16.csv" | "hundred-sheets.xlsx" | "half-gb18030.csv" => codes.push("read"),
        _ => {}
    }
    codes
}

fn read_as_it_must(name: &str, got: &Result<Plan, Refusal>, wrong: &mut Vec<String>) {
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{name}: {what}: {got:?}"));
        }
    };
    match (name, got) {
        ("cr-only.csv", Ok(plan)) => expect(plan.summary.new == 2, "two ordinary rows"),
        ("ragged.csv", Ok(plan)) => {
            let kinds: Vec<(u32, &str)> = plan.problems().map(|p| (p.row, p.kind.as_str())).collect();
            expect(kinds == [(3, "wrong_cell_count"), (4, "wrong_cell_count")], "rows 3 and 4 are reported");
            expect(plan.summary.new == 1 && plan.summary.rows == 3, "row 2 is new and none is lost");
        }
        ("script.csv", Ok(plan)) => {
            expect(
                plan.rows[0].record.field("name") == "<img src=x onerror=alert(1)>",
                "markup letter for letter",
            );
            let kept =
                plan.rows[0].originals["spec"] == "<script>alert(1)</script>；'; DROP TABLE experts;--";
            expect(kept, "the original words are kept");
        }
        ("bidi.csv", Ok(plan)) => {
            expect(plan.rows[0].record.field("name") == "测甲试", "the character is removed");
            expect(plan.summary.rows_with_warnings == 1, "the row gets a warning");
        }
        ("far-cell.xlsx", Err(refusal)) => {
            expect(refusal.to_string().contains("XFD1048576"), "names the cell");
        }
        ("long-line.csv", Err(refusal)) => expect(refusal.facts["line"] == "3", "names line 3"),
        ("open-quote.csv", Err(refusal)) => {
            expect(
                refusal.facts["line"] == "3" && refusal.facts["rows_before"] == "1",
                "names line 3 and one row before",
            );
        }
        ("nul.csv", Err(refusal)) => {
            expect(refusal.to_string().contains("row 2, column C"), "names row 2, column C");
        }
        ("not-text.csv", Err(refusal)) => expect(refusal.facts["byte"] == "15", "names the byte"),
        ("half-gb18030.csv", Err(refusal)) => {
            expect(refusal.to_string().contains("row 2, column A"), "names the cell");
        }
        ("wide.csv", Err(refusal)) => expect(refusal.facts["columns"] == "16385", "counts the columns"),
        ("tall.csv", Err(refusal)) => expect(refusal.facts["rows"] == "20001", "counts the rows"),
        ("same-header.csv", Err(refusal)) => {
            expect(refusal.to_string().contains("姓名 occurs twice (A and C)"), "names both columns");
        }
        ("broken-xml.xlsx" | "dtd.xlsx", Err(refusal)) => {
            expect(refusal.to_string().contains("sheet1.xml"), "names the part");
        }
        _ => {}
    }
}

#[test]
fn the_limits_stand_without_the_samples() {
    let code = |name: &str, bytes: &[u8]| intake::open(name, bytes).map(|_| ()).expect_err("refused").code;
    assert_eq!(code("a.csv", b""), "empty_file");
    assert_eq!(code("a.csv", &vec![b'a'; (10 << 20) + 1]), "upload_too_large");
    assert_eq!(code("a.xlsx", b"%PDF-1.4"), "not_a_spreadsheet");
    assert_eq!(code("a.xlsx", b"PK\x03\x04 and nothing more"), "archive_damaged");
    assert_eq!(code("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "archive_damaged");
    assert_eq!(code("a.json", br#"{"a":1,"a":2}"#), "json_invalid");
    assert_eq!(code("a.json", "[".repeat(300).as_bytes()), "json_too_deep");
    assert_eq!(code("a.json", br#"{"a":1}"#), "kind_not_supported");
}

#[test]
fn a_table_without_known_columns_is_told_what_is_needed_and_what_it_has() {
    let known = intake::plan::Known::default();
    let refused = |name: &str, text: &str, kind| {
        let book = intake::open(name, text.as_bytes()).expect("it is text");
        intake::plan(&book, kind, &known, jiff::Timestamp::UNIX_EPOCH).expect_err("no columns")
    };
    let refusal = refused("a.csv", "颜色,尺寸\n红,12\n", intake::Kind::Evidence);
    assert_eq!(refusal.code, "headers_not_found");
    let facts = ["needed", "known", "found"].map(|fact| refusal.facts[fact].as_str());
    assert_eq!(facts, ["name,title", "none", "颜色、尺寸"]);
    let partly = refused("a.xlsx", "姓名的一部分,email\nA,a@b.cn\n", intake::Kind::Roster);
    assert_eq!((partly.code, partly.facts["known"].as_str()), ("headers_not_found", "some"));
    let fake = refused("a.xlsx", "hello, this is prose\n", intake::Kind::Roster);
    assert_eq!((fake.code, fake.facts["named"].as_str()), ("not_a_spreadsheet", "xlsx"));
}
