//! Audience levels (公开范围): who may read a text. They are commercial, never a state classification.

use serde::{Deserialize, Serialize};

/// Who may read a text, from everybody to the people in charge alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// L0 公开: everybody.
    Public,
    /// L1 实名可见: verified users.
    #[default]
    Verified,
    /// L2 承诺后可见: invited people who signed an undertaking.
    Undertaking,
    /// L3 仅承办人可见: the company and the broker on the case.
    Case,
}

impl Level {
    /// All levels, the most open first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Verified, Self::Undertaking, Self::Case];

    /// Returns 0 to 3, as stored in rows and in the index.
    pub const fn number(self) -> u8 {
        match self {
            Self::Public => 0,
            Self::Verified => 1,
            Self::Undertaking => 2,
            Self::Case => 3,
        }
    }

    /// Reads the number of a row; `None` when it is not 0 to 3.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Public),
            1 => Some(Self::Verified),
            2 => Some(Self::Undertaking),
            3 => Some(Self::Case),
            _ => None,
        }
    }

    /// Tells whether fewer than everybody may read.
    pub const fn is_above_public(self) -> bool {
        !matches!(self, Self::Public)
    }

    /// Returns the stable code used in JSON and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Verified => "verified",
            Self::Undertaking => "undertaking",
            Self::Case => "case",
        }
    }
}
