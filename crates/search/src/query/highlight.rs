//! Marking what was found in a text that was just read from the store.

use std::collections::HashSet;

use super::units;
use crate::analysis;

/// Returns the byte spans of `text` that the words of a question hit, ordered and without overlaps.
///
/// The spans are of the text as it is: Traditional stays Traditional, and a scraped gloss is inside its word's span.
pub fn highlight(query_text: &str, text: &str) -> Vec<(usize, usize)> {
    let wanted: HashSet<String> = units::units(query_text).iter().flat_map(units::texts).collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for token in analysis::analyse(text) {
        if !wanted.contains(&token.text) {
            continue;
        }
        match spans.last_mut() {
            Some((_, end)) if token.start <= *end => *end = token.end.max(*end),
            _ => spans.push((token.start, token.end)),
        }
    }
    spans
}
