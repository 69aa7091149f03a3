//! From bytes to text: UTF-8 with or without a mark, or GB18030, or a refusal that names the byte.

use encoding_rs::{BIG5, DecoderResult, GB18030};

use crate::headers::Kind;
use crate::refusal::Refusal;

const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Returns the text and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::new("encoding_unsupported").with("encoding", "UTF-16"));
    }
    let (body, skipped) = bytes.strip_prefix(MARK).map_or((bytes, 0), |rest| (rest, MARK.len()));
    let error = match std::str::from_utf8(body) {
        Ok(text) => {
            return Ok((text.to_owned(), if skipped > 0 { "UTF-8 with BOM" } else { "UTF-8 without BOM" }));
        }
        Err(error) => error,
    };
    // Text that was good UTF-8 for several characters before it broke is damaged UTF-8, not GB18030.
    let good = std::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default();
    if skipped > 0 || good.chars().filter(|c| !c.is_ascii()).count() >= 4 {
        return Err(broken(good, skipped + error.valid_up_to()));
    }
    let mut text = String::with_capacity(body.len() * 2);
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut read = 0;
    loop {
        text.reserve(8 << 10);
        let (result, took) = decoder.decode_to_string_without_replacement(&body[read..], &mut text, true);
        read += took;
        match result {
            DecoderResult::InputEmpty => {
                return match other_encoding(body, &text) {
                    Some(encoding) => Err(Refusal::new("encoding_unsupported").with("encoding", encoding)),
                    None => Ok((text, "GB18030")),
                };
            }
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                return Err(broken(&text, read.saturating_sub(usize::from(bad) + usize::from(after))));
            }
        }
    }
}

// Nearly any bytes can be read as GB18030, so text that makes no sense in it must not be shown as if it did.
fn other_encoding(bytes: &[u8], text: &str) -> Option<&'static str> {
    let chars: Vec<char> = text.chars().collect();
    let foreign = chars.iter().filter(|c| !c.is_ascii()).count();
    let between_letters = |window: &&[char]| {
        window[0].is_ascii_alphabetic() && !window[1].is_ascii() && window[2].is_ascii_alphabetic()
    };
    if chars.windows(3).filter(between_letters).count() * 2 > foreign {
        return Some("Western European (Windows-1252)");
    }
    let (traditional, _, wrong) = BIG5.decode(bytes);
    (!wrong && headers(&traditional) > headers(text)).then_some("Big5")
}

/// Counts cells of the first lines that name a column of any kind of table.
fn headers(text: &str) -> usize {
    let cells = text.lines().take(5).flat_map(|line| line.split([',', ';', '\t']));
    cells
        .take(200)
        .filter(|cell| Kind::ALL.iter().any(|kind| kind.field_of(cell.trim_matches('"')).is_some()))
        .count()
}

fn broken(before: &str, byte: usize) -> Refusal {
    let line = before.replace("\r\n", "\n").replace('\r', "\n");
    let row = line.matches('\n').count() as u32 + 1;
    let column = line.rsplit('\n').next().unwrap_or_default().matches([',', ';', '\t']).count();
    Refusal::new("not_text").with("byte", byte).at("", row, Some(column))
}
