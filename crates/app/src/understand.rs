//! From a text and its context to events: the one call that every door makes.

use calendar::{Span, keyed};
use extract::{Context, Extraction};

use crate::error::Invalid;
use crate::{MAX_TEXT, literal};

/// Why a text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing but blanks.
    Empty,
    /// More than [`MAX_TEXT`] bytes.
    TooLong,
    /// NUL bytes: a picture or a document, not its text.
    Binary,
}

impl Refusal {
    /// What to tell the person.
    pub fn message(self) -> &'static str {
        match self {
            Refusal::Empty => "There is no text yet: paste or type something that says when and what.",
            Refusal::TooLong => "This text is longer than 256 KiB. Paste the part that holds the dates.",
            Refusal::Binary => {
                "This is not plain text: it contains NUL bytes, as pictures and documents do. Copy the words out of it."
            }
        }
    }
}

impl From<Refusal> for Invalid {
    fn from(refusal: Refusal) -> Invalid {
        Invalid::new("text", refusal.message())
    }
}

/// Whether `text` is one that can be read.
///
/// # Errors
/// Says why not.
pub fn check(text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_TEXT {
        Err(Refusal::TooLong)
    } else if text.contains('\0') {
        Err(Refusal::Binary)
    } else if text.trim().is_empty() {
        Err(Refusal::Empty)
    } else {
        Ok(())
    }
}

/// The events of `text`; `salt` keys their identities, so that two people's events differ.
pub fn events(text: &str, context: &Context, salt: &str) -> Extraction {
    without(text, &[], context, salt)
}

/// The events of `text` when the words of `plain` say no time.
pub fn without(text: &str, plain: &[Span], context: &Context, salt: &str) -> Extraction {
    let mut found = if plain.is_empty() {
        extract::extract(text, context)
    } else {
        let masked = literal::mask(text, plain);
        let mut found = extract::extract(&masked.text, context);
        masked.unmask(&mut found);
        found
    };
    for event in &mut found.events {
        event.uid = keyed(&event.uid, salt);
    }
    found
}
