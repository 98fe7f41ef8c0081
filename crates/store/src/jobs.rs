//! Work for later: rows that workers hold by leases, however many workers and instances there are.
//!
//! A worker that dies loses its lease, and another takes the job. A job that fails is tried again, each time later;
//! one that has failed too often is dead: kept, and no longer tried, until a person looks at it.

mod queue;

use jiff::{SignedDuration, Timestamp};

use crate::column::row;
use crate::db::{Engine, Tx};
use crate::id::fresh;
use crate::statement::{execute, fetch_all, fetch_optional};
use crate::{Db, Error, JobId, UserId, instant};

pub use queue::Queue;

/// How often a job is begun before it is dead.
pub const MAX_ATTEMPTS: i64 = 8;
/// The wait after the first failure; it doubles with each.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(6);

/// A job to be queued.
#[derive(Clone, Copy, Debug)]
pub struct NewJob<'a> {
    /// Which work; the caller's word.
    pub kind: &'a str,
    /// What the work needs to know, as JSON.
    pub payload: &'a str,
    /// Whose it is: it goes with its user.
    pub user: Option<&'a UserId>,
    /// While a job with this key is queued or running, another one is not queued.
    pub unique_key: Option<&'a str>,
    /// Not before.
    pub run_at: Timestamp,
}

/// A job that the caller holds the lease of.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// Which work.
    pub kind: String,
    /// What the work needs to know, as JSON.
    pub payload: String,
    /// Whose it is.
    pub user: Option<UserId>,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    lease: String,
}

row!(Job {
    id: "id",
    kind: "kind",
    payload: "payload",
    user: "user_id",
    attempt: "attempts",
    lease: "lease"
});

/// A job that is no longer tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// Its name.
    pub id: JobId,
    /// Which work.
    pub kind: String,
    /// What the last attempt said.
    pub last_error: Option<String>,
    /// When it was given up.
    pub dead_at: Timestamp,
}

row!(DeadJob { id: "id", kind: "kind", last_error: "last_error", dead_at: "dead_at" });

/// What becomes of a job that has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is tried again, not before this time.
    Again(Timestamp),
    /// It is not tried again.
    Dead,
    /// The lease had run out: somebody else has the job now, and what becomes of it is theirs to say.
    Lost,
}

/// The one statement that the engines say differently: PostgreSQL passes over rows that another worker is just taking
/// instead of waiting for them, SQLite has one writer at a time.
macro_rules! claim {
    ($skip:literal) => {
        concat!(
            "UPDATE jobs SET lease = $1, lease_until = $2, attempts = attempts + 1 WHERE id = (\
             SELECT id FROM jobs WHERE dead_at IS NULL AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3) \
             ORDER BY run_at, id LIMIT 1",
            $skip,
            ") RETURNING id, kind, payload, user_id, attempts, lease"
        )
    };
}

/// Queues a job in the transaction that makes it necessary; `None` when its key is queued already.
pub(crate) async fn enqueue(tx: &mut Tx, job: &NewJob<'_>, now: Timestamp) -> Result<Option<JobId>, Error> {
    const SQL: &str = "INSERT INTO jobs (id, kind, payload, user_id, unique_key, run_at, attempts, created_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (unique_key) WHERE dead_at IS NULL DO NOTHING";
    let id = JobId::fresh(now);
    let added = execute!(
        tx,
        SQL,
        id.as_str(),
        job.kind,
        job.payload,
        job.user.map(UserId::as_str),
        job.unique_key,
        job.run_at.as_second(),
        now.as_second()
    )?;
    Ok((added > 0).then_some(id))
}

