//! How long a need stays open: the last day, a proposal, or why neither can be told.

use jiff::civil::Date;

use super::dates::{Partial, parse, parse_text};
use super::numbers::{arabic, digit_runs};
use super::text::plain;
use crate::book::Value;

/// What a validity cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// The last day, when it is told.
    pub review_by: Option<Date>,
    /// The last day counted from the day of the import, for a person to confirm.
    pub proposed: Option<Date>,
    /// The complaint, if there is one.
    pub problem: Option<&'static str>,
}

impl Validity {
    const fn wrong(problem: &'static str) -> Self {
        Self { review_by: None, proposed: None, problem: Some(problem) }
    }
}

/// Reads a validity cell on the day of the import.
pub fn read(value: &Value, today: Date) -> Validity {
    let text = match value {
        Value::Text(text) => arabic(&plain(text)).to_lowercase(),
        Value::Empty => return Validity::default(),
        Value::Number(_) | Value::Day(_) => return dated(parse(value).ok(), today),
    };
    if matches!(text.as_str(), "" | "-" | "/" | "未说明" | "未定" | "待定" | "无" | "不详" | "n/a")
    {
        return Validity::default();
    }
    let open =
        ["长期", "長期", "永久", "常年", "不限", "long-term", "long term", "open-ended", "unbefristet"];
    if open.iter().any(|word| text.contains(word)) {
        return Validity::wrong("open_ended");
    }
    if let Some(days) = remaining(&text) {
        let proposed = today.checked_add(jiff::Span::new().days(days)).ok();
        return Validity { review_by: None, proposed, problem: Some("relative_date") };
    }
    if duration(&text) {
        return Validity::wrong("duration_not_date");
    }
    dated(last_day(&text), today)
}

fn dated(found: Option<Partial>, today: Date) -> Validity {
    match found.map(Partial::last_day) {
        None => Validity::wrong("unreadable_date"),
        Some(day) if day < today => Validity::wrong("date_in_past"),
        Some(day) => Validity { review_by: Some(day), ..Validity::default() },
    }
}

fn remaining(text: &str) -> Option<i64> {
    let counts = ["剩余", "剩餘", "还剩", "days left", "days remaining", "天后", "天內", "天内"];
    let days = text.contains('天') || text.contains("day");
    if !days || !counts.iter().any(|word| text.contains(word)) {
        return None;
    }
    digit_runs(text).first().and_then(|run| run.parse().ok()).filter(|days| *days < 40_000)
}

fn duration(text: &str) -> bool {
    let head = text.trim_start_matches(['约', '约', '近']);
    let count = head.chars().take_while(char::is_ascii_digit).count();
    let rest = head[count..].trim_start().trim_start_matches('个').trim_start();
    (1..=3).contains(&count)
        && ["年", "月", "天", "周", "日", "month", "year", "week", "day"]
            .iter()
            .any(|unit| rest.starts_with(unit))
}

fn last_day(text: &str) -> Option<Partial> {
    const ENDS: [(&str, &str); 10] = [
        ("年年底", "年"),
        ("年底", "年"),
        ("年年末", "年"),
        ("年末", "年"),
        ("月底", "月"),
        ("月末", "月"),
        ("年上半年", "年6月"),
        ("上半年", "年6月"),
        ("年下半年", "年"),
        ("下半年", "年"),
    ];
    let mut text = text;
    for start in ["截止到", "截止至", "截止", "截至", "直至", "至", "到", "until ", "by ", "bis "]
    {
        text = text.strip_prefix(start).unwrap_or(text).trim();
    }
    for end in ["之前", "以前", "前", "止", "为止"] {
        text = text.strip_suffix(end).unwrap_or(text).trim();
    }
    if let Some(found) = quarter(text) {
        return Some(found);
    }
    let bare =
        ENDS.iter().find_map(|(end, instead)| text.strip_suffix(end).map(|head| format!("{head}{instead}")));
    parse_text(bare.as_deref().unwrap_or(text)).ok()
}

fn quarter(text: &str) -> Option<Partial> {
    let marked = text.contains("季度") || text.contains('q');
    let runs = digit_runs(text);
    if !marked || runs.len() != 2 {
        return None;
    }
    let year = runs.iter().find(|run| run.len() == 4)?;
    let quarter: i8 = runs.iter().find(|run| run.len() == 1)?.parse().ok().filter(|q| (1..=4).contains(q))?;
    Some(Partial { year: year.parse().ok()?, month: Some(quarter * 3), day: None })
}
