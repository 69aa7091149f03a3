//! Organisations, teams, experts and evidence.

use app::{ConflictEntry, ExpertFilter, OrganisationFilter};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::conflict::ConflictKind;
use domain::event::Subject;
use domain::evidence::{Evidence, EvidenceKind};
use domain::expert::{Expert, ExpertProfile};
use domain::organisation::{Organisation, OrganisationProfile};
use domain::team::{Team, TeamProfile};
use domain::{EvidenceId, ExpertId, Lang, OrganisationId, TeamId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Page, code, day, id as read_id};
use super::{locate, tagged};
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json, Query};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/organisations", organisations)
        .post(Access::Api, "/api/v1/organisations", enter_organisation)
        .get(Access::Api, "/api/v1/organisations/{id}", organisation)
        .put(Access::Api, "/api/v1/organisations/{id}", revise_organisation)
        .post(Access::Api, "/api/v1/organisations/{id}/verification", verify)
        .post(Access::Api, "/api/v1/organisations/{id}/suspension", suspend)
        .get(Access::Api, "/api/v1/teams", teams)
        .post(Access::Api, "/api/v1/teams", enter_team)
        .get(Access::Api, "/api/v1/teams/{id}", team)
        .put(Access::Api, "/api/v1/teams/{id}", revise_team)
        .get(Access::Api, "/api/v1/experts", experts)
        .post(Access::Api, "/api/v1/experts", enter_expert)
        .get(Access::Api, "/api/v1/experts/{id}", expert)
        .put(Access::Api, "/api/v1/experts/{id}", revise_expert)
        .post(Access::Api, "/api/v1/experts/{id}/conflicts", declare_conflict)
        .post(Access::Api, "/api/v1/evidence", enter_evidence)
        .get(Access::Api, "/api/v1/evidence/{id}", evidence)
}

/// What is known of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OrganisationBody {
    pub name: String,
    pub name_en: String,
    pub former_names: Vec<String>,
    /// `company`, `institute` or `agent`.
    pub kind: String,
    pub credit_code: Option<String>,
    pub industry: String,
    pub region: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub staff: Option<i64>,
    pub founded: Option<i16>,
    pub tags: Vec<String>,
    pub foreign: bool,
}

impl OrganisationBody {
    fn read(self) -> Answer<OrganisationProfile> {
        use domain::organisation::OrganisationKind;
        let kind = if self.kind.is_empty() {
            OrganisationKind::default()
        } else {
            code(OrganisationKind::from_code(&self.kind), "kind")?
        };
        Ok(OrganisationProfile {
            kind,
            name: self.name,
            name_en: self.name_en,
            former_names: self.former_names,
            credit_code: self.credit_code,
            industry: self.industry,
            region: self.region,
            address: self.address,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            contact_email: self.contact_email,
            staff: self.staff,
            founded: self.founded,
            tags: self.tags,
            foreign: self.foreign,
        })
    }

