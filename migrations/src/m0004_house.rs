//! What the house keeps for itself: history, outbox, errands, audit, repetition keys, imports, files and settings.

use sea_orm_migration::prelude::*;

use crate::column::{
    bytes, check, id, index, number, refer, table, text, text_or_null, time, time_or_null, uuid, uuid_or_null,
};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_house"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in chain().into_iter().chain(work()) {
            manager.create_table(table).await?;
        }
        manager.create_index(index("event_subject", "event", &["subject_kind", "subject_id"], false)).await?;
        manager.create_index(index("errand_key", "errand", &["key"], true)).await
    }
}

fn chain() -> Vec<TableCreateStatement> {
    let sequence = || number("sequence").primary_key().take();
    let event = table(
        "event",
        vec![
            sequence(),
            text("subject_kind"),
            uuid("subject_id"),
            text("what"),
            text("facts"),
            uuid_or_null("by_account"),
            time("at"),
            text_or_null("on_behalf"),
            text("request_id"),
        ],
    );
    let outbox =
        table("outbox", vec![sequence(), text("subject_kind"), uuid("subject_id"), text("what"), time("at")]);
    let audit = table("audit", vec![sequence(), text("previous"), text("hash"), text("entry")]);
    let meta = table("meta", vec![text("key").primary_key().take(), text("value")]);
    vec![event, outbox, audit, meta]
}

fn work() -> Vec<TableCreateStatement> {
    let mut errand = table(
        "errand",
        vec![
            id(),
            text("key"),
            text("kind"),
            text("payload"),
            time("due_at"),
            number("attempts"),
            number("claim"),
            time_or_null("leased_until"),
            time_or_null("done_at"),
            text("result"),
        ],
    );
    check(&mut errand, "attempts >= 0");
    let mut idempotency = table(
        "idempotency",
        vec![text("caller"), text("key"), text("fingerprint"), text("outcome"), time("at")],
    );
    idempotency.primary_key(Index::create().col(Alias::new("caller")).col(Alias::new("key")));
    let mut batch = table(
        "import_batch",
        vec![
            id(),
            text("kind"),
            text("file_name"),
            text("file_checksum"),
            text("state"),
            text("plan"),
            text("receipt"),
            uuid_or_null("by_account"),
            time("created_at"),
            time_or_null("applied_at"),
            time_or_null("undone_at"),
        ],
    );
    check(&mut batch, "kind IN ('roster', 'needs', 'companies', 'evidence')");
    check(&mut batch, "state IN ('planned', 'applied', 'undone')");
    check(&mut batch, "(state = 'planned') = (applied_at IS NULL)");
    check(&mut batch, "(state = 'undone') = (undone_at IS NOT NULL)");
    let mut change = table(
        "batch_change",
        vec![
            uuid("batch_id"),
            number("position"),
            text("subject_kind"),
            uuid("subject_id"),
            text_or_null("before"),
            number("version_after"),
        ],
    );
    change.primary_key(Index::create().col(Alias::new("batch_id")).col(Alias::new("position")));
    refer(&mut change, "batch_id", "import_batch", true);
    let mut file_bytes = table("import_file", vec![uuid("batch_id").primary_key().take(), bytes("content")]);
    refer(&mut file_bytes, "batch_id", "import_batch", true);
    let file = table(
        "stored_file",
        vec![
            id(),
            text("name"),
            text("media_type"),
            text("checksum"),
            number("size"),
            uuid_or_null("by_account"),
            time("created_at"),
        ],
    );
    let setting = table("setting", vec![text("key").primary_key().take(), text("value")]);
    let counter = table("counter", vec![text("name").primary_key().take(), number("value")]);
    vec![errand, idempotency, batch, change, file_bytes, file, setting, counter]
}
