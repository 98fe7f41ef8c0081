//! The state of the page: a text, how it is to be read, and what the person changed about the events found in it.
//!
//! The server alone applies actions: `draft × action → draft`. Between two requests the draft travels with the page, so
//! that nothing is kept on the server; what comes back is checked like any other input.

mod field;
mod mark;
mod past;
mod phrase;
mod repeat;
mod time;
mod typed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use calendar::Event;
use extract::{Context, Extraction};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use timex::{DateOrder, Locale, Preferences};

use crate::amend;
use crate::error::Invalid;

pub use field::{Field, is_link, person, read, values};
pub use mark::Mark;
pub use past::Past;

/// The changes that one draft can carry; far more than a person makes by hand.
const MOST_PINS: usize = 200;
/// Keys of the JSON shape that a pin may set.
const SETTABLE: [&str; 14] = [
    "title",
    "start",
    "end",
    "all_day",
    "time_zone",
    "end_time_zone",
    "location",
    "url",
    "description",
    "attendees",
    "rrule",
    "exdates",
    "rdates",
    "reminders",
];

/// What the person typed and changed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text, with plain line ends.
    pub text: String,
    /// The reader's zone.
    pub zone: TimeZone,
    /// Language and region of the reader.
    pub locale: Locale,
    /// Order of numeric dates; `None` = by locale.
    pub date_order: Option<DateOrder>,
    /// What travels in the hidden field.
    pub kept: Kept,
}

/// The part of a draft that no visible field of the page carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When the text was read: "tomorrow" stays the same day however long the page is open.
    pub read_at: Option<Timestamp>,
    /// Keys the identities of the events, so that adding one again from this page finds the first.
    pub salt: String,
    /// Counts the changes: the SEQUENCE of a file written again.
    pub changes: u32,
    /// When the last change was made.
    pub changed_at: Option<Timestamp>,
    /// Fields that the person set.
    pub pins: Vec<Pin>,
    /// Events that the person does not want.
    pub removed: Vec<Mark>,
    /// What can be undone, the last change at the end.
    pub past: Vec<Past>,
}

/// Fields of one event that the person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    /// The event, as it was found in the text.
    pub mark: Mark,
    /// Field → value in the JSON shape.
    pub set: Map<String, Value>,
}

/// One thing that a person does to the events.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Read the text again with the settings as they are now.
    Read,
    /// Change nothing.
    Keep,
    /// Set fields of an event.
    Set {
        /// Its identity.
        uid: String,
        /// Field → value in the JSON shape.
        set: Map<String, Value>,
    },
    /// Take another reading of an event.
    Choose {
        /// Its identity.
        uid: String,
        /// Which of its alternatives.
        alternative: usize,
    },
    /// Leave an event out.
    Remove {
        /// Its identity.
        uid: String,
    },
    /// Bring back everything that was left out.
    Restore,
    /// Forget what was set about an event.
    Reset {
        /// Its identity.
        uid: String,
    },
    /// Forget the changes that fit no event any more.
    Forget,
    /// Take back the last change.
    Undo,
}

/// One event as the page shows it.
#[derive(Clone, Debug)]
pub struct Seen<'f> {
    /// With everything the person set.
    pub event: Cow<'f, Event>,
    /// As the text says.
    pub found: &'f Event,
    /// The fields that the person set.
    pub edited: BTreeSet<String>,
}

/// What the page shows of the events that were found.
#[derive(Clone, Debug, Default)]
pub struct View<'f> {
    /// The events that are left, in the order of the text.
    pub events: Vec<Seen<'f>>,
    /// The events that were left out.
    pub removed: Vec<&'f Event>,
    /// Changes that fit no event of the text.
    pub earlier: Vec<Pin>,
}

impl Kept {
    /// Reads what came back from a page.
    ///
    /// # Errors
    /// When it is not what a page of ours sends.
    pub fn read(json: &str) -> Result<Kept, Invalid> {
        let wrong = || Invalid::new("draft", "your earlier changes could not be read and are left out");
        let mut kept: Kept = serde_json::from_str(json).map_err(|_| wrong())?;
        let fits =
            |pins: &[Pin], removed: &[Mark]| pins.len() <= MOST_PINS && removed.len() <= 10 * MOST_PINS;
        let past_fits =
            past::fits(&kept.past) && kept.past.iter().all(|past| fits(&past.pins, &past.removed));
        if !fits(&kept.pins, &kept.removed) || !past_fits || kept.salt.len() > 64 {
            return Err(wrong());
        }
        for pin in kept.pins.iter_mut().chain(kept.past.iter_mut().flat_map(|past| &mut past.pins)) {
            pin.set.retain(|key, _| SETTABLE.contains(&key.as_str()));
        }
        Ok(kept)
    }
}

impl Draft {
    /// Everything that reading needs besides the text; `now` counts unless the text was read before.
    pub fn context(&self, now: Timestamp) -> Context {
        let now = self.kept.read_at.unwrap_or(now).to_zoned_datetime(self.zone.clone());
        let preferences = Preferences { date_order: self.date_order, ..Preferences::default() };
        Context { locale: self.locale.clone(), preferences, ..Context::new(now) }
    }

