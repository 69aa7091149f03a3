//! Matching: candidates of a need, why or why not, previews of a text, and decisions.

use app::engine::{AspectClass, Candidate, IndicatorText, NeedText, Quote};
use app::{Block, CandidateSeen, Verdict};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::matching::{ExclusionReason, Match, Partner};
use domain::{ExpertId, NeedId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{code, id as read_id};
use super::tagged;
use crate::http::failure::Problem;
use crate::http::input::{At, AtTwo, Json, Query};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .post(Access::Api, "/api/v1/matching/preview", preview)
        .get(Access::Api, "/api/v1/needs/{id}/candidates", candidates)
        .get(Access::Api, "/api/v1/needs/{id}/candidates/{expert}", candidate)
        .get(Access::Api, "/api/v1/needs/{id}/matches", matches)
        .post(Access::Api, "/api/v1/needs/{id}/matches", decide)
}

/// An exact passage; offsets are bytes of the field's text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuoteOut {
    pub doc: String,
    pub field: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// What in it speaks to the need: first byte and the byte after it, of `text`.
    #[schema(value_type = Vec<Vec<usize>>)]
    pub marks: Vec<(usize, usize)>,
    pub kind: String,
    pub title: String,
    pub year: Option<i32>,
    pub translated: bool,
}

impl QuoteOut {
    fn of(quote: &Quote) -> Self {
        Self {
            doc: quote.doc.clone(),
            field: quote.field.to_owned(),
            start: quote.start,
            end: quote.end,
            text: quote.text.clone(),
            marks: quote.marks.iter().map(|m| (m.start, m.end)).collect(),
            kind: quote.kind.clone(),
            title: quote.title.clone(),
            year: quote.year,
            translated: quote.translated,
        }
    }
}

/// What a candidate has to say to one aspect.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AspectOut {
    /// From 1; the indicator's number.
    pub number: usize,
    /// The aspect in the need's words.
    pub label: String,
    /// `hit`, `near` or `gap`.
    pub class: String,
    /// The best passages; none for a gap.
    pub quotes: Vec<QuoteOut>,
}

/// A candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CandidateOut {
    /// The expert.
    pub expert: String,
    /// The name.
    pub name: String,
    /// The team.
    pub team: Option<String>,
    /// The place among all experts.
    pub rank: usize,
    /// `strong`, `possible` or `to_verify`.
    pub band: String,
    /// Every aspect with its passages.
    pub evidence: Vec<AspectOut>,
    /// What the items that count most say about the problem as a whole.
    pub theme: Vec<QuoteOut>,
    /// Aspects that nothing answers.
    pub gaps: Vec<String>,
    /// What stands in the way: `conflict`, `avoided`, `foreign`, `no_consent`, `not_available`.
    pub blocks: Vec<String>,
    /// `suggested`, `shortlisted` or `excluded`.
    pub decision: Option<String>,
}

/// The candidates of a need.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CandidatesOut {
    /// Those who take part, the best first.
    pub ranked: Vec<CandidateOut>,
    /// Those whom a rule keeps out.
    pub blocked: Vec<CandidateOut>,
    /// The smallest group that answers together what several answer: expert and numbers of aspects.
    #[schema(value_type = Vec<Object>)]
    pub group: Vec<(String, Vec<usize>)>,
    /// Teams as teams, the best first.
    pub teams: Vec<String>,
    /// Whether nobody should be proposed.
    pub nobody_suitable: bool,
    /// How many experts were searched.
    pub experts: usize,
    /// How many documents were searched.
    pub documents: usize,
}

fn aspects(candidate: &Candidate) -> (Vec<AspectOut>, Vec<String>) {
    let word = |class: AspectClass| match class {
        AspectClass::Hit => "hit",
        AspectClass::Near => "near",
        AspectClass::Gap => "gap",
    };
    let out = candidate.aspects.iter().map(|a| AspectOut {
        number: a.number,
        label: a.label.clone(),
        class: word(a.class).to_owned(),
        quotes: a.quotes.iter().map(QuoteOut::of).collect(),
    });
    let gaps =
        candidate.aspects.iter().filter(|a| a.class == AspectClass::Gap).map(|a| a.label.clone()).collect();
    (out.collect(), gaps)
}

