//! What somebody may not know of does not exist: hidden and absent answers are the same bytes, and no count tells.

use api::http::{Access, registry::Listed};
use api::routes;
use app::NeedEntry;
use domain::expert::ExpertProfile;
use domain::{AccountId, BatchId, EvidenceId, ExpertId, FileId, NeedId, OrganisationId, TeamId, TokenId};

use testkit::complete_need;

use crate::cast::{Answered, Ask, Cast, ORIGIN};

/// Blanks what differs in every answer: the request's name and the keys of forms, both 32 hexadecimal digits.
fn blank(text: &str, id: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.replace(id, "ID").chars().chain(['\n']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        out.push_str(if run.len() == 32 { "KEY" } else { &run });
        run.clear();
        out.push(c);
    }
    out
}

fn bytes(answer: &Answered, id: &str) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort();
    blank(&format!("{}\n{}\n\n{}", answer.status, headers.join("\n"), answer.text()), id)
}

/// The pairs to compare under a path: what is there but hidden from the actor, and what is not there.
fn pairs(cast: &Cast, path: &str, actor: &str) -> Vec<(String, String)> {
    let clock = cast.world.app.clock();
    let nobody = actor == "nobody";
    let (need, expert, organisation): (NeedId, ExpertId, OrganisationId) =
        (clock.mint(), clock.mint(), clock.mint());
    let (team, evidence, batch): (TeamId, EvidenceId, BatchId) = (clock.mint(), clock.mint(), clock.mint());
    let (account, token, scan): (AccountId, TokenId, FileId) = (clock.mint(), clock.mint(), clock.mint());
    let one = |there: String, absent: String| vec![(there, absent)];
    match path {
        _ if path.contains("/needs/{id}") || path.contains("/inbox/{id}") => {
            [cast.draft, cast.reviewed].map(|n| (n.to_string(), need.to_string())).to_vec()
        }
        _ if path.contains("/organisations/") => one(cast.company.to_string(), organisation.to_string()),
        _ if path.contains("/experts/") => one(cast.silent.to_string(), expert.to_string()),
        _ if path.contains("/imports/") => one(cast.batch.clone(), batch.to_string()),
        _ if path.contains("/files/") => one(cast.scan.to_string(), scan.to_string()),
        _ if path.contains("/accounts/") => one(cast.spare.to_string(), account.to_string()),
        _ if path.contains("/tokens/") => one(cast.spare_token.to_string(), token.to_string()),
        // Verified people know of teams and of what shows an expert's skill; strangers do not.
        _ if path.contains("/teams/") && nobody => one(cast.team.to_string(), team.to_string()),
        _ if path.contains("/evidence/") && nobody => one(cast.evidence.to_string(), evidence.to_string()),
        _ => Vec::new(),
    }
}

async fn asked(cast: &Cast, route: &Listed, id: &str, actor: &str) -> Answered {
    let path = route.path.replace("{id}", id).replace("{slug}", "problem");
    let path = path.replace("{expert}", &cast.expert.to_string());
    let ask = Ask::new(&route.method, &path).header("origin", ORIGIN).by(cast.pass(actor));
    let ask = match (route.method.as_str(), route.access) {
        ("GET", _) => ask,
        (_, Access::Api) => ask.header("if-match", "\"v1\"").json(&serde_json::json!({})),
        (_, Access::Page | Access::Open) => ask.form("version=1"),
    };
    ask.send(&cast.router).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hidden_and_absent_are_the_same_bytes() {
    let cast = Cast::new().await;
    let before = cast.world.app.business_hash().await.expect("it reads");
    let (mut compared, mut wrong) = (0, Vec::new());
    for actor in ["nobody", "other"] {
        for route in routes().listed() {
            for (there, absent) in pairs(&cast, &route.path, actor) {
                let hidden = bytes(&asked(&cast, &route, &there, actor).await, &there);
                let missing = bytes(&asked(&cast, &route, &absent, actor).await, &absent);
                compared += 1;
                if hidden != missing {
                    wrong.push(format!(
                        "{} {} as {actor}:\n{hidden}\n--- absent:\n{missing}",
                        route.method, route.path
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 150, "only {compared} pairs");
    assert_eq!(cast.world.app.business_hash().await.expect("it reads"), before, "nothing was changed");
}

/// Lists, counts, facets and figures that anybody may ask for.
const LISTS: [&str; 14] = [
    "/",
    "/needs",
    "/needs?q=%E8%BD%B4%E6%89%BF",
    "/needs?field=bearings",
    "/api/v1/needs",
    "/api/v1/needs?state=draft",
    "/api/v1/needs?state=submitted",
    "/api/v1/needs?field=bearings",
    "/api/v1/search?q=%E8%BD%B4%E6%89%BF",
    "/api/v1/search?kind=need",
    "/api/v1/search?kind=expert&q=%E8%BD%B4%E6%89%BF",
    "/api/v1/experts",
    "/api/v1/teams",
    "/api/v1/organisations",
];

async fn lists(cast: &Cast) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for actor in ["nobody", "other", "abroad", "directory"] {
        for path in LISTS {
            let answer = Ask::get(path).by(cast.pass(actor)).send(&cast.router).await;
            all.push((format!("{path} as {actor}"), bytes(&answer, "no-id")));
        }
        let team = Ask::get(&format!("/api/v1/teams/{}", cast.team)).by(cast.pass(actor));
        all.push((format!("team as {actor}"), bytes(&team.send(&cast.router).await, "no-id")));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_entered_and_hidden_moves_no_list_no_count_and_no_figure() {
    let cast = Cast::new().await;
    let before = lists(&cast).await;
    let app = &cast.world.app;
    for submit in [false, true] {
        let entry = NeedEntry {
            content: complete_need("轴承 又一个需求"),
            organisation: Some(cast.company),
            organisation_name: "望潮精密轴承".to_owned(),
            declared: submit,
            submit,
            ..NeedEntry::default()
        };
        app.enter_need(&cast.owner.call, entry).await.expect("a need");
    }
    let silent = ExpertProfile {
        name: "轴承专家 未表同意".to_owned(),
        team: Some(cast.team),
        capacity_per_quarter: 3,
        fields: vec!["bearings".to_owned()],
        ..ExpertProfile::default()
    };
    app.enter_expert(&cast.broker.call, silent).await.expect("an expert");
    app.drain().await.expect("the index follows");
    for ((name, was), (_, is)) in before.into_iter().zip(lists(&cast).await) {
        assert_eq!(was, is, "{name}");
    }
}
