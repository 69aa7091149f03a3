//! The directory: experts with their evidence, and teams.

use domain::conflict::{Conflict, ConflictKind};
use domain::event::Subject;
use domain::evidence::Evidence;
use domain::expert::{Expert, ExpertProfile, ExpertState};
use domain::policy::{Action, ExpertFacts, Permit};
use domain::team::{Team, TeamProfile};
use domain::{Changed, Date, ExpertId, OnBehalf, OrganisationId, TeamId, Timestamp};

use store::Tx;

use crate::{App, Call, Done, Error, Result};

/// An expert as far as the viewer may see.
#[derive(Debug, Clone)]
pub struct ExpertSeen {
    /// The expert; contacts are blank where the viewer may not see them.
    pub expert: Expert,
    /// The team, if there is one.
    pub team: Option<Team>,
    /// Evidence, the newest first.
    pub evidence: Vec<Evidence>,
    /// Declared conflicts; brokers only.
    pub conflicts: Vec<Conflict>,
    /// What may be seen.
    pub permit: Permit,
}

/// A team with its members as far as the viewer may see.
#[derive(Debug, Clone)]
pub struct TeamSeen {
    /// The team.
    pub team: Team,
    /// Its members.
    pub members: Vec<Expert>,
    /// What may be seen.
    pub permit: Permit,
}

/// Which experts a list shows.
#[derive(Debug, Clone, Default)]
pub struct ExpertFilter {
    /// One team's.
    pub team: Option<TeamId>,
    /// State code.
    pub state: Option<String>,
    /// Most rows, up to 100.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<ExpertId>,
}

/// A conflict of interest as somebody declares it.
#[derive(Debug, Clone)]
pub struct ConflictEntry {
    /// The expert.
    pub expert: ExpertId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What makes it.
    pub kind: ConflictKind,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Further words.
    pub note: String,
}

/// Returns what the policy decides an expert by.
pub(crate) fn facts_of(expert: &Expert) -> ExpertFacts {
    ExpertFacts {
        expert: expert.id,
        team: expert.profile.team,
        consented: expert.profile.consent_on.is_some(),
        present: !matches!(expert.state, ExpertState::Left { .. }),
    }
}

impl App {
    /// Reads an expert.
    pub async fn expert(&self, call: &Call, id: ExpertId) -> Result<ExpertSeen> {
        let expert = self.store.expert(id).await?.ok_or(Error::NotFound)?;
        let permit = self.permit(&call.actor, &Action::ReadExpert(facts_of(&expert)))?;
        let team = match expert.profile.team {
            Some(team) => self.store.team(team).await?,
            None => None,
        };
        let evidence = self.store.evidence_of(id).await?;
        let conflicts = if permit.internal { self.store.conflicts_of_expert(id).await? } else { Vec::new() };
        Ok(ExpertSeen { expert: blank_contacts(expert, permit), team, evidence, conflicts, permit })
    }

    /// Lists the experts that the caller may see, by name.
    pub async fn experts(&self, call: &Call, filter: &ExpertFilter) -> Result<(Vec<Expert>, u64)> {
        let permit = self.permit(&call.actor, &Action::ReadDirectory)?;
        let wanted = store::ExpertQuery {
            team: filter.team,
            state: filter.state.clone(),
            consented_only: !permit.internal,
            limit: filter.limit.clamp(1, 100),
            after: filter.after,
        };
        let rows = self.store.list_experts(&wanted).await?;
        let total = self.store.count_experts(&wanted).await?;
        Ok((rows.into_iter().map(|e| blank_contacts(e, permit)).collect(), total))
    }

    /// Reads a team with its members.
    pub async fn team(&self, call: &Call, id: TeamId) -> Result<TeamSeen> {
        let permit = self.permit(&call.actor, &Action::ReadTeam)?;
        let team = self.store.team(id).await?.ok_or(Error::NotFound)?;
        let members = self.store.members_of(id).await?;
        let members = members
            .into_iter()
            .filter(|e| self.permit(&call.actor, &Action::ReadExpert(facts_of(e))).is_ok())
            .map(|e| blank_contacts(e, permit))
            .collect();
        Ok(TeamSeen { team, members, permit })
    }

    /// Lists all teams by name, with the number of their members that the caller may see.
    pub async fn teams(&self, call: &Call) -> Result<Vec<(Team, u64)>> {
        let permit = self.permit(&call.actor, &Action::ReadDirectory)?;
        let teams = self.store.all_teams().await?;
        let counts = self.store.members_per_team(!permit.internal).await?;
        Ok(teams
            .into_iter()
            .map(|t| {
                let n = counts.get(&t.id).copied().unwrap_or(0);
                (t, n)
            })
            .collect())
    }

