//! The house's own things: repetition keys, numbers, damaged rows, lists, and how long a seed takes.

use std::time::Instant;

use domain::evidence::{Evidence, EvidenceKind};
use domain::expert::{Expert, ExpertProfile};
use domain::team::{Team, TeamProfile};
use domain::{Changed, Lang};
use sea_orm::{ConnectionTrait, Database};
use store::{Error, OrganisationQuery, Tx};

use crate::database::{act, at, company, fresh, id, need};

type Done = Result<(), Error>;

#[tokio::test]
async fn a_repetition_key_counts_once() {
    for database in fresh().await {
        let store = database.open().await;
        let remember = async |tx: Tx| -> Done { tx.remember("user_1", "key", "print", "{}", at(0)).await };
        store.write(remember).await.expect("the first time");
        let again = store.write(remember).await;
        assert!(
            matches!(again, Err(Error::Taken { field: "idempotency_key" })),
            "{}: {again:?}",
            database.kind
        );
        store
            .write(async |tx: Tx| -> Done {
                tx.remember("user_2", "key", "print", "{}", at(0)).await?;
                let kept = tx.idempotency("user_1", "key").await?.expect("it is remembered");
                assert_eq!(kept.fingerprint, "print");
                assert_eq!(tx.forget_keys(at(1)).await?, 2);
                Ok(())
            })
            .await
            .expect("another caller's key is another key");
    }
}

#[tokio::test]
async fn numbers_follow_each_other_within_a_year() {
    for database in fresh().await {
        let store = database.open().await;
        let mut taken = Vec::new();
        for year in [2026, 2026, 2027] {
            taken.push(store.write(async |tx: Tx| tx.next_need_number(year).await).await.expect("a number"));
        }
        assert_eq!(taken, ["2026-0001", "2026-0002", "2027-0001"], "{}", database.kind);
    }
}

#[tokio::test]
async fn a_damaged_row_is_named_and_never_read_as_something_else() {
    let damage = [
        ("UPDATE organisation SET tags = 'x'", "organisation", "tags"),
        ("UPDATE organisation SET founded = 99999", "organisation", "founded"),
    ];
    for (fault, in_table, in_column) in damage {
        for database in fresh().await {
            let store = database.open().await;
            store.write(async |tx: Tx| tx.apply(company(7), &act()).await).await.expect("a company");
            let raw = Database::connect(&database.url).await.expect("the database answers");
            raw.execute_unprepared(fault).await.expect("the fault is planted");
            match store.organisation(id(7)).await {
                Err(Error::Corrupt { table, row, column }) => {
                    assert_eq!((table, column), (in_table, in_column), "{}", database.kind);
                    assert_eq!(row, "00000000-0000-0000-0000-000000000007");
                }
                other => panic!("{}: {fault} reads as {other:?}", database.kind),
            }
        }
    }
}

#[tokio::test]
async fn a_name_is_looked_for_as_it_is_written() {
    for database in fresh().await {
        let store = database.open().await;
        store.write(async |tx: Tx| tx.apply(company(1), &act()).await).await.expect("a company");
        for (part, found) in [("轴承", 1), ("%", 0), ("_", 0), ("\\", 0)] {
            let query = OrganisationQuery {
                name_contains: part.to_owned(),
                limit: 9,
                ..OrganisationQuery::default()
            };
            assert_eq!(
                store.count_organisations(&query).await.expect("it counts"),
                found,
                "{}: {part}",
                database.kind
            );
        }
    }
}

fn teams() -> Vec<Changed<Team>> {
    let named = |n| TeamProfile { name: format!("团队 {n}"), ..TeamProfile::default() };
    (0..36).map(|n| Team::enter(id(1000 + n), named(n), at(0)).expect("a sound team")).collect()
}

fn experts() -> Vec<Changed<Expert>> {
    let profile = |n: u128| ExpertProfile {
        name: format!("专家 {n}"),
        team: Some(id(1000 + n % 36)),
        problems: "轴承早期疲劳、异音与润滑失效的诊断。".repeat(5),
        ..ExpertProfile::default()
    };
    (0..400).map(|n| Expert::enter(id(2000 + n), profile(n), at(0)).expect("a sound profile")).collect()
}

fn evidence() -> Vec<Changed<Evidence>> {
    let item = |n: u128| Evidence {
        id: id(10_000 + n),
        version: 1,
        kind: EvidenceKind::Paper,
        title: format!("论文 {n}"),
        body: "掺钨类金刚石涂层在边界润滑下的摩擦行为。".repeat(8),
        keywords: vec!["DLC".to_owned()],
        year: Some(2024),
        language: Lang::ZhHans,
        identifier: format!("10.5555/seed.{n}"),
        source: "演示".to_owned(),
        verified: true,
        owners: vec![(id(2000 + n % 400), "作者".to_owned())],
        created_at: at(0),
    };
    (0..4200).map(|n| item(n).enter().expect("a sound item")).collect()
}

/// The promise is 1.2 s for an optimised build on SQLite; the time is printed, since machines differ.
#[tokio::test]
async fn a_whole_alliance_is_entered_at_once() {
    for database in fresh().await {
        let store = database.open().await;
        let began = Instant::now();
        store
            .write(async |tx: Tx| -> Done {
                let act = act();
                tx.enter_all((0..60).map(company).collect(), &act).await?;
                tx.enter_all(teams(), &act).await?;
                tx.enter_all(experts(), &act).await?;
                tx.enter_all(evidence(), &act).await?;
                tx.enter_all((0..150).map(need).collect(), &act).await
            })
            .await
            .expect("all of them");
        let took = began.elapsed();
        println!("{}: 36 teams, 400 experts, 4,200 items and 150 needs in {took:?}", database.kind);
        assert_eq!(store.last_sequence().await.expect("it reads"), 60 + 36 + 400 + 4200 + 150);
        assert_eq!(store.all_evidence().await.expect("it reads").len(), 4200);
    }
}
