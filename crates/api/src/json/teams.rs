//! Teams.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::TeamId;
use domain::event::Subject;
use domain::team::{Team, TeamProfile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Page, id as read_id};
use super::{locate, tagged};
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/teams", teams)
        .post(Access::Api, "/api/v1/teams", enter_team)
        .get(Access::Api, "/api/v1/teams/{id}", team)
        .put(Access::Api, "/api/v1/teams/{id}", revise_team)
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

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(teams, enter_team, team, revise_team))]
pub(super) struct Paths;
