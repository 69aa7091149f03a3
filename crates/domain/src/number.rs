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
            let number = text.parse::<f64>().unwrap_or(f64::INFINITY);
            if number.fract() != 0.0 && number.is_finite() {
                return Err(Invalid::new(field, "not_whole"));
            }
            // "2.0" and "1e1" are whole as well; what no integer holds is beyond every bound.
            let value: i64 = format!("{number:.0}").parse().map_err(|_| Invalid::outside(field, bounds))?;
            within(field, value, bounds).map(|()| value)
        }
        Err(_) => Err(Invalid::new(field, "bad_number")),
    }
}

/// Takes away the blanks around a number and the commas and blanks between groups of three figures, and writes
/// full-width figures as others do; what stands elsewhere stays, so that "2,5" is no number.
pub fn plain(typed: &str) -> String {
    let half = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' | '．' | '，' | '－' | '＋' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        other => other,
    };
    let text: String = typed.trim().chars().map(half).collect();
    let unsigned = text.trim_start_matches(['-', '+']);
    let whole = unsigned.split_once('.').map_or(unsigned, |(whole, _)| whole);
    if !in_threes(whole) {
        return text;
    }
    let joined: String = whole.chars().filter(char::is_ascii_digit).collect();
    let (sign, rest) = (&text[..text.len() - unsigned.len()], &unsigned[whole.len()..]);
    format!("{sign}{joined}{rest}")
}

/// Tells whether figures stand in groups of three, the first of which may be shorter.
fn in_threes(whole: &str) -> bool {
    let figures = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(|c: char| c == ',' || c.is_whitespace());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && figures(group));
    first && groups.all(|group| group.len() == 3 && figures(group))
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
        for text in ["", "zwei", "inf", "NaN", "两天", "2,5", "1 2", "12,34,567", ",5", "- 3"] {
            assert_eq!(whole("days", text, &bounds).expect_err(text).why, "bad_number");
        }
        assert_eq!(Invalid::outside("days", &bounds).to_string(), "days: out_of_range (1 to 30)");
    }

    #[test]
    fn a_whole_number_is_read_in_every_spelling_and_commas_only_between_thousands() {
        for (text, value) in
            [("2.0", 2), ("1e1", 10), ("-0.0", 0), ("1,000.0", 1000), ("１０，０００", 10_000)]
        {
            assert_eq!(whole("staff", text, &(0..=10_000)), Ok(value), "{text}");
        }
        for text in ["10 000", "10\u{3000}000", "10\u{a0}000", " 10,000 ", "+10,000"] {
            assert_eq!(whole("staff", text, &(0..=10_000)), Ok(10_000), "{text}");
        }
        assert_eq!(whole("staff", "-1,000", &(0..=10_000)).expect_err("below").why, "out_of_range");
        assert_eq!(whole("staff", "1e999", &(0..=10_000)).expect_err("beyond").why, "out_of_range");
        for (text, plainly) in [("12,345.5", "12345.5"), ("1,000,000", "1000000"), ("2,5", "2,5"), ("", "")] {
            assert_eq!(plain(text), plainly, "{text}");
        }
    }
}
