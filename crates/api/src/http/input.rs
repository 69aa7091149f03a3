//! Reading requests: JSON and forms with a clear no, versions, keys and identifiers.

use std::collections::BTreeMap;
use std::str::FromStr;

use app::IdempotencyKey;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Path, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{Caller, Failure, Server};

/// Largest JSON or form body.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Largest import file.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// Positions in the names of list fields lie below this; fields with a higher one are not read.
pub const MAX_ROWS: usize = 1000;

/// A JSON body: unknown keys, wrong types and over-long bodies get a sentence with the place.
#[derive(Debug)]
pub struct Json<T> {
    /// The value.
    pub value: T,
    /// The caller, with the key against repetition bound to this body.
    pub caller: Caller,
}

impl<T: DeserializeOwned> FromRequest<Server> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Failure> {
        let (parts, bytes, caller) = read(request, server).await?;
        let is_json = parts
            .headers
            .get("content-type")
            .and_then(|v| v.to_str().ok())
            .is_some_and(|t| t.split(';').next().is_some_and(|t| t.trim() == "application/json"));
        if !is_json {
            let detail = "Send the body as application/json.";
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
        }
        let value = parse(&bytes)?;
        Ok(Self { value, caller })
    }
}

/// Reads a JSON value and says where it breaks.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        let detail = "The body does not fit: it is a list, and an object is expected.";
        return Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "body_does_not_fit", detail));
    }
    let deserializer = &mut serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut *deserializer).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.inner();
        let place = if path == "." { String::new() } else { format!(" at {path}") };
        match inner.classify() {
            serde_json::error::Category::Data => {
                let detail = format!("The body does not fit{place}: {inner}.");
                Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "body_does_not_fit", &detail)
            }
            serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof
            | serde_json::error::Category::Io => {
                let detail = format!("The body is not JSON: {inner}.");
                Failure::new(StatusCode::BAD_REQUEST, "not_json", &detail)
            }
        }
    });
    let value = read?;
    deserializer.end().map_err(|_| {
        let detail = "The body is not JSON: something follows the first value.";
        Failure::new(StatusCode::BAD_REQUEST, "not_json", detail)
    })?;
    Ok(value)
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field's name.
    pub field: String,
    /// The name it had at the sender's.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A form: names with their values in order, the hidden fields taken out.
#[derive(Debug)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
    /// The version the page showed, if it carries one.
    pub version: Option<i64>,
    /// The caller, with the form's key against repetition.
    pub caller: Caller,
}

impl Form {
    /// Returns the first value of a name, or an empty text.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Tells whether a name is there with a value that is not empty.
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Returns all values of a name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str()).collect()
    }

    /// Returns the file of a field, if one was chosen.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|f| f.field == field && !f.bytes.is_empty())
    }

    /// Returns the fields as they came, for showing a form again.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Reads an identifier; an empty field is none, a wrong one is a complaint about the field.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<Option<T>, Failure> {
        match self.text(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Failure::field(name, "bad_id")),
        }
    }

    /// Groups list fields such as `indicators.0.name` by position.
    pub fn rows(&self, list: &str) -> Vec<BTreeMap<&str, &str>> {
        let mut rows: BTreeMap<usize, BTreeMap<&str, &str>> = BTreeMap::new();
        for (name, value) in &self.fields {
            let Some(rest) = name.strip_prefix(list).and_then(|r| r.strip_prefix('.')) else { continue };
            let Some((position, field)) = rest.split_once('.') else { continue };
            if let Ok(position) = position.parse::<usize>()
                && position < MAX_ROWS
            {
                rows.entry(position).or_default().insert(field, value);
            }
        }
        rows.into_values().collect()
    }
}

impl FromRequest<Server> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Failure> {
        let kind =
            request.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        if kind.starts_with("multipart/form-data") {
            return Self::from_parts(request, server).await;
        }
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            let detail = "Send the form from its page, as application/x-www-form-urlencoded.";
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad_form", detail));
        }
        let (parts, bytes, caller) = read(request, server).await?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
        Self::new(fields, Vec::new(), caller, &fingerprint(&parts, &bytes))
    }
}

