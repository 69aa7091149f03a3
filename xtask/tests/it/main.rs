//! Every rule of tidy fails on a planted violation and holds on the real tree.

mod plant;
mod planted;
mod real;