fn candidate_out(seen: &CandidateSeen) -> CandidateOut {
    let (evidence, gaps) = aspects(&seen.answer);
    CandidateOut {
        expert: seen.expert.id.to_string(),
        name: seen.expert.profile.name.clone(),
        team: seen.expert.profile.team.map(|t| t.to_string()),
        rank: seen.answer.rank,
        band: seen.answer.band.code().to_owned(),
        evidence,
        theme: seen.answer.theme.iter().map(QuoteOut::of).collect(),
        gaps,
        blocks: seen.blocks.iter().map(|b: &Block| b.code().to_owned()).collect(),
        decision: seen.decision.as_ref().map(|m| m.state.code().to_owned()),
    }
}

/// How many candidates.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CandidatesQuery {
    /// 1 to 50; 20 when absent.
    pub limit: Option<usize>,
}

/// Ranks experts for a need, with passages, gaps and blocks.
#[utoipa::path(get, path = "/api/v1/needs/{id}/candidates", tag = "matching",
    params(("id" = String, Path, description = "need_…"), CandidatesQuery),
    responses((status = 200, body = CandidatesOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn candidates(
    State(server): State<Server>,
    caller: Caller,
    At(id): At<NeedId>,
    Query(q): Query<CandidatesQuery>,
) -> Answer<Response> {
    let found = server.app().candidates(&caller.call, id, q.limit.unwrap_or(20).clamp(1, 50)).await?;
    let out = CandidatesOut {
        ranked: found.ranked.iter().map(candidate_out).collect(),
        blocked: found.blocked.iter().map(candidate_out).collect(),
        group: found.group.iter().map(|(id, brings)| (id.to_string(), brings.clone())).collect(),
        teams: found.teams.iter().map(|(t, _)| t.id.to_string()).collect(),
        nobody_suitable: found.nobody_suitable,
        experts: found.experts,
        documents: found.documents,
    };
    Ok(axum::Json(out).into_response())
}

/// Explains any expert for a need: why, or why not.
#[utoipa::path(get, path = "/api/v1/needs/{id}/candidates/{expert}", tag = "matching",
    params(("id" = String, Path, description = "need_…"), ("expert" = String, Path, description = "expt_…")),
    responses((status = 200, body = CandidateOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn candidate(
    State(server): State<Server>,
    caller: Caller,
    AtTwo(id, expert): AtTwo<NeedId, ExpertId>,
) -> Answer<Response> {
    let seen = server.app().candidate(&caller.call, id, expert).await?;
    Ok(axum::Json(candidate_out(&seen)).into_response())
}

/// An indicator of a text that is stored nowhere.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PreviewIndicator {
    /// What is measured.
    pub name: String,
    /// What it must reach.
    pub target: String,
    /// In which unit.
    pub unit: String,
}

/// A need as text; nothing of it is stored.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PreviewIn {
    /// Title.
    pub title: String,
    /// The problem in words.
    pub description: String,
    /// Technical field.
    pub field: String,
    /// Key words.
    pub keywords: Vec<String>,
    /// What is to be reached.
    pub indicators: Vec<PreviewIndicator>,
    /// 1 to 50; 10 when absent.
    pub limit: Option<usize>,
}

/// An answer to a preview.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PreviewOut {
    /// The candidates the caller may know of, the best first.
    pub candidates: Vec<CandidateOut>,
    /// Whether nobody should be proposed.
    pub nobody_suitable: bool,
}

/// Ranks experts for a text; nothing is stored.
#[utoipa::path(post, path = "/api/v1/matching/preview", tag = "matching", request_body = PreviewIn,
    responses((status = 200, body = PreviewOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn preview(State(server): State<Server>, sent: Json<PreviewIn>) -> Answer<Response> {
    let v = sent.value;
    if [&v.title, &v.description].iter().all(|t| t.trim().is_empty()) && v.keywords.is_empty() {
        return Err(Failure::field("description", "required"));
    }
    let indicators = v
        .indicators
        .into_iter()
        .map(|i| IndicatorText { name: i.name, target: i.target, unit: i.unit })
        .collect();
    let text = NeedText {
        key: "preview".to_owned(),
        title: v.title,
        description: v.description,
        field: v.field,
        keywords: v.keywords,
        indicators,
        ..NeedText::default()
    };
    let (ranking, seen) =
        server.app().preview(&sent.caller.call, text, v.limit.unwrap_or(10).clamp(1, 50)).await?;
    let candidates = ranking.candidates.iter().filter_map(|c| {
        let expert = seen.get(&c.expert)?;
        let (evidence, gaps) = aspects(c);
        Some(CandidateOut {
            expert: c.expert.clone(),
            name: expert.profile.name.clone(),
            team: expert.profile.team.map(|t| t.to_string()),
            rank: c.rank,
            band: c.band.code().to_owned(),
            evidence,
            theme: c.theme.iter().map(QuoteOut::of).collect(),
            gaps,
            blocks: Vec::new(),
            decision: None,
        })
    });
    Ok(axum::Json(PreviewOut { candidates: candidates.collect(), nobody_suitable: ranking.nobody_suitable })
        .into_response())
}

/// A match.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatchOut {
    /// Its name in the system.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// The need.
    pub need: String,
    /// The expert or team.
    pub partner: String,
    /// `suggested`, `shortlisted` or `excluded`.
    pub state: String,
    /// Whether a person added it by hand.
    pub by_hand: bool,
}

impl MatchOut {
    fn write(m: &Match) -> Self {
        let partner = match m.partner {
            Partner::Expert(id) => id.to_string(),
            Partner::Team(id) => id.to_string(),
        };
        Self {
            id: m.id.to_string(),
            version: m.version,
            need: m.need.to_string(),
            partner,
            state: m.state.code().to_owned(),
            by_hand: m.by_hand,
        }
    }
}

/// Lists what was decided on a need's partners.
#[utoipa::path(get, path = "/api/v1/needs/{id}/matches", tag = "matching", params(("id" = String, Path, description = "need_…")),
    responses((status = 200, body = Vec<MatchOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn matches(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let found = server.app().matches(&caller.call, id).await?;
    Ok(axum::Json(found.iter().map(MatchOut::write).collect::<Vec<_>>()).into_response())
}

/// A decision on a partner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionIn {
    /// The expert or team.
    pub partner: String,
    /// `shortlist`, `exclude` or `undo`.
    pub decision: String,
    /// For an exclusion: `other_direction`, `evidence_too_thin`, `conflict`, `overloaded`, `company_declines` or `other`.
    pub reason: Option<String>,
    /// Further words.
    #[serde(default)]
    pub note: String,
}

/// Shortlists a partner, leaves one out with a reason, or takes the last decision back.
#[utoipa::path(post, path = "/api/v1/needs/{id}/matches", tag = "matching", request_body = DecisionIn,
    params(("id" = String, Path, description = "need_…")),
    responses((status = 201, body = MatchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn decide(
    State(server): State<Server>,
    At(id): At<NeedId>,
    sent: Json<DecisionIn>,
) -> Answer<Response> {
    let (v, call) = (&sent.value, &sent.caller.call);
    let partner = if v.partner.starts_with("team_") {
        Partner::Team(read_id(&v.partner, "partner")?)
    } else {
        Partner::Expert(read_id(&v.partner, "partner")?)
    };
    let app = server.app();
    let verdict = match v.decision.as_str() {
        "shortlist" => Verdict::Shortlist { by_hand: true },
        "undo" => Verdict::Undo,
        "exclude" => Verdict::Exclude {
            reason: code(v.reason.as_deref().and_then(ExclusionReason::from_code), "reason")?,
            note: &v.note,
        },
        _ => return Err(Failure::field("decision", "unknown")),
    };
    app.decide(call, id, &[partner.into()], verdict).await?;
    let found = app.matches(call, id).await?;
    let made = found.iter().find(|m| m.partner == partner).ok_or_else(Failure::not_found)?;
    tagged(StatusCode::CREATED, made.version, &MatchOut::write(made))
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(preview, candidates, candidate, matches, decide))]
pub(super) struct Paths;
