//! Just enough of Rust's surface to count the lines of functions.

/// Gives the source with the insides of comments, strings and character literals turned into blanks.
///
/// Lines and byte positions stay as they are.
pub(super) fn blank(source: &str) -> Vec<u8> {
    let bytes = source.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => comment_end(bytes, at),
            b'"' => string_end(bytes, at),
            b'r' if !follows_word(bytes, at) => raw_end(bytes, at).unwrap_or(at + 1),
            b'\'' => character_end(bytes, at).unwrap_or(at + 1),
            _ => at + 1,
        };
        if end > at + 1 {
            out[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        }
        at = end;
    }
    out
}

fn follows_word(bytes: &[u8], at: usize) -> bool {
    // A byte string's prefix may stand before the `r`.
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let before = if before == Some(b'b') { at.checked_sub(2).map(|before| bytes[before]) } else { before };
    before.is_some_and(is_word)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length)
}

fn comment_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            b'"' => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn raw_end(bytes: &[u8], at: usize) -> Option<usize> {
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = at + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
    let length = bytes[open + 1..].windows(close.len()).position(|window| window == close);
    Some(length.map_or(bytes.len(), |length| open + 1 + length + close.len()))
}

/// Gives the end of a character literal, or nothing for a lifetime.
fn character_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at + 1) == Some(&b'\\') {
        let close = bytes.get(at + 3..)?.iter().position(|byte| *byte == b'\'')?;
        return Some(at + 3 + close + 1);
    }
    let width = std::str::from_utf8(&bytes[at + 1..(at + 5).min(bytes.len())])
        .or_else(|error| std::str::from_utf8(&bytes[at + 1..at + 1 + error.valid_up_to()]))
        .ok()?
        .chars()
        .next()?
        .len_utf8();
    (bytes.get(at + 1 + width) == Some(&b'\'')).then_some(at + width + 2)
}

/// Says where a function stands and how many lines it has, from `fn` to its closing brace.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) lines: usize,
}

/// Gives every function with a body, nested ones too.
pub(super) fn functions(source: &str) -> Vec<Function> {
    let code = blank(source);
    let mut found = Vec::new();
    let mut line = 1;
    for at in 0..code.len() {
        if code[at] == b'\n' {
            line += 1;
        }
        let keyword = code[at..].starts_with(b"fn ") && (at == 0 || !is_word(code[at - 1]));
        if !keyword {
            continue;
        }
        let name: Vec<u8> = code[at + 3..].iter().copied().take_while(|byte| is_word(*byte)).collect();
        if let Some(end) = body_end(&code, at).filter(|_| !name.is_empty()) {
            let lines = code[at..end].split(|byte| *byte == b'\n').count();
            found.push(Function { name: String::from_utf8_lossy(&name).into_owned(), line, lines });
        }
    }
    found
}

fn body_end(code: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut brackets = 0usize;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets = brackets.saturating_sub(1),
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                // A const argument's braces, `Array<{ N }>`, are rare enough to count as a short body.
                if depth == 0 && brackets == 0 {
                    return Some(at);
                }
            }
            b';' if depth == 0 && brackets == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_in_text_and_comments_do_not_count() {
        let source = r##"
            fn first<'a>(a: &'a str) -> char {
                let x = "{ fn no() {"; // }
                let y = r#"} " }"#; /* } /* } */ } */
                let z = ['{', '\'', '\u{7b}', '针'];
                fn inner() {
                }
                z[0]
            }
            trait T { fn declared(&self) -> [u8; 3]; }
            fn last() {}
        "##;
        let found: Vec<(String, usize, usize)> =
            functions(source).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        let wanted = [("first", 2, 8), ("inner", 6, 2), ("last", 11, 1)];
        assert_eq!(found, wanted.map(|(name, line, lines)| (name.to_owned(), line, lines)));
    }

    #[test]
    fn blanking_keeps_every_line() {
        let source = "let a = \"x\ny\"; // c\n'\\n'";
        let blanked = String::from_utf8(blank(source)).expect("only ASCII blanks are put in");
        assert_eq!(blanked.lines().count(), source.lines().count());
        assert!(!blanked.contains('x') && !blanked.contains('c'));
    }
}
