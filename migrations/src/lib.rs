//! How the database came to be what it is; each step is frozen once it has landed.
//!
//! The steps run the same on SQLite and PostgreSQL, each in a transaction of its own.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod column;
mod m0001_people;
mod m0002_alliance;
mod m0003_needs;
mod m0004_house;
mod m0005_readings;

/// Runs the steps in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Step),
            Box::new(m0002_alliance::Step),
            Box::new(m0003_needs::Step),
            Box::new(m0004_house::Step),
            Box::new(m0005_readings::Step),
        ]
    }
}
