//! What is kept of a password. Making and checking it is not for this crate: it costs memory that is bounded elsewhere.

use std::fmt;

use crate::Error;
use crate::column::Column;

/// An Argon2id hash, or a bcrypt hash that an earlier program has left and that the next sign-in replaces.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes `$argon2id$…` (a PHC string) or `$2b$12$…` (also `2a` and `2y`, 60 characters); nothing else, so that a
    /// password itself is never stored by mistake.
    pub fn parse(text: &str) -> Option<Self> {
        let is_known = text.starts_with("$argon2id$") || is_bcrypt(text);
        is_known.then(|| Self(text.to_owned()))
    }

    /// Whether it has to be replaced at the next chance.
    pub fn is_bcrypt(&self) -> bool {
        is_bcrypt(&self.0)
    }

    /// As it is stored and as the functions that check a password take it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_bcrypt(text: &str) -> bool {
    let mut parts = text.split('$');
    let is_b64 = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '/';
    parts.next() == Some("")
        && parts.next().is_some_and(|version| ["2a", "2b", "2y"].contains(&version))
        && parts.next().is_some_and(|cost| cost.len() == 2 && cost.parse::<u8>().is_ok())
        && parts.next().is_some_and(|rest| rest.len() == 53 && rest.chars().all(is_b64))
        && parts.next().is_none()
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl Column for PasswordHash {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        Self::parse(&stored).ok_or(Error::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_are_taken() {
        let bcrypt = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
        for (text, taken, is_bcrypt) in [
            ("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA", true, false),
            (bcrypt, true, true),
            (&bcrypt.replace("2b", "2a"), true, true),
            (&bcrypt[..59], false, false),
            ("hunter2", false, false),
            ("", false, false),
            ("$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA", false, false),
            ("$1$salt$md5", false, false),
        ] {
            let hash = PasswordHash::parse(text);
            assert_eq!(hash.is_some(), taken, "{text}");
            assert_eq!(hash.is_some_and(|hash| hash.is_bcrypt()), is_bcrypt, "{text}");
        }
    }
}
