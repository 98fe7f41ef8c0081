//! A file that waits ten minutes for the browser which asked for it.
//!
//! The id in its address is 256 random bits. The database holds only the id's hash and a body encrypted under a key
//! made from the id and the installation's key: neither a stolen database nor the key file alone opens it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::secret::{self, SecretKey};

/// How long a file waits, in seconds.
pub const LIFETIME: i64 = 600;
const NONCE: usize = 24;

/// A file with the name that it is saved under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Such as `lunch-with-sarah.ics`; its ending says what it is.
    pub file_name: String,
    /// iCalendar, JSON or CSV.
    pub body: String,
}

/// Why a file cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no room now.
    #[error("too many downloads are waiting")]
    Full,
    /// This one is too large.
    #[error("the download is too large")]
    TooLarge,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl Download {
    /// `ics`, `json` or `csv`.
    pub fn ending(&self) -> &str {
        self.file_name.rsplit('.').next().unwrap_or_default()
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        match error {
            store::Error::Full => Error::Full,
            store::Error::TooLarge => Error::TooLarge,
            other => Error::Other(other.into()),
        }
    }
}

/// The waiting files.
#[derive(Clone, Debug)]
pub struct Handoffs {
    db: store::Db,
    key: SecretKey,
}

impl Handoffs {
    /// Kept in `db`, encrypted with keys made from `key`.
    pub fn new(db: store::Db, key: SecretKey) -> Handoffs {
        Handoffs { db, key }
    }

    /// Keeps `download` until ten minutes after `now` and gives its id.
    ///
    /// # Errors
    /// When it is too large or there is no room.
    pub async fn keep(&self, download: &Download, now: Timestamp) -> Result<String, Error> {
        let id: [u8; 32] = secret::random()?;
        let hash: [u8; 32] = Sha256::digest(id).into();
        let sealed = self.seal(&id, &hash, download)?;
        let now = now.as_second();
        self.db.insert_handoff(&hash, &sealed, now + LIFETIME, now).await?;
        Ok(URL_SAFE_NO_PAD.encode(id))
    }

    /// The file with this id; `None` when there is none, or no longer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, id: &str, now: Timestamp) -> anyhow::Result<Option<Download>> {
        let Some(id) = URL_SAFE_NO_PAD.decode(id).ok().and_then(|id| <[u8; 32]>::try_from(id).ok()) else {
            return Ok(None);
        };
        let hash: [u8; 32] = Sha256::digest(id).into();
        let sealed = self.db.handoff(&hash, now.as_second()).await?;
        Ok(sealed.and_then(|sealed| self.open(&id, &hash, &sealed)))
    }

    fn cipher(&self, id: &[u8; 32]) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.key.derive("handoff", id).into())
    }

    fn seal(&self, id: &[u8; 32], hash: &[u8; 32], download: &Download) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; NONCE] = secret::random()?;
        let plain = format!("{}\n{}", download.file_name, download.body);
        let payload = Payload { msg: plain.as_bytes(), aad: hash };
        let sealed = self.cipher(id).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| anyhow::anyhow!("a download could not be encrypted"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn open(&self, id: &[u8; 32], hash: &[u8; 32], sealed: &[u8]) -> Option<Download> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: hash };
        let plain = self.cipher(id).decrypt(&XNonce::from(*nonce), payload).ok()?;
        let plain = String::from_utf8(plain).ok()?;
        let (file_name, body) = plain.split_once('\n')?;
        Some(Download { file_name: file_name.to_owned(), body: body.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn handoffs(folder: &tempfile::TempDir, key: &str) -> Handoffs {
        let db = store::Db::open_file(&folder.path().join("calendar.db")).await.unwrap();
        db.migrate().await.unwrap();
        let settings = crate::config::Settings {
            secret_key: Some(key.repeat(32)),
            data_dir: Some(folder.path().display().to_string()),
            ..Default::default()
        };
        let config = Config::check(&settings).unwrap();
        Handoffs::new(db, SecretKey::of(&config).unwrap())
    }

    use crate::config::Config;

    fn lunch() -> Download {
        Download { file_name: "lunch.ics".to_owned(), body: "BEGIN:VCALENDAR\r\ncanary\r\n".to_owned() }
    }

    #[tokio::test]
    async fn a_file_waits_ten_minutes_and_can_be_fetched_twice() {
        let folder = tempfile::tempdir().unwrap();
        let handoffs = handoffs(&folder, "k").await;
        let now = Timestamp::from_second(1_764_072_000).unwrap();
        let later = |seconds| Timestamp::from_second(now.as_second() + seconds).unwrap();
        let id = handoffs.keep(&lunch(), now).await.unwrap();
        assert_eq!(id.len(), 43);
        assert_eq!(handoffs.get(&id, now).await.unwrap(), Some(lunch()));
        assert_eq!(handoffs.get(&id, later(599)).await.unwrap(), Some(lunch()));
        assert_eq!(handoffs.get(&id, later(600)).await.unwrap(), None);
        for wrong in ["", "x", &"A".repeat(43), &id[1..], "../../etc/passwd"] {
            assert_eq!(handoffs.get(wrong, now).await.unwrap(), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn neither_the_database_nor_another_key_opens_it() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::from_second(1_764_072_000).unwrap();
        let id = handoffs(&folder, "k").await.keep(&lunch(), now).await.unwrap();
        assert_eq!(handoffs(&folder, "j").await.get(&id, now).await.unwrap(), None);
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            for needle in ["canary", id.as_str(), "lunch.ics"] {
                assert!(!bytes.windows(needle.len()).any(|w| w == needle.as_bytes()), "{needle}");
            }
        }
    }
}
