//! What a person changed about the events of a text: the part of a draft that undo takes back.

use calendar::{Event, keyed};
use extract::{Context, Extraction};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Denial, Draft, Field, Mark, field, mark};
use crate::literal::Phrase;

/// The changes that one draft can carry; far more than a person makes by hand.
pub(super) const MOST_PINS: usize = 200;
/// Phrases, splits, joins and the like, of each, that one draft can carry.
pub(super) const MOST_OTHERS: usize = 50;
/// Keys of the JSON shape that a pin may set.
const SETTABLE: [&str; 15] = [
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
    "organizer",
    "rrule",
    "exdates",
    "rdates",
    "reminders",
];

/// What a person changed about the events of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// Fields that the person set.
    pub pins: Vec<Pin>,
    /// Events that the person does not want.
    pub removed: Vec<Mark>,
    /// Phrases that are plain words to the person and say no time.
    pub literal: Vec<Phrase>,
    /// Events that the person made two of, in the order in which that was done.
    pub split: Vec<Mark>,
    /// Events that the person made part of another.
    pub joined: Vec<Joined>,
    /// Times beside an event that the person made events, without the name of that event.
    pub adopted: Vec<Mark>,
    /// Words that are no place, or nobody, to the person.
    pub denied: Vec<Denial>,
}

/// An event that is part of another now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// The event, as it was found in the text.
    pub mark: Mark,
    /// The one that it is part of.
    pub into: Mark,
}

/// Fields of one event that the person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    /// The event, as it was found in the text.
    pub mark: Mark,
    /// Field → value in the JSON shape.
    pub set: Map<String, Value>,
}

impl Edits {
    /// Whether these are no more than a page of ours sends.
    pub(super) fn fit(&self) -> bool {
        self.pins.len() <= MOST_PINS
            && self.removed.len() <= 10 * MOST_PINS
            && self.literal.len() <= MOST_OTHERS
            && self.split.len() <= MOST_OTHERS
            && self.joined.len() <= MOST_OTHERS
            && self.adopted.len() <= MOST_OTHERS
            && self.denied.len() <= MOST_OTHERS
            && self.denied.iter().all(Denial::fits)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        let marks = self.removed.len() + self.split.len() + self.joined.len() + self.adopted.len();
        self.pins.len() + marks + self.literal.len() + self.denied.len()
    }

    /// Whether the same events are found with the one as with the other.
    pub fn reads_as(&self, other: &Edits) -> bool {
        self.literal == other.literal
            && self.split == other.split
            && self.adopted == other.adopted
            && self.denied == other.denied
    }

    /// Drops what a pin may not set.
    pub(super) fn retain_settable(&mut self) {
        self.pins.iter_mut().for_each(|pin| pin.set.retain(|key, _| is_settable(key)));
    }

    /// For each pin the event that it is about.
    pub(super) fn fits(&self, found: &Extraction) -> Vec<Option<usize>> {
        let pins: Vec<Mark> = self.pins.iter().map(|pin| pin.mark.clone()).collect();
        mark::fit(&pins, &found.events)
    }

    /// Which pin is about the event with this identity.
    pub(super) fn pin_of(&self, uid: &str, found: &Extraction) -> Option<usize> {
        let index = found.events.iter().position(|event| event.uid == uid)?;
        self.fits(found).iter().position(|fit| *fit == Some(index))
    }
}

impl Draft {
    /// Keeps what was typed about an event that the text does not hold any more, as far as it can be read without it.
    pub fn wait(&mut self, mark: &Mark, typed: &[(Field, String)], context: &Context) {
        for one in typed {
            let Ok(set) = field::read(std::slice::from_ref(one), &Event::default(), context) else {
                continue;
            };
            let full = self.kept.edits.pins.len() >= MOST_PINS;
            let known = self.kept.edits.pins.iter_mut().find(|pin| pin.mark == *mark);
            match known {
                Some(pin) => pin.set.extend(set),
                None if full => {}
                None => self.kept.edits.pins.push(Pin { mark: mark.clone(), set }),
            }
        }
    }
}

/// Whether a pin may set this key of the JSON shape.
pub(super) fn is_settable(key: &str) -> bool {
    SETTABLE.contains(&key)
}

/// Puts a second event behind each that was split.
pub(super) fn split(marks: &[Mark], events: &mut Vec<Event>) {
    for (number, mark) in marks.iter().enumerate() {
        let Some(at) = mark::fit(std::slice::from_ref(mark), events).first().copied().flatten() else {
            continue;
        };
        let Some(mut other) = events.get(at).cloned() else { continue };
        other.uid = half(&other.uid, number);
        events.insert(at + 1, other);
    }
}

/// The identity of the second event that split number `number` makes of one.
pub(super) fn half(uid: &str, number: usize) -> String {
    keyed(uid, &format!("split {number}"))
}
