//! How the queue stands, for those who watch the program.

use jiff::{SignedDuration, Timestamp};

use crate::column::row;
use crate::statement::fetch_one;
use crate::{Db, Error};

/// The queue at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Jobs that are to be done, now or later, those that are being done included.
    pub waiting: i64,
    /// Jobs that were given up.
    pub dead: i64,
    /// Since when the first in the queue could have been done and nobody has taken it.
    pub due_since: Option<Timestamp>,
}

row!(Queue { waiting: "waiting", dead: "dead", due_since: "due_since" });

impl Queue {
    /// How long the first in the queue has been waiting for a worker.
    pub fn late(&self, now: Timestamp) -> SignedDuration {
        self.due_since
            .map_or(SignedDuration::ZERO, |since| now.duration_since(since).max(SignedDuration::ZERO))
    }
}

impl Db {
    /// How the queue stands.
    pub async fn queue(&self, now: Timestamp) -> Result<Queue, Error> {
        const SQL: &str = "SELECT count(CASE WHEN dead_at IS NULL THEN 1 END) AS waiting, count(dead_at) AS dead, \
                           min(CASE WHEN dead_at IS NULL AND run_at <= $1 \
                           AND (lease_until IS NULL OR lease_until <= $1) THEN run_at END) AS due_since FROM jobs";
        fetch_one!(self, SQL, now.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewJob;
    use crate::testing::{after, both};

    both! { a_queue_says_how_much_waits_and_for_how_long, db => {
        assert_eq!(db.queue(after(0)).await.unwrap(), Queue { waiting: 0, dead: 0, due_since: None });
        for (payload, second) in [("first", 10), ("second", 20), ("third", 90)] {
            let job = NewJob { kind: "test", payload, user: None, unique_key: None, run_at: after(second) };
            db.enqueue_job(&job, after(0)).await.unwrap();
        }
        let seen = async |second| {
            let queue = db.queue(after(second)).await.unwrap();
            (queue.waiting, queue.dead, queue.late(after(second)).as_secs())
        };
        assert_eq!(seen(5).await, (3, 0, 0), "nobody is late yet");
        assert_eq!(seen(25).await, (3, 0, 15));
        let first = db.claim_job(SignedDuration::from_secs(60), after(25)).await.unwrap().unwrap();
        assert_eq!(seen(25).await, (3, 0, 5), "the second one is the next");
        db.give_up_job(&first, "no", after(26)).await.unwrap();
        let second = db.claim_job(SignedDuration::from_secs(60), after(30)).await.unwrap().unwrap();
        assert_eq!(seen(30).await, (2, 1, 0));
        assert_eq!(seen(91).await, (2, 1, 71), "the lease of the second has run out");
        db.finish_job(&second).await.unwrap();
        assert_eq!(seen(91).await, (1, 1, 1));
    }}
}
