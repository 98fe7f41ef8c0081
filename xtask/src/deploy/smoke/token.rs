//! The ten-minute token that lets the smoke test sign in: `EXPIRES.NONCE.MAC`.
//!
//! The program checks it with the same key, which both derive from `SECRET_KEY`; the nonce is good for one account.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// How long a token is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);
/// Where random bytes come from.
const RANDOM: &str = "/dev/urandom";
/// What the key is derived for.
const PURPOSE: &str = "smoke";

/// A token for one sign-in.
pub(super) fn make(secret_key: &str, now: Timestamp) -> Result<String> {
    let expires = (now + GOOD_FOR).as_second();
    signed(secret_key, &format!("{expires}.{}", hexadecimal(&nonce()?)))
}

fn signed(secret_key: &str, claim: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&derived(secret_key))?;
    mac.update(claim.as_bytes());
    Ok(format!("{claim}.{}", hexadecimal(&mac.finalize().into_bytes())))
}

/// As `SecretKey::derive` of the program does it, for the purpose of smoke tests and for no thing in particular.
fn derived(secret_key: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(Sha256::digest(secret_key.as_bytes()));
    hash.update((PURPOSE.len() as u64).to_be_bytes());
    hash.update(PURPOSE);
    hash.finalize().into()
}

fn nonce() -> Result<[u8; 16]> {
    use std::io::Read;
    let mut bytes = [0; 16];
    let mut file = std::fs::File::open(RANDOM).with_context(|| format!("cannot open {RANDOM}"))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    /// The program's own test has the same answer.
    #[test]
    fn the_token_of_a_known_key() {
        let token = signed(KEY, "1790000000.000102030405060708090a0b0c0d0e0f").unwrap();
        let expected = "1790000000.000102030405060708090a0b0c0d0e0f.\
                        7585a00c0275ee2901ebf29f6439f04e1d8efa92e4c2c13f16c0bd93509d3744";
        assert_eq!(token, expected);
    }

    #[test]
    fn each_token_is_another_one_and_ends_after_ten_minutes() {
        let now: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
        let (one, other) = (make(KEY, now).unwrap(), make(KEY, now).unwrap());
        assert_ne!(one, other);
        let expires: i64 = one.split('.').next().unwrap().parse().unwrap();
        assert_eq!(expires - now.as_second(), 600);
    }
}
