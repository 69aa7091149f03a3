//! Names of columns: synonyms per kind of table and field, from `data/headers.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::Lang;
use serde::{Deserialize, Serialize};

use crate::cells::text::{clean, fold, is_han, without_brackets};

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Experts and their teams.
    Roster,
    /// Technical needs.
    Needs,
    /// Companies.
    Companies,
    /// Evidence of experts, as a table.
    Evidence,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Roster, Self::Needs, Self::Companies, Self::Evidence];

    /// Returns the stable code used in routes, commands and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Needs => "needs",
            Self::Companies => "companies",
            Self::Evidence => "evidence",
        }
    }

    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Returns the fields of the kind in the order of the template.
    pub fn fields(self) -> &'static [Field] {
        let all = catalogue();
        match self {
            Self::Roster => &all.roster,
            Self::Needs => &all.needs,
            Self::Companies => &all.companies,
            Self::Evidence => &all.evidence,
        }
    }

    /// Returns the fields without whose columns a table is none of this kind.
    pub const fn key_fields(self) -> &'static [&'static str] {
        match self {
            Self::Roster | Self::Companies => &["name"],
            Self::Needs => &["title"],
            Self::Evidence => &["name", "title"],
        }
    }

    /// Returns the field that a header cell names.
    pub fn field_of(self, header: &str) -> Option<&'static str> {
        let names = names(self);
        let find = |text: &str| names.get(&fold(text)).copied();
        let text = clean(header);
        find(&text).or_else(|| find(&without_brackets(&text).0)).or_else(|| {
            let chinese: String = text.chars().filter(|c| is_han(*c) || *c == '/').collect();
            let latin: String = text.chars().filter(|c| !is_han(*c)).collect();
            if chinese.is_empty() { None } else { find(&chinese).or_else(|| find(&latin)) }
        })
    }
}

/// A field with the names its column may bear.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's code.
    pub field: String,
    zh: Vec<String>,
    hant: String,
    en: Vec<String>,
    /// Whether a row cannot be applied without it.
    #[serde(default)]
    pub required: bool,
}

impl Field {
    /// Returns the name that templates print.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhHans => self.zh.first().map_or(&self.field, |name| name),
            Lang::ZhHant => &self.hant,
            Lang::En => self.en.first().map_or(&self.field, |name| name),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    roster: Vec<Field>,
    needs: Vec<Field>,
    companies: Vec<Field>,
    evidence: Vec<Field>,
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        toml::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/headers.toml")))
            .expect("the shipped column names are well-formed, a test reads them")
    })
}

type Names = HashMap<String, &'static str>;

fn names(kind: Kind) -> &'static Names {
    static NAMES: OnceLock<HashMap<Kind, Names>> = OnceLock::new();
    let all = NAMES.get_or_init(|| {
        let of = |kind: Kind| {
            let mut names = Names::new();
            for field in kind.fields() {
                for name in field.zh.iter().chain(&field.en).chain([&field.hant]) {
                    names.entry(fold(name)).or_insert(&field.field);
                }
            }
            names.remove("");
            (kind, names)
        };
        Kind::ALL.into_iter().map(of).collect()
    });
    &all[&kind]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_name_is_read_back() {
        for kind in Kind::ALL {
            for field in kind.fields() {
                for lang in Lang::ALL {
                    assert_eq!(
                        kind.field_of(field.label(lang)),
                        Some(field.field.as_str()),
                        "{kind:?} {lang:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn explanations_and_second_languages_do_not_hide_a_name() {
        assert_eq!(Kind::Roster.field_of("利益关系\n（任职、持股、顾问，注明起止）"), Some("interests"));
        assert_eq!(Kind::Needs.field_of("所属行业（GB/T 4754）"), Some("industry"));
        assert_eq!(Kind::Roster.field_of("團隊 Team"), Some("team"));
        assert_eq!(Kind::Roster.field_of("专家基本信息"), None);
    }
}
