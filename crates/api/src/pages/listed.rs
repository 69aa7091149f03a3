//! Needs as outsiders read them: the list of listed needs, and one need as far as the viewer may see it.

use app::{Found, NeedSeen, SearchRequest};
use axum::response::Response;
use domain::Lang;
use domain::need::Section;

use super::draft::indicator_rows;
use super::page;
use crate::http::{Answer, Caller, Server};
use crate::view::expert::{NeedView, TextSection};
use crate::view::listing::{Listed, NeedList};
use crate::view::parts::{Chip, Facet, FacetValue, Facets, Pager, Piece};
use crate::view::{Frame, Place, format};

/// Draws the list of needs the viewer may find: all of them, or what a query and a field narrow them to.
pub(super) async fn page_of(server: &Server, caller: &Caller) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let urls = server.urls();
    let text = super::query(caller, "q").unwrap_or_default();
    let field = super::query(caller, "field").unwrap_or_default();
    let cursor = super::query(caller, "after");
    let request = SearchRequest {
        text: text.clone(),
        kind: "need".to_owned(),
        fields: [field.clone()].into_iter().filter(|s| !s.is_empty()).collect(),
        limit: 20,
        cursor,
        ..SearchRequest::default()
    };
    let found = server.app().search(&caller.call, &request).await?;
    let address = |field: &str, after: &str| {
        urls.list(&urls.needs(), &[("q", &text), ("field", field), ("after", after)])
    };
    let values = found.facets.get("field").into_iter().flatten().map(|(slug, count)| FacetValue {
        value: slug.clone(),
        label: field_words(&f, slug),
        count: *count,
        chosen: *slug == field,
    });
    let facets = Facets {
        action: urls.needs(),
        kept: [("q".to_owned(), text.clone())].into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        facets: vec![Facet {
            name: "field".to_owned(),
            label: f.code("need", "field"),
            values: values.collect(),
        }],
    };
    let chips = if field.is_empty() {
        Vec::new()
    } else {
        vec![Chip { word: field_words(&f, &field), href: address("", "") }]
    };
    let needs = found.found.iter().filter_map(|one| {
        if let Found::Need(row) = one { Some(listed(server, &f, &text, row)) } else { None }
    });
    let needs: Vec<Listed> = needs.collect();
    let next = found.next.as_deref().map(|after| address(&field, after)).unwrap_or_default();
    let pager = Pager { total: found.total, previous: String::new(), next, page: 0, pages: 0 };
    let wider = (needs.is_empty() && !(text.is_empty() && field.is_empty()))
        .then(|| (f.t("clear-filters"), urls.needs()));
    let index_behind = server.app().index_lag().await? > 0;
    let title = f.t("nav-public-needs");
    page(&NeedList {
        kept: [("field".to_owned(), field)].into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        f: f.at(Place::Needs, title),
        query: text,
        facets,
        chips,
        needs,
        pager,
        wider,
        index_behind,
    })
}

fn listed(server: &Server, f: &Frame, query: &str, row: &app::NeedRow) -> Listed {
    let summary = super::short::short(&row.summary, 160);
    Listed {
        number: row.number.clone(),
        title: marked(query, &title_of(f, &row.title)),
        lang: lang_of(&row.title),
        summary: marked(query, &summary),
        field: field_words(f, &row.field),
        budget: String::new(),
        wanted_by: String::new(),
        level: row.level,
        state: row.state.code(),
        since: row.state.since().map(|at| format::day(server.app().clock().day_of(at))).unwrap_or_default(),
        href: server.urls().need(row.id),
    }
}

/// Returns the title of a need, or the words for one that has none yet, so that its link can be seen.
pub(super) fn title_of(f: &Frame, title: &str) -> String {
    if title.trim().is_empty() { f.t("untitled") } else { title.to_owned() }
}

/// Names a country or region by its ISO 3166 code in the page's language; a code nobody knows is shown as it is.
pub(super) fn country_words(f: &Frame, code: &str) -> String {
    let key = format!("country-{}", code.trim().to_lowercase());
    if f.l.has(&key) { f.t(&key) } else { code.to_owned() }
}

/// Cuts a text at what a query found in it.
pub(super) fn marked(query: &str, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in if query.is_empty() { Vec::new() } else { app::marks(query, text) } {
        if start > at {
            pieces.push(Piece { text: text[at..start].to_owned(), mark: None });
        }
        pieces.push(Piece { text: text[start..end].to_owned(), mark: Some(0) });
        at = end;
    }
    if at < text.len() {
        pieces.push(Piece { text: text[at..].to_owned(), mark: None });
    }
    pieces
}

/// Returns the written language of a short text, for its `lang` attribute.
pub(super) fn lang_of(text: &str) -> Lang {
    if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) { Lang::ZhHans } else { Lang::En }
}

/// Names a technical field in the page's language; a slug nobody knows is shown as it is.
pub(super) fn field_words(f: &Frame, slug: &str) -> String {
    f.field_words(slug)
}

fn sections(f: &Frame, seen: &NeedSeen) -> Vec<TextSection> {
    let c = &seen.content;
    [
        (Section::Background, &c.background),
        (Section::CurrentState, &c.current_state),
        (Section::Problem, &c.problem),
        (Section::Tried, &c.tried),
        (Section::Expected, &c.expected),
        (Section::Conditions, &c.conditions),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(section, text)| TextSection {
        label: f.code("need", section.code()),
        pieces: vec![Piece { text: text.clone(), mark: None }],
        lang: seen.language,
        level: seen.section_levels.iter().find(|(s, _)| *s == section).map_or(seen.level, |(_, l)| *l),
    })
    .collect()
}

/// Draws one need as far as the viewer may see it.
pub(super) async fn need_page(server: &Server, caller: &Caller, seen: NeedSeen) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let c = &seen.content;
    let mut facts = vec![
        (f.code("need", "field"), field_words(&f, &c.field)),
        (
            f.code("need", "budget"),
            if seen.sight.public_only { String::new() } else { format::budget(&c.budget, f.l) },
        ),
        (f.code("need", "wanted_by"), c.wanted_by.map(format::day).unwrap_or_default()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let title = seen.number.clone();
    let view = NeedView {
        public_only: seen.sight.public_only,
        id: seen.id.to_string(),
        number: seen.number.clone(),
        title: seen.title.clone(),
        summary: seen.summary.clone(),
        lang: if seen.sight.english_only { Lang::En } else { lang_of(&seen.title) },
        title_en: String::new(),
        summary_en: String::new(),
        level: seen.sight.up_to,
        state: seen.state.code(),
        company: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        sections: sections(&f, &seen),
        indicators: indicator_rows(&seen),
        withheld: seen.withheld.len(),
        facts,
        quotes: super::expert::own_quotes(server, caller, &f, &seen).await?,
        f: f.at(Place::Needs, title),
    };
    page(&view)
}
