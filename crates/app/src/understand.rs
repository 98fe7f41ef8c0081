//! From a text and its context to events: the one call that every door makes.

mod together;

use std::borrow::Cow;

use calendar::{Span, keyed};
use extract::{Context, Denied, Extraction};

use crate::error::Invalid;
use crate::{MAX_TEXT, flight, literal};

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
/// What a file states for machines (a calendar part, JSON-LD, microdata) wins over its own words, which need no reading
/// then; the words of other files in the text are read.
pub fn without(text: &str, plain: &Plain, context: &Context, salt: &str) -> Extraction {
    let masked = (!plain.literal.is_empty()).then(|| literal::mask(text, &plain.literal));
    let words = masked.as_ref().map_or(text, |masked| masked.text.as_str());
    let mut all = together::Together::default();
    for file in document::files(text) {
        let mut found = one(file.of(text), file.of(words), &plain.denied, context, salt);
        if let Some(masked) = &masked {
            masked.unmask(&mut found);
        }
        all.add(found, text, file);
    }
    all.found()
}

/// The events of one file; `words` is its text with some of its words made meaningless.
fn one(text: &str, words: &str, denied: &Denied, context: &Context, salt: &str) -> Extraction {
    let stated = document::stated(text, context);
    if !stated.events.is_empty() {
        // Their identities are those that other calendars know them by.
        let mut found = Extraction { events: stated.events, notes: stated.notes, ..Extraction::default() };
        found.events.iter_mut().for_each(flight::on_local_clocks);
        return found;
    }
    let mut found = extract::extract_denying(&blanked(words, &stated.parts), context, denied);
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

    fn context() -> Context {
        Context::new(date(2026, 6, 1).at(9, 0, 0, 0).in_tz("Europe/Berlin").unwrap())
    }

    fn titles(text: &str) -> Vec<String> {
        events(text, &context(), "salt").events.into_iter().filter_map(|event| event.title).collect()
    }

    #[test]
    fn a_file_that_states_events_does_not_speak_for_the_others() {
        let invite = "Hi,\nsee you on Monday at 8\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Review\nDTSTART:20260615T120000Z\nEND:VEVENT\nEND:VCALENDAR\n";
        let head = document::heading;
        let both =
            format!("{}\n{invite}\n\n{}\nLunch with Ana tomorrow at noon", head("a.eml"), head("b.txt"));
        assert_eq!(titles(&both), ["Review", "Lunch with Ana"]);
        assert_eq!(
            titles(&both.replace("b.txt", "12 June at 9.txt")),
            ["Review", "Lunch with Ana"],
            "names are no words"
        );
        let twice = format!("{}\n{invite}\n\n{}\n{invite}", head("a.eml"), head("b.ics"));
        assert_eq!(titles(&twice), ["Review"]);
    }

    #[test]
    fn spans_and_lines_point_into_the_whole_text() {
        let lunch = "Lunch with Ana tomorrow at noon, RSVP by 5pm today";
        let text = format!("{}\n{lunch}\n{}\n{lunch}", document::heading("a"), document::heading("b"));
        let found = events(&text, &context(), "salt");
        assert_eq!(found.events.len(), 2);
        assert_ne!(found.events[0].uid, found.events[1].uid);
        for (event, line) in found.events.iter().zip([2, 4]) {
            let words: Vec<&str> = event.evidence.spans["start"].iter().map(|span| span.of(&text)).collect();
            assert_eq!((words, event.evidence.lines), (vec!["tomorrow", "noon"], Some([line, line])));
        }
        assert_eq!(found.asides.iter().map(|aside| aside.of).collect::<Vec<_>>(), [Some(0), Some(1)]);
        let nothing = format!("{}\nHello\n{}\nHello again", document::heading("a"), document::heading("b"));
        assert_eq!(events(&nothing, &context(), "").notes.len(), 1);
    }

    #[test]
    fn what_is_stated_wins_and_what_states_nothing_is_no_prose() {
        let part = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Review\nDTSTART:20260615T120000Z\nEND:VEVENT\nEND:VCALENDAR\n";
        let todo = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Café Friday 5pm\nEND:VTODO\nEND:VCALENDAR\n";
        assert_eq!(titles(&format!("Lunch with Ana tomorrow at noon\n\n{part}")), ["Review"]);
        assert_eq!(titles(&format!("{todo}\nLunch with Ana tomorrow at noon")), ["Lunch with Ana"]);
    }
}
