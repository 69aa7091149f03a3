//! Applying a plan: every new or changed row in one transaction, with a picture of what was there before.

use std::collections::BTreeMap;

use domain::event::Subject;
use domain::evidence::{Evidence, EvidenceKind};
use domain::expert::Expert;
use domain::need::Origin;
use domain::organisation::{Organisation, OrganisationKind};
use domain::policy::Actor;
use domain::team::{Team, TeamProfile};
use domain::{Act, BatchId, ExpertId, Lang, NeedId, OrganisationId, TeamId};
use intake::Plan;
use intake::plan::{Class, Record};
use intake::rows::company::CompanyRow;
use intake::rows::evidence::EvidenceRow;
use intake::rows::expert::ExpertRow;
use intake::rows::need::NeedRow;
use store::{BatchChange, Tx};

use super::known::may_rewrite;
use super::{Progress, Receipt};
use crate::need::{NeedEntry, enter};
use crate::{App, Call, Clock, Done, Error, Result};

/// What the rows of one batch share while it is applied.
struct Batch {
    tx: Tx,
    actor: Actor,
    clock: Clock,
    act: Act,
    teams: BTreeMap<String, TeamId>,
    organisations: BTreeMap<String, OrganisationId>,
    changes: Vec<BatchChange>,
}

impl App {
    /// Applies a plan as one transaction.
    pub(super) async fn run_plan(
        &self,
        call: &Call,
        id: BatchId,
        plan: Plan,
        progress: Option<Progress>,
    ) -> Result<Receipt> {
        let summary = plan.summary;
        let receipt = Receipt {
            new: summary.new,
            updated: summary.updated,
            unchanged: summary.unchanged,
            duplicate: summary.duplicate,
            error: summary.error,
            teams: plan.teams.len(),
        };
        let act = call.act(self.clock.now(), None);
        let (actor, clock) = (call.actor.clone(), self.clock.clone());
        let teams = self.store.all_teams().await?.into_iter().map(|t| (key(&t.profile.name), t.id)).collect();
        let organisations =
            self.store.all_organisations().await?.into_iter().map(|o| (key(&o.profile.name), o.id)).collect();
        self.change(call, async move |tx: Tx| {
            let mut batch = Batch { tx, actor, clock, act, teams, organisations, changes: Vec::new() };
            batch.enter_teams(&plan).await?;
            let total = plan.rows.len();
            for (at, row) in plan.rows.iter().enumerate() {
                match &row.class {
                    Class::New => batch.enter(&row.record).await?,
                    Class::Updated { of, .. } => batch.revise(of, &row.record).await?,
                    Class::Unchanged { .. } | Class::Duplicate { .. } | Class::Error => {}
                }
                if let Some(progress) = &progress {
                    progress(at + 1, total);
                }
            }
            let text = serde_json::to_string(&receipt).map_err(Error::internal)?;
            batch.tx.batch_applied(id, &text, &batch.changes, &batch.act).await?;
            Ok(Done { subject: Subject::Batch(id), version: 1 })
        })
        .await?;
        Ok(receipt)
    }
}

/// Two names are the same organisation or team when they differ in script, width and case alone.
fn key(name: &str) -> String {
    search::analysis::fold(name)
}

impl Batch {
    fn made(&mut self, subject: Subject) {
        self.changes.push(BatchChange { subject, before: None, version_after: 1 });
    }

    async fn picture(&self, subject: Subject) -> Result<Option<String>> {
        Ok(self.tx.image(subject).await?)
    }

    async fn enter_teams(&mut self, plan: &Plan) -> Result<()> {
        for proposal in &plan.teams {
            let profile = TeamProfile {
                name: proposal.name.clone(),
                organisation_name: proposal.base.clone(),
                foreign: proposal.foreign,
                ..TeamProfile::default()
            };
            let team =
                self.tx.apply(Team::enter(self.clock.mint(), profile, self.act.at)?, &self.act).await?;
            self.teams.insert(key(&proposal.name), team.id);
            self.made(Subject::Team(team.id));
        }
        Ok(())
    }

    async fn enter(&mut self, record: &Record) -> Result<()> {
        match record {
            Record::Expert(row) => self.enter_expert(row).await,
            Record::Need(row) => self.enter_need(row).await,
            Record::Company(row) => self.enter_company(row).await,
            Record::Evidence(row) => self.enter_evidence(row).await,
        }
    }

    async fn revise(&mut self, of: &str, record: &Record) -> Result<()> {
        match record {
            Record::Expert(row) => self.revise_expert(of, row).await,
            Record::Need(row) => self.revise_need(of, row).await,
            Record::Company(row) => self.revise_company(of, row).await,
            Record::Evidence(row) => self.revise_evidence(of, row).await,
        }
    }

    async fn enter_expert(&mut self, row: &ExpertRow) -> Result<()> {
        let mut profile = row.profile();
        profile.team = self.teams.get(&key(&row.team)).copied();
        let expert =
            self.tx.apply(Expert::enter(self.clock.mint(), profile, self.act.at)?, &self.act).await?;
        self.made(Subject::Expert(expert.id));
        Ok(())
    }

