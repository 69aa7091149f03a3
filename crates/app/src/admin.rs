//! What administrators and officials look at: settings, audit trail, readiness, figures.

use std::collections::BTreeMap;

use domain::Lang;
use domain::event::{Event, Subject};
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
    /// Technical fields that are called otherwise here, by slug: names in the three languages.
    pub field_names: BTreeMap<String, [String; 3]>,
}

impl Settings {
    /// Returns what a technical field is called here; `None` for a slug nobody knows.
    pub fn field_name(&self, slug: &str, lang: Lang) -> Option<String> {
        let own = self.field_names.get(slug).map(|names| match lang {
            Lang::ZhHans => names[0].clone(),
            Lang::ZhHant => names[1].clone(),
            Lang::En => names[2].clone(),
        });
        own.or_else(|| crate::data::field_name(slug, lang))
    }
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
            field_names: BTreeMap::new(),
        }
    }
}

/// Characters that a field's name may have.
const LONGEST_NAME: usize = 60;

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
        let field_names = self.settings().await?.field_names;
        self.keep_settings(call, "site", &Settings { field_names, ..settings.clone() }).await
    }

    /// Words the technical fields anew: names in the three languages by slug; a shipped name takes the own one back.
    pub async fn word_fields(&self, call: &Call, names: BTreeMap<String, [String; 3]>) -> Result<()> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        let mut own = BTreeMap::new();
        for (slug, words) in names {
            let Some(shipped) = crate::data::field(&slug) else {
                return Err(Error::field("names", "unknown"));
            };
            let words = words.map(|w| w.trim().to_owned());
            for (word, lang) in words.iter().zip(["zh_hans", "zh_hant", "en"]) {
                let field = format!("names.{slug}.{lang}");
                if word.is_empty() {
                    return Err(domain::Invalid::new(field, "required").into());
                }
                if word.chars().count() > LONGEST_NAME {
                    return Err(domain::Invalid::new(field, "too_long").into());
                }
            }
            if words.iter().map(String::as_str).ne([&*shipped.zh_hans, &*shipped.zh_hant, &*shipped.en]) {
                own.insert(slug, words);
            }
        }
        let settings = Settings { field_names: own, ..self.settings().await? };
        self.keep_settings(call, "fields", &settings).await
    }

    async fn keep_settings(&self, call: &Call, what: &str, settings: &Settings) -> Result<()> {
        let by = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        let text = serde_json::to_string(settings).map_err(Error::internal)?;
        let act = call.act(self.clock.now(), None);
        // Settings have no name in the system, so the trail tells of them under who changed them.
        let event =
            Event::new(Subject::Account(by), "settings.changed").with(serde_json::json!({ "what": what }));
        self.store
            .write(async |tx: store::Tx| -> Result<()> {
                tx.set_request_id(&call.request_id);
                tx.set_setting("site", &text).await?;
                tx.note(event, &act);
                Ok(())
            })
            .await
    }

    /// Counts what uses each technical field: needs, experts and teams together, by slug.
    pub async fn field_uses(&self, call: &Call) -> Result<BTreeMap<String, usize>> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        let needs = self.store.all_needs().await?.into_iter().map(|n| n.content.field);
        let experts = self.store.all_experts().await?.into_iter().flat_map(|e| e.profile.fields);
        let teams = self.store.all_teams().await?.into_iter().flat_map(|t| t.profile.fields);
        let mut uses = BTreeMap::new();
        for slug in needs.chain(experts).chain(teams).filter(|slug| !slug.is_empty()) {
            *uses.entry(slug).or_insert(0) += 1;
        }
        Ok(uses)
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
