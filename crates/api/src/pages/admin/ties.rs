//! What roles are tied to: companies, experts and teams, as words and as choices.

use std::collections::{BTreeMap, BTreeSet};

use app::{ExpertFilter, OrganisationFilter};
use domain::account::Role;
use domain::{Date, ExpertId, OrganisationId, TeamId};

use crate::http::input::Form as Sent;
use crate::http::{Answer, Caller, Failure, Server};
use crate::view::{Choice, Form, Frame, format};

/// The names of everything a role can be tied to.
#[derive(Debug, Clone, Default)]
pub(super) struct Ties {
    organisations: BTreeMap<OrganisationId, String>,
    experts: BTreeMap<ExpertId, String>,
    teams: BTreeMap<TeamId, String>,
}

impl Ties {
    /// Reads them all, a hundred at a time.
    pub(super) async fn read(server: &Server, caller: &Caller) -> Answer<Self> {
        let app = server.app();
        let mut ties = Self::default();
        let mut filter = OrganisationFilter { limit: 100, ..OrganisationFilter::default() };
        loop {
            let (rows, _) = app.organisations(&caller.call, &filter).await?;
            filter.after = rows.last().map(|o| o.id);
            let last = rows.len() < 100;
            ties.organisations.extend(rows.into_iter().map(|o| (o.id, o.profile.name)));
            if last {
                break;
            }
        }
        let mut filter = ExpertFilter { limit: 100, ..ExpertFilter::default() };
        loop {
            let (rows, _) = app.experts(&caller.call, &filter).await?;
            filter.after = rows.last().map(|e| e.id);
            let last = rows.len() < 100;
            ties.experts.extend(rows.into_iter().map(|e| (e.id, e.profile.name)));
            if last {
                break;
            }
        }
        ties.teams =
            app.teams(&caller.call).await?.into_iter().map(|(t, _)| (t.id, t.profile.name)).collect();
        Ok(ties)
    }

    /// Puts roles into words, such as 企业（恒汐燃油）.
    pub(super) fn words(&self, f: &Frame, roles: &BTreeSet<Role>) -> Vec<String> {
        roles
            .iter()
            .map(|role| {
                let tie = match role {
                    Role::Company { organisation, .. } => self.organisations.get(organisation),
                    Role::Expert { expert } => self.experts.get(expert),
                    Role::Liaison { team, .. } => self.teams.get(team),
                    Role::Broker | Role::Official | Role::Administrator => None,
                };
                let word = f.code("role", role.code());
                match tie {
                    Some(tie) => f.t2("role-tied", "role", word, "of", tie),
                    None => word,
                }
            })
            .collect()
    }

    /// Offers the companies, after an empty choice.
    pub(super) fn organisations(&self) -> Vec<Choice> {
        choices(&self.organisations)
    }
    /// Offers the experts, after an empty choice.
    pub(super) fn experts(&self) -> Vec<Choice> {
        choices(&self.experts)
    }
    /// Offers the teams, after an empty choice.
    pub(super) fn teams(&self) -> Vec<Choice> {
        choices(&self.teams)
    }
}

fn choices<K: ToString>(names: &BTreeMap<K, String>) -> Vec<Choice> {
    let mut sorted: Vec<Choice> = names.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    sorted.sort_by(|a, b| a.label.cmp(&b.label));
    std::iter::once(Choice::new("", "—")).chain(sorted).collect()
}

/// Fills the roles of an account into a form.
pub(super) fn fill(mut form: Form, roles: &BTreeSet<Role>, server: &Server) -> Form {
    for role in roles {
        form = match role {
            Role::Company { organisation, owner } => form
                .with("organisation", organisation.to_string())
                .with("owner", if *owner { "true" } else { "" }),
            Role::Expert { expert } => form.with("expert", expert.to_string()),
            Role::Liaison { team, until } => form.with("team", team.to_string()).with(
                "until",
                until.map(|at| format::day_of(at, server.app().clock().zone())).unwrap_or_default(),
            ),
            Role::Broker | Role::Official | Role::Administrator => form,
        };
    }
    let codes: BTreeSet<&str> = roles.iter().map(|r| r.code()).collect();
    form.with_all("roles", codes.into_iter().map(str::to_owned))
}

/// Reads roles and what they are tied to from a form.
pub(super) fn roles_of(server: &Server, sent: &Sent) -> Answer<BTreeSet<Role>> {
    let missing = |field| Failure::field(field, "required");
    let mut roles = BTreeSet::new();
    for code in sent.all("roles") {
        roles.insert(match code {
            "company" => Role::Company {
                organisation: sent.id("organisation")?.ok_or_else(|| missing("organisation"))?,
                owner: sent.text("owner") == "true",
            },
            "expert" => Role::Expert { expert: sent.id("expert")?.ok_or_else(|| missing("expert"))? },
            "liaison" => Role::Liaison {
                team: sent.id("team")?.ok_or_else(|| missing("team"))?,
                until: end_of_day(server, sent, "until")?,
            },
            "broker" => Role::Broker,
            "official" => Role::Official,
            "administrator" => Role::Administrator,
            _ => return Err(Failure::field("roles", "not_one_of")),
        });
    }
    Ok(roles)
}

/// Reads a day as its last second in the market's time zone; an empty field is none.
pub(super) fn end_of_day(server: &Server, sent: &Sent, name: &str) -> Answer<Option<domain::Timestamp>> {
    if !sent.has(name) {
        return Ok(None);
    }
    let bad = || Failure::field(name, "bad_date");
    let day: Date = sent.text(name).parse().map_err(|_| bad())?;
    server.app().clock().local(&format!("{day}T23:59:59")).map(Some).ok_or_else(bad)
}
