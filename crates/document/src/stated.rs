//! The events that a text states in a form for machines: calendar parts, JSON-LD, microdata.

mod block;
mod property;
mod settle;

use calendar::{Event, Span};
use timex::Context;

use crate::html::Tree;
use crate::{item, schema};

/// Most events of one text.
const MOST: usize = 2000;

/// What a text states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// The events, in the order of the text. They have no `lines`: what they stand in is not for people to read.
    pub events: Vec<Event>,
    /// The parts for machines: no words to be understood.
    pub parts: Vec<Span>,
    /// Sentences about where the events come from and what was left out.
    pub notes: Vec<String>,
}

/// What `text` states. Spans point into it as it is given.
///
/// A time without an offset stays floating; one with the reader's offset is in the reader's zone. Never fails.
pub fn stated(text: &str, context: &Context) -> Stated {
    let mut stated = Stated::default();
    for part in block::parts(text) {
        stated.calendar(text, part, context);
    }
    if stated.events.is_empty() {
        stated.page(text, context);
    }
    stated.events.truncate(MOST);
    settle::identities(&mut stated.events);
    stated
}

impl Stated {
    fn calendar(&mut self, text: &str, part: Span, context: &Context) {
        let read = block::read(text, part);
        self.parts.push(part);
        for mut event in read.events {
            settle::zone(&mut event, context);
            settle::end(&mut event, context);
            self.events.push(event);
        }
        if !self.events.is_empty() && self.notes.is_empty() {
            self.notes.push(read.method.sentence().to_owned());
        }
        self.notes.extend(read.skipped.iter().map(|skipped| match &skipped.title {
            Some(title) => format!("“{title}” of the calendar part was left out: {}.", skipped.reason),
            None => format!("A part of the calendar part was left out: {}.", skipped.reason),
        }));
    }

    /// What a page, or a piece of JSON, says about itself.
    fn page(&mut self, text: &str, context: &Context) {
        let trimmed = text.trim_start();
        let start = text.len() - trimmed.len();
        let is_json = trimmed.starts_with(['{', '[']) && text.contains("\"@type\"");
        let (items, part) = if is_json {
            (item::of_json(text, Span::new(start, text.len())), Some(Span::new(start, text.len())))
        } else if text.contains("itemscope") || text.contains("application/ld+json") {
            (item::of_page(text, &Tree::of(text)), None)
        } else {
            return;
        };
        let events = schema::events(&items, Some(context));
        if events.is_empty() {
            return;
        }
        self.parts.extend(part);
        self.events = events;
        self.notes.push(
            "Taken from what the page says for machines (schema.org); its words were not read.".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests;
