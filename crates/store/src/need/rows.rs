//! A need taken apart into rows, and put together again.

use domain::money::Budget;
use domain::need::{
    Comparison, Consent, ConsentKind, Indicator, Need, NeedContent, NeedState, NotAcceptedReason, Origin,
    PublicText, Resting, Section, Source,
};
use domain::{AccountId, Act, Date, Lang, Level, NeedId, OrganisationId};

use crate::row::{need as row, need_indicator as indicator, need_section_level as section};
use crate::value::{Moment, code, day, json, moment, read, timestamp};
use crate::{Error, Result};

const TABLE: &str = "need";

/// The columns that a state fills.
#[derive(Default)]
struct Standing {
    at: Option<Moment>,
    was: Option<String>,
    reason: String,
    note: String,
    into: Option<uuid::Uuid>,
}

fn standing(state: &NeedState) -> Standing {
    let at = state.since().map(moment);
    match state {
        NeedState::Draft
        | NeedState::Submitted { .. }
        | NeedState::Returned { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::PrivateMatching { .. } => Standing { at, ..Standing::default() },
        NeedState::NotAccepted { reason, note, .. } => {
            Standing { at, reason: reason.code().to_owned(), note: note.clone(), ..Standing::default() }
        }
        NeedState::Approved { exemption, .. } => {
            Standing { at, note: exemption.clone().unwrap_or_default(), ..Standing::default() }
        }
        NeedState::Paused { was, reason, .. } => {
            Standing { at, was: Some(was.code().to_owned()), note: reason.clone(), ..Standing::default() }
        }
        NeedState::Expired { was, .. } => {
            Standing { at, was: Some(was.code().to_owned()), ..Standing::default() }
        }
        NeedState::Withdrawn { reason, .. } => Standing { at, note: reason.clone(), ..Standing::default() },
        NeedState::Merged { into, .. } => Standing { at, into: Some(into.uuid()), ..Standing::default() },
    }
}

fn budget_parts(budget: &Budget) -> (Option<i64>, Option<i64>, Option<String>) {
    match budget {
        Budget::NotGiven | Budget::ToDiscuss => (None, None, None),
        Budget::Fixed { amount, currency } => (Some(*amount), Some(*amount), Some(currency.clone())),
        Budget::Range { min, max, currency } => (*min, *max, Some(currency.clone())),
    }
}

pub(super) fn main(n: &Need) -> row::Model {
    let c = &n.content;
    let Standing { at, was, reason, note, into } = standing(&n.state);
    let (budget_min, budget_max, budget_currency) = budget_parts(&c.budget);
    let public = n.public.as_ref();
    row::Model {
        id: n.id.uuid(),
        version: n.version,
        number: n.number.clone(),
        organisation_id: n.organisation.map(OrganisationId::uuid),
        organisation_name: n.organisation_name.clone(),
        title: c.title.clone(),
        background: c.background.clone(),
        current_state: c.current_state.clone(),
        problem: c.problem.clone(),
        tried: c.tried.clone(),
        expected: c.expected.clone(),
        modes: json(&c.modes),
        budget_kind: c.budget.kind().to_owned(),
        budget_min,
        budget_max,
        budget_currency,
        wanted_by: c.wanted_by.as_ref().map(Date::to_string),
        conditions: c.conditions.clone(),
        wanted_approaches: c.wanted_approaches.clone(),
        excluded_approaches: c.excluded_approaches.clone(),
        partner_requirements: c.partner_requirements.clone(),
        avoid: json(&c.avoid),
        industry: c.industry.clone(),
        field: c.field.clone(),
        tags: json(&c.tags),
        keywords: json(&c.keywords),
        keywords_en: json(&c.keywords_en),
        contact_name: c.contact_name.clone(),
        contact_phone: c.contact_phone.clone(),
        contact_email: c.contact_email.clone(),
        decision_owner: c.decision_owner.clone(),
        level: i64::from(n.level.number()),
        state: n.state.code().to_owned(),
        state_at: at,
        state_was: was,
        state_reason: reason,
        state_note: note,
        merged_into: into,
        declaration_act: n.declaration.as_ref().map(json),
        public_title: public.map(|p| p.title.clone()),
        public_summary: public.map(|p| p.summary.clone()),
        public_title_en: public.map(|p| p.title_en.clone()),
        public_summary_en: public.map(|p| p.summary_en.clone()),
        consent_kind: n.consent.as_ref().map(|k| k.kind.code().to_owned()),
        consent_checksum: n.consent.as_ref().map(|k| k.checksum.clone()),
        consent_act: n.consent.as_ref().map(|k| json(&k.act)),
        cleared_checksum: n.cleared.as_ref().map(|(sum, _)| sum.clone()),
        cleared_act: n.cleared.as_ref().map(|(_, act)| json(act)),
        broker_id: n.broker.map(AccountId::uuid),
        returns: i64::from(n.returns),
        review_by: n.review_by.as_ref().map(Date::to_string),
        foreign_visible: n.foreign_visible,
        chokepoint: n.chokepoint.clone(),
        source: n.source.code().to_owned(),
        acting_for: n.acting_for.clone(),
        origin_platform: n.origin.as_ref().map(|o| o.platform.clone()),
        origin_number: n.origin.as_ref().map(|o| o.number.clone()),
        language: n.language.tag().to_owned(),
        created_at: moment(n.created_at),
        first_submitted_at: n.first_submitted_at.map(moment),
        created_by: n.created_by.map(AccountId::uuid),
        demo: n.demo,
    }
}

pub(super) fn indicators(n: &Need) -> impl Iterator<Item = indicator::Model> + '_ {
    (0_i64..).zip(&n.content.indicators).map(|(position, i)| indicator::Model {
        need_id: n.id.uuid(),
        position,
        name: i.name.clone(),
        present: i.now.clone(),
        comparison: i.comparison.code().to_owned(),
        target: i.target.clone(),
        unit: i.unit.clone(),
        test_method: i.test_method.clone(),
        must: i.must,
    })
}

