//! The words of a question as units that can each be there or not.

use std::collections::HashSet;

use crate::analysis::{self, Token, TokenKind};
use crate::tokeniser::positions;

/// Longer questions are cut.
const MOST_CHARACTERS: usize = 512;

/// One thing a document can have or lack.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    /// A pair of Chinese characters, a single one that stands alone, a stem or a number; and the word behind the stem.
    Term { text: String, word: Option<String>, position: usize },
    /// A model number or quantity: one of its whole forms, or all of its parts.
    Whole { forms: Vec<String>, parts: Vec<String> },
}

/// Cuts a question to what is read of it.
pub(super) fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// Reads the units of a question, each once, without stop words unless there is nothing else.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let tokens = analysis::analyse(cut(text));
    let positions = positions(&tokens);
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let han = matches!(tokens[at].kind, TokenKind::Han1 | TokenKind::Han2);
        let end = if han { at + 1 } else { group_end(&tokens, at) };
        if han {
            all.extend(han_unit(&tokens, at, positions[at]));
        } else {
            all.push((latin_unit(&tokens[at..end], positions[at]), is_stop(&tokens[at..end])));
        }
        at = end;
    }
    let only_stop_words = all.iter().all(|(_, stop)| *stop);
    let mut seen = HashSet::new();
    all.retain(|(unit, stop)| (only_stop_words || !stop) && seen.insert(texts(unit)));
    all.into_iter().map(|(unit, _)| unit).collect()
}

/// All forms of a unit, for marking them in a text.
pub(super) fn texts(unit: &Unit) -> Vec<String> {
    match unit {
        Unit::Term { text, .. } => vec![text.clone()],
        Unit::Whole { forms, parts } => forms.iter().chain(parts).cloned().collect(),
    }
}

fn han_unit(tokens: &[Token], at: usize, position: usize) -> Option<(Unit, bool)> {
    let token = &tokens[at];
    let in_a_pair =
        |pair: &Token| pair.kind == TokenKind::Han2 && pair.start <= token.start && token.end <= pair.end;
    // A pair that holds a character stands next to it in the order of the tokens.
    let near = &tokens[at.saturating_sub(3)..tokens.len().min(at + 4)];
    if token.kind == TokenKind::Han1 && near.iter().any(in_a_pair) {
        return None;
    }
    Some((Unit::Term { text: token.text.clone(), word: None, position }, false))
}

/// Where the tokens end whose spans overlap the one at `at`.
fn group_end(tokens: &[Token], at: usize) -> usize {
    let mut reach = tokens[at].end;
    let mut end = at + 1;
    while let Some(token) = tokens.get(end).filter(|token| token.start < reach) {
        reach = reach.max(token.end);
        end += 1;
    }
    end
}

fn is_stop(group: &[Token]) -> bool {
    group
        .iter()
        .any(|t| matches!(t.kind, TokenKind::Stem | TokenKind::Word) && analysis::is_stop_word(&t.text))
        && group.iter().all(|t| matches!(t.kind, TokenKind::Stem | TokenKind::Word))
}

fn latin_unit(group: &[Token], position: usize) -> Unit {
    let of = |kind: TokenKind| group.iter().filter(move |t| t.kind == kind);
    let reach = group.iter().map(|t| t.end).max().unwrap_or_default();
    // A model that ends earlier is a piece: 5G alone is not 5G-NR. A quantity without its sign is as good as with it.
    let forms: Vec<String> =
        of(TokenKind::Model).filter(|t| t.end == reach).map(|t| t.text.clone()).collect();
    if forms.is_empty() {
        let text = of(TokenKind::Stem).chain(of(TokenKind::Number)).next().unwrap_or(&group[0]).text.clone();
        return Unit::Term { text, word: of(TokenKind::Word).next().map(|t| t.text.clone()), position };
    }
    let parts: Vec<String> = group
        .iter()
        .filter(|t| matches!(t.kind, TokenKind::Stem | TokenKind::Number))
        .map(|t| t.text.clone())
        .collect();
    Unit::Whole { forms, parts: if parts.len() > 1 { parts } else { Vec::new() } }
}
