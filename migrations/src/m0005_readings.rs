//! Who outside the case read which version of a need, for its company.

use sea_orm_migration::prelude::*;

use crate::column::{check, id, index, number, refer, table, text, time, uuid, uuid_or_null};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_readings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(need_reading()).await?;
        let once =
            |name, who| index(name, "need_reading", &["need_id", who, "need_version", "part", "day"], true);
        manager.create_index(once("need_reading_account", "account_id")).await?;
        manager.create_index(once("need_reading_token", "token_id")).await
    }
}

fn need_reading() -> TableCreateStatement {
    let mut table = table(
        "need_reading",
        vec![
            id(),
            uuid("need_id"),
            number("need_version"),
            uuid_or_null("account_id"),
            uuid_or_null("token_id"),
            text("part"),
            text("day"),
            time("at"),
        ],
    );
    refer(&mut table, "need_id", "need", true);
    refer(&mut table, "account_id", "account", false);
    refer(&mut table, "token_id", "service_token", false);
    check(&mut table, "(account_id IS NULL) <> (token_id IS NULL)");
    check(&mut table, "part IN ('public_text', 'abstract', 'verified', 'undertaking', 'case')");
    table
}
