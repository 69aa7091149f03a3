//! The tables: made twice without harm, refused when newer.

use sea_orm::{ConnectionTrait, Database};
use store::Error;

use crate::database::fresh;

#[tokio::test]
async fn opening_twice_changes_nothing_and_keeps_the_name() {
    for database in fresh().await {
        let first = database.open().await.epoch();
        let second = database.open().await.epoch();
        assert_eq!(first, second, "{}", database.kind);
    }
}

#[tokio::test]
async fn a_newer_database_is_refused_with_its_version() {
    for database in fresh().await {
        drop(database.open().await);
        let raw = Database::connect(&database.url).await.expect("the database answers");
        raw.execute_unprepared(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)",
        )
        .await
        .expect("a row can be added");
        let error = store::Store::open(&store::Options { url: database.url.clone(), readers: 1 }).await;
        assert!(matches!(error, Err(Error::Newer(name)) if name == "m9999_later"), "{}", database.kind);
    }
}

#[tokio::test]
async fn a_row_that_no_code_could_write_is_refused_by_the_database() {
    for database in fresh().await {
        drop(database.open().await);
        let raw = Database::connect(&database.url).await.expect("the database answers");
        let row = "INSERT INTO service_token (id, label, scopes, token_hash, created_at) VALUES (NULL, 'x', '[]', 'x', NULL)";
        assert!(raw.execute_unprepared(row).await.is_err(), "{}", database.kind);
        let broken = "INSERT INTO errand (id, key, kind, payload, due_at, attempts, claim, result) \
                      SELECT NULL, 'k', 'k', '{}', NULL, -1, 0, ''";
        assert!(raw.execute_unprepared(broken).await.is_err(), "{}", database.kind);
    }
}
