//! The index follows the database, and the demo alliance holds together.

use app::{Call, SearchRequest};
use domain::policy::Actor;
use testkit::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_alliance_is_entered_indexed_and_hidden_where_it_should_be() {
    let world = World::new().await;
    world.app.seed_demo(1).await.expect("it seeds");
    world.app.seed_demo(1).await.expect("a second time does nothing");
    world.app.drain().await.expect("the workers are done");
    let report = world.app.verify_index().await.expect("it compares");
    assert!(report.differences.is_empty(), "{:?}", report.differences.first());
    assert!(report.compared > 2_000, "{} documents", report.compared);
    let (entries, broken) = world.app.verify_audit().await.expect("it walks");
    assert!(broken.is_none() && entries > 2_000);
    let request = SearchRequest { text: "轴承".to_owned(), limit: 50, ..SearchRequest::default() };
    let stranger = world.app.search(&Call::by(Actor::STRANGER), &request).await.expect("it answers");
    let house = world.app.search(&World::house(), &request).await.expect("it answers");
    assert!(house.total > stranger.total, "a stranger finds listed needs only");
    for found in &stranger.found {
        assert!(matches!(found, app::Found::Need(row) if row.organisation.is_none()), "{found:?}");
    }
    assert_eq!(world.app.demo_links().await.expect("links").len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_index_is_built_anew() {
    let world = World::new().await;
    world.app.seed_demo(1).await.expect("it seeds");
    world.app.drain().await.expect("the workers are done");
    let copy = world.config.clone();
    drop(world.app.clone());
    let mut beside = copy;
    beside.holds_folder = false;
    std::fs::remove_dir_all(world.folder().join("index")).expect("the index can be lost");
    let clock = world.app.clock().clone();
    let again = app::App::open(&beside, clock).await.expect("it opens without an index");
    assert!(again.ready().await.is_err(), "not ready while there is no index");
    again.drain().await.expect("it rebuilds by itself");
    assert!(again.ready().await.is_ok());
    assert!(again.verify_index().await.expect("it compares").differences.is_empty());
}
