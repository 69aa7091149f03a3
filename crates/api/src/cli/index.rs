//! `techbroker index`.

use app::{App, Clock};
use clap::{Args as ClapArgs, Subcommand};

use super::{Settings, Trouble};

/// Options of `index`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compare every document of the index with the database
    Verify,
    /// Build the index anew from the database; needs the data folder for itself
    Rebuild,
    /// Count documents and show the bookmark
    Stats,
}

/// Works on the index.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    let alone = matches!(args.command, Command::Rebuild);
    let config = args.settings.config(alone)?;
    let app = App::open(&config, Clock::machine(config.zone.clone())).await.map_err(Trouble::failed)?;
    match args.command {
        Command::Verify => {
            let report = app.verify_index().await.map_err(Trouble::failed)?;
            println!("{} documents compared, {} differences", report.compared, report.differences.len());
            for difference in report.differences.iter().take(20) {
                println!("{difference}");
            }
            if report.differences.is_empty() {
                Ok(())
            } else {
                Err(Trouble::failed("the index differs from the database: run techbroker index rebuild"))
            }
        }
        Command::Rebuild => {
            let documents = app.rebuild_index().await.map_err(Trouble::failed)?;
            println!("the index was built anew: {documents} documents");
            Ok(())
        }
        Command::Stats => {
            println!("{}", app.index_stats().await.map_err(Trouble::failed)?);
            Ok(())
        }
    }
}
