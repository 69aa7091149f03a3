//! Who outside the case read a need.

use app::ReadingSeen;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::NeedId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Page, id as read_id};
use crate::http::failure::Problem;
use crate::http::input::{At, Query};
use crate::http::{Access, Answer, Caller, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Api, "/api/v1/needs/{id}/readers", readers)
}

/// How the list is cut.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReadersQuery {
    /// Entries a page, 1 to 100.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

/// A reading: a reader, a version and a day have one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReadingOut {
    /// Its name in the system.
    pub id: String,
    /// When, for the first time on that day, RFC 3339.
    pub at: String,
    /// Which version of the need was shown.
    pub version: i64,
    /// What was shown: `public_text`, `abstract`, or the sections up to `verified`, `undertaking` or `case`.
    pub part: &'static str,
    /// What the reader is: `broker`, `official`, `administrator`, `liaison`, `expert`, `company` or `token`.
    pub kind: &'static str,
    /// The reader's name; absent for people of other companies and for experts who did not agree to be named.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl ReadingOut {
    fn write(seen: ReadingSeen) -> Self {
        let r = seen.reading;
        Self {
            id: r.id.to_string(),
            at: r.at.to_string(),
            version: r.version,
            part: r.part.code(),
            kind: seen.reader.kind,
            name: seen.reader.name,
        }
    }
}

/// Lists who outside the case read a need, the latest first; for its company and the broker who answers for it.
#[utoipa::path(get, path = "/api/v1/needs/{id}/readers", tag = "needs",
    params(("id" = String, Path, description = "need_…"), ReadersQuery),
    responses((status = 200, body = Page<ReadingOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn readers(
    State(server): State<Server>,
    caller: Caller,
    At(id): At<NeedId>,
    Query(q): Query<ReadersQuery>,
) -> Answer<Response> {
    let limit = q.limit.unwrap_or(50).clamp(1, 100);
    let before = q.cursor.map(|t| read_id(&t, "cursor")).transpose()?;
    let (rows, total) = server.app().need_readers(&caller.call, id, before, limit).await?;
    let full = u64::try_from(rows.len()).is_ok_and(|many| many == limit);
    let next = rows.last().filter(|_| full).map(|last| last.reading.id.to_string());
    let items = rows.into_iter().map(ReadingOut::write).collect();
    Ok(axum::Json(Page { items, total, next }).into_response())
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(readers))]
pub(super) struct Paths;
