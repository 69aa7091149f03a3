//! The one-line forms of the vocabulary: methods, measures, companies and indicators.

use domain::need::{Comparison, Indicator};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::chance;

/// A method, and the measures it has an influence on.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Method {
    /// A noun phrase.
    pub(super) name: String,
    /// Places of the measures it moves; empty for all.
    pub(super) moves: Vec<usize>,
}

impl TryFrom<String> for Method {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (name, places) = text.split_once('@').unwrap_or((&text, ""));
        let moves = places
            .split(',')
            .filter(|p| !p.is_empty())
            .map(|p| {
                p.parse::<usize>()
                    .ok()
                    .and_then(|n| n.checked_sub(1))
                    .ok_or_else(|| format!("“{text}”: bad place"))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { name: name.to_owned(), moves })
    }
}

/// A quantity with its range before and after, written `name|unit|from~to|from~to|test method`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Measure {
    /// Name.
    pub(super) name: String,
    /// Unit; empty for none.
    pub(super) unit: String,
    /// Usual values before the work.
    before: Span,
    /// Usual values after it.
    after: Span,
    /// How it is measured.
    pub(super) test: String,
}

impl Measure {
    /// Draws a value before and a value after.
    pub(super) fn draw(&self, rng: &mut ChaCha8Rng) -> (String, String) {
        (self.before.draw(rng), self.after.draw(rng))
    }
}

impl TryFrom<String> for Measure {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('|').collect();
        let [name, unit, before, after, how] = parts[..] else {
            return Err(format!("“{text}” wants five parts"));
        };
        let (before, after) = (before.parse()?, after.parse()?);
        Ok(Self { name: name.to_owned(), unit: unit.to_owned(), before, after, test: how.to_owned() })
    }
}

#[derive(Debug, Clone)]
struct Span {
    low: f64,
    high: f64,
    decimals: usize,
}

impl Span {
    fn draw(&self, rng: &mut ChaCha8Rng) -> String {
        let part = f64::from(chance::below(rng, 1001) as u32) / 1000.0;
        format!("{:.*}", self.decimals, self.low + (self.high - self.low) * part)
    }
}

impl std::str::FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("“{text}” is not a range such as 1.5~2.0");
        let (low, high) = text.split_once('~').ok_or_else(bad)?;
        let decimals = low.split_once('.').map_or(0, |(_, d)| d.len());
        Ok(Self { low: low.parse().map_err(|_| bad())?, high: high.parse().map_err(|_| bad())?, decimals })
    }
}

/// A company, written `name|English name|industry|staff|founded`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Company {
    /// Legal name.
    pub(super) name: String,
    /// Name in English.
    pub(super) name_en: String,
    /// Industry by GB/T 4754.
    pub(super) industry: String,
    /// People employed.
    pub(super) staff: i64,
    /// Year it was founded.
    pub(super) founded: i16,
}

impl TryFrom<String> for Company {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('|').collect();
        let [name, en, industry, staff, founded] = parts[..] else {
            return Err(format!("“{text}” wants five parts"));
        };
        Ok(Self {
            name: name.to_owned(),
            name_en: en.to_owned(),
            industry: industry.to_owned(),
            staff: staff.parse().map_err(|_| format!("“{text}”: staff"))?,
            founded: founded.parse().map_err(|_| format!("“{text}”: founded"))?,
        })
    }
}

/// An indicator, written `name|now|target|unit|test method`, with `|w` after it for a wish.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct IndicatorWords(pub(super) Indicator);

impl TryFrom<String> for IndicatorWords {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('|').collect();
        let (parts, must) = match parts[..] {
            [.., "w"] => (&parts[..parts.len() - 1], false),
            _ => (&parts[..], true),
        };
        let [name, now, target, unit, how] = *parts else {
            return Err(format!("“{text}” wants five parts"));
        };
        let (comparison, target) = if let Some(rest) = target.strip_prefix('≥') {
            (Comparison::AtLeast, rest)
        } else if let Some(rest) = target.strip_prefix('≤') {
            (Comparison::AtMost, rest)
        } else if target.contains('–') {
            (Comparison::Between, target)
        } else {
            (Comparison::Equal, target)
        };
        Ok(Self(Indicator {
            name: name.to_owned(),
            now: now.to_owned(),
            comparison,
            target: target.trim().to_owned(),
            unit: unit.to_owned(),
            test_method: how.to_owned(),
            must,
        }))
    }
}
