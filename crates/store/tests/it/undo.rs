//! Taking an import back: the business is as before, and nobody else's work goes with it.

use domain::conflict::{Conflict, ConflictKind};
use domain::event::Subject;
use domain::expert::{Expert, ExpertProfile};
use domain::organisation::{Organisation, OrganisationProfile};
use domain::{BatchId, OrganisationId};
use store::{Batch, BatchChange, BatchState, Error, Store, Tx};

use crate::database::{act, at, company, fresh, id};

type Done = Result<(), Error>;

fn batch(n: u128) -> Batch {
    Batch {
        id: id(n),
        kind: "companies".to_owned(),
        file_name: "企业.csv".to_owned(),
        file_checksum: "00".to_owned(),
        state: BatchState::Planned,
        plan: "{}".to_owned(),
        receipt: String::new(),
        by: None,
        created_at: at(0),
    }
}

fn named(organisation: Organisation, name: &str) -> domain::Changed<Organisation> {
    let profile = OrganisationProfile { name: name.to_owned(), ..organisation.profile.clone() };
    organisation.revise(profile).expect("a sound profile")
}

async fn revise(tx: &Tx, of: OrganisationId, name: &str) -> Result<BatchChange, Error> {
    let subject = Subject::Organisation(of);
    let before = tx.image(subject).await?;
    let found = tx.organisation(of).await?.expect("it is there");
    let next = tx.apply(named(found, name), &act()).await?;
    Ok(BatchChange { subject, before, version_after: next.version })
}

/// Applies a batch that makes one company and renames another, the second one twice.
async fn import(store: &Store, n: u128, made: u128, renamed: u128) -> Done {
    store
        .write(async |tx: Tx| -> Done {
            tx.keep_batch(&batch(n), b"bytes", &act()).await?;
            let new = tx.apply(company(made), &act()).await?;
            let mut changes =
                vec![BatchChange { subject: Subject::Organisation(new.id), before: None, version_after: 1 }];
            changes.push(revise(&tx, id(renamed), &format!("改名 {n}")).await?);
            changes.push(revise(&tx, id(renamed), &format!("又改名 {n}")).await?);
            tx.batch_applied(id(n), "{}", &changes, &act()).await
        })
        .await
}

async fn take_back(store: &Store, n: u128) -> Done {
    let batch: BatchId = id(n);
    store
        .write(async |tx: Tx| -> Done {
            for change in tx.batch_changes(batch).await? {
                tx.take_back(&change, &act()).await?;
            }
            tx.batch_undone(batch, &act()).await
        })
        .await
}

#[tokio::test]
async fn taken_back_the_business_is_as_before_and_versions_went_on() {
    let mut hashes = Vec::new();
    for database in fresh().await {
        let store = database.open().await;
        let entered = store.write(async |tx: Tx| tx.apply(company(1), &act()).await).await;
        entered.expect("a company");
        let before = store.business_hash().await.expect("it hashes");
        import(&store, 50, 10, 1).await.expect("the first batch");
        let between = store.business_hash().await.expect("it hashes");
        assert_ne!(between, before, "{}", database.kind);
        import(&store, 51, 11, 1).await.expect("the second batch");
        take_back(&store, 51).await.expect("the second goes");
        assert_eq!(store.business_hash().await.expect("it hashes"), between, "{}", database.kind);
        take_back(&store, 50).await.expect("the first goes after it");
        assert_eq!(store.business_hash().await.expect("it hashes"), before, "{}", database.kind);
        let company = store.organisation(id(1)).await.expect("it reads").expect("it is there");
        assert!(company.version > 5, "an old page never fits a later version: {}", company.version);
        let again = take_back(&store, 50).await;
        assert!(matches!(again, Err(Error::Conflict { what: "organisation" | "batch" })), "{again:?}");
        hashes.push(before);
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1, "equal contents hash equally on both databases");
}

#[tokio::test]
async fn what_moved_on_stays() {
    for database in fresh().await {
        let store = database.open().await;
        store.write(async |tx: Tx| tx.apply(company(1), &act()).await).await.expect("a company");
        import(&store, 50, 10, 1).await.expect("the batch");
        let kept = store.organisation(id(1)).await.expect("it reads").expect("it is there");
        store.write(async |tx: Tx| tx.apply(named(kept, "人改的"), &act()).await).await.expect("a change");
        let before = store.business_hash().await.expect("it hashes");
        assert!(matches!(take_back(&store, 50).await, Err(Error::Conflict { .. })), "{}", database.kind);
        assert_eq!(store.business_hash().await.expect("it hashes"), before, "nothing went half-way");
    }
}

#[tokio::test]
async fn a_conflict_declared_since_keeps_its_expert() {
    for database in fresh().await {
        let store = database.open().await;
        let profile = ExpertProfile { name: "陆闻舟".to_owned(), ..ExpertProfile::default() };
        let expert = Expert::enter(id(31), profile, at(0)).expect("a sound profile");
        let declared = Conflict {
            id: id(33),
            expert: id(31),
            organisation: id(1),
            kind: ConflictKind::Shareholding,
            since: None,
            until: None,
            note: String::new(),
            declared_at: at(1),
        };
        let change = BatchChange { subject: Subject::Expert(id(31)), before: None, version_after: 1 };
        store
            .write(async |tx: Tx| -> Done {
                tx.apply(company(1), &act()).await?;
                tx.apply(expert, &act()).await?;
                tx.apply(declared.declare().expect("a sound conflict"), &act()).await.map(|_| ())
            })
            .await
            .expect("an imported expert with a conflict");
        let gone = store.write(async |tx: Tx| -> Done { tx.take_back(&change, &act()).await }).await;
        assert!(matches!(gone, Err(Error::Conflict { what: "batch" })), "{}: {gone:?}", database.kind);
        assert!(store.conflict(id(33)).await.expect("it reads").is_some(), "{}", database.kind);
    }
}
