//! Until when a promised answer is due.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::{Date, Invalid};

/// When a working day of the market ends.
pub const CLOSES: civil::Time = civil::time(17, 30, 0, 0);

/// Returns the end of working hours on the last of so many working days after the day of `since`.
///
/// Saturdays, Sundays and holidays do not count; `worked` tells the calendar, `zone` whose day and clock it is.
///
/// # Errors
/// `out_of_range` when the day lies beyond the calendar.
pub fn due(
    since: Timestamp,
    days: u8,
    zone: &TimeZone,
    worked: impl Fn(Date) -> bool,
) -> Result<Timestamp, Invalid> {
    let beyond = |_| Invalid::new("promise_days", "out_of_range");
    let mut day = since.to_zoned(zone.clone()).date();
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().map_err(beyond)?;
        left -= u8::from(worked(day));
    }
    Ok(day.to_datetime(CLOSES).to_zoned(zone.clone()).map_err(beyond)?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    fn due_of(since: &str, days: u8) -> String {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let worked = |day: Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let at = due(since.parse().expect("a time"), days, &zone, worked).expect("near enough");
        at.to_zoned(zone).strftime("%F %H:%M").to_string()
    }

    #[test]
    fn an_answer_is_due_when_the_last_working_day_ends() {
        // A Wednesday, shortly after midnight in China, and the same day in the afternoon.
        assert_eq!(due_of("2026-11-24T16:57:00Z", 2), "2026-11-27 17:30");
        assert_eq!(due_of("2026-11-25T07:10:00Z", 2), "2026-11-27 17:30");
        assert_eq!(due_of("2026-11-25T07:10:00Z", 3), "2026-11-30 17:30");
    }

    #[test]
    fn what_came_at_a_weekend_counts_from_monday() {
        assert_eq!(due_of("2026-11-28T02:00:00Z", 1), "2026-11-30 17:30");
        assert_eq!(due_of("2026-11-29T13:00:00Z", 2), "2026-12-01 17:30");
    }
}
