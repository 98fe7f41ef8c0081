//! The settings of a mail server, checked so that a mistake is found at the start and not at the first mail.

use std::borrow::Cow;
use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::Url;

/// A setting that cannot be used: which, and what would be right. Never its value, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidSetting(String);

impl InvalidSetting {
    pub(crate) fn new(sentence: &str) -> InvalidSetting {
        InvalidSetting(sentence.to_owned())
    }
}

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// From its first byte.
    AtOnce,
    /// By STARTTLS, and nothing is sent without.
    Asked,
    /// By STARTTLS if the server offers it, and with any certificate: it is on this computer.
    IfOffered,
}

/// A mail server.
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) encryption: Encryption,
    pub(crate) credentials: Option<Credentials>,
}

const FORM: &str = "SMTP_URL has to look like smtps://user:password@mail.example.org or \
                    smtp://user:password@mail.example.org:587, with @ : / and % in user and password written as \
                    %40 %3A %2F %25";

impl Server {
    pub(crate) fn parse(url: &str) -> Result<Server, InvalidSetting> {
        let url = Url::parse(url.trim()).map_err(|_| InvalidSetting::new(FORM))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(InvalidSetting::new(FORM))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(InvalidSetting::new(FORM));
        }
        let encryption = encryption(&url, is_loopback(&host))?;
        let usual = if encryption == Encryption::AtOnce { 465 } else { 587 };
        Ok(Server { host, port: url.port().unwrap_or(usual), encryption, credentials: credentials(&url)? })
    }
}

fn encryption(url: &Url, on_this_computer: bool) -> Result<Encryption, InvalidSetting> {
    match (url.scheme(), url.query()) {
        ("smtps", None) => Ok(Encryption::AtOnce),
        ("smtp", None) if on_this_computer => Ok(Encryption::IfOffered),
        ("smtp", None | Some("tls=required")) => Ok(Encryption::Asked),
        _ => Err(InvalidSetting::new(FORM)),
    }
}

/// A name under `localhost` or a loopback address.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn credentials(url: &Url) -> Result<Option<Credentials>, InvalidSetting> {
    let plain = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().ok().filter(|text| !text.contains('\0'));
        text.map(Cow::into_owned).ok_or(InvalidSetting::new(FORM))
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => {
            Err(InvalidSetting::new("SMTP_URL has to have both a user and a password, or neither"))
        }
        (user, Some(password)) => Ok(Some(Credentials::new(plain(user)?, plain(password)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_and_how_a_server_is_reached() {
        for (url, host, port, encryption, signs_in) in [
            ("smtps://u:p@mail.example.org", "mail.example.org", 465, Encryption::AtOnce, true),
            ("smtps://mail.example.org:2465", "mail.example.org", 2465, Encryption::AtOnce, false),
            ("smtp://u:p@mail.example.org", "mail.example.org", 587, Encryption::Asked, true),
            (" smtp://u%40x:p%2Fq@mail.example.org:25/ ", "mail.example.org", 25, Encryption::Asked, true),
            ("smtp://192.0.2.1", "192.0.2.1", 587, Encryption::Asked, false),
            ("smtp://localhost:1025", "localhost", 1025, Encryption::IfOffered, false),
            ("smtp://127.0.0.2:1025", "127.0.0.2", 1025, Encryption::IfOffered, false),
            ("smtp://[::1]:1025", "::1", 1025, Encryption::IfOffered, false),
            ("smtp://localhost:1025?tls=required", "localhost", 1025, Encryption::Asked, false),
            ("smtp://localhost.example.org", "localhost.example.org", 587, Encryption::Asked, false),
        ] {
            let server = Server::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(
                (server.host.as_str(), server.port, server.encryption, server.credentials.is_some()),
                (host, port, encryption, signs_in),
                "{url}"
            );
        }
    }

    #[test]
    fn a_setting_that_cannot_work_is_refused_without_repeating_it() {
        for url in [
            "",
            "mail.example.org",
            "mail.example.org:587",
            "https://hidden:secret@mail.example.org",
            "smtp://hidden:secret@",
            "smtp://hidden@mail.example.org",
            "smtp://:secret@mail.example.org",
            "smtp://hidden:secret@mail.example.org/path",
            "smtp://hidden:secret@mail.example.org?tls=off",
            "smtp://hidden:secret@mail.example.org:99999",
            "smtp://hidden:%FFsecret@mail.example.org",
        ] {
            let error = Server::parse(url).err().unwrap_or_else(|| panic!("{url} is taken")).to_string();
            assert!(error.starts_with("SMTP_URL has to"), "{url}: {error}");
            assert!(!error.contains("hidden") && !error.contains("secret"), "{url}: {error}");
        }
    }
}
