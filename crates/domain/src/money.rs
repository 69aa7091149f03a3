//! Money, always whole minor units and a currency.

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// The largest amount, in minor units: nobody means more than a hundred billion.
pub const MOST: i64 = 10_000_000_000_000;

/// What a company says about its budget.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Budget {
    /// Nothing was said yet; the broker asks.
    #[default]
    NotGiven,
    /// 面议.
    ToDiscuss,
    /// One amount.
    Fixed {
        /// Amount in minor units (fen, cents).
        amount: i64,
        /// ISO 4217 code.
        currency: String,
    },
    /// From one amount to another; one end may be open.
    Range {
        /// Lower end in minor units.
        min: Option<i64>,
        /// Upper end in minor units.
        max: Option<i64>,
        /// ISO 4217 code.
        currency: String,
    },
}

impl Budget {
    /// Refuses negative amounts, a minimum above the maximum, an empty range and an unknown currency form.
    pub fn check(&self) -> Result<(), Invalid> {
        let (min, max, currency) = match self {
            Self::NotGiven | Self::ToDiscuss => return Ok(()),
            Self::Fixed { amount, currency } => (Some(*amount), Some(*amount), currency),
            Self::Range { min, max, currency } => (*min, *max, currency),
        };
        if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Invalid::new("budget.currency", "bad_code"));
        }
        for (field, amount) in [("budget.min", min), ("budget.max", max)] {
            if amount.is_some_and(|a| a > MOST) {
                return Err(Invalid::outside(field, &(0..=MOST)));
            }
        }
        match (min, max) {
            (None, None) => Err(Invalid::new("budget", "required")),
            (Some(v), _) | (_, Some(v)) if v < 0 => Err(Invalid::new("budget", "negative")),
            (Some(a), Some(b)) if a > b => Err(Invalid::new("budget", "min_above_max")),
            _ => Ok(()),
        }
    }

    /// Returns the code of the kind: `not_given`, `to_discuss`, `fixed` or `range`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::NotGiven => "not_given",
            Self::ToDiscuss => "to_discuss",
            Self::Fixed { .. } => "fixed",
            Self::Range { .. } => "range",
        }
    }
}
