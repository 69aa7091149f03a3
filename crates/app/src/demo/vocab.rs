//! The vocabulary of the demo alliance: what `data/demo` holds, read once and checked while it is read.
//!
//! To add a speciality, write `data/demo/NAME.toml` after the pattern of its neighbours and name it in [`FILES`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::Lang;
use domain::need::{Comparison, Indicator};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::chance;

macro_rules! vocabulary {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../data/demo/", $name, ".toml")))),*]
    };
}

/// The speciality files, in the order in which teams are entered.
const FILES: &[(&str, &str)] = vocabulary![
    "magnets",
    "bearings",
    "moulds",
    "polymers",
    "textiles",
    "autoparts",
    "motors",
    "valves",
    "appliances",
    "seafood",
    "portlogistics",
    "software",
    "storage",
    "fasteners",
    "ships",
    "environment",
    "composites",
    "photovoltaics",
    "optics",
    "medical",
    "magnets-en",
    "drives-en",
    "polymers-en",
    "moulds-en",
    "offshore-en",
    "packaging-hant",
    "fasteners-hant",
    "medtextile-hant",
];

/// One speciality: its teams, what they know, the companies around it and what those ask.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speciality {
    /// The name that other files use.
    pub(super) slug: String,
    /// Written language of everything in the file that does not say otherwise.
    pub(super) lang: Lang,
    /// Technical field, a slug of `data/fields.toml`.
    pub(super) field: String,
    /// Industry chain, a slug of `data/chains.toml`.
    #[serde(default)]
    pub(super) chain: String,
    /// Discipline, as it stands on a profile.
    pub(super) discipline: String,
    /// Who needs it, as plural nouns of the language.
    pub(super) users: Vec<String>,
    /// Equipment that members can offer.
    #[serde(default)]
    pub(super) equipment: Vec<String>,
    /// The English speciality from which members take their English papers.
    #[serde(default)]
    pub(super) english: String,
    /// Companies around it.
    #[serde(default)]
    pub(super) companies: Vec<Company>,
    /// Its teams.
    pub(super) team: Vec<TeamWords>,
    /// What its members work on.
    pub(super) topic: Vec<Topic>,
    /// What its companies ask.
    #[serde(default)]
    pub(super) story: Vec<Story>,
}

/// A team, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TeamWords {
    /// Name in its own language.
    pub(super) name: String,
    /// Name in English.
    pub(super) en: String,
    /// Key of its institute.
    pub(super) org: String,
    /// What it does, in plain words.
    pub(super) summary: String,
}

/// A narrow topic; any object, method and measure of it can stand in one sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    /// Name.
    pub(super) name: String,
    /// Name in English.
    #[serde(default)]
    pub(super) en: String,
    /// Parts and materials it is about.
    pub(super) objects: Vec<String>,
    /// Processes and methods.
    pub(super) methods: Vec<Method>,
    /// Failure modes.
    pub(super) failures: Vec<String>,
    /// What is measured.
    pub(super) measures: Vec<Measure>,
    /// Whole sentences with a finding.
    pub(super) findings: Vec<String>,
    /// Whole sentences: problems that a person of this topic can solve.
    pub(super) problems: Vec<String>,
}

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
        let [name, unit, before, after, test] = parts[..] else {
            return Err(format!("“{text}” wants five parts"));
        };
        let (name, unit, test) = (name.to_owned(), unit.to_owned(), test.to_owned());
        Ok(Self { name, unit, before: before.parse()?, after: after.parse()?, test })
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

/// What a company asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    /// Title.
    pub(super) title: String,
    /// English title and abstract, with `|` between; empty when foreign teams do not see it.
    #[serde(default)]
    pub(super) en: String,
    /// Background.
    pub(super) background: String,
    /// Current state.
    pub(super) current: String,
    /// The problem with its numbers.
    pub(super) problem: String,
    /// What was tried.
    pub(super) tried: String,
    /// Expected result.
    pub(super) expected: String,
    /// Indicators.
    pub(super) indicators: Vec<IndicatorWords>,
    /// Excluded approaches.
    #[serde(default)]
    pub(super) excluded: String,
    /// `60~90`, `30`, both in ten thousand yuan, or words for “to be discussed”.
    pub(super) budget: String,
    /// Key words, then `|`, then English ones.
    pub(super) keywords: String,
    /// Why it is a key core technology need, if it is.
    #[serde(default)]
    pub(super) chokepoint: String,
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
        let [name, now, target, unit, test] = *parts else {
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
            test_method: test.to_owned(),
            must,
        }))
    }
}

