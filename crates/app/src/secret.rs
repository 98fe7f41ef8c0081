//! The one key of an installation, from which the others are derived.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::Context as _;
use sha2::{Digest, Sha256};

use crate::config::Config;

/// 256 bits that never leave the program.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// The key of this installation: the one that was set, else the one kept in the data folder, made when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or made.
    pub fn of(config: &Config) -> anyhow::Result<SecretKey> {
        match &config.secret_key {
            Some(text) => Ok(SecretKey::from_text(&text.0)),
            None => SecretKey::kept_in(&config.data_dir.join("secret.key")),
        }
    }

    /// The key that somebody has written down.
    pub fn from_text(text: &str) -> SecretKey {
        SecretKey(Sha256::digest(text.as_bytes()).into())
    }

    fn kept_in(path: &Path) -> anyhow::Result<SecretKey> {
        let named = || format!("the key in {}", path.display());
        match make(path) {
            Ok(key) => Ok(SecretKey(key)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Ok(SecretKey(read(path).with_context(named)?))
            }
            Err(error) => Err(error).with_context(named),
        }
    }

    /// A key for one purpose and one thing; knowing it tells nothing about the others.
    pub fn derive(&self, purpose: &str, thing: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update((purpose.len() as u64).to_be_bytes());
        hash.update(purpose);
        hash.update(thing);
        hash.finalize().into()
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey")
    }
}

/// Random bytes from the operating system.
///
/// # Errors
/// When it has none to give.
pub fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the operating system gives no random numbers"))?;
    Ok(bytes)
}

/// Makes the file, for its owner alone; fails when it is there.
fn make(path: &Path) -> io::Result<[u8; 32]> {
    let key = random().map_err(io::Error::other)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&key)?;
    file.sync_all()?;
    Ok(key)
}

fn read(path: &Path) -> anyhow::Result<[u8; 32]> {
    let mut key = Vec::new();
    OpenOptions::new().read(true).open(path)?.take(64).read_to_end(&mut key)?;
    key.try_into().map_err(|_| {
        anyhow::anyhow!("it is damaged: it has to have 32 bytes; remove the file to get a new one")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let first = SecretKey::kept_in(&path).unwrap();
        let again = SecretKey::kept_in(&path).unwrap();
        assert_eq!(first.0, again.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_an_error_and_not_a_new_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        std::fs::write(&path, b"short").unwrap();
        assert!(format!("{:#}", SecretKey::kept_in(&path).unwrap_err()).contains("damaged"));
    }

    #[test]
    fn derived_keys_differ_by_purpose_and_thing() {
        let key = SecretKey([7; 32]);
        let all =
            [key.derive("a", b"b"), key.derive("a", b"c"), key.derive("ab", b""), key.derive("", b"ab")];
        for (index, one) in all.iter().enumerate() {
            assert!(all[index + 1..].iter().all(|other| other != one));
        }
    }
}
