//! The official's first page: figures, each with its list.

use app::{NeedFilter, SearchRequest};
use axum::extract::State;
use axum::response::Response;
use domain::need::NeedState;

use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::listed::field_words;
use crate::pages::page;
use crate::view::admin::{Figure, OfficialHome, StateCount};
use crate::view::desk::Fact;
use crate::view::{Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/reports", overview)
}

async fn overview(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let app = server.app();
    let urls = server.urls();
    let counts = app.figures(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let of_state = |code: &str| counts.needs.get(code).copied().unwrap_or(0);
    let state_list = |code: &str| urls.list(&urls.needs(), &[("state", code)]);
    let figure = |code: &str, count: u64, href: String| Figure {
        word: f.code("figure", code),
        value: format::integer(i64::try_from(count).unwrap_or(i64::MAX)),
        unit: String::new(),
        note: String::new(),
        href,
    };
    let figures = vec![
        figure(
            "companies",
            counts.organisations.values().sum(),
            urls.list(&urls.organisations(), &[("kind", "company")]),
        ),
        figure("needs", counts.needs.values().sum(), urls.needs()),
        figure("published", of_state("published"), state_list("published")),
        figure("matching", of_state("matching"), state_list("matching")),
        figure("experts", counts.experts, urls.experts()),
        figure("teams", counts.teams.0 + counts.teams.1, urls.teams()),
    ];
    let states = NeedState::CODES
        .into_iter()
        .filter(|code| counts.needs.contains_key(*code))
        .map(|state| StateCount {
            state,
            count: usize::try_from(of_state(state)).unwrap_or(usize::MAX),
            href: state_list(state),
        })
        .collect();
    let fields = by_field(&server, &caller, &f).await?;
    let late = late(&server, &caller, &f).await?;
    let title = f.t("official-title");
    page(&OfficialHome {
        as_of: format::moment(app.clock().now(), app.clock().zone()),
        figures,
        states,
        fields,
        late,
        f: f.at(Place::Reports, title),
    })
}

/// Counts needs by technical field with the same question as the list behind each number.
async fn by_field(server: &Server, caller: &Caller, f: &Frame) -> Answer<Vec<Fact>> {
    let urls = server.urls();
    let request = SearchRequest { kind: "need".to_owned(), limit: 1, ..SearchRequest::default() };
    let found = server.app().search(&caller.call, &request).await?;
    let mut counted = Vec::new();
    for (slug, _) in found.facets.get("field").into_iter().flatten() {
        let filter = NeedFilter { field: Some(slug.clone()), limit: 1, ..NeedFilter::default() };
        let total = server.app().needs(&caller.call, &filter).await?.total;
        counted.push((total, slug.clone()));
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(counted
        .into_iter()
        .map(|(total, slug)| Fact {
            word: field_words(f, &slug),
            value: format::integer(i64::try_from(total).unwrap_or(i64::MAX)),
            href: urls.list(&urls.needs(), &[("field", &slug)]),
        })
        .collect())
}

/// Lists submitted needs that wait longer than the promise, each with its page.
async fn late(server: &Server, caller: &Caller, f: &Frame) -> Answer<Vec<Fact>> {
    let app = server.app();
    let now = app.clock().now();
    let mut late = Vec::new();
    let mut filter = NeedFilter { states: vec!["submitted".to_owned()], limit: 100, ..NeedFilter::default() };
    loop {
        let found = app.needs(&caller.call, &filter).await?;
        for row in found.rows {
            let since = row.state.since().unwrap_or(row.created_at);
            let promise = app.promise_from(since).await?;
            if promise < now {
                let clock = app.clock();
                let days = (clock.day_of(now) - clock.day_of(promise)).get_days();
                late.push((
                    promise,
                    Fact {
                        word: format!("{} {}", row.number, row.title),
                        value: if days == 0 { f.t("due-late") } else { f.t1("due-late-days", "days", days) },
                        href: server.urls().need(row.id),
                    },
                ));
            }
        }
        filter.after = found.next;
        if found.next.is_none() {
            late.sort_by_key(|(promise, _)| *promise);
            return Ok(late.into_iter().map(|(_, fact)| fact).collect());
        }
    }
}
