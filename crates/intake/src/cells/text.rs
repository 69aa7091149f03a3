//! Folding and cleaning of text, shared by all cells.

use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// One entry for every character of the main ideograph block: its simplified form, and whether it only occurs in simplified text.
struct Scripts {
    simplified: Vec<char>,
    only_simplified: Vec<bool>,
}

fn scripts() -> &'static Scripts {
    static SCRIPTS: OnceLock<Scripts> = OnceLock::new();
    SCRIPTS.get_or_init(|| {
        let all: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
        let converted = |config| {
            let lines: String = all.iter().flat_map(|c| [*c, '\n']).collect();
            let out = OpenCC::from_config(config).map_or_else(|_| lines.clone(), |cc| cc.convert(&lines));
            out.lines()
                .zip(&all)
                .map(|(line, own)| line.chars().next().unwrap_or(*own))
                .collect::<Vec<char>>()
        };
        let simplified = converted(BuiltinConfig::T2s);
        let traditional = converted(BuiltinConfig::S2t);
        let only_simplified =
            all.iter().zip(&traditional).zip(&simplified).map(|((c, t), s)| t != c && s == c).collect();
        Scripts { simplified, only_simplified }
    })
}

/// Returns the simplified form of a character.
pub fn simplify(c: char) -> char {
    let code = u32::from(c);
    if (FIRST..=LAST).contains(&code) { scripts().simplified[(code - FIRST) as usize] } else { c }
}

/// Counts the characters that occur only in traditional and only in simplified text.
pub fn script_counts(text: &str) -> (usize, usize) {
    let only_simplified = |c: char| {
        let code = u32::from(c);
        (FIRST..=LAST).contains(&code) && scripts().only_simplified[(code - FIRST) as usize]
    };
    let traditional = text.chars().filter(|c| simplify(*c) != *c).count();
    (traditional, text.chars().filter(|c| only_simplified(*c)).count())
}

/// Tells a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
        || c == '〇'
}

/// Tells a character that changes the direction of writing.
pub const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Tells a character that takes no room.
pub const fn is_invisible(c: char) -> bool {
    is_direction(c)
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{180E}')
}

/// Trims a text and removes what cannot be seen; joiners between pictographs stay.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in guarded(text).chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        let joins_pictures = c == '\u{200D}'
            && out.chars().next_back().is_some_and(|p| u32::from(p) >= 0x1_F000 || p == '\u{FE0F}');
        if !is_invisible(c) || joins_pictures {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Removes the apostrophe that our own exports put before a cell that looks like a formula.
fn guarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(formula_start)).unwrap_or(text)
}

/// Tells a character that makes a spreadsheet read a cell as a formula, full-width forms included.
pub const fn formula_start(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// Cleans, folds full-width and compatibility forms, and trims.
pub fn plain(text: &str) -> String {
    clean(text).nfkc().collect::<String>().trim().to_owned()
}

/// Returns the key under which two spellings are the same: compatibility forms, case and script folded, letters and digits only.
pub fn fold(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(simplify).collect()
}

/// Cuts a text at separators that stand outside brackets.
pub fn split_outside(text: &str, separator: impl Fn(char) -> bool) -> Vec<String> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '「' | '《' | '“' => depth += 1,
            ')' | '）' | ']' | '】' | '」' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && separator(c) {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    parts.into_iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// Takes the bracketed words out of a text: what stands outside, and each bracket's content.
pub fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut current, mut depth) =
        (String::new(), Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    inside.push(std::mem::take(&mut current).trim().to_owned());
                }
            }
            c if depth > 0 => current.push(c),
            c => outside.push(c),
        }
    }
    outside.push_str(&current);
    (outside.trim().to_owned(), inside)
}
