//! Search.

use std::collections::BTreeMap;

use app::{Found, SearchRequest};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::id as read_id;
use crate::http::failure::Problem;
use crate::http::input::Query;
use crate::http::{Access, Answer, Caller, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Api, "/api/v1/search", search)
}

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SearchQuery {
    /// The words, at most 512 characters.
    pub q: String,
    /// `expert`, `team`, `evidence` or `need`; all when absent.
    pub kind: String,
    /// A technical field; may be repeated.
    pub field: Vec<String>,
    /// A country code; may be repeated.
    pub country: Vec<String>,
    /// A team; may be repeated.
    pub team: Vec<String>,
    /// Only from abroad, or only from home.
    pub foreign: Option<bool>,
    /// Hits, 1 to 100; 20 when absent.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A place in a text that the words were found at, in bytes of UTF-8.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MarkOut {
    /// `title` or `summary`.
    pub field: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One thing that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HitOut {
    /// `expert`, `team`, `evidence` or `need`.
    pub kind: String,
    /// Its name in the system.
    pub id: String,
    /// Name or title.
    pub title: String,
    /// What is shown below it.
    pub summary: String,
    /// Where the words were found.
    pub highlights: Vec<MarkOut>,
}

/// A value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FacetOut {
    /// The value.
    pub value: String,
    /// How many.
    pub count: usize,
}

/// One page of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SearchOut {
    /// What was found, the best first.
    pub items: Vec<HitOut>,
    /// How many fit in all.
    pub total: usize,
    /// Facets with their values, the most frequent first.
    pub facets: BTreeMap<String, Vec<FacetOut>>,
    /// Send it as `cursor` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Whether nothing held enough of the words, so that these hold only some.
    pub relaxed: bool,
}

fn hit(query: &str, found: Found) -> HitOut {
    let (kind, id, title, summary) = match found {
        Found::Need(row) => ("need", row.id.to_string(), row.title, row.summary),
        Found::Expert(e, team) => {
            let team = team.map(|t| t.profile.name.clone()).unwrap_or_default();
            let words = [e.profile.specialities.join("；"), e.profile.problems.clone(), team];
            (
                "expert",
                e.id.to_string(),
                e.profile.name,
                words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
            )
        }
        Found::Team(t) => ("team", t.id.to_string(), t.profile.name, t.profile.summary),
        Found::Evidence(e, _) => ("evidence", e.id.to_string(), e.title, e.body),
    };
    let marks = |field: &str, text: &str| -> Vec<MarkOut> {
        if query.is_empty() {
            return Vec::new();
        }
        app::marks(query, text)
            .into_iter()
            .map(|(start, end)| MarkOut { field: field.to_owned(), start, end })
            .collect()
    };
    let mut highlights = marks("title", &title);
    highlights.extend(marks("summary", &summary));
    HitOut { kind: kind.to_owned(), id, title, summary, highlights }
}

/// Searches what the caller may find.
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(SearchQuery),
    responses((status = 200, body = SearchOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn search(
    State(server): State<Server>,
    caller: Caller,
    Query(q): Query<SearchQuery>,
) -> Answer<Response> {
    let request = SearchRequest {
        text: q.q.clone(),
        kind: q.kind,
        fields: q.field,
        countries: q.country,
        teams: q.team.iter().map(|t| read_id(t, "team")).collect::<Answer<_>>()?,
        foreign: q.foreign,
        limit: q.limit.unwrap_or(20),
        cursor: q.cursor,
    };
    let page = server.app().search(&caller.call, &request).await?;
    let facets = page.facets.into_iter().map(|(name, values)| {
        let values = values.into_iter().map(|(value, count)| FacetOut { value, count }).collect();
        (name, values)
    });
    let out = SearchOut {
        items: page.found.into_iter().map(|f| hit(&q.q, f)).collect(),
        total: page.total,
        facets: facets.collect(),
        next: page.next,
        relaxed: page.relaxed,
    };
    Ok(axum::Json(out).into_response())
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(search))]
pub(super) struct Paths;
