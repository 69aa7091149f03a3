//! Experts and their conflicts of interest.

use app::{ConflictEntry, ExpertFilter};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::conflict::ConflictKind;
use domain::event::Subject;
use domain::evidence::Evidence;
use domain::expert::{Expert, ExpertProfile};
use domain::{ExpertId, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Page, code, day, id as read_id, next_of};
use super::evidence::EvidenceOut;
use super::{locate, tagged};
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json, Query};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/experts", experts)
        .post(Access::Api, "/api/v1/experts", enter_expert)
        .get(Access::Api, "/api/v1/experts/{id}", expert)
        .put(Access::Api, "/api/v1/experts/{id}", revise_expert)
        .post(Access::Api, "/api/v1/experts/{id}/conflicts", declare_conflict)
}

/// What is known of an expert.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ExpertBody {
    pub name: String,
    pub name_latin: String,
    pub alias: bool,
    pub organisation: Option<String>,
    pub organisation_name: String,
    pub post: String,
    pub team: Option<String>,
    pub discipline: String,
    pub fields: Vec<String>,
    pub specialities: Vec<String>,
    pub specialities_en: Vec<String>,
    pub problems: String,
    pub industries: Vec<String>,
    pub languages: Vec<String>,
    pub service_forms: Vec<String>,
    pub capacity_per_quarter: Option<i32>,
    pub phone: String,
    pub email: String,
    pub consent_on: Option<String>,
    pub confirmed_on: Option<String>,
    pub language: Option<String>,
    pub region: String,
    pub notes: String,
}

/// An expert.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ExpertOut {
    /// Its name in the system.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Where the expert stands.
    pub state: String,
    /// What is known; contacts are blank where the caller may not see them.
    pub profile: ExpertBody,
    /// Evidence, the newest first; in lists it is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceOut>,
}

impl ExpertBody {
    fn read(self) -> Answer<ExpertProfile> {
        Ok(ExpertProfile {
            organisation: self.organisation.as_deref().map(|t| read_id(t, "organisation")).transpose()?,
            team: self.team.as_deref().map(|t| read_id(t, "team")).transpose()?,
            consent_on: day(self.consent_on.as_ref(), "consent_on")?,
            confirmed_on: day(self.confirmed_on.as_ref(), "confirmed_on")?,
            language: self.language.as_deref().map(|t| code(Lang::from_tag(t), "language")).transpose()?,
            capacity_per_quarter: self.capacity_per_quarter.unwrap_or(domain::expert::DEFAULT_CAPACITY),
            name: self.name,
            name_latin: self.name_latin,
            alias: self.alias,
            organisation_name: self.organisation_name,
            post: self.post,
            discipline: self.discipline,
            fields: self.fields,
            specialities: self.specialities,
            specialities_en: self.specialities_en,
            problems: self.problems,
            industries: self.industries,
            languages: self.languages,
            service_forms: self.service_forms,
            phone: self.phone,
            email: self.email,
            region: self.region,
            notes: self.notes,
        })
    }
}

impl ExpertOut {
    fn write(e: Expert, evidence: Vec<Evidence>) -> Self {
        let p = e.profile;
        Self {
            id: e.id.to_string(),
            version: e.version,
            state: e.state.code().to_owned(),
            evidence: evidence.into_iter().map(EvidenceOut::write).collect(),
            profile: ExpertBody {
                organisation: p.organisation.map(|id| id.to_string()),
                team: p.team.map(|id| id.to_string()),
                consent_on: p.consent_on.map(|d| d.to_string()),
                confirmed_on: p.confirmed_on.map(|d| d.to_string()),
                language: p.language.map(|l| l.tag().to_owned()),
                capacity_per_quarter: Some(p.capacity_per_quarter),
                name: p.name,
                name_latin: p.name_latin,
                alias: p.alias,
                organisation_name: p.organisation_name,
                post: p.post,
                discipline: p.discipline,
                fields: p.fields,
                specialities: p.specialities,
                specialities_en: p.specialities_en,
                problems: p.problems,
                industries: p.industries,
                languages: p.languages,
                service_forms: p.service_forms,
                phone: p.phone,
                email: p.email,
                region: p.region,
                notes: p.notes,
            },
        }
    }
}

