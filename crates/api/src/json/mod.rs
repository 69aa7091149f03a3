//! The JSON interface under `/api/v1`.

use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;

use crate::http::Registry;

/// The document that describes the interface.
#[derive(Debug, OpenApi)]
#[openapi(info(title = "techbroker", description = "The working platform of a technology-broker alliance."))]
struct Document;

/// Returns the OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Answers with the document.
pub async fn openapi() -> Response {
    axum::Json(document()).into_response()
}

/// Lists the routes of the interface.
pub fn routes() -> Registry {
    Registry::new()
}
