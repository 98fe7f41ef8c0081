//! Nouns that name an entry and say nothing of it, and nouns that name a kind of event.

use super::Words;

/// Heads that make no title: "an event", "a new entry".
pub(crate) const GENERIC: Words = Words::new(&[
    "alarm",
    "alert",
    "calendar",
    "calender",
    "entry",
    "event",
    "events",
    "invite",
    "item",
    "note",
    "notification",
    "remainder",
    "reminder",
    "reminders",
    "room",
    "schedule",
    "slot",
    "something",
    "time",
    "timer",
]);

/// Heads that give way to a purpose ("a meeting to discuss pricing", "an appointment for nails") but make a title
/// when nothing else does.
pub(crate) const HEADS: Words = Words::new(&[
    "apointment",
    "appoinment",
    "appointment",
    "meeing",
    "meet",
    "meeting",
    "meetings",
    "metting",
]);
