//! Two events made one: what the first leaves open comes from the second.

use calendar::{Event, When};
use serde_json::{Map, Value};

/// The fields that make one event of `first` and `second`: both titles, from the earlier start to the later end, the
/// people of both, and one place, link and rule, the first one's if it has one.
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
