//! Reads experts and needs, one JSON object a line; what is not understood is refused with its line.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;

use crate::engine::{EvidenceText, ExpertText, IndicatorText, NeedText};

/// A line that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {reason}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpertLine {
    id: String,
    #[serde(default)]
    name: String,
    team: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    specialities: Vec<String>,
    #[serde(default)]
    profile: String,
    #[serde(default)]
    evidence: Vec<EvidenceLine>,
    capacity: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceLine {
    id: String,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    title: String,
    #[serde(default, rename = "abstract")]
    body: String,
    #[serde(default)]
    keywords: Vec<String>,
    year: Option<i32>,
    #[serde(default)]
    cites: Vec<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Paper,
    Patent,
    Project,
    Standard,
    Product,
    Consultation,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Patent => "patent",
            Self::Project => "project",
            Self::Standard => "standard",
            Self::Product => "product",
            Self::Consultation => "consultation",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedLine {
    id: String,
    #[serde(default)]
    title: String,
    description: String,
    #[serde(default)]
    field: String,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    indicators: Vec<IndicatorLine>,
    #[serde(default)]
    excluded: Vec<String>,
    foreign: Option<bool>,
    #[serde(default)]
    exclude_evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorLine {
    name: String,
    target: String,
    #[serde(default)]
    unit: String,
}

/// Reads experts; two experts of one id, and one evidence id with different contents, are refused.
pub fn experts(text: &str) -> Result<Vec<ExpertText>, BadLine> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut items: HashMap<String, (EvidenceText, usize)> = HashMap::new();
    let mut out = Vec::new();
    for (line, read) in lines::<ExpertLine>(text) {
        let read = read?;
        check_id("expert", &read.id, line, &mut seen)?;
        let evidence = read.evidence.into_iter().map(evidence).collect::<Vec<_>>();
        for item in &evidence {
            check_item(item, line, &mut items)?;
        }
        out.push(ExpertText {
            key: read.id,
            name: read.name,
            team: read.team,
            languages: read.languages,
            specialities: read.specialities,
            profile: read.profile,
            fields: Vec::new(),
            evidence,
            capacity: read.capacity,
        });
    }
    Ok(out)
}

/// Reads needs; two needs of one id, and a need without any text, are refused.
pub fn needs(text: &str) -> Result<Vec<NeedText>, BadLine> {
    let mut seen = HashMap::new();
    let mut out = Vec::new();
    for (line, read) in lines::<NeedLine>(text) {
        let read = read?;
        check_id("need", &read.id, line, &mut seen)?;
        let words = [&read.title, &read.description].into_iter().chain(&read.keywords);
        if words.into_iter().all(|t| t.trim().is_empty()) {
            let reason = format!("need {} has no text; give a description, a title or key words", read.id);
            return Err(BadLine { line, reason });
        }
        let indicator = |i: IndicatorLine| IndicatorText { name: i.name, target: i.target, unit: i.unit };
        out.push(NeedText {
            key: read.id,
            title: read.title,
            description: read.description,
            field: read.field,
            keywords: read.keywords,
            indicators: read.indicators.into_iter().map(indicator).collect(),
            excluded: read.excluded,
            foreign: read.foreign,
            exclude_evidence: read.exclude_evidence,
        });
    }
    Ok(out)
}

fn evidence(line: EvidenceLine) -> EvidenceText {
    EvidenceText {
        id: line.id,
        kind: line.kind.code().to_owned(),
        title: line.title,
        body: line.body,
        keywords: line.keywords,
        year: line.year,
        cites: line.cites,
    }
}

fn lines<T: serde::de::DeserializeOwned>(text: &str) -> impl Iterator<Item = (usize, Result<T, BadLine>)> {
    lines_of(text).map(|(line, text)| {
        let read = serde_json::from_str(text).map_err(|e| {
            // serde counts lines within this one line only.
            let reason = e.to_string().replace(" at line 1 column ", ", column ");
            BadLine { line, reason }
        });
        (line, read)
    })
}

/// Returns the lines that are not empty, each with its number from 1.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

fn check_id(what: &str, id: &str, line: usize, seen: &mut HashMap<String, usize>) -> Result<(), BadLine> {
    if id.is_empty() || id.chars().any(char::is_whitespace) {
        let reason = format!("the id of the {what} is empty or has blanks: {id:?}");
        return Err(BadLine { line, reason });
    }
    match seen.insert(id.to_owned(), line) {
        Some(first) => Err(BadLine { line, reason: format!("{what} {id} stands in line {first} already") }),
        None => Ok(()),
    }
}

fn check_item(
    item: &EvidenceText,
    line: usize,
    items: &mut HashMap<String, (EvidenceText, usize)>,
) -> Result<(), BadLine> {
    match items.entry(item.id.clone()) {
        Entry::Vacant(free) => {
            free.insert((item.clone(), line));
            Ok(())
        }
        Entry::Occupied(known) if known.get().0 == *item => Ok(()),
        Entry::Occupied(known) => {
            let first = known.get().1;
            let reason =
                format!("evidence {} has another content than in line {first}; one id is one item", item.id);
            Err(BadLine { line, reason })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{experts, needs};

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let bad = experts("{\"id\":\"E1\"}\n\n{\"id\":\"E2\",\"nmae\":\"x\"}\n").expect_err("a wrong key");
        assert_eq!(bad.line, 3);
        assert!(bad.reason.contains("nmae"), "{bad}");
    }

    #[test]
    fn one_evidence_id_with_two_contents_is_refused() {
        let text = "{\"id\":\"E1\",\"evidence\":[{\"id\":\"d\",\"title\":\"a\"}]}\n{\"id\":\"E2\",\"evidence\":[{\"id\":\"d\",\"title\":\"b\"}]}\n";
        assert_eq!(experts(text).expect_err("two contents").line, 2);
    }

    #[test]
    fn a_need_may_have_key_words_only_but_not_nothing() {
        assert!(needs("{\"id\":\"N\",\"description\":\"\",\"keywords\":[\"轴承\"]}").is_ok());
        assert_eq!(needs("{\"id\":\"N\",\"description\":\" \"}").expect_err("no text").line, 1);
        assert_eq!(needs("{\"id\":\"N 1\",\"description\":\"x\"}").expect_err("a blank").line, 1);
    }
}
