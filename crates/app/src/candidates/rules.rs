//! What stands in the way of a candidate: rules kept apart from the score.

use std::collections::{BTreeMap, BTreeSet};

use domain::conflict::Conflict;
use domain::expert::Expert;
use domain::matching::{Match, Partner};
use domain::need::Need;
use domain::team::Team;
use domain::{ExpertId, TeamId};

use super::CandidateSeen;
use crate::engine::Candidate;
use crate::{App, Result};

/// What stands in the way of a candidate; a rule, never a part of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A declared conflict of interest with the need's company.
    Conflict(Box<Conflict>),
    /// The company asked to avoid this partner.
    Avoided,
    /// A foreign team, and the need is not open abroad.
    Foreign,
    /// No recorded consent: known to brokers only.
    NoConsent,
    /// On leave, stale or no longer taking part.
    NotAvailable(&'static str),
    /// As many shortlistings this quarter as the expert offers to take.
    Full,
}

impl Block {
    /// Returns the stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict(_) => "conflict",
            Self::Avoided => "avoided",
            Self::Foreign => "foreign",
            Self::NoConsent => "no_consent",
            Self::NotAvailable(_) => "not_available",
            Self::Full => "at_capacity",
        }
    }

    /// Tells whether the candidate takes no part in the ranking because of it.
    pub const fn is_hard(&self) -> bool {
        match self {
            Self::Conflict(_) | Self::Avoided | Self::Foreign | Self::NotAvailable(_) => true,
            Self::NoConsent | Self::Full => false,
        }
    }
}

impl App {
    pub(super) async fn rules(&self, need: &Need) -> Result<Rules> {
        let today = self.clock.today();
        let mut conflicts: BTreeMap<ExpertId, Conflict> = BTreeMap::new();
        if let Some(organisation) = need.organisation {
            for conflict in self.store.conflicts_with(organisation).await? {
                if conflict.counts_on(today) {
                    conflicts.insert(conflict.expert, conflict);
                }
            }
        }
        Ok(Rules {
            conflicts,
            avoid: need
                .content
                .avoid
                .iter()
                .map(|n| search::analysis::fold(n))
                .filter(|n| !n.is_empty())
                .collect(),
            abroad: need.foreign_visible,
            teams: self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect(),
            decisions: self.store.matches_of(need.id).await?.into_iter().map(|m| (m.partner, m)).collect(),
            spent: self.store.shortlisted_since(self.clock.start_of_quarter()).await?,
        })
    }
}

/// The rules of one need, read once.
pub(super) struct Rules {
    conflicts: BTreeMap<ExpertId, Conflict>,
    avoid: BTreeSet<String>,
    abroad: bool,
    pub(super) teams: BTreeMap<TeamId, Team>,
    pub(super) decisions: BTreeMap<Partner, Match>,
    spent: BTreeMap<Partner, u32>,
}

impl Rules {
    /// Lists the experts that somebody decided on.
    pub(super) fn decided(&self) -> impl Iterator<Item = ExpertId> {
        self.decisions.keys().filter_map(|p| if let Partner::Expert(id) = p { Some(*id) } else { None })
    }

    pub(super) fn blocks(&self, expert: &Expert) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(conflict) = self.conflicts.get(&expert.id) {
            blocks.push(Block::Conflict(Box::new(conflict.clone())));
        }
        let team = expert.profile.team.and_then(|t| self.teams.get(&t));
        let named = [&expert.profile.name, &expert.profile.organisation_name]
            .into_iter()
            .chain(team.map(|t| &t.profile.name));
        if named.map(|n| search::analysis::fold(n)).any(|n| self.avoid.contains(&n)) {
            blocks.push(Block::Avoided);
        }
        if team.is_some_and(|t| t.profile.foreign) && !self.abroad {
            blocks.push(Block::Foreign);
        }
        if !expert.state.suggested() {
            blocks.push(Block::NotAvailable(expert.state.code()));
        }
        if expert.profile.consent_on.is_none() {
            blocks.push(Block::NoConsent);
        }
        if self.spent(expert) >= u32::try_from(expert.profile.capacity_per_quarter).unwrap_or(0) {
            blocks.push(Block::Full);
        }
        blocks
    }

    /// Counts this quarter's shortlistings for other needs and this one.
    fn spent(&self, expert: &Expert) -> u32 {
        self.spent.get(&Partner::Expert(expert.id)).copied().unwrap_or(0)
    }

    pub(super) fn seen(&self, expert: Expert, answer: Candidate) -> CandidateSeen {
        let blocks = self.blocks(&expert);
        let team = expert.profile.team.and_then(|t| self.teams.get(&t)).cloned();
        let decision = self.decisions.get(&Partner::Expert(expert.id)).cloned();
        CandidateSeen { spent: self.spent(&expert), expert, team, answer, blocks, decision }
    }
}
