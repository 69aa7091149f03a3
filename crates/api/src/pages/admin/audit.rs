//! The audit trail, read only, the latest first.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::event::Subject;
use domain::{AccountId, Date};

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
    let (mut names, mut rows, mut looked) = (BTreeMap::new(), Vec::new(), 0);
    loop {
        let some = app.audit(&caller.call, before, 100).await?;
        let end = some.len() < 100;
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
            let (subject, href) = named(server, caller, subject, &mut names).await?;
            let who = match happened.by {
                Some(id) => person(server, id, &mut names).await?,
                None => f.t("audit-timer"),
            };
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
                subject,
                href,
            };
            let has = |text: &String| text.to_lowercase().contains(&wanted.text);
            if wanted.text.is_empty() || has(&line.who) || has(&line.behalf) || has(&line.subject) {
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

type Names = BTreeMap<String, (String, String)>;

async fn person(server: &Server, id: AccountId, names: &mut Names) -> Answer<String> {
    let key = id.to_string();
    if let Some((name, _)) = names.get(&key) {
        return Ok(name.clone());
    }
    let name = server.app().account_names(&[id]).await?.remove(&id).unwrap_or_else(|| key.clone());
    names.insert(key, (name.clone(), server.urls().account_of(id)));
    Ok(name)
}

/// Names what an entry is about as far as the viewer may know it, with its page; else its identifier.
async fn named(
    server: &Server,
    caller: &Caller,
    subject: Option<Subject>,
    names: &mut Names,
) -> Answer<(String, String)> {
    let (app, call, urls) = (server.app(), &caller.call, server.urls());
    let Some(subject) = subject else { return Ok((String::new(), String::new())) };
    let key = match subject {
        Subject::Account(id) => {
            let name = person(server, id, names).await?;
            return Ok((
                name,
                if call.actor.is_administrator() { urls.account_of(id) } else { String::new() },
            ));
        }
        Subject::Need(id) => id.to_string(),
        Subject::Organisation(id) => id.to_string(),
        Subject::Expert(id) => id.to_string(),
        Subject::Team(id) => id.to_string(),
        Subject::Batch(id) => return Ok((id.to_string(), String::new())),
        Subject::Conflict(id) => return Ok((id.to_string(), String::new())),
        Subject::Evidence(id) => return Ok((id.to_string(), String::new())),
        Subject::File(id) => return Ok((id.to_string(), String::new())),
        Subject::Match(id) => return Ok((id.to_string(), String::new())),
        Subject::Token(id) => return Ok((id.to_string(), String::new())),
    };
    if let Some(known) = names.get(&key) {
        return Ok(known.clone());
    }
    let found = match subject {
        Subject::Need(id) => app.need(call, id).await.ok().map(|n| (n.number, urls.need(id))),
        Subject::Organisation(id) => {
            let found = app.organisation(call, id).await.ok();
            found.map(|o| (o.organisation.profile.name, urls.organisation(id)))
        }
        Subject::Expert(id) => {
            app.expert(call, id).await.ok().map(|e| (e.expert.profile.name, urls.expert(id)))
        }
        Subject::Team(id) => app.team(call, id).await.ok().map(|t| (t.team.profile.name, urls.team(id))),
        Subject::Account(_)
        | Subject::Batch(_)
        | Subject::Conflict(_)
        | Subject::Evidence(_)
        | Subject::File(_)
        | Subject::Match(_)
        | Subject::Token(_) => None,
    };
    let known = found.unwrap_or_else(|| (key.clone(), String::new()));
    names.insert(key, known.clone());
    Ok(known)
}
