//! Mails: their headers, their words, their calendar parts; those of mails that they forward too.

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::calendar_file::{self, CalendarPart};
use crate::fit::Parts;
use crate::{Error, charset, html};

/// How deep forwarded mails stand in each other, and how many parts are looked at.
const DEEPEST: usize = 5;
const MOST_PARTS: usize = 500;
/// Names of a header of addresses.
const MOST_NAMES: usize = 10;
/// Plain text up to this length beside a page says little more than that there is a page.
const STUB: usize = 200;
/// Longest text of a mail that is looked at, in bytes; what is read at once is less.
const MOST_TEXT: usize = 2 * 1024 * 1024;

/// What a mail says.
pub(crate) fn read(bytes: &[u8]) -> Result<Parts, Error> {
    let message = MessageParser::default().parse(bytes).ok_or(Error::NoText)?;
    let mut mail = Mail::default();
    mail.message(&message, 0);
    // A calendar part is surer than what a page says about itself, and the two say the same.
    if mail.calendar.events() == 0 {
        mail.calendar = std::mem::take(&mut mail.by_page);
    }
    if !mail.has_words && mail.calendar.events() == 0 {
        return Err(mail.why_empty());
    }
    let mut parts = Parts { prose: mail.prose, calendar: mail.calendar, notes: mail.notes };
    if mail.has_tnef {
        let note = "An attachment is in a form that only Outlook reads (winmail.dat), and was not read.";
        parts.notes.push(note.to_owned());
    }
    Ok(parts)
}

#[derive(Default)]
struct Mail {
    prose: String,
    calendar: CalendarPart,
    /// What the page of the mail says about itself.
    by_page: CalendarPart,
    notes: Vec<String>,
    has_words: bool,
    has_tnef: bool,
    is_encrypted: bool,
    count: usize,
}

impl Mail {
    fn why_empty(&self) -> Error {
        if self.is_encrypted {
            Error::Encrypted
        } else if self.has_tnef {
            Error::Tnef
        } else {
            Error::NoText
        }
    }

    fn message(&mut self, message: &Message<'_>, depth: usize) {
        let headers = headers(message);
        let body = self.body(message);
        if !self.prose.is_empty() {
            self.prose.push_str("\n\n---------- Forwarded message ---------\n");
        }
        self.has_words |= !body.is_empty();
        // Headers alone are no words to be read.
        if !body.is_empty() || depth == 0 {
            self.prose.extend([&*headers, "\n", &*body]);
        }
        for part in &message.parts {
            self.count += 1;
            if self.count > MOST_PARTS || self.prose.len() > MOST_TEXT {
                return;
            }
            match &part.body {
                PartType::Message(inner) if depth < DEEPEST => self.message(inner, depth + 1),
                _ => self.part(part),
            }
        }
    }

    /// The words of a mail: its plain text, unless that is a stub beside a page.
    fn body(&mut self, message: &Message<'_>) -> String {
        let plain = own(message.text_bodies(), |part| match &part.body {
            PartType::Text(text) => Some(charset::lines(text)),
            _ => None,
        });
        let page = own(message.html_bodies(), |part| match &part.body {
            PartType::Html(page) => Some(page.to_string()),
            _ => None,
        });
        let page = html::read(&page);
        self.by_page.join(page.calendar);
        let plain = plain.trim();
        let says_less = plain.len() < STUB && page.prose.len() > 2 * plain.len();
        if plain.is_empty() || says_less { page.prose } else { plain.to_owned() }
    }

    fn part(&mut self, part: &MessagePart<'_>) {
        let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
        let (main, sub) = kind.unwrap_or_default();
        let name = part.attachment_name().unwrap_or_default().to_ascii_lowercase();
        let is = |one: &str, other: &str| main.eq_ignore_ascii_case(one) && sub.eq_ignore_ascii_case(other);
        if is("text", "calendar") || is("application", "ics") || name.rsplit('.').next() == Some("ics") {
            self.calendar_part(part);
        } else if is("application", "ms-tnef") || name == "winmail.dat" {
            self.has_tnef = true;
        } else if sub.to_ascii_lowercase().ends_with("pkcs7-mime") || is("multipart", "encrypted") {
            self.is_encrypted = true;
        }
    }

    fn calendar_part(&mut self, part: &MessagePart<'_>) {
        let file = match &part.body {
            PartType::Text(text) | PartType::Html(text) => Ok(charset::lines(text)),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => charset::decode(bytes),
            PartType::Message(_) | PartType::Multipart(_) => return,
        };
        match file {
            Ok(file) if file.len() <= MOST_TEXT => {
                self.calendar.join(calendar_file::reduce(&file));
            }
            _ => self.notes.push("A calendar part of the mail could not be read.".to_owned()),
        }
    }
}

fn own<'m>(
    parts: impl Iterator<Item = &'m MessagePart<'m>>,
    text: impl Fn(&MessagePart<'m>) -> Option<String>,
) -> String {
    let texts: Vec<String> = parts.take(MOST_PARTS).filter_map(text).collect();
    texts.join("\n\n")
}

/// The headers that say something about what the mail says, as a mail program prints them.
fn headers(message: &Message<'_>) -> String {
    let mut headers = String::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.map(|value| one_line(&value)).filter(|value| !value.is_empty()) {
            headers.extend([name, ": ", &*value, "\n"]);
        }
    };
    add("From", message.from().map(people));
    add("To", message.to().map(people));
    let date = message.header_raw("Date").map(str::to_owned);
    add("Date", date.filter(|_| message.date().is_some()));
    add("Subject", message.subject().map(str::to_owned));
    headers
}

fn people(address: &Address<'_>) -> String {
    let one = |one: &mail_parser::Addr<'_>| match (one.name(), one.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let people: Vec<String> =
        address.iter().take(MOST_NAMES).map(one).filter(|one| !one.is_empty()).collect();
    people.join(", ")
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
