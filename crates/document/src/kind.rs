//! What a file is.

use crate::Error;

/// A kind of file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A mail as it travels (RFC 5322), `.eml`.
    Mail,
    /// A calendar file (RFC 5545), `.ics`.
    Calendar,
    /// A page, `.html`.
    Html,
    /// Plain text.
    Text,
}

/// How far a file is looked into to tell what it is.
const HEAD: usize = 4096;

/// First bytes that tell a kind that is not read.
const OTHERS: [(&[u8], Error); 15] = [
    (b"\x78\x9f\x3e\x22", Error::Tnef),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Error::Msg),
    (b"%PDF-", Error::Pdf),
    (b"PK\x03\x04", Error::Zip),
    (b"PK\x05\x06", Error::Zip),
    (b"\x1f\x8b", Error::Zip),
    (b"Rar!\x1a", Error::Zip),
    (b"7z\xbc\xaf\x27\x1c", Error::Zip),
    (b"{\\rtf", Error::Rtf),
    (b"\x89PNG", Error::Picture),
    (b"\xff\xd8\xff", Error::Picture),
    (b"GIF8", Error::Picture),
    (b"RIFF", Error::Picture),
    (b"II*\0", Error::Picture),
    (b"MM\0*", Error::Picture),
];

impl Kind {
    /// What the file `name` with the content `bytes` is.
    ///
    /// # Errors
    /// When it is something that is not read.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
        if let Some((_, error)) = OTHERS.iter().find(|(first, _)| bytes.starts_with(first)) {
            return Err(*error);
        }
        // HEIC and AVIF, what phones make.
        if bytes.get(4..8) == Some(b"ftyp") {
            return Err(Error::Picture);
        }
        let head = head(bytes);
        if starts_with(&head, "begin:vcalendar") {
            return Ok(Kind::Calendar);
        }
        if is_page(&head) {
            return Ok(Kind::Html);
        }
        let extension = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()).unwrap_or_default();
        Ok(match extension.as_str() {
            "eml" | "mht" | "mhtml" => Kind::Mail,
            "ics" | "ical" | "ifb" | "vcs" => Kind::Calendar,
            "htm" | "html" | "xhtml" => Kind::Html,
            _ if is_mail(&head) => Kind::Mail,
            _ => Kind::Text,
        })
    }

    /// The kind that a media type such as `text/calendar; charset=utf-8` names.
    pub fn of_media_type(media_type: &str) -> Option<Kind> {
        match media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "message/rfc822" | "message/global" => Some(Kind::Mail),
            "text/calendar" => Some(Kind::Calendar),
            "text/html" | "application/xhtml+xml" => Some(Kind::Html),
            "text/plain" => Some(Kind::Text),
            _ => None,
        }
    }
}

/// What `text` is the source of, when it is not meant to be read as it stands: a mail as it travels, or a page.
pub fn is_source(text: &str) -> Option<Kind> {
    let head = head(text.as_bytes());
    if is_page(&head) {
        return Some(Kind::Html);
    }
    // Who copies the words of a mail has no such headers among them.
    let technical =
        ["mime-version:", "content-transfer-encoding:", "return-path:", "dkim-signature:", "received: "];
    let headers = head.split("\n\n").next().unwrap_or_default();
    let travelled = technical.iter().any(|name| headers.lines().any(|line| starts_with(line, name)));
    (travelled && is_mail(&head)).then_some(Kind::Mail)
}

/// The beginning of a file as text, with plain line ends.
fn head(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    head.replace('\0', "").replace("\r\n", "\n").trim_start_matches(['\n', ' ', '\u{feff}']).to_owned()
}

fn starts_with(text: &str, lower: &str) -> bool {
    text.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower))
}

fn is_page(head: &str) -> bool {
    let mut rest = head;
    // Comments and declarations stand before the page.
    while let Some(inside) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!--")) {
        rest = inside.split_once('>').map_or("", |(_, rest)| rest).trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| starts_with(rest, tag))
}

/// Three headers that mails have stand at the beginning.
fn is_mail(head: &str) -> bool {
    const NAMES: [&str; 14] = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "received:",
        "return-path:",
        "message-id:",
        "mime-version:",
        "content-type:",
        "delivered-to:",
        "cc:",
        "reply-to:",
        "dkim-signature:",
        "content-transfer-encoding:",
    ];
    let mut known = 0;
    for line in head.lines() {
        if line.starts_with([' ', '\t']) && known > 0 {
            continue;
        }
        let is_header =
            line.split_once(':').is_some_and(|(name, _)| !name.is_empty() && !name.contains([' ', '<']));
        if !is_header {
            break;
        }
        known += usize::from(NAMES.iter().any(|name| starts_with(line, name)));
    }
    known >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_kind_and_else_the_name() {
        const MAIL: &[u8] = b"Received: from a\r\n by b\r\nFrom: a@b.example\r\nSubject: Hi\r\n\r\nHi";
        for (name, bytes, kind) in [
            ("a.txt", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR".as_slice(), Ok(Kind::Calendar)),
            ("a.txt", b"\xef\xbb\xbfbegin:vcalendar", Ok(Kind::Calendar)),
            ("a", b"\n<!-- x -->\n<!DOCTYPE HTML>", Ok(Kind::Html)),
            ("a.htm", b"<p>Hi", Ok(Kind::Html)),
            ("a.txt", MAIL, Ok(Kind::Mail)),
            ("A.EML", b"Hi", Ok(Kind::Mail)),
            ("notes", b"Lunch: Friday at 1", Ok(Kind::Text)),
            ("winmail.dat", b"\x78\x9f\x3e\x22\x01\x02", Err(Error::Tnef)),
            ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Err(Error::Msg)),
            ("a.eml", b"%PDF-1.7", Err(Error::Pdf)),
            ("a.jpg", b"\xff\xd8\xff\xe0", Err(Error::Picture)),
            ("a.heic", b"\0\0\0\x18ftypheic", Err(Error::Picture)),
            ("a.docx", b"PK\x03\x04", Err(Error::Zip)),
            ("a.rtf", b"{\\rtf1", Err(Error::Rtf)),
        ] {
            assert_eq!(Kind::of(name, bytes), kind, "{name} {}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn words_of_a_mail_are_no_source_of_one() {
        assert_eq!(is_source("From: a\nTo: b\nDate: today\nSubject: Lunch\n\nLunch at 1?"), None);
        assert_eq!(
            is_source("From: a\nTo: b\nSubject: Lunch\nMIME-Version: 1.0\n\nLunch at 1?"),
            Some(Kind::Mail)
        );
        assert_eq!(is_source("<html><body>Hi"), Some(Kind::Html));
        assert_eq!(is_source("<b>Lunch</b> at 1"), None);
    }
}
