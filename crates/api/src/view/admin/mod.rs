//! Pages of administrators and officials, and the documentation of the JSON interface.

mod accounts;
mod home;
mod house;

pub use accounts::{AccountLine, AccountList, AccountNew, AccountPage, ShownOnce, TokenLine, TokenList};
pub use home::{
    ApiAnswer, ApiDocs, ApiOperation, ApiParameter, ApiSchema, ApiTag, Figure, OfficialHome, StateCount,
};
pub use house::{AuditLine, AuditList, Pick, PickList, Settings, SystemPage};
