//! Words that are no place, and words that are nobody, to the person.

use calendar::{Event, Person};
use extract::{Denied, Extraction};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Draft;
use super::action::too_many;
use super::edits::MOST_OTHERS;
use crate::error::Invalid;

/// Longest words that are denied, in bytes.
const LONGEST: usize = 500;

/// Which value of an event is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its place.
    Place,
    /// The person at this place of the list.
    Person(usize),
}

/// Words that are not what they were taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denial {
    /// They are no place.
    Place(String),
    /// They name nobody, or nobody who takes part.
    Person(String),
}

impl Denial {
    /// The words.
    pub fn words(&self) -> &str {
        match self {
            Denial::Place(words) | Denial::Person(words) => words,
        }
    }

    /// Whether it is one that a page of ours sends.
    pub(super) fn fits(&self) -> bool {
        !self.words().trim().is_empty() && self.words().len() <= LONGEST
    }
}

impl Part {
    /// Whether `event` has it.
    pub(super) fn is_of(self, event: &Event) -> bool {
        match self {
            Part::Place => event.location.is_some(),
            Part::Person(at) => at < event.attendees.len(),
        }
    }

    /// Its field in the JSON shape.
    pub(super) fn field(self) -> &'static str {
        match self {
            Part::Place => "location",
            Part::Person(_) => "attendees",
        }
    }
}

impl Draft {
    /// Denies a value that the text gave; one of the person's own, or stated for machines, is taken away.
    pub(super) fn deny(
        &mut self,
        uid: &str,
        part: Part,
        found: &Extraction,
        now: Timestamp,
    ) -> Result<(), Invalid> {
        let view = self.view(found, now);
        let gone = || Invalid::new("do", "the text has changed and this event is not in it any more");
        let seen = view.events.iter().find(|seen| seen.event.uid == uid).ok_or_else(gone)?;
        if !part.is_of(&seen.event) {
            return Err(Invalid::new("do", "the text has changed and this is not in it any more"));
        }
        let denials = of(part, &seen.event);
        if seen.edited.contains(part.field()) || denials.is_empty() {
            let set = without(part, &seen.event);
            return self.pin(uid, set, found);
        }
        if self.kept.edits.denied.len() + denials.len() > MOST_OTHERS {
            return Err(too_many());
        }
        let new: Vec<Denial> =
            denials.into_iter().filter(|it| !self.kept.edits.denied.contains(it)).collect();
        let before = self.kept.edits.denied.len();
        self.kept.edits.denied.extend(new);
        // Where a list of names ends at the one that is missing, the others count more than a reading anew.
        let left = |found: &Extraction| people_left(&self.kept.edits.denied, found);
        if matches!(part, Part::Person(_)) && left(&self.find(now)) < left(found) {
            let set = without(part, &seen.event);
            self.kept.edits.denied.truncate(before);
            return self.pin(uid, set, found);
        }
        Ok(())
    }
}

/// The fields without that value.
fn without(part: Part, event: &Event) -> Map<String, Value> {
    let value = match part {
        Part::Place => Value::Null,
        Part::Person(gone) => {
            let people = event.attendees.iter().enumerate().filter(|(at, _)| *at != gone);
            people.map(|(_, person)| serde_json::json!(person)).collect()
        }
    };
    Map::from_iter([(part.field().to_owned(), value)])
}

/// What the `part` of `event` would deny; none of a value that no words of the text gave to this event.
pub(super) fn of(part: Part, event: &Event) -> Vec<Denial> {
    let evidence = &event.evidence;
    let is_said = evidence.spans.contains_key(part.field()) && !evidence.inferred.contains_key(part.field());
    if evidence.lines.is_none() || !is_said {
        return Vec::new();
    }
    let words = |words: &Option<String>| words.clone();
    let denials: Vec<Denial> = match part {
        Part::Place => words(&event.location).map(Denial::Place).into_iter().collect(),
        Part::Person(at) => {
            let person = event.attendees.get(at).into_iter();
            let known = person.flat_map(|it| [words(&it.name), words(&it.email), words(&it.phone)]);
            known.flatten().map(Denial::Person).collect()
        }
    };
    denials.into_iter().filter(Denial::fits).collect()
}

/// As the engine takes them.
pub(super) fn denied(denials: &[Denial]) -> Denied {
    let mut denied = Denied::default();
    for denial in denials {
        match denial {
            Denial::Place(words) => denied.places.push(words.clone()),
            Denial::Person(words) => denied.people.push(words.clone()),
        }
    }
    denied
}

fn is_nobody(person: &Person, denied: &Denied) -> bool {
    let words = [&person.name, &person.email, &person.phone];
    words.into_iter().flatten().any(|words| denied.people.contains(words))
}

/// How often somebody takes part, of those who are not denied.
pub(super) fn people_left(denials: &[Denial], found: &Extraction) -> usize {
    let denied = denied(denials);
    let people = found.events.iter().flat_map(|event| &event.attendees);
    people.filter(|person| !is_nobody(person, &denied)).count()
}

/// Takes away what is denied and was found all the same, such as a place that another line gives.
pub(super) fn take_away(denied: &Denied, found: &mut Extraction) {
    for event in found.all_mut() {
        if event.location.as_ref().is_some_and(|place| denied.places.contains(place)) {
            event.location = None;
            event.evidence.spans.remove("location");
        }
        event.attendees.retain(|person| !is_nobody(person, denied));
        if event.attendees.is_empty() {
            event.evidence.spans.remove("attendees");
        }
    }
}
