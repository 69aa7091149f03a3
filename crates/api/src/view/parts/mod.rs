//! The parts pages are made of: tags, numbered squares, quotes, task lists, time lines, pagers, facets.

mod list;
mod progress;
mod quote;
mod tag;

pub use list::{Chip, Empty, Facet, FacetValue, Facets, Pager, chips};
pub use progress::{Entry, Steps, Task, TaskState, When, line, tasks};
pub use quote::{Gap, IndicatorRow, Piece, Quote, indicators, marked, pieces};
pub use tag::{Cover, Tag, Tone, band, banner};
