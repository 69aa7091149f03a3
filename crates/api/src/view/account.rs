//! Pages to come.
