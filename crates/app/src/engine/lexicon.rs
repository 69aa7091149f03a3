//! Reads bilingual word lists: CC-CEDICT's format, or two columns with a tab between.

use matching::Lexicon;
use search::analysis::{bag, fold, is_han};

/// Phrases of dictionaries that speak about the head instead of translating it.
const ABOUT: [&str; 6] = ["surname ", "variant of", "see ", "CL:", "abbr. for", "used in"];

/// A line of a word list that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line} of the word list is neither a CC-CEDICT entry nor two columns with a tab between")]
pub struct BadLexicon {
    /// Counted from 1.
    pub line: usize,
}

/// One entry as read: a head and its glosses in words.
pub type Entry = (String, Vec<String>);

/// Reads a word list; empty lines and lines that begin with `#` are skipped.
pub fn read_entries(text: &str) -> Result<Vec<Entry>, BadLexicon> {
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(i, line)| read_line(line).ok_or(BadLexicon { line: i + 1 }))
        .collect()
}

/// Builds the list the engine uses from entries of one or several word lists.
pub fn lexicon(entries: impl IntoIterator<Item = Entry>) -> Lexicon {
    Lexicon::build(entries.into_iter().map(|(head, glosses)| {
        let head: String = fold(&head).chars().filter(|c| !c.is_whitespace()).collect();
        let glosses =
            glosses.iter().filter(|g| !ABOUT.iter().any(|a| g.contains(a))).map(|g| bag(g)).collect();
        (head, glosses)
    }))
}

fn read_line(line: &str) -> Option<Entry> {
    if let Some((one, two)) = line.split_once('\t') {
        let two = two.split('\t').next().unwrap_or_default();
        let (head, gloss) = if one.chars().any(is_han) { (one, two) } else { (two, one) };
        return (!head.trim().is_empty()).then(|| (head.trim().to_owned(), senses(gloss)));
    }
    let (words, glosses) = line.split_once('/')?;
    let simplified = words.split_whitespace().nth(1)?;
    Some((simplified.to_owned(), senses(glosses)))
}

/// Splits glosses at slashes and semicolons and takes brackets out.
fn senses(glosses: &str) -> Vec<String> {
    let mut plain = String::with_capacity(glosses.len());
    let mut depth = 0usize;
    for c in glosses.chars() {
        match c {
            '(' | '[' | '\u{ff08}' => depth += 1,
            ')' | ']' | '\u{ff09}' => depth = depth.saturating_sub(1),
            '/' => {
                depth = 0;
                plain.push('/');
            }
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.split(['/', ';', '\u{ff1b}']).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{BadLexicon, read_entries};

    #[test]
    fn reads_both_formats_and_names_the_line_it_cannot_read() {
        let text = "# words\n軸承 轴承 [zhou2 cheng2] /bearing (machine part)/journal box; bush/\n涂层\tcoating\nseal ring\t密封圈\n";
        let entries = read_entries(text).expect("well formed");
        assert_eq!(entries[0], ("轴承".into(), vec!["bearing".into(), "journal box".into(), "bush".into()]));
        assert_eq!(entries[1], ("涂层".into(), vec!["coating".into()]));
        assert_eq!(entries[2], ("密封圈".into(), vec!["seal ring".into()]));
        assert_eq!(read_entries("涂层\tcoating\nnothing\n"), Err(BadLexicon { line: 2 }));
    }
}
