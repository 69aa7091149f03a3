//! The finder over a small corpus of bearings, magnets, seafood and lasers.

mod corpus;
mod folder;
mod highlights;
mod model;
mod relevance;
mod visibility;
