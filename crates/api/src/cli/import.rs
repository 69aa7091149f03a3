//! `techbroker import`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{App, Call, Mode, Progress};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use domain::BatchId;
use domain::policy::Actor;
use indicatif::ProgressBar;

use super::{Settings, Trouble};

/// Options of `import`.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Take an applied batch back
    #[arg(long, value_name = "BATCH")]
    undo: Option<BatchId>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Experts and their teams
    Roster(Source),
    /// Technical needs
    Needs(Source),
    /// Companies
    Companies(Source),
    /// Evidence of experts
    Evidence(Source),
}

#[derive(Debug, ClapArgs)]
struct Source {
    /// XLSX, XLS or CSV
    file: PathBuf,
    /// Read and compare only; nothing is changed
    #[arg(long)]
    dry_run: bool,
    /// Apply all rows, or none when one has an error
    #[arg(long)]
    all_or_nothing: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Report::Text)]
    report: Report,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Report {
    Text,
    Json,
}

/// Imports a file or takes a batch back.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    let call = Call { actor: Actor::House, request_id: "command-line".to_owned(), key: None };
    if let Some(batch) = args.undo {
        let app = args.settings.open().await?;
        app.undo_import(&call, batch).await.map_err(Trouble::failed)?;
        println!("batch {batch} was taken back");
        return Ok(());
    }
    let (kind, file) = match args.what {
        Some(What::Roster(file)) => ("roster", file),
        Some(What::Needs(file)) => ("needs", file),
        Some(What::Companies(file)) => ("companies", file),
        Some(What::Evidence(file)) => ("evidence", file),
        None => {
            return Err(Trouble::wrong_use(
                "name what to import: roster, needs, companies or evidence, or --undo BATCH",
            ));
        }
    };
    let app = file.settings.open().await?;
    import(&app, &call, kind, &file).await
}

async fn import(app: &App, call: &Call, kind: &str, source: &Source) -> Result<(), Trouble> {
    let name = source.file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let content = read(&source.file)?;
    let kind = app::import_kind(kind).ok_or_else(|| Trouble::wrong_use("there is no such kind"))?;
    let seen = app.plan_import(call, kind, &name, content).await.map_err(Trouble::failed)?;
    match source.report {
        Report::Json => println!("{}", serde_json::to_string(&seen.plan).map_err(Trouble::failed)?),
        Report::Text => describe(&seen),
    }
    if source.dry_run {
        return Ok(());
    }
    let mode = if source.all_or_nothing { Mode::AllOrNothing } else { Mode::ValidRows };
    let receipt = app.apply_import(call, seen.batch.id, mode, bar()).await.map_err(Trouble::failed)?;
    if matches!(source.report, Report::Text) {
        println!(
            "applied as batch {}: {} new, {} updated, {} teams",
            seen.batch.id, receipt.new, receipt.updated, receipt.teams
        );
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path)
        .map_err(|e| Trouble::failed(format!("the file {} cannot be read: {e}", path.display())))
}

fn describe(seen: &app::BatchSeen) {
    let s = seen.plan.summary;
    println!("{}: {} rows", seen.plan.file, s.rows);
    println!(
        "{} new, {} updated, {} unchanged, {} duplicate, {} error",
        s.new, s.updated, s.unchanged, s.duplicate, s.error
    );
    for problem in seen.plan.problems() {
        let place = if problem.sheet.is_empty() { String::new() } else { format!("{} ", problem.sheet) };
        println!("{place}{}{}: {} ({})", problem.column, problem.row, problem.kind, problem.cell);
    }
}

/// A progress bar on a terminal, nothing when piped.
fn bar() -> Option<Progress> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(0);
    Some(Arc::new(move |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        if done == total {
            bar.finish_and_clear();
        }
    }))
}
