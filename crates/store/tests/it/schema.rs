//! The tables: made twice without harm, refused when newer, every column classified.

use sea_orm::{ConnectionTrait, Database, Statement};
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

async fn columns(url: &str) -> Vec<String> {
    let raw = Database::connect(url).await.expect("the database answers");
    let sql = "SELECT m.name || '.' || p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p \
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations' ORDER BY 1";
    let rows = raw
        .query_all_raw(Statement::from_string(raw.get_database_backend(), sql))
        .await
        .expect("the schema reads");
    rows.iter().map(|r| r.try_get("", "c").expect("a column's name")).collect()
}

/// `migrations/schema.txt` is what tidy compares with the classification; this keeps it true.
#[tokio::test]
async fn the_written_schema_is_the_real_one() {
    let database = fresh().await.remove(0);
    drop(database.open().await);
    let real = columns(&database.url).await.join("\n") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/schema.txt");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &real).expect("the schema can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, real, "run UPDATE_SCHEMA=1 cargo test -p store the_written_schema");
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
