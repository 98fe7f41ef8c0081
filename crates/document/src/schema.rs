//! Items of schema.org as events.

mod event;
mod reservation;
mod schedule;
mod time;
mod whereabouts;

use calendar::{Event, Evidence, Span, When};
use timex::Context;

pub(crate) use event::NO_END;

use crate::item::{DEEPEST, Item, MOST_ITEMS, Value};

/// Minutes of an event whose end is not stated, by its kind.
const MINUTES: u32 = 60;
const LONG_MINUTES: u32 = 120;
/// Kinds that last two hours when nothing is said (docs/understanding.md).
const LONG: [&str; 9] = [
    "Flight",
    "FlightReservation",
    "MusicEvent",
    "TheaterEvent",
    "ScreeningEvent",
    "DanceEvent",
    "ComedyEvent",
    "Festival",
    "BroadcastEvent",
];

/// The events that items state. Without a `context`, times keep the offsets that they have; with one, a time whose offset
/// is the reader's is in the reader's zone.
pub(crate) fn events(items: &[Item], context: Option<&Context>) -> Vec<Event> {
    let mut events = Vec::new();
    for item in items {
        add(item, context, 0, &mut events);
    }
    events.truncate(MOST_ITEMS);
    events
}

/// The events of an item, or of those that stand in it.
fn add(item: &Item, context: Option<&Context>, depth: usize, events: &mut Vec<Event>) {
    if depth > DEEPEST {
        return;
    }
    let before = events.len();
    if item.types.iter().any(|name| name.ends_with("Reservation")) {
        reservation::add(item, context, events);
    } else if is_journey(item) {
        events.extend(reservation::journey(item, None, context));
    } else if is_event(item) {
        events.extend(event::of(item, context));
    } else {
        for (_, value) in &item.properties {
            if let Value::Item(inner) = value {
                add(inner, context, depth + 1, events);
            }
        }
    }
    // A series without a time of its own is its parts.
    if events.len() == before && is_event(item) {
        item.items("subEvent").for_each(|part| add(part, context, depth + 1, events));
    }
}

fn is_event(item: &Item) -> bool {
    const OTHERS: [&str; 4] = ["EventSeries", "Festival", "Hackathon", "CourseInstance"];
    item.types.iter().any(|name| name.ends_with("Event") || OTHERS.contains(&name.as_str()))
}

fn is_journey(item: &Item) -> bool {
    ["Flight", "TrainTrip", "BusTrip", "BoatTrip"].iter().any(|name| item.is(name))
}

/// An event as it grows, with where its values stand.
#[derive(Default)]
struct Growing {
    event: Event,
}

impl Growing {
    fn new() -> Growing {
        Growing { event: Event { busy: true, ..Event::default() } }
    }

    fn stands(&mut self, field: &str, span: Option<Span>) {
        if let Some(span) = span {
            self.event.evidence.spans.entry(field.to_owned()).or_default().push(span);
        }
    }

    fn evidence(&mut self) -> &mut Evidence {
        &mut self.event.evidence
    }

    /// The event, unless it says neither what nor when.
    fn finish(self) -> Option<Event> {
        let mut event = self.event;
        event.busy = !event.when.as_ref().is_some_and(When::is_all_day);
        event.when.is_some().then_some(event)
    }
}

/// How long an event of this kind lasts when nothing says so: as the person has it, else as documented; in minutes.
fn minutes(item: &Item, context: Option<&Context>) -> u32 {
    let kind =
        item.types.first().map(|kind| kind.to_lowercase().replace("reservation", "").replace("event", ""));
    let preferred = context.and_then(|context| {
        let durations = &context.preferences.durations;
        kind.and_then(|kind| durations.get(&kind)).or_else(|| durations.get("default")).copied()
    });
    let long = LONG.iter().any(|name| item.is(name));
    preferred.unwrap_or(if long { LONG_MINUTES } else { MINUTES })
}

#[cfg(test)]
mod tests;
