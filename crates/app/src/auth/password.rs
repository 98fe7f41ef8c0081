//! Making and checking the hashes of passwords, one at a time and in one piece of memory.
//!
//! Argon2id needs 19 MiB for each hash. Memory that is asked for and given back each time adds up under load (with glibc
//! it is not reused), so one buffer is kept, and whoever comes while it is in use waits; when too many wait, no more are
//! taken. Passwords are compared in Unicode's NFC, so that a letter typed on another keyboard is the same letter.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use store::PasswordHash;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::Error;
use crate::secret;

/// Memory in KiB, passes and lanes: what OWASP recommends.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a hash and of its salt.
const LENGTH: usize = 32;
const SALT: usize = 16;
/// Longest password, in bytes; a longer one is nobody's.
pub const LONGEST: usize = 256;
/// How many may wait for the memory.
const MOST_WAITING: usize = 32;

/// The one who hashes passwords: cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    memory: Arc<Mutex<Vec<Block>>>,
    turn: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

/// Whether a password was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// It was not, or there was none to compare it with.
    Wrong,
    /// It was.
    Right,
    /// It was, and this hash is to replace the one there is.
    RightAndBetter(PasswordHash),
}

impl Default for Passwords {
    fn default() -> Passwords {
        Passwords {
            memory: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
        }
    }
}

impl Passwords {
    /// Compares `password` with a hash. Without one the same work is done and the answer is [`Check::Wrong`], so that
    /// nobody learns by a clock which addresses have an account.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are waiting.
    pub async fn check(&self, password: &str, hash: Option<PasswordHash>) -> Result<Check, Error> {
        let password = password.to_owned();
        self.in_turn(move |memory| check(memory, &password, hash.as_ref())).await
    }