    /// Enters an expert.
    pub async fn enter_expert(&self, call: &Call, profile: ExpertProfile) -> Result<Done> {
        self.permit(&call.actor, &Action::EnterDirectory)?;
        let act = call.act(self.clock.now(), None);
        let changed = Expert::enter(self.clock.mint(), profile, act.at)?;
        self.change(call, async move |tx: Tx| {
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Expert(next.id), version: next.version })
        })
        .await
    }

    /// Corrects an expert's profile; the expert, a liaison of the team, or a broker on behalf.
    pub async fn revise_expert(
        &self,
        call: &Call,
        id: ExpertId,
        seen: Option<i64>,
        profile: ExpertProfile,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        self.change_expert(call, id, seen, on_behalf, |expert, _| Ok(expert.revise(profile)?)).await
    }

    /// Moves an expert to another state: on leave, back, left.
    pub async fn set_expert_state(
        &self,
        call: &Call,
        id: ExpertId,
        seen: Option<i64>,
        state: ExpertState,
        on_behalf: Option<&OnBehalf>,
    ) -> Result<Done> {
        self.change_expert(call, id, seen, on_behalf, |expert, _| Ok(expert.set_state(state)?)).await
    }

    /// Reads an evidence item, where the caller may know one of its owners.
    pub async fn evidence(&self, call: &Call, id: domain::EvidenceId) -> Result<Evidence> {
        let evidence = self.store.evidence(id).await?.ok_or(Error::NotFound)?;
        let owners: Vec<ExpertId> = evidence.owners.iter().map(|(id, _)| *id).collect();
        let owners = self.store.experts_by_ids(&owners).await?;
        let known = owners.iter().any(|e| self.permit(&call.actor, &Action::ReadExpert(facts_of(e))).is_ok());
        if known { Ok(evidence) } else { Err(Error::NotFound) }
    }

    /// Enters an evidence item; every owner must be one the caller may edit.
    pub async fn enter_evidence(&self, call: &Call, evidence: Evidence) -> Result<Done> {
        for (owner, _) in &evidence.owners {
            let expert = self.store.expert(*owner).await?.ok_or_else(|| Error::field("owners", "unknown"))?;
            self.permit(&call.actor, &Action::EditExpert(facts_of(&expert)))?;
        }
        let act = call.act(self.clock.now(), None);
        let changed = Evidence { id: self.clock.mint(), created_at: act.at, ..evidence }.enter()?;
        self.change(call, async move |tx: Tx| {
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Evidence(next.id), version: next.version })
        })
        .await
    }

    /// Enters a team.
    pub async fn enter_team(&self, call: &Call, profile: TeamProfile) -> Result<Done> {
        self.permit(&call.actor, &Action::EnterDirectory)?;
        let act = call.act(self.clock.now(), None);
        let changed = Team::enter(self.clock.mint(), profile, act.at)?;
        self.change(call, async move |tx: Tx| {
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Team(next.id), version: next.version })
        })
        .await
    }

    /// Corrects a team.
    pub async fn revise_team(
        &self,
        call: &Call,
        id: TeamId,
        seen: Option<i64>,
        profile: TeamProfile,
    ) -> Result<Done> {
        self.permit(&call.actor, &Action::EditTeam(id))?;
        let act = call.act(self.clock.now(), None);
        self.change(call, async move |tx: Tx| {
            let team = tx.team(id).await?.ok_or(Error::NotFound)?;
            if seen.is_some_and(|v| v != team.version) {
                return Err(Error::Stale { what: "team" });
            }
            let next = tx.apply(team.revise(profile)?, &act).await?;
            Ok(Done { subject: Subject::Team(next.id), version: next.version })
        })
        .await
    }

    /// Declares a conflict of interest; a broker, or the expert.
    pub async fn declare_conflict(&self, call: &Call, entry: ConflictEntry) -> Result<Done> {
        let expert = self.store.expert(entry.expert).await?.ok_or(Error::NotFound)?;
        self.permit(&call.actor, &Action::EditExpert(facts_of(&expert)))?;
        self.store
            .organisation(entry.organisation)
            .await?
            .ok_or_else(|| Error::field("organisation", "unknown"))?;
        let act = call.act(self.clock.now(), None);
        let ConflictEntry { expert, organisation, kind, since, until, note } = entry;
        let conflict = Conflict {
            id: self.clock.mint(),
            expert,
            organisation,
            kind,
            since,
            until,
            note,
            declared_at: act.at,
        };
        let changed = conflict.declare()?;
        self.change(call, async move |tx: Tx| {
            let next = tx.apply(changed, &act).await?;
            Ok(Done { subject: Subject::Conflict(next.id), version: 1 })
        })
        .await
    }

    async fn change_expert(
        &self,
        call: &Call,
        id: ExpertId,
        seen: Option<i64>,
        on_behalf: Option<&OnBehalf>,
        work: impl FnOnce(Expert, Timestamp) -> Result<Changed<Expert>> + Send,
    ) -> Result<Done> {
        let act = call.act(self.clock.now(), on_behalf.cloned());
        self.change(call, async move |tx: Tx| {
            let expert = tx.expert(id).await?.ok_or(Error::NotFound)?;
            self.permit(&call.actor, &Action::EditExpert(facts_of(&expert)))?;
            if seen.is_some_and(|v| v != expert.version) {
                return Err(Error::Stale { what: "expert" });
            }
            let next = tx.apply(work(expert, act.at)?, &act).await?;
            Ok(Done { subject: Subject::Expert(next.id), version: next.version })
        })
        .await
    }
}

pub(crate) fn blank_contacts(mut expert: Expert, permit: Permit) -> Expert {
    if !permit.contacts {
        expert.profile.phone.clear();
        expert.profile.email.clear();
    }
    if !permit.internal {
        expert.profile.notes.clear();
    }
    expert
}
