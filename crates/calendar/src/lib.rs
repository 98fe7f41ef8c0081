//! What an event, a recurrence rule, a calendar file and an add-to-calendar link are.
//!
//! Values come in and go out: this crate reads no clock, does no I/O and holds no globals. It knows nothing of prose
//! (that is `timex` and `extract`) and nothing of the web.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod event;
mod evidence;
pub mod ics;
mod identity;
pub mod links;
mod recurrence;
mod when;
pub mod words;

pub use event::{Event, InvalidEvent, Person};
pub use evidence::{Alternative, Change, ChangeKind, Evidence, Span};
pub use identity::{identity, keyed};
pub use recurrence::{Bound, Frequency, InvalidRule, Occurrences, Recurrence, Rule, WeekdayOrdinal};
pub use when::{Moment, When, in_zone};
pub use words::{Clock, DateOrder, Style};
