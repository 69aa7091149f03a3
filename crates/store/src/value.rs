//! Values between rows and the business: times, days, lists and acts.

use chrono::{DateTime, Utc};
use domain::{Date, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// Times as rows hold them: UTC to the microsecond.
pub(crate) type Moment = DateTime<Utc>;

pub(crate) fn moment(at: Timestamp) -> Moment {
    DateTime::from_timestamp_micros(at.as_microsecond()).expect("a time of this age fits")
}

pub(crate) fn timestamp(at: Moment) -> Timestamp {
    Timestamp::from_microsecond(at.timestamp_micros()).expect("a stored time fits")
}

pub(crate) fn day(text: Option<&str>, table: &'static str, column: &'static str) -> Result<Option<Date>> {
    text.map(|t| t.parse().map_err(|_| Error::corrupt(table, column))).transpose()
}

pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own types write as JSON")
}

pub(crate) fn read<T: DeserializeOwned>(text: &str, table: &'static str, column: &'static str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::corrupt(table, column))
}

pub(crate) fn code<T>(found: Option<T>, table: &'static str, column: &'static str) -> Result<T> {
    found.ok_or(Error::corrupt(table, column))
}

/// Writes bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write;
        write!(text, "{byte:02x}").expect("writing into a string cannot fail");
        text
    })
}

/// Writes a pattern that finds a text as it is, also one with a percent sign in it.
pub(crate) fn containing(text: &str) -> LikeExpr {
    let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{plain}%")).escape('\\')
}

/// A column holds a word, whatever the case of its ASCII letters; others as written or in small letters, since SQLite
/// lowers ASCII alone.
pub(crate) fn contains(column: impl ColumnTrait, word: &str) -> Condition {
    let lower = || Expr::expr(Func::lower(column.into_expr()));
    Condition::any()
        .add(column.like(containing(word)))
        .add(lower().like(containing(&word.to_ascii_lowercase())))
        .add(lower().like(containing(&word.to_lowercase())))
}
