//! The audit trail, read only, the latest first.

use app::{Happened, Names, about};
use axum::extract::State;
use axum::response::Response;
use domain::Date;
use domain::event::Subject;

use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::{page, query};
use crate::view::admin::{AuditLine, AuditList};
use crate::view::parts::{Chip, Pager};
use crate::view::{Choice, Form, Frame, Place, format};

/// How many entries one part of the list shows.
const PART: usize = 50;
/// How many entries are looked through for one part.
const LOOKED_THROUGH: usize = 2000;
/// The kinds of things that events are about, for the filter.
const KINDS: [&str; 8] =
    ["account", "conflict", "evidence", "expert", "match", "need", "organisation", "team"];

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/audit", list)
}

/// Puts an event's code into words; one without words is shown as it is.
pub(super) fn words(f: &Frame, code: &str) -> String {
    let key = format!("event-{}", code.replace(['.', '_'], "-"));
    if f.l.has(&key) { f.t(&key) } else { code.to_owned() }
}

/// What narrows the list.
struct Wanted {
    text: String,
    what: String,
    since: Option<Date>,
    until: Option<Date>,
}

/// A part of the list and where the next begins.
struct Part {
    rows: Vec<AuditLine>,
    next: Option<i64>,
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let get = |name: &str| query(&caller, name).unwrap_or_default();
    let wanted = Wanted {
        text: get("q").trim().to_lowercase(),
        what: get("what"),
        since: get("since").parse().ok(),
        until: get("until").parse().ok(),
    };
    let f = server.frame(&caller).await?;
    let part = part(&server, &caller, &f, &wanted, get("before").parse().ok()).await?;
    let (entries, broken) = server.app().verify_audit().await?;
    let urls = server.urls();
    let pairs = [("q", get("q")), ("what", get("what")), ("since", get("since")), ("until", get("until"))];
    let address = |without: &str, before: &str| {
        let mut query: Vec<(&str, &str)> =
            pairs.iter().filter(|(n, _)| *n != without).map(|(n, v)| (*n, v.as_str())).collect();
        query.push(("before", before));
        urls.list(&urls.audit(), &query)
    };
    let chips: Vec<Chip> = pairs
        .iter()
        .filter(|(_, v)| !v.is_empty())
        .map(|(name, value)| Chip {
            word: if *name == "what" { f.code("audit-kind", value) } else { value.clone() },
            href: address(name, ""),
        })
        .collect();
    let mut form = Form::new("filter", urls.audit(), "");
    for (name, value) in &pairs {
        form = form.with(*name, value);
    }
    let checked = format::moment(server.app().clock().now(), server.app().clock().zone());
    let title = f.t("nav-audit");
    page(&AuditList {
        form,
        whats: std::iter::once(Choice::new("", f.t("filter-any")))
            .chain(KINDS.map(|k| Choice::new(k, f.code("audit-kind", k))))
            .collect(),
        clear: urls.audit(),
        pager: Pager {
            total: if chips.is_empty() { usize::try_from(entries).unwrap_or(0) } else { part.rows.len() },
            next: part.next.map(|n| address("", &n.to_string())).unwrap_or_default(),
            ..Pager::default()
        },
        chips,
        rows: part.rows,
        checked: f.t2("audit-checked", "count", entries, "time", checked),
        holds: broken.is_none(),
        f: f.at(Place::Audit, title),
    })
}

/// Looks through the trail until a part is full, the trail ends, or enough was looked at.
async fn part(
    server: &Server,
    caller: &Caller,
    f: &Frame,
    wanted: &Wanted,
    mut before: Option<i64>,
) -> Answer<Part> {
    let app = server.app();
    let clock = app.clock();
    let (mut rows, mut looked) = (Vec::new(), 0);
    loop {
        let some = app.audit(&caller.call, before, 100).await?;
        let end = some.len() < 100;
        let names = app.names_in_trail(&caller.call, &some).await?;
        for (subject, happened) in some {
            before = Some(happened.sequence);
            let day = clock.day_of(happened.at);
            if wanted.since.is_some_and(|since| day < since) {
                return Ok(Part { rows, next: None });
            }
            let other = !wanted.what.is_empty() && happened.what.split('.').next() != Some(&wanted.what);
            if other || wanted.until.is_some_and(|until| day > until) {
                continue;
            }
            let who = match happened.by {
                Some(id) => names.get(&Subject::Account(id)).cloned().unwrap_or_else(|| id.to_string()),
                None => f.t("audit-timer"),
            };
            let (named, id, href) = named(server, caller, subject, &happened, &names);
            let behalf = happened.on_behalf.as_ref().map_or_else(String::new, |b| {
                format!("{} · {}", b.person, f.code("channel", b.channel.code()))
            });
            let line = AuditLine {
                number: happened.sequence,
                at: format::moment(happened.at, clock.zone()),
                what: words(f, &happened.what),
                code: happened.what,
                who,
                behalf,
                subject: named,
                id,
                href,
            };
            let has = |text: &String| text.to_lowercase().contains(&wanted.text);
            if wanted.text.is_empty()
                || has(&line.who)
                || has(&line.behalf)
                || has(&line.subject)
                || has(&line.id)
            {
                rows.push(line);
            }
            if rows.len() == PART {
                return Ok(Part { rows, next: before });
            }
        }
        looked += 100;
        if end || looked >= LOOKED_THROUGH {
            return Ok(Part { rows, next: before.filter(|_| !end) });
        }
    }
}

/// Names what an entry is about as far as the viewer may know it, with its identifier and its page.
fn named(
    server: &Server,
    caller: &Caller,
    subject: Option<Subject>,
    happened: &Happened,
    names: &Names,
) -> (String, String, String) {
    let Some(subject) = subject else { return Default::default() };
    let id = subject.to_string();
    let known: Vec<Subject> =
        about(subject, happened).into_iter().filter(|one| names.contains_key(one)).collect();
    let words: Vec<&str> = known.iter().filter_map(|one| names.get(one)).map(String::as_str).collect();
    // A bare number stands for a need that the viewer may not read, so it leads nowhere.
    let bare = |one: &Subject| {
        matches!(one, Subject::Need(_)) && names[one].bytes().all(|b| b.is_ascii_digit() || b == b'-')
    };
    let href =
        known.first().filter(|one| !bare(one)).map_or_else(String::new, |one| address(server, caller, *one));
    (words.join(" · "), id, href)
}

fn address(server: &Server, caller: &Caller, subject: Subject) -> String {
    let urls = server.urls();
    match subject {
        Subject::Account(id) if caller.call.actor.is_administrator() => urls.account_of(id),
        Subject::Expert(id) => urls.expert(id),
        Subject::Need(id) => urls.need(id),
        Subject::Organisation(id) => urls.organisation(id),
        Subject::Team(id) => urls.team(id),
        Subject::Account(_)
        | Subject::Batch(_)
        | Subject::Conflict(_)
        | Subject::Evidence(_)
        | Subject::File(_)
        | Subject::Match(_)
        | Subject::Token(_) => String::new(),
    }
}
