//! What single cells mean: one file per kind of cell, each from a value to a meaning or a named complaint.

pub mod budget;
pub mod codes;
pub mod contact;
pub mod dates;
pub mod indicator;
pub mod interests;
pub mod lists;
pub mod name;
pub mod numbers;
pub mod prose;
pub mod text;
pub mod validity;
