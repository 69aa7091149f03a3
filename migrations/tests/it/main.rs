//! The schema as it comes out of all steps is the same on both databases.

use migrations::{Migrator, MigratorTrait};
use sea_orm_migration::prelude::{MigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement,
};

/// Asks for `table`, `column` and `type` of every column, ordered by place.
const SQLITE: &str = "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid";
const POSTGRES: &str = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
     WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";

async fn columns(db: &DatabaseConnection, question: &str) -> Result<Vec<[String; 3]>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await?;
    let mut found = Vec::new();
    for row in rows {
        let column = [row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?];
        if column[0] != "seaql_migrations" {
            found.push(column);
        }
    }
    Ok(found)
}

async fn on_sqlite() -> Vec<[String; 3]> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await.expect("a database in memory opens");
    Migrator::up(&db, None).await.expect("every step runs on SQLite");
    columns(&db, SQLITE).await.expect("SQLite describes its tables")
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else { return };
    let schema = format!("columns_{}", std::process::id());
    let house = Database::connect(&url).await.expect("the server of TEST_POSTGRES_URL answers");
    house.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.expect("a schema of our own");
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).set_schema_search_path(&schema);
    let db = Database::connect(options).await.expect("the server answers again");
    Migrator::up(&db, None).await.expect("every step runs on PostgreSQL");
    let names = |all: Vec<[String; 3]>| {
        let mut names: Vec<String> =
            all.into_iter().map(|[table, column, _]| format!("{table}.{column}")).collect();
        names.sort();
        names
    };
    let there = names(columns(&db, POSTGRES).await.expect("PostgreSQL describes its tables"));
    house.execute_unprepared(&format!("DROP SCHEMA {schema} CASCADE")).await.expect("our schema goes");
    assert_eq!(there, names(on_sqlite().await));
}

#[tokio::test]
async fn running_the_steps_twice_changes_nothing() {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await.expect("a database in memory opens");
    Migrator::up(&db, None).await.expect("every step runs");
    let once = columns(&db, SQLITE).await.expect("SQLite describes its tables");
    Migrator::up(&db, None).await.expect("every step runs again");
    assert_eq!(once, columns(&db, SQLITE).await.expect("SQLite describes its tables"));
}

/// A step that makes a table and then finds that it cannot go on.
struct Broken;

impl MigrationName for Broken {
    fn name(&self) -> &'static str {
        "m9999_broken"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Broken {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("CREATE TABLE half_done (id INTEGER)").await?;
        Err(DbErr::Migration("planted".to_owned()))
    }
}

struct WithBroken;

#[async_trait::async_trait]
impl MigratorTrait for WithBroken {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = Migrator::migrations();
        all.push(Box::new(Broken));
        all
    }
}

async fn breaks_cleanly(db: &DatabaseConnection, question: &str) {
    Migrator::up(db, None).await.expect("the steps so far run");
    let before = columns(db, question).await.expect("the database describes its tables");
    assert!(WithBroken::up(db, None).await.is_err());
    assert_eq!(before, columns(db, question).await.expect("the database describes its tables"));
    Migrator::up(db, None).await.expect("the broken step is not noted as done");
}

#[tokio::test]
async fn a_step_that_fails_half_way_leaves_nothing() {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await.expect("a database in memory opens");
    breaks_cleanly(&db, SQLITE).await;
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else { return };
    let schema = format!("broken_{}", std::process::id());
    let house = Database::connect(&url).await.expect("the server of TEST_POSTGRES_URL answers");
    house.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.expect("a schema of our own");
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).set_schema_search_path(&schema);
    let db = Database::connect(options).await.expect("the server answers again");
    breaks_cleanly(&db, POSTGRES).await;
    house.execute_unprepared(&format!("DROP SCHEMA {schema} CASCADE")).await.expect("our schema goes");
}
