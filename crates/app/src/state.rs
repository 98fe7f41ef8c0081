//! What every request shares.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Semaphore;

use crate::auth::attempts::Attempts;
use crate::auth::password::Passwords;
use crate::auth::providers::{self, Known};
use crate::background::Background;
use crate::clock::Clock;
use crate::config::Config;
use crate::handoff::Handoffs;
use crate::limit::ByteLimit;
use crate::metrics::{Metrics, Sight};
use crate::post::{Post, Way};
use crate::secret::SecretKey;

/// Long texts that are read at the same time.
const LONG_AT_ONCE: usize = 2;

/// The longest that the database is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// The running program: cheap to clone.
pub type App = Arc<State>;

/// What every request shares.
#[derive(Debug)]
pub struct State {
    /// The settings.
    pub config: Config,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Calendar files that wait for their browser.
    pub handoffs: Handoffs,
    /// What each visitor may still have read.
    pub limit: ByteLimit,
    /// Makes and checks the hashes of passwords.
    pub passwords: Passwords,
    /// How often somebody may still try to sign in.
    pub attempts: Attempts,
    /// Turns for long texts: a few at a time, so that their events cannot fill the memory.
    pub long_texts: Semaphore,
    /// Whom people sign in with.
    pub providers: Vec<Known>,
    /// Sends the mails.
    pub post: Post,
    /// Work that goes on after its request was answered.
    pub background: Background,
    /// When the program started.
    pub started: Timestamp,
    /// What is counted.
    pub metrics: Metrics,
    key: SecretKey,
    db: store::Db,
    sight: Mutex<Sight>,
}

impl State {
    /// Opens the data folder and the database, and brings the database up to date.
    ///
    /// # Errors
    /// When the folder cannot be made or the database cannot be used.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<App> {
        let way = way_of_mails(&config)?;
        State::open_with(config, clock, way).await
    }

    /// The same with another way for mails.
    ///
    /// # Errors
    /// As [`State::open`].
    pub async fn open_with(config: Config, clock: Clock, way: Way) -> anyhow::Result<App> {
        let db = open_database(&config).await?;
        let done = db.make_ready().await?;
        if !done.applied.is_empty() {
            tracing::info!("{done}");
        }
        let key = SecretKey::of(&config)?;
        let handoffs = Handoffs::new(db.clone(), key.clone());
        let providers = providers::of(&config)?;
        let post = Post::new(db.clone(), clock, way, config.origin());
        let sight = Mutex::new(Sight { database_answers: true, ..Sight::default() });
        let metrics = Metrics::new(config.machine.revision.as_deref());
        let (limit, long_texts, started) = (ByteLimit::new(), Semaphore::new(LONG_AT_ONCE), clock.now());
        let (passwords, attempts) = (Passwords::default(), Attempts::default());
        Ok(Arc::new(State {
            config,
            clock,
            handoffs,
            limit,
            passwords,
            attempts,
            long_texts,
            providers,
            post,
            background: Background::default(),
            started,
            key,
            metrics,
            db,
            sight,
        }))
    }

    /// Everything that is kept.
    pub fn db(&self) -> &store::Db {
        &self.db
    }

    /// The key of this installation.
    pub fn secret_key(&self) -> &SecretKey {
        &self.key
    }

    /// How the database and the queue of jobs were when they were last looked at.
    pub fn sight(&self) -> Sight {
        *self.sight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the database and the queue of jobs, and waits for no longer than `patience`.
    pub async fn look(&self, patience: Duration) {
        let before = self.sight();
        let seen = tokio::time::timeout(patience, self.db.queue(self.clock.now())).await;
        let seen = seen.unwrap_or(Err(store::Error::Timeout));
        let sight = match &seen {
            Ok(queue) => Sight::of(queue, self.clock.now()),
            Err(_) => Sight { database_answers: false, ..before },
        };
        match seen {
            Ok(_) if !before.database_answers => tracing::info!("the database answers again"),
            Err(error) if before.database_answers => tracing::error!(%error, "the database does not answer"),
            _ => {}
        }
        self.metrics.see(sight);
        *self.sight.lock().unwrap_or_else(PoisonError::into_inner) = sight;
    }

    /// Looks at the database, deletes what has expired and forgets whom the limit need not know.
    pub async fn tidy(&self) {
        self.look(PATIENCE).await;
        if let Err(error) = self.db.tidy(self.clock.now()).await {
            tracing::warn!(%error, "what has expired could not be deleted");
        }
        self.limit.forget();
        self.attempts.forget();
    }

    /// Ends what goes on and closes the database.
    pub async fn close(&self) {
        self.background.finish().await;
        self.db.close().await;
    }
}

/// Mails go to the server that is set. Without one they are files, where nobody but the person at this computer can have
/// asked for them; elsewhere there are none.
fn way_of_mails(config: &Config) -> anyhow::Result<Way> {
    Ok(match &config.accounts.smtp {
        Some(smtp) => Way::Delivered(mail::Outbox::smtp(&smtp.url.0, &smtp.from)?),
        None if config.is_for_oneself() => Way::Shown(mail::Outbox::folder(config.data_dir.join("mail"))),
        None => Way::Off,
    })
}

/// The database of `config`; the data folder is made when it is not there, for its owner alone.
///
/// # Errors
/// When the folder cannot be made or the database cannot be opened.
pub async fn open_database(config: &Config) -> anyhow::Result<store::Db> {
    use anyhow::Context as _;
    let folder = &config.data_dir;
    make_folder(folder).with_context(|| format!("the data folder {} cannot be made", folder.display()))?;
    Ok(store::Db::open(&config.database_url).await?)
}

fn make_folder(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
