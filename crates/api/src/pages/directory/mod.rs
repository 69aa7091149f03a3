//! The directory's pages: experts, teams, organisations.

mod experts;
mod organisations;
mod teams;

use crate::http::{Caller, Registry};

/// Lists the routes of these rooms.
pub(super) fn routes() -> Registry {
    Registry::new().merge(experts::routes()).merge(teams::routes()).merge(organisations::routes())
}

/// Reads a parameter that may come several times.
pub(super) fn all(caller: &Caller, name: &str) -> Vec<String> {
    let query = caller.here.split_once('?').map_or("", |(_, q)| q);
    form_urlencoded::parse(query.as_bytes())
        .filter(|(n, v)| n == name && !v.is_empty())
        .map(|(_, v)| v.into_owned())
        .collect()
}
