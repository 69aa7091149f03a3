//! The own account, and the first page of whoever signs in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Lang, Secret, SessionId};

use super::{back_with, page_as, to};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::view::account::{AccountPage, SessionRow};
use crate::view::{Face, Form, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/home", home)
        .get(Access::Page, "/account", account)
        .post(Access::Page, "/account/language", language)
        .post(Access::Page, "/account/password", password)
        .post(Access::Page, "/account/sessions/end", end_others)
        .post(Access::Page, "/account/sessions/{id}/end", end_one)
}

/// Sends everybody to the page they work on.
async fn home(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let urls = server.urls();
    let Some(known) = &caller.known else { return to(&urls.sign_in()) };
    let first = super::frame::faces(&known.account.roles).first().copied();
    to(&match first {
        Some(Face::Broker) => urls.inbox(),
        Some(Face::Company) => return super::need::company_home(&server, &caller).await,
        Some(Face::Expert) => urls.suggestions(),
        Some(Face::Liaison) => urls.teams(),
        Some(Face::Official) => urls.reports(),
        Some(Face::Administrator) => urls.accounts(),
        None => urls.account(),
    })
}

async fn account(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    show(&server, &caller, None, StatusCode::OK).await
}

async fn show(
    server: &Server,
    caller: &Caller,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    let known = caller.known.as_ref().ok_or(app::Error::SignIn("sign_in_first"))?;
    let f = server.frame(caller).await?;
    let urls = server.urls();
    let zone = server.app().clock().zone().clone();
    let mut sessions = server.app().sessions(known.account.id).await?;
    sessions.sort_by_key(|s| s.id != known.session);
    let others = sessions.len() > 1;
    let sessions = sessions
        .into_iter()
        .map(|s| SessionRow {
            device: device(&s.label),
            started: format::moment(s.created_at, &zone),
            seen: format::moment(s.last_seen_at, &zone),
            current: s.id == known.session,
            end: (s.id != known.session).then(|| Form::new("session", urls.session_end(s.id), server.key())),
        })
        .collect();
    let title = f.t("account-title");
    let mut f = f.at(Place::None, title);
    f.has_errors = refused.is_some();
    let view = AccountPage {
        name: known.account.name.clone(),
        login: known.account.login.clone(),
        roles: super::frame::faces(&known.account.roles).iter().map(|r| f.code("role", r.code())).collect(),
        language: Form::new("account", urls.language(), server.key()).with("lang", caller.lang.tag()),
        password: refused.unwrap_or_else(|| Form::new("account", urls.password(), server.key())),
        sessions,
        end_others: others.then(|| Form::new("account", urls.sessions_end(), server.key())),
        f,
    };
    page_as(status, &view)
}

/// Shortens what a browser calls itself to its name and system.
fn device(label: &str) -> String {
    let named = |names: &[(&str, &str)]| {
        names.iter().find(|(sign, _)| label.contains(sign)).map(|(_, name)| (*name).to_owned())
    };
    let browser = named(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = named(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => label.chars().take(40).collect(),
    }
}

async fn language(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let known = sent.caller.known.as_ref().ok_or(app::Error::SignIn("sign_in_first"))?;
    let lang = Lang::from_tag(sent.text("lang")).ok_or_else(|| Failure::field("lang", "unknown"))?;
    server.app().set_language(&known.account, lang).await?;
    let answer = to(&server.urls().account())?;
    super::with_cookie(answer, &server.cookies().preference("tb_lang", lang.tag()))
}

async fn password(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let known = sent.caller.known.clone().ok_or(app::Error::SignIn("sign_in_first"))?;
    let secret = |name: &str| Secret::new(sent.text(name).to_owned());
    let done = if sent.text("password") == sent.text("password_again") {
        server
            .app()
            .change_password(&known.account, secret("password_now"), secret("password"), known.session)
            .await
    } else {
        Err(app::Error::field("password_again", "differs"))
    };
    match done {
        Ok(()) => back_with(&server, &server.urls().account(), "password"),
        Err(app::Error::Invalid(fields)) => {
            let mut form = Form::new("account", server.urls().password(), server.key());
            for field in &fields {
                form = form.refused(field);
            }
            show(&server, &sent.caller, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn end_others(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let known = caller.known.as_ref().ok_or(app::Error::SignIn("sign_in_first"))?;
    server.app().end_other_sessions(&known.account, known.session).await?;
    back_with(&server, &server.urls().account(), "sessions")
}

async fn end_one(State(server): State<Server>, caller: Caller, At(id): At<SessionId>) -> Answer<Response> {
    let known = caller.known.as_ref().ok_or(app::Error::SignIn("sign_in_first"))?;
    if !server.app().sessions(known.account.id).await?.iter().any(|s| s.id == id) {
        return Err(Failure::not_found());
    }
    server.app().sign_out(id).await?;
    back_with(&server, &server.urls().account(), "sessions")
}
