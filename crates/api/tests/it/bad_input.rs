//! Bad input: a clear no with a stable code, never a fault, never half of an effect.

use std::path::PathBuf;
use std::process::Command;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::cast::{Answered, Ask, Cast, ORIGIN};

/// Checks that an answer is a problem document with the status and code, and nothing of the inside.
fn is_problem(name: &str, answer: &Answered, status: u16, code: &str, wrong: &mut Vec<String>) {
    let body = answer.json();
    let fits = answer.status == status
        && answer.header("content-type") == "application/problem+json"
        && body["code"] == code
        && body["status"] == status
        && body["detail"].as_str().is_some_and(|d| d.len() > 10)
        && body["request_id"] == answer.header("x-request-id");
    if !fits {
        wrong.push(format!("{name}: want {status} {code}, got {} {}", answer.status, answer.text()));
    }
}

async fn unharmed(cast: &Cast, before: &str) {
    let after = cast.world.app.business_hash().await.expect("it reads");
    assert_eq!(after, before, "a refused request changed something");
}

fn post(body: &Value) -> Ask {
    Ask::new("POST", "/api/v1/needs").json(body)
}

fn raw(body: impl Into<Vec<u8>>) -> Ask {
    Ask::new("POST", "/api/v1/needs").body("application/json", body)
}

