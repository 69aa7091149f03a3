//! Filling an empty product with the demo alliance.

use domain::Secret;
use domain::account::{Account, Role};
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
        let needs = alliance.needs.len() as i64;
        self.store
            .write(async move |tx: Tx| -> Result<()> {
                tx.set_request_id("demo");
                tx.enter_past(&alliance.organisations, alliance.past).await?;
                tx.enter_past(&alliance.accounts, Vec::new()).await?;
                tx.enter_past(&alliance.teams, Vec::new()).await?;
                tx.enter_past(&alliance.experts, Vec::new()).await?;
                tx.enter_past(&alliance.evidence, Vec::new()).await?;
                tx.enter_past(&alliance.needs, Vec::new()).await?;
                tx.enter_past(&alliance.questions, Vec::new()).await?;
                tx.enter_past(&alliance.matches, Vec::new()).await?;
                tx.enter_past(&alliance.conflicts, Vec::new()).await?;
                for reading in &alliance.readings {
                    tx.keep_reading(reading).await?;
                }
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
