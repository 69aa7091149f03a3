//! The faces of the alliance: addresses, languages, static files and pages.

pub mod assets;
pub mod i18n;
pub mod url;
pub mod view;
