//! The token with which a deployment signs in where it has just been put: `EXPIRES.NONCE.MAC`.
//!
//! Whoever knows `SECRET_KEY` can make one; it is good for one throw-away account within ten minutes.

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use crate::secret::SecretKey;

/// What the key is derived for.
const PURPOSE: &str = "smoke";
/// The longest that a token can be good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);
/// Digits of a nonce: 128 bits.
const NONCE_DIGITS: usize = 32;

/// The nonce of a token that this installation's key has signed and that is still good.
pub fn nonce<'t>(token: &'t str, key: &SecretKey, now: Timestamp) -> Option<&'t str> {
    let (claim, signature) = token.rsplit_once('.')?;
    let (expires, nonce) = claim.split_once('.')?;
    let left = Timestamp::from_second(expires.parse().ok()?).ok()?.duration_since(now);
    let is_nonce = nonce.len() == NONCE_DIGITS && nonce.bytes().all(is_digit);
    let is_good = left.is_positive() && left <= GOOD_FOR && is_nonce;
    (is_good && is_signed(claim, &bytes(signature)?, key)).then_some(nonce)
}

/// In constant time.
fn is_signed(claim: &str, signature: &[u8], key: &SecretKey) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key.derive(PURPOSE, b"")) else { return false };
    mac.update(claim.as_bytes());
    mac.verify_slice(signature).is_ok()
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

/// Small hexadecimal digits as bytes.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let pair = |pair: &[u8]| match pair {
        [high, low] if is_digit(*high) && is_digit(*low) => {
            u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()
        }
        _ => None,
    };
    pairs.map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "000102030405060708090a0b0c0d0e0f";
    /// The same answer as in the test of the command that makes tokens.
    const MAC: &str = "7585a00c0275ee2901ebf29f6439f04e1d8efa92e4c2c13f16c0bd93509d3744";
    const EXPIRES: i64 = 1_790_000_000;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_token_is_good_for_ten_minutes_and_as_it_was_signed() {
        let key = SecretKey::from_text("0123456789abcdef0123456789abcdef");
        let token = format!("{EXPIRES}.{NONCE}.{MAC}");
        for (second, good) in [(-601, false), (-600, true), (-1, true), (0, false), (1, false)] {
            assert_eq!(nonce(&token, &key, at(EXPIRES + second)).is_some(), good, "{second}");
        }
        assert_eq!(nonce(&token, &key, at(EXPIRES - 60)), Some(NONCE));
        let other = SecretKey::from_text("another key of thirty-two letters");
        assert_eq!(nonce(&token, &other, at(EXPIRES - 60)), None);
    }

    #[test]
    fn whatever_else_comes_is_refused() {
        let key = SecretKey::from_text("0123456789abcdef0123456789abcdef");
        for token in [
            String::new(),
            "..".to_owned(),
            format!("{EXPIRES}.{NONCE}."),
            format!("{EXPIRES}.{NONCE}"),
            format!("{}.{NONCE}.{MAC}", EXPIRES + 1),
            format!("{EXPIRES}.{}.{MAC}", NONCE.replace('0', "1")),
            format!("{EXPIRES}.{NONCE}.{}", MAC.to_uppercase()),
            format!("{EXPIRES}.{NONCE}.{MAC}00"),
            format!("{EXPIRES}.{NONCE}.{}", &MAC[1..]),
            format!("{EXPIRES}.{NONCE}.{}é", &MAC[2..]),
            format!(" {EXPIRES}.{NONCE}.{MAC}"),
        ] {
            assert_eq!(nonce(&token, &key, at(EXPIRES - 60)), None, "{token}");
        }
    }
}
