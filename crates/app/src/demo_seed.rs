//! Filling an empty product with the demo alliance.

use domain::account::{Account, Role};
use domain::event::{Event, Subject};
use domain::{Act, Changed, Secret};
use store::Tx;

use crate::admin::Settings;
use crate::{App, Error, Result, demo};

impl App {
    /// Enters the demo alliance; a database that holds accounts already is left alone.
    pub async fn seed_demo(&self, seed: u64) -> Result<()> {
        if self.store.count_accounts().await? > 0 {
            return Ok(());
        }
        let now = self.clock.now();
        let year = self.clock.today().year();
        let alliance = demo::generate(seed, now, &mut || self.clock.mint_uuid());
        let settings = serde_json::to_string(&demo_settings()).map_err(Error::internal)?;
        let act = Act { by: None, at: now, on_behalf: None };
        let needs = alliance.needs.len() as i64;
        self.store
            .write(async move |tx: Tx| -> Result<()> {
                tx.set_request_id("demo");
                tx.enter_all(
                    entered(alliance.organisations, |o| Subject::Organisation(o.id), "organisation.entered"),
                    &act,
                )
                .await?;
                tx.enter_all(entered(alliance.accounts, |a| Subject::Account(a.id), "account.invited"), &act)
                    .await?;
                tx.enter_all(entered(alliance.teams, |t| Subject::Team(t.id), "team.entered"), &act).await?;
                tx.enter_all(entered(alliance.experts, |e| Subject::Expert(e.id), "expert.entered"), &act)
                    .await?;
                tx.enter_all(
                    entered(alliance.evidence, |e| Subject::Evidence(e.id), "evidence.entered"),
                    &act,
                )
                .await?;
                tx.enter_all(entered(alliance.needs, |n| Subject::Need(n.id), "need.drafted"), &act).await?;
                tx.enter_all(entered(alliance.questions, |q| Subject::Need(q.need), "need.asked"), &act)
                    .await?;
                tx.enter_all(entered(alliance.matches, |m| Subject::Match(m.id), "match.suggested"), &act)
                    .await?;
                tx.enter_all(
                    entered(alliance.conflicts, |c| Subject::Conflict(c.id), "conflict.declared"),
                    &act,
                )
                .await?;
                tx.take_numbers(&format!("need-{year}"), needs.max(1)).await?;
                tx.set_setting("site", &settings).await?;
                Ok(())
            })
            .await
    }

    /// Makes one sign-in link for every role of the demo alliance, in the order people try them.
    pub async fn demo_links(&self) -> Result<Vec<(&'static str, Secret<String>)>> {
        let accounts = self.store.accounts().await?;
        let mut links = Vec::new();
        for role in ["broker", "company", "expert", "liaison", "official", "administrator"] {
            let holder = accounts
                .iter()
                .find(|a| first_role(a) == Some(role))
                .or_else(|| accounts.iter().find(|a| has_role(a, role)));
            if let Some(account) = holder {
                links.push((role, self.demo_link(account.id).await?));
            }
        }
        Ok(links)
    }
}

fn entered<T>(values: Vec<T>, subject: impl Fn(&T) -> Subject, what: &str) -> Vec<Changed<T>> {
    values.into_iter().map(|next| Changed { event: Event::new(subject(&next), what), next }).collect()
}

fn has_role(account: &Account, code: &str) -> bool {
    account.roles.iter().any(|r| r.code() == code)
}

fn first_role(account: &Account) -> Option<&'static str> {
    match account.roles.len() {
        1 => account.roles.first().copied().map(Role::code),
        _ => None,
    }
}

fn demo_settings() -> Settings {
    let three = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
    Settings {
        name: three("明澜区科技大市场", "明瀾區科技大市場", "Minglan Science & Technology Market"),
        sponsor: three("明澜区科学技术局", "明瀾區科學技術局", "Minglan Science & Technology Bureau"),
        operator: three("明澜区科技大市场", "明瀾區科技大市場", "Minglan Science & Technology Market"),
        phone: three(
            "8000 0317（工作日 8:30–17:30）",
            "8000 0317（工作日 8:30–17:30）",
            "8000 0317 (weekdays 8:30–17:30)",
        ),
        ..Settings::default()
    }
}
