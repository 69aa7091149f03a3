//! Searching: the finder proposes, the store is read afresh, and what the viewer may not see never counts.

use std::collections::BTreeMap;

use domain::evidence::Evidence;
use domain::expert::Expert;
use domain::policy::{Action, Actor, NeedSight};
use domain::team::Team;
use domain::{EvidenceId, ExpertId, NeedId, TeamId};
use search::{Audience, Cursor, DocKey, Filters, Kind, Query, Visibility};

use crate::directory::{blank_contacts, facts_of};
use crate::{App, Call, Error, NeedRow, Result};

pub use search::highlight as marks;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// The words, at most 512 characters.
    pub text: String,
    /// `expert`, `team`, `evidence` or `need`; empty for all.
    pub kind: String,
    /// Slugs of technical fields.
    pub fields: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// Teams.
    pub teams: Vec<TeamId>,
    /// Only from abroad, or only from home.
    pub foreign: Option<bool>,
    /// Hits, up to 100.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// One thing that was found.
#[derive(Debug, Clone)]
pub enum Found {
    /// A need.
    Need(Box<NeedRow>),
    /// An expert with the team.
    Expert(Box<Expert>, Option<Box<Team>>),
    /// A team.
    Team(Box<Team>),
    /// An evidence item with its owners' names.
    Evidence(Box<Evidence>, Vec<(ExpertId, String)>),
}

/// One page of an answer.
#[derive(Debug, Clone)]
pub struct FoundPage {
    /// What was found, the best first.
    pub found: Vec<Found>,
    /// How many fit in all.
    pub total: usize,
    /// How many have which facts: `kind`, `field`, `country`, `team`, `language`, `evidence`, `year`.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether nothing held enough of the words, so that these hold only some.
    pub relaxed: bool,
}

impl App {
    /// Searches what the caller may find.
    pub async fn search(&self, call: &Call, wanted: &SearchRequest) -> Result<FoundPage> {
        if wanted.text.chars().count() > 512 {
            return Err(Error::field("q", "too_long"));
        }
        let kind = match wanted.kind.as_str() {
            "" => None,
            code => Some(Kind::from_code(code).ok_or_else(|| Error::field("kind", "unknown"))?),
        };
        let cursor = match &wanted.cursor {
            Some(text) => Some(text.parse::<Cursor>().map_err(|_| Error::field("cursor", "bad_cursor"))?),
            None => None,
        };
        let query = Query {
            text: wanted.text.clone(),
            kind,
            filters: Filters {
                fields: wanted.fields.clone(),
                countries: wanted.countries.clone(),
                teams: wanted.teams.clone(),
                foreign: wanted.foreign,
                ..Filters::default()
            },
            visible: visibility(&call.actor),
            limit: wanted.limit.clamp(1, 100),
            after: cursor,
            ..Query::default()
        };
        let finder = self.finder.clone();
        let page = tokio::task::spawn_blocking(move || finder.search(&query))
            .await
            .map_err(Error::internal)?
            .map_err(|e| match e {
                search::Error::BadCursor => Error::field("cursor", "bad_cursor"),
                other => Error::Unavailable(Box::new(other)),
            })?;
        let keys: Vec<DocKey> = page.hits.iter().map(|h| h.key).collect();
        let found = self.read_found(call, &keys).await?;
        let dropped = keys.len() - found.len();
        Ok(FoundPage {
            found,
            total: page.total.saturating_sub(dropped),
            facets: page.facets,
            next: page.next.map(|c| c.to_string()),
            relaxed: page.relaxed,
        })
    }

    /// Reads what the finder proposed afresh and drops what the caller may not see by now.
    async fn read_found(&self, call: &Call, keys: &[DocKey]) -> Result<Vec<Found>> {
        let (mut needs, mut experts, mut teams, mut evidence) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for key in keys {
            match key {
                DocKey::Need(id) => needs.push(*id),
                DocKey::Expert(id) => experts.push(*id),
                DocKey::Team(id) => teams.push(*id),
                DocKey::Evidence(id) => evidence.push(*id),
            }
        }
        let needs: BTreeMap<NeedId, NeedRow> = self.rows_of(call, &needs).await?;
        let evidence: BTreeMap<EvidenceId, Evidence> =
            self.store.evidence_by_ids(&evidence).await?.into_iter().map(|e| (e.id, e)).collect();
        experts.extend(evidence.values().flat_map(|e| e.owners.iter().map(|(id, _)| *id)));
        let experts = self.seen_experts(call, &experts).await?;
        let all_teams: BTreeMap<TeamId, Team> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect();
        let teams_open = self.permit(&call.actor, &Action::ReadTeam).is_ok();
        let found = keys.iter().filter_map(|key| match key {
            DocKey::Need(id) => needs.get(id).cloned().map(|n| Found::Need(Box::new(n))),
            DocKey::Expert(id) => experts.get(id).map(|e| {
                let team = e.profile.team.and_then(|t| all_teams.get(&t)).cloned().map(Box::new);
                Found::Expert(Box::new(e.clone()), team)
            }),
            DocKey::Team(id) => {
                all_teams.get(id).filter(|_| teams_open).cloned().map(|t| Found::Team(Box::new(t)))
            }
            DocKey::Evidence(id) => evidence.get(id).and_then(|e| {
                let owners: Vec<_> = e
                    .owners
                    .iter()
                    .filter_map(|(id, _)| experts.get(id))
                    .map(|x| (x.id, x.profile.name.clone()))
                    .collect();
                (!owners.is_empty()).then(|| Found::Evidence(Box::new(e.clone()), owners))
            }),
        });
        Ok(found.collect())
    }

    async fn rows_of(&self, call: &Call, ids: &[NeedId]) -> Result<BTreeMap<NeedId, NeedRow>> {
        let needs = self.store.needs_by_ids(ids).await?;
        Ok(needs
            .into_iter()
            .filter_map(|need| {
                let sight = NeedSight::of(&call.actor, &need.facts())?;
                Some((need.id, crate::need::row(need, sight, 0)))
            })
            .collect())
    }

    async fn seen_experts(&self, call: &Call, ids: &[ExpertId]) -> Result<BTreeMap<ExpertId, Expert>> {
        let experts = self.store.experts_by_ids(ids).await?;
        Ok(experts
            .into_iter()
            .filter_map(|e| {
                let permit = self.permit(&call.actor, &Action::ReadExpert(facts_of(&e))).ok()?;
                Some((e.id, blank_contacts(e, permit)))
            })
            .collect())
    }
}

/// Turns who asks into what may be found.
fn visibility(actor: &Actor) -> Visibility {
    let everyone = if actor.is_broker() || matches!(actor, Actor::House) {
        Audience::Undertaking
    } else if actor.is_verified() {
        Audience::Verified
    } else {
        Audience::Public
    };
    let own_organisations = actor
        .roles()
        .filter_map(|r| match r {
            domain::account::Role::Company { organisation, .. } => Some(organisation),
            domain::account::Role::Expert { .. }
            | domain::account::Role::Liaison { .. }
            | domain::account::Role::Broker
            | domain::account::Role::Official
            | domain::account::Role::Administrator => None,
        })
        .collect();
    Visibility { everyone, abroad: actor.is_foreign(), own_organisations, ..Visibility::default() }
}
