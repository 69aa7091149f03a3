//! The bag of words that matching counts: one token per Latin run, characters and pairs per Chinese run.

use super::folding::{Class, Folded, without_marks};
use super::{TokenKind, is_stop_word, stem};

/// Returns the matching bag of a text: single Chinese characters and pairs, and the English stems of Latin and digit
/// runs without stop words and one-letter runs, each as often as it occurs.
pub fn bag(text: &str) -> Vec<String> {
    bag_spans(text).into_iter().map(|(word, _, _)| word).collect()
}

/// Returns the same words as [`bag`], in the same order, each with the first byte and the byte after it in `text`.
pub fn bag_spans(text: &str) -> Vec<(String, usize, usize)> {
    let folded = Folded::new(text);
    let mut words = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(c) = folded.chars.get(at) {
        match c.class() {
            Class::Han => {
                words.push((c.ch.to_string(), c.start, c.end));
                if folded.chars.get(at + 1).is_some_and(|next| next.class() == Class::Han) {
                    let pair = folded.token(at, at + 2, TokenKind::Han2);
                    words.push((pair.text, pair.start, pair.end));
                }
                at += 1;
            }
            Class::Letter | Class::Digit => {
                let length = folded.chars[at..].iter().take_while(|c| c.is_run()).count();
                words.extend(latin_word(&folded, at, at + length));
                at += length;
            }
            Class::Wide | Class::Other => at += 1,
        }
    }
    words
}

fn latin_word(folded: &Folded, from: usize, to: usize) -> Option<(String, usize, usize)> {
    let run = folded.token(from, to, TokenKind::Word);
    if to - from < 2 || is_stop_word(&run.text) {
        return None;
    }
    let plain = if run.text.is_ascii() { run.text } else { without_marks(&run.text) };
    Some((stem(&plain), run.start, run.end))
}
