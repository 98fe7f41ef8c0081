//! Deleting what nobody can use any more. Everything that expires is refused from that moment on by itself; this only
//! gives the space back and keeps personal data no longer than said.

use jiff::{SignedDuration, Timestamp};

use crate::audit::Action;
use crate::events::UNDO;
use crate::statement::execute;
use crate::{Db, Error, instant};

/// How long it is known what happened to an account; that one was deleted stays known, so that an import from the
/// earlier program does not bring it back.
const AUDIT: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How long a job that was given up can be looked at.
const DEAD_JOBS: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Db {
    /// Deletes sessions, tokens, downloads and begun sign-ins that have expired, events that were deleted too long ago
    /// to be brought back, and the oldest of the audit and of the dead jobs. Says how many rows went.
    pub async fn tidy(&self, now: Timestamp) -> Result<u64, Error> {
        const AUDIT_SQL: &str = "DELETE FROM audit WHERE at <= $1 AND action <> $2";
        let (second, deleted) = (now.as_second(), Action::UserDeleted.as_str());
        let mut gone = self.delete_expired_handoffs(second).await?;
        gone += execute!(self, "DELETE FROM sign_in_attempts WHERE expires_at <= $1", second)?;
        gone += execute!(self, "DELETE FROM sessions WHERE expires_at <= $1", second)?;
        gone += execute!(self, "DELETE FROM mail_tokens WHERE expires_at <= $1", second)?;
        gone += execute!(self, "DELETE FROM api_tokens WHERE expires_at <= $1", second)?;
        gone += self.delete_old_throwaways(now).await?;
        let (undo, dead) = (instant::before(now, UNDO), instant::before(now, DEAD_JOBS));
        gone += execute!(self, "DELETE FROM events WHERE deleted_at <= $1", undo.as_second())?;
        gone += execute!(self, "DELETE FROM jobs WHERE dead_at <= $1", dead.as_second())?;
        gone += execute!(self, AUDIT_SQL, instant::before(now, AUDIT).as_second(), deleted)?;
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{DAY, after, both, hash, mail};

    both! { what_has_expired_goes_and_that_an_account_was_deleted_stays_known, db => {
        let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user.id;
        let ben = db.registered("ben@example.org", &hash("ben")).await.signed_in.user.id;
        db.create_api_token(&ana, "n", "read", Some(after(DAY)), after(0)).await.unwrap();
        db.create_api_token(&ana, "n", "read", None, after(0)).await.unwrap();
        db.begin_attempt(&crate::TokenHash::of("state"), b"x", after(0)).await.unwrap();
        db.request_reset(&mail("ana@example.org"), after(0)).await.unwrap();
        db.delete_user(&ben, after(0)).await.unwrap();
        let job = db.claim_job(SignedDuration::from_secs(60), after(0)).await.unwrap().unwrap();
        db.give_up_job(&job, "no", after(0)).await.unwrap();
        assert_eq!(db.tidy(after(599)).await.unwrap(), 0);
        assert_eq!(db.tidy(after(600)).await.unwrap(), 1, "the begun sign-in");
        assert_eq!(db.tidy(after(3600)).await.unwrap(), 1, "the reset");
        assert_eq!(db.tidy(after(DAY)).await.unwrap(), 1, "the dated key");
        assert_eq!(db.tidy(after(30 * DAY)).await.unwrap(), 2, "the session and the dead job");
        db.tidy(after(365 * DAY)).await.unwrap();
        assert_eq!(db.count("SELECT count(*) FROM audit").await, 1);
        assert_eq!(db.audit(&ben, 10).await.unwrap()[0].action, Action::UserDeleted);
        assert_eq!(db.api_tokens(&ana).await.unwrap().len(), 1);
    }}
}
