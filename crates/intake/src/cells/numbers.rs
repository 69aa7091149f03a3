//! Counts, Chinese numerals and years.

use super::text::plain;
use crate::book::Value;

const DIGITS: [(char, u32); 23] = [
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('壹', 1),
    ('贰', 2),
    ('貳', 2),
    ('叁', 3),
    ('肆', 4),
    ('伍', 5),
    ('陆', 6),
    ('陸', 6),
    ('柒', 7),
    ('捌', 8),
    ('玖', 9),
];

fn digit(c: char) -> Option<u32> {
    DIGITS.iter().find(|(own, _)| *own == c).map(|(_, value)| *value)
}

const fn tens(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        _ => None,
    }
}

/// Writes Chinese numerals below ten thousand as digits; 万 and 亿 stay as units, a run without tens is read digit by digit.
pub fn arabic(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| digit(**c).is_some() || tens(**c).is_some()).count();
        let numerals = &chars[at..at + run];
        let after_digit = at > 0 && chars[at - 1].is_ascii_digit();
        let lone_unit =
            numerals.iter().all(|c| digit(*c).is_none()) && (run != 1 || tens(numerals[0]) != Some(10));
        if run == 0 || lone_unit || after_digit {
            out.extend(&chars[at..at + run.max(1)]);
        } else {
            out.push_str(&run_value(numerals));
        }
        at += run.max(1);
    }
    out
}

fn run_value(numerals: &[char]) -> String {
    if numerals.iter().all(|c| tens(*c).is_none()) {
        return numerals.iter().filter_map(|c| digit(*c)).map(|d| d.to_string()).collect();
    }
    let (mut total, mut pending) = (0_u32, None);
    for c in numerals {
        if let Some(unit) = tens(*c) {
            total += pending.take().unwrap_or(1) * unit;
        } else {
            pending = digit(*c);
        }
    }
    (total + pending.unwrap_or(0)).to_string()
}

/// Returns the runs of ASCII digits in a text.
pub fn digit_runs(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

/// Reads a count up to a limit; a range takes its upper end, "no limit" is no number.
pub fn count(value: &Value, limit: i64) -> Result<i64, &'static str> {
    let number = match value {
        Value::Empty => return Err("unreadable_number"),
        Value::Number(number) | Value::Day(number) => {
            if number.fract() != 0.0 {
                return Err("unreadable_number");
            }
            *number as i64
        }
        Value::Text(text) => {
            let text = arabic(&plain(text));
            let sign = if text.starts_with(['-', '−']) { -1 } else { 1 };
            let number = digit_runs(&text).iter().filter_map(|run| run.parse::<i64>().ok()).max();
            sign * number.ok_or("unreadable_number")?
        }
    };
    if (0..=limit).contains(&number) { Ok(number) } else { Err("out_of_range") }
}

/// Reads a year out of `２０２１`, `2024年`, `二〇二三` or a date; `None` for a blank.
pub fn year(value: &Value) -> Result<Option<i16>, &'static str> {
    if value.is_blank() {
        return Ok(None);
    }
    if let Value::Day(_) = value {
        return super::dates::parse(value).map(|date| Some(date.year));
    }
    let text = arabic(&plain(&value.display()));
    let run = digit_runs(&text).into_iter().find(|run| run.len() == 4);
    let found = run.and_then(|run| run.parse().ok()).filter(|year| (1900..=2100).contains(year));
    found.map(Some).ok_or("unreadable_date")
}
