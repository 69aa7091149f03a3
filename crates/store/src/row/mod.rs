//! Rows as the tables hold them; private to the memory.

mod alliance;
mod house;
mod needs;
mod people;

pub(crate) use alliance::{conflict, evidence, evidence_owner, expert, organisation, team};
pub(crate) use house::{
    audit, batch_change, counter, errand, event, idempotency, import_batch, import_file, meta, outbox,
    setting, stored_file,
};
pub(crate) use needs::{need, need_indicator, need_match, need_reading, need_section_level, question};
pub(crate) use people::{
    account, account_role, credential, one_time_link, service_token, session, sign_in_attempt,
};
