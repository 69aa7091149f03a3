//! Needs.

use std::collections::BTreeMap;

use app::{NeedEntry, NeedFilter, NeedLevels, NeedRow, NeedSeen};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::event::Subject;
use domain::need::Section;
use domain::{Lang, Level, NeedId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{ActOut, BehalfIn, ContentBody, Page, code, id};
use super::tagged;
use crate::http::failure::Problem;
use crate::http::input::{At, IfMatch, Json, Query};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Api, "/api/v1/needs", list)
        .post(Access::Api, "/api/v1/needs", enter)
        .get(Access::Api, "/api/v1/needs/{id}", read)
        .put(Access::Api, "/api/v1/needs/{id}/content", revise)
        .put(Access::Api, "/api/v1/needs/{id}/levels", levels)
        .get(Access::Api, "/api/v1/needs/{id}/history", history)
}

/// A row of a list of needs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NeedRowOut {
    pub id: String,
    pub version: i64,
    pub number: String,
    pub title: String,
    pub summary: String,
    pub state: String,
    pub level: String,
    pub organisation: Option<String>,
    pub organisation_name: Option<String>,
    pub field: String,
    pub review_by: Option<String>,
    pub open_questions: usize,
    pub created_at: String,
    pub demo: bool,
}

impl NeedRowOut {
    /// Writes a row.
    pub(super) fn write(row: NeedRow) -> Self {
        let (organisation, organisation_name) = match row.organisation {
            Some((id, name)) => (id.map(|i| i.to_string()), Some(name)),
            None => (None, None),
        };
        Self {
            id: row.id.to_string(),
            version: row.version,
            number: row.number,
            title: row.title,
            summary: row.summary,
            state: row.state.code().to_owned(),
            level: row.level.code().to_owned(),
            organisation,
            organisation_name,
            field: row.field,
            review_by: row.review_by.map(|d| d.to_string()),
            open_questions: row.open_questions,
            created_at: row.created_at.to_string(),
            demo: row.demo,
        }
    }
}

/// A question of the broker with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuestionOut {
    pub id: String,
    pub field: String,
    pub text: String,
    pub asked_at: String,
    pub answer: Option<String>,
    pub answered: Option<ActOut>,
}

/// What the company and brokers see beside the text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReviewOut {
    pub public: Option<PublicBody>,
    pub checksum: Option<String>,
    pub declaration: Option<ActOut>,
    pub consent: Option<ActOut>,
    pub consent_kind: Option<String>,
    pub cleared: Option<ActOut>,
    pub broker: Option<String>,
    pub returns: i32,
    pub chokepoint: Option<String>,
    pub foreign_visible: bool,
    pub source: String,
    pub acting_for: String,
    pub origin_platform: Option<String>,
    pub origin_number: Option<String>,
    pub questions: Vec<QuestionOut>,
}

/// The text for outsiders.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PublicBody {
    pub title: String,
    pub summary: String,
    pub title_en: String,
    pub summary_en: String,
}

/// A need as far as the caller may see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NeedOut {
    pub id: String,
    pub version: i64,
    pub number: String,
    pub state: String,
    pub since: Option<String>,
    pub title: String,
    pub summary: String,
    pub content: ContentBody,
    pub withheld: Vec<String>,
    pub level: String,
    pub section_levels: BTreeMap<String, String>,
    pub organisation: Option<String>,
    pub organisation_name: Option<String>,
    pub language: String,
    pub review_by: Option<String>,
    pub created_at: String,
    pub demo: bool,
    pub review: Option<ReviewOut>,
}

impl NeedOut {
    /// Writes a need.
    pub(super) fn write(seen: NeedSeen) -> Self {
        let (organisation, organisation_name) = match seen.organisation {
            Some((id, name)) => (id.map(|i| i.to_string()), Some(name)),
            None => (None, None),
        };
        Self {
            id: seen.id.to_string(),
            version: seen.version,
            number: seen.number,
            state: seen.state.code().to_owned(),
            since: seen.state.since().map(|t| t.to_string()),
            title: seen.title,
            summary: seen.summary,
            content: ContentBody::write(seen.content),
            withheld: seen.withheld.iter().map(|s| s.code().to_owned()).collect(),
            level: seen.level.code().to_owned(),
            section_levels: seen
                .section_levels
                .iter()
                .filter(|(_, l)| *l != seen.level)
                .map(|(s, l)| (s.code().to_owned(), l.code().to_owned()))
                .collect(),
            organisation,
            organisation_name,
            language: seen.language.tag().to_owned(),
            review_by: seen.review_by.map(|d| d.to_string()),
            created_at: seen.created_at.to_string(),
            demo: seen.demo,
            review: seen.review.map(review_out),
        }
    }
}

