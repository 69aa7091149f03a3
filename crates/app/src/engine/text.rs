//! What the engine is given, and how it becomes tokens.

use matching::{Run, Text};
use search::analysis::{bag_spans, is_chinese, is_han};

/// An expert with everything the engine may know of them; public texts only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExpertText {
    /// Names the expert in answers; unique.
    pub key: String,
    /// The name as people see it; not matched.
    pub name: String,
    /// The team they belong to.
    pub team: Option<String>,
    /// Languages they work in, as BCP 47 tags.
    pub languages: Vec<String>,
    /// What they say they are good at, and the problems they say they can solve.
    pub specialities: Vec<String>,
    /// Free text about themselves.
    pub profile: String,
    /// Codes of their fields.
    pub fields: Vec<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceText>,
    /// How many needs they take at a time.
    pub capacity: Option<u32>,
}

/// A paper, patent, project, standard, product or past consultation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceText {
    /// Names the item; the same id under several experts is one shared item.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// Title as published.
    pub title: String,
    /// Abstract or claims as published.
    pub body: String,
    /// Key words as published.
    pub keywords: Vec<String>,
    /// Year of publication.
    pub year: Option<i32>,
    /// Ids of the items it refers to.
    pub cites: Vec<String>,
}

/// A need as far as the engine may read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedText {
    /// Names the need in answers.
    pub key: String,
    /// Title.
    pub title: String,
    /// The problem in words.
    pub description: String,
    /// Field, in words or as a code.
    pub field: String,
    /// Key words.
    pub keywords: Vec<String>,
    /// What is to be reached.
    pub indicators: Vec<IndicatorText>,
    /// Approaches that are not wanted.
    pub excluded: Vec<String>,
    /// Whether foreign teams may see it.
    pub foreign: Option<bool>,
    /// Ids of evidence that does not exist for this need.
    pub exclude_evidence: Vec<String>,
}

/// One numbered indicator of a need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndicatorText {
    /// What is measured.
    pub name: String,
    /// What it must reach.
    pub target: String,
    /// In which unit.
    pub unit: String,
}

impl EvidenceText {
    /// Returns the text the item is found by.
    pub(crate) fn text(&self) -> String {
        let parts = [self.title.as_str(), self.body.as_str()];
        parts.into_iter().chain(self.keywords.iter().map(String::as_str)).collect::<Vec<_>>().join("\n")
    }
}

impl ExpertText {
    /// Returns what the expert says of themselves.
    pub(crate) fn own_words(&self) -> String {
        self.specialities.iter().chain([&self.profile]).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

impl NeedText {
    /// Returns the text the need is matched by: everything but what is not wanted.
    pub(crate) fn text(&self) -> String {
        let indicators = self.indicators.iter().map(|i| i.name.as_str());
        let parts = [self.title.as_str(), self.description.as_str()].into_iter();
        parts
            .chain(self.keywords.iter().map(String::as_str))
            .chain([self.field.as_str()])
            .chain(indicators)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Analyses a text for matching.
pub(crate) fn analysed(text: &str) -> Text {
    let spans = bag_spans(text);
    let chinese = is_chinese(text);
    let runs = if chinese { runs(&spans) } else { Vec::new() };
    Text { bag: spans.into_iter().map(|(token, _, _)| token).collect(), runs, chinese }
}

/// Puts single characters that stand side by side together again.
fn runs(spans: &[(String, usize, usize)]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut pair_ends = None;
    for (token, _, end) in spans {
        let mut chars = token.chars();
        let (first, second) = (chars.next(), chars.next());
        if !first.is_some_and(is_han) {
            out.push(Run::Word(token.clone()));
            pair_ends = None;
        } else if second.is_some() {
            // A pair says that its second character belongs to the same run.
            pair_ends = Some(*end);
        } else {
            match out.last_mut() {
                Some(Run::Han(run)) if pair_ends == Some(*end) => run.push_str(token),
                _ => out.push(Run::Han(token.clone())),
            }
            pair_ends = None;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Run, analysed};

    #[test]
    fn chinese_runs_stay_whole_and_latin_words_stand_between_them() {
        let text = analysed("高速轴承的SiC涂层,寿命");
        let expected = [
            Run::Han("高速轴承的".to_owned()),
            Run::Word("sic".to_owned()),
            Run::Han("涂层".to_owned()),
            Run::Han("寿命".to_owned()),
        ];
        assert_eq!(text.runs, expected);
        assert!(text.chinese);
    }
}
