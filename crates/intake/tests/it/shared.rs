//! The shared folder, its files, and how their expectations are compared.

use std::path::PathBuf;

use intake::plan::{Class, Known, Of, Plan, PlanRow, Record};
use intake::problem::Severity;
use intake::{Kind, book::Book};
use serde_json::{Value, json};

/// Returns a file of the shared folder, or `None` with a printed line where the folder is absent.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TECHBROKER_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("without data: {} is absent, this test proves nothing here", path.display());
    None
}

pub(crate) fn clock() -> jiff::Timestamp {
    "2026-03-16T09:00:00+08:00".parse().expect("a fixed time")
}

pub(crate) fn sample(name: &str) -> Option<Book> {
    let bytes = std::fs::read(path(&format!("samples/{name}"))?).expect("a readable sample");
    let file = name.rsplit('/').next().unwrap_or(name);
    Some(intake::open(file, &bytes).expect("samples pass the guard"))
}

pub(crate) fn expected(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(path(&format!("samples/expected/{name}.json"))?)
        .expect("readable expectations");
    Some(serde_json::from_str(&text).expect("expectations are JSON"))
}

pub(crate) fn plan(book: &Book, kind: Kind, known: &Known) -> Plan {
    let plan = intake::plan(book, kind, known, clock()).expect("samples hold a table");
    let stored = serde_json::to_string(&plan).expect("a plan can be stored");
    assert_eq!(serde_json::from_str::<Plan>(&stored).expect("a stored plan comes back"), plan);
    plan
}

/// Gathers what differs, so that one run shows everything.
#[derive(Default)]
pub(crate) struct Differences(Vec<String>);

impl Differences {
    pub(crate) fn check(&mut self, what: impl std::fmt::Display, got: &Value, want: &Value) {
        if got != want {
            self.0.push(format!("{what}\n   got {got}\n  want {want}"));
        }
    }

    pub(crate) fn end(self) {
        assert!(self.0.is_empty(), "{} differences\n{}", self.0.len(), self.0.join("\n"));
    }
}

pub(crate) fn row<'p>(plan: &'p Plan, sheet: &str, number: u64) -> Option<&'p PlanRow> {
    plan.rows.iter().find(|row| row.sheet == sheet && u64::from(row.row) == number)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or_else(String::new, |n| format!("{n}")),
        other => other.to_string(),
    }
}

pub(crate) fn summary(plan: &Plan, want: &Value, d: &mut Differences) {
    let got = serde_json::to_value(plan.summary).expect("a summary is JSON");
    for (field, want) in want.as_object().expect("a summary") {
        d.check(format!("summary {field}"), &got[field], want);
    }
}

pub(crate) fn problems(plan: &Plan, want: &Value, d: &mut Differences) {
    let place = |sheet: &str, row: u64, column: &str| format!("{sheet}!{column}{row}");
    let mut got: Vec<Value> = plan
        .problems()
        .map(|p| {
            let severity = if p.severity == Severity::Error { "error" } else { "warning" };
            json!([place(&p.sheet, p.row.into(), &p.column), p.field, p.kind, severity, p.cell])
        })
        .collect();
    let listed = want.as_array().expect("problems");
    let mut want: Vec<Value> = listed
        .iter()
        .map(|p| {
            let at = place(&text(&p["sheet"]), p["row"].as_u64().unwrap_or(0), &text(&p["column"]));
            json!([at, p["field"], p["kind"], p["severity"], text(&p["cell"])])
        })
        .collect();
    got.sort_by_key(ToString::to_string);
    want.sort_by_key(ToString::to_string);
    for extra in got.iter().filter(|p| !want.contains(p)) {
        d.check("a complaint too many", extra, &Value::Null);
    }
    for missing in want.iter().filter(|p| !got.contains(p)) {
        d.check("a complaint is missing", &Value::Null, missing);
    }
    d.check("number of complaints", &got.len().into(), &want.len().into());
}

pub(crate) fn duplicates(plan: &Plan, want: &Value, d: &mut Differences) {
    let mut got = Vec::new();
    for row in &plan.rows {
        if let Class::Duplicate { of: Of::Row(of), kind, because } = &row.class {
            assert!(because.starts_with("same_"), "{because}");
            got.push(json!([row.sheet, row.row, kind, of.sheet, of.row]));
        }
    }
    let want: Vec<Value> = want
        .as_array()
        .expect("duplicates")
        .iter()
        .map(|dup| json!([dup["sheet"], dup["row"], dup["kind"], dup["of"]["sheet"], dup["of"]["row"]]))
        .collect();
    d.check("duplicates", &got.into(), &want.into());
}

