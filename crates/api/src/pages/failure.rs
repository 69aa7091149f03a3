//! How a no looks as a page.

use app::Settings;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{page_as, to};
use crate::http::{Caller, Failure, Server};
use crate::view::form::complaint;
use crate::view::public::{ErrorKind, ErrorPage};

/// Renders a no as a page; somebody who should sign in is sent there and comes back.
pub fn page(server: &Server, caller: &Caller, failure: &Failure, request_id: &str) -> Response {
    let parts = failure.parts();
    if parts.status == StatusCode::UNAUTHORIZED {
        let urls = server.urls();
        let reason = if caller.expired { "expired" } else { "" };
        let address = urls.list(&urls.sign_in(), &[("next", caller.here.as_str()), ("reason", reason)]);
        return to(&address).unwrap_or_else(IntoResponse::into_response);
    }
    // The database may be what failed, so the page goes without its settings.
    let mut frame = server.frame_with(caller, &Settings::default());
    let missing = parts.status == StatusCode::NOT_FOUND;
    if missing {
        // The path of an address that leads nowhere is not repeated: hidden and absent look the same.
        frame.here = frame.urls.landing();
    }
    let kind = ErrorKind::from_status(match parts.status {
        StatusCode::PRECONDITION_FAILED => 409,
        other => other.as_u16(),
    });
    let mut view = ErrorPage::new(frame, kind);
    view.detail = detail(&view, failure);
    if parts.status.is_server_error() {
        request_id.clone_into(&mut view.request_id);
    }
    view.retry_after = parts.retry_after.and_then(|s| u32::try_from(s).ok()).unwrap_or(0);
    page_as(parts.status, &view).unwrap_or_else(IntoResponse::into_response)
}

/// Puts the code into words of the page's language; fields are named with what is wrong with them.
fn detail(view: &ErrorPage, failure: &Failure) -> String {
    let parts = failure.parts();
    if parts.status == StatusCode::NOT_FOUND {
        return String::new();
    }
    let key = format!("why-{}", parts.code.replace('_', "-"));
    if view.f.l.has(&key) {
        return view.f.t(&key);
    }
    let fields: Vec<String> = parts
        .fields
        .iter()
        .map(|field| complaint(view.f.l, "", &words_of(view, &field.field), field.why, &field.facts))
        .collect();
    fields.join(" ")
}

/// Names a field as the forms do; one that no form has keeps its name.
fn words_of(view: &ErrorPage, field: &str) -> String {
    let kept: Vec<&str> = field.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
    let key = crate::i18n::tidy(&kept.join("-"));
    let known = ["need", "match", "act", "filter"].map(|scope| format!("{scope}-{key}"));
    known.iter().find(|key| view.f.l.has(key)).map_or_else(|| field.to_owned(), |key| view.f.t(key))
}
