//! Sentences and clauses of a stored text, always as spans of its bytes.

use std::ops::Range;

use search::analysis::is_chinese;

/// Longest Chinese quote, in characters.
const LONGEST: usize = 160;
/// Longest quote in an alphabet.
const LONGEST_LATIN: usize = 360;

/// Cuts a text into sentences; spans of bytes that together leave out only blanks.
pub(super) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, n)| *n);
        let ends = match c {
            '。' | '！' | '？' | '；' | '\n' | '!' | '?' | ';' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            push(&mut spans, text, start, end);
            start = end;
        }
    }
    push(&mut spans, text, start, text.len());
    spans
}

fn push(spans: &mut Vec<(usize, usize)>, text: &str, start: usize, end: usize) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let from = start + (piece.len() - piece.trim_start().len());
        spans.push((from, from + trimmed.len()));
    }
}

/// Cuts a very long sentence at its clauses, so that what is marked stays whole; without marks from its beginning.
pub(super) fn shorten(text: &str, start: usize, end: usize, marks: &[Range<usize>]) -> (usize, usize) {
    let longest = if is_chinese(&text[start..end]) { LONGEST } else { LONGEST_LATIN };
    let long = |span: &Range<usize>| text[span.clone()].chars().count() > longest;
    if !long(&(start..end)) {
        return (start, end);
    }
    let all = clauses(text, start, end);
    let first = marks.first().map_or(start, |m| m.start);
    let mut from = all.iter().rposition(|c| c.start <= first).unwrap_or(0);
    let mut to = from;
    // As many clauses as fit, those with marks before those that only lead to them.
    while to + 1 < all.len() && !long(&(all[from].start..all[to + 1].end)) {
        to += 1;
    }
    while from > 0 && !long(&(all[from - 1].start..all[to].end)) {
        from -= 1;
    }
    let span = all[from].start..all[to].end;
    let piece = &text[span.clone()];
    let cut = piece.char_indices().nth(longest).map_or(piece.len(), |(at, _)| word_end(piece, at));
    let lead = piece.len() - piece.trim_start().len();
    (span.start + lead.min(cut), span.start + cut)
}

/// Returns the end of the last whole word before a place; the place itself where a text has no blanks.
fn word_end(piece: &str, at: usize) -> usize {
    piece[..at].rfind(char::is_whitespace).filter(|end| *end * 2 > at).unwrap_or(at)
}

/// Cuts a sentence at its commas; the spans together are the sentence.
pub(super) fn clauses(text: &str, start: usize, end: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = start;
    let piece = &text[start..end];
    let mut chars = piece.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = start + at + c.len_utf8();
        let next = chars.peek().map(|(_, n)| *n);
        // A comma within a number or a range is no comma.
        let cuts = matches!(c, '，' | '；') || c == ',' && !next.is_some_and(|n| n.is_ascii_digit());
        if cuts && after < end {
            out.push(from..after);
            from = after;
        }
    }
    out.push(from..end);
    out
}

/// Joins spans that touch or have only blanks between them, and trims their edges of commas.
pub(super) fn joined(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|s| (s.start, s.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end || text[last.end..span.start].trim().is_empty() => {
                last.end = last.end.max(span.end);
            }
            _ => out.push(span),
        }
    }
    for span in &mut out {
        let piece = &text[span.clone()];
        let edge = |c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | ',' | ';' | '.');
        span.end -= piece.len() - piece.trim_end_matches(edge).len();
        span.start += piece.len() - piece.trim_start_matches(edge).len();
    }
    out.retain(|s| s.start < s.end);
    out
}

/// Reads the figures of a passage that stand in a unit, in their order; all figures when no unit is known.
pub(super) fn figures(passage: &str, unit: &str) -> Vec<f64> {
    let unit = plain_unit(unit);
    let passage = plain_unit(passage);
    let units: Vec<String> = std::iter::once(unit.clone())
        .chain(UNITS.iter().filter_map(|(a, b)| match (plain_unit(a), plain_unit(b)) {
            (a, b) if a == unit => Some(b),
            (a, b) if b == unit => Some(a),
            _ => None,
        }))
        .collect();
    let bytes = passage.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < bytes.len() && (bytes[end].is_ascii_digit() || matches!(bytes[end], b'.' | b',')) {
            end += 1;
        }
        let digits = passage[at..end].trim_end_matches(['.', ',']);
        let rest = passage[at + digits.len()..].trim_start();
        let in_unit = unit.is_empty() || units.iter().any(|u| leads(rest, u));
        // After a figure the stroke joins the two ends of a range.
        let minus = passage[..at]
            .strip_suffix(['-', '−', '–'])
            .is_some_and(|before| !before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%'));
        if in_unit && let Ok(value) = digits.replace(',', "").parse::<f64>() {
            found.push(if minus { -value } else { value });
        }
        at = end;
    }
    found
}

