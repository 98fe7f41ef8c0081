//! Why nobody signs in, each in a sentence that a person can act on. None carries anything of a token.

use openidconnect::core::{CoreErrorResponseType, CoreRequestTokenError};
use openidconnect::{ClaimsVerificationError, DiscoveryError, RequestTokenError, UserInfoError};

use crate::http::HttpError;

/// Why nobody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Its computer cannot be reached, or says that it is out of order.
    #[error("the sign-in provider cannot be reached at the moment")]
    Unreachable,
    /// It did not answer in time.
    #[error("the sign-in provider took too long to answer")]
    TooSlow,
    /// The person pressed "cancel" there, or may not use this program.
    #[error("signing in was cancelled at the provider")]
    Denied,
    /// The answer is not one that this browser asked for.
    #[error("this sign-in was not begun in this browser")]
    StateMismatch,
    /// The person was away for more than ten minutes.
    #[error("signing in took longer than ten minutes")]
    AttemptExpired,
    /// The code is wrong, was used already or is too old.
    #[error("the provider does not accept its code any more: it may have been used already")]
    CodeRefused,
    /// The token was made for another attempt.
    #[error("the provider answered another attempt to sign in")]
    WrongNonce,
    /// The token is not to be believed.
    #[error("the provider's answer cannot be trusted: {0}")]
    Untrusted(Doubt),
    /// It is no OpenID Connect provider, or was not asked for `openid`.
    #[error("the provider did not say who is signing in")]
    NoIdToken,
    /// The provider does not know this program: identifier, secret, address of return or issuer are not what it has.
    #[error("the provider does not accept the settings of this program")]
    Misconfigured,
    /// The answer is not what the standard says.
    #[error("the provider's answer cannot be read")]
    Unreadable,
}

/// What is wrong with a token, or with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// Another provider made it.
    #[error("it comes from another provider")]
    Issuer,
    /// It is for another program.
    #[error("it is for another program")]
    Audience,
    /// It is not signed, or not by the provider.
    #[error("it is not signed by the provider")]
    Signature,
    /// It is out of date.
    #[error("it is out of date")]
    Expired,
    /// The provider was to ask who it is, and took somebody from before.
    #[error("it does not come from signing in just now")]
    NotAsked,
    /// It is about another person than the rest of the answer.
    #[error("it is about somebody else")]
    Subject,
}

impl Failure {
    pub(crate) fn of_discovery(error: &DiscoveryError<HttpError>) -> Failure {
        match error {
            DiscoveryError::Request(error) => Failure::of_http(*error),
            // No document there, one of somebody else, or none of this kind.
            _ => Failure::Misconfigured,
        }
    }

    pub(crate) fn of_exchange(error: &CoreRequestTokenError<HttpError>) -> Failure {
        match error {
            RequestTokenError::Request(error) => Failure::of_http(*error),
            RequestTokenError::ServerResponse(answer) => match answer.error() {
                CoreErrorResponseType::InvalidGrant => Failure::CodeRefused,
                _ => Failure::Misconfigured,
            },
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Failure::Unreadable,
        }
    }

    pub(crate) fn of_user_info(error: &UserInfoError<HttpError>) -> Failure {
        match error {
            UserInfoError::Request(error) => Failure::of_http(*error),
            UserInfoError::ClaimsVerification(error) => Failure::of_claims(error),
            _ => Failure::Unreadable,
        }
    }

    pub(crate) fn of_claims(error: &ClaimsVerificationError) -> Failure {
        Failure::Untrusted(match error {
            ClaimsVerificationError::InvalidNonce(_) => return Failure::WrongNonce,
            ClaimsVerificationError::Expired(_) => Doubt::Expired,
            ClaimsVerificationError::InvalidIssuer(_) => Doubt::Issuer,
            ClaimsVerificationError::InvalidAudience(_) => Doubt::Audience,
            ClaimsVerificationError::InvalidAuthTime(_) => Doubt::NotAsked,
            ClaimsVerificationError::InvalidSubject(_) => Doubt::Subject,
            _ => Doubt::Signature,
        })
    }

    fn of_http(error: HttpError) -> Failure {
        match error {
            HttpError::TimedOut => Failure::TooSlow,
            HttpError::Unreachable => Failure::Unreachable,
            HttpError::TooLong => Failure::Unreadable,
            HttpError::Exposed => Failure::Misconfigured,
        }
    }
}