impl Db {
    /// Queues a job; `None` when one with its key is queued or running already.
    pub async fn enqueue_job(&self, job: &NewJob<'_>, now: Timestamp) -> Result<Option<JobId>, Error> {
        let mut tx = self.write().await?;
        let id = enqueue(&mut tx, job, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes the job whose turn it is, for the length of `lease`; `None` when there is nothing to do. No other worker
    /// gets it before the lease has run out.
    pub async fn claim_job(&self, lease: SignedDuration, now: Timestamp) -> Result<Option<Job>, Error> {
        let sql = match &self.pool {
            Engine::Sqlite(_) => claim!(""),
            Engine::Postgres(_) => claim!(" FOR UPDATE SKIP LOCKED"),
        };
        let until = instant::after(now, lease);
        let mut tx = self.write().await?;
        bury(&mut tx, now).await?;
        let job = fetch_optional!(tx, sql, fresh(now), until.as_second(), now.as_second())?;
        tx.commit().await?;
        Ok(job)
    }

    /// Keeps a job for longer; false when the lease was lost.
    pub async fn extend_lease(&self, job: &Job, until: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease = $2";
        Ok(execute!(self, SQL, job.id.as_str(), job.lease.as_str(), until.as_second())? > 0)
    }

    /// Removes a job that is done; false when the lease was lost and somebody else is doing it again.
    pub async fn finish_job(&self, job: &Job) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM jobs WHERE id = $1 AND lease = $2";
        Ok(execute!(self, SQL, job.id.as_str(), job.lease.as_str())? > 0)
    }

    /// Gives back a job that failed. `reason` is kept for people: no addresses, no texts.
    pub async fn fail_job(&self, job: &Job, reason: &str, now: Timestamp) -> Result<Fate, Error> {
        const AGAIN: &str = "UPDATE jobs SET lease = NULL, lease_until = NULL, last_error = $3, run_at = $4 \
                             WHERE id = $1 AND lease = $2";
        const DEAD: &str = "UPDATE jobs SET lease = NULL, lease_until = NULL, last_error = $3, dead_at = $4 \
                            WHERE id = $1 AND lease = $2";
        let (sql, at, fate) = match wait_after(job.attempt) {
            Some(wait) => (AGAIN, instant::after(now, wait), Fate::Again(instant::after(now, wait))),
            None => (DEAD, now, Fate::Dead),
        };
        let held = execute!(self, sql, job.id.as_str(), job.lease.as_str(), reason, at.as_second())? > 0;
        Ok(if held { fate } else { Fate::Lost })
    }

    /// Gives up a job at once, because trying again cannot help; false when the lease was lost.
    pub async fn give_up_job(&self, job: &Job, reason: &str, now: Timestamp) -> Result<bool, Error> {
        let last = Job { attempt: MAX_ATTEMPTS, ..job.clone() };
        Ok(self.fail_job(&last, reason, now).await? == Fate::Dead)
    }

    /// The jobs that were given up, newest first, at most `limit`.
    pub async fn dead_jobs(&self, limit: u32) -> Result<Vec<DeadJob>, Error> {
        const SQL: &str = "SELECT id, kind, last_error, dead_at FROM jobs WHERE dead_at IS NOT NULL \
                           ORDER BY dead_at DESC, id DESC LIMIT $1";
        fetch_all!(self, SQL, i64::from(limit))
    }
}

/// The wait before the next attempt; `None` after the last one.
fn wait_after(attempt: i64) -> Option<SignedDuration> {
    let doublings = u32::try_from(attempt.clamp(1, MAX_ATTEMPTS) - 1).unwrap_or(0);
    (attempt < MAX_ATTEMPTS).then(|| (FIRST_WAIT * 2_i32.pow(doublings)).min(LONGEST_WAIT))
}

/// Gives up the jobs whose last lease ran out: whoever held them has died each time.
async fn bury(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "UPDATE jobs SET lease = NULL, lease_until = NULL, dead_at = $1, \
                       last_error = 'the worker died at every attempt' \
                       WHERE dead_at IS NULL AND attempts >= $2 AND lease_until <= $1";
    execute!(tx, SQL, now.as_second(), MAX_ATTEMPTS)?;
    Ok(())
}

#[cfg(test)]
mod tests;