/// Tells whether a unit comes next, perhaps after the other end of a range.
fn leads(rest: &str, unit: &str) -> bool {
    let next = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '~' | '～' | '-' | '–' | '±')
    });
    let whole = |text: &str| {
        text.strip_prefix(unit).is_some_and(|after| {
            !unit.ends_with(|c: char| c.is_ascii_alphabetic())
                || !after.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    whole(rest) || whole(next)
}

/// Units that are written in two ways, the written-out way last.
const UNITS: [(&str, &str); 10] = [
    ("h", "小时"),
    ("min", "分钟"),
    ("s", "秒"),
    ("mm", "毫米"),
    ("µm", "微米"),
    ("kg", "千克"),
    ("g", "克"),
    ("°C", "℃"),
    ("rpm", "r/min"),
    ("次", "cycles"),
];

/// Tells whether a passage has a figure in a unit; any figure will do when no unit is known.
pub(super) fn has_figure(passage: &str, unit: &str) -> bool {
    let unit = plain_unit(unit);
    if unit.is_empty() {
        return passage.chars().any(|c| c.is_ascii_digit());
    }
    let passage = plain_unit(passage);
    let other = UNITS.iter().find_map(|(a, b)| match (plain_unit(a), plain_unit(b)) {
        (a, b) if a == unit => Some(b),
        (a, b) if b == unit => Some(a),
        _ => None,
    });
    [Some(unit), other].into_iter().flatten().any(|unit| stands_after_figure(&passage, &unit))
}

fn plain_unit(text: &str) -> String {
    text.trim().replace(['μ', 'µ'], "u").replace('℃', "°C").replace(['·', '⋅'], "")
}

fn stands_after_figure(passage: &str, unit: &str) -> bool {
    passage.match_indices(unit).any(|(at, _)| {
        let before = passage[..at].trim_end();
        let whole = passage[at + unit.len()..].chars().next();
        // "h" must not be the beginning of another word.
        let ends = !unit.ends_with(|c: char| c.is_ascii_alphabetic())
            || !whole.is_some_and(|c| c.is_ascii_alphanumeric());
        ends && before.ends_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::{clauses, figures, has_figure, joined, sentences};

    #[test]
    fn sentences_end_where_people_end_them() {
        let text = "磨损量为 2.6 µm。全程未见卡滞；\n Next one. 3.5 mm left";
        let pieces: Vec<&str> = sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect();
        assert_eq!(pieces, ["磨损量为 2.6 µm。", "全程未见卡滞；", "Next one.", "3.5 mm left"]);
    }

    #[test]
    fn clauses_leave_numbers_whole_and_join_again() {
        let text = "寿命由 1,200 h 提高到 1,800 h，噪声下降, 温升不变。";
        let cut = clauses(text, 0, text.len());
        assert_eq!(cut.len(), 3);
        let marks = joined(text, vec![cut[0].clone()]);
        assert_eq!(&text[marks[0].clone()], "寿命由 1,200 h 提高到 1,800 h");
        assert_eq!(joined(text, cut).len(), 1);
    }

    #[test]
    fn a_figure_counts_in_its_own_unit_only() {
        assert!(has_figure("寿命达到 1800 h", "h"));
        assert!(has_figure("寿命达到 1800 小时", "h"));
        assert!(has_figure("Ra 0.8 μm", "µm"));
        assert!(!has_figure("成本下降 12 %", "h"));
        assert!(!has_figure("加热到 30 hPa", "h"));
        assert!(has_figure("共 3 件", ""));
    }

    #[test]
    fn figures_are_read_in_their_unit_with_their_sign() {
        assert_eq!(figures("TR10 moved from -23 °C to -44 ℃ in 70 h", "℃"), [-23.0, -44.0]);
        assert_eq!(figures("寿命由95万次变为1,900万次（毛刺0.05 mm）", "万次"), [95.0, 1900.0]);
        assert_eq!(figures("波动 8%~15 %，孔径 3 mm", "%"), [8.0, 15.0]);
        assert_eq!(figures("跨度 8-15 mm, 12 min", "m"), [0.0; 0]);
        assert_eq!(figures("−45 ℃", "°C"), [-45.0]);
    }
}
