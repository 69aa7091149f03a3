//! Draws from the seeded generator, and plausible office hours.

use jiff::{SignedDuration, Timestamp, civil::Weekday, tz};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Draws a number below `n`; zero when `n` is zero.
pub(super) fn below(rng: &mut ChaCha8Rng, n: usize) -> usize {
    if n == 0 { 0 } else { (rng.next_u64() % n as u64) as usize }
}

/// Draws a number between two, both included.
pub(super) fn between(rng: &mut ChaCha8Rng, low: usize, high: usize) -> usize {
    low + below(rng, high - low + 1)
}

/// Draws one of a list.
pub(super) fn one<'a, T>(rng: &mut ChaCha8Rng, list: &'a [T]) -> &'a T {
    &list[below(rng, list.len())]
}

/// Draws yes with a probability in percent.
pub(super) fn percent(rng: &mut ChaCha8Rng, n: usize) -> bool {
    below(rng, 100) < n
}

/// Puts a list into a drawn order.
pub(super) fn shuffle<T>(rng: &mut ChaCha8Rng, list: &mut [T]) {
    for at in (1..list.len()).rev() {
        list.swap(at, below(rng, at + 1));
    }
}

/// A time some days before `now`, on a weekday between 8:30 and 17:30 in China.
pub(super) fn office(rng: &mut ChaCha8Rng, now: Timestamp, days: usize) -> Timestamp {
    let china = tz::TimeZone::fixed(tz::offset(8));
    let mut day = now.to_zoned(china.clone()).date();
    for _ in 0..days {
        day = day.yesterday().unwrap_or(day);
    }
    let minutes = between(rng, 8 * 60 + 30, 17 * 60 + 30);
    let seconds = below(rng, 60);
    loop {
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            let at = day.at((minutes / 60) as i8, (minutes % 60) as i8, seconds as i8, 0);
            if let Ok(at) = at.to_zoned(china.clone())
                && at.timestamp() < now
            {
                return at.timestamp();
            }
        }
        let Ok(before) = day.yesterday() else { return now };
        day = before;
    }
}

/// Draws the times of successive steps, each some days before `now`, the oldest first.
pub(super) fn steps(rng: &mut ChaCha8Rng, now: Timestamp, days: &[usize]) -> Vec<Timestamp> {
    let mut times: Vec<_> = days.iter().map(|d| office(rng, now, *d)).collect();
    times.sort_unstable();
    for at in 1..times.len() {
        if times[at] == times[at - 1] {
            times[at] += SignedDuration::from_secs(1);
        }
    }
    times
}

/// The day of a time in China.
pub(super) fn day(at: Timestamp) -> jiff::civil::Date {
    at.to_zoned(tz::TimeZone::fixed(tz::offset(8))).date()
}
