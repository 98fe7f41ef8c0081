//! Sign-ins that a provider has not answered yet: what has to be remembered between sending a browser there and its
//! coming back, once, for a few minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};

use crate::statement::{execute, fetch_one, fetch_optional};
use crate::{Db, Error, TokenHash, instant};

/// How long a browser may be away.
pub const ATTEMPT_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// The most sign-ins that are begun and not finished.
const MAX_ATTEMPTS: i64 = 50_000;
/// The most bytes that one may remember.
const MAX_BYTES: usize = 4096;

impl Db {
    /// Remembers `body`, which the caller has encrypted for the browser that begins, under the hash of its `state`.
    pub async fn begin_attempt(&self, state: &TokenHash, body: &[u8], now: Timestamp) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM sign_in_attempts WHERE expires_at <= $1";
        const COUNT: &str = "SELECT count(*) FROM sign_in_attempts";
        const INSERT: &str =
            "INSERT INTO sign_in_attempts (state_hash, body, expires_at) VALUES ($1, $2, $3)";
        if body.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        let mut tx = self.write().await?;
        execute!(tx, FORGET, now.as_second())?;
        let (count,): (i64,) = fetch_one!(tx, COUNT)?;
        if count >= MAX_ATTEMPTS {
            return Err(Error::Full);
        }
        let expires_at = instant::after(now, ATTEMPT_LIFETIME).as_second();
        execute!(tx, INSERT, state.as_str(), URL_SAFE_NO_PAD.encode(body), expires_at)?;
        tx.commit().await
    }

    /// Takes what was remembered; a second time there is nothing.
    pub async fn take_attempt(&self, state: &TokenHash, now: Timestamp) -> Result<Option<Vec<u8>>, Error> {
        const SQL: &str =
            "DELETE FROM sign_in_attempts WHERE state_hash = $1 AND expires_at > $2 RETURNING body";
        let row: Option<(String,)> = fetch_optional!(self, SQL, state.as_str(), now.as_second())?;
        row.map(|(body,)| URL_SAFE_NO_PAD.decode(body).map_err(|_| Error::Damaged)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{after, both};

    const BODY: &[u8] = b"nonce and verifier";

    both! { an_attempt_is_taken_once_and_within_ten_minutes, db => {
        let [early, late] = ["early", "late"].map(TokenHash::of);
        for state in [&early, &late] {
            db.begin_attempt(state, BODY, after(0)).await.unwrap();
        }
        for (state, second, taken) in [(&early, 599, Some(BODY)), (&early, 599, None), (&late, 600, None)] {
            assert_eq!(db.take_attempt(state, after(second)).await.unwrap().as_deref(), taken, "after {second} s");
        }
    }}

    both! { a_state_is_used_once_and_its_body_is_bounded, db => {
        let state = TokenHash::of("state");
        db.begin_attempt(&state, BODY, after(0)).await.unwrap();
        assert!(matches!(db.begin_attempt(&state, BODY, after(1)).await, Err(Error::Database(_))));
        let long = vec![0; MAX_BYTES + 1];
        assert!(matches!(db.begin_attempt(&TokenHash::of("b"), &long, after(0)).await, Err(Error::TooLarge)));
    }}
}
