//! The match workbench: candidates against indicators, with quotes, gaps, blocks and decisions.

mod acts;
mod defence;
mod desk;

use std::collections::BTreeMap;

use app::{CandidatePage, NeedSeen};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Desk;
use domain::matching::MatchState;
use domain::policy::NeedAction;
use domain::{AccountId, ExpertId, Invalid, NeedId};

use crate::http::input::{At, AtTwo};
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::{page_as, query, to};
use crate::view::broker::{Bench, Nobody, Pane, Who, WhyNot};
use crate::view::{Form, Place, format};

/// How many candidates the table shows.
const SHOWN: usize = 20;

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/needs/{id}/candidates", bench)
        .get(Access::Page, "/needs/{id}/candidates/{expert}", one)
        .get(Access::Page, "/needs/{id}/defence", defence::defence)
        .merge(acts::routes())
}

/// A decision that was sent back, to be shown with what was typed.
struct Refused {
    act: &'static str,
    fields: Vec<Invalid>,
    sent: Vec<(String, String)>,
}

impl Refused {
    fn all(&self, name: &str) -> Vec<String> {
        self.sent.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    /// Tells whether it came from the form of one candidate, rather than from the ticked ones.
    fn of_one(&self) -> bool {
        self.sent.iter().any(|(name, value)| name == "open" && !value.is_empty())
    }

    fn onto(&self, form: Form) -> Form {
        self.fields.iter().fold(form.filled_again(&self.sent), Form::refused)
    }
}

/// Reads a parameter that may come several times.
fn all(caller: &Caller, name: &str) -> Vec<String> {
    let query = caller.here.split_once('?').map_or("", |(_, q)| q);
    form_urlencoded::parse(query.as_bytes())
        .filter(|(n, v)| n == name && !v.is_empty())
        .map(|(_, v)| v.into_owned())
        .collect()
}

/// Finds the names of those who decided.
async fn names(
    server: &Server,
    found: &CandidatePage,
    broker: Option<AccountId>,
) -> Answer<BTreeMap<AccountId, String>> {
    let decided =
        found.ranked.iter().chain(&found.blocked).filter_map(|c| match c.decision.as_ref()?.state {
            MatchState::Shortlisted { by, .. } | MatchState::Excluded { by, .. } => Some(by),
            MatchState::Suggested => None,
        });
    let wanted: Vec<AccountId> = decided.chain(broker).collect();
    Ok(server.app().account_names(&wanted).await?)
}

async fn bench(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let seen = server.app().need_for(&caller.call, id, NeedAction::Match).await?;
    draw(&server, &caller, seen, None, StatusCode::OK).await
}

/// Draws the workbench, after a refused decision with the complaint where it belongs.
async fn draw(
    server: &Server,
    caller: &Caller,
    seen: NeedSeen,
    refused: Option<&Refused>,
    status: StatusCode,
) -> Answer<Response> {
    let app = server.app();
    let mut f = server.frame(caller).await?;
    f.has_errors = refused.is_some();
    let found = app.candidates(&caller.call, seen.id, SHOWN).await?;
    let broker = seen.review.as_ref().and_then(|r| r.broker);
    let names = names(server, &found, broker).await?;
    let desk = Desk { server, f: &f, seen: &seen, found: &found, names };
    let asked = query(caller, "name").unwrap_or_default();
    let (why_not, namesakes) = why(&desk, caller, &asked).await?;
    let sent = |name: &str| refused.map(|r| r.all(name)).unwrap_or_default();
    let open: Option<ExpertId> = query(caller, "open")
        .or_else(|| sent("open").into_iter().next())
        .and_then(|t| t.parse().ok())
        .or_else(|| found.ranked.first().map(|c| c.expert.id));
    let picked: Vec<String> =
        all(caller, "compare").into_iter().chain(all(caller, "partner")).chain(sent("partner")).collect();
    let (mut form, pane, add) = forms(&desk, open, refused);
    let compare = desk.compare(&picked, query(caller, "different").is_some());
    if compare.is_none() && query(caller, "view").as_deref() == Some("compare") {
        form.complain("partner", "pick_two");
    }
    let view = Bench {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        title: seen.title.clone(),
        lang: seen.language,
        state: seen.state.code(),
        level: seen.level,
        company: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        brokers: broker.and_then(|b| desk.names.get(&b).cloned()).unwrap_or_default(),
        due: seen.review_by.map(|d| f.t1("bench-review-by", "day", format::day(d))).unwrap_or_default(),
        visible_to: crate::pages::broker::visible_to(&f, seen.level, true),
        run: searched(&desk),
        behind: usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0),
        heads: desk.heads(),
        candidates: desk.rows(open, &picked),
        form,
        shortlisted: found.ranked.iter().filter(|c| Desk::state(c) == "shortlisted").count(),
        pane,
        asked,
        why_not,
        namesakes,
        group: desk.group(),
        compare,
        add,
        nobody: found.nobody_suitable.then(|| Nobody { why: f.t("bench-nobody-why"), closest: Vec::new() }),
        more: String::new(),
        f: f.clone().at(Place::Needs, seen.number.clone()),
    };
    page_as(status, &view)
}

