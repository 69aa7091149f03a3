//! Who outside the case read a need, as its company looks it up.

use app::ReadingSeen;
use axum::extract::State;
use axum::response::Response;
use domain::need::ReadPart;
use domain::{NeedId, ReadingId};

use super::{page, query};
use crate::http::input::At;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::view::company::{NeedReaders, Reading};
use crate::view::parts::Pager;
use crate::view::{Frame, Place, format};

/// How many readings a page shows.
const SHOWN: u64 = 50;

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/needs/{id}/readers", readers)
}

async fn readers(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let app = server.app();
    let before: Option<ReadingId> = query(&caller, "before").and_then(|t| t.parse().ok());
    let (seen, total) = app.need_readers(&caller.call, id, before, SHOWN).await?;
    let need = app.need(&caller.call, id).await?;
    let f = server.frame(&caller).await?;
    let f =
        f.at(if caller.call.actor.is_broker() { Place::Needs } else { Place::OwnNeeds }, need.number.clone());
    let urls = server.urls();
    let full = u64::try_from(seen.len()).is_ok_and(|many| many == SHOWN);
    let next = seen.last().filter(|_| full).map(|last| last.reading.id.to_string());
    let address = urls.need_readers(id.to_string());
    let pager = Pager {
        total: usize::try_from(total).unwrap_or(usize::MAX),
        next: next.map(|id| urls.list(&address, &[("before", &id)])).unwrap_or_default(),
        previous: if before.is_some() { address } else { String::new() },
        ..Pager::default()
    };
    page(&NeedReaders {
        id: id.to_string(),
        number: need.number,
        level: need.level,
        readings: seen.iter().map(|one| reading(&server, &f, one)).collect(),
        pager,
        f,
    })
}

fn reading(server: &Server, f: &Frame, one: &ReadingSeen) -> Reading {
    let kind = f.code("reader", one.reader.kind);
    let who = if one.reader.name.is_empty() { kind } else { format!("{} · {kind}", one.reader.name) };
    let what = match one.reading.part {
        ReadPart::PublicText => f.t("read-public-text"),
        ReadPart::Abstract => f.t("read-abstract"),
        ReadPart::Sections(level) => f.t1("read-sections", "level", f.code("level", level.code())),
    };
    let when = format::moment(one.reading.at, server.app().clock().zone());
    Reading { when, who, what, version: one.reading.version }
}
