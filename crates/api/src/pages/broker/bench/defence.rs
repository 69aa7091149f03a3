//! The sheet that defends the shortlist on one page.

use app::CandidateSeen;
use axum::extract::State;
use axum::response::Response;
use domain::policy::NeedAction;
use domain::{ExpertId, NeedId};

use super::desk::Desk;
use super::{SHOWN, all, names};
use crate::http::input::At;
use crate::http::{Answer, Caller, Server};
use crate::pages::{page, query};
use crate::view::broker::{Cell, Defence, Head};
use crate::view::{Form, Place, format};

/// Draws the sheet that defends the shortlist on one page.
pub(super) async fn defence(
    State(server): State<Server>,
    caller: Caller,
    At(id): At<NeedId>,
) -> Answer<Response> {
    let app = server.app();
    let seen = app.need_for(&caller.call, id, NeedAction::Match).await?;
    let f = server.frame(&caller).await?;
    let found = app.candidates(&caller.call, id, SHOWN).await?;
    let names = names(&server, &found, None).await?;
    let desk = Desk { server: &server, f: &f, seen: &seen, found: &found, names };
    let listed: Vec<&CandidateSeen> =
        found.ranked.iter().filter(|c| Desk::state(c) == "shortlisted").take(4).collect();
    let rows: Vec<(Head, Vec<Cell>)> = desk
        .heads()
        .into_iter()
        .enumerate()
        .map(|(at, head)| (head, listed.iter().map(|c| desk.cell(c, at)).collect()))
        .collect();
    let mut others = Vec::new();
    for name in all(&caller, "why").iter().filter_map(|t| t.parse::<ExpertId>().ok()).take(3) {
        others.push(desk.why_not(&app.candidate(&caller.call, id, name).await?));
    }
    let words: Vec<String> = rows
        .iter()
        .flat_map(|(h, cells)| {
            cells.iter().map(move |c| {
                format!("{}{}", h.name, c.pieces.iter().map(|p| p.text.as_str()).collect::<String>())
            })
        })
        .collect();
    let sum = domain::need::checksum(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let c = &seen.content;
    let expected = [
        c.expected.clone(),
        format::budget(&c.budget, f.l),
        c.wanted_by.map(format::day).unwrap_or_default(),
    ];
    let now = format::moment(app.clock().now(), app.clock().zone());
    let me = caller.known.as_ref().map(|k| k.account.name.clone()).unwrap_or_default();
    let view = Defence {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        version: seen.version,
        title: seen.title.clone(),
        lang: seen.language,
        company: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        level: seen.level,
        expected: expected.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        searched: f.t2("bench-searched", "documents", found.documents, "experts", found.experts),
        columns: listed.iter().map(|c| (desk.who(c), c.answer.band.code())).collect(),
        rows,
        blocks: listed
            .iter()
            .map(|c| desk.blocks(c).into_iter().map(|b| b.text).collect::<Vec<_>>().join("；"))
            .collect(),
        others,
        form: Form::new("opinion", server.urls().defence(id), "")
            .with("opinion", query(&caller, "opinion").unwrap_or_default()),
        made: format!("{me} · {now}"),
        checksum: sum
            .chars()
            .take(16)
            .collect::<Vec<_>>()
            .chunks(4)
            .map(|c| c.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" "),
        f: f.clone().at(Place::Needs, seen.number.clone()),
    };
    page(&view)
}
