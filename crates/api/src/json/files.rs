//! Stored scans: kept as proof of an act recorded on behalf, read again by brokers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::FileId;
use serde::Serialize;
use utoipa::ToSchema;

use super::imports::download;
use crate::http::failure::Problem;
use crate::http::input::{At, Form};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().post(Access::Api, "/api/v1/files", keep).get(Access::Api, "/api/v1/files/{id}", read).get(
        Access::Page,
        "/files/{id}",
        read,
    )
}

/// The operations for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(keep, read))]
pub(super) struct Paths;

/// The fields of the upload.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the multipart form for the document")]
pub(super) struct ScanIn {
    /// PDF, PNG or JPEG, at most 10 MiB.
    #[schema(format = Binary, value_type = String)]
    file: Vec<u8>,
}

/// A stored file.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FileOut {
    /// Its name in the system, for `on_behalf.proof.file`.
    pub id: String,
}

/// Keeps a scan, to be named as the proof of an act recorded on behalf.
#[utoipa::path(post, path = "/api/v1/files", tag = "files", request_body(content = ScanIn, content_type = "multipart/form-data"),
    responses((status = 201, body = FileOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn keep(State(server): State<Server>, sent: Form) -> Answer<Response> {
    server.app().may_read_queue(&sent.caller.call)?;
    let file = sent.file("file").ok_or_else(|| Failure::field("file", "required"))?;
    let id = server.app().keep_file(&sent.caller.call, &file.name, file.bytes.clone()).await?;
    Ok((StatusCode::CREATED, axum::Json(FileOut { id: id.to_string() })).into_response())
}

/// Returns a stored scan.
#[utoipa::path(get, path = "/api/v1/files/{id}", tag = "files", params(("id" = String, Path, description = "file_…")),
    responses((status = 200, description = "the file", content_type = "application/octet-stream"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn read(State(server): State<Server>, caller: Caller, At(id): At<FileId>) -> Answer<Response> {
    let (file, bytes) = server.app().read_file(&caller.call, id).await?;
    download(&file.name, bytes)
}
