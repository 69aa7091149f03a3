//! Texts shortened for cards and lists: at the end of a sentence where there is one, never as if they were whole.

/// Shortens a text to so many characters; what is cut inside a sentence ends in an ellipsis.
pub(super) fn short(text: &str, most: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let (head, rest) = text.split_at(end);
    let last_part = head.char_indices().nth(most * 2 / 3).map_or(0, |(at, _)| at);
    if let Some(end) = sentence_end(head, rest).filter(|end| *end >= last_part) {
        return head[..end].to_owned();
    }
    let word = if rest.starts_with(char::is_whitespace) { head.len() } else { word_end(head) };
    let cut = head[..word].trim_end_matches(|c: char| c.is_whitespace() || ",;:，；：、-–".contains(c));
    format!("{cut}…")
}

/// Where the last whole sentence of a head ends.
fn sentence_end(head: &str, rest: &str) -> Option<usize> {
    let after = |at: usize| head[at..].chars().chain(rest.chars()).next();
    head.char_indices()
        .map(|(at, c)| (at + c.len_utf8(), c))
        .filter(|(end, c)| match c {
            '。' | '！' | '？' => true,
            // A point within a number or an address ends nothing.
            '.' | '!' | '?' => after(*end).is_none_or(char::is_whitespace),
            _ => false,
        })
        .map(|(end, _)| end)
        .next_back()
}

/// Where the last whole word ends; Chinese is cut between any two characters, and figures stay with their unit.
fn word_end(head: &str) -> usize {
    let joined = |c: char| c.is_alphanumeric() && !('\u{3400}'..='\u{9fff}').contains(&c);
    match head.chars().next_back() {
        Some(last) if joined(last) || last == '.' => head
            .char_indices()
            .rev()
            .find(|(_, c)| !joined(*c) && *c != '.')
            .map_or(head.len(), |(at, c)| at + c.len_utf8()),
        Some(_) | None => head.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_text_ends_with_a_sentence_or_says_that_it_goes_on() {
        assert_eq!(short("Magnets lose flux.", 40), "Magnets lose flux.");
        assert_eq!(short("Magnets lose flux at 180 degrees", 23), "Magnets lose flux at…");
        assert_eq!(short("Yield moved from 76 % to 92.5 % in trials", 27), "Yield moved from 76 % to…");
        assert_eq!(short("One is done. Two follows here", 15), "One is done.");
        assert_eq!(short("A. Then comes a long sentence", 20), "A. Then comes a long…");
        assert_eq!(short("先测噪声。再换轴承并复测", 7), "先测噪声。");
        assert_eq!(short("先测噪声，再换轴承并复测", 5), "先测噪声…");
    }
}
