//! Why a mail was not sent, in words that a log may carry: no address, no text of a mail, no password.

use std::error::Error as _;
use std::io;

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Not now; the same mail may go through later.
    #[error("{0}")]
    Temporary(String),
    /// Never, as it is.
    #[error("{0}")]
    Permanent(String),
}

/// Replies that are about us and not about the mail: signing in is needed, too weak, refused, or needs TLS (RFC 4954).
/// Whoever runs the program can mend that, and the mail then goes.
const ABOUT_SIGNING_IN: [&str; 4] = ["530", "534", "535", "538"];

impl Failure {
    pub(crate) fn temporary(reason: &str) -> Failure {
        Failure::Temporary(reason.to_owned())
    }

    pub(crate) fn permanent(reason: &str) -> Failure {
        Failure::Permanent(reason.to_owned())
    }

    /// What the SMTP client says, without what the server says: that often repeats the address.
    pub(crate) fn of_smtp(error: &lettre::transport::smtp::Error) -> Failure {
        if let Some(code) = error.status() {
            return of_reply(&code.to_string(), error);
        }
        if error.is_timeout() {
            return Failure::temporary("the mail server took too long to answer");
        }
        if error.is_tls() {
            return Failure::temporary(
                "the mail server could not prove who it is: its certificate is not valid for its name",
            );
        }
        if error.is_client() {
            return of_client(error);
        }
        if error.is_response() {
            return Failure::temporary("the mail server gave an answer that is no SMTP");
        }
        of_network(error)
    }
}

fn of_reply(code: &str, error: &lettre::transport::smtp::Error) -> Failure {
    let said = error.source().and_then(|text| enhanced(&text.to_string()));
    let said = said.map_or_else(|| code.to_owned(), |status| format!("{code} {status}"));
    if ABOUT_SIGNING_IN.contains(&code) {
        return Failure::Temporary(format!("the mail server refuses user or password of SMTP_URL ({said})"));
    }
    if error.is_transient() {
        return Failure::Temporary(format!("the mail server cannot take the mail now ({said})"));
    }
    Failure::Permanent(format!("the mail server refuses the mail ({said})"))
}

/// The status code of RFC 3463 that a reply begins with, such as `5.1.1`: digits and dots alone.
fn enhanced(reply: &str) -> Option<String> {
    let status = reply.split_whitespace().next()?;
    let parts: Vec<&str> = status.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(number)).then(|| status.to_owned())
}

/// The client has one kind of error for all that a server does not offer; its words are fixed.
fn of_client(error: &lettre::transport::smtp::Error) -> Failure {
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    if words.contains("STARTTLS") {
        return Failure::temporary("the mail server offers no encryption (STARTTLS), so nothing was sent");
    }
    if words.contains("authentication") {
        return Failure::temporary("the mail server offers no way to sign in with user and password");
    }
    Failure::permanent("the mail server does not take addresses beyond ASCII")
}

fn of_network(error: &lettre::transport::smtp::Error) -> Failure {
    let mut cause = error.source();
    while let Some(one) = cause {
        match one.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::ConnectionRefused) => {
                return Failure::temporary("nobody answers at the host and port of SMTP_URL");
            }
            Some(io::ErrorKind::InvalidData) => {
                return Failure::temporary(
                    "the mail server could not prove who it is: its certificate is not valid for its name",
                );
            }
            _ => cause = one.source(),
        }
    }
    Failure::temporary("the connection to the mail server failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_reply_only_its_numbers_are_kept() {
        for (reply, expected) in [
            ("5.1.1 <ana@example.org>: unknown", Some("5.1.1")),
            ("4.7.0 try later", Some("4.7.0")),
            ("<ana@example.org> 5.1.1", None),
            ("192.0.2.1 is blocked", None),
            ("5.1", None),
            ("", None),
        ] {
            assert_eq!(enhanced(reply).as_deref(), expected, "{reply}");
        }
    }
}
