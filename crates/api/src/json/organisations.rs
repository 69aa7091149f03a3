//! Organisations: companies and institutes.

use app::OrganisationFilter;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::OrganisationId;
use domain::event::Subject;
use domain::organisation::{Organisation, OrganisationProfile};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Page, code, id as read_id, next_of};
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

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(organisations, enter_organisation, organisation, revise_organisation, verify, suspend))]
pub(super) struct Paths;
