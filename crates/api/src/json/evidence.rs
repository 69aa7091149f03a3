//! Evidence: papers, patents, projects, standards, products and consultations.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::Subject;
use domain::evidence::{Evidence, EvidenceKind};
use domain::{EvidenceId, ExpertId, Lang, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{code, id as read_id};
use super::{locate, tagged};
use crate::http::failure::Problem;
use crate::http::input::{At, Json};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().post(Access::Api, "/api/v1/evidence", enter_evidence).get(
        Access::Api,
        "/api/v1/evidence/{id}",
        evidence,
    )
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
#[openapi(paths(enter_evidence, evidence))]
pub(super) struct Paths;
