//! Rows in the form the house keeps, and back: what an import tells lands here, and what is kept is compared from here.

use domain::Lang;
use domain::evidence::Evidence;
use domain::expert::{DEFAULT_CAPACITY, ExpertProfile};
use domain::need::{Comparison, Indicator, Need, NeedContent};
use domain::organisation::OrganisationProfile;

use crate::book::Value;
use crate::cells::dates::Partial;
use crate::cells::indicator::IndicatorRow;
use crate::cells::text::is_han;
use crate::cells::{contact, name, prose};
use crate::rows::company::CompanyRow;
use crate::rows::evidence::EvidenceRow;
use crate::rows::expert::ExpertRow;
use crate::rows::need::NeedRow;

/// Fields of a roster that an expert's profile does not keep.
pub const EXPERT_NOT_STORED: [&str; 3] = ["base", "entered", "interests"];
/// Fields of a table of needs that a need does not keep.
pub const NEED_NOT_STORED: [&str; 3] = ["uscc", "published", "open_ended"];

/// Fields of a table of evidence that an item does not keep: they name its owner.
pub const EVIDENCE_NOT_STORED: [&str; 3] = ["name", "email", "note"];

const BETWEEN: &str = " / ";

fn told(slot: &mut String, value: &str) {
    if !value.is_empty() {
        value.clone_into(slot);
    }
}

fn told_list(slot: &mut Vec<String>, value: &[String]) {
    if !value.is_empty() {
        value.clone_into(slot);
    }
}

fn phones(kept: &str) -> Vec<String> {
    contact::phones(&Value::Text(kept.to_owned())).unwrap_or_else(|_| vec![kept.to_owned()])
}

/// Returns the written language of a text as the house names it.
fn language(text: &str) -> Option<Lang> {
    Lang::from_tag(match prose::language(text) {
        "de" => "en",
        tag => tag,
    })
}

impl ExpertRow {
    /// Writes what the row tells into a profile; what it does not tell stays.
    pub fn apply_to(&self, profile: &mut ExpertProfile) {
        told(&mut profile.name, &self.name);
        profile.alias = if self.name.is_empty() { profile.alias } else { !self.alias.is_empty() };
        if !self.other_name.chars().any(is_han) {
            told(&mut profile.name_latin, &self.other_name);
        }
        let post = [self.title.as_str(), &self.post].into_iter().filter(|part| !part.is_empty());
        told(&mut profile.post, &post.collect::<Vec<_>>().join(BETWEEN));
        told(&mut profile.organisation_name, &self.org);
        told(&mut profile.discipline, &self.discipline);
        told_list(&mut profile.specialities, &self.spec);
        told(&mut profile.problems, &self.problems);
        told_list(&mut profile.industries, &self.industries);
        told_list(&mut profile.languages, &self.langs);
        told_list(&mut profile.service_forms, &self.service);
        if let Some(capacity) = self.capacity {
            profile.capacity_per_quarter = i32::try_from(capacity).unwrap_or(DEFAULT_CAPACITY);
        }
        told(&mut profile.phone, &self.phone.join(BETWEEN));
        told(&mut profile.email, &self.email);
        told(&mut profile.region, &self.country);
        told(&mut profile.notes, &self.remark);
        profile.confirmed_on = self.confirmed.map(Partial::first_day).or(profile.confirmed_on);
        profile.consent_on = self.consent.map(Partial::first_day).or(profile.consent_on);
        profile.language =
            language(&format!("{}{}", self.spec.join(" "), self.problems)).or(profile.language);
    }

    /// Returns the profile of a new expert; without a told capacity the default holds.
    pub fn profile(&self) -> ExpertProfile {
        let mut profile =
            ExpertProfile { capacity_per_quarter: DEFAULT_CAPACITY, ..ExpertProfile::default() };
        self.apply_to(&mut profile);
        profile
    }

    /// Returns a kept profile as the row that would tell it.
    pub fn of(profile: &ExpertProfile, team: &str) -> Self {
        let (title, post) = if let Some((title, post)) = profile.post.split_once(BETWEEN) {
            (title.to_owned(), post.to_owned())
        } else {
            let (titles, posts) = name::titles_and_posts(&profile.post);
            (titles.join("；"), posts.join("；"))
        };
        Self {
            name: profile.name.clone(),
            alias: if profile.alias { profile.name.clone() } else { String::new() },
            other_name: profile.name_latin.clone(),
            title,
            post,
            team: team.to_owned(),
            org: profile.organisation_name.clone(),
            discipline: profile.discipline.clone(),
            spec: profile.specialities.clone(),
            problems: profile.problems.clone(),
            industries: profile.industries.clone(),
            langs: profile.languages.clone(),
            service: profile.service_forms.clone(),
            capacity: Some(profile.capacity_per_quarter.into()),
            phone: phones(&profile.phone),
            email: profile.email.clone(),
            country: profile.region.clone(),
            confirmed: profile.confirmed_on.map(Partial::from),
            consent: profile.consent_on.map(Partial::from),
            remark: profile.notes.clone(),
            ..Self::default()
        }
    }
}

