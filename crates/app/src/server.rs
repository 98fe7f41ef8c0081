//! The listening program: bound, announced, running until it is asked to stop.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

use crate::clock::Clock;
use crate::config::{Config, LogFormat};
use crate::state::{self, App, State};
use crate::web;

/// How long requests that are running when the program is asked to stop may go on.
const FAREWELL: Duration = Duration::from_secs(10);
/// How often the program looks after itself.
const TIDY_EVERY: Duration = Duration::from_secs(10);

/// Runs the web application until SIGINT or SIGTERM.
///
/// # Errors
/// When it cannot start: the port is in use, the data folder cannot be written, …
pub fn serve(config: Config) -> anyhow::Result<()> {
    start_logging(&config);
    runtime()?.block_on(run(config))
}

/// Brings the database up to date and says what was done.
///
/// # Errors
/// When it cannot be opened or changed.
pub fn migrate(config: &Config) -> anyhow::Result<String> {
    runtime()?.block_on(async {
        let db = state::open_database(config).await?;
        let done = db.migrate().await?;
        db.close().await;
        Ok(done.to_string())
    })
}

/// Does some work on the database and closes it.
///
/// # Errors
/// When it cannot be opened or is not up to date, and those of the work.
pub fn with_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(store::Db) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    runtime()?.block_on(async {
        let db = state::open_database(config).await?;
        db.make_ready().await?;
        let done = work(db.clone()).await;
        db.close().await;
        done
    })
}

/// Few threads: a request takes well under a millisecond, and memory is for the texts.
fn runtime() -> anyhow::Result<Runtime> {
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(builder.worker_threads(workers).max_blocking_threads(16).enable_all().build()?)
}

async fn run(config: Config) -> anyhow::Result<()> {
    let listener = listen(&config).await?;
    let address = listener.local_addr()?;
    let app = State::open(Config { port: address.port(), ..config }, Clock::System).await?;
    announce(&app.config, address);
    let tidying = tokio::spawn(tidy(app.clone()));
    let posting = tokio::spawn(post(app.clone()));
    let service = web::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (asked, wait) = tokio::sync::watch::channel(false);
    let stop = async move {
        stop_signal().await;
        tracing::info!("stopping");
        let _ = asked.send(true);
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::select! {
        done = std::future::IntoFuture::into_future(serving) => done?,
        () = after_farewell(wait) => tracing::warn!("requests were still running and are cut off"),
    }
    tidying.abort();
    posting.abort();
    app.close().await;
    Ok(())
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from((config.host, config.port));
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            anyhow::bail!(
                "port {} is in use by another program: stop it, or set PORT to another number",
                config.port
            )
        }
        other => other.with_context(|| format!("cannot listen on {address}")),
    }
}

/// The address to open, for whoever started the program by hand.
fn announce(config: &Config, address: SocketAddr) {
    // Standard output may be closed; the program serves all the same.
    let _ = writeln!(io::stdout(), "{}", config.origin());
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
}

async fn tidy(app: App) {
    let mut ticks = tokio::time::interval(TIDY_EVERY);
    loop {
        ticks.tick().await;
        app.tidy().await;
    }
}

async fn post(app: App) {
    app.post.run().await;
}

/// Sends the mails that other instances queue, until SIGINT or SIGTERM.
///
/// # Errors
/// When the database cannot be used, or there is no way to send mails.
pub fn work(config: Config) -> anyhow::Result<()> {
    start_logging(&config);
    runtime()?.block_on(async {
        let app = State::open(config, Clock::System).await?;
        anyhow::ensure!(app.post.is_on(), "there is nothing to do: SMTP_URL and MAIL_FROM are not set");
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "sending mails");
        tokio::select! { () = app.post.run() => {}, () = stop_signal() => {} }
        app.close().await;
        Ok(())
    })
}

async fn after_farewell(mut asked: tokio::sync::watch::Receiver<bool>) {
    // An error means that the sender has gone, which it does only after asking.
    let _ = asked.wait_for(|asked| *asked).await;
    tokio::time::sleep(FAREWELL).await;
}

/// Completes on Ctrl-C, and on what container engines and service managers send.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
            (Ok(mut interrupt), Ok(mut terminate)) => {
                tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            }
            _ => std::future::pending().await,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// What is logged at `level`. Libraries that would log addresses or statements at the finest levels do not: the address
/// of a download is a secret, and a query may hold a text.
pub fn log_filter(level: &str) -> Targets {
    let filter: Targets = level.parse().unwrap_or_default();
    let most = filter.default_level().unwrap_or(LevelFilter::INFO).min(LevelFilter::INFO);
    ["axum", "hyper", "lettre", "reqwest", "rustls", "sqlx", "tower", "tower_http"]
        .into_iter()
        .fold(filter, |filter, library| filter.with_target(library, most))
}

fn start_logging(config: &Config) {
    let filter = log_filter(&config.log_level);
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()));
    let registry = tracing_subscriber::registry().with(filter);
    match config.log_format {
        LogFormat::Text => registry.with(layer.with_target(false)).init(),
        LogFormat::Json => registry.with(layer.json().flatten_event(true)).init(),
    }
}
