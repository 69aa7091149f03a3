//! The company's side of a need: writing, declaring, submitting, answering, resting and taking back.

use std::collections::BTreeMap;

use domain::event::Subject;
use domain::need::{Need, NeedContent, Origin, Section, Source};
use domain::policy::{Actor, NeedAction};
use domain::{Act, Changed, Date, Lang, Level, MessageId, NeedId, OnBehalf, OrganisationId};
use store::Tx;

use super::{Step, checked_need};
use crate::{App, Call, Done, Error, Result};

/// A need as it is first entered; everything but the content may stay empty.
#[derive(Debug, Clone, Default)]
pub struct NeedEntry {
    /// What is asked.
    pub content: NeedContent,
    /// Whose it is, where that is known.
    pub organisation: Option<OrganisationId>,
    /// The company's name as written.
    pub organisation_name: String,
    /// Who may read it; `None` for the default.
    pub levels: Option<NeedLevels>,
    /// Written language.
    pub language: Lang,
    /// The principal of an agent.
    pub acting_for: String,
    /// Platform and number where it came from.
    pub origin: Option<Origin>,
    /// Whether the declaration about secrets is made with it.
    pub declared: bool,
    /// Whether it is handed in at once.
    pub submit: bool,
    /// Set where a broker writes down what somebody said.
    pub on_behalf: Option<OnBehalf>,
}

/// Who may read a need and its sections.
#[derive(Debug, Clone, Default)]
pub struct NeedLevels {
    /// The level of the whole.
    pub level: Level,
    /// Sections that differ.
    pub sections: BTreeMap<Section, Level>,
}

impl App {
    /// Enters a need as a draft, or hands it in at once; anybody may, with or without an account.
    pub async fn enter_need(&self, call: &Call, entry: NeedEntry) -> Result<Done> {
        match (&call.actor, call.actor.is_broker()) {
            (Actor::Service { .. }, _) => return Err(Error::Forbidden("not_allowed")),
            (_, true) if entry.submit && entry.on_behalf.is_none() => {
                return Err(Error::field("on_behalf", "required"));
            }
            (_, false) if entry.on_behalf.is_some() => return Err(Error::Forbidden("not_for_others")),
            (Actor::Guest { .. } | Actor::Person(_) | Actor::House, _) => {}
        }
        if let Some(organisation) = entry.organisation
            && !call.actor.is_broker()
            && !call.actor.is_member_of(organisation)
        {
            return Err(Error::NotFound);
        }
        if [&entry.content.title, &entry.content.problem].iter().all(|text| text.trim().is_empty()) {
            return Err(Error::field("title", "title_or_problem"));
        }
        self.wanted_later(&entry.content)?;
        let act = call.act(self.clock.now(), entry.on_behalf.clone());
        let id: NeedId = self.clock.mint();
        let year = self.clock.today().year();
        self.change(call, async move |tx: Tx| {
            let need = enter(&tx, id, year, entry, None, &act).await?;
            Ok(Done { subject: Subject::Need(need.id), version: need.version })
        })
        .await
    }

