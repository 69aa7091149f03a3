//! The files as a bureau sends them, from bytes to rows and back out again.

use std::path::PathBuf;

use app::{Call, ExportFormat, Exported, Mode, NeedEntry, SearchRequest};
use domain::BatchId;
use domain::account::{Role, Scope};
use domain::event::Subject;
use domain::policy::Actor;
use intake::Kind;
use serde_json::Value;
use testkit::{World, complete_need};

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("TECHBROKER_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let there = folder.join("samples").is_dir();
    if !there {
        println!("without data: {} is not there", folder.display());
    }
    there.then(|| folder.join("samples"))
}

fn expected(samples: &std::path::Path, name: &str) -> Value {
    let text = std::fs::read_to_string(samples.join("expected").join(name)).expect("the expected file reads");
    serde_json::from_str(&text).expect("the expected file is JSON")
}

async fn dry(world: &World, samples: &std::path::Path, kind: Kind, file: &str) -> app::BatchSeen {
    let bytes = std::fs::read(samples.join(file)).expect("the sample reads");
    world.app.plan_import(&World::house(), kind, file, bytes).await.expect("the sample is read")
}

async fn apply(world: &World, id: BatchId) -> app::Receipt {
    world.app.apply_import(&World::house(), id, Mode::ValidRows, None).await.expect("the plan is applied")
}

fn summary(seen: &app::BatchSeen) -> Value {
    serde_json::to_value(seen.plan.summary).expect("a summary is plain data")
}

