//! What every page gets, and the ways a handler answers.

use std::sync::Arc;

use app::Settings;
use askama::Template;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::account::Role;

use crate::http::{Answer, Caller, Failure, Server};
use crate::view::frame::FlashKind;
use crate::view::{Face, Flash, Frame, Site, Words};

impl Server {
    /// Builds the frame of a page for a caller.
    pub async fn frame(&self, caller: &Caller) -> Answer<Frame> {
        let settings = self.app().settings().await?;
        Ok(self.frame_with(caller, &settings))
    }

    /// Builds the frame of a page where the database may not answer.
    pub(crate) fn frame_with(&self, caller: &Caller, settings: &Settings) -> Frame {
        let mut frame = Frame::new(
            caller.lang,
            self.urls().clone(),
            Arc::new(site(settings, self.is_demo())),
            &self.urls().path(&caller.here),
        );
        frame.theme = caller.theme;
        frame.text_size = caller.text;
        if let Some(known) = &caller.known {
            frame = frame.signed_in(&known.account.name, &faces(&known.account.roles));
        }
        if let Some(code) = caller.here.split(['?', '&']).find_map(|pair| pair.strip_prefix("done=")) {
            frame.flash = flash(&frame, code);
        }
        frame
    }
}

fn site(settings: &Settings, demo: bool) -> Site {
    let words = |w: &[String; 3]| Words::new(&w[0], &w[1], &w[2]);
    Site {
        name: words(&settings.name),
        sponsor: words(&settings.sponsor),
        operator: words(&settings.operator),
        phone: words(&settings.phone),
        icp: settings.icp.clone(),
        police: settings.police.clone(),
        code: settings.code.clone(),
        promise_days: settings.promise_days,
        broker_label: words(&settings.broker_label),
        fields: settings.field_names.iter().map(|(slug, names)| (slug.clone(), words(names))).collect(),
        demo,
    }
}

/// Lists the faces of an account, the most used first.
pub(crate) fn faces<'a>(roles: impl IntoIterator<Item = &'a Role>) -> Vec<Face> {
    let mut faces: Vec<Face> = roles
        .into_iter()
        .map(|role| match role {
            Role::Broker => Face::Broker,
            Role::Company { .. } => Face::Company,
            Role::Expert { .. } => Face::Expert,
            Role::Liaison { .. } => Face::Liaison,
            Role::Official => Face::Official,
            Role::Administrator => Face::Administrator,
        })
        .collect();
    let order = |face: &Face| match face {
        Face::Broker => 0,
        Face::Company => 1,
        Face::Expert => 2,
        Face::Liaison => 3,
        Face::Official => 4,
        Face::Administrator => 5,
    };
    faces.sort_by_key(order);
    faces.dedup();
    faces
}

/// Says what happened, from the code that the address before carried; an unknown code says nothing.
pub(super) fn flash(frame: &Frame, code: &str) -> Option<Flash> {
    let known = code.len() <= 40 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let key = format!("done-{code}");
    (known && frame.l.has(&key)).then(|| Flash {
        kind: FlashKind::Success,
        what: frame.t(&key),
        next: String::new(),
        undo: None,
        undo_key: String::new(),
    })
}

/// Answers with a page.
pub fn page(view: &impl Template) -> Answer<Response> {
    page_as(StatusCode::OK, view)
}

/// Answers with a page under a status, such as 422 with a form that names what is wrong.
pub fn page_as(status: StatusCode, view: &impl Template) -> Answer<Response> {
    let html = view.render().map_err(|e| Failure::from(app::Error::internal(e)))?;
    let mut response = (status, html).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Ok(response)
}

/// Sends on to an address after a form.
pub fn to(address: &str) -> Answer<Response> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(address).map_err(|e| Failure::from(app::Error::internal(e)))?;
    response.headers_mut().insert(LOCATION, value);
    Ok(response)
}

/// Sends on to an address whose page then says what was done.
pub fn back_with(server: &Server, address: &str, done: &str) -> Answer<Response> {
    to(&server.urls().with(address, "done", done))
}

/// Adds a cookie to an answer.
pub fn with_cookie(mut response: Response, cookie: &str) -> Answer<Response> {
    let value = HeaderValue::from_str(cookie).map_err(|e| Failure::from(app::Error::internal(e)))?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(response)
}