pub(crate) fn normalised(plan: &Plan, want: &Value, d: &mut Differences) {
    for cell in want.as_array().expect("normalised cells") {
        let (sheet, number, field) =
            (text(&cell["sheet"]), cell["row"].as_u64().unwrap_or(0), text(&cell["field"]));
        let what = format!("{sheet}!{}{number} {field} from {}", text(&cell["column"]), text(&cell["cell"]));
        let Some(row) = row(plan, &sheet, number) else {
            d.check(what, &"no such row".into(), &Value::Null);
            continue;
        };
        d.check(what, &meaning(&row.record, &field, &cell["value"]), &cell["value"]);
        let letters = plan.sheets.iter().find(|layout| layout.sheet == sheet).map(|layout| &layout.columns);
        if let Some(column) = letters.and_then(|columns| columns.get(&field)) {
            d.check(format!("column of {field}"), &column.as_str().into(), &cell["column"]);
            if column.as_str() == cell["column"] {
                let original = row.originals.get(&field).cloned().unwrap_or_default();
                check_original(&original, &cell["cell"], d);
            }
        }
    }
}

// Long cells are shortened in the expectations, numbers have no point in ours.
fn check_original(original: &str, want: &Value, d: &mut Differences) {
    let want = text(want);
    if !want.ends_with("characters)") {
        d.check("original words", &original.into(), &want.into());
    }
}

/// The meaning of a cell in the words of the expectations.
pub(crate) fn meaning(record: &Record, field: &str, want: &Value) -> Value {
    let value = match field {
        "budget" => budget(&record.field("budget")),
        "description_characters" => {
            json!(record.field("desc").as_str().map_or(0, |desc| desc.chars().count()))
        }
        _ => record.field(field),
    };
    match value {
        Value::Array(items) if field == "phone" && want.is_string() && items.len() == 1 => items[0].clone(),
        Value::Array(items) if field == "interests" => items
            .into_iter()
            .map(|mut item| {
                if let Some(fields) = item.as_object_mut() {
                    fields.remove("words");
                }
                item
            })
            .collect(),
        value => value,
    }
}

/// A budget in whole units of its currency.
pub(crate) fn budget(value: &Value) -> Value {
    let whole = |field: &str| value[field].as_i64().map_or(Value::Null, |minor| (minor / 100).into());
    let amount = whole("amount");
    match value["kind"].as_str() {
        Some("fixed") => {
            json!({"kind": "fixed", "min": amount, "max": amount, "currency": value["currency"]})
        }
        Some("range") => {
            json!({"kind": "range", "min": whole("min"), "max": whole("max"), "currency": value["currency"]})
        }
        Some("to_discuss") => json!({"kind": "to_discuss", "min": null, "max": null, "currency": null}),
        _ => Value::Null,
    }
}

/// The field-level changes of a plan: row, field, from, to.
pub(crate) fn changes(plan: &Plan) -> Value {
    let mut found = Vec::new();
    for row in &plan.rows {
        if let Class::Updated { changes, .. } = &row.class {
            for change in changes {
                let simple = |value: &Value| match value {
                    Value::Array(items) if change.field == "phone" && items.len() == 1 => items[0].clone(),
                    value if change.field == "budget" => budget(value),
                    value => value.clone(),
                };
                found.push(json!([row.row, change.field, simple(&change.from), simple(&change.to)]));
            }
        }
    }
    found.sort_by_key(ToString::to_string);
    found.into()
}

pub(crate) fn expected_changes(want: &Value) -> Value {
    let mut list: Vec<Value> = want
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| json!([change["row"], change["field"], change["from"], change["to"]]))
        .collect();
    list.sort_by_key(ToString::to_string);
    list.into()
}

pub(crate) fn physical_lines(plan: &Plan, want: &Value, d: &mut Differences) {
    for line in want.as_array().expect("lines") {
        let got = row(plan, "", line["row"].as_u64().unwrap_or(0)).map_or(0, |row| row.line);
        d.check(format!("line of row {}", line["row"]), &got.into(), &line["line"]);
    }
}
