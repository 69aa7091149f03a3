//! Experts: the list with facets, one expert, and the form brokers correct one with.

mod entry;
mod page;

use std::collections::BTreeMap;

use app::{Found, SearchRequest};
use axum::extract::State;
use axum::response::Response;
use domain::evidence::Evidence;
use domain::expert::Expert;
use domain::team::Team;

use super::all;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::listed::{country_words, field_words, lang_of, marked};
use crate::pages::short::short;
use crate::pages::{page, query};
use crate::view::desk::{Relax, Tab};
use crate::view::directory::{ExpertCard, ExpertList};
use crate::view::parts::{Chip, Facet, FacetValue, Facets, Pager};
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/experts", list).merge(page::routes()).merge(entry::routes())
}

/// The two lists of the directory above every one of them.
pub(super) fn tabs(server: &Server, f: &Frame, experts: usize, teams: usize, on_teams: bool) -> Vec<Tab> {
    let urls = server.urls();
    vec![
        Tab { word: f.t("nav-experts"), count: experts, href: urls.experts(), current: !on_teams },
        Tab { word: f.t("nav-teams"), count: teams, href: urls.teams(), current: on_teams },
    ]
}

/// Facets of the list: query parameter and facet of the finder.
const FACETS: [&str; 3] = ["field", "country", "team"];

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let app = server.app();
    let teams = app.teams(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let urls = server.urls();
    let text = query(&caller, "q").unwrap_or_default();
    let chosen: BTreeMap<&str, Vec<String>> = FACETS.iter().map(|name| (*name, all(&caller, name))).collect();
    let request = SearchRequest {
        text: text.clone(),
        kind: "expert".to_owned(),
        fields: chosen["field"].clone(),
        countries: chosen["country"].clone(),
        teams: chosen["team"].iter().filter_map(|t| t.parse().ok()).collect(),
        foreign: None,
        limit: 20,
        cursor: query(&caller, "after"),
    };
    let found = app.search(&caller.call, &request).await?;
    let names: BTreeMap<String, String> =
        teams.iter().map(|(t, _)| (t.id.to_string(), t.profile.name.clone())).collect();
    let label = |facet: &str, value: &str| match facet {
        "field" => field_words(&f, value),
        "team" => names.get(value).cloned().unwrap_or_default(),
        _ => country_words(&f, value),
    };
    let address = |left_out: Option<(&str, &str)>, after: &str| {
        let mut pairs: Vec<(&str, &str)> = vec![("q", &text)];
        for (name, values) in &chosen {
            pairs.extend(
                values.iter().filter(|v| left_out != Some((*name, v.as_str()))).map(|v| (*name, v.as_str())),
            );
        }
        pairs.push(("after", after));
        urls.list(&urls.experts(), &pairs)
    };
    let facets = FACETS.iter().map(|name| Facet {
        name: (*name).to_owned(),
        label: f.code("facet", name),
        values: found
            .facets
            .get(*name)
            .into_iter()
            .flatten()
            .take(12)
            .map(|(value, count)| FacetValue {
                value: value.clone(),
                label: label(name, value),
                count: *count,
                chosen: chosen[name].contains(value),
            })
            .collect(),
    });
    let facets = Facets {
        action: urls.experts(),
        kept: [("q".to_owned(), text.clone())].into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        facets: facets.filter(|facet| !facet.values.is_empty()).collect(),
    };
    let chips: Vec<Chip> = chosen
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (*name, v)))
        .map(|(name, v)| Chip { word: label(name, v), href: address(Some((name, v)), "") })
        .collect();
    let broker = caller.call.actor.is_broker();
    let mut cards = Vec::new();
    for one in &found.found {
        if let Found::Expert(expert, team) = one {
            let evidence = app.expert(&caller.call, expert.id).await?.evidence;
            cards.push(card(&server, &text, expert, team.as_deref(), &evidence));
        }
    }
    let total = app
        .search(
            &caller.call,
            &SearchRequest { kind: "expert".to_owned(), limit: 1, ..SearchRequest::default() },
        )
        .await?
        .total;
    let relax = if cards.is_empty() && !chips.is_empty() {
        vec![Relax { word: f.t("filters-clear"), count: total, href: urls.experts() }]
    } else {
        Vec::new()
    };
    let title = f.t("nav-experts");
    let view = ExpertList {
        tabs: tabs(&server, &f, total, teams.len(), false),
        form: Form::new("filter", urls.experts(), "").with("q", &text),
        facets,
        chips,
        clear: urls.experts(),
        cards,
        pager: Pager {
            total: found.total,
            previous: String::new(),
            next: found.next.as_deref().map(|after| address(None, after)).unwrap_or_default(),
            page: 0,
            pages: 0,
        },
        relax,
        can_enter: broker,
        export: String::new(),
        behind: usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0),
        f: f.at(Place::Experts, title),
    };
    page(&view)
}

/// Lists words without those that differ from an earlier one in case, blanks or the plural only.
fn distinct<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    words.into_iter().filter(|word| seen.insert(folded(word))).cloned().collect()
}

fn folded(word: &str) -> String {
    let singular = |part: &str| match part.strip_suffix('s') {
        Some(stem) if part.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        Some(_) | None => part.to_owned(),
    };
    let parts = word.to_lowercase();
    parts.split(|c: char| c.is_whitespace() || c == '-').map(singular).collect::<Vec<_>>().join(" ")
}

/// Builds the card of an expert.
pub(super) fn card(
    server: &Server,
    text: &str,
    expert: &Expert,
    team: Option<&Team>,
    evidence: &[Evidence],
) -> ExpertCard {
    let p = &expert.profile;
    let today = server.app().clock().today();
    let old =
        today.checked_sub(jiff::Span::new().months(domain::expert::STALE_AFTER_MONTHS - 1)).unwrap_or(today);
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for item in evidence {
        *kinds.entry(item.kind.code()).or_default() += 1;
    }
    let home = [
        p.post.clone(),
        p.organisation_name.clone(),
        team.map(|t| t.profile.name.clone()).unwrap_or_default(),
    ];
    let own = short(&p.problems, 120);
    ExpertCard {
        name: p.name.clone(),
        lang: p.language.unwrap_or_else(|| lang_of(&p.name)),
        href: server.urls().expert(expert.id),
        home: home.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        own: marked(text, &own),
        specialities: distinct(&p.specialities).into_iter().take(4).collect(),
        evidence: kinds.into_iter().collect(),
        capacity: p.capacity_per_quarter.to_string(),
        full: p.capacity_per_quarter == 0,
        confirmed: p.confirmed_on.map(format::day).unwrap_or_default(),
        stale_soon: p.confirmed_on.is_some_and(|day| day < old),
        state: expert.state.code(),
        consented: p.consent_on.is_some(),
        foreign: team.is_some_and(|t| t.profile.foreign),
    }
}
