//! The access table: every route, asked by everybody, against expectations that were written by hand.
//!
//! A row is a method, a path and one letter for each of [`ACTORS`]; rows about a need have three groups of letters: a
//! draft, one in review, a listed one. The letters: `2` done or sent on, `s` asked to sign in, `f` forbidden, `h` hidden,
//! `v` past the policy and then refused for what was sent (an old version, a missing field), `5` a fault.

use std::collections::BTreeMap;

use api::http::registry::Listed;
use api::http::{Access, Registry, Server};
use api::routes;
use axum::Router;
use axum::extract::State;
use serde_json::json;

use crate::cast::{ACTORS, Answered, Ask, Cast, ORIGIN, server};

const TABLE: &str = include_str!("access.txt");

/// Rows by method and path: letters in groups.
type Rows = BTreeMap<String, String>;

fn rows(table: &str) -> Rows {
    let lines = table.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            (words[..2].join(" "), words[2..].join(" "))
        })
        .collect()
}

fn letter(answer: &Answered) -> char {
    match answer.status.as_u16() {
        401 => 's',
        300..=399 if answer.header("location").contains("/sign-in") => 's',
        200..=399 => '2',
        403 => 'f',
        404 => 'h',
        400..=499 => 'v',
        _ => '5',
    }
}

/// Says in one sentence each where routes, table and answers do not fit.
fn complaints(listed: &[Listed], table: &Rows, seen: &Rows) -> Vec<String> {
    let names: Vec<String> = listed.iter().map(|l| format!("{} {}", l.method, l.path)).collect();
    let mut wrong = Vec::new();
    for name in &names {
        match (table.get(name), seen.get(name)) {
            (None, got) => {
                wrong.push(format!("{name} has no row\n  got  {}", got.map_or("", String::as_str)));
            }
            (Some(want), Some(got)) if want == got => {}
            (Some(want), got) => {
                wrong.push(format!("{name}\n  want {want}\n  got  {}", got.map_or("", String::as_str)));
            }
        }
    }
    wrong.extend(
        table.keys().filter(|row| !names.contains(row)).map(|row| format!("{row} has a row but no route")),
    );
    wrong
}

fn about_need(path: &str) -> bool {
    ["/needs/{id}", "/inbox/{id}"].iter().any(|p| path.contains(p))
}

fn concrete(cast: &Cast, path: &str, need: &str) -> String {
    let id = match path {
        _ if about_need(path) => need.to_owned(),
        _ if path.contains("/organisations/") => cast.company.to_string(),
        _ if path.contains("/teams/") => cast.team.to_string(),
        _ if path.contains("/experts/") => cast.expert.to_string(),
        _ if path.contains("/evidence/") => cast.evidence.to_string(),
        _ if path.contains("/imports/") => cast.batch.clone(),
        _ if path.contains("/files/") => cast.scan.to_string(),
        _ if path.contains("/accounts/") => cast.spare.to_string(),
        _ if path.contains("/tokens/") => cast.spare_token.to_string(),
        _ => {
            let session: domain::SessionId = cast.world.app.clock().mint();
            session.to_string()
        }
    };
    path.replace("{id}", &id)
        .replace("{expert}", &cast.expert.to_string())
        .replace("{kind}", "roster")
        .replace("{slug}", "problem")
        .replace("{key}", &cast.world.app.draft_pass(cast.draft))
        .replace("{token}", "no-such-link")
        .replace("{*file}", api::assets::hashed("app.css"))
}

fn body(cast: &Cast, path: &str) -> serde_json::Value {
    match path.rsplit('/').next().unwrap_or("") {
        "needs" => json!({"content": {"title": "x"}}),
        "levels" => json!({"level": "verified"}),
        "submission" => json!({"declared": true}),
        "answers" => json!({"question": cast.question, "answer": ""}),
        "consent" => json!({"kind": "publication", "checksum": "x"}),
        "pause" | "withdrawal" | "suspension" => json!({"reason": "x"}),
        "renewal" => json!({"review_by": "2026-12-31"}),
        "return" => json!({"question": "x"}),
        "not-acceptance" => json!({"reason": "other"}),
        "approval" => json!({"review_by": "2026-09-30"}),
        "clearance" => json!({"checksum": "x"}),
        "assignment" => json!({"broker": cast.broker.account.id.to_string()}),
        "merge" => json!({"into": cast.listed.to_string()}),
        "conflicts" => {
            json!({"organisation": cast.company.to_string().replace("orgn_0", "orgn_1"), "kind": "employment"})
        }
        "evidence" => json!({"kind": "paper", "owners": [cast.expert.to_string()]}),
        "accounts" => json!({"login": "", "name": "", "roles": [{"role": "broker"}]}),
        "preview" => json!({"title": "轴承", "description": "轴承噪声"}),
        "matches" => json!({"partner": cast.silent.to_string(), "decision": "undo"}),
        "tokens" => json!({"label": "", "scopes": []}),
        _ => json!({}),
    }
}

