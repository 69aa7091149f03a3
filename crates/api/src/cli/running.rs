//! A running server: listening, workers, signals, and the lines it prints.

use std::io::Write;
use std::net::SocketAddr;

use app::App;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use super::Trouble;
use crate::http::server::serve;
use crate::http::{Options, Server};

/// Binds the address and says in one sentence why not.
pub(super) async fn listen(address: &str) -> Result<(TcpListener, SocketAddr), Trouble> {
    let listener = TcpListener::bind(address).await.map_err(|e| match e.kind() {
        std::io::ErrorKind::AddrInUse => Trouble::failed(format!(
            "the address {address} is taken by another program: stop it, or name another with --listen"
        )),
        _ => Trouble::failed(format!("cannot listen on {address} ({e}): name another address with --listen")),
    })?;
    let at = listener.local_addr().map_err(Trouble::failed)?;
    Ok((listener, at))
}

/// Writes logs to standard error, as text on a terminal and as JSON lines elsewhere.
pub(super) fn log() {
    let filter = EnvFilter::try_from_env("TECHBROKER_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let done = if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        builder.try_init()
    } else {
        builder.json().try_init()
    };
    // A second start in one process keeps the first log.
    drop(done);
}

/// Serves until the process is asked to stop, with the workers beside.
pub(super) async fn run(app: App, listener: TcpListener, options: &Options) -> Result<(), Trouble> {
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().ok();
    let server = Server::new(app.clone(), options, metrics).map_err(Trouble::wrong_use)?;
    let stop = CancellationToken::new();
    let workers = tokio::spawn(app.clone().work(stop.clone()));
    let signals = stop.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        signals.cancel();
    });
    let router = server.router(crate::routes());
    serve(listener, router, stop.clone()).await.map_err(Trouble::failed)?;
    stop.cancel();
    workers.await.map_err(Trouble::failed)
}

/// Prints a line and flushes it, so that scripts that wait for it see it at once.
pub(super) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone is no reason to stop serving.
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(error) => {
                tracing::error!(%error, "cannot wait for SIGTERM");
                drop(interrupt.await);
                return;
            }
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
