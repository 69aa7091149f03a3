//! The broker's acts on a need: each is a form that goes to an address of its own.

use app::{Call, Move, NeedLevels};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::Subject;
use domain::need::{NotAcceptedReason, PublicText, Ready};
use domain::organisation::OrganisationProfile;
use domain::policy::NeedAction;
use domain::{Date, Invalid, NeedId};

use super::{RefusedForm, review_of};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Registry, Server};
use crate::pages::draft::on_behalf;
use crate::pages::{back_with, to};
use crate::view::Form;

/// The acts with the word the next page says.
const ACTS: [(&str, &str); 15] = [
    ("take", "taken"),
    ("return", "returned"),
    ("question", "asked"),
    ("merge", "merged"),
    ("not-acceptance", "not-accepted"),
    ("approval", "approved"),
    ("wording", "worded"),
    ("clearance", "cleared"),
    ("publication", "published"),
    ("matching", "matching"),
    ("assignment", "assigned"),
    ("chokepoint", "marked"),
    ("abroad", "abroad"),
    ("submission", "submitted"),
    ("renewal", "renewed"),
];

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    ACTS.into_iter().fold(Registry::new(), |registry, (act, word)| {
        registry.post(
            Access::Page,
            &format!("/needs/{{id}}/{act}"),
            async move |s: State<Server>, At(id): At<NeedId>, sent: Sent| acted(s, id, act, word, sent).await,
        )
    })
}

async fn acted(
    State(server): State<Server>,
    id: NeedId,
    act: &'static str,
    word: &'static str,
    sent: Sent,
) -> Answer<Response> {
    // The policy speaks before any field is looked at, so that nobody learns more from a half-filled form.
    server.app().need_for(&sent.caller.call, id, rule(act)).await?;
    match perform(&server, id, act, &sent).await {
        // After a decision in the queue the next item opens by itself.
        Ok(()) if sent.text("from") == "inbox" => {
            to(&server.urls().with(&server.urls().inbox(), "done", word))
        }
        Ok(()) => back_with(&server, &review_of(server.urls(), id), word),
        Err(app::Error::Invalid(fields)) => {
            let call = &sent.caller.call;
            let seen = server.app().need(call, id).await?;
            let address = server.urls().need_act(&id.to_string(), act);
            let mut form =
                Form::new("act", address, server.key()).versioned(seen.version).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            let refused = RefusedForm { act: act.to_owned(), form };
            super::review_page(&server, &sent.caller, seen, Some(refused), StatusCode::UNPROCESSABLE_ENTITY)
                .await
        }
        Err(other) => Err(other.into()),
    }
}

fn rule(act: &str) -> NeedAction {
    match act {
        "take" | "assignment" => NeedAction::Handle,
        "submission" | "renewal" => NeedAction::ActAsCompany,
        _ => NeedAction::Review,
    }
}

fn day(sent: &Sent, field: &'static str) -> app::Result<Date> {
    match sent.text(field).trim() {
        "" => Err(app::Error::field(field, "required")),
        text => text.parse().map_err(|_| app::Error::field(field, "bad_date")),
    }
}

