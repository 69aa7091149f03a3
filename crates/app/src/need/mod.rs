//! Needs: reading and listing them as far as the viewer may see, and moving them.

mod entry;
mod list;
mod readers;
mod review;
mod seen;

pub(crate) use entry::enter;
pub use entry::{NeedEntry, NeedLevels};
pub(crate) use list::row;
pub use list::{NeedFilter, NeedPage, NeedRow};
pub use readers::{ReaderSeen, ReadingSeen};
pub use review::Move;
pub use seen::{NeedReview, NeedSeen};

use domain::event::Subject;
use domain::need::Need;
use domain::policy::{NeedAction, NeedSight, decide_need};
use domain::{Act, Changed, NeedId, OnBehalf};
use store::Tx;

use crate::{App, Call, Done, Error, Result, refuse};

impl App {
    /// Reads a need as far as the caller may see it.
    pub async fn need(&self, call: &Call, id: NeedId) -> Result<NeedSeen> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        let sight = judge(call, &need, NeedAction::Read)?;
        let questions = if sight.review { self.store.questions_of(id).await? } else { Vec::new() };
        Ok(NeedSeen::new(need, questions, sight, call.actor.is_broker()))
    }

    /// Opens a need for somebody who reads it: what leaves the house is noted for its company.
    pub async fn open_need(&self, call: &Call, id: NeedId) -> Result<NeedSeen> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        let sight = judge(call, &need, NeedAction::Read)?;
        self.note_reading(call, &need, &sight).await?;
        self.need(call, id).await
    }

    /// Reads a need that the caller wants to do something with; refuses as the policy does.
    pub async fn need_for(&self, call: &Call, id: NeedId, action: NeedAction) -> Result<NeedSeen> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        judge(call, &need, action)?;
        self.need(call, id).await
    }

    /// Reads, checks, changes and writes a need in one transaction.
    pub(crate) async fn change_need(
        &self,
        call: &Call,
        at: Step<'_>,
        work: impl FnOnce(Need, &Act) -> Result<Changed<Need>> + Send,
    ) -> Result<Done> {
        let act = call.act(self.clock.now(), at.on_behalf.cloned());
        self.change(call, async move |tx: Tx| {
            let need = checked_need(&tx, call, &at).await?;
            let next = tx.apply(work(need, &act)?, &act).await?;
            Ok(Done { subject: Subject::Need(next.id), version: next.version })
        })
        .await
    }
}

/// A step on a need: which one, at which version, under which rule, for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    pub(crate) need: NeedId,
    /// The version the caller saw; `None` where the face does not ask for one.
    pub(crate) seen: Option<i64>,
    pub(crate) action: NeedAction,
    pub(crate) on_behalf: Option<&'a OnBehalf>,
}

/// Reads a need inside a transaction, asks the policy and compares versions.
pub(crate) async fn checked_need(tx: &Tx, call: &Call, step: &Step<'_>) -> Result<Need> {
    let need = tx.need(step.need).await?.ok_or(Error::NotFound)?;
    judge(call, &need, step.action)?;
    behalf_fits(call, step)?;
    if step.seen.is_some_and(|seen| seen != need.version) {
        return Err(Error::Stale { what: "need" });
    }
    Ok(need)
}

pub(crate) fn judge(call: &Call, need: &Need, action: NeedAction) -> Result<NeedSight> {
    decide_need(&call.actor, action, &need.facts()).map_err(|no| refuse(&no))
}

/// Brokers say for whom they act where the move is the company's; nobody else acts for others.
fn behalf_fits(call: &Call, step: &Step<'_>) -> Result<()> {
    let companys_move = matches!(step.action, NeedAction::ActAsCompany | NeedAction::Consent);
    match (call.actor.is_broker(), step.on_behalf.is_some()) {
        (true, false) if companys_move => Err(Error::field("on_behalf", "required")),
        (false, true) => Err(Error::Forbidden("not_for_others")),
        (true | false, _) => Ok(()),
    }
}
