//! The pick list of technical fields, worded as the bureau calls them.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;

use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::{back_with, page_as};
use crate::view::admin::{Pick, PickList};
use crate::view::{Form, Place};

/// The languages of a name, as the form has them and in the order they are kept.
const LANGS: [(&str, Lang); 3] = [("zh_hans", Lang::ZhHans), ("zh_hant", Lang::ZhHant), ("en", Lang::En)];

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/lists/fields", edit).post(
        Access::Page,
        "/admin/lists/fields",
        save,
    )
}

fn slugs() -> impl Iterator<Item = (&'static str, bool)> {
    app::data::field_tree().iter().flat_map(|field| {
        let below = field.entries.iter().map(|e| (e.slug.as_str(), true));
        std::iter::once((field.itself.slug.as_str(), false)).chain(below)
    })
}

fn address(server: &Server) -> String {
    server.urls().pick_list("fields")
}

async fn edit(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let kept = server.app().settings().await?;
    let mut form = Form::new("pick", address(&server), server.key());
    for (slug, _) in slugs() {
        for (code, lang) in LANGS {
            form = form.with(format!("names.{slug}.{code}"), kept.field_name(slug, lang).unwrap_or_default());
        }
    }
    show(&server, &caller, form, StatusCode::OK).await
}

async fn show(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    let uses = server.app().field_uses(&caller.call).await?;
    let row = |(slug, below): (&str, bool)| Pick {
        slug: slug.to_owned(),
        below,
        used: uses.get(slug).copied().unwrap_or(0),
    };
    let f = server.frame(caller).await?;
    let title = f.code("picks", "fields");
    let mut f = f.at(Place::System, title);
    f.has_errors = form.has_errors();
    let source = f.t("picks-fields-source");
    page_as(
        status,
        &PickList { list: "fields", source, rows: slugs().map(row).collect(), form, editable: true, f },
    )
}

async fn save(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let call = &sent.caller.call;
    // The policy speaks before any field is looked at.
    server.app().field_uses(call).await?;
    let mut names = BTreeMap::new();
    for (slug, _) in slugs() {
        let words = LANGS.map(|(code, _)| sent.text(&format!("names.{slug}.{code}")).to_owned());
        names.insert(slug.to_owned(), words);
    }
    match server.app().word_fields(call, names).await {
        Ok(()) => back_with(&server, &address(&server), "settings-saved"),
        Err(app::Error::Invalid(fields)) => {
            let form = Form::new("pick", address(&server), server.key()).filled_again(sent.fields());
            let form = fields.iter().fold(form, Form::refused);
            show(&server, &sent.caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}
