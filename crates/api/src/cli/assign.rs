//! `techbroker assign`: who goes where, under capacity.

/// Options of `assign`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Scores as JSON lines, a header first
    #[arg(long, value_name = "FILE")]
    pub matrix: std::path::PathBuf,
}

/// Assigns and prints to standard output.
pub fn run(_: &Args) -> Result<(), String> {
    Err("assign is not built yet".to_owned())
}
