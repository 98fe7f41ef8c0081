//! What a provider is reached by, checked before it is asked.

use std::net::IpAddr;

use openidconnect::IssuerUrl;
use url::{Host, Url};

/// How this program is known to a provider.
#[derive(Clone)]
pub struct Settings {
    /// The provider's address, as its discovery document says it: `https://accounts.google.com`.
    pub issuer: String,
    /// The name that the provider gave this program.
    pub client_id: String,
    /// The secret that goes with it; a public client has none.
    pub client_secret: Option<String>,
    /// Where the provider sends people back to, as it was registered there.
    pub redirect_uri: String,
    /// What is asked for: `openid`, `email`, `profile`. `openid` always is.
    pub scopes: Vec<String>,
}

/// A setting that cannot be used: which, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidSetting(pub(crate) &'static str);

pub(crate) struct Checked {
    pub(crate) issuer: IssuerUrl,
}

impl Settings {
    pub(crate) fn check(&self) -> Result<Checked, InvalidSetting> {
        if !is_private(&self.issuer) || self.issuer.contains(['?', '#']) {
            return Err(InvalidSetting(
                "the issuer has to be an https:// address such as https://accounts.google.com; http:// only on this \
                 computer",
            ));
        }
        if self.client_id.trim().is_empty() {
            return Err(InvalidSetting(
                "the client id is missing: the provider gives one when a client is registered",
            ));
        }
        if !is_private(&self.redirect_uri) || self.redirect_uri.contains('#') {
            return Err(InvalidSetting(
                "the address of this program has to be https://, or http:// on this computer",
            ));
        }
        let issuer = IssuerUrl::new(self.issuer.trim().to_owned());
        let issuer = issuer.map_err(|_| InvalidSetting("the issuer has to be an https:// address"))?;
        Ok(Checked { issuer })
    }
}

/// Says what is no secret.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Settings { issuer, redirect_uri, scopes, .. } = self;
        write!(f, "Settings {{ issuer: {issuer}, redirect_uri: {redirect_uri}, scopes: {scopes:?} }}")
    }
}

/// Whether nobody between here and there can read along: by https, or without leaving this computer.
pub(crate) fn is_private(url: &str) -> bool {
    Url::parse(url.trim()).is_ok_and(|url| match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_loopback(&url),
        _ => false,
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::Provider;

    use super::*;

    fn settings(issuer: &str, client_id: &str, redirect_uri: &str) -> Settings {
        Settings {
            issuer: issuer.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: Some("hidden".to_owned()),
            redirect_uri: redirect_uri.to_owned(),
            scopes: vec!["email".to_owned()],
        }
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        let here = "http://localhost:3000/back";
        for (issuer, id, back, expected) in [
            ("https://accounts.google.com", "id", "https://example.org/back", None),
            ("https://id.example.org/realms/x", "id", here, None),
            ("http://127.0.0.1:4000", "id", here, None),
            ("http://[::1]:4000", "id", "http://[::1]:3000/back", None),
            ("", "id", here, Some("issuer")),
            ("accounts.google.com", "id", here, Some("issuer")),
            ("http://id.example.org", "id", here, Some("issuer")),
            ("http://localhost.example.org", "id", here, Some("issuer")),
            ("https://id.example.org?x=y", "id", here, Some("issuer")),
            ("ftp://localhost", "id", here, Some("issuer")),
            ("https://id.example.org", " ", here, Some("client id")),
            ("https://id.example.org", "id", "http://example.org/back", Some("this program")),
            ("https://id.example.org", "id", "/back", Some("this program")),
        ] {
            let made = Provider::new(settings(issuer, id, back));
            match expected {
                None => assert!(made.is_ok(), "{issuer} {back}: {made:?}"),
                Some(words) => assert!(made.unwrap_err().to_string().contains(words), "{issuer} {back}"),
            }
        }
    }

    #[test]
    fn requirement_34_no_secret_is_printed() {
        let settings = settings("https://id.example.org", "id", "https://example.org/back");
        let printed = format!("{settings:?} {:?}", Provider::new(settings.clone()).unwrap());
        assert!(printed.contains("id.example.org") && !printed.contains("hidden"), "{printed}");
    }
}
