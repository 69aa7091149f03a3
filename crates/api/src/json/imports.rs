//! Imports: dry run, application, undo.

use app::{BatchSeen, Mode};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::BatchId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::code;
use super::locate;
use crate::http::failure::Problem;
use crate::http::input::{At, Form, Json};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/imports", list)
        .post(Access::Api, "/api/v1/imports", plan)
        .get(Access::Api, "/api/v1/imports/{id}", read)
        .get(Access::Api, "/api/v1/imports/{id}/errors", errors)
        .post(Access::Api, "/api/v1/imports/{id}/application", apply)
        .post(Access::Api, "/api/v1/imports/{id}/undo", undo)
}

/// A batch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchOut {
    /// Its name in the system.
    pub id: String,
    /// `roster`, `needs`, `companies` or `evidence`.
    pub kind: String,
    /// The file's name.
    pub file: String,
    /// `planned`, `applied` or `undone`.
    pub state: String,
    /// When it was read, RFC 3339.
    pub created_at: String,
    /// What it would do, row by row: class, changes and problems with sheet, row and column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<serde_json::Value>,
    /// What applying it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<serde_json::Value>,
}

fn state(batch: &app::Batch) -> &'static str {
    match batch.state {
        app::BatchState::Planned => "planned",
        app::BatchState::Applied { .. } => "applied",
        app::BatchState::Undone { .. } => "undone",
    }
}

impl BatchOut {
    fn row(batch: &app::Batch) -> Self {
        Self {
            id: batch.id.to_string(),
            kind: batch.kind.clone(),
            file: batch.file_name.clone(),
            state: state(batch).to_owned(),
            created_at: batch.created_at.to_string(),
            plan: None,
            receipt: None,
        }
    }

    fn write(seen: &BatchSeen) -> Self {
        Self {
            plan: serde_json::to_value(&seen.plan).ok(),
            receipt: seen.receipt.and_then(|r| serde_json::to_value(r).ok()),
            ..Self::row(&seen.batch)
        }
    }
}

/// Lists the newest batches.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports",
    responses((status = 200, body = Vec<BatchOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let batches = server.app().batches(&caller.call).await?;
    Ok(axum::Json(batches.iter().map(BatchOut::row).collect::<Vec<_>>()).into_response())
}

/// The fields of the upload.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the multipart form for the document")]
pub(super) struct UploadIn {
    /// `roster`, `needs`, `companies` or `evidence`.
    kind: String,
    /// XLSX, XLS or CSV, at most 10 MiB.
    #[schema(format = Binary, value_type = String)]
    file: Vec<u8>,
}

/// Reads a file and works out what importing it would do; nothing is changed.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", request_body(content = UploadIn, content_type = "multipart/form-data"),
    responses((status = 201, body = BatchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn plan(State(server): State<Server>, sent: Form) -> Answer<Response> {
    let kind = code(app::import_kind(sent.text("kind")), "kind")?;
    let file = sent.file("file").ok_or_else(|| Failure::field("file", "required"))?;
    let seen = server.app().plan_import(&sent.caller.call, kind, &file.name, file.bytes.clone()).await?;
    let mut response = (StatusCode::CREATED, axum::Json(BatchOut::write(&seen))).into_response();
    locate(&mut response, &server.urls().path(&format!("/api/v1/imports/{}", seen.batch.id)));
    Ok(response)
}

/// Reads a batch with its plan and receipt.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = String, Path, description = "impt_…")),
    responses((status = 200, body = BatchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn read(State(server): State<Server>, caller: Caller, At(id): At<BatchId>) -> Answer<Response> {
    let seen = server.app().batch(&caller.call, id).await?;
    Ok(axum::Json(BatchOut::write(&seen)).into_response())
}

/// Returns the file again with a column that says what is wrong.
#[utoipa::path(get, path = "/api/v1/imports/{id}/errors", tag = "imports", params(("id" = String, Path, description = "impt_…")),
    responses((status = 200, description = "the file", content_type = "application/octet-stream"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn errors(State(server): State<Server>, caller: Caller, At(id): At<BatchId>) -> Answer<Response> {
    let (name, bytes) = server.app().annotated_file(&caller.call, id).await?;
    download(&name, bytes)
}

/// Answers with a file to be saved, never opened in place.
pub(crate) fn download(name: &str, bytes: Vec<u8>) -> Answer<Response> {
    let kind = match name.rsplit('.').next() {
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    };
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename*=UTF-8''{}", crate::url::encode(name));
    let value = HeaderValue::from_str(&disposition).map_err(|e| Failure::from(app::Error::internal(e)))?;
    response.headers_mut().insert(CONTENT_DISPOSITION, value);
    Ok(response)
}

/// How a plan is applied.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ApplicationIn {
    /// `valid_rows` (the default) or `all_or_nothing`.
    pub mode: Option<String>,
}

/// Applies a planned batch.
#[utoipa::path(post, path = "/api/v1/imports/{id}/application", tag = "imports", request_body = ApplicationIn,
    params(("id" = String, Path, description = "impt_…")),
    responses((status = 200, body = BatchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn apply(
    State(server): State<Server>,
    At(id): At<BatchId>,
    sent: Json<ApplicationIn>,
) -> Answer<Response> {
    let mode = match sent.value.mode.as_deref() {
        None | Some("valid_rows") => Mode::ValidRows,
        Some("all_or_nothing") => Mode::AllOrNothing,
        Some(_) => return Err(Failure::field("mode", "unknown")),
    };
    server.app().apply_import(&sent.caller.call, id, mode, None).await?;
    let seen = server.app().batch(&sent.caller.call, id).await?;
    Ok(axum::Json(BatchOut::write(&seen)).into_response())
}

/// No fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UndoIn {}

/// Takes an applied batch back, while nothing of it has moved on.
#[utoipa::path(post, path = "/api/v1/imports/{id}/undo", tag = "imports", request_body = UndoIn,
    params(("id" = String, Path, description = "impt_…")),
    responses((status = 200, body = BatchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn undo(State(server): State<Server>, At(id): At<BatchId>, sent: Json<UndoIn>) -> Answer<Response> {
    server.app().undo_import(&sent.caller.call, id).await?;
    let seen = server.app().batch(&sent.caller.call, id).await?;
    Ok(axum::Json(BatchOut::write(&seen)).into_response())
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, plan, read, errors, apply, undo))]
pub(super) struct Paths;
