//! The broker's queue.

use app::{NeedFilter, NeedRow};
use axum::extract::State;
use axum::response::Response;
use domain::NeedId;
use domain::need::NeedState;

use super::item::{Position, item, tone};
use crate::http::input::At;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::listed::lang_of;
use crate::pages::{page, query};
use crate::view::broker::{Inbox, InboxRow};
use crate::view::desk::Tab;
use crate::view::parts::Pager;
use crate::view::{Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/inbox", async |State(s): State<Server>, c: Caller| inbox(&s, &c, None).await)
        .get(Access::Page, "/inbox/{id}", async |State(s): State<Server>, c: Caller, At(id): At<NeedId>| {
            inbox(&s, &c, Some(id)).await
        })
}

/// The lists of the queue: code and states.
const TABS: [(&str, &[&str]); 4] = [
    ("new", &["submitted"]),
    ("waiting", &["returned"]),
    ("diagnosis", &["in_diagnosis"]),
    ("ready", &["approved"]),
];

async fn rows(server: &Server, caller: &Caller, states: &[&str]) -> Answer<(Vec<NeedRow>, u64)> {
    let mut filter = NeedFilter {
        states: states.iter().map(|s| (*s).to_owned()).collect(),
        limit: 100,
        ..NeedFilter::default()
    };
    let mut rows = Vec::new();
    // Lists begin with the newest, and the longest waiting is wanted first, so all pages are read.
    let total = loop {
        let found = server.app().needs(&caller.call, &filter).await?;
        rows.extend(found.rows);
        filter.after = found.next;
        if found.next.is_none() {
            break found.total;
        }
    };
    // The longest waiting first: its promise ends first.
    rows.sort_by_key(|r| r.state.since());
    Ok((rows, total))
}

async fn inbox(server: &Server, caller: &Caller, open: Option<NeedId>) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let f = server.frame(caller).await?;
    let wanted = query(caller, "tab").unwrap_or_default();
    let mut tabs = Vec::new();
    let mut current = None;
    let mut pressing = (0, 0);
    for (code, states) in TABS {
        let (found, total) = rows(server, caller, states).await?;
        let is_current = wanted == code || (wanted.is_empty() && code == "new");
        if code == "new" {
            pressing = due(server, &found).await?;
        }
        tabs.push(Tab {
            word: f.code("inbox-tab", code),
            count: usize::try_from(total).unwrap_or(usize::MAX),
            href: server.urls().list(&server.urls().inbox(), &[("tab", code)]),
            current: is_current,
        });
        if is_current {
            current = Some((code, found));
        }
    }
    let (code, found) = current.unwrap_or(("new", Vec::new()));
    draw(server, caller, f, tabs, (code, &found), pressing, open).await
}

/// Counts those past their promise, and those whose promise ends later today.
async fn due(server: &Server, rows: &[NeedRow]) -> Answer<(usize, usize)> {
    let clock = server.app().clock();
    let (now, today) = (clock.now(), clock.today());
    let (mut late, mut rest) = (0, 0);
    for row in rows {
        if let NeedState::Submitted { since } = row.state {
            let promise = server.app().promise_from(since).await?;
            late += usize::from(promise <= now);
            rest += usize::from(promise > now && clock.day_of(promise) == today);
        }
    }
    Ok((late, rest))
}

async fn draw(
    server: &Server,
    caller: &Caller,
    f: Frame,
    tabs: Vec<Tab>,
    list: (&str, &[NeedRow]),
    (late, due_today): (usize, usize),
    open: Option<NeedId>,
) -> Answer<Response> {
    let (code, found) = list;
    let app = server.app();
    let urls = server.urls();
    let address = |id: NeedId| urls.list(&urls.inbox_item(id), &[("tab", code)]);
    let chosen = open.or_else(|| found.first().map(|r| r.id));
    let mut rows = Vec::new();
    for row in found {
        let (due, tone) = due_words(server, &f, row).await?;
        rows.push(InboxRow {
            lang: lang_of(&row.title),
            title: row.title.clone(),
            number: row.number.clone(),
            company: row.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            due,
            tone,
            href: address(row.id),
            current: chosen == Some(row.id),
        });
    }
    let place = found.iter().position(|r| Some(r.id) == chosen);
    let at = Position {
        place: place.map_or(0, |p| p + 1),
        of: found.len(),
        previous: place.and_then(|p| p.checked_sub(1)).map(|p| address(found[p].id)).unwrap_or_default(),
        next: place.and_then(|p| found.get(p + 1)).map(|r| address(r.id)).unwrap_or_default(),
    };
    let item = match chosen {
        Some(id) => {
            let seen = app.open_need(&caller.call, id).await?;
            Some(item(server, caller, &f, &seen, at, None).await?)
        }
        None => None,
    };
    let behind = usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0);
    let pager = Pager { total: rows.len(), previous: String::new(), next: String::new(), page: 0, pages: 0 };
    let title = f.t("nav-inbox");
    let mut f = f.at(Place::Inbox, title);
    f.counts.inbox = tabs.first().map_or(0, |t| t.count);
    page(&Inbox {
        f,
        tabs,
        late,
        due_today,
        first_answer: String::new(),
        behind,
        rows,
        pager,
        item,
        on_item: open.is_some(),
    })
}

/// Says what is due, short: the rest of today in hours, then day and time.
async fn due_words(server: &Server, f: &Frame, row: &NeedRow) -> Answer<(String, &'static str)> {
    let clock = server.app().clock();
    let zone = clock.zone();
    let since = row.state.since().unwrap_or(row.created_at);
    if matches!(row.state, NeedState::Returned { .. }) && row.open_questions == 0 {
        return Ok((f.t("due-answered"), "success"));
    }
    let NeedState::Submitted { .. } = row.state else { return Ok((format::moment(since, zone), "")) };
    let (now, due) = (clock.now(), server.app().promise_from(since).await?);
    let hours = due.duration_since(now).as_hours();
    let words = match hours {
        i64::MIN..=-1 => f.t("due-late"),
        0..=23 => f.t1("due-hours", "hours", hours.max(1)),
        _ => format::moment(due, zone),
    };
    Ok((if due <= now { f.t("due-late") } else { words }, tone(now, due, zone)))
}