    /// The events that were `found` in the text with what the person changed about them.
    pub fn view<'f>(&self, found: &'f Extraction) -> View<'f> {
        let removed = mark::fit(&self.kept.removed, &found.events);
        let pins: Vec<Mark> = self.kept.pins.iter().map(|pin| pin.mark.clone()).collect();
        let fits = mark::fit(&pins, &found.events);
        let mut view = View::default();
        for (index, event) in found.events.iter().enumerate() {
            if removed.contains(&Some(index)) {
                view.removed.push(event);
                continue;
            }
            let pin = fits.iter().position(|fit| *fit == Some(index)).and_then(|at| self.kept.pins.get(at));
            let seen = see(event, pin);
            if let (Some(pin), true) = (pin, seen.edited.is_empty()) {
                view.earlier.push(pin.clone());
            }
            view.events.push(seen);
        }
        let unfit = self.kept.pins.iter().zip(&fits).filter(|(_, fit)| fit.is_none());
        view.earlier.extend(unfit.map(|(pin, _)| pin.clone()));
        view
    }

    /// The draft after `action`, which may name events of `found`.
    ///
    /// # Errors
    /// When the action names an event that is not there, or sets a value that cannot be.
    pub fn after(mut self, action: &Action, found: &Extraction, now: Timestamp) -> Result<Draft, Invalid> {
        if let Some(past) = Past::before(action, &self, found) {
            past::remember(&mut self.kept.past, past);
        }
        match action {
            Action::Read | Action::Keep => return Ok(self),
            Action::Undo => {
                let nothing = || Invalid::new("do", "there is nothing to undo");
                let past = self.kept.past.pop().ok_or_else(nothing)?;
                (self.kept.pins, self.kept.removed) = (past.pins, past.removed);
            }
            Action::Restore => self.kept.removed.clear(),
            Action::Forget => {
                let earlier = self.view(found).earlier;
                self.kept.pins.retain(|pin| !earlier.contains(pin));
            }
            Action::Remove { uid } => {
                let (_, mark) = find(found, uid)?;
                self.kept.removed.push(mark);
            }
            Action::Reset { uid } => {
                find(found, uid)?;
                if let Some(at) = self.pin_of(uid, found) {
                    self.kept.pins.remove(at);
                }
            }
            Action::Choose { uid, alternative } => {
                let (event, _) = find(found, uid)?;
                let gone = || Invalid::new("do", "this reading is not there any more");
                let set = event.evidence.alternatives.get(*alternative).ok_or_else(gone)?.set.clone();
                self.pin(uid, set, found)?;
            }
            Action::Set { uid, set } => self.pin(uid, set.clone(), found)?,
        }
        self.kept.changes = self.kept.changes.saturating_add(1);
        self.kept.changed_at = Some(now);
        Ok(self)
    }

    fn pin(&mut self, uid: &str, set: Map<String, Value>, found: &Extraction) -> Result<(), Invalid> {
        let (event, mark) = find(found, uid)?;
        let at = self.pin_of(uid, found);
        let mut pin = match at.and_then(|at| self.kept.pins.get(at)) {
            Some(pin) => pin.clone(),
            None if self.kept.pins.len() >= MOST_PINS => {
                return Err(Invalid::new(
                    "do",
                    "this page cannot carry more changes; read a part of the text",
                ));
            }
            None => Pin { mark, set: Map::new() },
        };
        // A new start alone keeps the duration, also one that the person set.
        if set.contains_key("start") && !set.contains_key("end") && pin.set.contains_key("end") {
            let moved = amend::apply(&amend::apply(event, &pin.set)?, &set)?;
            let end = serde_json::to_value(&moved).ok().and_then(|shape| shape.get("end").cloned());
            pin.set.insert("end".to_owned(), end.unwrap_or_default());
        }
        pin.set.extend(set.into_iter().filter(|(key, _)| SETTABLE.contains(&key.as_str())));
        amend::apply(event, &pin.set)?;
        match at.and_then(|at| self.kept.pins.get_mut(at)) {
            Some(old) => *old = pin,
            None => self.kept.pins.push(pin),
        }
        Ok(())
    }

    /// Which pin is about the event with this identity.
    fn pin_of(&self, uid: &str, found: &Extraction) -> Option<usize> {
        let index = found.events.iter().position(|event| event.uid == uid)?;
        let pins: Vec<Mark> = self.kept.pins.iter().map(|pin| pin.mark.clone()).collect();
        mark::fit(&pins, &found.events).iter().position(|fit| *fit == Some(index))
    }
}

fn find<'e>(found: &'e Extraction, uid: &str) -> Result<(&'e Event, Mark), Invalid> {
    let at = found.events.iter().position(|event| event.uid == uid);
    let found = at.and_then(|at| Some((found.events.get(at)?, at)));
    match found {
        Some((event, at)) => Ok((event, Mark::of(event, at))),
        None => Err(Invalid::new("do", "the text has changed and this event is not in it any more")),
    }
}

/// The event with a pin that can be applied; a pin that cannot leaves it as found, with nothing edited.
fn see<'f>(found: &'f Event, pin: Option<&Pin>) -> Seen<'f> {
    let amended = pin.and_then(|pin| Some((amend::apply(found, &pin.set).ok()?, pin)));
    let Some((mut event, pin)) = amended else {
        return Seen { event: Cow::Borrowed(found), found, edited: BTreeSet::new() };
    };
    let edited: BTreeSet<String> = pin.set.keys().cloned().collect();
    event.evidence.inferred.retain(|field, _| !edited.contains(field));
    event.evidence.spans.retain(|field, _| !edited.contains(field));
    for field in &edited {
        event.evidence.confidence.insert(field.clone(), 1.0);
    }
    Seen { event: Cow::Owned(event), found, edited }
}
