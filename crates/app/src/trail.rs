//! Whom and what the entries of the audit trail are about, by name.

use std::collections::{BTreeSet, HashMap};

use domain::event::Subject;
use domain::matching::Partner;
use domain::policy::{Action, NeedAction};
use domain::{AccountId, ExpertId, NeedId, OrganisationId};
use serde::de::DeserializeOwned;
use store::Happened;

use crate::directory::facts_of;
use crate::need::{NeedSeen, judge};
use crate::{App, Call, Result};

/// A need's number and title, or the name of a person, team, organisation or item, by what it is.
pub type Names = HashMap<Subject, String>;

/// Returns what an entry is about in the words of its facts: the two sides of a conflict or a match, else its subject.
pub fn about(subject: Subject, happened: &Happened) -> Vec<Subject> {
    let facts = &happened.facts;
    match subject {
        Subject::Conflict(_) => {
            let expert = fact::<ExpertId>(facts, "expert").map(Subject::Expert);
            expert.into_iter().chain(fact(facts, "organisation").map(Subject::Organisation)).collect()
        }
        Subject::Match(_) => {
            let partner = fact::<Partner>(facts, "partner").map(|p| match p {
                Partner::Expert(id) => Subject::Expert(id),
                Partner::Team(id) => Subject::Team(id),
            });
            fact::<NeedId>(facts, "need").map(Subject::Need).into_iter().chain(partner).collect()
        }
        Subject::Account(_)
        | Subject::Batch(_)
        | Subject::Evidence(_)
        | Subject::Expert(_)
        | Subject::File(_)
        | Subject::Need(_)
        | Subject::Organisation(_)
        | Subject::Team(_)
        | Subject::Token(_) => vec![subject],
    }
}

fn fact<T: DeserializeOwned>(facts: &serde_json::Value, name: &str) -> Option<T> {
    facts.get(name).cloned().and_then(|value| serde_json::from_value(value).ok())
}

impl App {
    /// Names what a part of the trail is about, as far as the caller may know it, with one query for each kind.
    pub async fn names_in_trail(&self, call: &Call, part: &[(Option<Subject>, Happened)]) -> Result<Names> {
        self.permit(&call.actor, &Action::ReadAudit)?;
        let all: BTreeSet<_> = part
            .iter()
            .flat_map(|(subject, h)| subject.iter().flat_map(|s| about(*s, h)).collect::<Vec<_>>())
            .chain(part.iter().filter_map(|(_, h)| h.by.map(Subject::Account)))
            .map(|s| (s.kind(), s.uuid()))
            .collect();
        let all: Vec<Subject> =
            all.into_iter().filter_map(|(kind, id)| Subject::from_parts(kind, id)).collect();
        let mut names = Names::new();
        self.name_people(call, &all, &mut names).await?;
        self.name_needs(call, &all, &mut names).await?;
        self.name_houses(call, &all, &mut names).await?;
        Ok(names)
    }

    /// Reads the whole history of one thing, the oldest first, for those who read the audit trail.
    pub async fn history_of(&self, call: &Call, subject: Subject) -> Result<Vec<Happened>> {
        self.permit(&call.actor, &Action::ReadAudit)?;
        Ok(self.store.history(subject).await?)
    }

    async fn name_people(&self, call: &Call, all: &[Subject], names: &mut Names) -> Result<()> {
        let accounts: Vec<AccountId> =
            all.iter().filter_map(|s| if let Subject::Account(id) = s { Some(*id) } else { None }).collect();
        for account in self.store.accounts_by_ids(&accounts).await? {
            names.insert(Subject::Account(account.id), account.name);
        }
        let experts: Vec<ExpertId> =
            all.iter().filter_map(|s| if let Subject::Expert(id) = s { Some(*id) } else { None }).collect();
        for expert in self.store.experts_by_ids(&experts).await? {
            if self.permit(&call.actor, &Action::ReadExpert(facts_of(&expert))).is_ok() {
                names.insert(Subject::Expert(expert.id), expert.profile.name);
            }
        }
        Ok(())
    }

    async fn name_needs(&self, call: &Call, all: &[Subject], names: &mut Names) -> Result<()> {
        let needs: Vec<NeedId> =
            all.iter().filter_map(|s| if let Subject::Need(id) = s { Some(*id) } else { None }).collect();
        for need in self.store.needs_by_ids(&needs).await? {
            let id = Subject::Need(need.id);
            let name = match judge(call, &need, NeedAction::Read) {
                Ok(sight) => {
                    let seen = NeedSeen::new(need, Vec::new(), sight, call.actor.is_broker());
                    format!("{} {}", seen.number, seen.title).trim_end().to_owned()
                }
                // Who reads the trail knows that the need exists; its number says nothing of what it asks.
                Err(_) => need.number,
            };
            names.insert(id, name);
        }
        Ok(())
    }

    async fn name_houses(&self, call: &Call, all: &[Subject], names: &mut Names) -> Result<()> {
        let houses: Vec<OrganisationId> = all
            .iter()
            .filter_map(|s| if let Subject::Organisation(id) = s { Some(*id) } else { None })
            .filter(|id| self.permit(&call.actor, &Action::ReadOrganisation(*id)).is_ok())
            .collect();
        for house in self.store.organisations_by_ids(&houses).await? {
            names.insert(Subject::Organisation(house.id), house.profile.name);
        }
        if all.iter().any(|s| matches!(s, Subject::Team(_))) {
            for team in self.store.all_teams().await? {
                names.insert(Subject::Team(team.id), team.profile.name);
            }
        }
        let items: Vec<_> =
            all.iter().filter_map(|s| if let Subject::Evidence(id) = s { Some(*id) } else { None }).collect();
        // Whoever reads the directory reads the evidence in it.
        if self.permit(&call.actor, &Action::ReadDirectory).is_ok() {
            for item in self.store.evidence_by_ids(&items).await? {
                names.insert(Subject::Evidence(item.id), item.title);
            }
        }
        Ok(())
    }
}
