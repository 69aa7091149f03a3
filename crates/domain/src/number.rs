//! Numbers with bounds: one way to read and to check them, so that every complaint names the bounds.

use std::ops::RangeInclusive;

use crate::Invalid;

/// Checks that a number lies within its bounds.
pub fn within(field: &str, value: impl Into<i64>, bounds: &RangeInclusive<i64>) -> Result<(), Invalid> {
    if bounds.contains(&value.into()) { Ok(()) } else { Err(Invalid::outside(field, bounds)) }
}

/// Reads a whole number as people type it; what is a number and does not fit is told its bounds.
pub fn whole(field: &str, typed: &str, bounds: &RangeInclusive<i64>) -> Result<i64, Invalid> {
    let text = plain(typed);
    match text.parse::<i64>() {
        Ok(value) => within(field, value, bounds).map(|()| value),
        Err(_) if is_number(&text) => {
            let fraction = text.parse::<f64>().is_ok_and(|v| v.fract() != 0.0);
            Err(if fraction { Invalid::new(field, "not_whole") } else { Invalid::outside(field, bounds) })
        }
        Err(_) => Err(Invalid::new(field, "bad_number")),
    }
}

/// Takes away blanks and thousands commas and writes full-width figures as others do.
pub fn plain(typed: &str) -> String {
    let half = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' | '．' | '－' | '＋' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    typed.trim().chars().filter(|c| !matches!(c, ',' | '，')).map(half).collect()
}

/// Tells whether a text is a number, of whatever size and spelling.
pub fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_bounds_is_told_its_bounds_and_a_word_that_it_is_none() {
        let bounds = 1..=30;
        assert_eq!(whole("days", " 7 ", &bounds), Ok(7));
        assert_eq!(whole("days", "１２", &bounds), Ok(12));
        for text in ["99999", "0", "-3", "1e12", "99999999999999999999999"] {
            let invalid = whole("days", text, &bounds).expect_err(text);
            assert_eq!(
                (invalid.why, &*invalid.facts["min"], &*invalid.facts["max"]),
                ("out_of_range", "1", "30")
            );
        }
        assert_eq!(whole("days", "2.5", &bounds).expect_err("half a day").why, "not_whole");
        for text in ["", "zwei", "inf", "NaN", "两天"] {
            assert_eq!(whole("days", text, &bounds).expect_err(text).why, "bad_number");
        }
        assert_eq!(Invalid::outside("days", &bounds).to_string(), "days: out_of_range (1 to 30)");
    }
}
