//! Time and identifiers, the two things the house takes from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::{Date, Id, Timestamp};
use jiff::tz::TimeZone;
use uuid::Uuid;

/// The clock of an App: the machine's, or one that tests move by hand.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Debug, Clone)]
enum Source {
    Machine,
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// Builds the machine's clock for the market's time zone.
    pub const fn machine(zone: TimeZone) -> Self {
        Self { source: Source::Machine, zone }
    }

    /// Builds a clock that stands still at a time until it is moved.
    pub fn hand(at: Timestamp, zone: TimeZone) -> Self {
        Self { source: Source::Hand(Arc::new(AtomicI64::new(at.as_microsecond()))), zone }
    }

    /// Returns the time, in UTC to the microsecond.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
    pub fn now(&self) -> Timestamp {
        let micros = match &self.source {
            Source::Machine => Timestamp::now().as_microsecond(),
            Source::Hand(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(micros).expect("a time of this age fits")
    }

    /// Moves a hand clock forward; the machine's clock takes no notice.
    pub fn advance(&self, by: jiff::SignedDuration) {
        if let Source::Hand(at) = &self.source {
            at.fetch_add(i64::try_from(by.as_micros()).unwrap_or(0), Ordering::SeqCst);
        }
    }

    /// Returns today in the market's time zone.
    pub fn today(&self) -> Date {
        self.day_of(self.now())
    }

    /// Returns the day of a time in the market's time zone.
    pub fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// Returns when the running quarter of the calendar began in the market's time zone.
    pub fn start_of_quarter(&self) -> Timestamp {
        let today = self.today();
        let first = Date::constant(today.year(), (today.month() - 1) / 3 * 3 + 1, 1);
        first.to_zoned(self.zone.clone()).expect("the first of a month exists in every zone").timestamp()
    }

    /// Reads a local time of the market, such as `2026-03-05T14:20`; `None` when it is none.
    pub fn local(&self, text: &str) -> Option<Timestamp> {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        local.to_zoned(self.zone.clone()).ok().map(|z| z.timestamp())
    }

    /// Returns the market's time zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Mints an identifier whose order follows the clock.
    pub fn mint<K>(&self) -> Id<K> {
        Id::from_uuid(self.mint_uuid())
    }

    /// Mints a raw identifier.
    pub fn mint_uuid(&self) -> Uuid {
        let mut tail = [0u8; 10];
        getrandom::fill(&mut tail).expect("the operating system gives random bytes");
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}
