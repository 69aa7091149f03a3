//! Acts, and acts recorded on behalf of somebody (代录).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AccountId, FileId, Invalid, text};

/// By which way a company or an expert told the broker what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 电话.
    Phone,
    /// 走访.
    Visit,
    /// 微信.
    Wechat,
    /// 邮件.
    Mail,
    /// 盖章纸件.
    StampedPaper,
}

impl Channel {
    /// All channels, in the order pages show them.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Visit, Self::Wechat, Self::Mail, Self::StampedPaper];

    /// Returns the stable code of rows, JSON and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Visit => "visit",
            Self::Wechat => "wechat",
            Self::Mail => "mail",
            Self::StampedPaper => "stamped_paper",
        }
    }

    /// Reads a code; `None` when there is no such channel.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// What backs an act recorded on behalf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Proof {
    /// The recorder's word; enough for acts that bind nobody.
    Word,
    /// A stamped scan, stored as a file.
    Scan {
        /// The stored scan.
        file: FileId,
    },
    /// A second person called back and heard the same.
    CallBack {
        /// Who called back; never the recorder.
        by: AccountId,
        /// When.
        at: Timestamp,
    },
}

/// On whose behalf an act was recorded, how it was told, and what backs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// How the person told it.
    pub channel: Channel,
    /// Who told it: a name, as the recorder heard it.
    pub person: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// What backs it.
    pub proof: Proof,
}

impl OnBehalf {
    /// Checks the parts; refuses an empty person and a time after `now`.
    pub fn new(
        channel: Channel,
        person: &str,
        told_at: Timestamp,
        proof: Proof,
        now: Timestamp,
    ) -> Result<Self, Invalid> {
        let person = text::required("on_behalf.person", person, text::LINE)?;
        if told_at > now {
            return Err(Invalid::new("on_behalf.told_at", "in_the_future"));
        }
        Ok(Self { channel, person, told_at, proof })
    }
}

/// Who did something, when, and on whose behalf it was recorded, if it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Who acted or recorded; `None` for a timer.
    pub by: Option<AccountId>,
    /// When it was done or recorded, in UTC to the microsecond.
    pub at: Timestamp,
    /// Set when a broker or liaison recorded it for somebody else.
    pub on_behalf: Option<OnBehalf>,
}

impl Act {
    /// An act of a person in their own name.
    pub const fn own(by: AccountId, at: Timestamp) -> Self {
        Self { by: Some(by), at, on_behalf: None }
    }
    /// An act of a timer, which makes reversible moves only.
    pub const fn timer(at: Timestamp) -> Self {
        Self { by: None, at, on_behalf: None }
    }
}
