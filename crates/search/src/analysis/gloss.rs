//! Pinyin glosses that a scraper left behind a Chinese character, as in `創(chuàng)新`.

use pinyin::{Pinyin, ToPinyinMulti};

use super::folding::{FoldedChar, is_han, without_marks};

/// The longest syllable is `zhuang`, and a sloppy space may stand on either side.
const LONGEST: usize = 8;

/// Takes out every bracket that holds nothing but the reading of the character before it.
pub(super) fn remove(chars: &mut Vec<FoldedChar>, text: &str) {
    let mut kept = 0;
    let mut at = 0;
    while at < chars.len() {
        if let Some(length) = gloss_at(&chars[..kept], &chars[at..], text) {
            at += length;
        } else {
            chars[kept] = chars[at];
            kept += 1;
            at += 1;
        }
    }
    chars.truncate(kept);
}

fn gloss_at(before: &[FoldedChar], rest: &[FoldedChar], text: &str) -> Option<usize> {
    let glossed = before.last().filter(|c| is_han(c.ch))?;
    if rest.first()?.ch != '(' {
        return None;
    }
    let close = rest.iter().take(LONGEST + 2).position(|c| c.ch == ')')?;
    let syllable: String = rest[1..close].iter().map(|c| c.ch).collect();
    let original = &text[rest[1..close].first()?.start..rest[close].start];
    if original.chars().any(char::is_uppercase) {
        return None;
    }
    is_reading(syllable.trim(), glossed, text).then_some(close + 1)
}

fn is_reading(syllable: &str, glossed: &FoldedChar, text: &str) -> bool {
    if syllable.is_empty() || !syllable.chars().all(char::is_alphabetic) {
        return false;
    }
    let plain = plain(syllable);
    if syllable.chars().any(has_tone) {
        return is_syllable(&plain);
    }
    let original = text[glossed.start..glossed.end].chars().next().unwrap_or(glossed.ch);
    readings(original).chain(readings(glossed.ch)).any(|r| r == plain)
}

/// All readings of a character without tones, ü written as v.
pub(super) fn readings(c: char) -> impl Iterator<Item = String> {
    c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain).map(plain)
}

fn plain(syllable: &str) -> String {
    without_marks(&syllable.replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v"))
}

fn has_tone(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ".contains(c)
}

/// Whether letters without tones have the shape of a pinyin syllable.
fn is_syllable(plain: &str) -> bool {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z",
        "c", "s", "y", "w", "",
    ];
    const FINALS: [&str; 37] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er", "ia", "ie",
        "iao", "iu", "ian", "in", "iang", "ing", "ong", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang",
        "ue", "ve", "n", "ng", "m",
    ];
    INITIALS.iter().any(|initial| plain.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest)))
}
