//! From text to temporal expressions, and from those to instants, ranges and recurrences.
//!
//! A temporal expression is what `TimeML` calls a TIMEX3: the words of a text that say when. Recognition and resolution
//! are two steps: [`find`] recognises the expressions of a text and resolves each against a [`Context`]; [`join`]
//! resolves several mentions as one (a date on one line, a time on the next).
//!
//! No I/O, no clock, no globals: text, "now" and preferences come in, values go out.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod context;
mod expression;

pub use calendar::{Clock, DateOrder, Span};
pub use context::{Context, Locale, Preferences};
pub use expression::{Expression, Field, Grain, Inference, OtherReading, Part, Reading};

/// The temporal expressions of `text`, in its order.
pub fn find(_text: &str, _context: &Context) -> Vec<Expression> {
    Vec::new()
}

/// The words of the temporal expressions of `text`, most salient first.
pub fn results(_text: &str, _context: &Context) -> Vec<Span> {
    Vec::new()
}
