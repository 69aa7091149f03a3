//! `techbroker export`.

use app::{Call, ExportFormat, Exported};
use clap::{Args as ClapArgs, ValueEnum};
use domain::policy::Actor;

use super::{Settings, Trouble};

/// Options of `export`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// What to write
    #[arg(value_enum)]
    what: What,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Needs,
    Experts,
    Matches,
    Report,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

/// Writes a list to standard output.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    let app = args.settings.open().await?;
    let call = Call { actor: Actor::House, request_id: "command-line".to_owned(), key: None };
    let what = match args.what {
        What::Needs => Exported::Needs,
        What::Experts => Exported::Experts,
        What::Matches => Exported::Matches,
        What::Report => Exported::Report,
    };
    let format = match args.format {
        Format::Csv => ExportFormat::Csv,
        Format::Xlsx => ExportFormat::Xlsx,
        Format::Json => ExportFormat::Json,
    };
    let bytes = app.export(&call, what, format).await.map_err(Trouble::failed)?;
    std::io::Write::write_all(&mut std::io::stdout().lock(), &bytes).map_err(Trouble::failed)
}
