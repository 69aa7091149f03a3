//! What the product ships as data.

use domain::{Date, Lang};
use jiff::civil::Weekday;

/// Returns the name of a technical field in a language; `None` for a slug nobody knows.
pub fn field_name(_slug: &str, _lang: Lang) -> Option<String> {
    None
}

/// Returns the name of an industry code; `None` for a code nobody knows.
pub fn industry_name(_code: &str, _lang: Lang) -> Option<String> {
    None
}

/// Lists the technical fields with their names.
pub fn fields(_lang: Lang) -> Vec<(String, String)> {
    Vec::new()
}

/// Tells whether people work on a day: Monday to Friday.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
