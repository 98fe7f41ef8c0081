//! One attempt to sign in: what has to be kept for the browser between leaving and coming back.

use jiff::{SignedDuration, Timestamp};
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The longest that somebody may be away.
const LIFE: SignedDuration = SignedDuration::from_mins(10);
/// Bytes of each secret.
const LENGTH: u32 = 32;

/// Where to send the browser, and what to keep for it.
#[derive(Debug)]
pub struct Begun {
    /// The provider's page.
    pub url: String,
    /// What [`crate::Provider::finish`] needs; it is secret, and belongs to this browser alone.
    pub attempt: Attempt,
}

/// An attempt that has begun. It is serialised to be kept, encrypted or on this side; it counts once, for ten minutes.
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    state: String,
    nonce: String,
    verifier: String,
    began: Timestamp,
    purpose: Purpose,
}

/// What an attempt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// Signing in, by whatever session there is at the provider.
    SignIn,
    /// Showing once more that it is oneself.
    Again,
}

/// The query of the address that the browser came back to.
#[derive(Clone, Default, Deserialize)]
pub struct Callback {
    /// To be exchanged for tokens.
    pub code: Option<String>,
    /// What the attempt was begun with.
    pub state: Option<String>,
    /// Who sends it (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// The random parts of a new attempt.
pub(crate) struct Secrets {
    pub(crate) state: CsrfToken,
    pub(crate) nonce: Nonce,
    verifier: PkceCodeVerifier,
    challenge: PkceCodeChallenge,
}

impl Secrets {
    pub(crate) fn make() -> Secrets {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256_len(LENGTH);
        let (state, nonce) = (CsrfToken::new_random_len(LENGTH), Nonce::new_random_len(LENGTH));
        Secrets { state, nonce, verifier, challenge }
    }

    pub(crate) fn challenge(&self) -> PkceCodeChallenge {
        self.challenge.clone()
    }

    pub(crate) fn attempt(self, purpose: Purpose, began: Timestamp) -> Attempt {
        Attempt {
            state: self.state.into_secret(),
            nonce: self.nonce.secret().clone(),
            verifier: self.verifier.into_secret(),
            began,
            purpose,
        }
    }
}

impl Attempt {
    /// Whether the browser comes back from where this attempt sent it, in time.
    pub(crate) fn check_state(&self, callback: &Callback, now: Timestamp) -> Result<(), Failure> {
        let state = callback.state.as_deref().unwrap_or_default();
        if !is_same(state.as_bytes(), self.state.as_bytes()) {
            return Err(Failure::StateMismatch);
        }
        let away = now.duration_since(self.began);
        // A clock that was set back between is nobody's fault; one from far ahead is.
        if away > LIFE || away < -LIFE { Err(Failure::AttemptExpired) } else { Ok(()) }
    }

    /// Since when the provider has to have asked who it is, when it says so; none when any time will do.
    pub(crate) fn asked_since(&self) -> Option<Timestamp> {
        (self.purpose == Purpose::Again).then_some(self.began)
    }

    pub(crate) fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.verifier.clone())
    }

    pub(crate) fn nonce(&self) -> Nonce {
        Nonce::new(self.nonce.clone())
    }
}

/// Compares all bytes, wherever the first difference is.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

impl Callback {
    /// The code, or why there is none (RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6).
    pub(crate) fn code(self) -> Result<String, Failure> {
        match self.error.as_deref() {
            None => self.code.filter(|code| !code.is_empty()).ok_or(Failure::CodeRefused),
            Some(
                "access_denied"
                | "consent_required"
                | "interaction_required"
                | "login_required"
                | "account_selection_required",
            ) => Err(Failure::Denied),
            Some("server_error" | "temporarily_unavailable") => Err(Failure::Unreachable),
            Some(_) => Err(Failure::Misconfigured),
        }
    }
}

/// Says nothing: all of it is secret.
impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt")
    }
}

/// Says whether there is a code, and not which.
impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.code.is_some() { "Callback(code)" } else { "Callback(no code)" })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn attempt(began: Timestamp) -> Attempt {
        Secrets::make().attempt(Purpose::SignIn, began)
    }

    #[test]
    fn requirement_26_state_nonce_and_verifier_are_long_and_new_each_time() {
        let mut seen = HashSet::new();
        for _ in 0..100 {
            let Attempt { state, nonce, verifier, .. } = attempt(Timestamp::UNIX_EPOCH);
            for secret in [state, nonce, verifier] {
                // 43 letters of base64 are 256 bits.
                assert_eq!(secret.len(), 43);
                assert!(seen.insert(secret));
            }
        }
    }

    #[test]
    fn requirement_26_an_attempt_belongs_to_one_state_for_ten_minutes() {
        let began: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
        let mine = attempt(began);
        let with = |state: Option<&str>| Callback { state: state.map(str::to_owned), ..Callback::default() };
        let right = with(Some(&mine.state));
        for (callback, minutes, expected) in [
            (&right, 0, Ok(())),
            (&right, 10, Ok(())),
            (&right, -1, Ok(())),
            (&right, 11, Err(Failure::AttemptExpired)),
            (&right, -11, Err(Failure::AttemptExpired)),
            (&with(None), 0, Err(Failure::StateMismatch)),
            (&with(Some("")), 0, Err(Failure::StateMismatch)),
            (&with(Some(&attempt(began).state)), 0, Err(Failure::StateMismatch)),
            (&with(Some(&attempt(began).state)), 11, Err(Failure::StateMismatch)),
        ] {
            assert_eq!(mine.check_state(callback, began + SignedDuration::from_mins(minutes)), expected);
        }
    }

    #[test]
    fn an_answer_without_a_code_says_why() {
        for (code, error, expected) in [
            (Some("c"), None, Ok("c".to_owned())),
            (Some(""), None, Err(Failure::CodeRefused)),
            (None, None, Err(Failure::CodeRefused)),
            (Some("c"), Some("access_denied"), Err(Failure::Denied)),
            (None, Some("access_denied"), Err(Failure::Denied)),
            (None, Some("consent_required"), Err(Failure::Denied)),
            (None, Some("server_error"), Err(Failure::Unreachable)),
            (None, Some("temporarily_unavailable"), Err(Failure::Unreachable)),
            (None, Some("invalid_scope"), Err(Failure::Misconfigured)),
            (None, Some("<script>"), Err(Failure::Misconfigured)),
        ] {
            let callback = Callback {
                code: code.map(str::to_owned),
                error: error.map(str::to_owned),
                ..Callback::default()
            };
            assert_eq!(callback.code(), expected, "{code:?} {error:?}");
        }
    }

    #[test]
    fn an_attempt_is_kept_as_text_and_printed_as_nothing() {
        let mine = attempt("2026-11-26T12:00:00Z".parse().unwrap());
        let kept: Attempt = serde_json::from_str(&serde_json::to_string(&mine).unwrap()).unwrap();
        let same = |a: &Attempt, b: &Attempt| {
            (&a.state, &a.nonce, &a.verifier, a.began) == (&b.state, &b.nonce, &b.verifier, b.began)
        };
        assert!(same(&kept, &mine));
        let callback = Callback { code: Some("hidden".to_owned()), ..Callback::default() };
        assert_eq!(format!("{mine:?} {callback:?}"), "Attempt Callback(code)");
    }
}
