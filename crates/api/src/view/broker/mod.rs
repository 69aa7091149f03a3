//! A broker's pages: queue, needs, review, calls, workbench, defence sheet.

mod bench;
mod call;
mod defence;
mod inbox;
mod needs;
mod review;

pub use bench::{Bench, Block, Candidate, Cell, Compare, Group, Head, Nobody, Pane, Who, WhyNot, blocks};
pub use call::CallEntry;
pub use defence::Defence;
pub use inbox::{Check, Decisions, FileLink, Inbox, InboxItem, InboxRow, Similar};
pub use needs::{NeedLine, NeedList};
pub use review::{ClearanceView, ConsentView, Differs, NeedReview, OtherActs, SectionView, Wording};
