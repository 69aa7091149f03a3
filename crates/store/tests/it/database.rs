//! Fresh databases of both kinds, and a few people and things to put into them.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::need::{Need, NeedContent};
use domain::organisation::{Organisation, OrganisationProfile};
use domain::{Act, Id, Timestamp};
use sea_orm::{ConnectionTrait, Database};
use store::{Options, Store};
use uuid::Uuid;

/// A fresh database; its folder goes with it.
pub(crate) struct Fresh {
    pub(crate) kind: &'static str,
    pub(crate) url: String,
    _folder: Option<tempfile::TempDir>,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Makes one fresh database of each kind that is there.
pub(crate) async fn fresh() -> Vec<Fresh> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("story.sqlite").display());
    let mut all = vec![Fresh { kind: "sqlite", url, _folder: Some(folder) }];
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        let name = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let admin = Database::connect(&server).await.expect("the test server answers");
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
        let (address, _) = server.rsplit_once('/').expect("the address names a database");
        all.push(Fresh { kind: "postgres", url: format!("{address}/{name}"), _folder: None });
    }
    all
}

impl Fresh {
    pub(crate) async fn open(&self) -> Store {
        Store::open(&Options { url: self.url.clone(), readers: 4 }).await.expect("a fresh database opens")
    }
}

pub(crate) fn id<K>(n: u128) -> Id<K> {
    Id::from_uuid(Uuid::from_u128(n))
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + second).expect("a time of our days")
}

pub(crate) fn act() -> Act {
    Act { by: None, at: at(0), on_behalf: None }
}

pub(crate) fn company(n: u128) -> domain::Changed<Organisation> {
    let profile = OrganisationProfile { name: format!("望潮轴承 {n}"), ..OrganisationProfile::default() };
    Organisation::enter(id(n), profile, at(0)).expect("a plain company")
}

pub(crate) fn need(n: u128) -> domain::Changed<Need> {
    let content = NeedContent { title: format!("降噪 {n}"), ..NeedContent::default() };
    Need::draft(id(n), format!("2026-{n:04}"), content, &act()).expect("a plain draft")
}
