//! How Chinese and Latin technical texts become tokens, with byte offsets into the text as it was written.

mod bag;
mod folding;
mod gloss;
mod hanzi;
mod latin;
mod names;
mod stop;

pub use bag::{bag, bag_spans};
pub use folding::{fold, is_chinese, is_han};
pub use latin::stem;
pub use names::pinyin_keys;
pub use stop::is_stop_word;

use folding::{Class, Folded};

/// Grows with every change of what [`analyse`] or [`pinyin_keys`] return; an index of another version is rebuilt.
pub const VERSION: u32 = 1;

/// One searchable unit of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// The folded form: lower case, half width, Simplified.
    pub text: String,
    /// First byte in the original text.
    pub start: usize,
    /// First byte after it in the original text.
    pub end: usize,
    /// What kind of unit it is.
    pub kind: TokenKind,
}

/// What a [`Token`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// A single Chinese character (or kana, or Hangul syllable).
    Han1,
    /// Two neighbouring Chinese characters.
    Han2,
    /// A Latin (or Cyrillic, Greek …) word as it stands, given when its stem differs.
    Word,
    /// The Snowball English stem of a word, or the word itself when it is its own stem.
    Stem,
    /// A number with its decimal point.
    Number,
    /// A model number, or a number with its unit and comparison sign, kept whole without spaces.
    Model,
}

/// Cuts a text into tokens, ordered by where they start.
///
/// Chinese gives single characters and pairs, also across a scraped pinyin gloss; Latin words give stem and word;
/// model numbers and quantities are kept whole and also split.
/// Every token's span lies on character boundaries of `text`.
pub fn analyse(text: &str) -> Vec<Token> {
    let folded = Folded::new(text);
    let mut tokens = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(c) = folded.chars.get(at) {
        at = match c.class() {
            Class::Han | Class::Wide => han_run(&folded, at, &mut tokens),
            Class::Letter | Class::Digit => latin::chunk(&folded, at, &mut tokens),
            Class::Other => at + 1,
        };
    }
    tokens.sort_by_key(|t| t.start);
    tokens
}

fn han_run(folded: &Folded, from: usize, tokens: &mut Vec<Token>) -> usize {
    let class = folded.chars[from].class();
    let mut at = from;
    while folded.chars.get(at).is_some_and(|c| c.class() == class) {
        tokens.push(folded.token(at, at + 1, TokenKind::Han1));
        if folded.chars.get(at + 1).is_some_and(|c| c.class() == class) {
            tokens.push(folded.token(at, at + 2, TokenKind::Han2));
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests;