/// Filters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ExpertsQuery {
    /// One team's.
    pub team: Option<String>,
    /// State code.
    pub state: Option<String>,
    /// Most rows, 1 to 100; 20 when absent.
    pub limit: Option<u64>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// Lists the experts the caller may see.
#[utoipa::path(get, path = "/api/v1/experts", tag = "experts", params(ExpertsQuery),
    responses((status = 200, body = Page<ExpertOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn experts(
    State(server): State<Server>,
    caller: Caller,
    Query(q): Query<ExpertsQuery>,
) -> Answer<Response> {
    let limit = q.limit.unwrap_or(20).clamp(1, 100);
    let filter = ExpertFilter {
        team: q.team.map(|t| read_id(&t, "team")).transpose()?,
        state: q.state,
        limit,
        after: q.cursor.map(|t| read_id(&t, "cursor")).transpose()?,
    };
    let (rows, total) = server.app().experts(&caller.call, &filter).await?;
    let next = next_of(rows.len(), limit, rows.last().map(|e| e.id));
    let items = rows.into_iter().map(|e| ExpertOut::write(e, Vec::new())).collect();
    Ok(axum::Json(Page { items, total, next }).into_response())
}

async fn expert_out(server: &Server, caller: &Caller, id: ExpertId, status: StatusCode) -> Answer<Response> {
    let seen = server.app().expert(&caller.call, id).await?;
    tagged(status, seen.expert.version, &ExpertOut::write(seen.expert, seen.evidence))
}

/// Enters an expert: active with a recorded consent, invited without one.
#[utoipa::path(post, path = "/api/v1/experts", tag = "experts", request_body = ExpertBody,
    responses((status = 201, body = ExpertOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enter_expert(State(server): State<Server>, sent: Json<ExpertBody>) -> Answer<Response> {
    let done = server.app().enter_expert(&sent.caller.call, sent.value.read()?).await?;
    let Subject::Expert(id) = done.subject else { return Err(Failure::not_found()) };
    let mut response = expert_out(&server, &sent.caller, id, StatusCode::CREATED).await?;
    locate(&mut response, &server.urls().path(&format!("/api/v1/experts/{id}")));
    Ok(response)
}

/// Reads an expert with the evidence.
#[utoipa::path(get, path = "/api/v1/experts/{id}", tag = "experts", params(("id" = String, Path, description = "expt_…")),
    responses((status = 200, body = ExpertOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn expert(State(server): State<Server>, caller: Caller, At(id): At<ExpertId>) -> Answer<Response> {
    expert_out(&server, &caller, id, StatusCode::OK).await
}

/// Corrects an expert's profile.
#[utoipa::path(put, path = "/api/v1/experts/{id}", tag = "experts", request_body = ExpertBody,
    params(("id" = String, Path, description = "expt_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = ExpertOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn revise_expert(
    State(server): State<Server>,
    At(id): At<ExpertId>,
    IfMatch(seen): IfMatch,
    sent: Json<ExpertBody>,
) -> Answer<Response> {
    server.app().revise_expert(&sent.caller.call, id, Some(seen), sent.value.read()?, None).await?;
    expert_out(&server, &sent.caller, id, StatusCode::OK).await
}

/// A conflict of interest.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictIn {
    /// The organisation.
    pub organisation: String,
    /// `employment`, `shareholding`, `paid_advice` or `avoided`.
    pub kind: String,
    /// First day.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Further words.
    #[serde(default)]
    pub note: String,
}

/// Declares a conflict of interest.
#[utoipa::path(post, path = "/api/v1/experts/{id}/conflicts", tag = "experts", request_body = ConflictIn,
    params(("id" = String, Path, description = "expt_…")),
    responses((status = 201, body = ExpertOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn declare_conflict(
    State(server): State<Server>,
    At(id): At<ExpertId>,
    sent: Json<ConflictIn>,
) -> Answer<Response> {
    let value = sent.value;
    let entry = ConflictEntry {
        expert: id,
        organisation: read_id(&value.organisation, "organisation")?,
        kind: code(ConflictKind::from_code(&value.kind), "kind")?,
        since: day(value.since.as_ref(), "since")?,
        until: day(value.until.as_ref(), "until")?,
        note: value.note,
    };
    server.app().declare_conflict(&sent.caller.call, entry).await?;
    expert_out(&server, &sent.caller, id, StatusCode::CREATED).await
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(experts, enter_expert, expert, revise_expert, declare_conflict))]
pub(super) struct Paths;
