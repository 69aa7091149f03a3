//! Accounts, their credentials and sessions, and service tokens.

use sea_orm_migration::prelude::*;

use crate::column::{
    bytes, check, flag, id, index, number, refer, table, text, time, time_or_null, uuid, uuid_or_null,
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        manager.create_index(index("account_login", "account", &["login"], true)).await?;
        manager.create_index(index("session_token", "session", &["token_hash"], true)).await?;
        manager.create_index(index("session_account", "session", &["account_id"], false)).await?;
        manager.create_index(index("link_token", "one_time_link", &["token_hash"], true)).await?;
        manager.create_index(index("service_token_hash", "service_token", &["token_hash"], true)).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    let mut account = table(
        "account",
        vec![
            id(),
            number("version"),
            text("login"),
            text("name"),
            text("lang"),
            text("state"),
            time_or_null("disabled_at"),
        ],
    );
    check(&mut account, "state IN ('invited', 'active', 'disabled')");
    check(&mut account, "(state = 'disabled') = (disabled_at IS NOT NULL)");
    check(&mut account, "lang IN ('zh-Hans', 'zh-Hant', 'en')");
    check(&mut account, "version >= 1");

    let mut role = table(
        "account_role",
        vec![
            uuid("account_id"),
            number("position"),
            text("role"),
            uuid_or_null("organisation_id"),
            uuid_or_null("expert_id"),
            uuid_or_null("team_id"),
            flag("is_owner"),
            time_or_null("until_at"),
        ],
    );
    role.primary_key(Index::create().col(Alias::new("account_id")).col(Alias::new("position")));
    refer(&mut role, "account_id", "account", true);
    check(&mut role, "role IN ('company', 'expert', 'liaison', 'broker', 'official', 'administrator')");
    check(&mut role, "(role = 'company') = (organisation_id IS NOT NULL)");
    check(&mut role, "(role = 'expert') = (expert_id IS NOT NULL)");
    check(&mut role, "(role = 'liaison') = (team_id IS NOT NULL)");

    let mut credential =
        table("credential", vec![uuid("account_id").primary_key().take(), text("hash"), time("set_at")]);
    refer(&mut credential, "account_id", "account", true);

    let mut session = table(
        "session",
        vec![
            id(),
            uuid("account_id"),
            bytes("token_hash"),
            text("label"),
            time("created_at"),
            time("last_seen_at"),
            time("expires_at"),
            time_or_null("ended_at"),
        ],
    );
    refer(&mut session, "account_id", "account", true);

    let mut link = table(
        "one_time_link",
        vec![
            id(),
            text("purpose"),
            uuid_or_null("account_id"),
            bytes("token_hash"),
            time("created_at"),
            time("expires_at"),
            time_or_null("used_at"),
        ],
    );
    refer(&mut link, "account_id", "account", true);
    check(&mut link, "purpose IN ('set_up', 'invitation', 'reset', 'sign_in')");
    check(&mut link, "(purpose = 'set_up') = (account_id IS NULL)");

    let token = table(
        "service_token",
        vec![
            id(),
            text("label"),
            text("scopes"),
            bytes("token_hash"),
            time("created_at"),
            time_or_null("expires_at"),
            time_or_null("revoked_at"),
        ],
    );
    let attempt =
        table("sign_in_attempt", vec![text("key").primary_key().take(), number("count"), time("since_at")]);
    vec![account, role, credential, session, link, token, attempt]
}
