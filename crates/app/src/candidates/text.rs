//! A need in the engine's words.

use domain::need::Need;

use crate::NeedSeen;
use crate::engine::{IndicatorText, NeedText};

/// Puts a need into the engine's words; protected text is only ever a query.
pub(super) fn need_text(need: &Need) -> NeedText {
    text_of(
        need.id.to_string(),
        &need.content,
        need.public.as_ref().map(|p| p.summary.clone()).unwrap_or_default(),
        need.foreign_visible,
    )
}

pub(super) fn seen_text(seen: &NeedSeen) -> NeedText {
    let mut text = text_of(seen.id.to_string(), &seen.content, seen.summary.clone(), true);
    if text.title.is_empty() {
        text.title.clone_from(&seen.title);
    }
    text
}

fn text_of(key: String, c: &domain::need::NeedContent, summary: String, foreign: bool) -> NeedText {
    let description: Vec<&str> = [&c.problem, &c.current_state, &c.expected]
        .into_iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    let description = if description.is_empty() { summary } else { description.join("\n") };
    NeedText {
        key,
        title: c.title.clone(),
        description,
        field: c.field.clone(),
        keywords: c.keywords.iter().chain(&c.keywords_en).cloned().collect(),
        indicators: c
            .indicators
            .iter()
            .map(|i| IndicatorText {
                name: i.name.clone(),
                target: format!("{} {}", i.comparison.sign(), i.target).trim().to_owned(),
                unit: i.unit.clone(),
            })
            .collect(),
        excluded: [c.excluded_approaches.clone()].into_iter().filter(|t| !t.is_empty()).collect(),
        foreign: Some(foreign),
        exclude_evidence: Vec::new(),
    }
}
