//! What a broker decides on the workbench.

use app::{Pick, Verdict};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::NeedId;
use domain::matching::{ExclusionReason, Partner};
use domain::policy::NeedAction;

use super::{Refused, draw};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Registry, Server};
use crate::pages::{back_with, to};

/// Lists the acts: the last part of the address and the word that the page says afterwards.
const ACTS: [(&str, &str); 4] =
    [("shortlist", "shortlisted"), ("exclusion", "excluded"), ("undo", "undone"), ("group", "shortlisted")];

/// Lists the routes of this part.
pub(super) fn routes() -> Registry {
    ACTS.into_iter()
        .fold(Registry::new(), |registry, (act, word)| {
            registry.post(
                Access::Page,
                &format!("/needs/{{id}}/candidates/{act}"),
                async move |s: State<Server>, At(id): At<NeedId>, sent: Sent| {
                    decide(s, id, act, word, sent).await
                },
            )
        })
        .post(Access::Page, "/needs/{id}/candidates/addition", add)
}

fn partners(sent: &Sent) -> app::Result<Vec<Pick>> {
    let list = sent.all("partner");
    if list.is_empty() {
        return Err(app::Error::field("partner", "pick_first"));
    }
    let read = |t: &str| {
        let id = t.parse().map_err(|_| app::Error::field("partner", "bad_id"))?;
        Ok(Pick { who: Partner::Expert(id), seen: sent.text(&format!("at.{t}")).parse().ok() })
    };
    list.into_iter().map(read).collect()
}

async fn decide(
    State(server): State<Server>,
    id: NeedId,
    act: &'static str,
    word: &'static str,
    sent: Sent,
) -> Answer<Response> {
    // The policy speaks before any field is looked at.
    let seen = server.app().need_for(&sent.caller.call, id, NeedAction::Review).await?;
    match perform(&server, id, act, &sent).await {
        Ok(()) => {
            let urls = server.urls();
            let open = [("open", sent.text("open"))];
            let page = urls.candidates(id);
            let page = if open[0].1.is_empty() { page } else { urls.list(&page, &open) };
            back_with(&server, &page, word)
        }
        Err(app::Error::Stale { .. }) => {
            let fields = vec![domain::Invalid::new("partner", "moved_on")];
            let again = Refused { act, fields, sent: sent.fields().to_vec() };
            draw(&server, &sent.caller, seen, Some(&again), StatusCode::CONFLICT).await
        }
        Err(app::Error::Invalid(fields)) => {
            let again = Refused { act, fields, sent: sent.fields().to_vec() };
            draw(&server, &sent.caller, seen, Some(&again), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn perform(server: &Server, id: NeedId, act: &str, sent: &Sent) -> app::Result<()> {
    let partners = partners(sent)?;
    let verdict = match act {
        "exclusion" => Verdict::Exclude {
            reason: ExclusionReason::from_code(sent.text("reason"))
                .ok_or_else(|| app::Error::field("reason", "required"))?,
            note: sent.text("note"),
        },
        "undo" => Verdict::Undo,
        _ => Verdict::Shortlist { by_hand: false },
    };
    server.app().decide(&sent.caller.call, id, &partners, verdict).await.map(drop)
}

/// Shortlists somebody whom the broker names, found by name where the form has no identifier.
async fn add(State(server): State<Server>, At(id): At<NeedId>, sent: Sent) -> Answer<Response> {
    let (app, call, urls) = (server.app(), &sent.caller.call, server.urls());
    let seen = app.need_for(call, id, NeedAction::Review).await?;
    let refused = async |field: &'static str, why: &'static str| {
        let fields = vec![domain::Invalid::new(field, why)];
        let again = Refused { act: "addition", fields, sent: sent.fields().to_vec() };
        draw(&server, &sent.caller, seen, Some(&again), StatusCode::UNPROCESSABLE_ENTITY).await
    };
    let partner: Pick = if sent.has("partner") {
        partners(&sent)?[0]
    } else {
        let name = sent.text("partner_name").trim();
        if name.is_empty() {
            return refused("partner_name", "required").await;
        }
        match app.experts_named(call, name).await?.as_slice() {
            [one] => Partner::Expert(one.id).into(),
            [] => return refused("partner_name", "unknown").await,
            _ => return to(&format!("{}#why-not", urls.list(&urls.candidates(id), &[("name", name)]))),
        }
    };
    app.decide(call, id, &[partner], Verdict::Shortlist { by_hand: true }).await?;
    back_with(&server, &urls.candidates(id), "added")
}
