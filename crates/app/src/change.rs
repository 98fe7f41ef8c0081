//! A change of an event that a text tells, in words: what held before, and what holds now.

use calendar::{ChangeKind, Event, Style};
use jiff::fmt::temporal::Pieces;
use serde_json::{Map, Value};

/// A change as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// "The text moves this event"
    pub said: &'static str,
    /// Day and hour, or another value, before.
    pub old: Option<String>,
    /// The same after.
    pub new: Option<String>,
}

/// The change that the text tells of `event`.
pub fn told(event: &Event, style: Style) -> Option<Told> {
    let change = event.evidence.change.as_ref()?;
    let said = match change.kind {
        ChangeKind::Moved if is_off(event) => "The text takes this event off its day and names no new one",
        ChangeKind::Moved => "The text moves this event",
        ChangeKind::Cancelled => "The text cancels this event",
        ChangeKind::Updated => "The text changes this event",
    };
    // Of an event that does not take place the card says the time already.
    let (old, new) = if is_off(event) {
        (None, None)
    } else {
        let old = words(&change.old, style);
        // A calendar part tells the new time by the event itself.
        let now = || start(event).map(|start| moment(&start, style));
        (old.clone(), words(&change.new, style).or_else(|| old.and(now())))
    };
    Some(Told { said, old: old.filter(|old| Some(old) != new.as_ref()), new })
}

/// Whether the text says that the event does not take place at the time that it has.
pub fn is_off(event: &Event) -> bool {
    let Some(change) = &event.evidence.change else { return false };
    match change.kind {
        ChangeKind::Cancelled => true,
        ChangeKind::Moved => {
            let old = change.old.get("start").and_then(Value::as_str);
            change.new.is_empty() && old.is_some() && old == start(event).as_deref()
        }
        ChangeKind::Updated => false,
    }
}

/// The start in the JSON shape, as changes have it.
fn start(event: &Event) -> Option<String> {
    serde_json::to_value(event).ok()?.get("start")?.as_str().map(str::to_owned)
}

/// The values of a change, the time first.
fn words(fields: &Map<String, Value>, style: Style) -> Option<String> {
    let start = fields.get("start").and_then(Value::as_str).map(|start| moment(start, style));
    let others = fields.iter().filter(|(field, _)| matches!(field.as_str(), "title" | "location"));
    let others = others.filter_map(|(_, value)| value.as_str().map(str::to_owned));
    let all: Vec<String> = start.into_iter().chain(others).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// "Thursday 3 December 2026, 10:00" of a date, or a time, in the JSON shape; what is neither stays as it is.
fn moment(text: &str, style: Style) -> String {
    let Ok(pieces) = Pieces::parse(text) else { return text.to_owned() };
    let day = style.weekday_and_date(pieces.date());
    pieces.time().map_or_else(|| day.clone(), |time| format!("{day}, {}", style.time(time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(change: &Value) -> Event {
        let shape = json!({
            "title": "Review", "start": "2026-12-04T14:00:00+01:00", "end": "2026-12-04T15:00:00+01:00",
            "time_zone": "Europe/Berlin", "change": change,
        });
        serde_json::from_value(shape).unwrap()
    }

    #[test]
    fn old_and_new_are_told_as_far_as_the_text_says_them() {
        let some = |text: &str| Some(text.to_owned());
        let (before, after) = ("Thursday 3 December 2026, 10:00", "Friday 4 December 2026, 14:00");
        for (change, old, new, off) in [
            (
                json!({"kind": "moved", "old": {"start": "2026-12-03T10:00:00+01:00"}, "new": {"start": "2026-12-04T14:00:00+01:00"}}),
                some(before),
                some(after),
                false,
            ),
            (
                json!({"kind": "moved", "old": {}, "new": {"start": "2026-12-04T14:00:00+01:00"}}),
                None,
                some(after),
                false,
            ),
            // As calendar parts tell it.
            (
                json!({"kind": "moved", "old": {"start": "2026-12-03T10:00:00+01:00"}, "new": {}}),
                some(before),
                some(after),
                false,
            ),
            (
                json!({"kind": "moved", "old": {"start": "2026-12-04T14:00:00+01:00"}, "new": {}}),
                None,
                None,
                true,
            ),
            (
                json!({"kind": "moved", "old": {"start": "2026-12-03"}, "new": {"start": "2026-12-04"}}),
                some("Thursday 3 December 2026"),
                some("Friday 4 December 2026"),
                false,
            ),
            (
                json!({"kind": "updated", "old": {"location": "Room 1"}, "new": {"location": "Room 2"}}),
                some("Room 1"),
                some("Room 2"),
                false,
            ),
            (
                json!({"kind": "cancelled", "old": {"start": "2026-12-04T14:00:00+01:00"}, "new": {}}),
                None,
                None,
                true,
            ),
        ] {
            let event = event(&change);
            let told = told(&event, Style::BRITISH).unwrap();
            assert_eq!((told.old, told.new, is_off(&event)), (old, new, off), "{change}");
        }
        assert_eq!(told(&event(&Value::Null), Style::BRITISH), None);
    }
}
