//! The audit chain: whoever rewrites it is found at the right entry.

use sea_orm::{ConnectionTrait, Database};
use store::{Error, Tx};

use crate::database::{act, company, fresh};

#[tokio::test]
async fn every_tampering_is_found_at_its_entry() {
    let faults = [
        ("UPDATE audit SET entry = REPLACE(entry, 'entered', 'revised') WHERE sequence = 3", 3),
        ("DELETE FROM audit WHERE sequence = 4", 4),
        ("DELETE FROM audit WHERE sequence >= 7", 7),
        ("UPDATE audit SET entry = (SELECT entry FROM audit WHERE sequence = 6) WHERE sequence = 5", 5),
        ("UPDATE audit SET hash = 'x' WHERE sequence = 5", 5),
        ("UPDATE audit SET sequence = 99 WHERE sequence = 2", 2),
        ("UPDATE audit SET previous = '' WHERE sequence = 6", 6),
    ];
    for (fault, found_at) in faults {
        for database in fresh().await {
            let store = database.open().await;
            let act = act();
            for n in 1..=8 {
                store
                    .write(async |tx: Tx| -> Result<(), Error> {
                        tx.apply(company(n), &act).await.map(|_| ())
                    })
                    .await
                    .expect("a write");
            }
            assert_eq!(store.verify_audit().await.expect("it walks"), (8, None));
            let raw = Database::connect(&database.url).await.expect("the database answers");
            raw.execute_unprepared(fault).await.expect("the fault is planted");
            let (_, bad) = store.verify_audit().await.expect("it walks");
            assert_eq!(bad, Some(found_at), "{}: {fault}", database.kind);
        }
    }
}
