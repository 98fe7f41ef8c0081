//! `/auth/error`: why nobody was signed in, in plain words, and how to go on.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use oidc::Failure;

use crate::web::next;
use crate::web::pages::form::{frame, say};
use crate::web::visit::Visit;

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Unreachable,
    Denied,
    NotBegun,
    Late,
    Code,
    Nonce,
    Untrusted,
    Unreadable,
    Misconfigured,
    EmailMissing,
    EmailUnverified,
    Closed,
    Taken,
    SomebodyElse,
    Unknown,
}

/// Where one goes on, and the words on the button.
type Way = (&'static str, &'static str);
/// A cause, its word in the address, its heading, what it means and what helps, and a way on.
type Words = (Cause, &'static str, &'static str, &'static str, Way);

const AGAIN: Way = ("/login", "Try again");
const OTHER: Way = ("/login", "Sign in another way");
const PROFILE: Way = ("/profile", "Back to the profile");

const CAUSES: [Words; 15] = [
    (
        Cause::Unreachable,
        "unreachable",
        "The provider does not answer",
        "The site that was to say who you are cannot be reached at the moment. That usually passes within minutes.",
        AGAIN,
    ),
    (
        Cause::Denied,
        "denied",
        "You were not signed in",
        "Signing in was cancelled at the provider, or it does not let you into this site. Nothing has changed here.",
        OTHER,
    ),
    (
        Cause::NotBegun,
        "not-begun",
        "This sign-in does not belong to this browser",
        "It was begun in another browser, was finished already, or cookies are switched off. Please begin here.",
        AGAIN,
    ),
    (
        Cause::Late,
        "late",
        "That took too long",
        "Signing in has to be finished within ten minutes. Please begin once more.",
        AGAIN,
    ),
    (
        Cause::Code,
        "code",
        "The provider does not accept its answer any more",
        "Its answer counts once and for a short time; loading a page again can use it up. Please begin once more.",
        AGAIN,
    ),
    (
        Cause::Nonce,
        "nonce",
        "The answer was for another sign-in",
        "The provider answered something that was not asked just now, so it does not count. Please begin once more.",
        AGAIN,
    ),
    (
        Cause::Untrusted,
        "untrusted",
        "The answer cannot be trusted",
        "It does not prove that it comes from the provider, just now and for this site. If it happens again, tell \
         whoever runs this site.",
        AGAIN,
    ),
    (
        Cause::Unreadable,
        "unreadable",
        "The provider did not say who you are",
        "Its answer could not be read. If it happens again, tell whoever runs this site.",
        AGAIN,
    ),
    (
        Cause::Misconfigured,
        "misconfigured",
        "This site is not set up for the provider",
        "The provider does not know this site, or not with these settings. Whoever runs this site can mend that.",
        OTHER,
    ),
    (
        Cause::EmailMissing,
        "email-missing",
        "Your mail address is missing",
        "Accounts here are for certain addresses, and the provider gave none of yours. Allow it to share the address, \
         or sign in another way.",
        OTHER,
    ),
    (
        Cause::EmailUnverified,
        "email-unverified",
        "Your mail address is not proved",
        "Accounts here are for certain addresses, and the provider has not checked that yours is yours. Verify it there, \
         then try again.",
        AGAIN,
    ),
    (
        Cause::Closed,
        "closed",
        "New accounts are not taken here",
        "Nobody here has this sign-in. If you have an account, sign in another way and link the provider on your \
         profile; else ask whoever runs this site.",
        OTHER,
    ),
    (
        Cause::Taken,
        "taken",
        "This sign-in belongs to another account",
        "It was not linked to yours. Sign in with it to get to that account, or take it off there first.",
        PROFILE,
    ),
    (
        Cause::SomebodyElse,
        "somebody-else",
        "That was somebody else",
        "The provider vouched for another person than the one who is signed in here. Choose the right account there.",
        PROFILE,
    ),
    (
        Cause::Unknown,
        "unknown",
        "You were not signed in",
        "Something went wrong on the way. Please begin once more.",
        AGAIN,
    ),
];

impl Cause {
    /// Of what went wrong with a provider.
    pub(super) fn of(failure: Failure) -> Cause {
        match failure {
            Failure::Unreachable | Failure::TooSlow => Cause::Unreachable,
            Failure::Denied => Cause::Denied,
            Failure::StateMismatch => Cause::NotBegun,
            Failure::AttemptExpired => Cause::Late,
            Failure::CodeRefused => Cause::Code,
            Failure::WrongNonce => Cause::Nonce,
            Failure::Untrusted(_) => Cause::Untrusted,
            Failure::NoIdToken | Failure::Unreadable => Cause::Unreadable,
            Failure::Misconfigured => Cause::Misconfigured,
        }
    }

    fn word(self) -> &'static str {
        CAUSES.iter().find(|(cause, ..)| *cause == self).map_or("unknown", |(_, word, ..)| word)
    }
}

/// To the page that says why.
pub(super) fn go(cause: Cause) -> Response {
    Redirect::to(&format!("/auth/error?because={}", cause.word())).into_response()
}

/// `GET /auth/error?because=denied`
pub(in crate::web) async fn show(visit: Visit, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let because = next::value(query.as_deref(), "because");
    let found = CAUSES.iter().find(|(_, word, ..)| *word == because).or(CAUSES.last());
    let (heading, text, way) = found.map_or(("You were not signed in", "", AGAIN), |it| (it.2, it.3, it.4));
    say(StatusCode::OK, frame(&headers, &visit), heading, text, way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_word_of_its_own_and_a_way_on() {
        let mut words: Vec<&str> = CAUSES.iter().map(|(_, word, ..)| *word).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), CAUSES.len());
        for (cause, word, _, text, (way, _)) in CAUSES {
            assert_eq!(cause.word(), word);
            assert!(text.ends_with('.') && way.starts_with('/'), "{word}");
        }
    }
}
