//! Reading the files people send: guards, tables, and what each cell means.
