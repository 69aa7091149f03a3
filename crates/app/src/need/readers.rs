//! Who outside the case opened a need: noted before its text leaves the house, looked up by its company.
//!
//! Lists and searches show titles and abstracts without a note.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::account::Role;
use domain::need::{Need, ReadPart, Reader, Reading, noted};
use domain::policy::{NeedAction, NeedSight};
use domain::{AccountId, Level, NeedId, ReadingId, TokenId};
use store::Tx;

use super::judge;
use crate::{App, Call, Error, NeedSeen, Result};

/// Who read, as far as the company may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderSeen {
    /// What they are here: `broker`, `official`, `administrator`, `liaison`, `expert`, `company` or `token`.
    pub kind: &'static str,
    /// The name; empty for people of other companies and for experts who did not agree to be named.
    pub name: String,
}

/// A reading with its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingSeen {
    /// What was noted.
    pub reading: Reading,
    /// Who it was.
    pub reader: ReaderSeen,
}

impl App {
    /// Notes a reading before its text leaves the house, once a day for a reader and a version.
    ///
    /// What is not public is shown only where the note could be written; what is, is shown anyway.
    pub(crate) async fn note_reading(&self, call: &Call, need: &Need, sight: &NeedSight) -> Result<()> {
        let Some((reader, part)) = noted(&call.actor, &need.facts(), sight) else { return Ok(()) };
        let reading = Reading {
            id: self.clock.mint(),
            need: need.id,
            version: need.version,
            reader,
            part,
            day: self.clock.today(),
            at: self.clock.now(),
        };
        if self.store.has_reading(&reading).await? {
            return Ok(());
        }
        let act = call.act(self.clock.now(), None);
        let written = self
            .store
            .write(async |tx: Tx| -> Result<()> {
                tx.set_request_id(&call.request_id);
                Ok(tx.note_reading(&reading, &act).await?)
            })
            .await;
        match (written, part) {
            (Err(error), ReadPart::PublicText | ReadPart::Abstract | ReadPart::Sections(Level::Public)) => {
                tracing::warn!(%error, need = %need.id, "a reading of a public text could not be noted");
                Ok(())
            }
            (written, _) => written,
        }
    }

    /// Lists who outside the case read a need, the latest first, and how many readings there are; for its company and the broker who answers for it.
    pub async fn need_readers(
        &self,
        call: &Call,
        id: NeedId,
        before: Option<ReadingId>,
        limit: u64,
    ) -> Result<(Vec<ReadingSeen>, u64)> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        judge(call, &need, NeedAction::ReadLog)?;
        let readings = self.store.readings_of(id, before, limit).await?;
        let mut known = BTreeMap::new();
        for reading in &readings {
            if let Entry::Vacant(free) = known.entry(reading.reader) {
                free.insert(self.reader(reading.reader).await?);
            }
        }
        let seen = |reading: Reading| ReadingSeen { reader: known[&reading.reader].clone(), reading };
        let total = self.store.count_readings(id).await?;
        Ok((readings.into_iter().map(seen).collect(), total))
    }

    /// Counts the readings that `need_readers` lists, for a need that was read already.
    pub async fn count_need_readers(&self, seen: &NeedSeen) -> Result<u64> {
        if seen.sight.own { Ok(self.store.count_readings(seen.id).await?) } else { Ok(0) }
    }

    async fn reader(&self, reader: Reader) -> Result<ReaderSeen> {
        match reader {
            Reader::Account(id) => self.person_who_read(id).await,
            Reader::Token(id) => self.program_that_read(id).await,
        }
    }

    async fn program_that_read(&self, id: TokenId) -> Result<ReaderSeen> {
        let token = self.store.tokens().await?.into_iter().find(|t| t.id == id);
        Ok(ReaderSeen { kind: "token", name: token.map(|t| t.label).unwrap_or_default() })
    }

    async fn person_who_read(&self, id: AccountId) -> Result<ReaderSeen> {
        let account = self.store.account(id).await?.ok_or(Error::NotFound)?;
        let named = |kind| ReaderSeen { kind, name: account.name.clone() };
        let hidden = |kind| ReaderSeen { kind, name: String::new() };
        let first = account.roles.iter().min_by_key(|role| weight(role));
        Ok(match first {
            Some(Role::Broker) => named("broker"),
            Some(Role::Official) => named("official"),
            Some(Role::Administrator) => named("administrator"),
            Some(Role::Liaison { .. }) => named("liaison"),
            Some(Role::Expert { expert }) => {
                let expert = self.store.expert(*expert).await?.map(|e| e.profile);
                match expert.filter(|profile| profile.consent_on.is_some()) {
                    Some(profile) => ReaderSeen { kind: "expert", name: profile.name },
                    None => hidden("expert"),
                }
            }
            Some(Role::Company { .. }) | None => hidden("company"),
        })
    }
}

/// An office of the alliance says more about a reader than the company or profile they also have.
const fn weight(role: &Role) -> u8 {
    match role {
        Role::Broker => 0,
        Role::Official => 1,
        Role::Administrator => 2,
        Role::Expert { .. } => 3,
        Role::Liaison { .. } => 4,
        Role::Company { .. } => 5,
    }
}
