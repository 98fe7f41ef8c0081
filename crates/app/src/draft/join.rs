//! Two events made one: what the first leaves open comes from the second.

use calendar::{Event, When};
use extract::Extraction;
use serde_json::{Map, Value};

use super::edits::Joined;
use super::{Mark, mark};

/// For each event of `found` the one that it is part of, if it is part of another.
pub(super) fn wholes(joined: &[Joined], found: &Extraction) -> Vec<Option<usize>> {
    let mut wholes = vec![None; found.events.len()];
    let parts: Vec<Mark> = joined.iter().map(|one| one.mark.clone()).collect();
    for (one, part) in joined.iter().zip(mark::fit(&parts, &found.events)) {
        let whole = mark::fit(std::slice::from_ref(&one.into), &found.events).first().copied().flatten();
        if let (Some(part), Some(whole)) = (part, whole)
            && end_of(&wholes, whole) != part
            && let Some(place) = wholes.get_mut(part)
        {
            *place = Some(whole);
        }
    }
    (0..wholes.len()).map(|at| Some(end_of(&wholes, at)).filter(|end| *end != at)).collect()
}

/// The event that `at` has ended up in, which is itself part of none. There is no ring: none is ever closed.
fn end_of(wholes: &[Option<usize>], at: usize) -> usize {
    let mut end = at;
    while let Some(next) = wholes.get(end).copied().flatten() {
        end = next;
    }
    end
}

/// The fields that make one event of `first` and `second`: both titles, from the earlier start to the later end, the
/// people of both, and one place, organiser, link and rule, the first one's if it has one.
pub(super) fn join(first: &Event, second: &Event) -> Map<String, Value> {
    let joined = joined(first, second);
    let (Ok(Value::Object(before)), Ok(Value::Object(after))) =
        (serde_json::to_value(first), serde_json::to_value(&joined))
    else {
        return Map::new();
    };
    let is_time = |key: &str| matches!(key, "start" | "end" | "all_day" | "time_zone" | "end_time_zone");
    let moved = first.when != joined.when;
    let changed = |key: &String, value: &Value| before.get(key) != Some(value) || (moved && is_time(key));
    after.into_iter().filter(|(key, value)| super::edits::is_settable(key) && changed(key, value)).collect()
}

fn joined(first: &Event, second: &Event) -> Event {
    let mut event = first.clone();
    event.title = match (&first.title, &second.title) {
        (Some(a), Some(b)) if !a.contains(b.as_str()) => Some(format!("{a} / {b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    event.when = span(first.when.as_ref(), second.when.as_ref());
    event.location = first.location.clone().or_else(|| second.location.clone());
    event.organizer = first.organizer.clone().or_else(|| second.organizer.clone());
    event.url = first.url.clone().or_else(|| second.url.clone());
    event.description = match (&first.description, &second.description) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}\n{b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    if first.recurrence.is_none() {
        event.recurrence.clone_from(&second.recurrence);
    }
    event.attendees.extend(second.attendees.iter().filter(|it| !first.attendees.contains(it)).cloned());
    event.reminders.extend(second.reminders.iter().filter(|it| !first.reminders.contains(it)));
    event
}

/// From the earlier start to the later end; times of different kinds are not mixed, and the first stays.
fn span(first: Option<&When>, second: Option<&When>) -> Option<When> {
    let (Some(a), Some(b)) = (first, second) else { return first.or(second).cloned() };
    Some(match (a, b) {
        (When::AllDay { start, end }, When::AllDay { start: from, end: until }) => {
            When::AllDay { start: *start.min(from), end: *end.max(until) }
        }
        (When::Floating { start, end }, When::Floating { start: from, end: until }) => {
            When::Floating { start: *start.min(from), end: *end.max(until) }
        }
        (When::Zoned { start, end }, When::Zoned { start: from, end: until }) => {
            let start = if from.timestamp() < start.timestamp() { from } else { start };
            let end = if until.timestamp() > end.timestamp() { until } else { end };
            When::Zoned { start: start.clone(), end: end.clone() }
        }
        _ => a.clone(),
    })
}
