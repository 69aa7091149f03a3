//! The memory against real databases: SQLite always, PostgreSQL when `TEST_POSTGRES_URL` names a server.

mod audit;
mod concurrency;
mod database;
mod house;
mod schema;
mod story;
mod undo;
