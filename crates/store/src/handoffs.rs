//! Downloads that the page has offered and a browser has not fetched yet.
//!
//! A calendar program follows a plain link, so the file has to wait somewhere for a few minutes. It waits here
//! under the hash of an unguessable id, encrypted by the caller: neither a copy of the database nor a log of the
//! store's calls opens it. A link may be followed more than once (Apple's calendar asks twice), so reading does
//! not remove; expiry does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::db::Tx;
use crate::statement::{execute, fetch_one, fetch_optional};
use crate::{Db, Error};

/// The most bytes that one body may have.
pub const MAX_HANDOFF_BYTES: usize = 2 * 1024 * 1024;
/// The most bodies that wait at one time.
pub const MAX_HANDOFFS: i64 = 10_000;
/// The most bytes that all waiting bodies have together.
pub const MAX_HANDOFFS_BYTES: i64 = 64 * 1024 * 1024;

impl Db {
    /// Keeps `body` under `id_hash` until `expires_at`; both times are unix seconds.
    ///
    /// Removes what has expired by `now` first. A body or a waiting total above the limits is refused with
    /// [`Error::TooLarge`] or [`Error::Full`]; an `id_hash` that is taken already is a database error.
    pub async fn insert_handoff(
        &self,
        id_hash: &[u8; 32],
        body: &[u8],
        expires_at: i64,
        now: i64,
    ) -> Result<(), Error> {
        if body.len() > MAX_HANDOFF_BYTES {
            return Err(Error::TooLarge);
        }
        let mut tx = self.write().await?;
        delete_expired(&mut tx, now).await?;
        let inserted = insert_if_room(&mut tx, id_hash, body, expires_at).await?;
        // Committed either way: what has expired is gone even when there is no room.
        tx.commit().await?;
        if inserted { Ok(()) } else { Err(Error::Full) }
    }

    /// The body kept under `id_hash`, unless there is none or it has expired by `now` (unix seconds).
    pub async fn handoff(&self, id_hash: &[u8; 32], now: i64) -> Result<Option<Vec<u8>>, Error> {
        const SQL: &str = "SELECT body FROM handoffs WHERE id_hash = $1 AND expires_at > $2";
        let row: Option<(String,)> = fetch_optional!(self, SQL, text(id_hash), now)?;
        row.map(|(body,)| URL_SAFE_NO_PAD.decode(body).map_err(|_| Error::Damaged)).transpose()
    }

    /// Removes every body that has expired by `now` (unix seconds) and says how many there were.
    pub async fn delete_expired_handoffs(&self, now: i64) -> Result<u64, Error> {
        let mut tx = self.write().await?;
        let gone = delete_expired(&mut tx, now).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM handoffs WHERE expires_at <= $1";
    execute!(tx, SQL, now)
}

/// Inserts unless a limit would be passed; says whether it did. On PostgreSQL, transactions that run side by side do
/// not see each other's row, so the limit may be passed by a few: it bounds the memory, it sells no seats.
async fn insert_if_room(
    tx: &mut Tx,
    id_hash: &[u8; 32],
    body: &[u8],
    expires_at: i64,
) -> Result<bool, Error> {
    const USED: &str = "SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM handoffs";
    const INSERT: &str = "INSERT INTO handoffs (id_hash, size, expires_at, body) VALUES ($1, $2, $3, $4)";
    let size = body.len() as i64;
    let (count, bytes): (i64, i64) = fetch_one!(tx, USED)?;
    if count >= MAX_HANDOFFS || bytes + size > MAX_HANDOFFS_BYTES {
        return Ok(false);
    }
    execute!(tx, INSERT, text(id_hash), size, expires_at, text(body))?;
    Ok(true)
}

/// Bytes as the portable subset stores them.
fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOON, both};

    fn hash(number: u32) -> [u8; 32] {
        let mut hash = [0xfe; 32];
        hash[..4].copy_from_slice(&number.to_be_bytes());
        hash
    }

    both! { a_body_can_be_read_again_and_again_until_it_expires, db => {
        let body: Vec<u8> = (0..=255).collect();
        db.insert_handoff(&hash(1), &body, NOON + 600, NOON).await.unwrap();
        for (now, there) in [(NOON, true), (NOON, true), (NOON + 599, true), (NOON + 600, false)] {
            assert_eq!(db.handoff(&hash(1), now).await.unwrap().is_some(), there, "{now}");
        }
        assert_eq!(db.handoff(&hash(1), NOON).await.unwrap().unwrap(), body);
        assert_eq!(db.handoff(&hash(2), NOON).await.unwrap(), None);
    }}

    both! { what_has_expired_is_deleted_and_leaves_no_trace_in_a_file, db, place => {
        let canary = [0xa5; 3000];
        db.insert_handoff(&hash(1), &canary, NOON + 10, NOON).await.unwrap();
        db.insert_handoff(&hash(2), b"stays", NOON + 20, NOON).await.unwrap();
        assert_eq!(db.delete_expired_handoffs(NOON + 9).await.unwrap(), 0);
        assert_eq!(db.delete_expired_handoffs(NOON + 10).await.unwrap(), 1);
        assert_eq!(db.handoff(&hash(1), NOON).await.unwrap(), None);
        assert_eq!(db.handoff(&hash(2), NOON).await.unwrap().unwrap(), b"stays");

        db.close().await;
        if let Some(file) = place.file() {
            let needle = &text(&canary)[..64];
            assert!(!std::fs::read(file).unwrap().windows(64).any(|window| window == needle.as_bytes()));
        }
    }}

    both! { inserting_removes_what_has_expired, db => {
        db.insert_handoff(&hash(1), b"old", NOON + 10, NOON).await.unwrap();
        db.insert_handoff(&hash(2), b"new", NOON + 900, NOON + 10).await.unwrap();
        assert_eq!(db.delete_expired_handoffs(NOON + 10).await.unwrap(), 0);
    }}

    both! { an_id_is_used_once, db => {
        db.insert_handoff(&hash(1), b"first", NOON + 600, NOON).await.unwrap();
        let again = db.insert_handoff(&hash(1), b"second", NOON + 600, NOON).await;
        assert!(matches!(again, Err(Error::Database(_))), "{again:?}");
        assert_eq!(db.handoff(&hash(1), NOON).await.unwrap().unwrap(), b"first");
    }}

    both! { one_body_and_all_together_are_bounded, db => {
        let large = vec![7; MAX_HANDOFF_BYTES];
        let larger = vec![7; MAX_HANDOFF_BYTES + 1];
        assert!(matches!(db.insert_handoff(&hash(0), &larger, NOON + 600, NOON).await, Err(Error::TooLarge)));
        let fit = u32::try_from(MAX_HANDOFFS_BYTES / large.len() as i64).unwrap();
        for number in 0..fit {
            db.insert_handoff(&hash(number), &large, NOON + 600, NOON).await.unwrap();
        }
        assert!(matches!(db.insert_handoff(&hash(fit), b"x", NOON + 600, NOON).await, Err(Error::Full)));
        db.insert_handoff(&hash(fit), b"x", NOON + 1200, NOON + 600).await.unwrap();
    }}

    both! { many_writers_at_once_all_succeed, db => {
        let writers: Vec<_> = (0..40)
            .map(|number| {
                let db = db.clone();
                tokio::spawn(async move { db.insert_handoff(&hash(number), b"x", NOON + 600, NOON).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        assert_eq!(db.delete_expired_handoffs(NOON + 600).await.unwrap(), 40);
    }}
}
