//! Phone numbers and mail addresses.

use super::text::plain;
use crate::book::Value;

/// Reads the phone numbers of a cell; complaints are `precision_lost` and `unreadable_phone`.
pub fn phones(value: &Value) -> Result<Vec<String>, &'static str> {
    let text = match value {
        Value::Empty => return Ok(Vec::new()),
        Value::Number(number) | Value::Day(number) => format!("{number:.0}"),
        Value::Text(text) => plain(text),
    };
    let text = text.trim_start_matches(['\'', '’', '`']);
    let text = match scientific(text) {
        Some(whole) => whole?,
        None => text.to_owned(),
    };
    let text = text.replace("或", "/");
    let parts = text.split(['/', ';', '、', ',', '\n', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| one_phone(part).ok_or("unreadable_phone")).collect()
}

/// Expands a number in scientific notation whose digits are all there; `Err` when digits are gone.
pub fn scientific(text: &str) -> Option<Result<String, &'static str>> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() != 1 || !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    // A phone number or code ends in anything; one that would end in many noughts has lost its digits.
    if fraction.len() + 1 < exponent {
        return Some(Err("precision_lost"));
    }
    let mut digits = format!("{whole}{fraction}");
    while digits.len() <= exponent {
        digits.push('0');
    }
    Some(Ok(digits[..=exponent].to_owned()))
}

fn one_phone(text: &str) -> Option<String> {
    let (number, extension) = split_extension(text);
    let number = number.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | '.')).trim();
    let number = number.strip_prefix("00").map_or_else(|| number.to_owned(), |rest| format!("+{rest}"));
    if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '–')) {
        return None;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let home = digits.strip_prefix("86").filter(|rest| number.starts_with('+') || rest.len() == 11);
    let written = match home {
        Some(rest) => home_number(rest, rest)?,
        None if number.starts_with('+') => (8..=15)
            .contains(&digits.len())
            .then(|| number.split_whitespace().collect::<Vec<_>>().join(" "))?,
        None => home_number(&digits, &number)?,
    };
    Some(extension.map_or_else(|| written.clone(), |ext| format!("{written} ext. {ext}")))
}

fn split_extension(text: &str) -> (&str, Option<&str>) {
    for mark in ["转", "轉", "ext.", "ext", "分机", "x"] {
        if let Some((number, extension)) = text.split_once(mark) {
            let extension = extension.trim();
            if !extension.is_empty() && extension.chars().all(|c| c.is_ascii_digit()) {
                return (number.trim(), Some(extension));
            }
        }
    }
    (text, None)
}

fn home_number(digits: &str, written: &str) -> Option<String> {
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let service = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let land = (10..=12).contains(&digits.len()) && digits.starts_with('0') && !digits.starts_with("00");
    let local = (7..=8).contains(&digits.len()) && !digits.starts_with(['0', '1']);
    if mobile || service {
        return Some(digits.to_owned());
    }
    if land || local {
        let bracketless = written.replace(['(', ')'], " ").replace('–', "-");
        let joined = bracketless.split_whitespace().collect::<Vec<_>>().join("-");
        return Some(joined.replace("--", "-").trim_matches('-').to_owned());
    }
    None
}

/// Returns the key under which two spellings of a phone number are the same.
pub fn phone_key(phone: &str) -> String {
    let number = phone.split(" ext.").next().unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix("86").filter(|rest| rest.len() == 11).map_or(digits.clone(), ToOwned::to_owned)
}

/// Reads a mail address: full-width forms folded, the domain in lower case.
pub fn email(text: &str) -> Result<String, &'static str> {
    let text = plain(text).replace('。', ".");
    let text = text.strip_prefix("mailto:").unwrap_or(&text).trim();
    let (local, domain) = text.split_once('@').ok_or("unreadable_email")?;
    let good_local =
        !local.is_empty() && !local.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'));
    let labels: Vec<&str> = domain.split('.').collect();
    let good_domain = labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic));
    if good_local && good_domain {
        Ok(format!("{local}@{}", domain.to_lowercase()))
    } else {
        Err("unreadable_email")
    }
}

/// Finds mobile numbers and mail addresses inside prose.
pub fn in_text(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut found = Vec::new();
    for run in super::numbers::digit_runs(&text) {
        let second = run.as_bytes().get(1).copied().unwrap_or(0);
        if run.len() == 11 && run.starts_with('1') && second >= b'3' {
            found.push(run.to_owned());
        }
    }
    let part_of_mail = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    for word in text.split(|c: char| !part_of_mail(c)).filter(|word| word.contains('@')) {
        if let Ok(mail) = email(word.trim_matches('.')) {
            found.push(mail);
        }
    }
    found
}
