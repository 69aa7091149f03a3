//! A call or visit becomes a need on one short page.

use askama::Template;

use crate::view::form::Choice;
use crate::view::{Form, Frame};

/// The page for a caller: saved as a draft, or submitted on behalf in one step.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/call.html")]
pub struct CallEntry {
    /// The frame.
    pub f: Frame,
    /// Scope `call`; fields `organisation` (an identifier, empty for none), `organisation_name`, `on_behalf.person`,
    /// `contact_phone`, `on_behalf.channel`, `on_behalf.told_at`, `title`, `problem`, `promise`, `indicators.N.name`,
    /// `.target`, `.unit`, `level`, `declaration`; the pressed button sends `act` = `draft` or `submit`.
    pub form: Form,
    /// Companies to pick from, the latest callers first, after an empty choice for one that is not listed.
    pub organisations: Vec<Choice>,
    /// The need the call is about, where it was opened from one: its number; empty for a new need.
    pub about: String,
}

impl CallEntry {
    fn channels(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "channel", &["phone", "visit", "wechat", "mail", "stamped_paper"])
    }
    fn levels(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "level", &["public", "verified", "undertaking", "case"])
    }
    fn rows(&self) -> std::ops::Range<usize> {
        0..self.form.rows("indicators").max(3)
    }
    fn cell(row: usize, column: &str) -> String {
        format!("indicators.{row}.{column}")
    }
    fn has_indicators(&self) -> bool {
        self.form.rows("indicators") > 0
    }
    fn cell_label(&self, row: usize, column: &str) -> String {
        let word = self.f.code("indicator", column);
        self.f.t2("call-cell", "number", row + 1, "column", word)
    }
}
