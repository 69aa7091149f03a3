//! Dates in every spelling; a month without a day stays a month, and what could be exchanged is not guessed.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::numbers::{arabic, digit_runs};
use super::text::plain;
use crate::book::Value;

/// A day, a month or a year, written `2025-03-18`, `2025-03` or `2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Partial {
    /// Year.
    pub year: i16,
    /// Month, if known.
    pub month: Option<i8>,
    /// Day, if known.
    pub day: Option<i8>,
}

impl Partial {
    fn new(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|y| (1900..=2200).contains(y))?;
        let month = month.map(i8::try_from).transpose().ok()?;
        let day = day.map(i8::try_from).transpose().ok()?;
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// Returns the first day it covers.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// Returns the last day it covers.
    pub fn last_day(self) -> Date {
        let first =
            Date::new(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1)).unwrap_or(Date::ZERO);
        if self.day.is_some() { first } else { first.last_of_month() }
    }
}

impl From<Date> for Partial {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Partial {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
        let year = parts.next().flatten().ok_or("no year")?;
        let (month, day) = (parts.next().flatten(), parts.next().flatten());
        Self::new(year, month, day).ok_or_else(|| format!("{text} is no date"))
    }
}

impl TryFrom<String> for Partial {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Partial> for String {
    fn from(date: Partial) -> Self {
        date.to_string()
    }
}

/// Turns a serial number of a spreadsheet (days since 1899-12-30) into a day.
pub fn from_serial(serial: f64) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(serial.trunc() as i64)).ok()
}

/// Reads a date; the complaint is `unreadable_date` or `ambiguous_date`.
pub fn parse(value: &Value) -> Result<Partial, &'static str> {
    let found = match value {
        Value::Empty => None,
        Value::Number(number) if *number >= 19_000_101.0 => digits(&format!("{number:.0}")),
        Value::Number(serial) | Value::Day(serial) => from_serial(*serial).map(Partial::from),
        Value::Text(text) => return parse_text(text),
    };
    found.ok_or("unreadable_date")
}

/// Reads a date out of text.
pub fn parse_text(text: &str) -> Result<Partial, &'static str> {
    let text = plain(text);
    let text = without_time(&text);
    let found = if text.chars().all(|c| c.is_ascii_digit()) {
        digits(text)
    } else if text.contains('年') {
        chinese(&arabic(text))
    } else if text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' ' | '–' | '−')) {
        return separated(text);
    } else {
        named_month(text)
    };
    found.ok_or("unreadable_date")
}

fn without_time(text: &str) -> &str {
    let head = text.split_once('T').filter(|(_, time)| time.contains(':')).map(|(day, _)| day);
    let head =
        head.or_else(|| text.rsplit_once(' ').filter(|(_, time)| time.contains(':')).map(|(day, _)| day));
    head.unwrap_or(text).trim()
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

fn digits(text: &str) -> Option<Partial> {
    match text.len() {
        8 => Partial::new(number(&text[..4])?, Some(number(&text[4..6])?), Some(number(&text[6..])?)),
        6 => Partial::new(number(&text[..4])?, Some(number(&text[4..])?), None),
        5 => from_serial(number(text)? as f64).map(Partial::from),
        4 => Partial::new(number(text)?, None, None),
        _ => None,
    }
}

fn chinese(text: &str) -> Option<Partial> {
    let (year, rest) = text.split_once('年')?;
    let year = number(year).filter(|_| year.trim().len() == 4)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Partial::new(year, None, None);
    }
    let (month, rest) = rest.split_once('月')?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Partial::new(year, Some(number(month)?), None);
    }
    let day = rest.strip_suffix(['日', '号', '號']).unwrap_or(rest);
    Partial::new(year, Some(number(month)?), Some(number(day)?))
}

fn separated(text: &str) -> Result<Partial, &'static str> {
    let parts = digit_runs(text);
    let values: Vec<i64> = parts.iter().filter_map(|part| number(part)).collect();
    let found = match values[..] {
        [year, month, day] if parts[0].len() == 4 => Partial::new(year, Some(month), Some(day)),
        [day, month, year] if parts[2].len() == 4 && text.contains('.') => {
            Partial::new(year, Some(month), Some(day))
        }
        [a, b, year] if parts[2].len() == 4 => {
            if a <= 12 && b <= 12 && a != b {
                return Err("ambiguous_date");
            }
            if a > 12 { Partial::new(year, Some(b), Some(a)) } else { Partial::new(year, Some(a), Some(b)) }
        }
        [year, month] if parts[0].len() == 4 => Partial::new(year, Some(month), None),
        [month, year] if parts[1].len() == 4 => Partial::new(year, Some(month), None),
        _ => None,
    };
    found.ok_or("unreadable_date")
}

fn month_of(word: &str) -> Option<i64> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "januar", "jan", "jänner"],
        &["february", "februar", "feb"],
        &["march", "märz", "mar", "mrz"],
        &["april", "apr"],
        &["may", "mai"],
        &["june", "juni", "jun"],
        &["july", "juli", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oktober", "oct", "okt"],
        &["november", "nov"],
        &["december", "dezember", "dec", "dez"],
    ];
    let word = word.to_lowercase();
    MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|at| at as i64 + 1)
}

fn named_month(text: &str) -> Option<Partial> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()) {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        match (month_of(word), number(bare)) {
            (Some(found), _) if month.is_none() => month = Some(found),
            (None, Some(n)) if bare.len() == 4 && year.is_none() => year = Some(n),
            (None, Some(n)) if bare.len() <= 2 && day.is_none() => day = Some(n),
            _ => return None,
        }
    }
    Partial::new(year?, Some(month?), day)
}
