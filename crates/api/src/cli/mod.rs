//! The command line: one binary, promised names, one sentence for every trouble.

mod assign;
mod audit;
mod demo;
mod export;
mod import;
mod index;
mod openapi;
mod rank;
mod running;
mod serve;
mod settings;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use settings::Settings;

/// The working platform of a technology-broker alliance.
#[derive(Debug, Parser)]
#[command(name = "techbroker", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the whole product over a fresh database with an invented alliance.
    Demo(demo::Args),
    /// Start the product; the first start prints the administrator's set-up link.
    Serve(serve::Args),
    /// Import a roster, needs, companies or evidence, or undo a batch.
    Import(import::Args),
    /// Rank experts for needs, both from files, without a database.
    Rank(rank::Args),
    /// Assign experts to needs under capacity, from files.
    Assign(assign::Args),
    /// Check, rebuild or describe the index.
    Index(index::Args),
    /// Write needs, experts, matches or figures to standard output.
    Export(export::Args),
    /// Check the audit trail.
    Audit(audit::Args),
    /// Print the OpenAPI document.
    Openapi,
    /// Add, disable or reset an account.
    User(user::Args),
}

/// A trouble with the sentence for standard error and the exit code.
#[derive(Debug)]
pub struct Trouble {
    sentence: String,
    code: u8,
}

impl Trouble {
    /// Work that could not be done: exit code 1.
    pub fn failed(what: impl std::fmt::Display) -> Self {
        Self { sentence: what.to_string(), code: 1 }
    }
    /// A command that is not understood: exit code 2.
    pub fn wrong_use(what: impl std::fmt::Display) -> Self {
        Self { sentence: what.to_string(), code: 2 }
    }
}

/// Runs the command line and returns its exit code: 0 done, 1 failed, 2 wrong use.
pub fn main() -> ExitCode {
    // clap itself exits with 2 on wrong use and prints what to do.
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("techbroker: {}", trouble.sentence);
            ExitCode::from(trouble.code)
        }
    }
}

fn run(command: Command) -> Result<(), Trouble> {
    match command {
        Command::Demo(args) => on_runtime(demo::run(args)),
        Command::Serve(args) => on_runtime(serve::run(args)),
        Command::Import(args) => on_runtime(import::run(args)),
        Command::Rank(args) => rank::run(&args).map_err(Trouble::failed),
        Command::Assign(args) => assign::run(&args).map_err(Trouble::failed),
        Command::Index(args) => on_runtime(index::run(args)),
        Command::Export(args) => on_runtime(export::run(args)),
        Command::Audit(args) => on_runtime(audit::run(args)),
        Command::Openapi => openapi::run(),
        Command::User(args) => on_runtime(user::run(args)),
    }
}

fn on_runtime(work: impl Future<Output = Result<(), Trouble>>) -> Result<(), Trouble> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build()
        .map_err(Trouble::failed)?
        .block_on(work)
}