fn review_out(r: app::NeedReview) -> ReviewOut {
    let questions = r.questions.iter().map(|q| QuestionOut {
        id: q.id.to_string(),
        field: q.field.clone(),
        text: q.text.clone(),
        asked_at: q.asked_at.to_string(),
        answer: q.answer.as_ref().map(|a| a.text.clone()),
        answered: q.answer.as_ref().map(|a| ActOut::write(&a.act)),
    });
    ReviewOut {
        checksum: r.public.as_ref().map(domain::need::PublicText::checksum),
        declaration: r.declaration.as_ref().map(ActOut::write),
        consent: r.consent.as_ref().map(|c| ActOut::write(&c.act)),
        consent_kind: r.consent.as_ref().map(|c| c.kind.code().to_owned()),
        cleared: r.cleared.as_ref().map(|(_, act)| ActOut::write(act)),
        broker: r.broker.map(|id| id.to_string()),
        returns: r.returns,
        chokepoint: r.chokepoint.clone(),
        foreign_visible: r.foreign_visible,
        source: r.source.code().to_owned(),
        acting_for: r.acting_for.clone(),
        origin_platform: r.origin.as_ref().map(|o| o.platform.clone()),
        origin_number: r.origin.as_ref().map(|o| o.number.clone()),
        questions: questions.collect(),
        public: r.public.map(|p| PublicBody {
            title: p.title,
            summary: p.summary,
            title_en: p.title_en,
            summary_en: p.summary_en,
        }),
    }
}

/// Filters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListQuery {
    /// A state code; may be repeated.
    pub state: Vec<String>,
    /// One company's.
    pub organisation: Option<String>,
    /// One broker's.
    pub broker: Option<String>,
    /// A technical field.
    pub field: Option<String>,
    /// Most rows, 1 to 100; 20 when absent.
    pub limit: Option<u64>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A need as it is entered.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NeedIn {
    /// What is asked.
    pub content: ContentBody,
    /// Whose it is.
    pub organisation: Option<String>,
    /// The company's name, where it is not entered.
    pub organisation_name: String,
    /// Who may read it: `public`, `verified`, `undertaking` or `case`.
    pub level: Option<String>,
    /// Sections that differ.
    pub section_levels: BTreeMap<String, String>,
    /// Written language, such as `zh-Hans`.
    pub language: Option<String>,
    /// The principal of an agent.
    pub acting_for: String,
    /// Whether the declaration about secrets is made with it.
    pub declared: bool,
    /// Whether it is handed in at once.
    pub submit: bool,
    /// Set where a broker writes down what somebody said.
    pub on_behalf: Option<BehalfIn>,
}

/// Who may read a need.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelsIn {
    /// `public`, `verified`, `undertaking` or `case`.
    pub level: String,
    /// Sections that differ.
    #[serde(default)]
    pub section_levels: BTreeMap<String, String>,
    /// Set where a broker records it.
    pub on_behalf: Option<BehalfIn>,
}

fn read_levels(level: &str, sections: &BTreeMap<String, String>) -> Answer<NeedLevels> {
    let find = |text: &str, field: &str| code(Level::ALL.into_iter().find(|l| l.code() == text), field);
    let mut levels = NeedLevels { level: find(level, "level")?, ..NeedLevels::default() };
    for (section, level) in sections {
        let field = format!("section_levels.{section}");
        levels.sections.insert(code(Section::from_code(section), &field)?, find(level, &field)?);
    }
    Ok(levels)
}

