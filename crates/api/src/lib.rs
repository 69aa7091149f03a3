//! The faces of the alliance: addresses, languages, static files, pages, the JSON interface and the command line.

pub mod assets;
pub mod cli;
pub mod http;
pub mod i18n;
pub mod json;
pub mod pages;
pub mod url;
pub mod view;

use http::{Access, Registry};

/// Lists every route of the product; the router is built from nothing else.
pub fn routes() -> Registry {
    Registry::new().merge(http::health::routes()).merge(json::routes()).merge(pages::routes()).get(
        Access::Open,
        "/api/v1/openapi.json",
        json::openapi,
    )
}
