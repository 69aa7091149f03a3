//! The broker's list of needs: every filter, and the part, stand in the address.

use app::NeedFilter;
use axum::response::Response;
use domain::need::NeedState;

use crate::http::{Answer, Caller, Server};
use crate::pages::listed::{field_words, lang_of, title_of};
use crate::pages::{page, query};
use crate::view::broker::{NeedLine, NeedList};
use crate::view::desk::{Relax, Tab};
use crate::view::parts::{Chip, Pager};
use crate::view::{Choice, Form, Place, format};

/// Groups of states: code and states; the first is everything.
const GROUPS: [(&str, &[&str]); 5] = [
    ("all", &[]),
    ("open", &["submitted", "returned", "in_diagnosis", "approved"]),
    ("matching", &["published", "matching", "private_matching"]),
    ("resting", &["paused", "expired"]),
    ("closed", &["not_accepted", "withdrawn", "merged"]),
];

/// Draws the list.
pub(in crate::pages) async fn needs_page(server: &Server, caller: &Caller) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let app = server.app();
    let urls = server.urls();
    let get = |name: &str| query(caller, name).unwrap_or_default();
    let (group, state, field, broker) = (get("group"), get("state"), get("field"), get("broker"));
    let text = get("q").trim().to_owned();
    let chosen = GROUPS.iter().find(|(code, _)| *code == group).unwrap_or(&GROUPS[0]);
    let states = if state.is_empty() {
        chosen.1.iter().map(|s| (*s).to_owned()).collect()
    } else {
        vec![state.clone()]
    };
    let filter = NeedFilter {
        states,
        field: Some(field.clone()).filter(|s| !s.is_empty()),
        broker: broker.parse().ok(),
        text: Some(text.clone()).filter(|t| !t.is_empty()),
        limit: 50,
        after: get("after").parse().ok(),
        ..NeedFilter::default()
    };
    let found = app.needs(&caller.call, &filter).await?;
    let address = |changed: &[(&str, &str)]| {
        let pick = |name: &'static str, kept: &str| {
            changed.iter().find(|(n, _)| *n == name).map_or(kept.to_owned(), |(_, v)| (*v).to_owned())
        };
        let (g, s, fi, b, a) = (
            pick("group", &group),
            pick("state", &state),
            pick("field", &field),
            pick("broker", &broker),
            pick("after", ""),
        );
        urls.list(
            &urls.needs(),
            &[("q", &text), ("group", &g), ("state", &s), ("field", &fi), ("broker", &b), ("after", &a)],
        )
    };
    let mut tabs = Vec::new();
    for (code, states) in GROUPS {
        let count = NeedFilter {
            states: states.iter().map(|s| (*s).to_owned()).collect(),
            limit: 1,
            ..NeedFilter::default()
        };
        tabs.push(Tab {
            word: f.code("needs-tab", code),
            count: usize::try_from(app.needs(&caller.call, &count).await?.total).unwrap_or(usize::MAX),
            href: urls.list(&urls.needs(), &[("group", code)]),
            current: code == chosen.0 && state.is_empty(),
        });
    }
    let ids: Vec<_> = found.rows.iter().filter_map(|r| r.broker).collect();
    let names = app.account_names(&ids).await?;
    let zone = app.clock().zone();
    let rows = found.rows.iter().map(|row| {
        let matching =
            row.own && matches!(row.state, NeedState::Matching { .. } | NeedState::PrivateMatching { .. });
        NeedLine {
            number: row.number.clone(),
            title: title_of(&f, &row.title),
            lang: lang_of(&row.title),
            company: row.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            field: field_words(&f, &row.field),
            state: row.state.code(),
            level: row.level,
            broker: row.broker.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            questions: row.open_questions,
            shortlisted: row.shortlisted,
            moved: format::moment(row.state.since().unwrap_or(row.created_at), zone),
            due: row.review_by.map(format::day).unwrap_or_default(),
            tone: "",
            chokepoint: false,
            href: urls.need(row.id),
            bench: if matching { urls.candidates(row.id) } else { String::new() },
        }
    });
    let brokers = if caller.call.actor.is_broker() { app.brokers(&caller.call).await? } else { Vec::new() };
    let any = || Choice::new("", f.t("filter-any"));
    let mut chips = Vec::new();
    if !state.is_empty() {
        chips.push(Chip { word: f.code("state", &state), href: address(&[("state", "")]) });
    }
    if !field.is_empty() {
        chips.push(Chip { word: field_words(&f, &field), href: address(&[("field", "")]) });
    }
    let title = f.t("nav-needs");
    let all = tabs.first().map_or(0, |t| t.count);
    let view = NeedList {
        tabs,
        form: Form::new("filter", urls.needs(), "")
            .with("q", &text)
            .with("group", &group)
            .with("state", &state)
            .with("field", &field)
            .with("broker", &broker),
        states: std::iter::once(any())
            .chain(NeedState::CODES.iter().map(|c| Choice::new(*c, f.code("state", c))))
            .collect(),
        fields: std::iter::once(any())
            .chain(f.fields().into_iter().map(|(slug, name)| Choice::new(slug, name)))
            .collect(),
        brokers: std::iter::once(any())
            .chain(brokers.into_iter().map(|a| Choice::new(a.id.to_string(), a.name)))
            .collect(),
        relax: if found.rows.is_empty() && (!chips.is_empty() || !text.is_empty()) {
            vec![Relax { word: f.t("clear-filters"), count: all, href: urls.needs() }]
        } else {
            Vec::new()
        },
        chips,
        clear: urls.needs(),
        rows: rows.collect(),
        pager: Pager {
            total: usize::try_from(found.total).unwrap_or(usize::MAX),
            previous: String::new(),
            next: found.next.map(|id| address(&[("after", &id.to_string())])).unwrap_or_default(),
            page: 0,
            pages: 0,
        },
        export: String::new(),
        f: f.at(Place::Needs, title),
    };
    page(&view)
}
