//! The command line of `cargo xtask`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use xtask::{programme, tidy};

/// Runs the chores of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Checks the rules no compiler knows: arrows, budgets, addresses, locale keys, links, licences, columns
    Tidy,
    /// Runs format, clippy and tests: the loop before every commit
    Ci,
    /// Runs one long programme at full figures; without a name, lists them
    Prove {
        /// The programme, for example `kill`
        name: Option<String>,
        /// Another figure than the full one
        #[arg(long)]
        rounds: Option<u32>,
    },
}

fn main() -> ExitCode {
    let root = root();
    match Cli::parse().chore {
        Chore::Tidy => tidied(&root),
        Chore::Ci => ci(&root),
        Chore::Prove { name: None, .. } => list(),
        Chore::Prove { name: Some(name), rounds } => prove(&root, &name, rounds),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

fn tidied(root: &Path) -> ExitCode {
    let findings = tidy::run(root);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("tidy"),
        n => println!("{n} to mend"),
    }
    done(findings.is_empty())
}

fn ci(root: &Path) -> ExitCode {
    let loop_ = [
        vec!["fmt", "--all", "--check"],
        vec!["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        vec!["test", "--workspace"],
    ];
    done(loop_.iter().all(|arguments| cargo(root, arguments, None)))
}

fn list() -> ExitCode {
    for programme in programme::ALL {
        println!("{:8}{} (full: {})", programme.name, programme.proves, programme.full);
    }
    ExitCode::SUCCESS
}

fn prove(root: &Path, name: &str, rounds: Option<u32>) -> ExitCode {
    let Some(programme) = programme::ALL.iter().find(|programme| programme.name == name) else {
        eprintln!("there is no programme {name:?}; `cargo xtask prove` lists those there are");
        return ExitCode::from(2);
    };
    let figure = rounds.unwrap_or(programme.full).to_string();
    println!("{}: {}, {figure} rounds", programme.name, programme.proves);
    done(cargo(root, &programme.arguments(), Some((programme.variable, &figure))))
}

fn cargo(root: &Path, arguments: &[&str], variable: Option<(&str, &str)>) -> bool {
    println!("cargo {}", arguments.join(" "));
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root).args(arguments).env("INSTA_UPDATE", "no").envs(variable);
    match command.status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("cargo does not start: {error}");
            false
        }
    }
}

fn done(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
