//! Words that a person took back as a place or as somebody's name: marks around them, which readers of words see and
//! spans do not.

use std::borrow::Cow;

use super::respell::Edit;

/// Words that are no place, and words that are nobody, as they are written in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Denied {
    /// Places that are none; one that was joined from several parts of the text ("Hall 2, 12 Mill Lane") denies each part.
    pub places: Vec<String>,
    /// Names or mail addresses of people who do not take part.
    pub people: Vec<String>,
}

/// What a mark says of the words behind it; these characters stand for nothing in any text (Unicode noncharacters).
const MARKS: [(char, Sign); 4] = [
    ('\u{fdd0}', Sign::NoPlace(true)),
    ('\u{fdd1}', Sign::NoPlace(false)),
    ('\u{fdd2}', Sign::Nobody(true)),
    ('\u{fdd3}', Sign::Nobody(false)),
];

/// The words behind it are denied, or no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    NoPlace(bool),
    Nobody(bool),
}

/// What the character marks, if it does.
pub(crate) fn sign(c: char) -> Option<Sign> {
    // Hardly any character is as high as these.
    if c < '\u{fdd0}' { None } else { MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, sign)| *sign) }
}

/// Where marks come around the denied words of `text`.
pub(super) fn edits(text: &str, denied: &Denied) -> Vec<Edit> {
    let mut edits = Vec::new();
    if text.contains(|c| sign(c).is_some()) {
        return edits;
    }
    let kinds = [(&denied.places, "\u{fdd0}", "\u{fdd1}"), (&denied.people, "\u{fdd2}", "\u{fdd3}")];
    for (words, open, close) in kinds {
        for words in words.iter().flat_map(|words| parts(text, words)) {
            for at in places_of(text, words) {
                edits.extend([(at, 0, open), (at + words.len(), 0, close)]);
            }
        }
    }
    edits
}

/// The words themselves, or the parts from which they were joined.
fn parts<'w>(text: &str, words: &'w str) -> Vec<&'w str> {
    if text.contains(words) { vec![words] } else { words.split(", ").collect() }
}

/// Where `words` stand as words of their own.
fn places_of<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> {
    let own = |at: &usize| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let behind = text.get(at + words.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    };
    let words = if words.trim().is_empty() { "\u{fdd0}" } else { words };
    text.match_indices(words).map(|(at, _)| at).filter(own)
}

/// `words` without marks.
pub(crate) fn without_marks(words: &str) -> Cow<'_, str> {
    if words.contains(|c| sign(c).is_some()) {
        return Cow::Owned(words.chars().filter(|c| sign(*c).is_none()).collect());
    }
    Cow::Borrowed(words)
}

#[cfg(test)]
mod tests {
    use calendar::Event;

    use crate::{Context, Denied, extract_denying};

    fn read(text: &str, places: &[&str], people: &[&str]) -> Vec<Event> {
        let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let denied = Denied { places: own(places), people: own(people) };
        let context = Context::new("2026-11-26T10:00:00[America/New_York]".parse().unwrap());
        extract_denying(text, &context, &denied).events
    }

    #[test]
    fn what_is_no_place_stays_where_it_stood_or_gives_way() {
        for (text, denied, title, place) in [
            ("Dinner at Noma on Friday at 8pm", vec![], "Dinner", Some("Noma")),
            ("Dinner at Noma on Friday at 8pm", vec!["Noma"], "Dinner at Noma", None),
            ("Tea in Room 5 at Cafe Uno on Friday 4pm", vec!["Cafe Uno"], "Tea at Cafe Uno", Some("Room 5")),
            ("Book club\nFriday 27 November, 7pm\nWhere: Blue Cafe", vec!["Blue Cafe"], "Book club", None),
            ("Review Friday 2pm https://zoom.us/j/123", vec!["Zoom"], "Review", None),
        ] {
            let events = read(text, &denied, &[]);
            assert_eq!(events[0].title.as_deref(), Some(title), "{text}");
            assert_eq!(events[0].location.as_deref(), place, "{text}");
            for span in &events[0].evidence.spans["title"] {
                assert!(title.contains(span.of(text)), "{text}: {span:?}");
            }
        }
    }

    #[test]
    fn who_is_nobody_takes_no_part() {
        for (text, denied, title, people) in [
            ("Lunch with Ann and Bob Friday 1pm", vec!["Bob"], "Lunch with Ann and Bob", vec!["Ann"]),
            ("Lunch with Max Friday 1pm", vec!["Max"], "Lunch with Max", vec![]),
        ] {
            let events = read(text, &[], &denied);
            let names: Vec<&str> = events[0].attendees.iter().filter_map(|p| p.name.as_deref()).collect();
            assert_eq!((events[0].title.as_deref(), names), (Some(title), people), "{text}");
        }
    }
}
