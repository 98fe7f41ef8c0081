//! Who the provider says it is, believed only after everything about the token has been checked.

use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreUserInfoClaims};
use openidconnect::{ClaimsVerificationError, LocalizedClaim, SignatureVerificationError};

use crate::attempt::Attempt;
use crate::failure::Failure;
use crate::{Client, failure};

/// How far the provider's clock may be behind.
const SKEW: SignedDuration = SignedDuration::from_mins(1);

/// Signatures that only the provider can make: not "none", and not one by the secret that both have.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a provider vouches for. Issuer and subject together are the identity; the address is not.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    /// The provider.
    pub issuer: String,
    /// The person, as the provider knows them for ever.
    pub subject: String,
    /// Their address, as the provider writes it.
    pub email: Option<String>,
    /// Whether the provider has seen that the address is theirs.
    pub email_verified: bool,
    /// How they are called.
    pub name: Option<String>,
    /// The https address of a picture of them.
    pub picture: Option<String>,
}

/// Says nothing about the person.
impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claims({})", self.issuer)
    }
}

impl Claims {
    fn of(token: &CoreIdTokenClaims) -> Claims {
        Claims {
            issuer: token.issuer().to_string(),
            subject: token.subject().to_string(),
            email: token.email().map(|email| email.to_string()),
            email_verified: token.email_verified().unwrap_or(false),
            name: text(token.name()),
            picture: text(token.picture()).filter(|url| url.starts_with("https://")),
        }
    }

    /// Whether there is no need to ask for more.
    pub(crate) fn is_complete(&self) -> bool {
        self.email.is_some() && self.email_verified
    }

    /// Completed by what the provider says elsewhere about the same person.
    pub(crate) fn with(self, more: &CoreUserInfoClaims) -> Claims {
        let email = more.email().map(|email| email.to_string());
        let verified = more.email_verified().unwrap_or(false);
        // A proof holds for the address it came with.
        let (email, email_verified) = match (self.email, email) {
            (Some(had), Some(has)) if had != has => (Some(had), self.email_verified),
            (Some(had), Some(_)) => (Some(had), self.email_verified || verified),
            (Some(had), None) => (Some(had), self.email_verified),
            (None, has) => (has, verified),
        };
        let picture = text(more.picture()).filter(|url| url.starts_with("https://"));
        Claims {
            email,
            email_verified,
            name: self.name.or_else(|| text(more.name())),
            picture: self.picture.or(picture),
            ..self
        }
    }
}

fn text<T: std::ops::Deref<Target = String>>(claim: Option<&LocalizedClaim<T>>) -> Option<String> {
    claim.and_then(|claim| claim.get(None)).map(|text| text.to_string()).filter(|text| !text.is_empty())
}

/// Why a token is refused.
pub(crate) enum Refused {
    /// Its key is not among the provider's; perhaps it has new ones.
    UnknownKey,
    /// For good.
    For(Failure),
}

impl Refused {
    pub(crate) fn failure(self) -> Failure {
        match self {
            Refused::UnknownKey => Failure::Untrusted(failure::Doubt::Signature),
            Refused::For(failure) => failure,
        }
    }
}

/// Issuer, audience, signature, expiry and nonce, all of them.
pub(crate) fn verify(
    client: &Client,
    token: &CoreIdToken,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<Claims, Refused> {
    let latest = now.checked_sub(SKEW).unwrap_or(now).as_second();
    let latest = SystemTime::UNIX_EPOCH + Duration::from_secs(latest.max(0).unsigned_abs());
    let since = attempt.asked_since().map(|began| (began - SKEW).as_second());
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_auth_time_verifier_fn(move |asked| match (since, asked) {
            (Some(since), Some(asked)) if asked.timestamp() < since => Err(String::new()),
            _ => Ok(()),
        })
        .set_time_fn(move || latest.into());
    match token.claims(&verifier, &attempt.nonce()) {
        Ok(claims) => Ok(Claims::of(claims)),
        Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
            Err(Refused::UnknownKey)
        }
        Err(error) => Err(Refused::For(Failure::of_claims(&error))),
    }
}
