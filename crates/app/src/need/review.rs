//! The broker's side of a need: diagnosis, questions, approval, wording, clearance, publication and matching.

use domain::event::Subject;
use domain::need::{ConsentKind, NotAcceptedReason, PublicText, Ready};
use domain::policy::NeedAction;
use domain::question::Question;
use domain::{AccountId, Changed, MessageId, NeedId, OnBehalf};

use store::Tx;

use super::{Step, checked_need};
use crate::{App, Call, Done, Error, Result};

/// A move of the broker who answers for a need.
#[derive(Debug, Clone)]
pub enum Move {
    /// Does not accept it, with a reason.
    NotAccept {
        /// Why.
        reason: NotAcceptedReason,
        /// Further words.
        note: String,
    },
    /// Approves it.
    Approve(Ready),
    /// Writes the text for outsiders.
    Word(PublicText),
    /// Ticks that the text with this checksum holds no secret.
    Clear {
        /// The checksum that was read.
        checksum: String,
    },
    /// Lists it.
    Publish,
    /// Starts matching, in the open or privately as the consent says.
    StartMatching,
    /// Shows or hides the English abstract abroad.
    ShowAbroad(bool),
    /// Marks it as a key core technology need, or takes the mark away.
    Chokepoint(Option<String>),
}

impl App {
    /// Takes a need into diagnosis and answers for it from now on.
    pub async fn take_need(&self, call: &Call, id: NeedId, seen: Option<i64>) -> Result<Done> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        let step = Step { need: id, seen, action: NeedAction::Handle, on_behalf: None };
        self.change_need(call, step, |need, act| Ok(need.take(broker, act.at)?)).await
    }

    /// Hands a need to a broker.
    pub async fn assign_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        broker: AccountId,
    ) -> Result<Done> {
        let account = self.store.account(broker).await?.ok_or_else(|| Error::field("broker", "unknown"))?;
        if !account.roles.contains(&domain::account::Role::Broker) {
            return Err(Error::field("broker", "not_a_broker"));
        }
        let step = Step { need: id, seen, action: NeedAction::Handle, on_behalf: None };
        self.change_need(call, step, |need, _| Ok(need.assign(broker)?)).await
    }

    /// Returns a need to the company with a question tied to a field.
    pub async fn return_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        field: &str,
        question: &str,
    ) -> Result<Done> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        let step = Step { need: id, seen, action: NeedAction::Review, on_behalf: None };
        let act = call.act(self.clock.now(), None);
        let asked = Question {
            id: self.clock.mint::<domain::id::MessageKind>(),
            version: 1,
            need: id,
            field: field.to_owned(),
            text: question.to_owned(),
            asked_by: broker,
            asked_at: act.at,
            answer: None,
        };
        self.change(call, async move |tx: Tx| {
            let need = checked_need(&tx, call, &step).await?;
            tx.apply(asked.ask()?, &act).await?;
            let next = tx.apply(need.give_back(broker, act.at)?, &act).await?;
            Ok(Done { subject: Subject::Need(next.id), version: next.version })
        })
        .await
    }

    /// Asks a question without returning the need.
    pub async fn ask_question(
        &self,
        call: &Call,
        id: NeedId,
        field: &str,
        question: &str,
    ) -> Result<MessageId> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        let step = Step { need: id, seen: None, action: NeedAction::Review, on_behalf: None };
        let act = call.act(self.clock.now(), None);
        let message: MessageId = self.clock.mint();
        let asked = Question {
            id: message,
            version: 1,
            need: id,
            field: field.to_owned(),
            text: question.to_owned(),
            asked_by: broker,
            asked_at: act.at,
            answer: None,
        };
        self.change(call, async move |tx: Tx| {
            let need = checked_need(&tx, call, &step).await?;
            tx.apply(asked.ask()?, &act).await?;
            Ok(Done { subject: Subject::Need(id), version: need.version })
        })
        .await?;
        Ok(message)
    }

    /// Makes a move of the broker who answers for the need.
    pub async fn move_need(&self, call: &Call, id: NeedId, seen: Option<i64>, step: Move) -> Result<Done> {
        if let Move::Approve(ready) = &step
            && ready.review_by <= self.clock.today()
        {
            return Err(Error::field("review_by", "in_the_past"));
        }
        let at = Step { need: id, seen, action: NeedAction::Review, on_behalf: None };
        self.change_need(call, at, |need, act| {
            if matches!(step, Move::Approve(_)) {
                // Everything that is missing is told at once.
                let missing = need.content.missing_at_approval();
                if !missing.is_empty() {
                    let all = missing.into_iter().map(|field| domain::Invalid::new(field, "required"));
                    return Err(Error::Invalid(all.collect()));
                }
            }
            Ok(match step {
                Move::NotAccept { reason, note } => need.not_accept(reason, &note, act.at)?,
                Move::Approve(ready) => need.approve(ready, act)?,
                Move::Word(public) => need.word(public)?,
                Move::Clear { checksum } => need.clear(&checksum, act.clone())?,
                Move::Publish => need.publish(act.at)?,
                Move::StartMatching => need.start_matching(act.at)?,
                Move::ShowAbroad(visible) => need.set_foreign_visible(visible)?,
                Move::Chokepoint(reason) => need.set_chokepoint(reason)?,
            })
        })
        .await
    }

    /// Records the company's consent to the exact text.
    pub async fn consent_to_text(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        kind: ConsentKind,
        checksum: &str,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::Consent, on_behalf };
        self.change_need(call, step, |need, act| Ok(need.consent(kind, checksum, act.clone())?)).await
    }

    /// Merges a need into an older one, which keeps the history.
    pub async fn merge_need(&self, call: &Call, id: NeedId, seen: Option<i64>, into: NeedId) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::Review, on_behalf: None };
        let older = Step { need: into, seen: None, action: NeedAction::Read, on_behalf: None };
        let act = call.act(self.clock.now(), None);
        self.change(call, async move |tx: Tx| {
            let need = checked_need(&tx, call, &step).await?;
            let into = checked_need(&tx, call, &older).await?;
            let changed: Changed<_> = need.merge_into(&into, act.at)?;
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Need(next.id), version: next.version })
        })
        .await
    }
}
