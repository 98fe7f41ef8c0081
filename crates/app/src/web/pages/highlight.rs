//! The text with the words marked that gave each value.

mod excerpt;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use calendar::Event;

pub(super) use self::excerpt::excerpt;
use crate::draft::Seen;

/// What the marked words gave; each kind has its colour and its name in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Title,
    When,
    Repeats,
    Place,
    People,
    Link,
    Aside,
}

impl Kind {
    /// The kind of a field of the JSON shape; fields that are not marked have none.
    fn of(field: &str) -> Option<Kind> {
        Some(match field {
            "title" => Kind::Title,
            "start" | "end" | "all_day" | "time_zone" | "end_time_zone" => Kind::When,
            "rrule" | "exdates" | "rdates" => Kind::Repeats,
            "location" => Kind::Place,
            "attendees" | "organizer" => Kind::People,
            "url" => Kind::Link,
            _ => return None,
        })
    }

    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Title => "k-title",
            Kind::When => "k-when",
            Kind::Repeats => "k-repeats",
            Kind::Place => "k-place",
            Kind::People => "k-people",
            Kind::Link => "k-link",
            Kind::Aside => "k-aside",
        }
    }

    /// Its name in the page, by which words and values find each other.
    pub(super) fn name(self) -> &'static str {
        self.class().strip_prefix("k-").unwrap_or_default()
    }

    /// Its name in the legend.
    pub(super) fn label(self) -> &'static str {
        match self {
            Kind::Title => "Title",
            Kind::When => "Time",
            Kind::Repeats => "Repeats",
            Kind::Place => "Place",
            Kind::People => "People",
            Kind::Link => "Link",
            Kind::Aside => "Also in the text",
        }
    }
}

/// A piece of the text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) mark: Option<Marking>,
}

/// How a piece is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marking {
    pub(super) kind: Kind,
    /// "Time of 1, Time of 2"
    pub(super) about: String,
    /// The event that begins here, when there are several.
    pub(super) number: Option<usize>,
    /// The numbers of the events that these words gave something to, with spaces.
    pub(super) events: String,
}

/// One marked span.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    start: usize,
    end: usize,
    kind: Kind,
    event: usize,
}

/// The number of what belongs to no card.
const NO_CARD: usize = 0;
/// Names of a piece that are told; a heading that dates a whole list belongs to every line of it.
const MOST_NAMES: usize = 3;
/// Events that one piece points to, for the same reason.
const MOST_EVENTS: usize = 500;

/// What one card, or nothing but the text, has of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Told<'e> {
    /// The event, and those that are part of it now.
    pub(super) events: Vec<&'e Event>,
    /// Times beside it.
    pub(super) asides: Vec<&'e Event>,
}

impl<'e> Told<'e> {
    /// What the card of `seen` has.
    pub(super) fn of(seen: &Seen<'e>) -> Told<'e> {
        let events = std::iter::once(seen.found).chain(seen.parts.iter().copied()).collect();
        Told { events, asides: seen.asides.clone() }
    }
}

/// `text` in pieces. The `cards` are in the order of their numbers, which begin at 1; `alone` are times beside none.
pub(super) fn pieces<'t>(text: &'t str, cards: &[Told<'_>], alone: &[&Event]) -> Vec<Piece<'t>> {
    let numbered: Vec<(usize, &Told<'_>)> = (1..).zip(cards).collect();
    let strokes = strokes(text, &numbered, alone);
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    // An event is numbered at its title: a date above may belong to many.
    let own = || strokes.iter().filter(|stroke| stroke.kind != Kind::Aside);
    for stroke in own().filter(|stroke| stroke.kind == Kind::Title).chain(own()) {
        first.entry(stroke.event).or_insert(stroke.start);
    }
    let several = cards.len() > 1;
    cut(text, 0..text.len(), &strokes, |active, from| {
        let number = active.iter().map(|s| s.event).find(|event| several && first.get(event) == Some(&from));
        marking(active, number, several)
    })
}

/// That `range` of `text` cut where a stroke begins or ends; `mark` is told the strokes over a piece, and its start.
fn cut<'t>(
    text: &'t str,
    range: Range<usize>,
    strokes: &[Stroke],
    mark: impl Fn(&[Stroke], usize) -> Option<Marking>,
) -> Vec<Piece<'t>> {
    let ends = strokes.iter().flat_map(|s| [s.start, s.end]).filter(|at| range.contains(at));
    let mut cuts: Vec<usize> = ends.chain([range.start, range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    let mut waiting = strokes.iter().peekable();
    let mut active: Vec<Stroke> = Vec::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        while let Some(stroke) = waiting.next_if(|stroke| stroke.start <= *from) {
            active.push(*stroke);
        }
        active.retain(|stroke| stroke.end > *from);
        pieces.push(Piece { text: &text[*from..*to], mark: mark(&active, *from) });
    }
    pieces
}

/// What is drawn for the `cards`, each with its number, and for the times that are `alone`.
fn strokes(text: &str, cards: &[(usize, &Told<'_>)], alone: &[&Event]) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut draw = |told: &Event, event: usize, is_aside: bool| {
        for (field, spans) in &told.evidence.spans {
            let Some(kind) = Kind::of(field) else { continue };
            let kind = if is_aside { Kind::Aside } else { kind };
            let good = spans.iter().filter(|span| !span.of(text).is_empty());
            strokes.extend(good.map(|s| Stroke { start: s.start, end: s.end, kind, event }));
        }
    };
    for (number, card) in cards {
        card.events.iter().for_each(|event| draw(event, *number, false));
        card.asides.iter().for_each(|aside| draw(aside, *number, true));
    }
    for aside in alone {
        draw(aside, NO_CARD, true);
    }
    strokes.sort_by_key(|s| (s.start, s.end, s.kind, s.event));
    strokes
}

/// The shortest span gives the colour, since it says most about these words.
fn marking(active: &[Stroke], number: Option<usize>, several: bool) -> Option<Marking> {
    let kind = active.iter().min_by_key(|stroke| (stroke.end - stroke.start, stroke.kind))?.kind;
    let mut names: Vec<String> = Vec::new();
    for stroke in active.iter().filter(|stroke| stroke.kind == kind) {
        let name = match stroke.event {
            NO_CARD => kind.label().to_owned(),
            event if several && kind == Kind::Aside => format!("Beside {event} in the text"),
            event if several => format!("{} of {event}", kind.label()),
            _ => kind.label().to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MOST_NAMES {
            names.truncate(MOST_NAMES);
            names.push("and more".to_owned());
            break;
        }
    }
    Some(Marking { kind, about: names.join(", "), number, events: numbers(active) })
}

/// Each event once, in order.
fn numbers(active: &[Stroke]) -> String {
    let events: BTreeSet<usize> =
        active.iter().map(|it| it.event).filter(|it| *it != NO_CARD).take(MOST_EVENTS).collect();
    events.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

/// The kinds that are marked anywhere, in the order of the legend.
pub(super) fn legend(pieces: &[Piece<'_>]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = pieces.iter().filter_map(|piece| Some(piece.mark.as_ref()?.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[cfg(test)]
mod tests;