impl IndicatorRow {
    /// Returns the indicator as a need keeps it.
    pub fn stored(&self) -> Indicator {
        Indicator {
            name: self.name.clone(),
            now: self.now.clone(),
            comparison: match self.comparison.as_str() {
                "≥" | ">" => Comparison::AtLeast,
                "≤" | "<" => Comparison::AtMost,
                "~" => Comparison::Between,
                _ => Comparison::Equal,
            },
            target: self.target.clone(),
            unit: self.unit.clone(),
            test_method: self.test_method.clone(),
            must: true,
        }
    }

    /// Returns a kept indicator as the row that would tell it.
    pub fn of(kept: &Indicator) -> Self {
        Self {
            name: kept.name.clone(),
            now: kept.now.clone(),
            comparison: match kept.comparison {
                Comparison::AtLeast => "≥",
                Comparison::AtMost => "≤",
                Comparison::Equal => "",
                Comparison::Between => "~",
            }
            .to_owned(),
            target: kept.target.clone(),
            unit: kept.unit.clone(),
            test_method: kept.test_method.clone(),
        }
    }
}

impl NeedRow {
    /// Writes what the row tells into a content; what it does not tell stays.
    pub fn apply_to(&self, content: &mut NeedContent) {
        told(&mut content.title, &self.title);
        told(&mut content.problem, &self.desc);
        told(&mut content.tried, &self.tried);
        told(&mut content.industry, &self.industry);
        told(&mut content.field, &self.field);
        told(&mut content.contact_name, &self.contact);
        told(&mut content.contact_phone, &self.phone.join(BETWEEN));
        told(&mut content.contact_email, &self.email);
        told_list(&mut content.modes, &self.modes);
        if !self.indicators.is_empty() {
            content.indicators = self.indicators.iter().map(IndicatorRow::stored).collect();
        }
        if self.budget.kind() != "not_given" {
            content.budget = self.budget.clone();
        }
    }

    /// Returns the content of a new draft.
    pub fn content(&self) -> NeedContent {
        let mut content = NeedContent::default();
        self.apply_to(&mut content);
        content
    }

    /// Returns the written language as the house names it; German needs are served in English.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(if self.language == "de" { "en" } else { &self.language }).unwrap_or_default()
    }

    /// Returns a kept need as the row that would tell it; its origin's number is the number of the file.
    pub fn of(need: &Need) -> Self {
        let content = &need.content;
        let (source, id) =
            need.origin.as_ref().map_or_else(Default::default, |o| (o.platform.clone(), o.number.clone()));
        Self {
            id,
            source,
            title: content.title.clone(),
            company: need.organisation_name.clone(),
            acting_for: need.acting_for.clone(),
            contact: content.contact_name.clone(),
            phone: phones(&content.contact_phone),
            email: content.contact_email.clone(),
            industry: content.industry.clone(),
            field: content.field.clone(),
            desc: content.problem.clone(),
            indicators: content.indicators.iter().map(IndicatorRow::of).collect(),
            tried: content.tried.clone(),
            modes: content.modes.clone(),
            budget: content.budget.clone(),
            review_by: need.review_by,
            language: need.language.tag().to_owned(),
            ..Self::default()
        }
    }
}

impl CompanyRow {
    /// Writes what the row tells into a profile; what it does not tell stays.
    pub fn apply_to(&self, profile: &mut OrganisationProfile) {
        told(&mut profile.name, &self.name);
        if !self.uscc.is_empty() {
            profile.credit_code = Some(self.uscc.clone());
        }
        told(&mut profile.address, &self.address);
        told(&mut profile.industry, &self.industry);
        told(&mut profile.contact_name, &self.contact);
        told(&mut profile.contact_phone, &self.phone.join(BETWEEN));
        told(&mut profile.contact_email, &self.email);
        profile.staff = self.staff.or(profile.staff);
        profile.founded = self.founded.map(|day| day.year).or(profile.founded);
    }

    /// Returns the profile of a new organisation.
    pub fn profile(&self) -> OrganisationProfile {
        let mut profile = OrganisationProfile::default();
        self.apply_to(&mut profile);
        profile
    }

    /// Returns a kept profile as the row that would tell it.
    pub fn of(profile: &OrganisationProfile) -> Self {
        Self {
            name: profile.name.clone(),
            uscc: profile.credit_code.clone().unwrap_or_default(),
            address: profile.address.clone(),
            industry: profile.industry.clone(),
            contact: profile.contact_name.clone(),
            phone: phones(&profile.contact_phone),
            email: profile.contact_email.clone(),
            staff: profile.staff,
            founded: profile.founded.map(|year| Partial { year, month: None, day: None }),
        }
    }
}

impl EvidenceRow {
    /// Returns a kept item as the row that would tell it of one of its owners, by the caller's key of the owner.
    pub fn of(kept: &Evidence, person: &str) -> Self {
        Self {
            person: person.to_owned(),
            kind: Some(kept.kind),
            title: kept.title.clone(),
            year: kept.year,
            identifier: kept.identifier.clone(),
            ..Self::default()
        }
    }
}
