//! Landing, signing in and out, one-time links, and the pages of explanation.

use app::auth::session::SignedIn;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Secret;
use domain::account::LinkPurpose;

use super::{page, page_as, to, with_cookie};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::view::public::{Alliance, Explain, Landing, Link, LinkKind, LinkSpent, SignIn, SignedOut, Topic};
use crate::view::{Form, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/", landing)
        .get(Access::Page, "/sign-in", sign_in)
        .post(Access::Page, "/sign-in", signing_in)
        .post(Access::Page, "/sign-out", sign_out)
        .get(Access::Page, "/signed-out", signed_out)
        .get(Access::Page, "/links/{token}", link)
        .post(Access::Page, "/links/{token}", use_link)
        .get(Access::Page, "/help", async |s: State<Server>, c: Caller| explain(s, c, Topic::Help).await)
        .get(Access::Page, "/privacy", async |s: State<Server>, c: Caller| {
            explain(s, c, Topic::Privacy).await
        })
        .get(Access::Page, "/accessibility", async |s: State<Server>, c: Caller| {
            explain(s, c, Topic::Accessibility).await
        })
}

async fn landing(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let f = server.frame(&caller).await?;
    let title = f.t("landing-title");
    let counts = server.app().alliance().await?;
    let form = Form::new("sign", server.urls().sign_in(), server.key());
    let alliance = Alliance {
        teams: counts.teams,
        teams_abroad: counts.teams_abroad,
        experts: counts.experts,
        brokers: counts.brokers,
        needs: counts.needs,
    };
    let as_of = format::day(server.app().clock().today());
    page(&Landing { f: f.at(Place::None, title), form, alliance, as_of })
}

async fn sign_in(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    if caller.signed_in() {
        return to(&server.urls().home());
    }
    let query = caller.here.split_once('?').map_or("", |(_, q)| q).to_owned();
    let find = |name: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, v)| v.into_owned())
    };
    let form = Form::new("sign", server.urls().sign_in(), server.key())
        .with("next", find("next").unwrap_or_default());
    let expired = find("reason").as_deref() == Some("expired");
    sign_in_page(&server, &caller, form, expired, StatusCode::OK).await
}

async fn sign_in_page(
    server: &Server,
    caller: &Caller,
    form: Form,
    expired: bool,
    status: StatusCode,
) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = f.t("sign-in-title");
    let mut f = f.at(Place::None, title);
    f.has_errors = form.has_errors();
    page_as(status, &SignIn { f, form, expired })
}

