//! The product's pick lists, read once from `data/`: technical fields, chains, industries, regions and holidays.
//!
//! Every file states its source and how complete it is. The files are part of the binary, so a broken one is a
//! mistake of the build and stops the first reader.

use std::sync::OnceLock;

use domain::{Date, Lang};
use serde::Deserialize;

/// A name in the three written languages, with its slug.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The stable name that records keep.
    pub slug: String,
    /// Name in Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    /// Name in Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
    /// Name in English.
    pub en: String,
}

impl Entry {
    /// Returns the name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhHans => &self.zh_hans,
            Lang::ZhHant => &self.zh_hant,
            Lang::En => &self.en,
        }
    }
}

/// A technical field of the first level with its entries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// The field itself.
    #[serde(flatten)]
    pub itself: Entry,
    /// Its second level.
    pub entries: Vec<Entry>,
}

/// An industry of GB/T 4754.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Industry {
    /// Two digits, or three in manufacturing.
    pub code: String,
    /// Name in Simplified Chinese, as in the standard.
    pub name: String,
}

impl TryFrom<String> for Industry {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.split_once(' ') {
            Some((code, name)) if code.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() => {
                Ok(Self { code: code.to_owned(), name: name.to_owned() })
            }
            _ => Err(format!("“{text}” is not a code and a name")),
        }
    }
}

/// A region of GB/T 2260.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Six digits.
    pub code: String,
    /// Name in Simplified Chinese.
    pub name: String,
}

/// The holidays of one year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// The year.
    pub year: i16,
    /// Days off, first and last of each holiday.
    pub off: Vec<Days>,
    /// Weekend days that are worked.
    pub work: Vec<Date>,
}

/// A run of days, both ends included, written `2026-01-01..2026-01-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl TryFrom<String> for Days {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("“{text}” is not a run of days");
        let (first, last) = text.split_once("..").ok_or_else(bad)?;
        Ok(Self { first: first.parse().map_err(|_| bad())?, last: last.parse().map_err(|_| bad())? })
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|why| panic!("data/{name}.toml: {why}"))
}

/// Returns the technical fields, two levels.
pub fn field_tree() -> &'static [Field] {
    #[derive(Deserialize)]
    struct File {
        field: Vec<Field>,
    }
    static READ: OnceLock<Vec<Field>> = OnceLock::new();
    READ.get_or_init(|| read::<File>("fields", include_str!("../../../data/fields.toml")).field)
}

/// Finds a technical field of either level by its slug.
pub fn field(slug: &str) -> Option<&'static Entry> {
    field_tree().iter().flat_map(|f| std::iter::once(&f.itself).chain(&f.entries)).find(|e| e.slug == slug)
}

/// Returns the name of a technical field in a language; `None` for a slug nobody knows.
pub fn field_name(slug: &str, lang: Lang) -> Option<String> {
    field(slug).map(|e| e.name(lang).to_owned())
}

/// Lists the second-level technical fields, slug and name, in the order of the pick list.
pub fn fields(lang: Lang) -> Vec<(String, String)> {
    let entries = field_tree().iter().flat_map(|f| &f.entries);
    entries.map(|e| (e.slug.clone(), e.name(lang).to_owned())).collect()
}

/// Returns the industry chains.
pub fn chains() -> &'static [Entry] {
    #[derive(Deserialize)]
    struct File {
        chain: Vec<Entry>,
    }
    static READ: OnceLock<Vec<Entry>> = OnceLock::new();
    READ.get_or_init(|| read::<File>("chains", include_str!("../../../data/chains.toml")).chain)
}

/// Returns the industries, ordered by code.
pub fn industries() -> &'static [Industry] {
    #[derive(Deserialize)]
    struct File {
        division: Vec<Industry>,
        group: Vec<Industry>,
    }
    static READ: OnceLock<Vec<Industry>> = OnceLock::new();
    READ.get_or_init(|| {
        let file: File = read("industries", include_str!("../../../data/industries.toml"));
        let mut all: Vec<Industry> = file.division.into_iter().chain(file.group).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    })
}

/// Finds an industry by its code.
pub fn industry(code: &str) -> Option<&'static Industry> {
    industries().iter().find(|i| i.code == code)
}

/// Returns the name of an industry code as the standard writes it, in Chinese whatever the language; `None` for a code nobody knows.
pub fn industry_name(code: &str, _lang: Lang) -> Option<String> {
    industry(code).map(|i| i.name.clone())
}

/// Returns the regions of the provincial level.
pub fn regions() -> &'static [Region] {
    #[derive(Deserialize)]
    struct File {
        region: Vec<Region>,
    }
    static READ: OnceLock<Vec<Region>> = OnceLock::new();
    READ.get_or_init(|| read::<File>("regions", include_str!("../../../data/regions.toml")).region)
}

/// Returns the holidays by year.
pub fn holidays() -> &'static [Holidays] {
    #[derive(Deserialize)]
    struct File {
        year: Vec<Holidays>,
    }
    static READ: OnceLock<Vec<Holidays>> = OnceLock::new();
    READ.get_or_init(|| read::<File>("holidays", include_str!("../../../data/holidays.toml")).year)
}

/// Tells whether a day is worked; weekends count as off, and years without a table have weekends only.
pub fn is_working_day(day: Date) -> bool {
    let table = holidays().iter().find(|h| h.year == day.year());
    if table.is_some_and(|t| t.work.contains(&day)) {
        return true;
    }
    let off = table.is_some_and(|t| t.off.iter().any(|d| d.first <= day && day <= d.last));
    !off && !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_complete_as_they_say() {
        assert_eq!(field_tree().len(), 10);
        assert!(field_tree().iter().all(|f| (6..=12).contains(&f.entries.len())));
        assert_eq!(industries().iter().filter(|i| i.code.len() == 2).count(), 97);
        assert_eq!(regions().len(), 34);
        assert_eq!(field("bearings-tribology").map(|e| e.name(Lang::En)), Some("Bearings and tribology"));
        assert_eq!(industry("345").map(|i| i.name.as_str()), Some("轴承、齿轮和传动部件制造"));
    }

    #[test]
    fn no_code_or_slug_stands_twice() {
        let mut slugs: Vec<&str> = field_tree()
            .iter()
            .flat_map(|f| std::iter::once(&f.itself).chain(&f.entries))
            .map(|e| e.slug.as_str())
            .collect();
        let mut codes: Vec<&str> = industries().iter().map(|i| i.code.as_str()).collect();
        for list in [&mut slugs, &mut codes] {
            let before = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), before);
        }
    }

    #[test]
    fn make_up_days_are_worked_and_holidays_are_not() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert!(is_working_day(day("2026-02-28")));
        assert!(!is_working_day(day("2026-02-20")));
        assert!(!is_working_day(day("2026-11-22")));
        assert!(is_working_day(day("2026-11-24")));
    }
}