/// Sentence patterns of one kind of evidence in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patterns {
    /// Titles.
    pub(super) titles: Vec<String>,
    /// Abstracts.
    pub(super) bodies: Vec<String>,
    /// The role of the first owner, then that of the others.
    pub(super) roles: [String; 2],
    /// Where such items are taken from.
    pub(super) source: String,
}

/// Names and posts of people of one origin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    /// Family names, `written|Latin` or only Latin.
    pub(super) family: Vec<String>,
    /// Given names or their syllables, in the same form.
    pub(super) given: Vec<String>,
    /// Posts, the leader's first.
    pub(super) posts: Vec<String>,
    /// Working languages.
    pub(super) languages: Vec<String>,
}

/// The home of a team.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Institute {
    /// Name in its own language.
    pub(super) name: String,
    /// Name in English.
    pub(super) en: String,
    /// Country, ISO 3166-1 alpha-2.
    pub(super) country: String,
    /// Key of the people's names in `people.toml`.
    pub(super) people: String,
    /// City or region.
    pub(super) region: String,
    /// Mail host, under example.cn or example.org.
    pub(super) host: String,
}

/// A short need, as it comes in by telephone or as a first draft.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    /// Title.
    pub(super) title: String,
    /// What was said.
    pub(super) problem: String,
    /// Speciality whose companies ask it.
    pub(super) slug: String,
    /// Reason, where the state wants one.
    #[serde(default)]
    pub(super) reason: String,
    /// Code of the reason, where the state wants one.
    #[serde(default)]
    pub(super) code: String,
    /// Title of the older need that asks the same.
    #[serde(default)]
    pub(super) like: String,
}

/// Words for needs that every speciality shares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedWords {
    /// Existing conditions.
    pub(super) conditions: Vec<String>,
    /// Requirements on the partner.
    pub(super) partners: Vec<String>,
    /// Reasons for a pause.
    pub(super) pauses: Vec<String>,
    /// Reasons for a withdrawal.
    pub(super) withdrawals: Vec<String>,
    /// Notes to an exclusion, `code|note`.
    pub(super) exclusions: Vec<String>,
    /// Answered questions, `field|question|answer`.
    pub(super) answered: Vec<String>,
    /// Open questions, `field|question`; `{indicator}` stands for the first indicator's name.
    pub(super) open: Vec<String>,
    /// Streets and towns for addresses.
    pub(super) streets: Vec<String>,
    /// Posts of the person who decides.
    pub(super) deciders: Vec<String>,
    /// Notes to a conflict, `code|note`.
    pub(super) conflicts: Vec<String>,
    /// First drafts.
    pub(super) draft: Vec<Note>,
    /// Calls written down, waiting for a broker.
    pub(super) call: Vec<Note>,
    /// Needs that were not accepted.
    pub(super) refused: Vec<Note>,
    /// Needs entered a second time in other words.
    pub(super) again: Vec<Note>,
}

/// Everything `data/demo` holds.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Specialities in order.
    pub(super) specialities: Vec<Speciality>,
    /// Sentence patterns by language tag and kind of evidence.
    pub(super) sentences: BTreeMap<String, BTreeMap<String, Patterns>>,
    /// People's names by key.
    pub(super) people: BTreeMap<String, Names>,
    /// Institutes by key.
    pub(super) institutes: BTreeMap<String, Institute>,
    /// Words for needs.
    pub(super) needs: NeedWords,
}

impl Vocabulary {
    /// Finds a speciality by its slug.
    pub(super) fn speciality(&self, slug: &str) -> Option<(usize, &Speciality)> {
        self.specialities.iter().enumerate().find(|(_, s)| s.slug == slug)
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|why| panic!("data/demo/{name}.toml: {why}"))
}

/// Returns the vocabulary, read once.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static READ: OnceLock<Vocabulary> = OnceLock::new();
    READ.get_or_init(|| Vocabulary {
        specialities: FILES.iter().map(|(name, text)| read(name, text)).collect(),
        sentences: read("sentences", include_str!("../../../../data/demo/sentences.toml")),
        people: read("people", include_str!("../../../../data/demo/people.toml")),
        institutes: read("institutes", include_str!("../../../../data/demo/institutes.toml")),
        needs: read("needs", include_str!("../../../../data/demo/needs.toml")),
    })
}
