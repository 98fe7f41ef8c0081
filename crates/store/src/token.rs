//! Secrets that somebody carries: a session's cookie, a mailed link, a key for the API.
//!
//! The database holds only the SHA-256 of a token, and the functions that look one up take only a [`TokenHash`], so
//! that a copy of the database signs nobody in.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::Error;

/// Bytes of randomness in a token.
const BYTES: usize = 32;

/// A new secret, on its way to the person who is to carry it; it cannot be read back from anywhere.
pub struct Token(String);

/// What the database holds of a token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

impl Token {
    /// 256 bits from the operating system.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// 43 characters that need no quoting in an address, a cookie or a header.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database holds of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl TokenHash {
    /// The hash of what somebody presented, whatever it is.
    pub fn of(presented: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(presented.as_bytes())))
    }

    /// As it is stored.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirement_1_a_token_has_256_bits_and_is_found_by_what_was_presented() {
        let (one, other) = (Token::generate().unwrap(), Token::generate().unwrap());
        assert_eq!(URL_SAFE_NO_PAD.decode(one.reveal()).unwrap().len(), BYTES);
        assert_eq!(TokenHash::of(one.reveal()), one.hash());
        assert_ne!(one.hash(), other.hash());
    }

    #[test]
    fn neither_a_token_nor_its_hash_is_printed() {
        let token = Token::generate().unwrap();
        let printed = format!("{token:?} {:?}", token.hash());
        assert!(!printed.contains(token.reveal()) && !printed.contains(token.hash().as_str()), "{printed}");
    }
}
