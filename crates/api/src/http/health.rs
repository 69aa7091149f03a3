//! Health, readiness, metrics and static files.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Access, Failure, Registry, Server};
use crate::assets;

/// Lists the routes of this room.
pub fn routes() -> Registry {
    Registry::new()
        .get(Access::Open, "/healthz", healthz)
        .get(Access::Open, "/readyz", readyz)
        .get(Access::Open, "/metrics", metrics)
        .get(Access::Open, "/static/{*file}", file)
}

async fn healthz() -> &'static str {
    "ok\n"
}

async fn readyz(State(server): State<Server>) -> Response {
    match server.app().ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

async fn metrics(State(server): State<Server>) -> Result<Response, Failure> {
    let text = server.metrics().ok_or_else(Failure::not_found)?;
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4"));
    Ok(response)
}

async fn file(Path(name): Path<String>) -> Result<Response, Failure> {
    let found = assets::find(&name).ok_or_else(Failure::not_found)?;
    let mut response = found.bytes.clone().into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(found.mime));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
