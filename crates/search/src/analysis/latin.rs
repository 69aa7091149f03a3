//! Latin words, numbers, model numbers and quantities.

use frostem::{Algorithm, Stemmer};

use super::folding::{Class, Folded, without_marks};
use super::{Token, TokenKind};

/// Longer chunks are web addresses and base-64 waste, not model numbers.
const LONGEST_MODEL: usize = 40;

/// Returns the Snowball English stem of an ASCII word; other words come back as they are.
pub fn stem(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        Stemmer::new(Algorithm::English).stem(word).into_owned()
    } else {
        word.to_owned()
    }
}

/// Reads one chunk of letters, digits and the signs that join them; returns where reading goes on.
pub(super) fn chunk(folded: &Folded, from: usize, tokens: &mut Vec<Token>) -> usize {
    let end = chunk_end(folded, from);
    let whole = whole_chunk(folded, from, end, tokens);
    quantity(folded, from, end, tokens);
    mixed_runs(folded, from, end, whole, tokens);
    let mut at = from;
    while at < end {
        let class = folded.chars[at].class();
        at = match class {
            Class::Digit => number(folded, at, end, tokens),
            Class::Letter => word(folded, at, end, tokens),
            Class::Han | Class::Wide | Class::Other => at + 1,
        };
    }
    end
}

fn chunk_end(folded: &Folded, from: usize) -> usize {
    let chars = &folded.chars;
    let mut at = from;
    loop {
        while chars.get(at).is_some_and(|c| c.is_run()) {
            at += 1;
        }
        let Some(sign) = chars.get(at) else { return at };
        let joins = is_joint(sign.ch) && chars.get(at + 1).is_some_and(|c| c.is_run());
        let thousands = sign.ch == ',' && is_thousands(folded, at);
        if joins || thousands {
            at += 1;
        } else {
            let after_digit = chars[at - 1].class() == Class::Digit;
            let language = at - from <= 2 && !after_digit;
            let trailing = if after_digit && matches!(sign.ch, '%' | '‰') || language && sign.ch == '#' {
                1
            } else if language && sign.ch == '+' {
                chars[at..].iter().take(2).take_while(|c| c.ch == '+').count()
            } else {
                0
            };
            return at + trailing;
        }
    }
}

fn is_thousands(folded: &Folded, at: usize) -> bool {
    let digit = |i: usize| folded.chars.get(i).is_some_and(|c| c.class() == Class::Digit);
    at > 0 && digit(at - 1) && (1..=3).all(|i| digit(at + i)) && !digit(at + 4)
}

fn is_joint(c: char) -> bool {
    matches!(
        c,
        '-' | '_' | '/' | '.' | '·' | '•' | '∙' | '⋅' | '×' | '^' | '*' | '°' | '⁄' | '−' | '\u{2010}'
            ..='\u{2015}'
    )
}

/// The one way of writing a sign inside a model number; `None` where the sign is dropped.
fn canonical(c: char) -> Option<char> {
    match c {
        '\u{2010}'..='\u{2015}' | '−' | '_' => Some('-'),
        '•' | '∙' | '⋅' | '*' => Some('·'),
        '×' => Some('x'),
        'μ' | 'µ' => Some('u'),
        '^' | ',' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    }
}

fn written_whole(folded: &Folded, from: usize, to: usize) -> Token {
    let mut token = folded.token(from, to, TokenKind::Model);
    token.text = token.text.chars().filter_map(canonical).collect();
    token
}

/// Emits the chunk as a model number, with and without hyphens, when it looks like one; says whether it did.
fn whole_chunk(folded: &Folded, from: usize, end: usize, tokens: &mut Vec<Token>) -> bool {
    let chars = &folded.chars[from..end];
    let letters = chars.iter().any(|c| c.class() == Class::Letter);
    let digits = chars.iter().any(|c| c.class() == Class::Digit);
    let last_is_sign = !chars[chars.len() - 1].is_run();
    let joined = chars.iter().any(|c| !c.is_run() && !matches!(c.ch, '.' | ','));
    if chars.len() > LONGEST_MODEL || !(digits && (letters || joined) || last_is_sign) {
        return false;
    }
    let whole = written_whole(folded, from, end);
    if letters && whole.text.contains(['-', '/']) {
        let text = whole.text.replace(['-', '/'], "");
        tokens.push(Token { text, ..whole.clone() });
    }
    tokens.push(whole);
    true
}

