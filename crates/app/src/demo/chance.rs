//! Draws from the seeded generator, and plausible office hours.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, tz};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// When the market opens and closes, in minutes after midnight.
const OPENS: i64 = 8 * 60 + 30;
const CLOSES: i64 = 17 * 60 + 30;

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

/// The zone the market lives in.
fn china() -> tz::TimeZone {
    tz::TimeZone::fixed(tz::offset(8))
}

/// Tells whether somebody is at the desk on a day: Monday to Friday, and no holiday.
fn worked(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && crate::data::is_working_day(day)
}

/// The time so many minutes after midnight of a day in China.
fn clock(day: Date, minutes: i64) -> Option<Timestamp> {
    let at = day.at((minutes / 60) as i8, (minutes % 60) as i8, 0, 0);
    at.to_zoned(china()).ok().map(|at| at.timestamp())
}

/// Tells whether a time lies in working hours, 8:30 to 17:30 on a working day in China.
pub(super) fn at_work(at: Timestamp) -> bool {
    let day = day(at);
    worked(day)
        && clock(day, OPENS).is_some_and(|opens| opens <= at)
        && clock(day, CLOSES).is_some_and(|closes| at <= closes)
}

/// A time some days before `now`, in working hours.
pub(super) fn office(rng: &mut ChaCha8Rng, now: Timestamp, days: usize) -> Timestamp {
    let mut on = day(now);
    for _ in 0..days {
        on = on.yesterday().unwrap_or(on);
    }
    // Some minutes before closing are left for the steps that follow on the same day.
    let minutes = between(rng, OPENS as usize, CLOSES as usize - 10) as i64;
    let seconds = below(rng, 60) as i64;
    loop {
        if worked(on)
            && let Some(at) = clock(on, minutes).map(|at| at + SignedDuration::from_secs(seconds))
            && at < now
        {
            return at;
        }
        let Ok(before) = on.yesterday() else { return now };
        on = before;
    }
}

/// The first working time some hours after a time; the time itself when that is still to come.
pub(super) fn after(rng: &mut ChaCha8Rng, at: Timestamp, hours: usize, now: Timestamp) -> Timestamp {
    let later = at + SignedDuration::from_hours(hours as i64);
    let minutes = between(rng, OPENS as usize, CLOSES as usize - 10) as i64;
    let mut on = day(later);
    let mut found = at_work(later).then_some(later);
    while found.is_none() {
        found = worked(on).then(|| clock(on, minutes)).flatten().filter(|t| *t >= at);
        let Ok(next) = on.tomorrow() else { return at };
        on = next;
    }
    found.filter(|t| *t <= now).unwrap_or(at)
}

/// A time some minutes before another, not before the doors open on that day.
pub(super) fn shortly_before(at: Timestamp, minutes: usize) -> Timestamp {
    let earlier = at - SignedDuration::from_mins(minutes as i64);
    clock(day(at), OPENS).map_or(earlier, |opens| earlier.max(opens.min(at)))
}

/// Draws the times of successive steps, each some days before `now`, the oldest first.
pub(super) fn steps(rng: &mut ChaCha8Rng, now: Timestamp, days: &[usize]) -> Vec<Timestamp> {
    let mut times: Vec<_> = days.iter().map(|d| office(rng, now, *d)).collect();
    times.sort_unstable();
    for at in 1..times.len() {
        times[at] = times[at].max(times[at - 1] + SignedDuration::from_secs(20));
    }
    times
}

/// The day of a time in China.
pub(super) fn day(at: Timestamp) -> Date {
    at.to_zoned(china()).date()
}