fn searched(desk: &Desk<'_>) -> String {
    let clock = desk.server.app().clock();
    let (documents, experts) = (desk.found.documents, desk.found.experts);
    format!(
        "{} · {}",
        format::moment(clock.now(), clock.zone()),
        desk.f.t2("bench-searched", "documents", documents, "experts", experts)
    )
}

/// Draws the forms of the page; a refused one comes back as it was sent.
fn forms(desk: &Desk<'_>, open: Option<ExpertId>, refused: Option<&Refused>) -> (Form, Option<Pane>, Form) {
    let (urls, server) = (desk.server.urls(), desk.server);
    let mut form = Form::new("match", urls.candidates(desk.seen.id), server.key());
    let address = urls.candidates_act(&desk.seen.id.to_string(), "addition");
    let mut add = Form::new("match", address, server.key());
    let mut pane = desk.all().find(|c| Some(c.expert.id) == open).map(|c| desk.pane(c));
    match (refused, &mut pane) {
        (None, _) => {}
        (Some(again), _) if again.act == "addition" => add = again.onto(add),
        (Some(again), Some(pane)) if again.of_one() => {
            pane.exclude = pane.exclude.take().map(|f| again.onto(f));
        }
        (Some(again), _) => form = again.onto(form),
    }
    (form, pane, add)
}

/// Answers why somebody is not among the first, by name or by identifier.
async fn why(desk: &Desk<'_>, caller: &Caller, asked: &str) -> Answer<(Option<WhyNot>, Vec<Who>)> {
    let app = desk.server.app();
    let chosen: Option<ExpertId> = query(caller, "why").and_then(|t| t.parse().ok());
    let candidates = match chosen {
        Some(id) => vec![id],
        None if asked.is_empty() => return Ok((None, Vec::new())),
        None => app.experts_named(&caller.call, asked).await?.into_iter().map(|e| e.id).collect(),
    };
    if let [id] = candidates.as_slice() {
        let seen = app.candidate(&caller.call, desk.seen.id, *id).await?;
        return Ok((Some(desk.why_not(&seen)), Vec::new()));
    }
    let mut namesakes = Vec::new();
    for id in candidates {
        namesakes.push(desk.who(&app.candidate(&caller.call, desk.seen.id, id).await?));
    }
    Ok((None, namesakes))
}

/// One candidate's own address opens the workbench with the answer.
async fn one(
    State(server): State<Server>,
    caller: Caller,
    AtTwo(id, expert): AtTwo<NeedId, ExpertId>,
) -> Answer<Response> {
    server.app().candidate(&caller.call, id, expert).await?;
    let urls = server.urls();
    to(&format!("{}#why-not", urls.list(&urls.candidates(id), &[("why", &expert.to_string())])))
}
