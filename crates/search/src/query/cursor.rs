//! Marks between pages.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A place between two hits; its text is safe in URLs and says nothing about the hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(super) relaxed: bool,
    pub(super) rank: u64,
    pub(super) tie: u64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:016x}{:016x}", if self.relaxed { 'r' } else { 's' }, self.rank, self.tie)
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() != 33 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Error::BadCursor);
        }
        let relaxed = match text.as_bytes()[0] {
            b'r' => true,
            b's' => false,
            _ => return Err(Error::BadCursor),
        };
        let number = |part: &str| u64::from_str_radix(part, 16).map_err(|_| Error::BadCursor);
        Ok(Self { relaxed, rank: number(&text[1..17])?, tie: number(&text[17..])? })
    }
}
