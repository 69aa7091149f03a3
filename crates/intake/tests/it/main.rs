//! Everything the importer promises, over invented files and, where it is present, over the shared samples.

mod annotate;
mod cells;
mod fuzz;
mod handoff;
mod hostile;
mod samples;
mod shared;
mod speed;
