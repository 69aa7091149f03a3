//! Credit codes, patent numbers, DOIs: check characters verified, nothing repaired by guessing.

use domain::organisation::{BadCreditCode, check_credit_code, tidy_credit_code};

use super::text::plain;
use crate::book::Value;

/// What a credit-code cell says: the tidy code if it is right, a complaint with its hint, and whether it is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreditCode {
    /// The tidy code when its check character is right.
    pub code: Option<String>,
    /// The complaint.
    pub problem: Option<(&'static str, String)>,
    /// Whether the complaint stops the row.
    pub error: bool,
}

/// Reads a unified social credit code by GB 32100-2015; the organisation code inside and the region only warn.
pub fn credit_code(value: &Value) -> CreditCode {
    let raw = match value {
        Value::Number(number) => format!("{number:.0}"),
        other => plain(&other.display()),
    };
    if value.is_blank() {
        let hint = "stays pending, cannot be verified".to_owned();
        return CreditCode { problem: Some(("missing", hint)), ..CreditCode::default() };
    }
    let wrong = |kind, hint: String| CreditCode { code: None, problem: Some((kind, hint)), error: true };
    let many_digits = matches!(value, Value::Number(number) if *number >= 1e15);
    if many_digits || super::contact::scientific(raw.trim_start_matches('\'')).is_some_and(|r| r.is_err()) {
        return wrong("precision_lost", "the spreadsheet has destroyed the number".into());
    }
    let code = tidy_credit_code(&raw);
    match check_credit_code(&code) {
        Ok(()) => inner_checks(code),
        Err(bad) => wrong(bad.code(), bad_hint(bad, &code)),
    }
}

fn bad_hint(bad: BadCreditCode, code: &str) -> String {
    match bad {
        BadCreditCode::Length(length) => format!("{length} characters"),
        BadCreditCode::Character(at) => format!("the letters I, O, S, V, Z do not occur; at place {at}"),
        BadCreditCode::OrganisationCodeOnly => "9 characters: only the organisation code".into(),
        BadCreditCode::OldRegistrationNumber => {
            "15 digits: the business registration number in use before 2015".into()
        }
        BadCreditCode::CheckCharacter(right) => {
            if neighbours_exchanged(code) {
                format!(
                    "two neighbouring characters may be exchanged; as written the check character should be {right}"
                )
            } else {
                format!("the check character should be {right}")
            }
        }
    }
}

// Only said as a hint: exactly one exchange of neighbours in the digits makes both check characters right.
fn neighbours_exchanged(code: &str) -> bool {
    let chars: Vec<char> = code.chars().collect();
    let right = |swap: usize| {
        let mut other = chars.clone();
        other.swap(swap, swap + 1);
        let other: String = other.into_iter().collect();
        other != code && check_credit_code(&other).is_ok() && organisation_code_right(&other[8..17])
    };
    (0..chars.len() - 1).any(right)
}

fn inner_checks(code: String) -> CreditCode {
    let province = &code[2..4];
    let problem = if !organisation_code_right(&code[8..17]) {
        Some((
            "organisation_code_check",
            "the outer check character is right, the one of the organisation code inside is not".to_owned(),
        ))
    } else if !PROVINCES.contains(&province) {
        Some(("unknown_region", format!("check characters are right, region {} does not exist", &code[2..8])))
    } else {
        None
    };
    CreditCode { code: Some(code), problem, error: false }
}

// The first two digits of GB/T 2260 division codes, with 10 for the national registrar.
const PROVINCES: [&str; 35] = [
    "10", "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81",
    "82",
];

/// Checks an organisation code of nine characters by GB 11714.
pub fn organisation_code_right(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values: Option<Vec<u32>> = code.chars().take(8).map(|c| c.to_digit(36)).collect();
    let Some(values) = values.filter(|values| values.len() == 8) else { return false };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let right = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    code.chars().nth(8) == Some(right)
}

/// Tells whether a Chinese patent number with a check digit (`ZL` and twelve or eight digits, point, digit) has the right one; `None` for other numbers.
pub fn patent_check(number: &str) -> Option<bool> {
    let text = plain(number).to_uppercase().replace(' ', "");
    let text = text.strip_prefix("ZL").or_else(|| text.strip_prefix("CN")).unwrap_or(&text);
    let (body, check) = text.split_once('.')?;
    let digits: Option<Vec<u32>> = body.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|digits| digits.len() == 12 || digits.len() == 8)?;
    let sum: u32 = digits.iter().zip((2..=9).cycle()).map(|(digit, weight)| digit * weight).sum();
    let right = match sum % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    Some(check.len() == 1 && check.starts_with(right))
}

/// Reads a DOI out of an address or after `doi:`, in lower case; `None` when the text is none.
pub fn doi(text: &str) -> Option<String> {
    let text = plain(text).to_lowercase();
    let at = text.find("10.")?;
    let head = &text[..at];
    let known = head.is_empty() || head.ends_with("doi.org/") || head.trim_end().ends_with("doi:");
    let doi = text[at..].trim_end_matches(['.', ',', ';']);
    (known && doi.contains('/')).then(|| doi.to_owned())
}