async fn perform(server: &Server, id: NeedId, act: &str, sent: &Sent) -> app::Result<()> {
    let (app, call, seen) = (server.app(), &sent.caller.call, sent.version);
    let text = |name: &str| sent.text(name).to_owned();
    let step = match act {
        "take" => return app.take_need(call, id, seen).await.map(|_| ()),
        "return" => {
            return app
                .return_need(call, id, seen, sent.text("field"), sent.text("question"))
                .await
                .map(|_| ());
        }
        "question" => {
            return app.ask_question(call, id, sent.text("field"), sent.text("question")).await.map(|_| ());
        }
        "merge" => {
            let into = app.need_numbered(call, sent.text("into")).await?;
            return app.merge_need(call, id, seen, into).await.map(|_| ());
        }
        "assignment" => {
            let broker = sent.text("broker").parse().map_err(|_| app::Error::field("broker", "required"))?;
            return app.assign_need(call, id, seen, broker).await.map(|_| ());
        }
        "submission" => return submit(server, call, id, sent).await,
        "renewal" => {
            let behalf = on_behalf(server, sent).await?;
            return app
                .renew_need(call, id, seen, day(sent, "review_by")?, behalf.as_ref())
                .await
                .map(|_| ());
        }
        "not-acceptance" => {
            let reason = NotAcceptedReason::from_code(sent.text("reason"));
            Move::NotAccept {
                reason: reason.ok_or_else(|| app::Error::field("reason", "required"))?,
                note: text("note"),
            }
        }
        "approval" => {
            let exemption = Some(text("exemption")).filter(|t| !t.trim().is_empty());
            let ready = Ready { review_by: day(sent, "review_by")?, exemption };
            let seen = belong(server, id, sent).await?;
            let seen = classify(server, id, sent, seen).await?;
            let step = Move::Approve(ready);
            return app.move_need(call, id, seen, step).await.map(|_| ()).map_err(under_its_own_name);
        }
        "wording" => Move::Word(PublicText {
            title: text("title"),
            summary: text("summary"),
            title_en: text("title_en"),
            summary_en: text("summary_en"),
        }),
        "clearance" => {
            if sent.text("cleared") != "true" {
                return Err(app::Error::field("cleared", "required"));
            }
            Move::Clear { checksum: text("checksum") }
        }
        "publication" => Move::Publish,
        "matching" => Move::StartMatching,
        "abroad" => Move::ShowAbroad(sent.text("visible") == "true"),
        _ => Move::Chokepoint(Some(text("chokepoint")).filter(|t| !t.trim().is_empty())),
    };
    app.move_need(call, id, seen, step).await.map(|_| ())
}

/// The key belongs to the approval: under the same key a second write would only repeat the answer of the first.
fn keyless(call: &Call) -> Call {
    Call { key: None, ..call.clone() }
}

/// Settles whose need it is, where only a name was known; returns the version then.
async fn belong(server: &Server, id: NeedId, sent: &Sent) -> app::Result<Option<i64>> {
    let (app, call) = (server.app(), keyless(&sent.caller.call));
    let Some((None, name)) = app.need(&call, id).await?.organisation else { return Ok(sent.version) };
    let organisation = match sent.text("organisation") {
        "" => return Err(app::Error::field("organisation", "required")),
        super::NEW => {
            let profile = OrganisationProfile { name, ..OrganisationProfile::default() };
            match app.enter_organisation(&call, profile).await?.subject {
                Subject::Organisation(id) => id,
                _ => return Err(app::Error::field("organisation", "unknown")),
            }
        }
        text => text.parse().map_err(|_| app::Error::field("organisation", "bad_id"))?,
    };
    let name = app.organisation(&call, organisation).await?.organisation.profile.name;
    app.link_need(&call, id, sent.version, Some(organisation), &name).await.map(|done| Some(done.version))
}

/// Keeps the industry and the technical field that a broker chose with the approval; returns the version then.
async fn classify(server: &Server, id: NeedId, sent: &Sent, seen: Option<i64>) -> app::Result<Option<i64>> {
    let (app, call) = (server.app(), &sent.caller.call);
    let mut content = app.need(call, id).await?.content;
    let before = content.clone();
    for (kept, chosen) in
        [(&mut content.industry, sent.text("industry")), (&mut content.field, sent.text("technical_field"))]
    {
        if !chosen.is_empty() {
            chosen.clone_into(kept);
        }
    }
    if content == before {
        return Ok(seen);
    }
    let done = app.revise_need(&keyless(call), id, seen, content, None).await;
    done.map(|done| Some(done.version)).map_err(under_its_own_name)
}

/// The approval form calls the technical field so, because “field” is what a question is about.
fn under_its_own_name(error: app::Error) -> app::Error {
    match error {
        app::Error::Invalid(fields) => app::Error::Invalid(
            fields
                .into_iter()
                .map(|f| if f.field == "field" { Invalid::new("technical_field", f.why) } else { f })
                .collect(),
        ),
        other => other,
    }
}

async fn submit(server: &Server, call: &Call, id: NeedId, sent: &Sent) -> app::Result<()> {
    let behalf = on_behalf(server, sent).await?;
    let declared = sent.text("declaration") == "true";
    server.app().submit_need(call, id, sent.version, declared, behalf.as_ref()).await.map(|_| ())
}

/// Reads the level of a call's form.
pub(super) fn level(sent: &Sent) -> Option<NeedLevels> {
    let level = domain::Level::ALL.into_iter().find(|l| l.code() == sent.text("level"))?;
    Some(NeedLevels { level, ..NeedLevels::default() })
}