    fn write(p: OrganisationProfile) -> Self {
        Self {
            kind: p.kind.code().to_owned(),
            name: p.name,
            name_en: p.name_en,
            former_names: p.former_names,
            credit_code: p.credit_code,
            industry: p.industry,
            region: p.region,
            address: p.address,
            contact_name: p.contact_name,
            contact_phone: p.contact_phone,
            contact_email: p.contact_email,
            staff: p.staff,
            founded: p.founded,
            tags: p.tags,
            foreign: p.foreign,
        }
    }
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganisationOut {
    /// Its name in the system.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// `pending`, `verified` or `suspended`.
    pub state: String,
    /// What is known of it.
    pub profile: OrganisationBody,
}

impl OrganisationOut {
    fn write(o: Organisation) -> Self {
        Self {
            id: o.id.to_string(),
            version: o.version,
            state: o.state.code().to_owned(),
            profile: OrganisationBody::write(o.profile),
        }
    }
}

/// Filters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OrganisationsQuery {
    /// State code.
    pub state: Option<String>,
    /// Kind code.
    pub kind: Option<String>,
    /// Part of the name.
    pub name: Option<String>,
    /// Most rows, 1 to 100; 20 when absent.
    pub limit: Option<u64>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SuspensionIn {
    /// Why.
    pub reason: String,
}

/// No fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct VerificationIn {}

fn next_of<T: ToString>(many: usize, limit: u64, last: Option<T>) -> Option<String> {
    last.filter(|_| many as u64 == limit).map(|id| id.to_string())
}

/// Lists organisations, the newest first; brokers, officials and administrators.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "organisations", params(OrganisationsQuery),
    responses((status = 200, body = Page<OrganisationOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn organisations(
    State(server): State<Server>,
    caller: Caller,
    Query(q): Query<OrganisationsQuery>,
) -> Answer<Response> {
    let limit = q.limit.unwrap_or(20).clamp(1, 100);
    let filter = OrganisationFilter {
        state: q.state,
        kind: q.kind,
        name: q.name.unwrap_or_default(),
        limit,
        after: q.cursor.map(|t| read_id(&t, "cursor")).transpose()?,
    };
    let (rows, total) = server.app().organisations(&caller.call, &filter).await?;
    let next = next_of(rows.len(), limit, rows.last().map(|o| o.id));
    let items = rows.into_iter().map(OrganisationOut::write).collect();
    Ok(axum::Json(Page { items, total, next }).into_response())
}

async fn organisation_out(
    server: &Server,
    caller: &Caller,
    id: OrganisationId,
    status: StatusCode,
) -> Answer<Response> {
    let seen = server.app().organisation(&caller.call, id).await?;
    tagged(status, seen.organisation.version, &OrganisationOut::write(seen.organisation))
}

/// Enters an organisation, to be verified.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "organisations", request_body = OrganisationBody,
    responses((status = 201, body = OrganisationOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enter_organisation(State(server): State<Server>, sent: Json<OrganisationBody>) -> Answer<Response> {
    let done = server.app().enter_organisation(&sent.caller.call, sent.value.read()?).await?;
    let Subject::Organisation(id) = done.subject else { return Err(Failure::not_found()) };
    let mut response = organisation_out(&server, &sent.caller, id, StatusCode::CREATED).await?;
    locate(&mut response, &server.urls().path(&format!("/api/v1/organisations/{id}")));
    Ok(response)
}

/// Reads an organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{id}", tag = "organisations", params(("id" = String, Path, description = "orgn_…")),
    responses((status = 200, body = OrganisationOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn organisation(
    State(server): State<Server>,
    caller: Caller,
    At(id): At<OrganisationId>,
) -> Answer<Response> {
    organisation_out(&server, &caller, id, StatusCode::OK).await
}

/// Corrects an organisation.
#[utoipa::path(put, path = "/api/v1/organisations/{id}", tag = "organisations", request_body = OrganisationBody,
    params(("id" = String, Path, description = "orgn_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = OrganisationOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn revise_organisation(
    State(server): State<Server>,
    At(id): At<OrganisationId>,
    IfMatch(seen): IfMatch,
    sent: Json<OrganisationBody>,
) -> Answer<Response> {
    server.app().revise_organisation(&sent.caller.call, id, Some(seen), sent.value.read()?).await?;
    organisation_out(&server, &sent.caller, id, StatusCode::OK).await
}

/// Notes a broker's word that the organisation exists.
#[utoipa::path(post, path = "/api/v1/organisations/{id}/verification", tag = "organisations", request_body = VerificationIn,
    params(("id" = String, Path, description = "orgn_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = OrganisationOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn verify(
    State(server): State<Server>,
    At(id): At<OrganisationId>,
    IfMatch(seen): IfMatch,
    sent: Json<VerificationIn>,
) -> Answer<Response> {
    server.app().verify_organisation(&sent.caller.call, id, Some(seen)).await?;
    organisation_out(&server, &sent.caller, id, StatusCode::OK).await
}

/// Suspends an organisation, with a reason.
#[utoipa::path(post, path = "/api/v1/organisations/{id}/suspension", tag = "organisations", request_body = SuspensionIn,
    params(("id" = String, Path, description = "orgn_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = OrganisationOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn suspend(
    State(server): State<Server>,
    At(id): At<OrganisationId>,
    IfMatch(seen): IfMatch,
    sent: Json<SuspensionIn>,
) -> Answer<Response> {
    server.app().suspend_organisation(&sent.caller.call, id, Some(seen), &sent.value.reason).await?;
    organisation_out(&server, &sent.caller, id, StatusCode::OK).await
}

/// What is known of a team.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TeamBody {
    pub name: String,
    pub name_en: String,
    pub summary: String,
    pub organisation: Option<String>,
    pub organisation_name: String,
    pub foreign: bool,
    pub country: String,
    pub fields: Vec<String>,
    pub capacity_per_quarter: Option<i32>,
    pub demo: bool,
}

/// A team.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TeamOut {
    /// Its name in the system.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// What is known of it.
    pub profile: TeamBody,
    /// How many members the caller may see.
    pub members: u64,
}

impl TeamBody {
    fn read(self) -> Answer<TeamProfile> {
        Ok(TeamProfile {
            organisation: self.organisation.as_deref().map(|t| read_id(t, "organisation")).transpose()?,
            name: self.name,
            name_en: self.name_en,
            summary: self.summary,
            organisation_name: self.organisation_name,
            foreign: self.foreign,
            country: self.country,
            fields: self.fields,
            capacity_per_quarter: self.capacity_per_quarter,
            demo: self.demo,
        })
    }
}

impl TeamOut {
    fn write(t: Team, members: u64) -> Self {
        let p = t.profile;
        Self {
            id: t.id.to_string(),
            version: t.version,
            members,
            profile: TeamBody {
                organisation: p.organisation.map(|id| id.to_string()),
                name: p.name,
                name_en: p.name_en,
                summary: p.summary,
                organisation_name: p.organisation_name,
                foreign: p.foreign,
                country: p.country,
                fields: p.fields,
                capacity_per_quarter: p.capacity_per_quarter,
                demo: p.demo,
            },
        }
    }
}

/// Lists all teams, by name.
#[utoipa::path(get, path = "/api/v1/teams", tag = "teams",
    responses((status = 200, body = Page<TeamOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn teams(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let items: Vec<TeamOut> =
        server.app().teams(&caller.call).await?.into_iter().map(|(t, n)| TeamOut::write(t, n)).collect();
    let total = items.len() as u64;
    Ok(axum::Json(Page { items, total, next: None }).into_response())
}

async fn team_out(server: &Server, caller: &Caller, id: TeamId, status: StatusCode) -> Answer<Response> {
    let seen = server.app().team(&caller.call, id).await?;
    tagged(status, seen.team.version, &TeamOut::write(seen.team, seen.members.len() as u64))
}

/// Enters a team.
#[utoipa::path(post, path = "/api/v1/teams", tag = "teams", request_body = TeamBody,
    responses((status = 201, body = TeamOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enter_team(State(server): State<Server>, sent: Json<TeamBody>) -> Answer<Response> {
    let done = server.app().enter_team(&sent.caller.call, sent.value.read()?).await?;
    let Subject::Team(id) = done.subject else { return Err(Failure::not_found()) };
    let mut response = team_out(&server, &sent.caller, id, StatusCode::CREATED).await?;
    locate(&mut response, &server.urls().path(&format!("/api/v1/teams/{id}")));
    Ok(response)
}

/// Reads a team.
#[utoipa::path(get, path = "/api/v1/teams/{id}", tag = "teams", params(("id" = String, Path, description = "team_…")),
    responses((status = 200, body = TeamOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn team(State(server): State<Server>, caller: Caller, At(id): At<TeamId>) -> Answer<Response> {
    team_out(&server, &caller, id, StatusCode::OK).await
}

/// Corrects a team.
#[utoipa::path(put, path = "/api/v1/teams/{id}", tag = "teams", request_body = TeamBody,
    params(("id" = String, Path, description = "team_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = TeamOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn revise_team(
    State(server): State<Server>,
    At(id): At<TeamId>,
    IfMatch(seen): IfMatch,
    sent: Json<TeamBody>,
) -> Answer<Response> {
    server.app().revise_team(&sent.caller.call, id, Some(seen), sent.value.read()?).await?;
    team_out(&server, &sent.caller, id, StatusCode::OK).await
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

/// An evidence item as it is entered.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EvidenceIn {
    /// `paper`, `patent`, `project`, `standard`, `product` or `consultation`.
    pub kind: String,
    pub title: String,
    pub body: String,
    pub keywords: Vec<String>,
    pub year: Option<i16>,
    pub language: String,
    pub identifier: String,
    pub source: String,
    /// Experts whose it is.
    pub owners: Vec<String>,
}

/// An evidence item.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvidenceOut {
    pub id: String,
    pub version: i64,
    pub kind: String,
    pub title: String,
    pub body: String,
    pub keywords: Vec<String>,
    pub year: Option<i16>,
    pub language: String,
    pub identifier: String,
    pub source: String,
    pub verified: bool,
    pub owners: Vec<String>,
}

impl EvidenceOut {
    /// Writes an item.
    pub(super) fn write(e: Evidence) -> Self {
        Self {
            id: e.id.to_string(),
            version: e.version,
            kind: e.kind.code().to_owned(),
            title: e.title,
            body: e.body,
            keywords: e.keywords,
            year: e.year,
            language: e.language.tag().to_owned(),
            identifier: e.identifier,
            source: e.source,
            verified: e.verified,
            owners: e.owners.iter().map(|(id, _)| id.to_string()).collect(),
        }
    }
}

/// Enters an evidence item.
#[utoipa::path(post, path = "/api/v1/evidence", tag = "evidence", request_body = EvidenceIn,
    responses((status = 201, body = EvidenceOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enter_evidence(State(server): State<Server>, sent: Json<EvidenceIn>) -> Answer<Response> {
    let v = sent.value;
    let owners = v
        .owners
        .iter()
        .map(|t| Ok((read_id(t, "owners")?, String::new())))
        .collect::<Answer<Vec<(ExpertId, String)>>>()?;
    let evidence = Evidence {
        id: server.app().clock().mint(),
        version: 1,
        kind: code(EvidenceKind::from_code(&v.kind), "kind")?,
        title: v.title,
        body: v.body,
        keywords: v.keywords,
        year: v.year,
        language: if v.language.is_empty() {
            Lang::default()
        } else {
            code(Lang::from_tag(&v.language), "language")?
        },
        identifier: v.identifier,
        source: v.source,
        verified: false,
        owners,
        created_at: Timestamp::UNIX_EPOCH,
    };
    let done = server.app().enter_evidence(&sent.caller.call, evidence).await?;
    let Subject::Evidence(id) = done.subject else { return Err(Failure::not_found()) };
    let seen = server.app().evidence(&sent.caller.call, id).await?;
    let mut response = tagged(StatusCode::CREATED, seen.version, &EvidenceOut::write(seen))?;
    locate(&mut response, &server.urls().path(&format!("/api/v1/evidence/{id}")));
    Ok(response)
}

/// Reads an evidence item.
#[utoipa::path(get, path = "/api/v1/evidence/{id}", tag = "evidence", params(("id" = String, Path, description = "evid_…")),
    responses((status = 200, body = EvidenceOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn evidence(State(server): State<Server>, caller: Caller, At(id): At<EvidenceId>) -> Answer<Response> {
    let seen = server.app().evidence(&caller.call, id).await?;
    tagged(StatusCode::OK, seen.version, &EvidenceOut::write(seen))
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(
    organisations,
    enter_organisation,
    organisation,
    revise_organisation,
    verify,
    suspend,
    teams,
    enter_team,
    team,
    revise_team,
    experts,
    enter_expert,
    expert,
    revise_expert,
    declare_conflict,
    enter_evidence,
    evidence
))]
pub(super) struct Paths;