/// Emits “0.02 mm” and “≤0.02 mm” without their spaces, when a unit follows a number or a sign precedes it.
fn quantity(folded: &Folded, from: usize, end: usize, tokens: &mut Vec<Token>) {
    let chars = &folded.chars;
    if chars[from].class() != Class::Digit {
        return;
    }
    let number = chars[from..end].iter().all(|c| c.class() != Class::Letter);
    let unit = if number && !matches!(chars[end - 1].ch, '%' | '‰') { unit_end(folded, end) } else { None };
    let to = unit.unwrap_or(end);
    if unit.is_some() {
        tokens.push(written_whole(folded, from, to));
    }
    let before = chars[..from].iter().rposition(|c| !c.ch.is_whitespace());
    if let Some(sign) = before.filter(|i| from - i <= 2 && is_comparison(chars[*i].ch)) {
        let mut token = written_whole(folded, sign, to);
        token.text = token.text.replace('≦', "≤").replace('≧', "≥").replace('≈', "~");
        tokens.push(token);
    }
}

fn is_comparison(c: char) -> bool {
    matches!(c, '≤' | '≥' | '<' | '>' | '±' | '≈' | '~' | '≦' | '≧')
}

/// Where a unit that begins at `from`, or one space later, ends.
fn unit_end(folded: &Folded, from: usize) -> Option<usize> {
    let chars = &folded.chars;
    let start = if chars.get(from)?.ch.is_whitespace() { from + 1 } else { from };
    let first = chars.get(start)?;
    if matches!(first.ch, '%' | '‰') {
        return Some(start + 1);
    }
    let letters = if first.ch == '°' { start + 1 } else { start };
    if !chars.get(letters).is_some_and(|c| c.class() == Class::Letter) {
        return None;
    }
    let end = chunk_end(folded, letters);
    let text: String = chars[start..end].iter().filter_map(|c| canonical(c.ch)).collect();
    is_unit(&text).then_some(end)
}

fn is_unit(text: &str) -> bool {
    const UNITS: &str = " mm cm dm m km um nm pm kg g mg ug t n kn mn nm pa kpa mpa gpa hpa bar mbar w kw mw gw v kv mv a ma ua ah mah \
        hz khz mhz ghz thz rpm r s ms us ns min h d j kj mj kwh wh mol mmol l ml ul °c °f ° k ev kev mev db dbm ppm ppb hrc hv hb \
        ω kω mω f pf uf nf h mh t mt gs rad mrad deg lm lx cd px dpi bit kb mb gb tb bps kbps mbps gbps fps tops gpa pas cst m2 m3 ";
    !text.is_empty()
        && text.split(['/', '·']).all(|part| {
            let base = part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '⁄'));
            !base.is_empty() && UNITS.split_whitespace().any(|unit| unit == base)
        })
}

/// Emits every run that holds letters and digits, like the 5G of 5G-NR, unless it is the whole chunk.
fn mixed_runs(folded: &Folded, from: usize, end: usize, whole: bool, tokens: &mut Vec<Token>) {
    let chars = &folded.chars;
    let mut at = from;
    while at < end {
        let length = chars[at..end].iter().take_while(|c| c.is_run()).count();
        let has = |class: Class| chars[at..at + length].iter().any(|c| c.class() == class);
        let decimals = at >= 2 && chars[at - 1].ch == '.' && chars[at - 2].class() == Class::Digit;
        let known = whole && at == from && length == end - from;
        if has(Class::Letter) && has(Class::Digit) && length <= LONGEST_MODEL && !known && !decimals {
            tokens.push(written_whole(folded, at, at + length));
        }
        at += length.max(1);
    }
}

/// Emits one number with its decimal point, without thousands signs; returns where it ends.
fn number(folded: &Folded, from: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    let chars = &folded.chars[..end];
    let digit = |i: usize| chars.get(i).is_some_and(|c| c.class() == Class::Digit);
    let mut at = from;
    while digit(at) || at < end && digit(at + 1) && (chars[at].ch == '.' || chars[at].ch == ',') {
        at += 1;
    }
    let mut token = folded.token(from, at, TokenKind::Number);
    token.text.retain(|c| c != ',');
    tokens.push(token);
    at
}

/// Emits one run of letters as a stem, and as a word when that differs; returns where it ends.
///
/// A single letter beside a digit, as in 5G, is part of the model number only.
fn word(folded: &Folded, from: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    let chars = &folded.chars[..end];
    let letter = |i: usize| chars.get(i).is_some_and(|c| c.class() == Class::Letter);
    let digit = |i: usize| chars.get(i).is_some_and(|c| c.class() == Class::Digit);
    let to = (from..end).find(|i| !letter(*i)).unwrap_or(end);
    if to - from == 1 && (digit(to) || from > 0 && digit(from - 1)) {
        return to;
    }
    let word = folded.token(from, to, TokenKind::Word);
    let plain = if word.text.is_ascii() { word.text.clone() } else { without_marks(&word.text) };
    let stemmed = stem(&plain);
    tokens.push(Token { text: stemmed.clone(), kind: TokenKind::Stem, ..word });
    if stemmed != word.text {
        tokens.push(word);
    }
    to
}
