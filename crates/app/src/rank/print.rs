//! Prints answers as the `rank` contract wants them: one JSON object a line.

use serde::Serialize;

use crate::engine::{AspectAnswer, AspectClass, Candidate, Quote, Reason};

#[derive(Serialize)]
struct Line<'a> {
    need: &'a str,
    expert: &'a str,
    rank: usize,
    score: f64,
    band: &'static str,
    evidence: Vec<Span<'a>>,
    gaps: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Why<'a>>,
}

#[derive(Serialize)]
struct Span<'a> {
    doc: &'a str,
    field: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Why<'a> {
    aspects: Vec<Aspect<'a>>,
    reasons: Vec<serde_json::Value>,
    contributions: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Aspect<'a> {
    number: usize,
    label: &'a str,
    class: &'static str,
    quotes: Vec<Span<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    doc: &'a str,
    score: f64,
}

/// Writes one candidate as a line without its end; `explain` adds aspects, reasons and what every item contributes.
pub fn jsonl(need: &str, candidate: &Candidate, explain: bool) -> String {
    let mut evidence: Vec<Span<'_>> = Vec::new();
    for quote in candidate.aspects.iter().flat_map(|a| &a.quotes).chain(&candidate.theme) {
        let span = span(quote);
        // One sentence may answer two aspects, or one and the whole; it is evidence once.
        let known =
            |e: &Span<'_>| (e.doc, e.field, e.start, e.end) == (span.doc, span.field, span.start, span.end);
        if !evidence.iter().any(known) {
            evidence.push(span);
        }
    }
    let gaps = candidate.aspects.iter().filter(|a| a.class == AspectClass::Gap).map(|a| a.label.as_str());
    let line = Line {
        need,
        expert: &candidate.expert,
        rank: candidate.rank,
        score: candidate.score,
        band: candidate.band.code(),
        evidence,
        gaps: gaps.collect(),
        explain: explain.then(|| why(candidate)),
    };
    serde_json::to_string(&line).expect("numbers and strings only")
}

fn why<'c>(candidate: &'c Candidate) -> Why<'c> {
    let aspect = |a: &'c AspectAnswer| Aspect {
        number: a.number,
        label: &a.label,
        class: code(a.class),
        quotes: a.quotes.iter().map(span).collect(),
    };
    Why {
        aspects: candidate.aspects.iter().map(aspect).collect(),
        reasons: candidate.reasons.iter().map(reason).collect(),
        contributions: candidate.contributions.iter().map(|c| Part { doc: &c.doc, score: c.score }).collect(),
    }
}

/// The file calls the body of an item its abstract.
fn span(quote: &Quote) -> Span<'_> {
    let field = if quote.field == "body" { "abstract" } else { quote.field };
    Span { doc: &quote.doc, field, start: quote.start, end: quote.end, text: &quote.text }
}

fn code(class: AspectClass) -> &'static str {
    match class {
        AspectClass::Gap => "gap",
        AspectClass::Near => "near",
        AspectClass::Hit => "hit",
    }
}

fn reason(reason: &Reason) -> serde_json::Value {
    use serde_json::json;
    match reason {
        Reason::SameField(field) => json!({ "code": "same_field", "field": field }),
        Reason::RecentEvidence { items, since } => {
            json!({ "code": "recent_evidence", "items": items, "since": since })
        }
        Reason::Evidence(items) => json!({ "code": "evidence", "items": items }),
        Reason::Languages(languages) => json!({ "code": "languages", "languages": languages }),
        Reason::Translated => json!({ "code": "translated" }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::jsonl;
    use crate::engine::{Engine, lexicon};

    #[test]
    fn spans_point_into_the_files_own_texts_and_what_is_missing_is_a_gap() {
        let body = "本文研究喷涂。涂层磨损量由 9.1 µm 降到 2.6 µm。";
        let experts = format!("{{\"id\":\"E\",\"evidence\":[{{\"id\":\"d\",\"abstract\":\"{body}\"}}]}}\n");
        let needs = "{\"id\":\"N\",\"description\":\"柱塞磨损\",\"indicators\":[{\"name\":\"磨损量\",\"target\":\"≤3\"},{\"name\":\"盐雾时间\",\"target\":\"≥480\"}]}";
        let experts = crate::rank::experts(&experts).expect("well formed");
        let need = crate::rank::needs(needs).expect("well formed").remove(0);
        let engine = Engine::build(experts, &Arc::new(lexicon(Vec::new())));
        let ranking = engine.rank(&need, 0);
        let line: serde_json::Value =
            serde_json::from_str(&jsonl("N", &ranking.candidates[0], true)).expect("it is JSON");
        let quote = &line["evidence"][0];
        assert_eq!((quote["doc"].as_str(), quote["field"].as_str()), (Some("d"), Some("abstract")));
        let at = |key: &str| quote[key].as_u64().expect("a number") as usize;
        assert_eq!(&body[at("start")..at("end")], quote["text"].as_str().expect("a text"));
        assert_eq!(line["gaps"].as_array().map(Vec::len), Some(1));
        assert!(line["explain"]["contributions"][0]["score"].is_number());
    }
}
