//! Who asks, in which language and with which look.

use std::convert::Infallible;

use app::auth::session::Known;
use app::{Call, IdempotencyKey};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use domain::policy::Actor;
use domain::{Lang, NeedId};

use super::{Server, cookie};
use crate::view::frame::{TextSize, Theme};

/// Who asks, and how the answer should look.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who asks, for the use cases.
    pub call: Call,
    /// The session and account, where a person is signed in.
    pub known: Option<Known>,
    /// Whether a session cookie came that no longer works.
    pub expired: bool,
    /// Language of the answer.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// How large the type is.
    pub text: TextSize,
    /// The path and query asked for, without the base.
    pub here: String,
    /// The peer's address, for throttling.
    pub address: String,
    /// The browser, as it names itself.
    pub browser: String,
}

impl Caller {
    /// Returns the same caller holding the private link to a need that was entered without an account.
    #[must_use]
    pub fn with_draft(mut self, need: NeedId) -> Self {
        if matches!(self.call.actor, Actor::Guest { .. }) {
            self.call.actor = Actor::Guest { draft: Some(need) };
        }
        self
    }

    /// Returns the same caller with a key against repetition.
    #[must_use]
    pub fn with_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.call.key = key;
        self
    }

    /// Tells whether somebody is signed in.
    pub const fn signed_in(&self) -> bool {
        self.known.is_some()
    }

    /// Finds out who asks; a cookie or token that no longer works makes a stranger.
    pub(crate) async fn find(
        server: &Server,
        parts: &Parts,
        request_id: &str,
        address: &str,
    ) -> app::Result<Self> {
        let headers = &parts.headers;
        let app = server.app();
        let mut expired = false;
        let mut known = None;
        let mut actor = Actor::STRANGER;
        if let Some(token) = bearer(headers) {
            if let Some(service) = app.service(token).await? {
                actor = service;
            } else {
                expired = true;
            }
        } else if let Some(token) = cookie::read(headers, server.cookies().session_name()) {
            known = app.known(token).await?;
            expired = known.is_none();
            if let Some(known) = &known {
                actor = known.actor.clone();
            }
        }
        let chosen = cookie::read(headers, "tb_lang").and_then(Lang::from_tag);
        let lang = chosen
            .or_else(|| known.as_ref().map(|k| k.account.lang))
            .or_else(|| accepted(headers))
            .unwrap_or_default();
        Ok(Self {
            call: Call { actor, request_id: request_id.to_owned(), key: None },
            known,
            expired,
            lang,
            theme: cookie::read(headers, "tb_theme").and_then(Theme::from_code).unwrap_or_default(),
            text: cookie::read(headers, "tb_text").and_then(TextSize::from_code).unwrap_or_default(),
            here: here(&parts.uri),
            address: address.to_owned(),
            browser: headers
                .get("user-agent")
                .and_then(|v| v.to_str().ok())
                .unwrap_or("")
                .chars()
                .take(120)
                .collect(),
        })
    }
}

fn here(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// Reads a bearer token.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Picks the first language of the product that the browser asks for.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let wanted = headers.get("accept-language")?.to_str().ok()?;
    wanted.split(',').find_map(|part| Lang::from_tag(part.split(';').next().unwrap_or("")))
}

impl FromRequestParts<Server> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Infallible> {
        Ok(parts
            .extensions
            .get::<Self>()
            .cloned()
            .expect("the guard finds the caller before any handler runs"))
    }
}
