//! The pages: one struct of display-ready facts for each, rendered by the templates in `web/templates`.
//!
//! To add a page: a struct with a field `f: Frame` that derives [`askama::Template`] with its file in
//! `web/templates`, which begins with `{% extends "layout/base.html" %}` and fills the blocks `main`,
//! and if wanted `crumbs` and `page_class`; its words in the three files of `web/locales`; a sample in
//! [`samples`], which puts it under the tests of every page.
//! In a template, words come from `f.t("key")`, `f.t1("key", "name", value)` and `f.code("prefix", code)`,
//! addresses from `f.urls`, form fields from a [`Form`] as `{{ form.text(f, "title") }}`, the rest from [`parts`].
//! A dense table that becomes cards on a phone has the classes `table to-cards` and `data-l` on cells.
//! Text in another language than the page carries `{{ f.lang_of(lang) }}`.

pub mod account;
pub mod admin;
mod behalf;
pub mod broker;
pub mod company;
pub mod desk;
pub mod directory;
mod draw;
pub mod expert;
pub mod form;
pub mod format;
pub mod frame;
pub mod icon;
pub mod import;
pub mod listing;
pub mod nav;
pub mod parts;
pub mod public;
pub mod samples;
pub mod search;

use std::fmt;

pub use form::{Choice, Form};
pub use frame::{Face, Flash, Frame, Signed, Site, TextSize, Theme, Words};
pub use nav::Place;

/// Markup that we made ourselves and that is not escaped again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(pub String);

impl Html {
    /// Renders a part; parts hold nothing that can fail.
    pub fn of(part: &impl askama::Template) -> Self {
        Self(part.render().expect("a part writes into a string and cannot fail"))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// A small value as templates hand it over: itself, or behind references.
pub trait Of<T: Copy> {
    /// Returns the value.
    fn get(&self) -> T;
}

impl<T: Copy, U: Of<T> + ?Sized> Of<T> for &U {
    fn get(&self) -> T {
        (**self).get()
    }
}

macro_rules! of_itself {
    ($($kind:ty),*) => {$(
        impl Of<$kind> for $kind {
            fn get(&self) -> $kind {
                *self
            }
        }
    )*};
}
of_itself!(usize, domain::Lang, domain::Level, parts::Cover);
