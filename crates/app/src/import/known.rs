//! What exists before an import, in the form of its rows.

use std::collections::BTreeMap;

use domain::{TeamId, team::Team};
use intake::Kind;
use intake::handoff::{EVIDENCE_NOT_STORED, EXPERT_NOT_STORED, NEED_NOT_STORED};
use intake::plan::{Kept, Known};
use intake::rows::company::CompanyRow;
use intake::rows::evidence::EvidenceRow;
use intake::rows::expert::ExpertRow;
use intake::rows::need::NeedRow;

use crate::{App, Result};

impl App {
    /// Reads what an import of a kind is compared with.
    pub(super) async fn known_for(&self, kind: Kind) -> Result<Known> {
        let mut known = Known::default();
        match kind {
            Kind::Roster => {
                self.know_experts(&mut known).await?;
                known.not_stored = EXPERT_NOT_STORED.map(str::to_owned).to_vec();
            }
            Kind::Needs => {
                for need in self.store.all_needs().await? {
                    known.needs.push(Kept { key: need.id.to_string(), row: NeedRow::of(&need) });
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
        Ok(known)
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