impl Form {
    async fn from_parts(request: Request, server: &Server) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let Ok(caller) = Caller::from_request_parts(&mut parts, server).await;
        let path = parts.clone();
        let bad = |()| {
            Failure::new(
                StatusCode::BAD_REQUEST,
                "bad_form",
                "The form cannot be read: send it again from its page.",
            )
        };
        let mut multipart =
            Multipart::from_request(Request::from_parts(parts, body), server).await.map_err(|_| bad(()))?;
        let too_large = || {
            let detail = "The file is larger than 10 MiB: split it.";
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "upload_too_large", detail)
        };
        let broken = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(),
            _ => bad(()),
        };
        let (mut fields, mut files, mut hash) = (Vec::new(), Vec::new(), Sha256::new());
        while let Some(part) = multipart.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or("").to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(broken)?;
            hash.update(name.as_bytes());
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(&bytes);
            match file {
                Some(file) => files.push(Upload { field: name, name: file, bytes: bytes.to_vec() }),
                None => fields.push((name, String::from_utf8(bytes.to_vec()).map_err(|_| bad(()))?)),
            }
        }
        let fingerprint = fingerprint(&path, &hash.finalize());
        Self::new(fields, files, caller, &fingerprint)
    }

    fn new(
        fields: Vec<(String, String)>,
        files: Vec<Upload>,
        caller: Caller,
        fingerprint: &str,
    ) -> Result<Self, Failure> {
        let find = |name: &str| {
            fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).filter(|v| !v.is_empty())
        };
        let version = match find("version") {
            Some(text) => Some(text.parse().map_err(|_| Failure::field("version", "bad_number"))?),
            None => None,
        };
        let key = find("idempotency_key")
            .filter(|key| key.len() <= 200)
            .map(|key| IdempotencyKey { key, fingerprint: fingerprint.to_owned() });
        Ok(Self { fields, files, version, caller: caller.with_key(key) })
    }
}

async fn read(request: Request, server: &Server) -> Result<(Parts, Bytes, Caller), Failure> {
    let (mut parts, body) = request.into_parts();
    let Ok(caller) = Caller::from_request_parts(&mut parts, server).await;
    let bytes = axum::body::to_bytes(body, BODY_LIMIT).await.map_err(|_| {
        Failure::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "The body is larger than 1 MiB: send less at once.",
        )
    })?;
    let key = header_key(&parts.headers)?
        .map(|key| IdempotencyKey { key, fingerprint: fingerprint(&parts, &bytes) });
    let caller = caller.with_key(key);
    Ok((parts, bytes, caller))
}

/// Returns the SHA-256 of method, path and body, in hexadecimal.
pub fn fingerprint(parts: &Parts, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(parts.method.as_str());
    hash.update([0]);
    hash.update(parts.uri.path());
    hash.update([0]);
    hash.update(body);
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat()
}

/// Reads the `Idempotency-Key` header.
pub fn header_key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let bad = || {
        Failure::new(
            StatusCode::BAD_REQUEST,
            "bad_key",
            "The Idempotency-Key is 1 to 200 visible characters.",
        )
    };
    let text = value.to_str().map_err(|_| bad())?.trim();
    if text.is_empty() || text.len() > 200 { Err(bad()) } else { Ok(Some(text.to_owned())) }
}

/// The version of a change, from `If-Match`: 428 without, 400 when it is no version of ours.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i64);

impl FromRequestParts<Server> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get("if-match") else {
            let detail = "Send If-Match with the ETag you read, so that nobody's change is lost.";
            return Err(Failure::new(StatusCode::PRECONDITION_REQUIRED, "if_match_required", detail));
        };
        let version = value
            .to_str()
            .ok()
            .and_then(|v| v.trim().strip_prefix("\"v")?.strip_suffix('"')?.parse().ok())
            .ok_or_else(|| {
                Failure::new(
                    StatusCode::PRECONDITION_FAILED,
                    "stale",
                    "The If-Match is no ETag of this thing: read it again.",
                )
            })?;
        Ok(Self(version))
    }
}

/// Returns the ETag of a version.
pub fn etag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// An identifier in the path; a wrong one is a thing that does not exist.
#[derive(Debug, Clone, Copy)]
pub struct At<T>(pub T);

impl<T: FromStr + Send> FromRequestParts<Server> for At<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let params =
            RawPathParams::from_request_parts(parts, server).await.map_err(|_| Failure::not_found())?;
        let first = params.iter().next().map(|(_, value)| value.to_owned()).ok_or_else(Failure::not_found)?;
        first.parse().map(Self).map_err(|_| Failure::not_found())
    }
}

/// Two identifiers in the path, in order.
#[derive(Debug, Clone, Copy)]
pub struct AtTwo<A, B>(pub A, pub B);

impl<A: FromStr + Send, B: FromStr + Send> FromRequestParts<Server> for AtTwo<A, B> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Failure> {
        let Path((a, b)): Path<(String, String)> =
            Path::from_request_parts(parts, server).await.map_err(|_| Failure::not_found())?;
        match (a.parse(), b.parse()) {
            (Ok(a), Ok(b)) => Ok(Self(a, b)),
            (Err(_), _) | (_, Err(_)) => Err(Failure::not_found()),
        }
    }
}

/// A query string read into a struct that refuses unknown names.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Server> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or("");
        let deserializer = serde_html_form::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer).map(Self).map_err(|error| {
            let detail = format!("The query does not fit at {}: {}.", error.path(), error.inner());
            Failure::new(StatusCode::BAD_REQUEST, "query_does_not_fit", &detail)
        })
    }
}
