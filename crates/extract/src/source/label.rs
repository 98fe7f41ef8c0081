//! Labelled lines: "When: …", "Where: …", "Topic: …".

mod known;

use calendar::Span;

use crate::source::clean::Line;
use crate::words::{NAMES, has, is_weekday};
use known::LABELS;

/// What the value of a labelled line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Date, time or both.
    When,
    /// How long.
    Duration,
    /// Place.
    Where,
    /// Name of the event.
    Title,
    /// Subject of a mail.
    Subject,
    /// Kind of event ("Type: colloquium"): its name when nothing else is.
    Kind,
    /// Who speaks or takes part.
    Who,
    /// Who hosts, posts or answers questions.
    Host,
    /// Link.
    Link,
    /// Times that are not the event's: deadlines, refreshments, posting.
    Other,
}

/// True when `name` is one of the labels.
pub(crate) fn is_label(name: &str) -> bool {
    let name = name.to_lowercase();
    LABELS.iter().any(|(word, _)| *word == name)
}

/// The label of a line and where its value stands; bold marks around the label are passed over.
pub(crate) fn label(text: &str, line: Span) -> Option<(Label, Span)> {
    let mut words = line.of(text);
    while let Some((length, _)) = crate::source::html::tag(words) {
        words = words.get(length..)?.trim_start();
    }
    let colon = words.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at);
    let named = colon.and_then(|colon| named(line, words, colon));
    named.or_else(|| pictured(line, words))
}

/// "📅 Sat 12 December", "🕖 7pm", "📍 The Crown, High Street": pictures that people put in place of a label.
fn pictured(line: Span, words: &str) -> Option<(Label, Span)> {
    let label = match words.chars().next()? {
        '📍' | '🗺' | '🏠' | '🏟' => Label::Where,
        '📅' | '📆' | '🗓' | '⏰' | '⌚' | '🕐'..='🕧' => Label::When,
        _ => return None,
    };
    let rest = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let short = (1..=10).contains(&rest.split_whitespace().count());
    // "📅 Community Calendar – December" is a heading.
    let first = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let timed = rest.contains(|c: char| c.is_ascii_digit()) || is_weekday(first);
    (short && (label != Label::When || timed)).then(|| (label, Span::new(line.end - rest.len(), line.end)))
}

/// The label before the colon, if it is one.
fn named(line: Span, words: &str, colon: usize) -> Option<(Label, Span)> {
    let name = words.get(..colon)?.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let label = LABELS.iter().find(|(word, _)| *word == name)?.1;
    let mut rest = words.get(colon..)?.trim_start_matches([':', '：', '*', '_', ' ', '\t']);
    while let Some((length, _)) = crate::source::html::tag(rest) {
        rest = rest.get(length..)?.trim_start();
    }
    // "Kick-off: Project Heron" names a meeting.
    let begins = matches!(&*name, "kick off" | "kick-off" | "ko" | "roll" | "roll out");
    if begins && !rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // "Name: Marcus Bell" names who comes.
    let person =
        name == "name" && rest.split_whitespace().next().is_some_and(|w| has(NAMES, &w.to_lowercase()));
    let label = if person { Label::Who } else { label };
    // "9:30" has a colon too, and a label that only says "Talk:" is a heading.
    Some((label, Span::new(line.end - rest.len(), line.end)))
}

/// Labels that also stand on a line of their own without a colon, in tables and in what mail programs print.
const LONE: &[&str] = &[
    "address",
    "attendees",
    "date",
    "date & time",
    "date and time",
    "event",
    "event name",
    "guests",
    "host",
    "location",
    "organiser",
    "organizer",
    "place",
    "price",
    "show",
    "speaker",
    "start",
    "starts",
    "time",
    "title",
    "venue",
    "when",
    "where",
    "who",
];

/// "When", "Friday 3pm", "Where", "Hall 2", each on its own line: at least two such lines, one of them for the time,
/// are labels of the lines below them.
pub(crate) fn read_lone_labels(text: &str, lines: &mut [Line]) {
    let lone = |line: &Line| {
        let words = line.span.of(text).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let known = LONE.contains(&words.as_str()) && line.label.is_none() && !line.noise;
        known.then(|| LABELS.iter().find(|(name, _)| *name == words).map(|(_, label)| *label)).flatten()
    };
    let found: Vec<(usize, Label)> =
        lines.iter().enumerate().filter_map(|(at, line)| lone(line).map(|label| (at, label))).collect();
    if found.len() < 2 || !found.iter().any(|(_, label)| *label == Label::When) {
        return;
    }
    for (at, label) in found {
        if let Some(line) = lines.get_mut(at) {
            line.label = Some((label, Span::new(line.span.end, line.span.end)));
        }
        if let Some(value) = lines.get_mut(at + 1) {
            value.after_gap = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Label, &str)> {
        label(text, Span::new(0, text.len())).map(|(label, span)| (label, span.of(text)))
    }

    #[test]
    fn labels_and_their_values() {
        assert_eq!(read("When: Friday, 3pm"), Some((Label::When, "Friday, 3pm")));
        assert_eq!(read("**Where:** Aula 2"), Some((Label::Where, "Aula 2")));
        assert_eq!(read("PLACE :  Room 5"), Some((Label::Where, "Room 5")));
        assert_eq!(read("Where:"), Some((Label::Where, "")));
        assert_eq!(read("📍 The Crown, High Street"), Some((Label::Where, "The Crown, High Street")));
        assert_eq!(read("🗓️ Sat 12 December, 7:30"), Some((Label::When, "Sat 12 December, 7:30")));
        assert_eq!(read("🔵 U10s blitz in Naas, 10am"), None);
        assert_eq!(read("9:30 coffee"), None);
        assert_eq!(read("Workshop: Rust"), None);
    }
}
