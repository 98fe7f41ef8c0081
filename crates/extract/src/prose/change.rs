//! Texts that change an event rather than announce one: moved, rescheduled, cancelled.

mod apply;
mod cadence;
mod hour;
mod labelled;
mod words;

pub(crate) use apply::{apply, date_of, keep_hour, keep_range, put_old_first, set, stays_at_its_hour};
pub(crate) use cadence::without_cadence;
pub(crate) use hour::note as note_hours;
pub(crate) use labelled::events as labelled;
pub(crate) use words::{kind, moves, stands};
