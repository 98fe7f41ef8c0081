//! From text to events, each field with its source span, its confidence and the other readings.
//!
//! No I/O, no clock, no globals: text and context come in, events go out.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod booking;
mod category;
mod change;
mod clean;
mod combine;
mod command;
mod confidence;
mod correction;
mod draft;
mod entity;
mod exception;
mod html;
mod label;
mod lead;
mod letter;
mod link;
mod list;
mod mail;
mod order;
mod people;
mod phrase;
mod piece;
mod place;
mod programme;
mod query;
mod refusal;
mod respell;
mod segment;
mod sentence;
mod sheet;
mod speaker;
mod stanza;
mod table;
mod times;
mod title;
mod tokens;
mod transcript;
mod when;
mod words;

use calendar::Event;

pub use timex::Context;

/// What a text holds.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The events, in the order of the text.
    pub events: Vec<Event>,
    /// Sentences for the user about the text as a whole: what was looked for when nothing was found, …
    pub notes: Vec<String>,
}

/// The events that `text` announces or asks for.
///
/// Never fails: a text without events gives none and a note. Spans point into `text` as given.
pub fn extract(text: &str, context: &Context) -> Extraction {
    let mut identities = draft::Identities::default();
    let decoded = entity::decode(text);
    let respelt = respell::respell(&decoded.text);
    let context = &*order::decided(&decoded.text, context);
    let drafts = segment::drafts(&respelt.text, context).into_iter();
    let mut events: Vec<Event> = drafts
        .map(|mut draft| {
            draft.source.iter_mut().for_each(|span| *span = respelt.span(*span));
            draft.event(&decoded.text, &mut identities, context)
        })
        .collect();
    let setting = confidence::Setting::new(&decoded.text, events.len());
    for event in &mut events {
        setting.rate(event);
        respelt.restore(event);
        decoded.restore(event);
    }
    number_groups(&mut events);
    let notes = if events.is_empty() { vec![NOTHING_FOUND.to_owned()] } else { Vec::new() };
    Extraction { events, notes }
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
