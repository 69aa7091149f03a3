//! The pages: handlers that ask the use cases, fill a view and answer with HTML, or send on after a form.

mod account;
mod admin;
mod broker;
mod directory;
mod draft;
mod expert;
pub mod failure;
mod frame;
mod import;
mod listed;
mod need;
mod public;
mod quote;
mod readers;
mod search;
mod short;

pub use frame::{back_with, page, page_as, to, with_cookie};

use crate::http::{Caller, Registry, Server};

/// Lists the routes of all pages.
pub fn routes() -> Registry {
    Registry::new()
        .merge(public::routes())
        .merge(account::routes())
        .merge(draft::routes())
        .merge(need::routes())
        .merge(readers::routes())
        .merge(expert::routes())
        .merge(broker::routes())
        .merge(directory::routes())
        .merge(search::routes())
        .merge(import::routes())
        .merge(admin::routes())
}

impl Server {
    /// Makes a key that lets a form be sent twice without harm.
    pub fn key(&self) -> String {
        self.app().clock().mint_uuid().simple().to_string()
    }
}

/// Reads a parameter of the address a caller asked for; an empty one is none.
pub(crate) fn query(caller: &Caller, name: &str) -> Option<String> {
    let query = caller.here.split_once('?')?.1;
    form_urlencoded::parse(query.as_bytes())
        .find(|(n, v)| n == name && !v.is_empty())
        .map(|(_, v)| v.into_owned())
}
