//! What administrators and officials look at: settings, audit trail, readiness, figures.

use std::collections::BTreeMap;

use domain::event::Subject;
use domain::need::NeedState;
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use store::Happened;

use crate::{App, Call, Error, NeedFilter, Result};

/// Bounds of the working days within which a broker answers.
pub const PROMISE_DAYS: std::ops::RangeInclusive<i64> = 1..=30;

/// What the bureau sets about its installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Name of the market in Simplified Chinese, Traditional Chinese and English.
    pub name: [String; 3],
    /// Who is responsible (主办).
    pub sponsor: [String; 3],
    /// Who runs it (承办).
    pub operator: [String; 3],
    /// Service phone with its hours.
    pub phone: [String; 3],
    /// What a broker is called here (技术经纪人 / 技术经理人).
    pub broker_label: [String; 3],
    /// ICP record number.
    pub icp: String,
    /// Public security record number.
    pub police: String,
    /// Identification code of a government site.
    pub code: String,
    /// Working days within which a broker answers.
    pub promise_days: u8,
}

impl Default for Settings {
    fn default() -> Self {
        let three = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
        Self {
            name: three("科技大市场", "科技大市場", "Science & Technology Market"),
            sponsor: Default::default(),
            operator: Default::default(),
            phone: Default::default(),
            broker_label: three("技术经纪人", "技術經紀人", "Technology broker"),
            icp: String::new(),
            police: String::new(),
            code: String::new(),
            promise_days: 2,
        }
    }
}

/// The counts of the official's first page; each opens to its list.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Needs by state code.
    pub needs: BTreeMap<String, u64>,
    /// Organisations by state code.
    pub organisations: BTreeMap<String, u64>,
    /// Experts with a recorded consent.
    pub experts: u64,
    /// Domestic and foreign teams.
    pub teams: (u64, u64),
}

/// The alliance in figures, for the landing page.
#[derive(Debug, Clone, Copy, Default)]
pub struct AllianceFigures {
    /// Expert teams.
    pub teams: usize,
    /// Of these abroad.
    pub teams_abroad: usize,
    /// Experts with a recorded consent.
    pub experts: usize,
    /// Technology brokers.
    pub brokers: usize,
    /// Needs that are listed.
    pub needs: usize,
}

impl App {
    /// Counts what the landing page tells everybody.
    pub async fn alliance(&self) -> Result<AllianceFigures> {
        let teams = self.store.all_teams().await?;
        let query = store::ExpertQuery { consented_only: true, ..store::ExpertQuery::default() };
        let listed = store::NeedQuery {
            states: ["published", "matching"].map(str::to_owned).to_vec(),
            ..store::NeedQuery::default()
        };
        let accounts = self.store.accounts().await?;
        let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Ok(AllianceFigures {
            teams: teams.len(),
            teams_abroad: teams.iter().filter(|t| t.profile.foreign).count(),
            experts: count(self.store.count_experts(&query).await?),
            brokers: accounts.iter().filter(|a| a.roles.contains(&domain::account::Role::Broker)).count(),
            needs: count(self.store.count_needs(&listed).await?),
        })
    }

    /// Returns until when a broker answers what was submitted at a time: the end of the last promised working day.
    pub async fn promise_from(&self, submitted: domain::Timestamp) -> Result<domain::Timestamp> {
        let days = self.settings().await?.promise_days;
        Ok(domain::promise::due(submitted, days, self.clock.zone(), crate::data::is_working_day)?)
    }

    /// Reads the bureau's settings.
    pub async fn settings(&self) -> Result<Settings> {
        match self.store.setting("site").await? {
            Some(text) => serde_json::from_str(&text).map_err(Error::internal),
            None => Ok(Settings::default()),
        }
    }

    /// Changes the bureau's settings.
    pub async fn change_settings(&self, call: &Call, settings: &Settings) -> Result<()> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        if settings.name[0].trim().is_empty() {
            return Err(Error::field("name", "required"));
        }
        domain::number::within("promise_days", settings.promise_days, &PROMISE_DAYS)?;
        let text = serde_json::to_string(settings).map_err(Error::internal)?;
        self.store
            .write(async |tx: store::Tx| -> Result<()> { Ok(tx.set_setting("site", &text).await?) })
            .await
    }

    /// Tells whether the product can serve: database and index usable.
    pub async fn ready(&self) -> Result<()> {
        self.store.healthy().await?;
        match self.finder.needs_rebuild() {
            Some(reason) => Err(Error::Unavailable(reason.to_string().into())),
            None => Ok(()),
        }
    }

    /// Returns the SHA-256 over all rows of the business; two equal ones hold the same alliance.
    pub async fn business_hash(&self) -> Result<String> {
        Ok(self.store.business_hash().await?)
    }

    /// Walks the audit chain; returns how many entries fit and the first that does not.
    pub async fn verify_audit(&self) -> Result<(u64, Option<i64>)> {
        Ok(self.store.verify_audit().await?)
    }

    /// Reads the newest entries of the audit trail before a place.
    pub async fn audit(
        &self,
        call: &Call,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<(Option<Subject>, Happened)>> {
        self.permit(&call.actor, &Action::ReadAudit)?;
        Ok(self.store.recent(before.unwrap_or(i64::MAX), limit.clamp(1, 100)).await?)
    }

    /// Reads the history of a need, for those who see its review.
    pub async fn need_history(&self, call: &Call, id: domain::NeedId) -> Result<Vec<Happened>> {
        let need = self.need(call, id).await?;
        if need.review.is_none() {
            return Err(Error::Forbidden("not_allowed"));
        }
        Ok(self.store.history(Subject::Need(id)).await?)
    }

    /// Counts what the official's first page shows.
    pub async fn figures(&self, call: &Call) -> Result<Figures> {
        self.permit(&call.actor, &Action::ReadFigures)?;
        let mut figures = Figures::default();
        for state in NeedState::CODES.into_iter().filter(|s| *s != "draft") {
            let filter = NeedFilter { states: vec![state.to_owned()], limit: 1, ..NeedFilter::default() };
            figures.needs.insert(state.to_owned(), self.needs(call, &filter).await?.total);
        }
        for state in ["pending", "verified", "suspended"] {
            let query = store::OrganisationQuery {
                state: Some(state.to_owned()),
                kind: Some("company".to_owned()),
                ..store::OrganisationQuery::default()
            };
            figures.organisations.insert(state.to_owned(), self.store.count_organisations(&query).await?);
        }
        let query = store::ExpertQuery { consented_only: true, ..store::ExpertQuery::default() };
        figures.experts = self.store.count_experts(&query).await?;
        let teams = self.store.all_teams().await?;
        let foreign = teams.iter().filter(|t| t.profile.foreign).count() as u64;
        figures.teams = (teams.len() as u64 - foreign, foreign);
        Ok(figures)
    }
}
