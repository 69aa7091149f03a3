//! Pages of a company: writing a need, and following it.

mod draft;
mod need;

pub use draft::{
    Draft, DraftTasks, Missing, NeedCheck, NeedPart, NeedReceipt, NeedStart, Part, Preview, SummaryGroup,
    SummaryRow,
};
pub use need::{
    CompanyHome, ConsentAsk, NeedPrint, NeedReaders, NeedRow, OwnNeed, QuestionItem, Reading, Waiting,
};