pub(super) fn sections(n: &Need) -> impl Iterator<Item = section::Model> + '_ {
    n.section_levels.iter().map(|(s, level)| section::Model {
        need_id: n.id.uuid(),
        section: s.code().to_owned(),
        level: i64::from(level.number()),
    })
}

fn level(number: i64, column: &'static str) -> Result<Level> {
    code(u8::try_from(number).ok().and_then(Level::from_number), TABLE, column)
}

fn state(r: &row::Model) -> Result<NeedState> {
    let bad = || Error::corrupt(TABLE, "state");
    if r.state == "draft" {
        return Ok(NeedState::Draft);
    }
    let since = timestamp(r.state_at.ok_or_else(bad)?);
    let was = r.state_was.as_deref().and_then(Resting::from_code);
    Ok(match r.state.as_str() {
        "submitted" => NeedState::Submitted { since },
        "returned" => NeedState::Returned { since },
        "not_accepted" => NeedState::NotAccepted {
            since,
            reason: NotAcceptedReason::from_code(&r.state_reason).ok_or_else(bad)?,
            note: r.state_note.clone(),
        },
        "in_diagnosis" => NeedState::InDiagnosis { since },
        "approved" => {
            let exemption = Some(r.state_note.clone()).filter(|n| !n.is_empty());
            NeedState::Approved { since, exemption }
        }
        "published" => NeedState::Published { since },
        "matching" => NeedState::Matching { since },
        "private_matching" => NeedState::PrivateMatching { since },
        "paused" => NeedState::Paused { since, was: was.ok_or_else(bad)?, reason: r.state_note.clone() },
        "expired" => NeedState::Expired { since, was: was.ok_or_else(bad)? },
        "withdrawn" => NeedState::Withdrawn { since, reason: r.state_note.clone() },
        "merged" => NeedState::Merged { since, into: NeedId::from_uuid(r.merged_into.ok_or_else(bad)?) },
        _ => return Err(bad()),
    })
}

fn budget(r: &row::Model) -> Result<Budget> {
    let bad = || Error::corrupt(TABLE, "budget_kind");
    Ok(match (r.budget_kind.as_str(), r.budget_currency.clone()) {
        ("not_given", None) => Budget::NotGiven,
        ("to_discuss", None) => Budget::ToDiscuss,
        ("fixed", Some(currency)) => Budget::Fixed { amount: r.budget_min.ok_or_else(bad)?, currency },
        ("range", Some(currency)) => Budget::Range { min: r.budget_min, max: r.budget_max, currency },
        _ => return Err(bad()),
    })
}

fn act(text: Option<&str>, column: &'static str) -> Result<Option<Act>> {
    text.map(|t| read(t, TABLE, column)).transpose()
}

