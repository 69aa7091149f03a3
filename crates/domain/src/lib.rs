//! The business of a technology-broker alliance: types, states, rules and policy.
//!
//! Nothing here touches a disk, a clock or chance: time and identifiers arrive as arguments.
//! The same noun names the file in every room of the house.

pub mod account;
pub mod act;
pub mod conflict;
pub mod event;
pub mod evidence;
pub mod expert;
pub mod id;
pub mod lang;
pub mod level;
pub mod matching;
pub mod money;
pub mod need;
pub mod number;
pub mod organisation;
pub mod policy;
pub mod promise;
pub mod question;
pub mod refused;
pub mod team;
pub mod text;

pub use act::{Act, Channel, OnBehalf, Proof};
pub use id::{
    AccountId, BatchId, ConflictId, EvidenceId, ExpertId, FileId, Id, LinkId, MatchId, MessageId, NeedId,
    OrganisationId, ReadingId, SessionId, TeamId, TokenId,
};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use lang::Lang;
pub use level::Level;
pub use refused::{Changed, Invalid, Refused};
pub use text::{Confidential, Secret};
