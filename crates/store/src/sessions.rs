//! Sessions: browsers that are signed in.
//!
//! A session cannot be without its user: its row refers to the user's by a foreign key, goes with it, and is written
//! only in the transaction that has just written or locked the user ([`crate::Db::sign_in`] and its like).

use jiff::{SignedDuration, Timestamp};

use crate::audit::{Action, record};
use crate::column::{row, row_of_two};
use crate::db::Tx;
use crate::statement::{execute, fetch_all, fetch_optional};
use crate::users::user_columns;
use crate::{Db, Error, SessionId, Token, TokenHash, User, UserId, instant};

/// A session that nobody uses ends after this time.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A session ends after this time, used or not.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long showing that it is oneself lasts.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// A use is written down when the last one written is older than this: reading a page is not to write each time.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name in lists; no secret.
    pub id: SessionId,
    /// What the browser says it is, as the caller shortened it.
    pub device: String,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// Its last use, to the day.
    pub last_used_at: Timestamp,
    /// When the person last showed that it is them; changing an address or a password asks for it again.
    pub authenticated_at: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
}

/// Who is signed in, and through which session: never one without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The browser.
    pub session: Session,
    /// The person.
    pub user: User,
}

/// The columns of a [`Session`].
macro_rules! session_columns {
    () => {
        "sessions.id AS session_id, sessions.device AS session_device, sessions.created_at AS session_created_at, \
         sessions.last_used_at AS session_last_used_at, sessions.authenticated_at AS session_authenticated_at, \
         sessions.expires_at AS session_expires_at"
    };
}

row!(Session {
    id: "session_id",
    device: "session_device",
    created_at: "session_created_at",
    last_used_at: "session_last_used_at",
    authenticated_at: "session_authenticated_at",
    expires_at: "session_expires_at",
});
row_of_two!(SignedIn { session, user });

impl Session {
    /// Whether the person has shown recently enough that it is them to change an address, a password or a way to sign
    /// in, to make a key, or to delete the account.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.duration_since(self.authenticated_at) <= FRESH
    }

    /// Ends after the idle time from `now`, but never later than its lifetime.
    fn expiry(created_at: Timestamp, now: Timestamp) -> Timestamp {
        instant::after(now, SESSION_IDLE).min(instant::after(created_at, SESSION_LIFETIME))
    }
}

/// Opens a session of `user`, whose row the same transaction has written or locked.
pub(crate) async fn open(
    tx: &mut Tx,
    user: &UserId,
    device: &str,
    now: Timestamp,
) -> Result<(Session, Token), Error> {
    const SQL: &str = concat!(
        "INSERT INTO sessions (id, token_hash, user_id, device, created_at, last_used_at, authenticated_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $5, $5, $6) RETURNING ",
        session_columns!()
    );
    let token = Token::generate()?;
    let (id, hash, expires_at) = (SessionId::fresh(now), token.hash(), Session::expiry(now, now));
    let session = fetch_optional!(
        tx,
        SQL,
        id.as_str(),
        hash.as_str(),
        user.as_str(),
        device,
        now.as_second(),
        expires_at.as_second()
    )?;
    Ok((session.ok_or(Error::Damaged)?, token))
}

/// Ends every session of `user` but `keep`; says how many.
pub(crate) async fn end_all(tx: &mut Tx, user: &UserId, keep: Option<&SessionId>) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
    execute!(tx, SQL, user.as_str(), keep.map_or("", SessionId::as_str))
}

