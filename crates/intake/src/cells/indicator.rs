//! Technical indicators: name, value now, comparison, target, unit, test method.

use serde::{Deserialize, Serialize};

use super::text::{clean, split_outside};

/// One indicator; every part is a text as written, and a part that is not told is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IndicatorRow {
    /// What is measured.
    pub name: String,
    /// The value now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub now: String,
    /// `≥`, `≤`, `>`, `<`, `=` or `~`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comparison: String,
    /// The value wanted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// The unit of both values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How it is tested.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub test_method: String,
}

impl IndicatorRow {
    /// Tells whether a person could check it: it has a target.
    pub fn checkable(&self) -> bool {
        !self.target.is_empty()
    }

    /// Cuts parts that are longer than a line; tells whether one was.
    pub(crate) fn shorten(&mut self, limit: usize) -> bool {
        let parts = [&mut self.name, &mut self.now, &mut self.target, &mut self.unit, &mut self.test_method];
        let mut cut = false;
        for part in parts {
            if let Some((at, _)) = part.char_indices().nth(limit - 1).filter(|_| part.chars().count() > limit)
            {
                part.truncate(at);
                part.push('…');
                cut = true;
            }
        }
        cut
    }
}

const COMPARISONS: [(&str, &str); 21] = [
    ("≥", "≥"),
    ("≧", "≥"),
    (">=", "≥"),
    ("≤", "≤"),
    ("≦", "≤"),
    ("<=", "≤"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("不超过", "≤"),
    ("不高于", "≤"),
    ("不大于", "≤"),
    ("低于", "<"),
    ("小于", "<"),
    ("高于", ">"),
    ("大于", ">"),
    ("＞", ">"),
    ("＜", "<"),
    (">", ">"),
    ("<", "<"),
    ("=", "="),
];

/// Reads the indicators of a cell; words that discuss nothing give none.
pub fn read(cell: &str) -> Vec<IndicatorRow> {
    let text = clean(cell);
    if matches!(text.as_str(), "面议" | "待定" | "无" | "详谈" | "见附件" | "-" | "/") {
        return Vec::new();
    }
    split_outside(&text, |c| matches!(c, '；' | ';' | '\n')).iter().map(|part| one(part)).collect()
}

fn one(part: &str) -> IndicatorRow {
    let part = part.trim().trim_end_matches('。');
    let (body, test_method) = method(part);
    let Some((name, told)) = named(body) else { return compared(body, test_method) };
    let mut row = IndicatorRow { name: name.to_owned(), test_method, ..IndicatorRow::default() };
    // A comma before a blank separates, one between digits is decimal.
    for word in split_outside(&told.replace(", ", "，"), |c| c == '，') {
        if let Some(now) = after(&word, &["现状", "现有", "目前", "现", "ist ", "now ", "currently "])
        {
            let (value, unit) = value_unit(now);
            row.now = value;
            keep(&mut row.unit, unit);
        } else {
            let target = after(&word, &["目标值", "目标", "要求", "soll ", "target "]).unwrap_or(&word);
            aim(&mut row, target);
        }
    }
    row
}

// A colon names an indicator only when what follows is about now and target.
fn named(body: &str) -> Option<(&str, &str)> {
    let (name, told) =
        body.split_once('：').or_else(|| body.split_once(": ")).or_else(|| body.split_once(':'))?;
    let told = told.trim();
    (!name.trim().is_empty() && !told.is_empty()).then(|| (name.trim(), told))
}

fn compared(body: &str, test_method: String) -> IndicatorRow {
    let first = COMPARISONS.iter().filter_map(|(word, _)| body.find(word)).min();
    let (name, aimed) = first.map_or_else(|| plain_target(body), |at| (body[..at].trim(), &body[at..]));
    let mut row = IndicatorRow { name: name.to_owned(), test_method, ..IndicatorRow::default() };
    if !aimed.is_empty() {
        aim(&mut row, aimed);
    }
    if row.name.is_empty() {
        body.clone_into(&mut row.name);
    }
    row
}

// "水温8~12℃": a name and a range without a comparison.
fn plain_target(body: &str) -> (&str, &str) {
    let range = body.contains(['~', '～']);
    match body.find(|c: char| c.is_ascii_digit()).filter(|at| range && *at > 0) {
        Some(at) => (body[..at].trim(), &body[at..]),
        None => (body, ""),
    }
}

fn aim(row: &mut IndicatorRow, text: &str) {
    let text = text.trim();
    let found = COMPARISONS.iter().find(|(word, _)| text.starts_with(word));
    let (comparison, rest) =
        found.map_or(("", text), |(word, sign)| (*sign, text[word.len()..].trim_start()));
    let (target, unit) = value_unit(rest);
    let range = comparison.is_empty() && target.contains(['~', '～']);
    if range { "~" } else { comparison }.clone_into(&mut row.comparison);
    row.target = target;
    // The unit beside the target rules; the one beside the value now only fills in.
    if !unit.is_empty() {
        row.unit = unit;
    }
}

fn keep(slot: &mut String, value: String) {
    if slot.is_empty() {
        *slot = value;
    }
}

fn after<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| text.strip_prefix(start)).map(str::trim)
}

/// Takes a bracket at the very end as the test method.
fn method(part: &str) -> (&str, String) {
    let close = part.chars().next_back().filter(|c| matches!(c, ')' | '）'));
    let open = if close == Some('）') { '（' } else { '(' };
    match close.and_then(|_| part.rfind(open)) {
        // "dB(A)" is a unit: the bracket must be more than one letter.
        Some(at) if part[at..].chars().count() > 4 && at > 0 => {
            let inside = &part[at + open.len_utf8()..];
            let inside = inside.strip_suffix([')', '）']).unwrap_or(inside);
            (part[..at].trim_end(), inside.trim().to_owned())
        }
        Some(_) | None => (part, String::new()),
    }
}

/// Parts a number with its powers, tolerances and ranges from the unit behind it; text without a number is all value.
fn value_unit(text: &str) -> (String, String) {
    let text = text.trim();
    let numeric = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ',' | '×' | '^' | '±' | '~' | '～' | '–' | '-' | '+' | '−' | '/')
    };
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '±' | '-' | '+' | '−')) {
        return (text.to_owned(), String::new());
    }
    let end = text.find(|c| !numeric(c)).unwrap_or(text.len());
    let value = text[..end].trim_end_matches(['/', ',', '.', '-']);
    (value.to_owned(), text[value.len()..].trim().to_owned())
}
