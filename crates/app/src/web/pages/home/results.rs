//! What was found, laid out: cards, the marked text, what was left out.

use calendar::Event;

use super::super::card::Card;
use super::super::highlight::{self, Kind, Piece};
use super::super::way::Calendar;
use super::Seen;
use super::settings::Settings;
use crate::draft;
use crate::error::Invalid;

/// Cards on one page; a text with more events is long past what a person checks one by one.
const MOST_CARDS: usize = 100;

/// What was found.
pub(super) struct Results<'a> {
    /// Whether the text is shown in its field at once.
    pub(super) open: bool,
    pub(super) heading: String,
    pub(super) cards: Vec<Card>,
    pub(super) more: usize,
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) legend: Vec<Kind>,
    pub(super) notes: &'a [String],
    pub(super) removed: Vec<&'a str>,
    pub(super) earlier: usize,
    pub(super) with_time: usize,
    /// Where the main buttons lead, and where else they can.
    pub(super) calendar: Calendar,
    pub(super) calendars: [Calendar; 6],
}

impl<'a> Results<'a> {
    pub(super) fn of(
        seen: &Seen<'a>,
        text: &'a str,
        settings: &Settings,
        problem: Option<&Invalid>,
    ) -> Results<'a> {
        let events = &seen.view.events;
        let count = events.len();
        let card = |(index, event)| {
            let event: &draft::Seen<'_> = event;
            Card::new(index, count, event, &seen.context, settings.calendar, seen.typed.get(&event.event.uid))
        };
        let marked: Vec<&Event> = events.iter().map(|seen| seen.found).collect();
        let pieces = highlight::pieces(text, &marked);
        Results {
            open: count == 0 || problem.is_some_and(|p| matches!(p.field.as_ref(), "text" | "zone")),
            heading: heading(count),
            cards: events.iter().enumerate().take(MOST_CARDS).map(card).collect(),
            more: count.saturating_sub(MOST_CARDS),
            legend: highlight::legend(&pieces),
            pieces,
            notes: seen.notes,
            removed: seen.view.removed.iter().map(|e| e.title.as_deref().unwrap_or("New event")).collect(),
            earlier: seen.view.earlier.len(),
            calendar: settings.calendar,
            calendars: Calendar::ALL,
            with_time: events.iter().filter(|seen| seen.event.when.is_some()).count(),
        }
    }
}

fn heading(count: usize) -> String {
    match count {
        0 => "No event found".to_owned(),
        1 => "One event".to_owned(),
        count => format!("{count} events"),
    }
}
