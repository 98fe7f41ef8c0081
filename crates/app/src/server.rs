//! The listening program: bound, announced, running until it is asked to stop.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::clock::Clock;
use crate::config::Config;
use crate::logging;
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
    logging::start(&config);
    runtime()?.block_on(run(config))
}

/// Brings the database up to date and says what was done.
///
/// # Errors
/// When it cannot be opened or changed.
pub fn migrate(config: &Config) -> anyhow::Result<String> {
    runtime()?.block_on(async {
        let direct = config.machine.direct_database_url.as_ref().map(|url| url.0.clone());
        let database_url = direct.unwrap_or_else(|| config.database_url.clone());
        let db = state::open_database(&Config { database_url, ..config.clone() }).await?;
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
    let figures = figures(&app).await?;
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
    figures.abort();
    app.close().await;
    Ok(())
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    listen_at(config, config.port, "PORT").await
}

/// Serves the figures on their own port, when they have one.
async fn figures(app: &App) -> anyhow::Result<tokio::task::JoinHandle<io::Result<()>>> {
    let Some(port) = app.config.machine.metrics_port else { return Ok(tokio::spawn(std::future::pending())) };
    let listener = listen_at(&app.config, port, "METRICS_PORT").await?;
    tracing::info!(address = %listener.local_addr()?, "figures for Prometheus at /metrics");
    let router = web::metrics::router(app.clone());
    Ok(tokio::spawn(async move { axum::serve(listener, router).await }))
}

async fn listen_at(config: &Config, port: u16, setting: &str) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from((config.host, port));
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            anyhow::bail!(
                "port {port} is in use by another program: stop it, or set {setting} to another number"
            )
        }
        other => other.with_context(|| format!("cannot listen on {address}")),
    }
}

/// The address to open, for whoever started the program by hand.
fn announce(config: &Config, address: SocketAddr) {
    // Standard output may be closed; the program serves all the same.
    let _ = writeln!(io::stdout(), "{}", config.origin());
    let revision = config.machine.revision.as_deref();
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), revision, "listening");
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
    logging::start(&config);
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
