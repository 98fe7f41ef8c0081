//! The post: takes the mails that wait in the database and sends them, one after the other.
//!
//! A mail is a job. Its link gets its token here, just before it is sent, so that the token is written down nowhere.

mod letter;

use std::time::Duration;

use jiff::SignedDuration;
use mail::{Failure, Kept, Outbox};
use store::{Db, Job, MAIL_JOB, Mail};
use tokio::sync::{Mutex, Notify};

use crate::clock::Clock;

/// How long a mail server may take before another worker tries.
const LEASE: SignedDuration = SignedDuration::from_mins(3);
/// How often it is looked for mails that other instances have queued, or whose next attempt is due.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Way {
    /// To the people they are for.
    Delivered(Outbox),
    /// Into a folder of this computer; the page shows the newest.
    Shown(Outbox),
    /// Nowhere: there is no mail server.
    Off,
}

/// The post office of an installation.
#[derive(Debug)]
pub struct Post {
    db: Db,
    clock: Clock,
    way: Way,
    /// Scheme and host that links lead to.
    origin: String,
    queued: Notify,
    /// One at a time: whoever waits for it finds that the mail of the one before has gone.
    turn: Mutex<()>,
}

impl Post {
    /// Sends the mails that wait in `db`, with links to `origin`.
    pub fn new(db: Db, clock: Clock, way: Way, origin: String) -> Post {
        Post { db, clock, way, origin, queued: Notify::new(), turn: Mutex::new(()) }
    }

    /// Whether mails go anywhere.
    pub fn is_on(&self) -> bool {
        !matches!(self.way, Way::Off)
    }

    /// Whether the page shows the newest mail instead of a mailbox.
    pub fn is_shown(&self) -> bool {
        matches!(self.way, Way::Shown(_))
    }

    /// The newest mail, where the page shows it.
    pub async fn newest(&self) -> Option<Kept> {
        let Way::Shown(outbox) = &self.way else { return None };
        match outbox.newest().await {
            Ok(newest) => newest,
            Err(failure) => {
                tracing::warn!("the newest mail could not be read: {failure}");
                None
            }
        }
    }

    /// Says that a mail was queued: it is sent at once rather than at the next look.
    pub fn queued(&self) {
        self.queued.notify_one();
    }

    /// Sends mails for ever.
    pub async fn run(&self) {
        let Some(outbox) = self.outbox() else { return };
        loop {
            if let Err(error) = self.send_all(outbox).await {
                tracing::warn!(%error, "mails could not be sent");
            }
            // Whichever comes first.
            let _ = tokio::time::timeout(LOOK_EVERY, self.queued.notified()).await;
        }
    }

    /// Sends what waits now; says how many mails that were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn send_waiting(&self) -> Result<usize, store::Error> {
        match self.outbox() {
            Some(outbox) => self.send_all(outbox).await,
            None => Ok(0),
        }
    }

    fn outbox(&self) -> Option<&Outbox> {
        match &self.way {
            Way::Delivered(outbox) | Way::Shown(outbox) => Some(outbox),
            Way::Off => None,
        }
    }

    async fn send_all(&self, outbox: &Outbox) -> Result<usize, store::Error> {
        let _turn = self.turn.lock().await;
        let mut sent = 0;
        while let Some(job) = self.db.claim_job(LEASE, self.clock.now()).await? {
            match self.send(outbox, &job).await {
                Ok(()) => {
                    self.db.finish_job(&job).await?;
                    sent += 1;
                }
                Err(failure) => self.give_back(&job, &failure).await?,
            }
        }
        Ok(sent)
    }

    async fn send(&self, outbox: &Outbox, job: &Job) -> Result<(), Failure> {
        let broken = |_| Failure::Permanent("the job is no mail".to_owned());
        if job.kind != MAIL_JOB {
            return Err(broken(store::Error::Damaged));
        }
        let mail = Mail::of(job).map_err(broken)?;
        let token = match &mail.token {
            None => None,
            Some(id) => match self.db.arm_mail_token(id, self.clock.now()).await {
                Ok(Some(token)) => Some(token),
                // Nobody wants it any more: a newer one was asked for, or its time is over.
                Ok(None) => return Ok(()),
                Err(error) => return Err(Failure::Temporary(format!("the link could not be made: {error}"))),
            },
        };
        let message = letter::write(&mail, token.as_ref(), &self.origin);
        outbox.send(&message.map_err(|error| Failure::Permanent(error.to_string()))?).await
    }

    async fn give_back(&self, job: &Job, failure: &Failure) -> Result<(), store::Error> {
        let (now, reason) = (self.clock.now(), failure.to_string());
        tracing::warn!(job = %job.id, attempt = job.attempt, "a mail was not sent: {reason}");
        match failure {
            Failure::Temporary(_) => self.db.fail_job(job, &reason, now).await.map(|_| ()),
            Failure::Permanent(_) => self.db.give_up_job(job, &reason, now).await.map(|_| ()),
        }
    }
}