    /// Replaces what is asked.
    pub async fn revise_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        content: NeedContent,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: self.editing(call), on_behalf };
        let later = self.wanted_later(&content);
        self.change_need(call, step, |need, _| {
            // A day that passed while the need was open is no fault of who changes something else.
            if content.wanted_by != need.content.wanted_by {
                later?;
            }
            Ok(need.revise(content)?)
        })
        .await
    }

    /// Refuses a day that is over before anybody could help.
    pub fn wanted_later(&self, content: &NeedContent) -> Result<()> {
        match content.wanted_by {
            Some(day) if day <= self.clock.today() => Err(Error::field("wanted_by", "not_after_today")),
            Some(_) | None => Ok(()),
        }
    }

    /// Sets who may read the need and its sections.
    pub async fn set_need_levels(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        levels: NeedLevels,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: self.editing(call), on_behalf };
        self.change_need(call, step, |need, _| Ok(need.set_levels(levels.level, levels.sections)?)).await
    }

    /// Links a need to an organisation, or notes the name while it is unknown.
    pub async fn link_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        organisation: Option<OrganisationId>,
        name: &str,
    ) -> Result<Done> {
        if let Some(organisation) = organisation
            && !call.actor.is_broker()
            && !call.actor.is_member_of(organisation)
        {
            return Err(Error::NotFound);
        }
        let step = Step { need: id, seen, action: self.editing(call), on_behalf: None };
        self.change_need(call, step, |need, _| Ok(need.belong_to(organisation, name)?)).await
    }

    /// Makes the declaration about secrets and hands the need in.
    pub async fn submit_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        declared: bool,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        let act = call.act(self.clock.now(), on_behalf.cloned());
        let app = self.clone();
        self.change(call, async move |tx: Tx| {
            let mut need = checked_need(&tx, call, &step).await?;
            app.wanted_later(&need.content)?;
            if declared && need.declaration.is_none() {
                need = tx.apply(need.declare(act.clone())?, &act).await?;
            }
            let next = tx.apply(need.submit(&act)?, &act).await?;
            Ok(Done { subject: Subject::Need(next.id), version: next.version })
        })
        .await
    }

    /// Answers a question of the broker.
    pub async fn answer_question(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        question: MessageId,
        words: &str,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        let act = call.act(self.clock.now(), on_behalf.cloned());
        self.change(call, async move |tx: Tx| {
            let need = checked_need(&tx, call, &step).await?;
            let asked = tx.question(question).await?.filter(|q| q.need == id).ok_or(Error::NotFound)?;
            tx.apply(asked.answer(words, act.clone())?, &act).await?;
            Ok(Done { subject: Subject::Need(id), version: need.version })
        })
        .await
    }

    /// Lets the need rest at the company's wish.
    pub async fn pause_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        reason: &str,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        self.change_need(call, step, |need, act| Ok(need.pause(reason, act.at)?)).await
    }

    /// Ends a pause.
    pub async fn resume_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        self.change_need(call, step, |need, act| Ok(need.resume(act.at)?)).await
    }

    /// Renews an expired need, or prolongs a listed one; the new last day lies in the future.
    pub async fn renew_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        review_by: Date,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        if review_by <= self.clock.today() {
            return Err(Error::field("review_by", "in_the_past"));
        }
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        self.change_need(call, step, |need, act| Ok(need.renew(review_by, act.at)?)).await
    }

    /// Proposes the last day of a renewed need: half a year from today.
    pub fn next_review_day(&self) -> Date {
        let today = self.clock.today();
        today.checked_add(jiff::Span::new().months(6)).unwrap_or(today)
    }

    /// Checks that what backs an act exists: a colleague who is a broker, or a stored scan.
    pub async fn check_proof(&self, proof: &domain::Proof) -> Result<()> {
        match proof {
            domain::Proof::Word => Ok(()),
            domain::Proof::CallBack { by, .. } => {
                let account = self.store.account(*by).await?;
                let fits = account.is_some_and(|a| a.roles.contains(&domain::account::Role::Broker));
                if fits { Ok(()) } else { Err(Error::field("on_behalf.proof.by", "unknown")) }
            }
            domain::Proof::Scan { file } => {
                let there = self.store.stored_file(*file).await?.is_some();
                if there { Ok(()) } else { Err(Error::field("on_behalf.proof.file", "unknown")) }
            }
        }
    }

    /// Takes the need back.
    pub async fn withdraw_need(
        &self,
        call: &Call,
        id: NeedId,
        seen: Option<i64>,
        reason: &str,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        let step = Step { need: id, seen, action: NeedAction::ActAsCompany, on_behalf };
        self.change_need(call, step, |need, act| Ok(need.withdraw(reason, act.at)?)).await
    }

    /// Rewriting with the company is the broker's own work; everybody else edits as the company.
    fn editing(&self, call: &Call) -> NeedAction {
        if call.actor.is_broker() { NeedAction::Review } else { NeedAction::ActAsCompany }
    }
}

/// Enters a need inside a transaction; imports use it too.
pub(crate) async fn enter(
    tx: &Tx,
    id: NeedId,
    year: i16,
    entry: NeedEntry,
    review_by: Option<Date>,
    act: &Act,
) -> Result<Need> {
    let NeedEntry {
        content,
        organisation,
        organisation_name,
        levels,
        language,
        acting_for,
        origin,
        declared,
        submit,
        on_behalf,
    } = entry;
    let number = tx.next_need_number(year).await?;
    let Changed { mut next, event } = Need::draft(id, number, content, act)?;
    next.organisation = organisation;
    next.organisation_name = organisation_name.trim().to_owned();
    next.language = language;
    next.acting_for = acting_for;
    next.review_by = review_by;
    next.origin = origin;
    next.source = match (&on_behalf, next.acting_for.is_empty(), &next.origin) {
        (_, false, _) => Source::Agent,
        (_, true, Some(_)) => Source::Import,
        (Some(_), true, None) => Source::Broker,
        (None, true, None) => Source::Company,
    };
    if let Some(levels) = levels {
        next.level = levels.level;
        next.section_levels = levels.sections;
    }
    if declared {
        next.declaration = Some(act.clone());
    }
    let need = tx.apply(Changed { next, event }, act).await?;
    if !submit {
        return Ok(need);
    }
    Ok(tx.apply(need.submit(act)?, act).await?)
}
