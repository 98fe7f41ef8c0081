//! What a provider says about itself: fetched when it is first needed, kept for an hour, and longer while it is down.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::failure::{Doubt, Failure};
use crate::http::Http;
use crate::setting::is_private;

const GOOGLE: &str = "https://accounts.google.com";
/// How long metadata and keys are kept.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How long a failure is: those who waited for it do not each wait again.
const DOWN: SignedDuration = SignedDuration::from_secs(5);

type Document = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What RFC 9207 adds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Extra {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extra {}

/// A provider's metadata and keys.
#[derive(Clone)]
pub(crate) struct Metadata(Arc<Document>);

impl Metadata {
    pub(crate) fn all(&self) -> &Document {
        &self.0
    }

    /// Whether this program may prove itself by `method`; a provider that does not say takes the standard's default.
    pub(crate) fn takes(&self, method: &CoreClientAuthMethod) -> bool {
        let methods = self.0.token_endpoint_auth_methods_supported();
        methods.is_none_or(|methods| methods.contains(method))
    }

    /// How the provider is told to ask again: Google refuses the standard's word.
    pub(crate) fn prompt(&self) -> CoreAuthPrompt {
        if self.0.issuer().as_str() == GOOGLE { CoreAuthPrompt::SelectAccount } else { CoreAuthPrompt::Login }
    }

    /// Whether the answer came from this provider, so that another cannot have its codes sent here (RFC 9207).
    pub(crate) fn check_sender(&self, iss: Option<&str>) -> Result<(), Failure> {
        let says = self.0.additional_metadata().authorization_response_iss_parameter_supported;
        match iss {
            Some(iss) if iss == self.0.issuer().as_str() => Ok(()),
            None if !says => Ok(()),
            _ => Err(Failure::Untrusted(Doubt::Issuer)),
        }
    }
}

/// Where a provider's metadata come from.
pub(crate) struct Discovery {
    issuer: IssuerUrl,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Metadata, Timestamp)>,
    failed: Option<(Failure, Timestamp)>,
}

impl Discovery {
    pub(crate) fn new(issuer: IssuerUrl) -> Discovery {
        Discovery { issuer, known: Mutex::default() }
    }

    /// What is known, asked for again when it is old. A provider that is down meanwhile is known as it was.
    pub(crate) async fn metadata(&self, http: &Http, now: Timestamp) -> Result<Metadata, Failure> {
        let mut known = self.known.lock().await;
        let old = known.metadata.clone();
        match old {
            Some((metadata, since)) if now.duration_since(since) < FRESH => Ok(metadata),
            Some((metadata, _)) => Ok(self.ask(&mut known, http, now).await.unwrap_or(metadata)),
            None => self.ask(&mut known, http, now).await,
        }
    }

    /// What the provider says now.
    pub(crate) async fn renewed(&self, http: &Http, now: Timestamp) -> Result<Metadata, Failure> {
        let mut known = self.known.lock().await;
        self.ask(&mut known, http, now).await
    }

    async fn ask(&self, known: &mut Known, http: &Http, now: Timestamp) -> Result<Metadata, Failure> {
        if let Some((failure, since)) = known.failed
            && now.duration_since(since) < DOWN
        {
            return Err(failure);
        }
        let asked = fetch(&self.issuer, http).await;
        match &asked {
            Ok(metadata) => *known = Known { metadata: Some((metadata.clone(), now)), failed: None },
            Err(failure) => known.failed = Some((*failure, now)),
        }
        asked
    }
}

/// The issuer is compared letter by letter, and people forget the slash at its end or add one: both are tried.
async fn fetch(issuer: &IssuerUrl, http: &Http) -> Result<Metadata, Failure> {
    let document = match Document::discover_async(issuer.clone(), http).await {
        Err(DiscoveryError::Validation(_)) => Document::discover_async(with_other_end(issuer)?, http).await,
        document => document,
    };
    let document = document.map_err(|error| Failure::of_discovery(&error))?;
    if !is_private(document.authorization_endpoint().as_str()) {
        return Err(Failure::Misconfigured);
    }
    Ok(Metadata(Arc::new(document)))
}

fn with_other_end(issuer: &IssuerUrl) -> Result<IssuerUrl, Failure> {
    let text = issuer.as_str();
    let other = text.strip_suffix('/').map_or_else(|| format!("{text}/"), str::to_owned);
    IssuerUrl::new(other).map_err(|_| Failure::Misconfigured)
}
