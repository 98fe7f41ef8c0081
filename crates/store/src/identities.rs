//! The providers that somebody can sign in with.

use jiff::Timestamp;

use crate::audit::{Action, record};
use crate::column::row;
use crate::statement::{execute, fetch_all, fetch_optional};
use crate::{Db, Email, Error, IdentityId, ProviderAccount, UserId};

/// A way to sign in with a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its name in lists.
    pub id: IdentityId,
    /// The provider (`iss`).
    pub issuer: String,
    /// The provider's own name for the person (`sub`).
    pub subject: String,
    /// The address that the provider gave last; it may be another one than the account's.
    pub email: Option<Email>,
    /// When it was linked.
    pub created_at: Timestamp,
    /// The latest sign-in with it.
    pub last_used_at: Option<Timestamp>,
}

row!(Identity {
    id: "id",
    issuer: "issuer",
    subject: "subject",
    email: "email",
    created_at: "created_at",
    last_used_at: "last_used_at",
});

/// How linking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// The person can sign in with it.
    Done,
    /// It belongs to another account; nothing was changed.
    Taken,
}

/// How unlinking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlinked {
    /// It opens nothing any more.
    Done,
    /// Without it nobody could sign in to the account; nothing was changed.
    LastWayIn,
    /// The person has no such identity.
    Absent,
}

impl Db {
    /// The providers that a person can sign in with, in the order in which they were linked.
    pub async fn identities(&self, user: &UserId) -> Result<Vec<Identity>, Error> {
        const SQL: &str = "SELECT id, issuer, subject, email, created_at, last_used_at FROM identities \
                           WHERE user_id = $1 ORDER BY id";
        fetch_all!(self, SQL, user.as_str())
    }

    /// Links what a provider says about somebody to the person who is signed in and has just shown that it is them.
    pub async fn link_identity(
        &self,
        user: &UserId,
        account: &ProviderAccount<'_>,
        now: Timestamp,
    ) -> Result<Linked, Error> {
        const SQL: &str = "INSERT INTO identities (id, user_id, issuer, subject, email, created_at) \
                           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (issuer, subject) \
                           DO UPDATE SET email = excluded.email RETURNING user_id";
        let mut tx = self.write().await?;
        let id = IdentityId::fresh(now);
        let email = account.email.as_ref().map(Email::as_str);
        let (issuer, subject) = (account.issuer, account.subject);
        let holder: Option<(String,)> =
            fetch_optional!(tx, SQL, id.as_str(), user.as_str(), issuer, subject, email, now.as_second())?;
        if holder.is_none_or(|(holder,)| holder != user.as_str()) {
            return Ok(Linked::Taken);
        }
        record(&mut tx, Some(user), Action::IdentityLinked, Some(issuer), now).await?;
        tx.commit().await?;
        Ok(Linked::Done)
    }

    /// Takes a provider off an account, unless nobody could sign in to it any more: what is left has to be another
    /// provider, a password, or a verified address that can get one by mail.
    pub async fn unlink_identity(
        &self,
        user: &UserId,
        identity: &IdentityId,
        now: Timestamp,
    ) -> Result<Unlinked, Error> {
        const DELETE: &str = "DELETE FROM identities WHERE user_id = $1 AND id = $2";
        const WAY_IN: &str = "UPDATE users SET updated_at = $2 WHERE id = $1 AND (password_hash IS NOT NULL \
                              OR email_verified_at IS NOT NULL \
                              OR EXISTS (SELECT 1 FROM identities WHERE identities.user_id = users.id))";
        // Of two that are unlinked at once, both would see the other one as what is left.
        const LOCK: &str = "UPDATE users SET updated_at = updated_at WHERE id = $1";
        let mut tx = self.write().await?;
        execute!(tx, LOCK, user.as_str())?;
        if execute!(tx, DELETE, user.as_str(), identity.as_str())? == 0 {
            return Ok(Unlinked::Absent);
        }
        if execute!(tx, WAY_IN, user.as_str(), now.as_second())? == 0 {
            return Ok(Unlinked::LastWayIn);
        }
        record(&mut tx, Some(user), Action::IdentityUnlinked, None, now).await?;
        tx.commit().await?;
        Ok(Unlinked::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{after, both, google, hash};

    both! { a_person_links_a_second_provider_account_but_not_somebody_elses, db => {
        let ana = db.signed_in(&google("1", "ana@example.org")).await.signed_in.user.id;
        let ben = db.signed_in(&google("2", "ben@example.org")).await.signed_in.user.id;
        let work = google("3", "ana@work.example");
        assert_eq!(db.link_identity(&ana, &work, after(1)).await.unwrap(), Linked::Done);
        assert_eq!(db.link_identity(&ana, &work, after(2)).await.unwrap(), Linked::Done);
        assert_eq!(db.link_identity(&ben, &work, after(3)).await.unwrap(), Linked::Taken);
        assert_eq!(db.signed_in(&work).await.signed_in.user.id, ana);
        let theirs = db.identities(&ana).await.unwrap();
        assert_eq!(theirs.iter().map(|identity| identity.subject.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    }}

    both! { the_last_way_in_is_not_taken_off, db => {
        let nameless = ProviderAccount { email: None, ..google("1", "x@example.org") };
        let user = db.signed_in(&nameless).await.signed_in.user.id;
        let first = db.identities(&user).await.unwrap().remove(0).id;
        assert_eq!(db.unlink_identity(&user, &first, after(1)).await.unwrap(), Unlinked::LastWayIn);
        db.link_identity(&user, &ProviderAccount { subject: "2", ..nameless }, after(2)).await.unwrap();
        assert_eq!(db.unlink_identity(&user, &first, after(3)).await.unwrap(), Unlinked::Done);
        assert_eq!(db.unlink_identity(&user, &first, after(4)).await.unwrap(), Unlinked::Absent);

        let ben = db.registered("ben@example.org", &hash("ben")).await.signed_in.user.id;
        db.link_identity(&ben, &google("9", "ben@example.org"), after(5)).await.unwrap();
        let only = db.identities(&ben).await.unwrap().remove(0).id;
        assert_eq!(db.unlink_identity(&user, &only, after(6)).await.unwrap(), Unlinked::Absent);
        assert_eq!(db.unlink_identity(&ben, &only, after(6)).await.unwrap(), Unlinked::Done);
    }}

    both! { of_two_last_ways_in_unlinked_at_once_one_stays, db => {
        let nameless = ProviderAccount { email: None, ..google("1", "x@example.org") };
        let user = db.signed_in(&nameless).await.signed_in.user.id;
        db.link_identity(&user, &ProviderAccount { subject: "2", ..nameless }, after(2)).await.unwrap();
        let tasks: Vec<_> = db.identities(&user).await.unwrap().into_iter().map(|identity| {
            let (db, user) = (db.clone(), user.clone());
            tokio::spawn(async move { db.unlink_identity(&user, &identity.id, after(3)).await.unwrap() })
        }).collect();
        let mut ends = Vec::new();
        for task in tasks {
            ends.push(task.await.unwrap());
        }
        assert!(ends.contains(&Unlinked::Done) && ends.contains(&Unlinked::LastWayIn), "{ends:?}");
    }}
}