    async fn revise_expert(&mut self, of: &str, row: &ExpertRow) -> Result<()> {
        let id: ExpertId = of.parse().map_err(Error::internal)?;
        let before = self.picture(Subject::Expert(id)).await?;
        let expert = self.tx.expert(id).await?.ok_or(Error::Stale { what: "expert" })?;
        let mut profile = expert.profile.clone();
        row.apply_to(&mut profile);
        if let Some(team) = self.teams.get(&key(&row.team)) {
            profile.team = Some(*team);
        }
        let next = self.tx.apply(expert.revise(profile)?, &self.act).await?;
        self.changes.push(BatchChange { subject: Subject::Expert(id), before, version_after: next.version });
        Ok(())
    }

    async fn enter_need(&mut self, row: &NeedRow) -> Result<()> {
        let id: NeedId = self.clock.mint();
        let year = self.clock.day_of(self.act.at).year();
        let entry = NeedEntry {
            content: row.content(),
            organisation: self
                .organisations
                .get(&key(&row.company))
                .copied()
                .filter(|_| !row.company.is_empty()),
            organisation_name: row.company.clone(),
            language: row.lang(),
            acting_for: row.acting_for.clone(),
            origin: Some(Origin { platform: row.source.clone(), number: row.id.clone() }),
            ..NeedEntry::default()
        };
        let need = enter(&self.tx, id, year, entry, row.review_by, &self.act).await?;
        self.made(Subject::Need(need.id));
        Ok(())
    }

    async fn revise_need(&mut self, of: &str, row: &NeedRow) -> Result<()> {
        let id: NeedId = of.parse().map_err(Error::internal)?;
        let before = self.picture(Subject::Need(id)).await?;
        let need = self.tx.need(id).await?.ok_or(Error::Stale { what: "need" })?;
        // Whose it is may have changed since the plan was made.
        if !may_rewrite(&self.actor, &need) {
            return Err(Error::Stale { what: "need" });
        }
        let mut content = need.content.clone();
        row.apply_to(&mut content);
        let next = self.tx.apply(need.revise(content)?, &self.act).await?;
        self.changes.push(BatchChange { subject: Subject::Need(id), before, version_after: next.version });
        Ok(())
    }

    async fn enter_company(&mut self, row: &CompanyRow) -> Result<()> {
        let mut profile = row.profile();
        profile.kind = OrganisationKind::Company;
        let next =
            self.tx.apply(Organisation::enter(self.clock.mint(), profile, self.act.at)?, &self.act).await?;
        self.made(Subject::Organisation(next.id));
        Ok(())
    }

    async fn revise_company(&mut self, of: &str, row: &CompanyRow) -> Result<()> {
        let id: OrganisationId = of.parse().map_err(Error::internal)?;
        let before = self.picture(Subject::Organisation(id)).await?;
        let organisation = self.tx.organisation(id).await?.ok_or(Error::Stale { what: "organisation" })?;
        let mut profile = organisation.profile.clone();
        row.apply_to(&mut profile);
        let next = self.tx.apply(organisation.revise(profile)?, &self.act).await?;
        self.changes.push(BatchChange {
            subject: Subject::Organisation(id),
            before,
            version_after: next.version,
        });
        Ok(())
    }

    async fn enter_evidence(&mut self, row: &EvidenceRow) -> Result<()> {
        let evidence = self.evidence(row)?;
        let next = self.tx.apply(evidence.enter()?, &self.act).await?;
        self.made(Subject::Evidence(next.id));
        Ok(())
    }

    async fn revise_evidence(&mut self, of: &str, row: &EvidenceRow) -> Result<()> {
        let id = of.parse().map_err(Error::internal)?;
        let before = self.picture(Subject::Evidence(id)).await?;
        let kept = self.tx.evidence(id).await?.ok_or(Error::Stale { what: "evidence" })?;
        let told = self.evidence(row)?;
        let next = Evidence {
            kind: told.kind,
            title: told.title,
            year: told.year.or(kept.year),
            identifier: if told.identifier.is_empty() { kept.identifier.clone() } else { told.identifier },
            ..kept.clone()
        };
        let next = self.tx.apply(kept.revise(next)?, &self.act).await?;
        self.changes.push(BatchChange {
            subject: Subject::Evidence(id),
            before,
            version_after: next.version,
        });
        Ok(())
    }

    fn evidence(&self, row: &EvidenceRow) -> Result<Evidence> {
        let owner: ExpertId = row.person.parse().map_err(Error::internal)?;
        Ok(Evidence {
            id: self.clock.mint(),
            version: 1,
            kind: row.kind.unwrap_or(EvidenceKind::Paper),
            title: row.title.clone(),
            body: String::new(),
            keywords: Vec::new(),
            year: row.year,
            language: if search::analysis::is_chinese(&row.title) { Lang::ZhHans } else { Lang::En },
            identifier: row.identifier.clone(),
            source: "import".to_owned(),
            verified: false,
            owners: vec![(owner, row.note.clone())],
            created_at: self.act.at,
        })
    }
}
