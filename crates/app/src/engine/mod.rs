//! The matching engine over texts: the same for the server and for `techbroker rank`.

mod build;
mod lexicon;
mod text;

pub use build::Engine;
pub use lexicon::{BadLexicon, Entry, lexicon, read_entries};
pub use matching::Lexicon;
pub use text::{EvidenceText, ExpertText, IndicatorText, NeedText};
