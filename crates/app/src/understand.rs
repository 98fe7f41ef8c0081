//! From a text and its context to events: the one call that every door makes.

use std::borrow::Cow;

use calendar::{Span, keyed};
use extract::{Context, Denied, Extraction};

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

/// Words that are not what the engine would take them for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// Words that say no time.
    pub literal: Vec<Span>,
    /// Words that are no place, and words that are nobody.
    pub denied: Denied,
}

/// The events of `text`; `salt` keys their identities, so that two people's events differ.
pub fn events(text: &str, context: &Context, salt: &str) -> Extraction {
    without(text, &Plain::default(), context, salt)
}

/// The events of `text` when the words of `plain` say no time, no place or nobody.
///
/// What the text states for machines (a calendar part, JSON-LD, microdata) wins over its words, and needs no reading.
pub fn without(text: &str, plain: &Plain, context: &Context, salt: &str) -> Extraction {
    let stated = document::stated(text, context);
    if !stated.events.is_empty() {
        // Their identities are those that other calendars know them by.
        return Extraction { events: stated.events, notes: stated.notes, ..Extraction::default() };
    }
    let words = blanked(text, &stated.parts);
    let mut found = if plain.literal.is_empty() {
        extract::extract_denying(&words, context, &plain.denied)
    } else {
        let masked = literal::mask(&words, &plain.literal);
        let mut found = extract::extract_denying(&masked.text, context, &plain.denied);
        masked.unmask(&mut found);
        found
    };
    for event in found.all_mut() {
        event.uid = keyed(&event.uid, salt);
    }
    found.notes.extend(stated.notes);
    found
}

/// `text` with blanks in place of `parts`, so that everything else stands where it stood.
fn blanked<'t>(text: &'t str, parts: &[Span]) -> Cow<'t, str> {
    let mut blanked = Cow::Borrowed(text);
    for part in parts {
        let blank: String =
            part.of(text).bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        blanked.to_mut().replace_range(part.start..part.end, &blank);
    }
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn titles(text: &str) -> Vec<String> {
        let context = Context::new(date(2026, 6, 1).at(9, 0, 0, 0).in_tz("Europe/Berlin").unwrap());
        events(text, &context, "salt").events.into_iter().filter_map(|event| event.title).collect()
    }

    #[test]
    fn what_is_stated_wins_and_what_states_nothing_is_no_prose() {
        let part = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Review\nDTSTART:20260615T120000Z\nEND:VEVENT\nEND:VCALENDAR\n";
        let todo = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Café Friday 5pm\nEND:VTODO\nEND:VCALENDAR\n";
        assert_eq!(titles(&format!("Lunch with Ana tomorrow at noon\n\n{part}")), ["Review"]);
        assert_eq!(titles(&format!("{todo}\nLunch with Ana tomorrow at noon")), ["Lunch with Ana"]);
    }
}
