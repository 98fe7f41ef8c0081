//! What a person does to the events: `draft × action → draft`.

use calendar::Event;
use extract::Extraction;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::edits::{self, MOST_OTHERS, MOST_PINS};
use super::{Draft, Joined, Mark, Part, Past, Pin, aside, join, past};
use crate::amend;
use crate::error::Invalid;
use crate::literal::Phrase;

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
    /// Set fields of several events at once.
    SetEach {
        /// For each its identity, and field → value in the JSON shape.
        sets: Vec<(String, Map<String, Value>)>,
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
    /// Take a phrase of the text for plain words that say no time.
    Unparse {
        /// The phrase.
        phrase: Phrase,
    },
    /// Take a place, or a person, for words that are none; the text is read anew without it.
    Deny {
        /// The event's identity.
        uid: String,
        /// Which of its values.
        part: Part,
    },
    /// Read every phrase as what it was taken for again.
    Parse,
    /// Make an event of a time that the text tells beside another.
    Adopt {
        /// The identity that it has as an event.
        uid: String,
    },
    /// Make two events of one, alike until one of them is changed.
    Split {
        /// Its identity.
        uid: String,
    },
    /// Make one event of this one and the next.
    Merge {
        /// Its identity.
        uid: String,
    },
    /// Tick, or untick, every event that was told together with this one.
    Tick {
        /// Its identity.
        uid: String,
        /// Ticked or not.
        on: bool,
    },
    /// Take back the last change.
    Undo,
}

impl Draft {
    /// The draft after `action`, which may name events of `found`.
    ///
    /// # Errors
    /// When the action names an event that is not there, or sets a value that cannot be.
    pub fn after(mut self, action: &Action, found: &Extraction, now: Timestamp) -> Result<Draft, Invalid> {
        if let Some(past) = Past::before(action, &self, found, now) {
            past::remember(&mut self.kept.past, past);
        }
        match action {
            Action::Read | Action::Keep => return Ok(self),
            Action::Tick { uid, on } => {
                let group = find(found, uid)?.0.evidence.group;
                self.pick_where(|event| event.evidence.group == group, *on, found);
                return Ok(self);
            }
            Action::Undo => {
                let nothing = || Invalid::new("do", "there is nothing to undo");
                self.kept.edits = self.kept.past.pop().ok_or_else(nothing)?.edits;
            }
            Action::Restore => self.kept.edits.removed.clear(),
            Action::Forget => {
                let earlier = self.view(found, now).earlier;
                self.kept.edits.pins.retain(|pin| !earlier.contains(pin));
            }
            Action::Remove { uid } => self.remove(uid, found)?,
            Action::Reset { uid } => self.reset(uid, found)?,
            Action::Choose { uid, alternative } => {
                let (event, _) = find(found, uid)?;
                let gone = || Invalid::new("do", "this reading is not there any more");
                let set = event.evidence.alternatives.get(*alternative).ok_or_else(gone)?.set.clone();
                self.pin(uid, set, found)?;
            }
            Action::Set { uid, set } => self.pin(uid, set.clone(), found)?,
            Action::SetEach { sets } => {
                for (uid, set) in sets {
                    self.pin(uid, set.clone(), found)?;
                }
            }
            Action::Unparse { phrase } => self.unparse(phrase)?,
            Action::Deny { uid, part } => self.deny(uid, *part, found, now)?,
            Action::Parse => {
                self.kept.edits.literal.clear();
                self.kept.edits.denied.clear();
            }
            Action::Adopt { uid } => self.adopt(uid, found)?,
            Action::Split { uid } => self.split(uid, found)?,
            Action::Merge { uid } => self.merge(uid, found, now)?,
        }
        self.kept.changes = self.kept.changes.saturating_add(1);
        self.kept.changed_at = Some(now);
        Ok(self)
    }

    fn remove(&mut self, uid: &str, found: &Extraction) -> Result<(), Invalid> {
        let (_, mark) = find(found, uid)?;
        // What was made an event by hand is again what it was before.
        if let Some(at) = aside::mark_of(uid, &self.kept.edits.adopted, found) {
            if let Some(pin) = self.kept.edits.pin_of(uid, found) {
                self.kept.edits.pins.remove(pin);
            }
            self.kept.edits.adopted.remove(at);
        } else {
            self.kept.edits.removed.push(mark);
        }
        Ok(())
    }

    fn adopt(&mut self, uid: &str, found: &Extraction) -> Result<(), Invalid> {
        let gone = || Invalid::new("do", "the text has changed and does not tell this any more");
        let mark = aside::mark(uid, found).ok_or_else(gone)?;
        if self.kept.edits.adopted.len() >= MOST_OTHERS {
            return Err(too_many());
        }
        self.kept.edits.adopted.push(mark);
        Ok(())
    }

