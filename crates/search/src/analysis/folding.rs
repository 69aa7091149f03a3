//! Folding with a byte map: every folded character knows which bytes of the original it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::{Token, TokenKind, gloss, hanzi};

/// One folded character and the bytes of the original it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoldedChar {
    pub(super) ch: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the tokeniser does with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Han,
    /// Kana and Hangul, which are written without spaces, too.
    Wide,
    Letter,
    Digit,
    Other,
}

impl FoldedChar {
    pub(super) fn class(self) -> Class {
        match self.ch {
            '0'..='9' => Class::Digit,
            'a'..='z' => Class::Letter,
            c if c.is_ascii() => Class::Other,
            c if is_han(c) => Class::Han,
            '\u{1100}'..='\u{11ff}'
            | '\u{3041}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{ac00}'..='\u{d7af}' => Class::Wide,
            c if c.is_alphabetic() => Class::Letter,
            c if c.is_numeric() => Class::Digit,
            _ => Class::Other,
        }
    }

    pub(super) fn is_run(self) -> bool {
        matches!(self.class(), Class::Letter | Class::Digit)
    }
}

/// A text after NFKC, lower case and Traditional → Simplified, without invisible characters and pinyin glosses.
pub(super) struct Folded {
    pub(super) chars: Vec<FoldedChar>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len());
        let mut rest = text.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
        let mut cluster = String::new();
        while let Some((start, c)) = rest.next() {
            let mut end = start + c.len_utf8();
            if c.is_ascii() && rest.peek().is_none_or(|(_, next)| next.is_ascii()) {
                chars.push(FoldedChar { ch: c.to_ascii_lowercase(), start, end });
                continue;
            }
            cluster.clear();
            cluster.push(c);
            while let Some((at, mark)) = rest.next_if(|(_, next)| canonical_combining_class(*next) != 0) {
                cluster.push(mark);
                end = at + mark.len_utf8();
            }
            chars.extend(cluster.nfkc().filter_map(fold_char).map(|ch| FoldedChar { ch, start, end }));
        }
        gloss::remove(&mut chars, text);
        Self { chars }
    }

    /// Makes a token of the characters `from..to`.
    pub(super) fn token(&self, from: usize, to: usize, kind: TokenKind) -> Token {
        Token {
            text: self.chars[from..to].iter().map(|c| c.ch).collect(),
            start: self.chars[from].start,
            end: self.chars[to - 1].end,
            kind,
        }
    }
}

fn fold_char(c: char) -> Option<char> {
    // What NFKC could not compose onto its base would cut a word in two. 0307 is what İ leaves behind in lower case.
    if matches!(c, '\u{300}'..='\u{36f}') {
        return None;
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    Some(hanzi::simplified(lower))
}

/// Whether a character takes no room and means nothing to a search: zero-width, direction and variation marks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e01ef}')
}

/// Says whether a character is a Chinese character, including the iteration mark 々 and the zero 〇.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Folds a text for equality and near-duplicate keys: NFKC, lower case, Simplified, single spaces, no invisible
/// characters, no pinyin glosses.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in Folded::new(text).chars {
        if !c.ch.is_whitespace() {
            folded.push(c.ch);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Says whether a text is Chinese: its Han characters, taken three times, outnumber its Latin letters.
pub fn is_chinese(text: &str) -> bool {
    let (mut han, mut latin) = (0_usize, 0_usize);
    for c in text.chars() {
        if is_han(c) {
            han += 1;
        } else if is_latin(c) {
            latin += 1;
        }
    }
    han * 3 > latin
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (c.is_alphabetic()
            && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}'))
}

/// Takes the accents off a word: é becomes e; a word of nothing but marks stays.
pub(super) fn without_marks(word: &str) -> String {
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    if plain.is_empty() { word.to_owned() } else { plain }
}
