//! The parts as templates ask for them: methods of the frame, which knows the language.

use domain::Level;

use super::parts::{self, Chip, Cover, Entry, IndicatorRow, Piece, Tag, Task, Tone};
use super::{Frame, Html, Of};

impl Frame {
    /// Returns a tag: `tone` is `neutral`, `info`, `progress`, `warn`, `success` or `danger`.
    pub fn tag(&self, tone: &str, icon: &str, word: impl AsRef<str>) -> Tag {
        Tag::new(Tone::from_code(tone), icon, word.as_ref())
    }
    /// Returns the tag of a need's state in the broker's words.
    pub fn need_state(&self, code: &str) -> Tag {
        Tag::need_state(self.l, "state", code)
    }
    /// Returns the tag of a need's state in the company's words, which say what happens next.
    pub fn own_need_state(&self, code: &str) -> Tag {
        Tag::need_state(self.l, "state-own", code)
    }
    /// Returns the tag that says who may read.
    pub fn level(&self, level: impl Of<Level>) -> Tag {
        Tag::level(self.l, level.get())
    }
    /// Draws the numbered square: plain, hit, near or gap.
    pub fn fx(&self, number: impl Of<usize>, cover: impl Of<Cover>) -> Html {
        cover.get().square(self.l, number.get())
    }
    /// Draws the bars and the word of a band: `strong`, `possible` or `to_verify`.
    pub fn band(&self, code: &str) -> Html {
        parts::band(self.l, code)
    }
    /// Draws a banner; `tone` is `info`, `warn`, `success`, `danger` or `secret`.
    pub fn banner(&self, tone: &str, what: impl AsRef<str>, more: impl AsRef<str>) -> Html {
        parts::banner(tone, what.as_ref(), more.as_ref())
    }
    /// Draws a task list.
    pub fn tasks(&self, tasks: impl AsRef<[Task]>) -> Html {
        parts::tasks(self, tasks.as_ref())
    }
    /// Draws a time line.
    pub fn line(&self, entries: &[Entry]) -> Html {
        parts::line(self, entries)
    }
    /// Draws indicators as a table.
    pub fn indicators(&self, rows: &[IndicatorRow]) -> Html {
        parts::indicators(self, rows)
    }
    /// Draws text with its marks.
    pub fn marked(&self, pieces: &[Piece]) -> Html {
        parts::marked(pieces)
    }
    /// Draws the chosen filters and a link that clears them all.
    pub fn chips(&self, chosen: &[Chip], clear: impl AsRef<str>) -> Html {
        parts::chips(self, chosen, clear.as_ref())
    }
}
