//! From text to events, each field with its source span, its confidence and the other readings.
//!
//! No I/O, no clock, no globals: text and context come in, events go out. The rooms, in the order of the walk: `source`
//! (the text as it was pasted), `layout` (what kind of text it is, and which lines tell of one event), `prose` (running
//! words), `time` (which times are the event's), `field` (everything else that is said of it), with `words` as data.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod aside;
mod draft;
mod field;
mod layout;
mod prose;
mod source;
mod time;
mod tokens;
mod words;

use calendar::Event;

pub use aside::Aside;
pub use source::deny::Denied;
pub use timex::Context;

/// What a text holds.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The events, in the order of the text.
    pub events: Vec<Event>,
    /// Times that the text tells beside its events: doors, an answer asked for by a date, a part of a programme.
    pub asides: Vec<Aside>,
    /// Sentences for the user about the text as a whole: what was looked for when nothing was found, …
    pub notes: Vec<String>,
}

impl Extraction {
    /// The events, and behind them those that asides would be.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Event> {
        self.events.iter_mut().chain(self.asides.iter_mut().map(|aside| &mut aside.event))
    }
}

/// The events that `text` announces or asks for.
///
/// Never fails: a text without events gives none and a note. Spans point into `text` as given.
pub fn extract(text: &str, context: &Context) -> Extraction {
    extract_denying(text, context, &Denied::default())
}

/// The events that `text` announces or asks for when the `denied` words are no place, or name nobody: the next best
/// place is taken, or the words stay where they stood.
///
/// Never fails; spans point into `text` as given.
pub fn extract_denying(text: &str, context: &Context, denied: &Denied) -> Extraction {
    let mut identities = draft::Identities::default();
    let decoded = source::entity::decode(text);
    let respelt = source::respell::respell(&decoded.text, denied);
    let context = &*source::order::decided(&decoded.text, context);
    let mut told = layout::segment::told(&respelt.text, context);
    let beside = aside::read(&respelt.text, &mut told, context);
    let times = told.lines.iter().map(|line| line.times.len()).sum();
    let mut event = |mut draft: draft::Draft| {
        draft.source.iter_mut().for_each(|span| *span = respelt.span(*span));
        draft.deny(denied);
        draft.event(&decoded.text, &mut identities, context)
    };
    let mut events: Vec<Event> = told.drafts.into_iter().map(&mut event).collect();
    let asides: Vec<Aside> = beside.into_iter().map(|beside| beside.aside(&mut event)).collect();
    let today = context.now.date();
    let setting = field::confidence::Setting::new(&decoded.text, events.len(), asides.len(), times, today);
    number_groups(&mut events);
    let notes = if events.is_empty() { vec![NOTHING_FOUND.to_owned()] } else { Vec::new() };
    let mut found = Extraction { events, asides, notes };
    for event in found.all_mut() {
        respelt.restore(event);
        setting.rate(event);
        decoded.restore(event);
    }
    for aside in &mut found.asides {
        aside.complete(&found.events);
    }
    found
}

/// The IANA zone of the airport with this IATA code, in any case ("FRA", "jfk"); only large airports are known.
pub fn airport_zone(code: &str) -> Option<&'static str> {
    words::airport_zone(&code.to_ascii_uppercase())
}

/// Groups are numbered from 1 in the order of the text.
fn number_groups(events: &mut [Event]) {
    let (mut last, mut count) = (None, 0);
    for event in events.iter_mut().filter(|e| e.evidence.group.is_some()) {
        if event.evidence.group != last {
            last = event.evidence.group;
            count += 1;
        }
        event.evidence.group = Some(count);
    }
}

const NOTHING_FOUND: &str =
    "No event was found: neither a date or a time of day, nor a request to add, schedule or remind.";
