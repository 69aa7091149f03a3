//! How times, numbers and money are written on pages.

use domain::Lang;
use domain::money::Budget;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::i18n::L10n;

/// Writes a whole number with a comma between thousands.
pub fn integer(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    if value < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a moment as `2026-03-05 14:20` in the market's zone.
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Writes a moment for a `datetime` attribute, with its offset.
pub fn machine(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// Writes the day of a moment as `2026-03-05` in the market's zone.
pub fn day_of(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).date().to_string()
}

/// Writes a day as `2026-03-05`.
pub fn day(date: Date) -> String {
    date.to_string()
}

/// Writes minor units of money without a unit: 万元 for Chinese currency in Chinese, whole units otherwise.
fn amount(minor: i64, wan: bool) -> String {
    if !wan {
        return integer(minor / 100);
    }
    // 1 万元 is 1,000,000 fen; two decimals are 100 yuan, the finest a budget is told in.
    let hundredths = minor / 10_000;
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    match rest {
        0 => integer(whole),
        r if r % 10 == 0 => format!("{}.{}", integer(whole), r / 10),
        r => format!("{}.{r:02}", integer(whole)),
    }
}

/// Writes a budget as people say it: `20–40 万元`, `CNY 200,000–400,000`, 面议.
pub fn budget(budget: &Budget, l: L10n) -> String {
    match budget {
        Budget::NotGiven => l.text("budget-not-given"),
        Budget::ToDiscuss => l.text("budget-to-discuss"),
        Budget::Fixed { amount: value, currency } => range(Some(*value), Some(*value), currency, l),
        Budget::Range { min, max, currency } => range(*min, *max, currency, l),
    }
}

fn range(min: Option<i64>, max: Option<i64>, currency: &str, l: L10n) -> String {
    let wan = currency == "CNY" && l.lang != Lang::En;
    let written = match (min, max) {
        (Some(a), Some(b)) if a == b => amount(a, wan),
        (Some(a), Some(b)) => format!("{}–{}", amount(a, wan), amount(b, wan)),
        (Some(a), None) => format!("≥ {}", amount(a, wan)),
        (None, Some(b)) => format!("≤ {}", amount(b, wan)),
        (None, None) => return l.text("budget-not-given"),
    };
    if wan { l.text_with("money-wan", &[("amount", &written)]) } else { format!("{currency}\u{a0}{written}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(integer(0), "0");
        assert_eq!(integer(-1_234_567), "−1,234,567");
        assert_eq!(integer(999), "999");
    }

    #[test]
    fn money_reads_as_the_language_says_it() {
        let budget_of = |min, max| Budget::Range { min, max, currency: "CNY".to_owned() };
        let zh = L10n::new(Lang::ZhHans);
        assert_eq!(budget(&budget_of(Some(20_000_000), Some(40_000_000)), zh), "20–40\u{a0}万元");
        assert_eq!(budget(&budget_of(None, Some(1_050_000)), zh), "≤ 1.05\u{a0}万元");
        let en = L10n::new(Lang::En);
        assert_eq!(budget(&budget_of(Some(20_000_000), None), en), "CNY\u{a0}≥ 200,000");
    }
}
