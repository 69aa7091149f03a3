//! Every answer carries the same strict headers, writes from other sites are refused, and cookies say who may send them.

use std::collections::BTreeMap;

use api::routes;
use axum::Router;
use testkit::{PASSWORD, World};

use crate::cast::{Answered, Ask, Cast, ORIGIN, Pass, server};

/// Headers that say something about this answer and not about all.
const OF_ONE_ANSWER: [&str; 11] = [
    "allow",
    "content-disposition",
    "content-length",
    "content-type",
    "etag",
    "location",
    "retry-after",
    "set-cookie",
    "vary",
    "www-authenticate",
    "x-request-id",
];

fn strict(answer: &Answered) -> String {
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for name in answer.headers.keys().map(axum::http::HeaderName::as_str) {
        if !OF_ONE_ANSWER.contains(&name) {
            lines.insert(name.to_owned(), answer.header(name).to_owned());
        }
    }
    lines.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
}

fn filled(path: &str) -> String {
    path.replace("{id}", "x").replace("{slug}", "x").replace("{key}", "x").replace("{token}", "x")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_the_same_strict_headers() {
    let cast = Cast::new().await;
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let style = format!("/static/{}", api::assets::hashed("app.css"));
    for actor in ["nobody", "broker"] {
        for route in routes().listed() {
            let path = filled(&route.path).replace("/static/{*file}", &style);
            let ask = Ask::new(&route.method, &path).header("origin", ORIGIN).by(cast.pass(actor));
            let answer = ask.send(&cast.router).await;
            assert!(
                !answer.status.is_server_error(),
                "{} {path} as {actor}: {}",
                route.method,
                answer.status
            );
            assert!(!answer.header("x-request-id").is_empty(), "{path} has no request id");
            sets.entry(strict(&answer)).or_default().push(format!("{} {path}", route.method));
        }
    }
    for extra in [Ask::get("/no/such/page"), Ask::new("PATCH", "/sign-in"), Ask::get("/?lang=en")] {
        sets.entry(strict(&extra.send(&cast.router).await)).or_default().push("extra".to_owned());
    }
    // A static file may be kept for ever; everything else is not stored at all.
    let kept = format!("GET {style}");
    let common: Vec<&String> =
        sets.iter().filter(|(_, paths)| paths.iter().any(|p| *p != kept)).map(|(set, _)| set).collect();
    assert_eq!(common.len(), 1, "sets that differ: {sets:#?}");
    assert!(!common[0].contains("unsafe-inline") && !common[0].contains("unsafe-eval"));
    insta::assert_snapshot!(common[0]);
}

async fn sign_in(router: &Router, path: &str, origin: &str) -> Answered {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("login", "ji@example.cn").append_pair("password", PASSWORD);
    Ask::new("POST", path).header("origin", origin).form(&form.finish()).send(router).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_session_cookie_is_as_narrow_as_the_public_url_allows() {
    let world = World::new().await;
    world.person("ji@example.cn", [domain::account::Role::Broker]).await;
    let cases = [
        ("http://alliance.test", "", "techbroker", "Path=/; HttpOnly; SameSite=Lax"),
        ("https://alliance.test", "", "__Host-techbroker", "Path=/; HttpOnly; SameSite=Lax; Secure"),
        (
            "https://alliance.test/kjj",
            "/kjj",
            "__Secure-techbroker",
            "Path=/kjj; HttpOnly; SameSite=Lax; Secure",
        ),
    ];
    for (url, base, name, rules) in cases {
        let router = server(&world, url).router(routes());
        let origin = url.strip_suffix("/kjj").unwrap_or(url);
        let answer = sign_in(&router, &format!("{base}/sign-in"), origin).await;
        assert_eq!(answer.status, 303, "{url}: {}", answer.text());
        assert!(answer.header("location").starts_with(&format!("{base}/")), "{}", answer.header("location"));
        let cookie = answer.header("set-cookie");
        let (pair, given) = cookie.split_once("; ").expect("a cookie has rules");
        let (given_name, token) = pair.split_once('=').expect("a cookie has a name");
        assert_eq!((given_name, given), (name, rules), "{url}");
        assert!(token.len() >= 40, "a session's name cannot be guessed");
        let home = Ask::get(&format!("{base}/account")).header("cookie", pair).send(&router).await;
        assert_eq!(home.status, 200, "{url}");
        let out =
            Ask::new("POST", &format!("{base}/sign-out")).header("cookie", pair).header("origin", origin);
        let out = out.send(&router).await;
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{url}: {}", out.header("set-cookie"));
        let gone = Ask::get(&format!("{base}/account")).header("cookie", pair).send(&router).await;
        assert_eq!(gone.status, 303, "{url}: an ended session opens nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_from_other_sites_are_refused_and_change_nothing() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    let Pass::Cookie(token) = cast.pass("owner") else { panic!("people have cookies") };
    let cookie = format!("techbroker={token}");
    let refused: [&[(&str, &str)]; 7] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "http://evil.test")],
        &[("origin", "null")],
        &[("origin", "http://alliance.test.evil.test")],
        &[],
    ];
    let bodies = [
        ("/needs/new", "application/x-www-form-urlencoded", "title=a"),
        ("/api/v1/needs", "application/json", "{}"),
    ];
    for headers in refused {
        for (path, kind, body) in bodies {
            let mut ask = Ask::new("POST", path).header("cookie", &cookie).body(kind, body);
            for (name, value) in headers {
                ask = ask.header(name, value);
            }
            let answer = ask.send(&cast.router).await;
            assert_eq!(answer.status, 403, "{path} with {headers:?}");
            assert_eq!(answer.code(), "cross_site", "{path} with {headers:?}");
        }
    }
    assert_eq!(cast.world.app.business_hash().await.expect("it reads"), before);
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", ORIGIN)] {
        let ask = Ask::new("POST", "/api/v1/needs").header("cookie", &cookie).header(name, value);
        let answer = ask.body("application/json", "{\"content\":{\"title\":\"a\"}}").send(&cast.router).await;
        assert_ne!(answer.status, 403, "our own pages may write");
    }
}
