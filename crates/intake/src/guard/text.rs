//! From bytes to text: UTF-8 with or without a mark, or GB18030, or a refusal that names the byte.

use encoding_rs::{DecoderResult, GB18030};

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
            DecoderResult::InputEmpty => return Ok((text, "GB18030")),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                return Err(broken(&text, read.saturating_sub(usize::from(bad) + usize::from(after))));
            }
        }
    }
}

fn broken(before: &str, byte: usize) -> Refusal {
    let line = before.replace("\r\n", "\n").replace('\r', "\n");
    let row = line.matches('\n').count() as u32 + 1;
    let column = line.rsplit('\n').next().unwrap_or_default().matches([',', ';', '\t']).count();
    Refusal::new("not_text").with("byte", byte).at("", row, Some(column))
}
