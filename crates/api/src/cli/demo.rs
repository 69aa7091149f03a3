//! `techbroker demo`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use app::{App, Clock, Config};
use clap::Args as ClapArgs;

use super::Trouble;
use super::running::{listen, log, run as run_server, say};
use crate::http::Options;

/// Options of `demo`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, env = "TECHBROKER_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Folder for the data; without it a temporary one, removed at the end
    #[arg(long, env = "TECHBROKER_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address people use; its path is the path of every page [default: http://LISTEN]
    #[arg(long, env = "TECHBROKER_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Number that decides which alliance is invented
    #[arg(long, env = "TECHBROKER_SEED", value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Only fills the data folder and ends
    #[arg(long, hide = true)]
    fill: bool,
}

/// Starts the product over an invented alliance.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    log();
    if args.fill {
        return fill(&args).await;
    }
    let (listener, at) = listen(&args.listen).await?;
    let temporary = match &args.data {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("techbroker-demo-").tempdir().map_err(Trouble::failed)?),
    };
    let data =
        args.data.clone().or_else(|| temporary.as_ref().map(|t| t.path().to_owned())).unwrap_or_default();
    fill_apart(&data, args.seed).await?;
    let config = Config::serving(data);
    let app = App::open(&config, Clock::machine(config.zone.clone())).await.map_err(Trouble::failed)?;
    let public_url = args.public_url.unwrap_or_else(|| format!("http://{at}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    for (role, token) in app.demo_links().await.map_err(Trouble::failed)? {
        say(&format!("sign-in link  {role:<14} {public_url}/links/{}", token.reveal()));
    }
    say(&format!("listening on {public_url}/"));
    run_server(app, listener, &Options { public_url, demo: true }).await
}

/// Fills the data folder in a process of its own: what that takes in memory is given back when it ends.
async fn fill_apart(data: &Path, seed: u64) -> Result<(), Trouble> {
    let program = std::env::current_exe().map_err(Trouble::failed)?;
    let mut command = Command::new(program);
    command.args(["demo", "--fill", "--seed", &seed.to_string(), "--data"]).arg(data).stdout(Stdio::null());
    let filled = tokio::task::spawn_blocking(move || command.output()).await.map_err(Trouble::failed)?;
    let filled = filled.map_err(Trouble::failed)?;
    if filled.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&filled.stderr);
    Err(Trouble::failed(said.trim().trim_start_matches("techbroker: ")))
}

async fn fill(args: &Args) -> Result<(), Trouble> {
    let config = Config::serving(args.data.clone().unwrap_or_default());
    let app = App::open(&config, Clock::machine(config.zone.clone())).await.map_err(Trouble::failed)?;
    app.seed_demo(args.seed).await.map_err(Trouble::failed)?;
    app.drain().await.map_err(Trouble::failed)
}
