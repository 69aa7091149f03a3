//! The pages: handlers that ask the use cases, fill a view and answer with HTML, or send on after a form.

pub mod failure;
mod frame;

pub use frame::{back_with, page, page_as, to, with_cookie};

use crate::http::Registry;

/// Lists the routes of all pages.
pub fn routes() -> Registry {
    Registry::new()
}
