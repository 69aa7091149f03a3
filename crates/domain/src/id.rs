//! Identifiers that remember what they name.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A `UUIDv7` that remembers what it names; shown as a prefix and 26 characters of base 32.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

/// What an [`Id`] points at; the prefix is what people see in URLs and logs.
pub trait Kind {
    /// The visible prefix, without the underscore.
    const PREFIX: &'static str;
}

/// Why a text is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not an identifier that starts with {wanted}_")]
pub struct BadId {
    /// The prefix the caller wanted.
    pub wanted: &'static str,
    /// The text as it was given, cut to 64 characters.
    pub given: String,
}

impl<K> Id<K> {
    /// Wraps a raw value; only the memory and the mint do this.
    pub const fn from_uuid(raw: Uuid) -> Self {
        Self(raw, PhantomData)
    }

    /// Returns the raw value for a row.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

fn alphabet() -> data_encoding::Encoding {
    let mut spec = data_encoding::Specification::new();
    spec.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    spec.encoding().expect("32 distinct symbols make an encoding")
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, alphabet().encode(self.0.as_bytes()))
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { wanted: K::PREFIX, given: text.chars().take(64).collect() };
        let rest = text.strip_prefix(K::PREFIX).and_then(|r| r.strip_prefix('_')).ok_or_else(bad)?;
        let bytes = alphabet().decode(rest.as_bytes()).map_err(|_| bad())?;
        Ok(Self::from_uuid(Uuid::from_slice(&bytes).map_err(|_| bad())?))
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'_, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! ids {
    ($($kind:ident $alias:ident = $prefix:literal, $what:literal;)*) => {$(
        #[doc = concat!("Marks identifiers of ", $what, ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $kind {}
        impl Kind for $kind {
            const PREFIX: &'static str = $prefix;
        }
        #[doc = concat!("Names ", $what, ".")]
        pub type $alias = Id<$kind>;
    )*};
}

// Append-only, alphabetical.
ids! {
    AccountKind AccountId = "acct", "an account";
    BatchKind BatchId = "impt", "an import batch";
    ConflictKind ConflictId = "cflt", "a conflict of interest";
    EvidenceKind EvidenceId = "evid", "an evidence item";
    ExpertKind ExpertId = "expt", "an expert";
    FileKind FileId = "file", "a stored file";
    LinkKind LinkId = "link", "a one-time link";
    MatchKind MatchId = "mtch", "a match";
    MessageKind MessageId = "mesg", "a message on a need";
    NeedKind NeedId = "need", "a technical need";
    OrganisationKind OrganisationId = "orgn", "an organisation";
    ReadingKind ReadingId = "read", "a reading of a need";
    SessionKind SessionId = "sess", "a session";
    TeamKind TeamId = "team", "an expert team";
    TokenKind TokenId = "tokn", "a service token";
}