async fn answer(cast: &Cast, router: &Router, route: &Listed, need: &str, actor: &str) -> Answered {
    let path = concrete(cast, &route.path, need);
    let ask = Ask::new(&route.method, &path).by(cast.pass(actor)).header("origin", ORIGIN);
    let ask = match (route.method.as_str(), route.access) {
        ("GET", _) => ask,
        (_, _) if route.path == "/api/v1/imports" => ask.upload("roster", "a.xlsx", b"%PDF-1.7"),
        (_, _) if route.path == "/api/v1/files" => ask.upload("", "a.pdf", b"%PDF-1.7"),
        (_, Access::Api) => ask.header("if-match", "\"v999\"").json(&body(cast, &route.path)),
        (_, Access::Page | Access::Open) => ask.form("version=999"),
    };
    ask.send(router).await
}

async fn observed(cast: &Cast, router: &Router, listed: &[Listed]) -> Rows {
    let mut listed = listed.to_vec();
    // Signing out ends the sessions that the other rows ask with.
    listed.sort_by_key(|l| l.path == "/sign-out");
    let needs = [cast.draft, cast.reviewed, cast.listed].map(|n| n.to_string());
    let mut seen = Rows::new();
    for route in &listed {
        let groups = if about_need(&route.path) { &needs[..] } else { &needs[..1] };
        let mut words = Vec::new();
        for need in groups {
            let mut letters = String::new();
            for actor in ACTORS {
                letters.push(letter(&answer(cast, router, route, need, actor).await));
            }
            words.push(letters);
        }
        seen.insert(format!("{} {}", route.method, route.path), words.join(" "));
    }
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_everybody_as_the_table_says() {
    let cast = Cast::new().await;
    let listed = routes().listed();
    let seen = observed(&cast, &cast.router, &listed).await;
    let wrong = complaints(&listed, &rows(TABLE), &seen);
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), listed.len(), wrong.join("\n"));
}

/// A handler as a careless colleague would write it: it answers whoever asks.
async fn careless(State(server): State<Server>) -> String {
    server.origin().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_route_that_forgets_the_policy_is_caught() {
    let cast = Cast::new().await;
    let planted = || Registry::new().get(Access::Api, "/api/v1/accounts/{id}/secrets", careless);
    let router = server(&cast.world, ORIGIN).router(routes().merge(planted()));
    let listed = planted().listed();
    let seen = observed(&cast, &router, &listed).await;
    let row = "GET /api/v1/accounts/{id}/secrets sssfffffffff2fff";
    let wrong = complaints(&listed, &rows(row), &seen);
    assert!(wrong.len() == 1 && wrong[0].contains("got  2222222222222222"), "{wrong:?}");
    let unlisted = complaints(&listed, &Rows::new(), &seen);
    assert!(unlisted.len() == 1 && unlisted[0].contains("has no row"), "{unlisted:?}");
}

#[test]
fn a_flipped_letter_and_a_dead_row_are_caught() {
    let table = rows(TABLE);
    let listed = routes().listed();
    assert_eq!(complaints(&listed, &table, &table), Vec::<String>::new());
    for (name, letters) in &table {
        for at in letters.char_indices().filter(|(_, c)| *c != ' ').map(|(at, _)| at) {
            let mut flipped = letters.clone();
            let other = if &letters[at..=at] == "2" { "h" } else { "2" };
            flipped.replace_range(at..=at, other);
            let seen: Rows = table.clone().into_iter().chain([(name.clone(), flipped)]).collect();
            assert_eq!(complaints(&listed, &table, &seen).len(), 1, "{name} at letter {at}");
        }
    }
    let dead = table.into_iter().chain([("GET /gone".to_owned(), "h".to_owned())]).collect::<Rows>();
    assert_eq!(complaints(&listed, &dead, &dead), ["GET /gone has a row but no route"]);
}
