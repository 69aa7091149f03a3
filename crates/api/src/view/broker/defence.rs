//! The sheet that defends a shortlist on one page: indicator against quote, gaps, why not others, seal.

use askama::Template;
use domain::{Lang, Level};

use crate::view::{Form, Frame};

use super::bench::{Cell, Head, Who, WhyNot};

/// The sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/defence.html")]
pub struct Defence {
    /// The frame.
    pub f: Frame,
    /// The need's identifier.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The version of the need the sheet was made of.
    pub version: i64,
    /// The title as the company wrote it.
    pub title: String,
    /// The language the need is written in.
    pub lang: Lang,
    /// The company's name.
    pub company: String,
    /// Who may read it.
    pub level: Level,
    /// Expected result, budget and date, in words.
    pub expected: String,
    /// When was searched and over how much, in words.
    pub searched: String,
    /// The shortlist, each with its band's code; empty for none.
    pub columns: Vec<(Who, &'static str)>,
    /// Each indicator with a cell per candidate.
    pub rows: Vec<(Head, Vec<Cell>)>,
    /// What stands in the way of each, in words; empty for nothing.
    pub blocks: Vec<String>,
    /// People whom others recommended and who are not on the shortlist, with the answer.
    pub others: Vec<WhyNot>,
    /// The broker's opinion: scope `opinion`, field `opinion`; shown as text in print.
    pub form: Form,
    /// Who made the sheet, when.
    pub made: String,
    /// The checksum of what is shown, in groups of four.
    pub checksum: String,
}