/// The numbers of every sample, with the three needs entered twice in other words counted as new.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sample_is_applied_found_again_and_undone() {
    let Some(samples) = shared() else { return };
    let files = [
        (Kind::Roster, "roster-alliance.xlsx", "roster-alliance.json", 0),
        (Kind::Needs, "needs-2026.xlsx", "needs-2026.xlsx.json", 3),
        (Kind::Needs, "needs-2026.csv", "needs-2026.csv.json", 3),
        (Kind::Companies, "companies.csv", "companies.json", 0),
    ];
    for (kind, file, expected_file, same_in_other_words) in files {
        let world = World::new().await;
        let before = world.app.business_hash().await.expect("it hashes");
        let mut wanted = expected(&samples, expected_file)["summary"].clone();
        let shift = |value: &mut Value, by: i64| *value = (value.as_i64().expect("a number") + by).into();
        shift(&mut wanted["new"], same_in_other_words);
        shift(&mut wanted["duplicate"], -same_in_other_words);
        let seen = dry(&world, &samples, kind, file).await;
        assert_eq!(
            world.app.business_hash().await.expect("it hashes"),
            before,
            "{file}: a dry run changes nothing"
        );
        assert_eq!(summary(&seen), wanted, "{file}");
        let receipt = apply(&world, seen.batch.id).await;
        assert_eq!(Value::from(receipt.new), wanted["new"], "{file}");
        let after = world.app.business_hash().await.expect("it hashes");
        let again = dry(&world, &samples, kind, file).await;
        let told = (again.plan.summary.new, again.plan.summary.updated);
        assert_eq!(told, (0, 0), "{file}: a second time tells nothing new");
        assert_eq!(Value::from(again.plan.summary.unchanged), wanted["new"], "{file}");
        apply(&world, again.batch.id).await;
        assert_eq!(
            world.app.business_hash().await.expect("it hashes"),
            after,
            "{file}: a second import changes nothing"
        );
        world.app.undo_import(&World::house(), again.batch.id).await.expect("an empty batch is undone");
        world.app.undo_import(&World::house(), seen.batch.id).await.expect("the batch is undone");
        assert_eq!(
            world.app.business_hash().await.expect("it hashes"),
            before,
            "{file}: undone to the letter"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_roster_updates_the_first_and_its_undo_restores_it() {
    let Some(samples) = shared() else { return };
    let wanted = expected(&samples, "roster-small.json")["summary"].clone();
    for file in ["roster-small.csv", "roster-small.utf8bom.csv", "roster-small.xls"] {
        let world = World::new().await;
        let first = dry(&world, &samples, Kind::Roster, "roster-alliance.xlsx").await;
        apply(&world, first.batch.id).await;
        let before = world.app.business_hash().await.expect("it hashes");
        let seen = dry(&world, &samples, Kind::Roster, file).await;
        assert_eq!(summary(&seen), wanted, "{file}");
        apply(&world, seen.batch.id).await;
        assert_ne!(world.app.business_hash().await.expect("it hashes"), before, "{file}");
        let refused = world.app.undo_import(&World::house(), first.batch.id).await;
        assert!(
            matches!(refused, Err(app::Error::Refused(r)) if r.code == "rows_moved_on"),
            "{file}: rows moved on"
        );
        world.app.undo_import(&World::house(), seen.batch.id).await.expect("the small one is undone");
        assert_eq!(
            world.app.business_hash().await.expect("it hashes"),
            before,
            "{file}: undone to the letter"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_joins_the_people_of_the_roster() {
    let Some(samples) = shared() else { return };
    let world = World::new().await;
    let roster = dry(&world, &samples, Kind::Roster, "roster-alliance.xlsx").await;
    apply(&world, roster.batch.id).await;
    let before = world.app.business_hash().await.expect("it hashes");
    let seen = dry(&world, &samples, Kind::Evidence, "evidence/evidence.csv").await;
    let s = seen.plan.summary;
    assert_eq!((s.new, s.duplicate, s.error), (5, 0, 2));
    apply(&world, seen.batch.id).await;
    let again = dry(&world, &samples, Kind::Evidence, "evidence/evidence.csv").await;
    assert_eq!((again.plan.summary.new, again.plan.summary.unchanged), (0, 5));
    world.app.undo_import(&World::house(), seen.batch.id).await.expect("the batch is undone");
    assert_eq!(world.app.business_hash().await.expect("it hashes"), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn imported_people_are_found_by_name_pinyin_and_script() {
    let Some(samples) = shared() else { return };
    let world = World::new().await;
    let roster = dry(&world, &samples, Kind::Roster, "roster-alliance.xlsx").await;
    apply(&world, roster.batch.id).await;
    world.app.drain().await.expect("the workers are done");
    for q in ["zhoujingyao", "zjy", "周敬堯"] {
        let request = SearchRequest {
            text: q.to_owned(),
            kind: "expert".to_owned(),
            limit: 5,
            ..SearchRequest::default()
        };
        let page = world.app.search(&World::house(), &request).await.expect("the finder answers");
        let names: Vec<String> = page
            .found
            .iter()
            .map(|f| if let app::Found::Expert(e, _) = f { e.profile.name.clone() } else { String::new() })
            .collect();
        assert!(names.contains(&"周敬尧".to_owned()), "{q}: {names:?}");
    }
    assert!(world.app.verify_index().await.expect("it compares").differences.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_runs_no_formula_and_comes_back_as_it_was() {
    let Some(samples) = shared() else { return };
    let world = World::new().await;
    let seen = dry(&world, &samples, Kind::Needs, "needs-2026.xlsx").await;
    apply(&world, seen.batch.id).await;
    let bytes =
        world.app.export(&World::house(), Exported::Needs, ExportFormat::Csv).await.expect("it exports");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for line in text.lines().skip(1) {
        let title = line.split(',').nth(1).unwrap_or("").trim_matches('"');
        assert!(!title.starts_with(['=', '+', '-', '@']), "a cell that runs: {title}");
    }
}

/// A file with one need that has a number of the sender.
fn one_need(number: &str, title: &str, problem: &str) -> Vec<u8> {
    format!("编号,渠道,需求名称,企业名称,需求描述\n{number},平台甲,{title},望潮精密轴承,{problem}\n")
        .into_bytes()
}

async fn planned(world: &World, call: &Call, bytes: Vec<u8>) -> app::BatchSeen {
    world.app.plan_import(call, Kind::Needs, "needs.csv", bytes).await.expect("the file is read")
}

fn told(seen: &app::BatchSeen) -> (usize, usize, usize, usize) {
    let s = seen.plan.summary;
    (s.new, s.updated, s.unchanged, s.duplicate)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_neither_finds_nor_rewrites_what_somebody_else_wrote() {
    let cast = crate::cast::cast().await;
    let (world, writer, broker) = (&cast.world, &cast.member, &cast.broker);
    let mut content = complete_need("608 轴承噪声");
    content.problem = "原来的话".to_owned();
    let entry = NeedEntry {
        content,
        organisation: Some(cast.company),
        organisation_name: "望潮精密轴承".to_owned(),
        ..NeedEntry::default()
    };
    let done = world.app.enter_need(&writer.call, entry).await.expect("a draft");
    let Subject::Need(id) = done.subject else { panic!("a need was entered") };
    let administrator = world.person("admin@example.cn", [Role::Administrator]).await;
    let token =
        Call::by(Actor::Service { token: world.app.clock().mint(), scopes: [Scope::ImportsWrite].into() });
    for call in [&broker.call, &administrator.call, &token, &World::house()] {
        let seen = planned(world, call, one_need("", "608 轴承噪声", "别人的话")).await;
        assert_eq!(told(&seen), (1, 0, 0, 0), "a draft is nobody's business but the writer's");
        world.app.apply_import(call, seen.batch.id, Mode::ValidRows, None).await.expect("it is applied");
        world.app.undo_import(call, seen.batch.id).await.expect("it is undone");
    }
    let kept = world.app.need(&writer.call, id).await.expect("it reads");
    assert_eq!((kept.content.problem.as_str(), kept.version), ("原来的话", done.version));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_file_made_is_found_by_everybody_and_rewritten_by_who_may() {
    let world = World::new().await;
    let broker = world.person("broker@example.cn", [Role::Broker]).await;
    let second = world.person("second@example.cn", [Role::Broker]).await;
    let token =
        Call::by(Actor::Service { token: world.app.clock().mint(), scopes: [Scope::ImportsWrite].into() });
    let first = planned(&world, &broker.call, one_need("A1", "轴承", "一")).await;
    world.app.apply_import(&broker.call, first.batch.id, Mode::ValidRows, None).await.expect("applied");
    let before = world.app.business_hash().await.expect("it hashes");
    for (call, changed) in
        [(&broker.call, (0, 1, 0, 0)), (&second.call, (0, 0, 0, 1)), (&token, (0, 0, 0, 1))]
    {
        let again = planned(&world, call, one_need("A1", "轴承", "一")).await;
        assert_eq!(told(&again), (0, 0, 1, 0), "the same file tells nothing new");
        let other = planned(&world, call, one_need("A1", "轴承", "二")).await;
        assert_eq!(told(&other), changed);
    }
    let seen = planned(&world, &broker.call, one_need("A1", "轴承", "三")).await;
    let receipt =
        world.app.apply_import(&second.call, seen.batch.id, Mode::ValidRows, None).await.expect("applied");
    assert_eq!((receipt.updated, receipt.duplicate), (0, 1), "who applies is judged, not who planned");
    assert_eq!(world.app.business_hash().await.expect("it hashes"), before);
    let machine = planned(&world, &token, one_need("B1", "密封", "一")).await;
    world.app.apply_import(&token, machine.batch.id, Mode::ValidRows, None).await.expect("applied");
    for call in [&token, &World::house()] {
        assert_eq!(told(&planned(&world, call, one_need("B1", "密封", "二")).await), (0, 1, 0, 0));
    }
}
