//! The JSON interface under `/api/v1`.

mod admin;
pub mod body;
mod evidence;
mod experts;
mod files;
mod finding;
mod imports;
mod matching;
mod moves;
mod needs;
mod organisations;
mod readers;
mod teams;

use axum::extract::State;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

pub(crate) use imports::download;

use crate::http::input::etag;
use crate::http::{Answer, Failure, Registry, Server};

/// The document that describes the interface.
#[derive(OpenApi)]
#[openapi(info(
    title = "techbroker",
    description = "The working platform of a technology-broker alliance. Lists are paged by cursor; changes carry If-Match \
                   and may carry an Idempotency-Key; errors are application/problem+json with a stable code."
))]
struct Document;

/// Returns the OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    for room in [
        needs::Paths::openapi(),
        moves::Paths::openapi(),
        readers::Paths::openapi(),
        organisations::Paths::openapi(),
        teams::Paths::openapi(),
        experts::Paths::openapi(),
        evidence::Paths::openapi(),
        finding::Paths::openapi(),
        files::Paths::openapi(),
        imports::Paths::openapi(),
        matching::Paths::openapi(),
        admin::Paths::openapi(),
    ] {
        document.merge(room);
    }
    let components = document.components.get_or_insert_with(Default::default);
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie = ApiKey::Cookie(ApiKeyValue::new("techbroker"));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    document
}

/// Answers with the document.
pub async fn openapi(State(server): State<Server>) -> Response {
    let mut document = document();
    document.servers =
        Some(vec![utoipa::openapi::Server::new(format!("{}{}", server.origin(), server.urls().base()))]);
    axum::Json(document).into_response()
}

/// Lists the routes of the interface.
pub fn routes() -> Registry {
    Registry::new()
        .merge(needs::routes())
        .merge(moves::routes())
        .merge(readers::routes())
        .merge(organisations::routes())
        .merge(teams::routes())
        .merge(experts::routes())
        .merge(evidence::routes())
        .merge(finding::routes())
        .merge(files::routes())
        .merge(imports::routes())
        .merge(matching::routes())
        .merge(admin::routes())
}

/// Answers with a value under the ETag of its version.
pub(crate) fn tagged<T: Serialize>(status: StatusCode, version: i64, value: &T) -> Answer<Response> {
    let json = serde_json::to_value(value).map_err(|e| Failure::from(app::Error::internal(e)))?;
    let mut response = (status, axum::Json(json)).into_response();
    let tag = HeaderValue::from_str(&etag(version)).map_err(|e| Failure::from(app::Error::internal(e)))?;
    response.headers_mut().insert(ETAG, tag);
    Ok(response)
}

/// Says where a new thing is read.
pub(crate) fn locate(response: &mut Response, address: &str) {
    if let Ok(value) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, value);
    }
}
