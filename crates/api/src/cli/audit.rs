//! `techbroker audit`.

use clap::{Args as ClapArgs, Subcommand};

use super::{Settings, Trouble};

/// Options of `audit`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Walk the whole chain and name the first entry that does not fit
    Verify,
}

/// Checks the audit trail.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    let Command::Verify = args.command;
    let app = args.settings.open().await?;
    match app.verify_audit().await.map_err(Trouble::failed)? {
        (entries, None) => {
            println!("the audit trail is whole: {entries} entries");
            Ok(())
        }
        (_, Some(bad)) => Err(Trouble::failed(format!(
            "the audit trail breaks at entry {bad}: restore it from a backup and keep this database for the inquiry"
        ))),
    }
}
