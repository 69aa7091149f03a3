//! The overall search.

use app::{Found, SearchRequest};
use axum::extract::State;
use axum::response::Response;

use super::listed::{field_words, lang_of, marked};
use super::{page, query};
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::view::desk::{Relax, Tab};
use crate::view::parts::{Chip, Facet, FacetValue, Facets, Pager};
use crate::view::search::{Hit, SearchPage};
use crate::view::{Form, Frame, Place};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/search", search)
}

async fn search(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let f = server.frame(&caller).await?;
    let app = server.app();
    let urls = server.urls();
    let get = |name: &str| query(&caller, name).unwrap_or_default();
    let (text, kind, field) = (get("q"), get("kind"), get("field"));
    let asked = !text.is_empty() || !field.is_empty();
    let request = |kind: &str, limit: usize| SearchRequest {
        text: text.clone(),
        kind: kind.to_owned(),
        fields: [field.clone()].into_iter().filter(|t| !t.is_empty()).collect(),
        limit,
        ..SearchRequest::default()
    };
    let found = app
        .search(&caller.call, &SearchRequest { cursor: query(&caller, "after"), ..request(&kind, 20) })
        .await?;
    let everything =
        if kind.is_empty() { found.clone() } else { app.search(&caller.call, &request("", 1)).await? };
    let address = |kind: &str, field: &str, after: &str| {
        urls.list(&urls.search(), &[("q", &text), ("kind", kind), ("field", field), ("after", after)])
    };
    let by_kind = everything.facets.get("kind").cloned().unwrap_or_default();
    let count = |code: &str| by_kind.iter().find(|(k, _)| k == code).map_or(0, |(_, n)| *n);
    let tabs = ["", "need", "expert", "team", "evidence"]
        .iter()
        .map(|code| Tab {
            word: f.code("search-tab", if code.is_empty() { "all" } else { code }),
            count: if code.is_empty() { everything.total } else { count(code) },
            href: address(code, &field, ""),
            current: *code == kind,
        })
        .collect();
    let values = found.facets.get("field").into_iter().flatten().take(12).map(|(slug, count)| FacetValue {
        value: slug.clone(),
        label: field_words(&f, slug),
        count: *count,
        chosen: *slug == field,
    });
    let kept = [("q", &text), ("kind", &kind)]
        .into_iter()
        .filter(|(_, v)| !v.is_empty())
        .map(|(n, v)| (n.to_owned(), v.clone()));
    let facets = Facets {
        action: urls.search(),
        kept: kept.collect(),
        facets: vec![Facet {
            name: "field".to_owned(),
            label: f.code("facet", "field"),
            values: values.collect(),
        }],
    };
    let chips: Vec<Chip> = if field.is_empty() {
        Vec::new()
    } else {
        vec![Chip { word: field_words(&f, &field), href: address(&kind, "", "") }]
    };
    let hits: Vec<Hit> =
        if asked { found.found.iter().map(|one| hit(&server, &f, &text, one)).collect() } else { Vec::new() };
    let mut relax = Vec::new();
    if hits.is_empty() && asked && (!kind.is_empty() || !field.is_empty()) {
        relax.push(Relax { word: f.t("filters-clear"), count: everything.total, href: address("", "", "") });
    }
    let total = if asked { found.total } else { 0 };
    let title = f.t("nav-search");
    let view = SearchPage {
        form: Form::new("filter", urls.search(), "").with("q", &text).with("kind", &kind),
        tabs,
        facets,
        chips,
        clear: urls.list(&urls.search(), &[("q", &text)]),
        hits,
        pager: Pager {
            total,
            previous: String::new(),
            next: found.next.as_deref().map(|after| address(&kind, &field, after)).unwrap_or_default(),
            page: 0,
            pages: 0,
        },
        read_as: if found.relaxed { vec![f.t("search-relaxed")] } else { Vec::new() },
        relax,
        behind: usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0),
        f: f.at(Place::Search, title),
    };
    page(&view)
}

fn hit(server: &Server, f: &Frame, text: &str, found: &Found) -> Hit {
    let urls = server.urls();
    let (kind, title, passage, href, facts, state, level) = match found {
        Found::Need(row) => {
            let mut facts = vec![row.number.clone()];
            facts.extend(row.organisation.iter().map(|(_, name)| name.clone()));
            facts.push(field_words(f, &row.field));
            (
                "need",
                super::listed::title_of(f, &row.title),
                row.summary.clone(),
                urls.need(row.id),
                facts,
                row.state.code(),
                Some(row.level),
            )
        }
        Found::Expert(expert, team) => {
            let p = &expert.profile;
            let facts = vec![
                p.organisation_name.clone(),
                team.as_ref().map(|t| t.profile.name.clone()).unwrap_or_default(),
            ];
            let own = if p.problems.is_empty() { p.specialities.join("；") } else { p.problems.clone() };
            ("expert", p.name.clone(), own, urls.expert(expert.id), facts, "", None)
        }
        Found::Team(team) => {
            let p = &team.profile;
            (
                "team",
                p.name.clone(),
                p.summary.clone(),
                urls.team(team.id),
                vec![p.organisation_name.clone()],
                "",
                None,
            )
        }
        Found::Evidence(item, owners) => {
            let mut facts: Vec<String> = owners.iter().map(|(_, name)| name.clone()).collect();
            facts.push(item.year.map(|y| y.to_string()).unwrap_or_default());
            let href =
                owners.first().map(|(id, _)| format!("{}#{}", urls.expert(*id), item.id)).unwrap_or_default();
            ("evidence", item.title.clone(), item.body.clone(), href, facts, "", None)
        }
    };
    Hit {
        kind,
        lang: lang_of(&title),
        title: marked(text, &title),
        href,
        passage: marked(text, &super::short::short(&passage, 180)),
        facts: facts.into_iter().filter(|t| !t.is_empty()).collect(),
        state,
        level,
        further: 0,
    }
}
