//! How a no is said: one table of public codes, rendered once, as problem+json or as a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Invalid;
use serde::Serialize;

/// A no on its way out; the outermost layer renders it for the face that asked.
#[derive(Debug, Clone)]
pub struct Failure(Arc<Parts>);

/// What a no consists of.
#[derive(Debug)]
pub struct Parts {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable public code.
    pub code: String,
    /// One sentence for the customer, in English; pages translate the code.
    pub detail: String,
    /// Fields that cannot be taken.
    pub fields: Vec<Invalid>,
    /// Seconds to wait.
    pub retry_after: Option<u64>,
    /// Place in a file, where a file is the trouble.
    pub place: Option<serde_json::Value>,
    /// What the operator reads in the log, once.
    pub operator: Option<String>,
}

/// The body of an error in the JSON interface, after RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Address of the code's explanation.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short words for the status.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// What, where and what to do.
    pub detail: String,
    /// Fields that cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Sheet, row and column, where a file is the trouble.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<serde_json::Value>,
    /// The request's name, for asking back.
    pub request_id: String,
}

/// One field of a [`Problem`].
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// The field's name, with list positions as `indicators.2.target`.
    pub field: String,
    /// Stable code, such as `required` or `too_long`.
    pub code: String,
    /// What the code is about, such as `min` and `max` of a number `out_of_range`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

impl Failure {
    /// Says no with a status, a code and a sentence.
    pub fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        Self(Arc::new(Parts {
            status,
            code: code.to_owned(),
            detail: detail.to_owned(),
            fields: Vec::new(),
            retry_after: None,
            place: None,
            operator: None,
        }))
    }

    /// Says that there is no such thing, in the same bytes for hidden and for absent.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such thing here.")
    }

    /// Returns the parts.
    pub fn parts(&self) -> &Parts {
        &self.0
    }

    /// Complains about one field.
    pub fn field(field: &str, why: &'static str) -> Self {
        app::Error::field(field, why).into()
    }

    /// Builds the JSON body.
    pub fn problem(&self, request_id: &str) -> Problem {
        let parts = self.parts();
        Problem {
            kind: format!("/api/docs#{}", parts.code),
            title: parts.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: parts.status.as_u16(),
            code: parts.code.clone(),
            detail: parts.detail.clone(),
            fields: parts
                .fields
                .iter()
                .map(|f| FieldProblem {
                    field: f.field.clone(),
                    code: f.why.to_owned(),
                    facts: f.facts.iter().map(|(name, v)| ((*name).to_owned(), v.clone())).collect(),
                })
                .collect(),
            place: parts.place.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        use app::Error;
        let (status, code): (StatusCode, String) = match &error {
            Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields".into()),
            Error::Refused(refused) if refused.code == "state" => {
                (StatusCode::CONFLICT, "wrong_state".into())
            }
            Error::Refused(refused) => (StatusCode::CONFLICT, refused.code.into()),
            Error::Stale { .. } => (StatusCode::PRECONDITION_FAILED, "stale".into()),
            Error::KeyReused => (StatusCode::CONFLICT, "key_reused".into()),
            Error::NotFound => return Self::not_found(),
            Error::Forbidden(code) => (StatusCode::FORBIDDEN, (*code).into()),
            Error::SignIn(code) => (StatusCode::UNAUTHORIZED, (*code).into()),
            Error::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts".into()),
            Error::Unreadable(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.code.to_owned()),
            Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable".into()),
            Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal".into()),
        };
        let mut parts = Parts {
            status,
            code,
            detail: sentence(&error),
            fields: Vec::new(),
            retry_after: None,
            place: None,
            operator: None,
        };
        match error {
            Error::Invalid(fields) => parts.fields = fields,
            Error::TooMany { retry_after } => parts.retry_after = Some(retry_after),
            Error::Unreadable(refusal) => {
                parts.place = serde_json::to_value(&refusal.place).ok().filter(|v| !v.is_null());
            }
            Error::Unavailable(source) => {
                parts.operator = Some(source.to_string());
                parts.retry_after = Some(2);
            }
            Error::Internal(source) => parts.operator = Some(source.to_string()),
            Error::Refused(_)
            | Error::Stale { .. }
            | Error::KeyReused
            | Error::NotFound
            | Error::Forbidden(_)
            | Error::SignIn(_) => {}
        }
        Self(Arc::new(parts))
    }
}

/// Writes an error as a sentence with a capital letter and a full stop.
fn sentence(error: &app::Error) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        if let Some(seconds) = self.0.retry_after {
            response.headers_mut().insert("retry-after", HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
