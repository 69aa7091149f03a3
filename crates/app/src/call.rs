//! A call: who asks, under which request, and with which key against repetition.

use domain::event::Subject;
use domain::policy::Actor;
use domain::{Act, OnBehalf, Timestamp};
use serde::{Deserialize, Serialize};

/// Who asks, and what makes a repetition of the request harmless.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who asks.
    pub actor: Actor,
    /// The request's name in logs, the audit trail and error pages.
    pub request_id: String,
    /// The caller's key for this change, if one was given.
    pub key: Option<IdempotencyKey>,
}

/// A caller's key for one change, bound to what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The key, at most 200 characters.
    pub key: String,
    /// SHA-256 of method, path and body, in hexadecimal.
    pub fingerprint: String,
}

impl Call {
    /// Builds a call of the product's own workers.
    pub fn house(what: &str) -> Self {
        Self { actor: Actor::House, request_id: format!("house-{what}"), key: None }
    }

    /// Builds a call of an actor without a key.
    pub fn by(actor: Actor) -> Self {
        Self { actor, request_id: String::new(), key: None }
    }

    /// Returns the act of this caller at a time, recorded on behalf of somebody where that is said.
    pub const fn act(&self, at: Timestamp, on_behalf: Option<OnBehalf>) -> Act {
        Act { by: self.actor.account(), at, on_behalf }
    }

    /// Names the caller as the idempotency record does: keys of different callers never meet.
    pub fn name(&self) -> String {
        match &self.actor {
            Actor::Guest { draft: Some(need) } => format!("guest:{need}"),
            Actor::Guest { draft: None } => "guest".to_owned(),
            Actor::Person(person) => person.account.to_string(),
            Actor::Service { token, .. } => token.to_string(),
            Actor::House => "house".to_owned(),
        }
    }
}

/// What a change did: the thing it made or changed, at which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The thing.
    pub subject: Subject,
    /// Its version after the change.
    pub version: i64,
}