    /// The hash of a new password.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are waiting.
    pub async fn hash(&self, password: &str) -> Result<PasswordHash, Error> {
        let password = normalised(password);
        self.in_turn(move |memory| hash(memory, &password)).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let _place = self.waiting.try_acquire().map_err(|_| Error::Busy)?;
        let _turn = self.turn.acquire().await.map_err(|_| Error::Busy)?;
        let memory = Arc::clone(&self.memory);
        let task = tokio::task::spawn_blocking(move || {
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut memory)
        });
        let done = task.await.map_err(|_| anyhow::anyhow!("hashing a password panicked"))?;
        Ok(done?)
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

fn normalised(password: &str) -> String {
    password.nfc().collect()
}

fn check(memory: &mut Vec<Block>, password: &str, stored: Option<&PasswordHash>) -> anyhow::Result<Check> {
    let plain = normalised(password);
    let stored = stored.filter(|_| password.len() <= LONGEST);
    match stored {
        Some(stored) if stored.is_bcrypt() => {
            // The earlier program took passwords as they were typed.
            if bcrypt::verify(password, stored.as_str()).unwrap_or(false) {
                Ok(Check::RightAndBetter(hash(memory, &plain)?))
            } else {
                Ok(Check::Wrong)
            }
        }
        Some(stored) => {
            let parts =
                Parts::read(stored.as_str()).ok_or_else(|| anyhow::anyhow!("a stored hash is damaged"))?;
            let right = is_same(&parts.argon2id(memory, &plain)?, &parts.hash);
            Ok(match (right, parts.is_as_today()) {
                (false, _) => Check::Wrong,
                (true, true) => Check::Right,
                (true, false) => Check::RightAndBetter(hash(memory, &plain)?),
            })
        }
        None => {
            let short = plain.get(..plain.floor_char_boundary(LONGEST)).unwrap_or_default();
            Parts::today([0; SALT].to_vec()).argon2id(memory, short)?;
            Ok(Check::Wrong)
        }
    }
}

fn hash(memory: &mut Vec<Block>, password: &str) -> anyhow::Result<PasswordHash> {
    let mut parts = Parts::today(secret::random::<SALT>()?.to_vec());
    parts.hash = parts.argon2id(memory, password)?.to_vec();
    PasswordHash::parse(&parts.print()).ok_or_else(|| anyhow::anyhow!("a new hash is none"))
}

/// Compares all bytes, wherever the first difference is.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// A hash in the PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
#[derive(Debug)]
struct Parts {
    memory: u32,
    passes: u32,
    lanes: u32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Parts {
    fn today(salt: Vec<u8>) -> Parts {
        Parts { memory: MEMORY, passes: PASSES, lanes: LANES, salt, hash: Vec::new() }
    }

    fn is_as_today(&self) -> bool {
        (self.memory, self.passes, self.lanes, self.hash.len()) == (MEMORY, PASSES, LANES, LENGTH)
    }

    fn read(text: &str) -> Option<Parts> {
        let rest = text.strip_prefix("$argon2id$v=19$")?;
        let mut parts = rest.split('$');
        let (costs, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let mut costs = costs.split(',');
        let mut cost = |name: &str| costs.next()?.strip_prefix(name)?.strip_prefix('=')?.parse::<u32>().ok();
        let (memory, passes, lanes) = (cost("m")?, cost("t")?, cost("p")?);
        let bytes = |text: &str| STANDARD_NO_PAD.decode(text).ok();
        // Hashes of more than this would be the memory of everybody else.
        let affordable = memory <= 4 * MEMORY && passes <= 10 && lanes <= 4;
        let parts = Parts { memory, passes, lanes, salt: bytes(salt)?, hash: bytes(hash)? };
        affordable.then_some(parts)
    }

    fn print(&self) -> String {
        let Parts { memory, passes, lanes, salt, hash } = self;
        let [salt, hash] = [salt, hash].map(|bytes| STANDARD_NO_PAD.encode(bytes));
        format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${hash}")
    }

    fn argon2id(&self, memory: &mut Vec<Block>, password: &str) -> anyhow::Result<[u8; LENGTH]> {
        let wrong = |error: argon2::Error| anyhow::anyhow!("a password could not be hashed: {error}");
        let params = Params::new(self.memory, self.passes, self.lanes, Some(LENGTH)).map_err(wrong)?;
        let blocks = params.block_count();
        if memory.len() < blocks {
            memory.resize(blocks, Block::new());
        }
        let mut out = [0; LENGTH];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let used = memory.get_mut(..blocks).unwrap_or_default();
        argon2
            .hash_password_into_with_memory(password.as_bytes(), &self.salt, &mut out, used)
            .map_err(wrong)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn requirement_13_passwords_are_argon2id_with_the_recommended_costs() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_str());
        assert_ne!(hash, passwords.hash("correct horse").await.unwrap(), "each has its salt");
        for (typed, expected) in
            [("correct horse", Check::Right), ("Correct horse", Check::Wrong), ("", Check::Wrong)]
        {
            assert_eq!(passwords.check(typed, Some(hash.clone())).await.unwrap(), expected, "{typed}");
        }
    }

    #[tokio::test]
    async fn hashes_of_others_are_read_and_replaced_by_better_ones() {
        let passwords = Passwords::default();
        for (stored, password) in [
            // Made by other programs; the first is in the tests of Argon2's reference implementation.
            (
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password",
            ),
            ("$2y$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe", "password"),
        ] {
            let stored = PasswordHash::parse(stored).unwrap();
            assert_eq!(passwords.check("Password", Some(stored.clone())).await.unwrap(), Check::Wrong);
            let Check::RightAndBetter(better) = passwords.check(password, Some(stored)).await.unwrap() else {
                panic!("not taken")
            };
            assert_eq!(passwords.check(password, Some(better)).await.unwrap(), Check::Right);
        }
    }

    #[tokio::test]
    async fn requirement_15_any_letters_count_and_in_one_spelling() {
        let passwords = Passwords::default();
        let hash = passwords.hash("Grüße 🎉 a").await.unwrap();
        assert_eq!(passwords.check("Gru\u{308}ße 🎉 a", Some(hash.clone())).await.unwrap(), Check::Right);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(passwords.check(&long, Some(hash)).await.unwrap(), Check::Wrong);
        assert_eq!(passwords.check(&long, None).await.unwrap(), Check::Wrong);
    }

    #[tokio::test]
    async fn requirement_14_only_so_many_wait() {
        let passwords = Passwords::default();
        let all: Vec<_> = (0..2 * MOST_WAITING)
            .map(|_| {
                let passwords = passwords.clone();
                tokio::spawn(async move { passwords.check("x", None).await })
            })
            .collect();
        let mut busy = 0;
        for one in all {
            match one.await.unwrap() {
                Ok(check) => assert_eq!(check, Check::Wrong),
                Err(Error::Busy) => busy += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert!(busy > 0 && busy <= MOST_WAITING, "{busy} were turned away");
    }

    #[test]
    fn what_is_no_hash_or_costs_too_much_is_refused() {
        for text in
            ["", "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65", "$argon2id$v=19$m=x,t=2,p=1$a$b"]
        {
            assert!(Parts::read(text).is_none(), "{text}");
        }
    }
}
