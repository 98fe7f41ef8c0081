//! The providers that people sign in with here, and what has to be remembered while somebody is there.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use oidc::{Attempt, Provider, Settings};
use serde::{Deserialize, Serialize};
use store::{SessionId, TokenHash};

use crate::config::{ClientSettings, Config};
use crate::secret::{self, SecretKey};

const GOOGLE: &str = "https://accounts.google.com";
/// What is asked for: who somebody is, and nothing of what they have.
const SCOPES: [&str; 3] = ["openid", "email", "profile"];
/// The longest that one answer of a provider may take: several of them make one answer of ours.
const PATIENCE: Duration = Duration::from_secs(4);
const NONCE: usize = 24;

/// A provider that people sign in with here.
#[derive(Debug)]
pub struct Known {
    /// Its word in addresses.
    pub key: &'static str,
    /// What people call it.
    pub name: String,
    /// As its tokens name it.
    pub issuer: String,
    /// The way there and back.
    pub provider: Provider,
}

/// The providers of the settings.
///
/// # Errors
/// When a setting cannot be used; the sentence names it.
pub fn of(config: &Config) -> anyhow::Result<Vec<Known>> {
    let mut all = Vec::new();
    if let Some(client) = &config.accounts.google {
        all.push(known(config, "google", "Google", GOOGLE, client, "GOOGLE_CLIENT_ID")?);
    }
    if let Some((issuer, client)) = &config.accounts.oidc {
        all.push(known(config, "oidc", &name(issuer), issuer, client, "OIDC_ISSUER")?);
    }
    Ok(all)
}

fn known(
    config: &Config,
    key: &'static str,
    name: &str,
    issuer: &str,
    client: &ClientSettings,
    setting: &str,
) -> anyhow::Result<Known> {
    let settings = Settings {
        issuer: issuer.to_owned(),
        client_id: client.id.clone(),
        client_secret: Some(client.secret.0.clone()),
        redirect_uri: format!("{}/api/auth/callback/{key}", config.origin()),
        scopes: SCOPES.map(str::to_owned).to_vec(),
    };
    let provider = Provider::new(settings).map_err(|wrong| anyhow::anyhow!("{setting}: {wrong}"))?;
    let provider = provider.within(PATIENCE);
    Ok(Known { key, name: name.to_owned(), issuer: issuer.to_owned(), provider })
}

/// What people call a provider: its host, unless it is a well-known one.
pub fn name(issuer: &str) -> String {
    match issuer {
        GOOGLE => "Google".to_owned(),
        other => other.split("://").last().unwrap_or(other).trim_end_matches('/').to_owned(),
    }
}

/// What somebody who is at a provider wants there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// To be signed in.
    SignIn,
    /// To sign in with it from now on, as the person of this session.
    Link(String),
    /// To show again that they are the person of this session.
    Confirm(String),
}

impl Errand {
    /// Whether it is one of this session.
    pub fn is_of(&self, session: &SessionId) -> bool {
        matches!(self, Errand::Link(own) | Errand::Confirm(own) if own == session.as_str())
    }
}

/// What is remembered while somebody is at a provider.
#[derive(Debug, Serialize, Deserialize)]
pub struct Away {
    /// The provider's word in addresses.
    pub provider: String,
    /// What for.
    pub errand: Errand,
    /// Where to go on afterwards.
    pub next: String,
    /// The secrets of this one attempt.
    pub attempt: Attempt,
}

/// The secret that one browser carries while it is away: without it nothing of an attempt can be found or read.
#[derive(Clone)]
pub struct Carried(String);

impl Carried {
    /// A new one.
    ///
    /// # Errors
    /// When the operating system has no random numbers.
    pub fn new() -> anyhow::Result<Carried> {
        Ok(Carried(URL_SAFE_NO_PAD.encode(secret::random::<32>()?)))
    }

    /// The one that a browser has sent, if it can be one of ours.
    pub fn read(text: &str) -> Option<Carried> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Carried(text.to_owned()))
    }

    /// As the cookie has it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Where the attempt with this `state` lies.
    pub fn place(&self, state: &str) -> TokenHash {
        TokenHash::of(&format!("{} {state}", self.0))
    }

    /// `away`, readable for this browser alone.
    ///
    /// # Errors
    /// When it cannot be encrypted, which is a fault of ours.
    pub fn seal(&self, key: &SecretKey, away: &Away) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; NONCE] = secret::random()?;
        let plain = serde_json::to_vec(away)?;
        let sealed = self.cipher(key).encrypt(&XNonce::from(nonce), Payload::from(plain.as_slice()));
        let sealed = sealed.map_err(|_| anyhow::anyhow!("an attempt to sign in could not be encrypted"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for this browser.
    pub fn open(&self, key: &SecretKey, sealed: &[u8]) -> Option<Away> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let plain = self.cipher(key).decrypt(&XNonce::from(*nonce), Payload::from(sealed)).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    fn cipher(&self, key: &SecretKey) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&key.derive("attempt", self.0.as_bytes()).into())
    }
}

impl std::fmt::Debug for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Carried(…)")
    }
}
