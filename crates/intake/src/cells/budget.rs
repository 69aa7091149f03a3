//! Budgets in every spelling, in minor units of their currency.

use domain::money::Budget;

use super::numbers::arabic;
use super::text::plain;
use crate::book::Value;

/// Reads a budget cell; complaints are `out_of_range`, `min_greater_than_max`, `ambiguous_unit` and `unreadable_budget`.
pub fn read(value: &Value) -> Result<Budget, &'static str> {
    let text = match value {
        Value::Empty => return Ok(Budget::NotGiven),
        Value::Number(number) | Value::Day(number) => format!("{number}"),
        Value::Text(text) => arabic(&plain(text)),
    };
    let lower = text.to_lowercase();
    let none = ["待定", "未说明", "未定", "暂无", "不详", "无", "tbd", "n/a", "-", "/", ""];
    if none.contains(&lower.trim()) {
        return Ok(Budget::NotGiven);
    }
    let talk = [
        "面议",
        "面谈",
        "详谈",
        "待议",
        "另议",
        "面議",
        "協商",
        "协商",
        "negotiable",
        "discuss",
        "nach vereinbarung",
    ];
    let amounts = amounts(&lower);
    if amounts.is_empty() {
        let to_discuss = talk.iter().any(|word| lower.contains(word));
        return if to_discuss { Ok(Budget::ToDiscuss) } else { Err("unreadable_budget") };
    }
    if lower.trim_start().starts_with(['-', '−', '–']) {
        return Err("out_of_range");
    }
    let currency = currency(&lower);
    let named =
        amounts.iter().any(|amount| amount.unit.is_some()) || currency.is_some() || lower.contains('元');
    let values = minor_units(&amounts, currency.is_some_and(|c| c != "CNY"));
    // Nobody means a hundred billion: the cell holds something else.
    if values.iter().all(|value| *value == 0) || values.iter().any(|value| *value > 10_000_000_000_000) {
        return Err("out_of_range");
    }
    if !named && values.iter().any(|value| *value < 1_000_000) {
        return Err("ambiguous_unit");
    }
    assemble(&lower, &values, currency.unwrap_or("CNY"))
}

fn assemble(text: &str, values: &[i64], currency: &str) -> Result<Budget, &'static str> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let most = has(&[
        "以内",
        "以下",
        "不超过",
        "不高于",
        "最多",
        "≤",
        "<",
        "up to",
        "at most",
        "max",
        "bis zu",
        "以內",
    ]);
    let least = has(&["以上", "不低于", "不少于", "至少", "≥", ">", "起", "at least", "min", "ab ", "from "]);
    let currency = currency.to_owned();
    match values {
        [amount] if most => Ok(Budget::Range { min: None, max: Some(*amount), currency }),
        [amount] if least => Ok(Budget::Range { min: Some(*amount), max: None, currency }),
        [amount] => Ok(Budget::Fixed { amount: *amount, currency }),
        [min, max] if min > max => Err("min_greater_than_max"),
        [min, max] if min == max => Ok(Budget::Fixed { amount: *min, currency }),
        [min, max] => Ok(Budget::Range { min: Some(*min), max: Some(*max), currency }),
        _ => Err("unreadable_budget"),
    }
}

struct Amount {
    digits: String,
    unit: Option<f64>,
}

fn unit_of(rest: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 13] = [
        ("百万", 1e6),
        ("百萬", 1e6),
        ("千万", 1e7),
        ("million", 1e6),
        ("mio", 1e6),
        ("万", 1e4),
        ("萬", 1e4),
        ("w", 1e4),
        ("亿", 1e8),
        ("億", 1e8),
        ("千", 1e3),
        ("k", 1e3),
        ("m", 1e6),
    ];
    let rest = rest.trim_start();
    UNITS.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, factor)| *factor)
}

fn amounts(text: &str) -> Vec<Amount> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[at..];
        let end = tail.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(tail.len());
        let digits = tail[..end].trim_end_matches(['.', ',']);
        rest = &tail[end..];
        found.push(Amount { digits: digits.to_owned(), unit: unit_of(rest) });
    }
    found
}

fn minor_units(amounts: &[Amount], foreign: bool) -> Vec<i64> {
    let last = amounts.iter().rev().find_map(|amount| amount.unit);
    let value = |amount: &Amount| {
        let unit = amount.unit.or(last).unwrap_or(1.0);
        let number: f64 = plain_number(&amount.digits, unit > 1.0 && !foreign).parse().unwrap_or(0.0);
        (number * unit * 100.0).round() as i64
    };
    amounts.iter().map(value).collect()
}

// A mark followed by three digits groups thousands, unless it is a point before 万.
fn plain_number(digits: &str, point_is_decimal: bool) -> String {
    let groups = |mark: char| {
        let mut parts = digits.split(mark);
        parts.next().is_some_and(|head| (1..=3).contains(&head.len())) && {
            let rest: Vec<&str> = parts.collect();
            !rest.is_empty()
                && rest.iter().all(|part| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
        }
    };
    if digits.contains(',') && digits.contains('.') {
        let decimal = if digits.rfind(',') > digits.rfind('.') { ',' } else { '.' };
        let other = if decimal == ',' { '.' } else { ',' };
        return digits.replace(other, "").replace(decimal, ".");
    }
    if groups(',') || (groups('.') && !point_is_decimal) {
        return digits.replace([',', '.'], "");
    }
    digits.replace(',', ".")
}

fn currency(text: &str) -> Option<&'static str> {
    const CURRENCIES: [(&str, &[&str]); 7] = [
        ("EUR", &["eur", "€", "欧元", "歐元"]),
        ("USD", &["usd", "us$", "美元", "美金"]),
        ("HKD", &["hkd", "hk$", "港元", "港币", "港幣"]),
        ("JPY", &["jpy", "日元", "円"]),
        ("GBP", &["gbp", "£", "英镑"]),
        ("USD", &["$"]),
        ("CNY", &["cny", "rmb", "人民币", "人民幣", "¥", "元"]),
    ];
    CURRENCIES.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(code, _)| *code)
}
