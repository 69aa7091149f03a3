//! Health, versions, index and the chain of the audit trail.

use axum::extract::State;
use axum::response::Response;

use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::{back_with, page};
use crate::view::admin::SystemPage;
use crate::view::desk::Fact;
use crate::view::{Form, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/system", show).post(
        Access::Page,
        "/admin/system/rebuild",
        rebuild,
    )
}

async fn show(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let app = server.app();
    let clock = app.clock();
    let state = app.index_state(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let (entries, broken) = app.verify_audit().await?;
    let documents = state
        .documents
        .iter()
        .map(|(kind, n)| {
            Fact::new(f.code("hit", kind), format::integer(i64::try_from(*n).unwrap_or(i64::MAX)))
        })
        .collect();
    let damage = match app.ready().await {
        Ok(()) => String::new(),
        Err(why) => why.to_string(),
    };
    let mut chain = vec![
        Fact::new(f.t("chain-length"), format::integer(i64::try_from(entries).unwrap_or(i64::MAX))),
        Fact::new(f.t("chain-checked"), format::moment(clock.now(), clock.zone())),
    ];
    if let Some(first) = broken {
        chain.push(Fact::new(f.t("chain-first-broken"), format::integer(first)));
    }
    let title = f.t("nav-system");
    page(&SystemPage {
        versions: vec![
            Fact::new("techbroker", env!("CARGO_PKG_VERSION")),
            Fact::new(f.t("system-time-zone"), clock.zone().iana_name().unwrap_or_default()),
            Fact::new(
                f.t("system-index-bytes"),
                format::integer(i64::try_from(state.bytes).unwrap_or(i64::MAX)),
            ),
        ],
        bookmark: state.sequence,
        outbox: state.last,
        documents,
        damage,
        rebuilding: None,
        rebuild: Some(Form::new("system", server.urls().index_rebuild(), server.key())),
        chain,
        chain_holds: broken.is_none(),
        backups: Vec::new(),
        f: f.at(Place::System, title),
    })
}

async fn rebuild(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    server.app().index_state(&sent.caller.call).await?;
    // A rebuild outlasts a request, and the pages go on with the old index meanwhile.
    let builder = server.clone();
    tokio::spawn(async move {
        if let Err(error) = builder.app().rebuild_index().await {
            tracing::error!(%error, "the search index was not rebuilt");
        }
    });
    back_with(&server, &server.urls().system(), "index-rebuilding")
}
