//! One number for all the business holds, so that taking something back can be proved.

use sea_orm::{DatabaseConnection, EntityTrait};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::row::{
    account, account_role, conflict, evidence, evidence_owner, expert, need, need_indicator, need_match,
    need_section_level, organisation, question, service_token, setting, stored_file, team,
};
use crate::{Result, Store};

impl Store {
    /// Returns the SHA-256 over all rows of the business, in hexadecimal; equal contents have it equal on both databases.
    ///
    /// Versions do not count, since taking back moves them on; nor do history, outbox, audit, sessions, errands,
    /// counters, repetition keys and batches.
    pub async fn business_hash(&self) -> Result<String> {
        let (mut hash, db) = (Sha256::new(), self.db());
        add::<account::Entity>("account", &mut hash, db).await?;
        add::<account_role::Entity>("account_role", &mut hash, db).await?;
        add::<organisation::Entity>("organisation", &mut hash, db).await?;
        add::<team::Entity>("team", &mut hash, db).await?;
        add::<expert::Entity>("expert", &mut hash, db).await?;
        add::<evidence::Entity>("evidence", &mut hash, db).await?;
        add::<evidence_owner::Entity>("evidence_owner", &mut hash, db).await?;
        add::<conflict::Entity>("conflict", &mut hash, db).await?;
        add::<need::Entity>("need", &mut hash, db).await?;
        add::<need_indicator::Entity>("need_indicator", &mut hash, db).await?;
        add::<need_section_level::Entity>("need_section_level", &mut hash, db).await?;
        add::<question::Entity>("question", &mut hash, db).await?;
        add::<need_match::Entity>("need_match", &mut hash, db).await?;
        add::<stored_file::Entity>("stored_file", &mut hash, db).await?;
        add::<setting::Entity>("setting", &mut hash, db).await?;
        add::<service_token::Entity>("service_token", &mut hash, db).await?;
        Ok(crate::value::hex(&hash.finalize()))
    }
}

async fn add<E>(table: &str, hash: &mut Sha256, db: &DatabaseConnection) -> Result<()>
where
    E: EntityTrait,
    E::Model: Serialize,
{
    let mut rows = Vec::new();
    for row in E::find().all(db).await? {
        let mut row = serde_json::to_value(&row).expect("our own rows write as JSON");
        if let Some(columns) = row.as_object_mut() {
            columns.remove("version");
        }
        rows.push(row.to_string());
    }
    // A row begins with its key, and the two databases order texts differently.
    rows.sort_unstable();
    hash.update(format!("{table} {}\n", rows.len()));
    for row in rows {
        hash.update(row);
        hash.update(b"\n");
    }
    Ok(())
}
