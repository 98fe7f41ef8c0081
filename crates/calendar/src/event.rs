//! The event: one shape for the command line, the API and the page.

mod person;
mod wire;

use serde::{Deserialize, Serialize};

use crate::{Evidence, Recurrence, When};

pub use person::Person;
pub use wire::InvalidEvent;

/// An event with its evidence. Serialises to the JSON shape of `docs/api.md`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "wire::Wire", into = "wire::Wire")]
pub struct Event {
    /// The event's identity (RFC 5545 UID).
    pub uid: String,
    /// `None` when the text has only a generic noun ("an event").
    pub title: Option<String>,
    /// `None` when the text asks for an event without saying when.
    pub when: Option<When>,
    /// Place as written.
    pub location: Option<String>,
    /// Link of the event.
    pub url: Option<String>,
    /// Free text.
    pub description: Option<String>,
    /// Who takes part.
    pub attendees: Vec<Person>,
    /// Who invites.
    pub organizer: Option<Person>,
    /// Rule, exceptions and additions.
    pub recurrence: Option<Recurrence>,
    /// Minutes before the start.
    pub reminders: Vec<u32>,
    /// A word for its kind.
    pub category: Option<String>,
    /// False when the entry leaves its time free (RFC 5545 TRANSPARENT).
    pub busy: bool,
    /// Where each value came from.
    pub evidence: Evidence,
}