/// Lists the needs the caller may see, the newest first.
#[utoipa::path(get, path = "/api/v1/needs", tag = "needs", params(ListQuery),
    responses((status = 200, body = Page<NeedRowOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn list(
    State(server): State<Server>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> Answer<Response> {
    let filter = NeedFilter {
        states: query.state,
        organisation: query.organisation.map(|t| id(&t, "organisation")).transpose()?,
        broker: query.broker.map(|t| id(&t, "broker")).transpose()?,
        field: query.field,
        limit: query.limit.unwrap_or(20),
        after: query.cursor.map(|t| id(&t, "cursor")).transpose()?,
        // Words are the search's business: GET /api/v1/search.
        text: None,
    };
    let found = server.app().needs(&caller.call, &filter).await?;
    let next = found.next.map(|id| id.to_string());
    let items = found.rows.into_iter().map(NeedRowOut::write).collect();
    Ok(axum::Json(Page { items, total: found.total, next }).into_response())
}

/// Enters a need as a draft, or hands it in at once.
#[utoipa::path(post, path = "/api/v1/needs", tag = "needs", request_body = NeedIn,
    responses((status = 201, body = NeedOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn enter(State(server): State<Server>, sent: Json<NeedIn>) -> Answer<Response> {
    let Json { value, caller } = sent;
    let now = server.app().clock().now();
    let levels = value.level.as_deref().map(|l| read_levels(l, &value.section_levels)).transpose()?;
    let language = match value.language.as_deref() {
        Some(tag) => code(Lang::from_tag(tag), "language")?,
        None => caller.lang,
    };
    let entry = NeedEntry {
        content: value.content.read()?,
        organisation: value.organisation.as_deref().map(|t| id(t, "organisation")).transpose()?,
        organisation_name: value.organisation_name,
        levels,
        language,
        acting_for: value.acting_for,
        origin: None,
        declared: value.declared,
        submit: value.submit,
        on_behalf: value.on_behalf.map(|b| b.read(now)).transpose()?,
    };
    let done = server.app().enter_need(&caller.call, entry).await?;
    let Subject::Need(id) = done.subject else { return Err(Failure::not_found()) };
    let caller = caller.with_draft(id);
    let seen = server.app().need(&caller.call, id).await?;
    let location = server.urls().path(&format!("/api/v1/needs/{id}"));
    let mut response = tagged(StatusCode::CREATED, seen.version, &NeedOut::write(seen))?;
    super::locate(&mut response, &location);
    Ok(response)
}

/// Reads a need as far as the caller may see it.
#[utoipa::path(get, path = "/api/v1/needs/{id}", tag = "needs", params(("id" = String, Path, description = "need_…")),
    responses((status = 200, body = NeedOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn read(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let seen = server.app().open_need(&caller.call, id).await?;
    tagged(StatusCode::OK, seen.version, &NeedOut::write(seen))
}

/// Answers with a need after a change.
pub(super) async fn answer(server: &Server, caller: &Caller, id: NeedId) -> Answer<Response> {
    let seen = server.app().need(&caller.call, id).await?;
    tagged(StatusCode::OK, seen.version, &NeedOut::write(seen))
}

/// Replaces what is asked.
#[utoipa::path(put, path = "/api/v1/needs/{id}/content", tag = "needs", request_body = ContentBody,
    params(("id" = String, Path, description = "need_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = NeedOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn revise(
    State(server): State<Server>,
    At(id): At<NeedId>,
    IfMatch(seen): IfMatch,
    sent: Json<ContentBody>,
) -> Answer<Response> {
    let content = sent.value.read()?;
    server.app().revise_need(&sent.caller.call, id, Some(seen), content, None).await?;
    answer(&server, &sent.caller, id).await
}

/// Sets who may read the need and its sections.
#[utoipa::path(put, path = "/api/v1/needs/{id}/levels", tag = "needs", request_body = LevelsIn,
    params(("id" = String, Path, description = "need_…"), ("If-Match" = String, Header, description = "the ETag that was read")),
    responses((status = 200, body = NeedOut), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn levels(
    State(server): State<Server>,
    At(id): At<NeedId>,
    IfMatch(seen): IfMatch,
    sent: Json<LevelsIn>,
) -> Answer<Response> {
    let levels = read_levels(&sent.value.level, &sent.value.section_levels)?;
    let now = server.app().clock().now();
    let behalf = sent.value.on_behalf.map(|b| b.read(now)).transpose()?;
    server.app().set_need_levels(&sent.caller.call, id, Some(seen), levels, behalf.as_ref()).await?;
    answer(&server, &sent.caller, id).await
}

/// One entry of a history.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HappenedOut {
    pub sequence: i64,
    pub what: String,
    pub at: String,
    pub by: Option<String>,
    pub facts: serde_json::Value,
    pub person: Option<String>,
}

impl HappenedOut {
    /// Writes an entry.
    pub(super) fn write(h: app::Happened) -> Self {
        Self {
            sequence: h.sequence,
            what: h.what,
            at: h.at.to_string(),
            by: h.by.map(|id| id.to_string()),
            facts: h.facts,
            person: h.on_behalf.map(|b| b.person),
        }
    }
}

/// Reads the history of a need, for its company and brokers.
#[utoipa::path(get, path = "/api/v1/needs/{id}/history", tag = "needs", params(("id" = String, Path, description = "need_…")),
    responses((status = 200, body = Vec<HappenedOut>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn history(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let history = server.app().need_history(&caller.call, id).await?;
    Ok(axum::Json(history.into_iter().map(HappenedOut::write).collect::<Vec<_>>()).into_response())
}

/// The paths of this room, for the document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, enter, read, revise, levels, history))]
pub(super) struct Paths;
