//! The business, tried from outside: any sequence of moves, and the access rules.

mod machine;
mod policy;