impl Db {
    /// Who carries this token; `None` when the session has ended, has expired by `now`, or never was.
    pub async fn session(&self, token: &TokenHash, now: Timestamp) -> Result<Option<SignedIn>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            session_columns!(),
            ", ",
            user_columns!(),
            " FROM sessions JOIN users ON users.id = sessions.user_id WHERE token_hash = $1 AND expires_at > $2"
        );
        let found: Option<SignedIn> = fetch_optional!(self, SQL, token.as_str(), now.as_second())?;
        match found {
            Some(found) if now.duration_since(found.session.last_used_at) >= TOUCH_AFTER => {
                self.touch(found, now).await.map(Some)
            }
            found => Ok(found),
        }
    }

    /// Writes down that a session is used, and lets it live on.
    async fn touch(&self, mut found: SignedIn, now: Timestamp) -> Result<SignedIn, Error> {
        const SQL: &str = "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1";
        let session = &mut found.session;
        (session.last_used_at, session.expires_at) = (now, Session::expiry(session.created_at, now));
        execute!(self, SQL, session.id.as_str(), now.as_second(), session.expires_at.as_second())?;
        Ok(found)
    }

    /// The sessions of a person that have not expired by `now`, newest first.
    pub async fn sessions(&self, user: &UserId, now: Timestamp) -> Result<Vec<Session>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            session_columns!(),
            " FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY id DESC"
        );
        fetch_all!(self, SQL, user.as_str(), now.as_second())
    }

    /// Signs one browser out, whoever it belonged to; says whether it was signed in.
    pub async fn sign_out(&self, token: &TokenHash) -> Result<bool, Error> {
        Ok(execute!(self, "DELETE FROM sessions WHERE token_hash = $1", token.as_str())? > 0)
    }

    /// Ends one session of this person; says whether it was theirs and there.
    pub async fn end_session(&self, user: &UserId, session: &SessionId) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM sessions WHERE user_id = $1 AND id = $2";
        Ok(execute!(self, SQL, user.as_str(), session.as_str())? > 0)
    }

    /// Ends every session of a person but `keep`, and with `tokens_too` every key for the API; says how many
    /// sessions. Every instance of the program refuses them from its next request on.
    pub async fn sign_out_everywhere(
        &self,
        user: &UserId,
        keep: Option<&SessionId>,
        tokens_too: bool,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let mut tx = self.write().await?;
        let ended = end_all(&mut tx, user, keep).await?;
        if tokens_too {
            execute!(tx, "DELETE FROM api_tokens WHERE user_id = $1", user.as_str())?;
        }
        let detail = ended.to_string();
        record(&mut tx, Some(user), Action::SignedOutEverywhere, Some(&detail), now).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Writes down that the person of this session has just shown again that it is them, and gives the session another
    /// token, so that one caught before is worth nothing now. `None` when the session has ended.
    pub async fn reauthenticate(&self, session: &SessionId, now: Timestamp) -> Result<Option<Token>, Error> {
        const SQL: &str = "UPDATE sessions SET token_hash = $2, authenticated_at = $3 WHERE id = $1 AND expires_at > $3 \
                           RETURNING user_id";
        let token = Token::generate()?;
        let mut tx = self.write().await?;
        let user: Option<(String,)> =
            fetch_optional!(tx, SQL, session.as_str(), token.hash().as_str(), now.as_second())?;
        let Some((user,)) = user else { return Ok(None) };
        record(&mut tx, Some(&UserId::new(user)), Action::Reauthenticated, None, now).await?;
        tx.commit().await?;
        Ok(Some(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{DAY, Place, after, both, google};

    both! { requirement_2_a_copy_of_the_database_holds_no_token, db => {
        let session = db.signed_in(&google("1", "ana@example.org")).await;
        let (_, key) = db.create_api_token(&session.signed_in.user.id, "n", "read", None, after(0)).await.unwrap();
        let columns = "SELECT token_hash FROM sessions UNION ALL SELECT token_hash FROM api_tokens";
        let stored: Vec<(String,)> = fetch_all!(db, columns).unwrap();
        assert_eq!(stored.len(), 2);
        for (stored,) in stored {
            assert!(stored != session.token.reveal() && stored != key.reveal());
            assert!(db.session(&TokenHash::of(&stored), after(1)).await.unwrap().is_none());
        }
    }}

    #[tokio::test]
    async fn requirement_2_nor_do_the_bytes_of_an_sqlite_file() {
        let place = Place::sqlite();
        let db = place.migrated().await;
        let session = db.signed_in(&google("1", "ana@example.org")).await;
        db.close().await;
        let file = std::fs::read(place.file().unwrap()).unwrap();
        let token = session.token.reveal().as_bytes();
        assert!(!file.windows(token.len()).any(|window| window == token));
        assert!(file.windows(15).any(|window| window == b"ana@example.org"), "the file is not the one");
    }

    both! { requirement_5_a_session_ends_after_30_idle_days_and_after_90_in_any_case, db => {
        for (uses, ends) in [
            (&[][..], 30),
            (&[29], 59),
            (&[29, 58], 88),
            (&[29, 58, 87], 90),
            (&[10, 20, 30, 40, 50, 60, 70, 80, 89], 90),
        ] {
            let token = db.signed_in(&google("1", "ana@example.org")).await.token.hash();
            for day in uses {
                assert!(db.session(&token, after(day * DAY)).await.unwrap().is_some(), "{uses:?}, day {day}");
            }
            assert!(db.session(&token, after(ends * DAY)).await.unwrap().is_none(), "{uses:?}");
            let token = db.signed_in(&google("1", "ana@example.org")).await.token.hash();
            for day in uses {
                db.session(&token, after(day * DAY)).await.unwrap().unwrap();
            }
            assert!(db.session(&token, after(ends * DAY - 1)).await.unwrap().is_some(), "{uses:?}");
        }
    }}

    both! { requirement_5_a_use_is_written_down_once_a_day, db => {
        let token = db.signed_in(&google("1", "ana@example.org")).await.token.hash();
        for (second, last_used) in [(1, 0), (DAY - 1, 0), (DAY, DAY), (2 * DAY - 1, DAY), (2 * DAY, 2 * DAY)] {
            let session = db.session(&token, after(second)).await.unwrap().unwrap().session;
            assert_eq!(session.last_used_at, after(last_used), "after {second} s");
        }
    }}

    both! { requirement_6_signing_out_ends_the_session_and_its_token_opens_nothing, db => {
        let token = db.signed_in(&google("1", "ana@example.org")).await.token.hash();
        assert!(db.sign_out(&token).await.unwrap());
        assert!(db.session(&token, after(1)).await.unwrap().is_none());
        assert!(!db.sign_out(&token).await.unwrap());
    }}

    both! { requirement_7_signing_out_everywhere_is_seen_by_every_instance_at_its_next_request, db, place => {
        let others = [place.open().await, place.open().await];
        let account = google("1", "ana@example.org");
        let kept = db.signed_in(&account).await;
        let user = kept.signed_in.user.id.clone();
        let (_, key) = db.create_api_token(&user, "n", "read", None, after(0)).await.unwrap();
        let mut tokens = Vec::new();
        for other in &others {
            let token = db.signed_in(&account).await.token.hash();
            assert!(other.session(&token, after(1)).await.unwrap().is_some());
            tokens.push(token);
        }
        let keep = Some(&kept.signed_in.session.id);
        assert_eq!(db.sign_out_everywhere(&user, keep, false, after(2)).await.unwrap(), 2);
        for other in &others {
            for token in &tokens {
                assert!(other.session(token, after(2)).await.unwrap().is_none());
            }
            assert!(other.session(&kept.token.hash(), after(2)).await.unwrap().is_some());
            assert!(other.api_token(&key.hash(), after(2)).await.unwrap().is_some());
        }
        assert_eq!(db.sign_out_everywhere(&user, None, true, after(3)).await.unwrap(), 1);
        assert!(others[0].session(&kept.token.hash(), after(3)).await.unwrap().is_none());
        assert!(others[1].api_token(&key.hash(), after(3)).await.unwrap().is_none());
    }}

    both! { requirement_9_a_person_lists_their_sessions_and_ends_one, db => {
        let ana = db.signed_in(&google("1", "ana@example.org")).await;
        let phone = db.signed_in(&google("1", "ana@example.org")).await;
        let eve = db.signed_in(&google("2", "eve@example.org")).await.signed_in;
        let (user, id) = (&ana.signed_in.user.id, &phone.signed_in.session.id);
        assert!(!db.end_session(&eve.user.id, id).await.unwrap(), "somebody else's session");
        assert_eq!(db.sessions(user, after(1)).await.unwrap().len(), 2);
        assert!(db.end_session(user, id).await.unwrap());
        assert_eq!(db.sessions(user, after(1)).await.unwrap(), [ana.signed_in.session]);
        assert_eq!(db.sessions(user, after(31 * DAY)).await.unwrap(), []);
    }}

    both! { requirement_10_deleting_a_person_ends_their_sessions_in_every_instance, db, place => {
        let other = place.open().await;
        let ana = db.signed_in(&google("1", "ana@example.org")).await;
        let user = ana.signed_in.user.id;
        assert!(other.session(&ana.token.hash(), after(1)).await.unwrap().is_some());
        assert!(db.delete_user(&user, after(1)).await.unwrap());
        assert!(other.session(&ana.token.hash(), after(1)).await.unwrap().is_none());
        assert_eq!(db.count("SELECT count(*) FROM sessions").await, 0);
        assert_eq!(db.count("SELECT count(*) FROM identities").await, 0);
        assert!(!db.delete_user(&user, after(2)).await.unwrap());
    }}

    both! { requirements_3_and_11_showing_again_who_one_is_gives_another_token_for_ten_minutes, db => {
        let ana = db.signed_in(&google("1", "ana@example.org")).await;
        let session = ana.signed_in.session.id;
        let token = db.reauthenticate(&session, after(900)).await.unwrap().unwrap();
        assert!(db.session(&ana.token.hash(), after(901)).await.unwrap().is_none());
        let found = db.session(&token.hash(), after(901)).await.unwrap().unwrap();
        assert_eq!((found.session.id.clone(), found.session.authenticated_at), (session, after(900)));
        for (second, is_fresh) in [(900, true), (1500, true), (1501, false)] {
            assert_eq!(found.session.is_fresh(after(second)), is_fresh, "requirement 11, after {second} s");
        }
        assert!(db.reauthenticate(&found.session.id, after(31 * DAY)).await.unwrap().is_none());
    }}

    both! { a_session_cannot_be_written_without_its_user, db => {
        let mut tx = db.write().await.unwrap();
        let opened = open(&mut tx, &UserId::new("nobody"), "a browser", after(0)).await;
        let refused = match opened {
            Err(error) => Err(error),
            Ok(_) => tx.commit().await,
        };
        assert!(matches!(refused, Err(Error::Database(_))));
        assert_eq!(db.count("SELECT count(*) FROM sessions").await, 0);
    }}

    both! { an_error_does_not_quote_the_row_that_was_refused, db => {
        db.signed_in(&google("1", "ana@example.org")).await;
        let twice = "INSERT INTO users (id, email, email_verified_at, role, created_at, updated_at) \
                     VALUES ('2', 'ana@example.org', 1, 'user', 1, 1)";
        let error = execute!(db, twice).unwrap_err();
        let said = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(said.to_lowercase().contains("unique") && !said.contains("ana@"), "{said}");
    }}
}
