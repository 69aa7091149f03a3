//! The gate every request passes: its name, who asks, cross-site writes, failures and headers.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, LOCATION, ORIGIN, SET_COOKIE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::caller::{Caller, bearer};
use super::{Failure, Server, cookie};

/// Longest time a request may take; imports are read within it too.
const LONGEST: Duration = Duration::from_secs(10);
/// Preferences that a link may set: query name and cookie name.
const PREFERENCES: [(&str, &str); 3] = [("lang", "tb_lang"), ("theme", "tb_theme"), ("text", "tb_text")];

/// Lets a request through and dresses the answer.
pub async fn guard(State(server): State<Server>, request: Request, next: Next) -> Response {
    let request_id = server.app().clock().mint_uuid().simple().to_string();
    let is_api = request.uri().path().starts_with("/api/v1");
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |m| m.as_str().to_owned());
    let method = request.method().clone();
    let if_none_match = request.headers().get(IF_NONE_MATCH).cloned();
    let begun = std::time::Instant::now();
    if let Some(redirect) = preference(&server, &request) {
        return redirect;
    }
    let (caller, answer) = pass(&server, request, next, &request_id).await;
    let mut response = match answer.extensions().get::<Failure>().cloned() {
        Some(failure) => dress(&server, caller.as_ref(), &failure, &answer, is_api, &request_id),
        None => answer,
    };
    if is_api && method == Method::GET && response.status() == StatusCode::OK {
        response = tagged(response, if_none_match.as_ref()).await;
    }
    harden(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    count(&method, &matched, response.status(), begun.elapsed());
    response
}

async fn pass(
    server: &Server,
    mut request: Request,
    next: Next,
    request_id: &str,
) -> (Option<Caller>, Response) {
    let address = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(|| "unknown".to_owned(), |c| c.0.ip().to_string());
    if let Some(failure) = cross_site(server, request.method(), request.headers()) {
        return (None, failure.into_response());
    }
    let (parts, body) = request.into_parts();
    let caller = match Caller::find(server, &parts, request_id, &address).await {
        Ok(caller) => caller,
        Err(error) => return (None, Failure::from(error).into_response()),
    };
    if caller.expired && bearer(&parts.headers).is_some() {
        let detail = "The token is unknown, expired or revoked: ask the administrator for a new one.";
        return (Some(caller), Failure::new(StatusCode::UNAUTHORIZED, "bad_token", detail).into_response());
    }
    request = Request::from_parts(parts, body);
    request.extensions_mut().insert(caller.clone());
    let answer = tokio::time::timeout(LONGEST, next.run(request)).await.unwrap_or_else(|_| {
        let detail = "The request took longer than 10 seconds and was given up: try again.";
        Failure::new(StatusCode::SERVICE_UNAVAILABLE, "too_slow", detail).into_response()
    });
    (Some(caller), answer)
}

/// Refuses writes that another site sent with our cookie: Fetch-Metadata first, else the Origin.
fn cross_site(server: &Server, method: &Method, headers: &HeaderMap) -> Option<Failure> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) || bearer(headers).is_some() {
        return None;
    }
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let origin = text(ORIGIN);
    let with_session = cookie::read(headers, server.cookies().session_name()).is_some();
    let same = match (site, origin) {
        (Some("same-origin"), _) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => origin == server.origin(),
        (None, None) => !with_session,
    };
    if same {
        return None;
    }
    let detail = "The request came from another site; send it from a page of this one.";
    Some(Failure::new(StatusCode::FORBIDDEN, "cross_site", detail))
}

/// Keeps `?lang=`, `?theme=` and `?text=` in a cookie and goes on without them.
fn preference(server: &Server, request: &Request) -> Option<Response> {
    if request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query()?;
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let is_preference = |name: &str| PREFERENCES.iter().any(|(n, _)| *n == name);
    if !pairs.iter().any(|(name, _)| is_preference(name)) {
        return None;
    }
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(name, _)| !is_preference(name)) {
        rest.append_pair(name, value);
    }
    let rest = rest.finish();
    let path = server.urls().path(request.uri().path());
    let target = if rest.is_empty() { path } else { format!("{path}?{rest}") };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(&target).ok()?);
    for (name, value) in &pairs {
        let Some((_, cookie)) = PREFERENCES.iter().find(|(n, _)| n == name) else { continue };
        if value.len() <= 16 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            headers
                .append(SET_COOKIE, HeaderValue::from_str(&server.cookies().preference(cookie, value)).ok()?);
        }
    }
    harden(headers);
    Some(response)
}

/// Renders a no for the face that asked, and logs its cause once.
fn dress(
    server: &Server,
    caller: Option<&Caller>,
    failure: &Failure,
    plain: &Response,
    is_api: bool,
    request_id: &str,
) -> Response {
    let parts = failure.parts();
    if let Some(operator) = &parts.operator {
        tracing::error!(request_id, code = parts.code, cause = operator, "a request failed");
    }
    let mut response = match caller {
        Some(caller) if !is_api => crate::pages::failure::page(server, caller, failure, request_id),
        Some(_) | None => problem(failure, request_id),
    };
    if let Some(wait) = plain.headers().get("retry-after") {
        response.headers_mut().insert("retry-after", wait.clone());
    }
    response
}

fn problem(failure: &Failure, request_id: &str) -> Response {
    let body = serde_json::to_vec(&failure.problem(request_id)).unwrap_or_default();
    let mut response = (failure.parts().status, body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if failure.parts().status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert("www-authenticate", HeaderValue::from_static("Bearer"));
    }
    response
}

/// Gives an answer without an ETag one over its bytes, and answers 304 where the reader has it.
async fn tagged(response: Response, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = parts.headers.get(ETAG).cloned().unwrap_or_else(|| {
        let short =
            Sha256::digest(&bytes).iter().take(12).map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
        HeaderValue::from_str(&format!("\"{short}\""))
            .expect("hexadecimal in quotation marks is a header value")
    });
    // A version names the thing, not the bytes one viewer sees; only tags over bytes may answer 304.
    let over_bytes = !parts.headers.contains_key(ETAG);
    parts.headers.insert(ETAG, tag.clone());
    if over_bytes && known == Some(&tag) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        unchanged.headers_mut().insert(ETAG, tag);
        return unchanged;
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Sets the same strict headers on every answer.
fn harden(headers: &mut HeaderMap) {
    const ALWAYS: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn count(method: &Method, matched: &str, status: StatusCode, took: Duration) {
    let labels = [
        ("method", method.to_string()),
        ("route", matched.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", "route" => matched.to_owned()).record(took.as_secs_f64());
}
