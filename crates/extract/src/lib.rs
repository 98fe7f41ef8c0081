//! From text to events, each field with its source span, its confidence and the other readings.
//!
//! No I/O, no clock, no globals: text and context come in, events go out.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

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

/// The events of `text`.
pub fn extract(_text: &str, _context: &Context) -> Extraction {
    Extraction::default()
}
