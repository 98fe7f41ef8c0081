//! Recognising an event again after the text was read anew.

use std::collections::{BTreeSet, HashMap};

use calendar::Event;
use serde::{Deserialize, Serialize};

/// Titles that share this part of their words are taken for the same.
const SIMILAR: f32 = 0.5;
/// Words that two titles may share without being alike.
const COMMON: [&str; 18] = [
    "a", "an", "and", "at", "by", "for", "from", "in", "my", "of", "on", "or", "our", "the", "this", "to",
    "with", "your",
];

/// What is remembered of an event to find it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// Its identity, which stays while its lines and its start do.
    pub uid: String,
    /// Its title as found.
    pub title: Option<String>,
    /// Its first and last line.
    pub lines: Option<[usize; 2]>,
    /// Its place among the events.
    pub order: usize,
}

impl Mark {
    /// The mark of the event at place `order`.
    pub fn of(event: &Event, order: usize) -> Mark {
        Mark { uid: event.uid.clone(), title: event.title.clone(), lines: event.evidence.lines, order }
    }

    /// The event that it fits best.
    pub fn find<'e>(&self, events: &'e [Event]) -> Option<&'e Event> {
        if *self == Mark::default() {
            return None;
        }
        events.get(fit(std::slice::from_ref(self), events).first().copied().flatten()?)
    }
}

/// For each mark the event it fits best: the same identity, else the same lines and a title that shares a word, else a
/// similar title, the nearest in order first. An event is given to one mark only.
pub(super) fn fit(marks: &[Mark], events: &[Event]) -> Vec<Option<usize>> {
    let mut fits = by_identity(marks, events);
    let left: Vec<usize> = (0..marks.len()).filter(|at| fits[*at].is_none()).collect();
    if left.is_empty() {
        return fits;
    }
    let titles: Vec<BTreeSet<String>> = events.iter().map(|event| words(event.title.as_deref())).collect();
    let mut pairs: Vec<(Likeness, usize, usize)> = Vec::new();
    for mark in left {
        let title = words(marks[mark].title.as_deref());
        for (event, other) in events.iter().enumerate() {
            let likeness = likeness(&marks[mark], &title, other, &titles[event], event);
            pairs.extend(likeness.map(|likeness| (likeness, mark, event)));
        }
    }
    pairs.sort_by(|(a, ..), (b, ..)| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    let mut taken: BTreeSet<usize> = fits.iter().flatten().copied().collect();
    for (_, mark, event) in pairs {
        if fits[mark].is_none() && taken.insert(event) {
            fits[mark] = Some(event);
        }
    }
    fits
}

fn by_identity(marks: &[Mark], events: &[Event]) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        places.entry(event.uid.as_str()).or_insert(index);
    }
    marks.iter().map(|mark| places.remove(mark.uid.as_str()).filter(|_| !mark.uid.is_empty())).collect()
}

/// Greater is more alike: shared lines, similarity of titles, nearness in order (negative distance).
type Likeness = (bool, f32, i64);

fn likeness(
    mark: &Mark,
    title: &BTreeSet<String>,
    event: &Event,
    event_title: &BTreeSet<String>,
    order: usize,
) -> Option<Likeness> {
    let similarity = similarity(title, event_title);
    let lines = match (mark.lines, event.evidence.lines) {
        (Some([a, b]), Some([c, d])) => a <= d && c <= b,
        _ => false,
    };
    let alike = similarity >= SIMILAR || (lines && similarity > 0.0);
    let distance = mark.order.abs_diff(order);
    alike.then(|| (lines, similarity, -i64::try_from(distance).unwrap_or(i64::MAX)))
}

/// The part of their words that two titles share; two events without a title are alike.
fn similarity(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let shared = a.intersection(b).count();
    shared as f32 / (a.len() + b.len() - shared) as f32
}

/// The words of a title that say what it is about.
fn words(title: Option<&str>) -> BTreeSet<String> {
    let title = title.unwrap_or_default().to_lowercase();
    let all =
        || title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned);
    let telling: BTreeSet<String> = all().filter(|word| !COMMON.contains(&word.as_str())).collect();
    if telling.is_empty() { all().collect() } else { telling }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(title: &str, line: usize) -> Event {
        let mut event = Event { uid: format!("{title}-{line}"), ..Event::default() };
        event.title = (!title.is_empty()).then(|| title.to_owned());
        event.evidence.lines = Some([line, line]);
        event
    }

    #[test]
    fn marks_find_their_events_again() {
        let old = [event("Lunch with Sarah", 1), event("Board meeting", 2), event("", 3)];
        let marks: Vec<Mark> = old.iter().enumerate().map(|(at, event)| Mark::of(event, at)).collect();
        for (name, new, expected) in [
            ("the same text", old.to_vec(), [Some(0), Some(1), Some(2)]),
            (
                "a line above",
                vec![
                    event("Greetings", 1),
                    event("Lunch with Sarah", 2),
                    event("Board meeting", 3),
                    event("", 4),
                ],
                [Some(1), Some(2), Some(3)],
            ),
            (
                "other words in the same lines",
                vec![event("Lunch with Sam", 1), event("Team meeting", 2)],
                [Some(0), Some(1), None],
            ),
            (
                "another event with a person in the same lines",
                vec![event("Planning with Jo", 1), event("Review of the board", 2)],
                [None, Some(1), None],
            ),
            (
                "the other order",
                vec![event("Board meeting", 1), event("Lunch with Sarah", 2)],
                [Some(1), Some(0), None],
            ),
            ("another text", vec![event("Dentist", 1), event("Flight to Rome", 2)], [None, None, None]),
            ("nothing", vec![], [None, None, None]),
        ] {
            assert_eq!(fit(&marks, &new), expected, "{name}");
        }
    }

    #[test]
    fn an_event_is_given_once() {
        let mark = Mark::of(&event("Lunch", 1), 0);
        assert_eq!(fit(&[mark.clone(), mark], &[event("Lunch", 1), event("Lunch", 9)]), [Some(0), Some(1)]);
    }
}
