//! `techbroker serve`.

use app::{App, Clock};
use clap::Args as ClapArgs;

use super::running::{listen, log, run as run_server, say};
use super::{Settings, Trouble};
use crate::http::Options;

/// Options of `serve`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "TECHBROKER_LISTEN", value_name = "ADDR")]
    listen: Option<String>,
    /// The address people use; its path is the path of every page [default: http://LISTEN]
    #[arg(long, env = "TECHBROKER_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

/// Starts the product and serves until it is asked to stop.
pub(super) async fn run(args: Args) -> Result<(), Trouble> {
    log();
    let file = args.settings.file()?;
    let address = args.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let (listener, at) = listen(&address).await?;
    let config = args.settings.config(true)?;
    let app = App::open(&config, Clock::machine(config.zone.clone())).await.map_err(Trouble::failed)?;
    let public_url = args.public_url.or(file.public_url).unwrap_or_else(|| format!("http://{at}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    if let Some(token) = app.set_up_link().await.map_err(Trouble::failed)? {
        say(&format!("set-up link  {public_url}/links/{}", token.reveal()));
    }
    say(&format!("listening on {public_url}/"));
    run_server(app, listener, &Options { public_url, demo: false }).await
}
