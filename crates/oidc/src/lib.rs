//! Signing in with any OpenID Connect provider: the authorization code flow with PKCE, state and nonce.
//!
//! [`Provider::begin`] gives the address to send a browser to and an [`Attempt`] to keep for that browser;
//! [`Provider::finish`] takes the attempt and what the browser came back with, and gives who the provider says it is.
//! Nothing here knows users, sessions or cookies. The current time is an argument, as everywhere.

mod attempt;
mod claims;
mod discovery;
mod failure;
mod http;
mod setting;

use std::time::Duration;

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, EndpointMaybeSet, EndpointNotSet, EndpointSet, OAuth2TokenResponse as _,
    Scope, TokenResponse as _,
};

use crate::attempt::Purpose;
use crate::discovery::{Discovery, Metadata};
use crate::http::Http;

pub use attempt::{Attempt, Begun, Callback};
pub use claims::Claims;
pub use failure::{Doubt, Failure};
pub use setting::{InvalidSetting, Settings};

/// A provider that people sign in with. Its metadata and keys are fetched when they are first needed, and kept.
pub struct Provider {
    settings: Settings,
    http: Http,
    discovery: Discovery,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// Checks the settings; the provider is not asked yet, so that the program starts without it.
    ///
    /// # Errors
    /// A sentence that says which setting is wrong and what would be right, without repeating a secret.
    pub fn new(settings: Settings) -> Result<Provider, InvalidSetting> {
        let checked = settings.check()?;
        Ok(Provider { discovery: Discovery::new(checked.issuer), http: Http::new()?, settings })
    }

    /// Gives up on the provider after this time rather than after ten seconds for each of its answers.
    #[must_use]
    pub fn within(self, patience: Duration) -> Provider {
        Provider { http: self.http.within(patience), ..self }
    }

    /// Begins an attempt to sign in.
    ///
    /// # Errors
    /// When the provider cannot be asked where to send people.
    pub async fn begin(&self, now: Timestamp) -> Result<Begun, Failure> {
        self.begin_as(Purpose::SignIn, now).await
    }

    /// Begins an attempt to show once more that it is oneself: the provider is told to ask, whoever is signed in there,
    /// and an answer that says that it did not is refused. Google does not say; it lets the account be chosen again.
    ///
    /// # Errors
    /// When the provider cannot be asked where to send people.
    pub async fn begin_again(&self, now: Timestamp) -> Result<Begun, Failure> {
        self.begin_as(Purpose::Again, now).await
    }

    async fn begin_as(&self, purpose: Purpose, now: Timestamp) -> Result<Begun, Failure> {
        let metadata = self.discovery.metadata(&self.http, now).await?;
        let secrets = attempt::Secrets::make();
        let client = self.client(&metadata)?;
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let mut request =
            client.authorize_url(flow, || state, || nonce).set_pkce_challenge(secrets.challenge());
        for scope in self.settings.scopes.iter().filter(|scope| *scope != "openid") {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if purpose == Purpose::Again {
            request = request.add_prompt(metadata.prompt()).set_max_age(Duration::ZERO);
        }
        let (url, _, _) = request.url();
        Ok(Begun { url: url.into(), attempt: secrets.attempt(purpose, now) })
    }

    /// Ends an attempt with what the browser came back with. An attempt is to be forgotten before it is ended: it
    /// counts once.
    ///
    /// # Errors
    /// Why nobody signs in; each is a plain sentence.
    pub async fn finish(
        &self,
        attempt: Attempt,
        callback: Callback,
        now: Timestamp,
    ) -> Result<Claims, Failure> {
        attempt.check_state(&callback, now)?;
        let metadata = self.discovery.metadata(&self.http, now).await?;
        metadata.check_sender(callback.iss.as_deref())?;
        let code = callback.code()?;
        let tokens = self.exchange(&metadata, code, &attempt).await?;
        let id_token = tokens.id_token().ok_or(Failure::NoIdToken)?;
        let claims = self.verified(&metadata, id_token, &attempt, now).await?;
        self.completed(&metadata, claims, &tokens).await
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        code: String,
        attempt: &Attempt,
    ) -> Result<CoreTokenResponse, Failure> {
        let client = self.client(metadata)?;
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|_| Failure::Misconfigured)?.set_pkce_verifier(attempt.verifier());
        request.request_async(&self.http).await.map_err(|error| Failure::of_exchange(&error))
    }

    /// The claims of an ID token, when everything about it is right. A key that is not known is asked for once: the
    /// provider may have changed its keys.
    async fn verified(
        &self,
        metadata: &Metadata,
        token: &CoreIdToken,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<Claims, Failure> {
        match claims::verify(&self.client(metadata)?, token, attempt, now) {
            Err(claims::Refused::UnknownKey) => {
                let metadata = self.discovery.renewed(&self.http, now).await?;
                claims::verify(&self.client(&metadata)?, token, attempt, now)
                    .map_err(claims::Refused::failure)
            }
            verified => verified.map_err(claims::Refused::failure),
        }
    }

    /// Asks for the address at the provider's other door, when the token has none: many providers keep it there.
    async fn completed(
        &self,
        metadata: &Metadata,
        claims: Claims,
        tokens: &CoreTokenResponse,
    ) -> Result<Claims, Failure> {
        if claims.is_complete() {
            return Ok(claims);
        }
        let subject = openidconnect::SubjectIdentifier::new(claims.subject.clone());
        let client = self.client(metadata)?;
        let Ok(request) = client.user_info(tokens.access_token().clone(), Some(subject)) else {
            return Ok(claims);
        };
        let more = request.request_async(&self.http).await.map_err(|error| Failure::of_user_info(&error))?;
        Ok(claims.with(&more))
    }

    fn client(&self, metadata: &Metadata) -> Result<Client, Failure> {
        let Settings { client_id, client_secret, redirect_uri, .. } = &self.settings;
        let id = openidconnect::ClientId::new(client_id.clone());
        let secret = client_secret.clone().map(openidconnect::ClientSecret::new);
        let redirect = openidconnect::RedirectUrl::new(redirect_uri.clone());
        let client = CoreClient::from_provider_metadata(metadata.all().clone(), id, secret)
            .set_redirect_uri(redirect.map_err(|_| Failure::Misconfigured)?);
        let basic = metadata.takes(&CoreClientAuthMethod::ClientSecretBasic);
        Ok(client.set_auth_type(if basic { AuthType::BasicAuth } else { AuthType::RequestBody }))
    }
}

/// Says whose it is, and no secret.
impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.settings.issuer)
    }
}
