//! A mail address, folded once when it comes in, so that one mailbox has one spelling everywhere.

use std::fmt;

use crate::Error;
use crate::column::Column;

/// A mail address in small letters, without blanks around it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// What is wrong with a mail address, for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a mail address: it has a name, an @ and a domain, such as ana@example.org")]
pub struct InvalidEmail;

impl Email {
    /// The longest address that a mail server takes, in bytes.
    const MAX: usize = 254;

    /// Folds and checks an address as somebody typed it or a provider gave it.
    ///
    /// The check is shallow on purpose: only a mail that arrives proves an address.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let folded = text.trim().to_lowercase();
        let (name, domain) = folded.rsplit_once('@').ok_or(InvalidEmail)?;
        let labels_are_good = domain.split('.').all(|label| !label.is_empty());
        let is_clean =
            !folded.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\"\\[]".contains(c));
        if name.is_empty() || name.contains('@') || !labels_are_good || !is_clean || folded.len() > Self::MAX
        {
            return Err(InvalidEmail);
        }
        Ok(Self(folded))
    }

    /// As it is stored and as mails are addressed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the @.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Kept out of logs.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

impl Column for Email {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        Ok(Self(stored))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded() {
        for (typed, folded, domain) in [
            ("ana@example.org", "ana@example.org", "example.org"),
            ("  Ana.Müller+list@Example.ORG\n", "ana.müller+list@example.org", "example.org"),
            ("o'neil@localhost", "o'neil@localhost", "localhost"),
            ("用户@例子.公司", "用户@例子.公司", "例子.公司"),
        ] {
            let email = Email::parse(typed).unwrap();
            assert_eq!((email.as_str(), email.domain()), (folded, domain), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.org", "a".repeat(Email::MAX));
        for typed in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@@example.org",
            "a b@example.org",
            "ana@example..org",
            "ana@.org",
            "Ana <ana@example.org>",
            "ana@example.org,eve@example.org",
            "ana@example.org\r\nBcc:eve@x.y",
            &long,
        ] {
            assert_eq!(Email::parse(typed), Err(InvalidEmail), "{typed:?}");
        }
    }

    #[test]
    fn an_address_is_not_printed_by_accident() {
        assert_eq!(format!("{:?}", Email::parse("ana@example.org").unwrap()), "Email(…)");
    }
}
