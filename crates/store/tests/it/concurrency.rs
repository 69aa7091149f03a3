//! Many at once: nothing lost, one winner, and no gap for a reader of the outbox.

use std::time::Duration;

use store::{Error, Tx};

use crate::database::{act, at, company, fresh, id, need};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_writers_lose_nothing() {
    for database in fresh().await {
        let store = database.open().await;
        let mut all = Vec::new();
        for n in 0..64_u128 {
            let store = store.clone();
            all.push(tokio::spawn(async move {
                let act = act();
                for round in 0..4 {
                    store
                        .write(async |tx: Tx| -> Result<(), Error> {
                            tx.apply(company(1000 + n * 10 + round), &act).await?;
                            tx.take_numbers("story", 1).await?;
                            Ok(())
                        })
                        .await
                        .expect("a write among many");
                }
            }));
        }
        for one in all {
            one.await.expect("no writer panics");
        }
        let last =
            store.write(async |tx: Tx| -> Result<i64, Error> { tx.take_numbers("story", 1).await }).await;
        assert_eq!(last.expect("one more"), 257, "{}: every number was taken once", database.kind);
        assert_eq!(store.last_sequence().await.expect("it reads"), 256, "{}", database.kind);
        assert_eq!(store.verify_audit().await.expect("it walks"), (256, None), "{}", database.kind);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_racing_moves_one_wins_and_the_other_hears_it() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let drafted = store.write(async |tx: Tx| -> Result<_, Error> { tx.apply(need(7), &act).await }).await;
        let drafted = drafted.expect("a draft");
        for round in 0..20 {
            let current = store.need(drafted.id).await.expect("it reads").expect("it is there");
            let race = |name: &'static str| {
                let (store, current, act) = (store.clone(), current.clone(), act.clone());
                tokio::spawn(async move {
                    let changed = current.belong_to(None, name).expect("it fits");
                    store.write(async |tx: Tx| -> Result<_, Error> { tx.apply(changed, &act).await }).await
                })
            };
            let (a, b) = (race("甲"), race("乙"));
            let (a, b) = (a.await.expect("no panic"), b.await.expect("no panic"));
            let wins = [a.is_ok(), b.is_ok()].into_iter().filter(|w| *w).count();
            assert_eq!(wins, 1, "{} round {round}", database.kind);
            let lost = if a.is_ok() { b } else { a };
            assert!(matches!(lost, Err(Error::Conflict { what: "need" })), "{} round {round}", database.kind);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_that_remembers_its_place_misses_nothing() {
    for database in fresh().await {
        let store = database.open().await;
        let writers: Vec<_> = (0..8_u128)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    let act = act();
                    for round in 0..25 {
                        store
                            .write(async |tx: Tx| -> Result<(), Error> {
                                tx.apply(company(5000 + n * 100 + round), &act).await?;
                                // A long transaction beside short ones: its numbers must not appear late.
                                tokio::task::yield_now().await;
                                tx.apply(need(9000 + n * 100 + round), &act).await?;
                                Ok(())
                            })
                            .await
                            .expect("a write among many");
                    }
                })
            })
            .collect();
        let (mut place, mut heard) = (0, 0_usize);
        while heard < 400 {
            for one in store.heard_after(place, 7).await.expect("it reads") {
                assert_eq!(one.sequence, place + 1, "{}: a gap that closed later", database.kind);
                place = one.sequence;
                heard += 1;
            }
            tokio::task::yield_now().await;
        }
        for writer in writers {
            writer.await.expect("no writer panics");
        }
    }
}

#[tokio::test]
async fn a_failed_write_leaves_nothing() {
    for database in fresh().await {
        let store = database.open().await;
        let act = act();
        let failed = store
            .write(async |tx: Tx| -> Result<(), Error> {
                tx.apply(company(1), &act).await?;
                tx.take_numbers("story", 5).await?;
                Err(Error::Conflict { what: "story" })
            })
            .await;
        assert!(failed.is_err());
        assert!(store.organisation(id(1)).await.expect("it reads").is_none(), "{}", database.kind);
        assert_eq!(store.last_sequence().await.expect("it reads"), 0);
    }
}

#[tokio::test]
async fn an_errand_is_held_by_one_worker_at_a_time() {
    for database in fresh().await {
        let store = database.open().await;
        let errand = store::Errand {
            id: uuid::Uuid::from_u128(1),
            key: "mail:1".to_owned(),
            kind: "mail".to_owned(),
            payload: "{}".to_owned(),
            due_at: at(0),
        };
        store
            .write(async |tx: Tx| -> Result<(), Error> {
                tx.enqueue(&errand).await?;
                tx.enqueue(&store::Errand { id: uuid::Uuid::from_u128(2), ..errand.clone() }).await
            })
            .await
            .expect("the same key twice is once");
        let hour = Duration::from_hours(1);
        assert!(store.claim_errand(at(-1), hour).await.expect("it claims").is_none(), "it is not due yet");
        let first = store.claim_errand(at(1), Duration::ZERO).await.expect("it claims").expect("it is due");
        let second = store.claim_errand(at(11), hour).await.expect("it claims").expect("the lease ended");
        assert!(store.claim_errand(at(12), hour).await.expect("it claims").is_none(), "{}", database.kind);
        assert_eq!(second.claim, first.claim + 1);
        let late = store.finish_errand(&first, "done", at(12)).await;
        assert!(
            matches!(late, Err(Error::Conflict { what: "errand" })),
            "a worker that woke up late does not count"
        );
        store.finish_errand(&second, "done", at(13)).await.expect("the holder finishes");
        assert!(store.claim_errand(at(9_999_999), hour).await.expect("it claims").is_none());
    }
}
