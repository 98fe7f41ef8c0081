//! What is sent: a message as the program has it, and the letter that goes over the wire.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use uuid::Uuid;

use crate::failure::Failure;
use crate::setting::InvalidSetting;

/// A mail to one person: the same content as plain text and as HTML.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The address alone, without a name.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Lines end with `\n`.
    pub text: String,
    /// A whole document or a fragment; what comes from people is escaped already.
    pub html: String,
}

/// Says nothing: address, subject and text are somebody's, and links sign people in.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message")
    }
}

/// Who mails come from.
#[derive(Clone)]
pub(crate) struct Sender(Mailbox);

impl Sender {
    pub(crate) fn parse(from: &str) -> Result<Sender, InvalidSetting> {
        let wrong = "MAIL_FROM has to be an address such as calendar@example.org, or with a name: \
                     Calendar <calendar@example.org>";
        from.trim().parse().map(Sender).map_err(|_| InvalidSetting::new(wrong))
    }

    /// For mails that stay on this computer.
    pub(crate) fn local() -> Sender {
        let address = Address::new_dangerous("calendar", "localhost");
        Sender(Mailbox::new(Some("AI Calendar Helper".to_owned()), address))
    }

    /// The domain of its address.
    pub(crate) fn domain(&self) -> &str {
        self.0.email.domain()
    }

    /// The letter as it goes over the wire. Nothing that is given can add a header or another recipient.
    pub(crate) fn letter(&self, message: &Message) -> Result<lettre::Message, Failure> {
        let to: Address = message
            .to
            .parse()
            .map_err(|_| Failure::permanent("the address is none that mail can be sent to"))?;
        let letter = lettre::Message::builder()
            .from(self.0.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&message.subject))
            .message_id(Some(format!("<{}@{}>", Uuid::now_v7(), self.domain())))
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()));
        let mut letter = letter.map_err(|_| Failure::permanent("no letter can be made of the mail"))?;
        // So that no absence notice answers it (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        letter.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        Ok(letter)
    }
}

/// Line breaks and other control characters become spaces, so that the subject stays one header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(to: &str, subject: &str) -> Message {
        Message { to: to.to_owned(), subject: subject.to_owned(), text: "t".to_owned(), html: "h".to_owned() }
    }

    #[test]
    fn requirement_39_a_subject_is_one_header_whatever_is_in_it() {
        for subject in [
            "Hello\r\nBcc: eve@example.org",
            "Hello\nBcc: eve@example.org",
            "Hello\rBcc: eve@example.org",
            "Hello\u{2028}Bcc: eve@example.org",
            "Hello\r\n\r\nBcc: eve@example.org",
            "Ünïcode\r\nBcc: eve@example.org",
            "Hello\0\u{b}\u{c}\u{85}Bcc: eve@example.org",
            &format!("{}\r\nBcc: eve@example.org", "long ".repeat(60)),
        ] {
            let letter = Sender::local().letter(&message("ana@example.org", subject)).unwrap();
            let (head, _) = String::from_utf8(letter.formatted())
                .unwrap()
                .split_once("\r\n\r\n")
                .map(|(head, body)| (head.to_owned(), body.to_owned()))
                .unwrap();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .filter_map(|line| line.split(':').next())
                .collect();
            let expected = ["From", "To", "Subject", "Message-ID", "MIME-Version", "Date", "Content-Type"];
            let mut names: Vec<_> = names.into_iter().filter(|name| *name != "Auto-Submitted").collect();
            let mut expected = expected.to_vec();
            names.sort_unstable();
            expected.sort_unstable();
            assert_eq!(names, expected, "{subject:?}\n{head}");
            assert!(
                !head.replace("\r\n ", " ").contains(['\r', '\0']) || !head.contains("\nBcc"),
                "{subject:?}"
            );
        }
    }

    #[test]
    fn requirement_39_an_address_is_one_address() {
        for to in [
            "",
            "ana",
            "ana@example.org, eve@example.org",
            "ana@example.org\r\nBcc: eve@example.org",
            "ana@example.org\nRCPT TO:<eve@example.org>",
            "Ana <ana@example.org>",
            "ana@example.org>",
            "ana@exa mple.org",
        ] {
            let refused = Sender::local().letter(&message(to, "Hello")).unwrap_err();
            assert!(matches!(refused, Failure::Permanent(_)), "{to:?}");
            assert!(!refused.to_string().contains("ana"), "{refused}");
        }
    }

    #[test]
    fn a_sender_that_is_none_is_refused_without_repeating_it() {
        for from in ["", "hidden", "hidden@", "Name <hidden@example.org", "a@example.org, hidden@example.org"]
        {
            let error = Sender::parse(from).err().unwrap_or_else(|| panic!("{from} is taken")).to_string();
            assert!(error.starts_with("MAIL_FROM has to") && !error.contains("hidden"), "{error}");
        }
        for from in ["calendar@example.org", " Ana's Calendar <calendar@example.org> ", "c@localhost"] {
            assert!(Sender::parse(from).is_ok(), "{from}");
        }
    }

    #[test]
    fn nothing_of_a_message_is_printed() {
        assert_eq!(format!("{:?}", message("ana@example.org", "secret")), "Message");
    }
}
