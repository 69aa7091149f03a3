//! Texts that must not slip into logs, and the limits of texts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// Protected text: it can be stored and shown to those who may read it, and its `Debug` prints `***`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidential<T>(T);

impl<T> Confidential<T> {
    /// Marks a value as protected.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
    /// Opens the value; the caller has a permit that names the field.
    pub const fn open(&self) -> &T {
        &self.0
    }
    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Confidential<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T> From<T> for Confidential<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// A password or token; it is never serialised and its `Debug` prints `***`.
#[derive(Clone)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a secret.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
    /// Reveals the secret to the one place that checks it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        T::deserialize(d).map(Self)
    }
}

/// Longest one-line text, in characters.
pub const LINE: usize = 200;
/// Longest paragraph field, in characters.
pub const PARAGRAPHS: usize = 10_000;

/// Trims a text and refuses one that is longer than `limit` characters (`too_long`) or holds control characters (`control_character`).
pub fn within(field: &str, text: &str, limit: usize) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(Invalid::new(field, "too_long"));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Invalid::new(field, "control_character"));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// Trims a text and refuses an empty one (`required`), besides what [`within`] refuses.
pub fn required(field: &str, text: &str, limit: usize) -> Result<String, Invalid> {
    let text = within(field, text, limit)?;
    if text.is_empty() { Err(Invalid::new(field, "required")) } else { Ok(text) }
}
/// Tells whether a text holds a figure, in digits of any script or as a Chinese numeral.
pub fn has_figure(text: &str) -> bool {
    // 一 is left out: it stands in 一般 and 一致 more often than for a number.
    const NUMERALS: &str = "〇零二两兩三四五六七八九十百千万萬亿億半";
    text.chars().any(|c| c.is_numeric() || NUMERALS.contains(c))
}