    fn reset(&mut self, uid: &str, found: &Extraction) -> Result<(), Invalid> {
        let (event, _) = find(found, uid)?;
        if let Some(at) = self.kept.edits.pin_of(uid, found) {
            self.kept.edits.pins.remove(at);
        }
        let is_it = |one: &Joined| one.into.find(&found.events).is_some_and(|into| into.uid == event.uid);
        self.kept.edits.joined.retain(|one| !is_it(one));
        Ok(())
    }

    fn unparse(&mut self, phrase: &Phrase) -> Result<(), Invalid> {
        if phrase.span(&self.text).is_none() {
            return Err(Invalid::new("do", "the text has changed and these words are not in it any more"));
        }
        if self.kept.edits.literal.len() >= MOST_OTHERS {
            return Err(too_many());
        }
        self.kept.edits.literal.push(phrase.clone());
        Ok(())
    }

    fn split(&mut self, uid: &str, found: &Extraction) -> Result<(), Invalid> {
        let (_, mark) = find(found, uid)?;
        let number = self.kept.edits.split.len();
        if number >= MOST_OTHERS || self.kept.edits.pins.len() >= MOST_PINS {
            return Err(too_many());
        }
        // Both are as the person has made the one.
        if let Some(pin) = self.kept.edits.pin_of(uid, found).and_then(|at| self.kept.edits.pins.get(at)) {
            let mark = Mark { uid: edits::half(uid, number), ..mark.clone() };
            let pin = Pin { mark, set: pin.set.clone() };
            self.kept.edits.pins.push(pin);
        }
        self.kept.edits.split.push(mark);
        Ok(())
    }

    fn merge(&mut self, uid: &str, found: &Extraction, now: Timestamp) -> Result<(), Invalid> {
        let view = self.view(found, now);
        let at = view.events.iter().position(|seen| seen.event.uid == uid);
        let pair = at.and_then(|at| Some((view.events.get(at)?, view.events.get(at + 1)?)));
        let (first, second) =
            pair.ok_or_else(|| Invalid::new("do", "there is no event below this one to join it with"))?;
        let (set, second) = (join::join(&first.event, &second.event), second.event.uid.clone());
        if self.kept.edits.joined.len() >= MOST_OTHERS {
            return Err(too_many());
        }
        // Halves that are alike add nothing to each other.
        if !set.is_empty() {
            self.pin(uid, set, found)?;
        }
        let ((_, into), (_, mark)) = (find(found, uid)?, find(found, &second)?);
        self.kept.edits.joined.push(Joined { mark, into });
        Ok(())
    }

    pub(super) fn pin(
        &mut self,
        uid: &str,
        set: Map<String, Value>,
        found: &Extraction,
    ) -> Result<(), Invalid> {
        let (event, mark) = find(found, uid)?;
        let at = self.kept.edits.pin_of(uid, found);
        let mut pin = match at.and_then(|at| self.kept.edits.pins.get(at)) {
            Some(pin) => pin.clone(),
            None if self.kept.edits.pins.len() >= MOST_PINS => return Err(too_many()),
            None => Pin { mark, set: Map::new() },
        };
        // A new start alone keeps the duration, also one that the person set.
        if set.contains_key("start") && !set.contains_key("end") && pin.set.contains_key("end") {
            let moved = amend::apply(&amend::apply(event, &pin.set)?, &set)?;
            let end = serde_json::to_value(&moved).ok().and_then(|shape| shape.get("end").cloned());
            pin.set.insert("end".to_owned(), end.unwrap_or_default());
        }
        pin.set.extend(set.into_iter().filter(|(key, _)| edits::is_settable(key)));
        amend::apply(event, &pin.set)?;
        match at.and_then(|at| self.kept.edits.pins.get_mut(at)) {
            Some(old) => *old = pin,
            None => self.kept.edits.pins.push(pin),
        }
        Ok(())
    }
}

pub(super) fn too_many() -> Invalid {
    Invalid::new("do", "this page cannot carry more changes; read a part of the text")
}

fn find<'e>(found: &'e Extraction, uid: &str) -> Result<(&'e Event, Mark), Invalid> {
    let at = found.events.iter().position(|event| event.uid == uid);
    let found = at.and_then(|at| Some((found.events.get(at)?, at)));
    match found {
        Some((event, at)) => Ok((event, Mark::of(event, at))),
        None => Err(Invalid::new("do", "the text has changed and this event is not in it any more")),
    }
}
