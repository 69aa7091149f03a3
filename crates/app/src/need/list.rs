//! Lists of needs: my company's, the broker's queue, and what is listed for everybody.

use domain::need::{Need, NeedState};
use domain::policy::{Actor, NeedSight};
use domain::{AccountId, Date, Level, NeedId, OrganisationId, Timestamp};

use std::collections::BTreeMap;

use crate::{App, Call, Error, Result};

/// Which needs a list shows; every filter narrows it.
#[derive(Debug, Clone, Default)]
pub struct NeedFilter {
    /// State codes; empty for all.
    pub states: Vec<String>,
    /// One company's.
    pub organisation: Option<OrganisationId>,
    /// One broker's.
    pub broker: Option<AccountId>,
    /// Technical field, as a slug.
    pub field: Option<String>,
    /// Words that number, title or company hold; at most 200 characters, for brokers and officials, who read all three.
    pub text: Option<String>,
    /// Most rows, up to 100.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<NeedId>,
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct NeedRow {
    /// Its name.
    pub id: NeedId,
    /// Its version.
    pub version: i64,
    /// The number people say.
    pub number: String,
    /// The title the viewer may read.
    pub title: String,
    /// The abstract the viewer may read.
    pub summary: String,
    /// Where it stands.
    pub state: NeedState,
    /// Who may read it.
    pub level: Level,
    /// The company, where the viewer may know.
    pub organisation: Option<(Option<OrganisationId>, String)>,
    /// The broker who answers for it, for the company and brokers.
    pub broker: Option<AccountId>,
    /// Technical field, as a slug.
    pub field: String,
    /// The last day before it expires.
    pub review_by: Option<Date>,
    /// When it was first entered.
    pub created_at: Timestamp,
    /// How many questions wait for the company.
    pub open_questions: usize,
    /// Whether it waits for the company's consent to the worded text, for the company and the broker.
    pub awaits_consent: bool,
    /// Whether it is the caller's own need or case.
    pub own: bool,
    /// How many partners are on the shortlist, for the broker on the case.
    pub shortlisted: usize,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct NeedPage {
    /// The rows.
    pub rows: Vec<NeedRow>,
    /// How many the viewer could see in all.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<NeedId>,
}

impl App {
    /// Tells whether the caller may read the broker's queue.
    pub fn may_read_queue(&self, call: &Call) -> Result<()> {
        self.permit(&call.actor, &domain::policy::Action::ReadQueue).map(|_| ())
    }

    /// Finds the need of a number such as `2026-0317`, if the caller may know of it.
    pub async fn need_numbered(&self, call: &Call, number: &str) -> Result<NeedId> {
        let need = self.store.need_numbered(number.trim()).await?;
        let known = need.filter(|n| NeedSight::of(&call.actor, &n.facts()).is_some());
        known.map(|n| n.id).ok_or_else(|| Error::field("into", "unknown"))
    }

    /// Lists the needs that the caller may see, the newest first.
    pub async fn needs(&self, call: &Call, filter: &NeedFilter) -> Result<NeedPage> {
        if filter.states.iter().any(|s| !NeedState::CODES.contains(&s.as_str())) {
            return Err(Error::field("states", "unknown"));
        }
        if filter.text.as_ref().is_some_and(|t| t.chars().count() > 200) {
            return Err(Error::field("q", "too_long"));
        }
        let reads_all = call.actor.is_broker() || call.actor.is_official();
        let wanted = store::NeedQuery {
            text: filter.text.clone().filter(|_| reads_all),
            states: filter.states.clone(),
            organisation: filter.organisation,
            broker: filter.broker,
            field: filter.field.clone(),
            visible: scope(&call.actor),
            limit: filter.limit.clamp(1, 100),
            after: filter.after,
        };
        let total = self.store.count_needs(&wanted).await?;
        let found = self.store.list_needs(&wanted).await?;
        let next = if found.len() as u64 == wanted.limit { found.last().map(|n| n.id) } else { None };
        let ids: Vec<NeedId> = found.iter().map(|n| n.id).collect();
        let open = self.store.open_questions(&ids).await?;
        let chosen =
            if call.actor.is_broker() { self.store.shortlisted_for(&ids).await? } else { BTreeMap::new() };
        let rows = found
            .into_iter()
            .filter_map(|need| {
                let sight = NeedSight::of(&call.actor, &need.facts())?;
                let waiting = open.get(&need.id).copied().unwrap_or(0);
                let shortlisted = if sight.own { chosen.get(&need.id).copied().unwrap_or(0) } else { 0 };
                let row = row(need, sight, if sight.review { waiting } else { 0 });
                Some(NeedRow { shortlisted, ..row })
            })
            .collect();
        Ok(NeedPage { rows, total, next })
    }
}

/// Turns who asks into a filter inside the query, so that counts and cursors do not leak.
fn scope(actor: &Actor) -> store::NeedScope {
    if matches!(actor, Actor::House) {
        return store::NeedScope::All;
    }
    if actor.is_broker() {
        return store::NeedScope::Broker(actor.account());
    }
    if actor.is_official() {
        return store::NeedScope::NoDrafts;
    }
    let organisations = actor
        .roles()
        .filter_map(|role| match role {
            domain::account::Role::Company { organisation, .. } => Some(organisation),
            domain::account::Role::Expert { .. }
            | domain::account::Role::Liaison { .. }
            | domain::account::Role::Broker
            | domain::account::Role::Official
            | domain::account::Role::Administrator => None,
        })
        .collect();
    let draft = if let Actor::Guest { draft } = actor { *draft } else { None };
    store::NeedScope::Own { organisations, account: actor.account(), draft, abroad: actor.is_foreign() }
}

pub(crate) fn row(need: Need, sight: NeedSight, open_questions: usize) -> NeedRow {
    let awaits_consent = sight.own
        && matches!(need.state, NeedState::Approved { .. })
        && need.public.is_some()
        && need.consent.is_none();
    let seen = super::NeedSeen::new(need, Vec::new(), sight, false);
    NeedRow {
        id: seen.id,
        version: seen.version,
        number: seen.number,
        title: seen.title,
        summary: seen.summary,
        state: seen.state,
        level: seen.level,
        organisation: seen.organisation,
        broker: seen.review.as_ref().and_then(|r| r.broker),
        field: seen.content.field,
        review_by: seen.review_by,
        created_at: seen.created_at,
        open_questions,
        awaits_consent,
        own: sight.own,
        shortlisted: 0,
        demo: seen.demo,
    }
}
