//! From a file to the text of the box, and from a text to the events that stand in it in a form for machines.
//!
//! [`open`] makes a text of a mail, a calendar file, a page or a plain text: what a person can read, and below it the
//! part that is meant for calendars. [`stated`] finds such parts in any text (iCalendar, JSON-LD, microdata), however
//! it came there, so that pasting does what an upload does. No prose is understood here.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod calendar_file;
mod charset;
mod fit;
mod html;
mod item;
mod kind;
mod mail;
mod schema;
mod several;
mod stated;

pub use calendar::Span;
pub use kind::{Kind, is_source};
pub use several::{files, heading};
pub use stated::{Stated, stated};

/// Largest file that is read, in bytes.
pub const MAX_FILE: usize = 8 * 1024 * 1024;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The text for the box, with plain line ends and without NUL.
    pub text: String,
    /// Sentences about what was left out.
    pub notes: Vec<String>,
}

/// Why a file is not read. The message says what to do instead, and quotes nothing of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No byte.
    #[error("This file is empty.")]
    Empty,
    /// More than [`MAX_FILE`].
    #[error(
        "This file is larger than 8 MiB. Save the mail without its attachments, or paste the part that holds the dates."
    )]
    TooLarge,
    /// Outlook's own form of an attachment.
    #[error(
        "This is winmail.dat, a form that only Outlook reads (TNEF). Ask the sender for a calendar file (.ics) or plain \
         text, or paste the words here."
    )]
    Tnef,
    /// Outlook's own form of a mail.
    #[error(
        "This is a mail in a form that only Outlook reads (.msg). Save it as .eml, or copy its words into the box."
    )]
    Msg,
    /// A picture.
    #[error("This is a picture. Words in pictures are not read: type them, or copy the text out of it.")]
    Picture,
    /// A PDF.
    #[error("This is a PDF. Open it, copy its words, and paste them here.")]
    Pdf,
    /// A ZIP file, which newer Word and Excel files are too.
    #[error("This is a ZIP file or an Office document. Open it, copy the words, and paste them here.")]
    Zip,
    /// Rich text.
    #[error("This is a rich-text document (RTF). Open it, copy the words, and paste them here.")]
    Rtf,
    /// Something else that is no text.
    #[error(
        "This is not text. What can be read: mails (.eml), calendar files (.ics), pages (.html) and plain text (.txt)."
    )]
    Binary,
    /// A mail whose words only its recipient's program can read.
    #[error("This mail is encrypted. Open it in your mail program, copy its words, and paste them here.")]
    Encrypted,
    /// Nothing to read in it.
    #[error("There are no words in this file that could be read.")]
    NoText,
}

/// The text of the file `name` with the content `bytes`, at most `limit` bytes long.
///
/// What the file is, is told by its content; the name decides where the content leaves it open.
///
/// # Errors
/// Says why the file is not read and what to do instead.
pub fn open(name: &str, bytes: &[u8], limit: usize) -> Result<Opened, Error> {
    open_as(Kind::of(name, bytes)?, bytes, limit)
}

/// As [`open`], for a content whose kind is known.
///
/// # Errors
/// As [`open`].
pub fn open_as(kind: Kind, bytes: &[u8], limit: usize) -> Result<Opened, Error> {
    match bytes.len() {
        0 => return Err(Error::Empty),
        length if length > MAX_FILE => return Err(Error::TooLarge),
        _ => {}
    }
    let parts = match kind {
        Kind::Mail => mail::read(bytes)?,
        Kind::Calendar => fit::Parts::of_file(charset::decode(bytes)?),
        Kind::Html => html::read(&charset::decode_html(bytes)?),
        Kind::Text => fit::Parts::of_prose(charset::decode(bytes)?),
    };
    let opened = parts.fit(limit);
    if opened.text.trim().is_empty() { Err(Error::NoText) } else { Ok(opened) }
}
