//! A time that the text tells beside an event, one press away from being an event itself.

use calendar::{Event, Style};

use crate::{draft, show};

/// A time beside an event.
#[derive(Clone, Debug)]
pub(in super::super) struct Aside {
    pub(in super::super) uid: String,
    /// What the text calls it: "Doors".
    pub(in super::super) label: String,
    /// Its day and hour; of an hour on the day of its event the hour alone.
    pub(in super::super) when: String,
}

impl Aside {
    /// What the page says of `event`, which stands beside `owner` if it stands beside any.
    pub(in super::super) fn new(event: &Event, owner: Option<&Event>, style: Style) -> Aside {
        let label = draft::label(event, owner).to_owned();
        let when = event.when.as_ref().map(|when| {
            let (start, day) =
                (when.local_start(), |owner: &Event| Some(owner.when.as_ref()?.local_start().date()));
            let same_day = owner.and_then(day) == Some(start.date());
            if same_day && !when.is_all_day() { style.time(start.time()) } else { show::start(when, style) }
        });
        Aside { uid: event.uid.clone(), label, when: when.unwrap_or_default() }
    }
}