fn consent(r: &row::Model) -> Result<Option<Consent>> {
    let bad = || Error::corrupt(TABLE, "consent_kind");
    let Some(kind) = r.consent_kind.as_deref() else { return Ok(None) };
    Ok(Some(Consent {
        kind: ConsentKind::from_code(kind).ok_or_else(bad)?,
        checksum: r.consent_checksum.clone().ok_or_else(bad)?,
        act: act(r.consent_act.as_deref(), "consent_act")?.ok_or_else(bad)?,
    }))
}

fn cleared(r: &row::Model) -> Result<Option<(String, Act)>> {
    let Some(sum) = r.cleared_checksum.clone() else { return Ok(None) };
    let bad = || Error::corrupt(TABLE, "cleared_act");
    Ok(Some((sum, act(r.cleared_act.as_deref(), "cleared_act")?.ok_or_else(bad)?)))
}

fn content(r: &row::Model, own: Vec<indicator::Model>) -> Result<NeedContent> {
    let indicators = own
        .into_iter()
        .map(|i| {
            Ok(Indicator {
                comparison: code(Comparison::from_code(&i.comparison), "need_indicator", "comparison")?,
                name: i.name,
                now: i.present,
                target: i.target,
                unit: i.unit,
                test_method: i.test_method,
                must: i.must,
            })
        })
        .collect::<Result<_>>()?;
    Ok(NeedContent {
        title: r.title.clone(),
        background: r.background.clone(),
        current_state: r.current_state.clone(),
        problem: r.problem.clone(),
        tried: r.tried.clone(),
        indicators,
        expected: r.expected.clone(),
        modes: read(&r.modes, TABLE, "modes")?,
        budget: budget(r)?,
        wanted_by: day(r.wanted_by.as_deref(), TABLE, "wanted_by")?,
        conditions: r.conditions.clone(),
        wanted_approaches: r.wanted_approaches.clone(),
        excluded_approaches: r.excluded_approaches.clone(),
        partner_requirements: r.partner_requirements.clone(),
        avoid: read(&r.avoid, TABLE, "avoid")?,
        industry: r.industry.clone(),
        field: r.field.clone(),
        tags: read(&r.tags, TABLE, "tags")?,
        keywords: read(&r.keywords, TABLE, "keywords")?,
        keywords_en: read(&r.keywords_en, TABLE, "keywords_en")?,
        contact_name: r.contact_name.clone(),
        contact_phone: r.contact_phone.clone(),
        contact_email: r.contact_email.clone(),
        decision_owner: r.decision_owner.clone(),
    })
}

pub(super) fn value(r: row::Model, own: Vec<indicator::Model>, levels: Vec<section::Model>) -> Result<Need> {
    let section_levels = levels
        .into_iter()
        .map(|s| {
            Ok((
                code(Section::from_code(&s.section), "need_section_level", "section")?,
                level(s.level, "level")?,
            ))
        })
        .collect::<Result<_>>()?;
    let public = match (&r.public_title, &r.public_summary) {
        (Some(title), Some(summary)) => Some(PublicText {
            title: title.clone(),
            summary: summary.clone(),
            title_en: r.public_title_en.clone().unwrap_or_default(),
            summary_en: r.public_summary_en.clone().unwrap_or_default(),
        }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(Error::corrupt(TABLE, "public_title")),
    };
    let origin = r
        .origin_platform
        .clone()
        .map(|platform| Origin { platform, number: r.origin_number.clone().unwrap_or_default() });
    Ok(Need {
        id: NeedId::from_uuid(r.id),
        version: r.version,
        content: content(&r, own)?,
        level: level(r.level, "level")?,
        section_levels,
        state: state(&r)?,
        declaration: act(r.declaration_act.as_deref(), "declaration_act")?,
        public,
        consent: consent(&r)?,
        cleared: cleared(&r)?,
        broker: r.broker_id.map(AccountId::from_uuid),
        returns: i32::try_from(r.returns).map_err(|_| Error::corrupt(TABLE, "returns"))?,
        review_by: day(r.review_by.as_deref(), TABLE, "review_by")?,
        foreign_visible: r.foreign_visible,
        chokepoint: r.chokepoint,
        source: code(Source::from_code(&r.source), TABLE, "source")?,
        acting_for: r.acting_for,
        origin,
        language: code(Lang::from_tag(&r.language), TABLE, "language")?,
        created_at: timestamp(r.created_at),
        first_submitted_at: r.first_submitted_at.map(timestamp),
        created_by: r.created_by.map(AccountId::from_uuid),
        demo: r.demo,
        number: r.number,
        organisation: r.organisation_id.map(OrganisationId::from_uuid),
        organisation_name: r.organisation_name,
    })
}