fn bodies() -> Vec<(&'static str, Ask, u16, &'static str)> {
    let deep = format!("{{\"content\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let large = format!("{{\"organisation_name\":\"{}\"}}", "轴".repeat(400_000));
    let misfit = "body_does_not_fit";
    vec![
        ("unknown key", post(&json!({"colour": 1})), 422, misfit),
        ("unknown inner key", post(&json!({"content": {"titel": "a"}})), 422, misfit),
        ("number for text", post(&json!({"content": {"title": 5}})), 422, misfit),
        ("text for a list", post(&json!({"content": {"title": "a", "modes": "b"}})), 422, misfit),
        ("nothing for an object", post(&json!({"content": null})), 422, misfit),
        ("text for the whole", post(&json!("need")), 422, misfit),
        ("a list for the whole", post(&json!([])), 422, misfit),
        ("cut in the middle", raw("{\"content\":{\"title\":\"a"), 400, "not_json"),
        ("two values", raw("{}{}"), 400, "not_json"),
        ("nothing at all", raw(""), 400, "not_json"),
        ("broken UTF-8", raw(b"{\"organisation_name\":\"\xff\xfe\"}".to_vec()), 400, "not_json"),
        ("half a surrogate", raw("{\"organisation_name\":\"\\ud800\"}"), 400, "not_json"),
        ("a key twice", raw("{\"submit\":false,\"submit\":true}"), 422, misfit),
        ("deeper than limits", raw(deep), 422, misfit),
        ("larger than 1 MiB", raw(large), 413, "body_too_large"),
        ("as text", Ask::new("POST", "/api/v1/needs").body("text/plain", "{}"), 415, "not_json"),
        ("as a form", Ask::new("POST", "/api/v1/needs").form("a=b"), 415, "not_json"),
        ("without a type", Ask::new("POST", "/api/v1/needs"), 415, "not_json"),
    ]
}

fn values() -> Vec<(&'static str, Ask, u16, &'static str)> {
    let content = |name: &str, value: Value| {
        let mut content = json!({"title": "轴承"});
        content[name] = value;
        post(&json!({ "content": content }))
    };
    let fields = "invalid_fields";
    vec![
        ("a title of 10,000", content("title", json!("长".repeat(10_000))), 422, fields),
        ("a day that is none", content("wanted_by", json!("2026-02-30")), 422, fields),
        (
            "money beyond counting",
            content("budget", json!({"kind": "fixed", "min": "9".repeat(30)})),
            422,
            fields,
        ),
        ("a kind of money", content("budget", json!({"kind": "bribe"})), 422, fields),
        ("a comparison", content("indicators", json!([{"comparison": "about"}])), 422, fields),
        ("a level", post(&json!({"content": {"title": "a"}, "level": "secret"})), 422, fields),
        ("a language", post(&json!({"content": {"title": "a"}, "language": "tlh"})), 422, fields),
        ("a company's name for its id", post(&json!({"organisation": "望潮"})), 422, fields),
        (
            "a company that is none",
            post(&json!({"content": {"title": "a"}, "organisation": "orgn_06eqq1xw40qt7d8gk5k2r3h1m4"})),
            404,
            "not_found",
        ),
    ]
}

fn addresses() -> Vec<(&'static str, Ask, u16, &'static str)> {
    let query = "query_does_not_fit";
    let key = Ask::new("POST", "/api/v1/needs").header("idempotency-key", &"k".repeat(201));
    vec![
        ("no identifier", Ask::get("/api/v1/needs/17"), 404, "not_found"),
        (
            "another kind's identifier",
            Ask::get("/api/v1/needs/orgn_06eqq1xw40qt7d8gk5k2r3h1m4"),
            404,
            "not_found",
        ),
        ("broken UTF-8 in the path", Ask::get("/api/v1/needs/%ff%fe"), 404, "not_found"),
        ("a path upwards", Ask::get("/api/v1/needs/..%2f..%2fetc%2fpasswd"), 404, "not_found"),
        ("no such address", Ask::get("/api/v1/no-such-thing"), 404, "not_found"),
        ("a wrong method", Ask::new("DELETE", "/api/v1/needs"), 405, "wrong_method"),
        ("an unknown name", Ask::get("/api/v1/needs?colour=1"), 400, query),
        ("a word for a number", Ask::get("/api/v1/needs?limit=many"), 400, query),
        ("a negative number", Ask::get("/api/v1/needs?limit=-1"), 400, query),
        ("an invented cursor", Ask::get("/api/v1/needs?cursor=abc"), 422, "invalid_fields"),
        ("a key that is too long", key.json(&json!({})), 400, "bad_key"),
        (
            "an unknown token",
            Ask::get("/api/v1/needs").header("authorization", "Bearer nobody"),
            401,
            "bad_token",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bad_request_gets_its_code_and_changes_nothing() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    let mut wrong = Vec::new();
    for (name, ask, status, code) in [bodies(), values(), addresses()].concat_all() {
        let by_owner = if code == "bad_token" { ask } else { ask.by(cast.pass("owner")) };
        let answer = by_owner.send(&cast.router).await;
        is_problem(name, &answer, status, code, &mut wrong);
    }
    for path in ["/api/v1/search?q=", "/api/v1/search?cursor="] {
        let answer = Ask::get(&format!("{path}{}", "a".repeat(600))).send(&cast.router).await;
        if !answer.status.is_client_error() || answer.code().is_empty() {
            wrong.push(format!("{path}…: {} {}", answer.status, answer.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    unharmed(&cast, &before).await;
}

/// Joins lists of cases.
trait ConcatAll<T> {
    fn concat_all(self) -> Vec<T>;
}

impl<T, const N: usize> ConcatAll<T> for [Vec<T>; N] {
    fn concat_all(self) -> Vec<T> {
        self.into_iter().flatten().collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_says_from_which_version_and_an_old_one_changes_nothing() {
    let cast = Cast::new().await;
    let path = format!("/api/v1/needs/{}", cast.draft);
    let read = Ask::get(&path).by(cast.pass("owner")).send(&cast.router).await;
    let tag = read.header("etag").to_owned();
    let before = cast.world.app.business_hash().await.expect("it reads");
    let mut wrong = Vec::new();
    let put = |tag: Option<&str>| {
        let ask = Ask::new("PUT", &format!("{path}/content")).by(cast.pass("owner"));
        let ask = ask.json(&json!({"title": "改过的标题"}));
        if let Some(tag) = tag { ask.header("if-match", tag) } else { ask }
    };
    let missing = put(None).send(&cast.router).await;
    is_problem("without If-Match", &missing, 428, "if_match_required", &mut wrong);
    for old in ["\"v0\"", "\"v99\"", "*", "v1", "\"x\"", ""] {
        let answer = put(Some(old)).send(&cast.router).await;
        is_problem(&format!("If-Match: {old}"), &answer, 412, "stale", &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    unharmed(&cast, &before).await;
    let good = put(Some(&tag)).send(&cast.router).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.text());
    assert_ne!(good.header("etag"), tag);
    let again = put(Some(&tag)).send(&cast.router).await;
    assert_eq!((again.status, again.code().as_str()), (StatusCode::PRECONDITION_FAILED, "stale"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_key_works_once_and_for_one_body() {
    let cast = Cast::new().await;
    let send = async |path: &str, key: &str, body: Value| {
        let ask = Ask::new("POST", path).by(cast.pass("owner")).header("idempotency-key", key);
        ask.json(&body).send(&cast.router).await
    };
    let total = async || {
        let list = Ask::get("/api/v1/needs?state=draft").by(cast.pass("owner")).send(&cast.router).await;
        list.json()["total"].as_u64().expect("a list has a total")
    };
    let body = json!({"content": {"title": "轴承"}, "organisation": cast.company.to_string()});
    let before = total().await;
    let first = send("/api/v1/needs", "k-1", body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    for _ in 0..3 {
        let again = send("/api/v1/needs", "k-1", body.clone()).await;
        assert_eq!((again.status, again.json()["id"].clone()), (first.status, first.json()["id"].clone()));
    }
    assert_eq!(total().await, before + 1, "one key, one need");
    let other = send("/api/v1/needs", "k-1", json!({"content": {"title": "另一个"}})).await;
    assert_eq!((other.status, other.code().as_str()), (StatusCode::CONFLICT, "key_reused"));
    let second = send("/api/v1/needs", "k-2", body).await;
    assert_ne!(second.json()["id"], first.json()["id"]);
    assert_eq!(total().await, before + 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_that_are_broken_get_a_page_and_change_nothing() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    let cases = [
        Ask::new("POST", "/needs/new").body("multipart/form-data", "no limit named"),
        Ask::new("POST", "/needs/new").body("multipart/form-data; boundary=a", "--a\r\nbroken"),
        Ask::new("POST", "/needs/new").form("title=%ff%fe&version=x"),
        Ask::new("POST", "/needs/new").body("application/json", "{\"title\":1}"),
        Ask::new("POST", &format!("/needs/{}/edit/problem", cast.draft)).form("version=no-number"),
        Ask::new("POST", &format!("/needs/{}/edit/no-such-part", cast.draft)).form("version=1"),
        Ask::new("POST", "/sign-in").form(&"a=b&".repeat(300_000)),
        Ask::new("PUT", "/needs/new").form("title=a"),
    ];
    for ask in cases {
        let name = format!("{ask:.80?}");
        let answer = ask.by(cast.pass("owner")).send(&cast.router).await;
        assert!(answer.status.is_client_error(), "{name}: {} {}", answer.status, answer.header("location"));
        assert!(answer.header("content-type").starts_with("text/html"), "{name}");
        assert!(answer.text().contains("<h1"), "{name}");
    }
    unharmed(&cast, &before).await;
}

/// Writes the hostile files and reads what each must answer; `None` where the workplace has them not.
fn hostile() -> Option<(tempfile::TempDir, Value)> {
    let shared = std::env::var_os("TECHBROKER_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let script = shared.join("samples/hostile/make_hostile.py");
    if !script.exists() {
        println!("skipped: there is no {}", script.display());
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = Command::new("python3").arg(&script).arg(folder.path()).output();
    if !run.as_ref().is_ok_and(|run| run.status.success()) {
        println!("skipped: python3 could not write the hostile files");
        return None;
    }
    let table = std::fs::read(folder.path().join("expected.json")).expect("the table of expectations");
    Some((folder, serde_json::from_slice(&table).expect("expectations are JSON")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_spreadsheets_are_refused_by_their_code() {
    let Some((folder, table)) = hostile() else { return };
    let cast = Cast::new().await;
    let people = async || {
        let list = Ask::get("/api/v1/experts").by(cast.pass("broker")).send(&cast.router).await;
        list.json()["total"].as_u64()
    };
    let before = people().await;
    let mut wrong = Vec::new();
    for (name, want) in table.as_object().expect("a table") {
        let bytes = std::fs::read(folder.path().join(name)).expect("a hostile file was written");
        let ask = Ask::new("POST", "/api/v1/imports").by(cast.pass("broker")).header("origin", ORIGIN);
        let answer = ask.upload("roster", name, &bytes).send(&cast.router).await;
        let code = want["code"].as_str().unwrap_or("read");
        let got = if answer.status == StatusCode::CREATED { "read".to_owned() } else { answer.code() };
        let either = match name.as_str() {
            "many-cells.xlsx" => "archive_ratio",
            "utf16.csv" | "hundred-sheets.xlsx" | "half-gb18030.csv" => "read",
            // A form without a chosen file and a form with an empty one are the same bytes.
            "empty.xlsx" | "empty.csv" => "invalid_fields",
            _ => code,
        };
        let says = answer.status == StatusCode::CREATED
            || answer.header("content-type") == "application/problem+json";
        if (got != code && got != either) || answer.status.is_server_error() || !says {
            wrong.push(format!("{name}: want {code}, got {} {}", answer.status, answer.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(people().await, before, "reading a file enters nobody");
}
