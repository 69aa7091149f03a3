//! The rooms of administrators and officials: figures, accounts, tokens, settings, system, audit trail, interface.

mod account;
mod accounts;
mod audit;
mod docs;
mod invite;
mod picks;
mod reports;
mod settings;
mod system;
mod ties;
mod tokens;

use crate::http::Registry;

/// Lists the routes of these rooms.
pub(super) fn routes() -> Registry {
    Registry::new()
        .merge(reports::routes())
        .merge(accounts::routes())
        .merge(invite::routes())
        .merge(account::routes())
        .merge(tokens::routes())
        .merge(settings::routes())
        .merge(picks::routes())
        .merge(system::routes())
        .merge(audit::routes())
        .merge(docs::routes())
}
