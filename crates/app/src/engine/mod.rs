//! The matching engine over texts: the same for the server and for `techbroker rank`.

mod answer;
mod build;
mod lexicon;
mod passages;
mod sentence;
mod text;
mod theme;

pub use answer::{
    AspectAnswer, AspectClass, Candidate, Contribution, Quote, Ranking, Reason, TeamCandidate, smallest_group,
};
pub use build::Engine;
pub use lexicon::{BadLexicon, Entry, lexicon, read_entries};
pub use matching::Lexicon;
pub use text::{EvidenceText, ExpertText, IndicatorText, NeedText};
