//! The bureau's settings: names and labels in three languages, and the promise.

use app::Settings as Kept;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Invalid;

use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::{back_with, page_as};
use crate::view::admin::Settings;
use crate::view::desk::Fact;
use crate::view::{Form, Place};

/// The languages of a text, as the form names them and in the order they are kept.
const LANGS: [&str; 3] = ["zh_hans", "zh_hant", "en"];

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/settings", edit).post(Access::Page, "/admin/settings", save)
}

async fn edit(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let kept = server.app().settings().await?;
    show(&server, &caller, form_of(&server, &kept), StatusCode::OK).await
}

fn form_of(server: &Server, kept: &Kept) -> Form {
    let mut form = Form::new("settings", server.urls().settings(), server.key())
        .with("icp", &kept.icp)
        .with("police", &kept.police)
        .with("code", &kept.code)
        .with("promise_days", kept.promise_days.to_string());
    for (name, words) in [
        ("name", &kept.name),
        ("sponsor", &kept.sponsor),
        ("operator", &kept.operator),
        ("phone", &kept.phone),
        ("role.broker", &kept.broker_label),
    ] {
        for (lang, text) in LANGS.iter().zip(words) {
            form = form.with(format!("{name}.{lang}"), text);
        }
    }
    form
}

async fn show(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    // The settings themselves stand on every page; only the form is the administrator's.
    server.app().index_state(&caller.call).await?;
    let f = server.frame(caller).await?;
    let fixed = vec![
        Fact::new(f.t("settings-public-url"), format!("{}{}", server.origin(), server.urls().base())),
        Fact::new(f.t("system-time-zone"), server.app().clock().zone().iana_name().unwrap_or_default()),
    ];
    let title = f.t("settings-title");
    let mut f = f.at(Place::System, title);
    f.has_errors = form.has_errors();
    page_as(status, &Settings { f, form, fixed })
}

fn settings_of(sent: &Sent) -> Answer<Kept> {
    let line = |name: &str| sent.text(name).trim().to_owned();
    let words = |name: &str| LANGS.map(|lang| line(&format!("{name}.{lang}")));
    let bounds = &app::PROMISE_DAYS;
    let days =
        domain::number::whole("promise_days", sent.text("promise_days"), bounds).map_err(app::Error::from)?;
    Ok(Kept {
        name: words("name"),
        sponsor: words("sponsor"),
        operator: words("operator"),
        phone: words("phone"),
        broker_label: words("role.broker"),
        icp: line("icp"),
        police: line("police"),
        code: line("code"),
        promise_days: u8::try_from(days)
            .map_err(|_| app::Error::from(Invalid::outside("promise_days", bounds)))?,
        ..Kept::default()
    })
}

async fn save(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let done = match settings_of(&sent) {
        Ok(settings) => {
            server.app().change_settings(&sent.caller.call, &settings).await.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => back_with(&server, &server.urls().settings(), "settings-saved"),
        Err(failure) if !failure.parts().fields.is_empty() => {
            let mut form =
                Form::new("settings", server.urls().settings(), server.key()).filled_again(sent.fields());
            for field in &failure.parts().fields {
                let name = if field.field == "name" { "name.zh_hans" } else { field.field.as_str() };
                form = form.refused(&field.clone().about(name));
            }
            show(&server, &sent.caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(failure) => Err(failure),
    }
}
