//! What exists before an import, in the form of its rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::account::Scope;
use domain::need::Need;
use domain::policy::{Actor, NeedAction, decide_need};
use domain::{TeamId, Timestamp, team::Team};
use intake::book::Book;
use intake::handoff::{EVIDENCE_NOT_STORED, EXPERT_NOT_STORED, NEED_NOT_STORED};
use intake::plan::{Class, Kept, Known, Of, Record, Summary};
use intake::rows::company::CompanyRow;
use intake::rows::evidence::EvidenceRow;
use intake::rows::expert::ExpertRow;
use intake::rows::need::NeedRow;
use intake::{Kind, Plan, Refusal};

use crate::{App, Call, Result};

/// What an import is compared with.
pub(super) struct Compared {
    /// Everything the importer may find again.
    known: Known,
    /// Keys of what an earlier import made and this importer may not rewrite.
    others: BTreeSet<String>,
}

impl Compared {
    /// Works out what a file would do; what a row would change of somebody else's is left to a person.
    pub(super) fn plan(&self, book: &Book, kind: Kind, now: Timestamp) -> std::result::Result<Plan, Refusal> {
        let mut plan = intake::plan(book, kind, &self.known, now)?;
        for row in &mut plan.rows {
            let Class::Updated { of, .. } = &row.class else { continue };
            if !self.others.contains(of) {
                continue;
            }
            let numbered = matches!(&row.record, Record::Need(need) if !need.id.is_empty());
            let because = if numbered { "same_number" } else { "same_organisation_and_title" };
            row.class = Class::Duplicate {
                of: Of::Known(of.clone()),
                kind: "same_need".to_owned(),
                because: because.to_owned(),
            };
            let Summary { updated, duplicate, .. } = &mut plan.summary;
            (*updated, *duplicate) = (*updated - 1, *duplicate + 1);
        }
        Ok(plan)
    }
}

/// Tells whether an import may rewrite a need: what its importer may rewrite by hand as well, and for those who
/// import for the house what an import made that no person stands behind.
pub(super) fn may_rewrite(actor: &Actor, need: &Need) -> bool {
    let for_the_house =
        actor.has_scope(Scope::ImportsWrite) || actor.is_administrator() || matches!(actor, Actor::House);
    let nobodys = need.origin.is_some() && need.created_by.is_none();
    (for_the_house && nobodys) || decide_need(actor, NeedAction::ActAsCompany, &need.facts()).is_ok()
}

impl App {
    /// Reads what an import of a kind is compared with.
    pub(super) async fn known_for(&self, call: &Call, kind: Kind) -> Result<Compared> {
        let mut known = Known::default();
        let mut others = BTreeSet::new();
        match kind {
            Kind::Roster => {
                self.know_experts(&mut known).await?;
                known.not_stored = EXPERT_NOT_STORED.map(str::to_owned).to_vec();
            }
            Kind::Needs => {
                let needs = self.store.all_needs().await?;
                let (own, foreign): (Vec<_>, Vec<_>) =
                    needs.iter().partition(|need| may_rewrite(&call.actor, need));
                // What came by a file is found again, so that two people who import it enter it once;
                // what somebody wrote is not even looked at.
                let foreign: Vec<_> = foreign.into_iter().filter(|need| need.origin.is_some()).collect();
                others.extend(foreign.iter().map(|need| need.id.to_string()));
                for need in own.into_iter().chain(foreign) {
                    known.needs.push(Kept { key: need.id.to_string(), row: NeedRow::of(need) });
                }
                known.not_stored = NEED_NOT_STORED.map(str::to_owned).to_vec();
            }
            Kind::Companies => {
                for organisation in self.store.all_organisations().await? {
                    let row = CompanyRow::of(&organisation.profile);
                    known.organisations.push(Kept { key: organisation.id.to_string(), row });
                }
            }
            Kind::Evidence => {
                self.know_experts(&mut known).await?;
                for evidence in self.store.all_evidence().await? {
                    for (owner, _) in &evidence.owners {
                        let row = EvidenceRow::of(&evidence, &owner.to_string());
                        known.evidence.push(Kept { key: evidence.id.to_string(), row });
                    }
                }
                known.not_stored = EVIDENCE_NOT_STORED.map(str::to_owned).to_vec();
            }
        }
        Ok(Compared { known, others })
    }

    async fn know_experts(&self, known: &mut Known) -> Result<()> {
        let teams: BTreeMap<TeamId, Team> =
            self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect();
        for expert in self.store.all_experts().await? {
            let team =
                expert.profile.team.and_then(|t| teams.get(&t)).map_or("", |t| t.profile.name.as_str());
            known
                .experts
                .push(Kept { key: expert.id.to_string(), row: ExpertRow::of(&expert.profile, team) });
        }
        known.teams = teams.into_values().map(|t| t.profile.name).collect();
        Ok(())
    }
}
