//! A phone call or visit becomes a need on one short page.

use app::{NeedEntry, OrganisationFilter};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::Subject;
use domain::need::NeedContent;
use domain::{Channel, Invalid, OnBehalf, OrganisationId, Proof};

use super::acts::level;
use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::draft::indicators;
use crate::pages::{back_with, page_as};
use crate::view::broker::CallEntry;
use crate::view::{Choice, Form, Place};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/inbox/call", show).post(Access::Page, "/inbox/call", save)
}

async fn show(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let now = server.app().clock().now().to_zoned(server.app().clock().zone().clone());
    let form = Form::new("call", server.urls().call(), server.key())
        .with("on_behalf.channel", "phone")
        .with("level", "verified")
        .with("on_behalf.told_at", now.strftime("%Y-%m-%dT%H:%M").to_string());
    draw(&server, &caller, form, StatusCode::OK).await
}

async fn draw(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let filter =
        OrganisationFilter { kind: Some("company".to_owned()), limit: 100, ..OrganisationFilter::default() };
    let (companies, _) = server.app().organisations(&caller.call, &filter).await?;
    let mut organisations = vec![Choice::new("", f.t("call-other-company"))];
    let mut companies = companies;
    companies.sort_by(|a, b| a.profile.name.cmp(&b.profile.name));
    organisations.extend(companies.into_iter().map(|o| Choice::new(o.id.to_string(), o.profile.name)));
    let title = f.t("call-title");
    let mut f = f.at(Place::Inbox, title);
    f.has_errors = form.has_errors();
    page_as(status, &CallEntry { f, form, organisations, about: String::new() })
}

async fn save(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    server.app().may_read_queue(&sent.caller.call)?;
    let done = match entry(&server, &sent).await {
        Ok(entry) => server.app().enter_need(&sent.caller.call, entry).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => {
            let Subject::Need(id) = done.subject else { return Err(Failure::not_found()) };
            let word = if sent.text("act") == "submit" { "submitted" } else { "drafted" };
            back_with(&server, &server.urls().need(id), word)
        }
        Err(app::Error::Invalid(fields)) => {
            let mut form = Form::new("call", server.urls().call(), server.key()).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            draw(&server, &sent.caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn entry(server: &Server, sent: &Sent) -> app::Result<NeedEntry> {
    let clock = server.app().clock();
    let now = clock.now();
    let channel = Channel::from_code(sent.text("on_behalf.channel"));
    let channel = channel.ok_or_else(|| app::Error::field("on_behalf.channel", "required"))?;
    let told_at = match sent.text("on_behalf.told_at") {
        "" => now,
        text => clock.local(text).ok_or_else(|| app::Error::field("on_behalf.told_at", "bad_date"))?,
    };
    let behalf = OnBehalf::new(channel, sent.text("on_behalf.person"), told_at, Proof::Word, now)?;
    let organisation: Option<OrganisationId> = match sent.text("organisation") {
        "" => None,
        text => Some(text.parse().map_err(|_| Invalid::new("organisation", "bad_id"))?),
    };
    let organisation_name = match organisation {
        Some(id) => server.app().organisation(&sent.caller.call, id).await?.organisation.profile.name,
        None => sent.text("organisation_name").to_owned(),
    };
    let promise = sent.text("promise").trim();
    let content = NeedContent {
        title: sent.text("title").to_owned(),
        problem: sent.text("problem").to_owned(),
        contact_name: sent.text("on_behalf.person").to_owned(),
        contact_phone: sent.text("contact_phone").to_owned(),
        indicators: indicators(sent)?,
        background: if promise.is_empty() { String::new() } else { format!("承诺：{promise}") },
        ..NeedContent::default()
    };
    Ok(NeedEntry {
        content,
        organisation,
        organisation_name,
        levels: level(sent),
        language: sent.caller.lang,
        declared: sent.text("declaration") == "true",
        submit: sent.text("act") == "submit",
        on_behalf: Some(behalf),
        ..NeedEntry::default()
    })
}