async fn signing_in(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let caller = &sent.caller;
    let password = Secret::new(sent.text("password").to_owned());
    let next = sent.text("next").to_owned();
    match server.app().sign_in(sent.text("login"), password, &caller.address, &caller.browser).await {
        Ok(signed) => signed_in(&server, &signed, &next),
        Err(error @ (app::Error::SignIn(_) | app::Error::TooMany { .. })) => {
            let many = matches!(error, app::Error::TooMany { .. });
            let mut form = Form::new("sign", server.urls().sign_in(), server.key())
                .with("login", sent.text("login"))
                .with("next", next);
            form.complain("login", if many { "too_many" } else { "wrong_credentials" });
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            sign_in_page(&server, caller, form, false, status).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Sets the cookie and goes on to a page of ours; another site's address is not followed.
fn signed_in(server: &Server, signed: &SignedIn, next: &str) -> Answer<Response> {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    let address = if ours { server.urls().path(next) } else { server.urls().home() };
    with_cookie(to(&address)?, &server.cookies().session(signed.token.reveal()))
}

async fn sign_out(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    if let Some(known) = &caller.known {
        server.app().sign_out(known.session).await?;
    }
    with_cookie(to(&server.urls().signed_out())?, &server.cookies().no_session())
}

async fn signed_out(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let f = server.frame(&caller).await?;
    let title = f.t("signed-out-title");
    page(&SignedOut { f: f.at(Place::None, title) })
}

async fn explain(State(server): State<Server>, caller: Caller, topic: Topic) -> Answer<Response> {
    let f = server.frame(&caller).await?;
    let title = f.code("foot", topic.code());
    page(&Explain { f: f.at(Place::None, title), topic })
}

async fn spent(server: &Server, caller: &Caller) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = f.t("link-spent-title");
    page_as(StatusCode::NOT_FOUND, &LinkSpent { f: f.at(Place::None, title) })
}

async fn link(State(server): State<Server>, caller: Caller, At(token): At<String>) -> Answer<Response> {
    let form = Form::new("link", server.urls().link(&token), server.key());
    link_page(&server, &caller, &token, form, StatusCode::OK).await
}

async fn link_page(
    server: &Server,
    caller: &Caller,
    token: &str,
    mut form: Form,
    status: StatusCode,
) -> Answer<Response> {
    let seen = match server.app().link(token).await {
        Ok(seen) => seen,
        Err(app::Error::NotFound) => return spent(server, caller).await,
        Err(other) => return Err(other.into()),
    };
    let f = server.frame(caller).await?;
    let kind = match seen.purpose {
        LinkPurpose::SetUp => LinkKind::SetUp,
        LinkPurpose::Invitation => LinkKind::Invitation,
        LinkPurpose::Reset => LinkKind::Reset,
        LinkPurpose::SignIn => LinkKind::SignIn,
    };
    let account = seen.account.as_ref();
    if form.value("name").is_empty()
        && let Some(account) = account
    {
        form = form.with("name", account.name.clone());
    }
    let title = f.code("link-title", kind.code());
    let mut f = f.at(Place::None, title);
    f.has_errors = form.has_errors();
    let view = Link {
        kind,
        form,
        login: account.map(|a| a.login.clone()).unwrap_or_default(),
        name: account.map(|a| a.name.clone()).unwrap_or_default(),
        roles: account
            .map(|a| super::frame::faces(&a.roles).iter().map(|r| f.code("role", r.code())).collect())
            .unwrap_or_default(),
        until: format::moment(seen.expires_at, server.app().clock().zone()),
        f,
    };
    page_as(status, &view)
}

async fn use_link(State(server): State<Server>, At(token): At<String>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    let caller = &sent.caller;
    let purpose = match app.link(&token).await {
        Ok(seen) => seen.purpose,
        Err(app::Error::NotFound) => return spent(&server, caller).await,
        Err(other) => return Err(other.into()),
    };
    let password = || Secret::new(sent.text("password").to_owned());
    if purpose != LinkPurpose::SignIn && sent.text("password") != sent.text("password_again") {
        return refused_link(&server, &sent, &token, &Failure::field("password_again", "differs")).await;
    }
    let done = match purpose {
        LinkPurpose::SignIn => app.sign_in_by_link(&token, &caller.browser).await,
        LinkPurpose::SetUp => {
            app.set_up(&token, sent.text("login"), sent.text("name"), password(), &caller.browser).await
        }
        LinkPurpose::Invitation | LinkPurpose::Reset => {
            app.set_password_by_link(&token, password(), &caller.browser).await
        }
    };
    match done {
        Ok(signed) => signed_in(&server, &signed, ""),
        Err(app::Error::NotFound | app::Error::Stale { .. }) => spent(&server, caller).await,
        Err(error) => refused_link(&server, &sent, &token, &error.into()).await,
    }
}

async fn refused_link(server: &Server, sent: &Sent, token: &str, failure: &Failure) -> Answer<Response> {
    if failure.parts().fields.is_empty() {
        return Err(failure.clone());
    }
    let mut form = Form::new("link", server.urls().link(token), server.key())
        .with("login", sent.text("login"))
        .with("name", sent.text("name"));
    for field in &failure.parts().fields {
        form = form.refused(field);
    }
    link_page(server, &sent.caller, token, form, StatusCode::UNPROCESSABLE_ENTITY).await
}
