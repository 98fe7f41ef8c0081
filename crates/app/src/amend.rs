//! An event with some of its fields set to other values: what an alternative and an edit do.

use calendar::{Event, InvalidEvent, When};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use serde_json::{Map, Value};

/// How long an event lasts that had whole days and gets a time of day, in minutes.
const DEFAULT_MINUTES: i64 = 60;

/// `event` with the fields of `set`, in the JSON shape. Setting only the start keeps the duration.
///
/// # Errors
/// Names the first field whose value cannot be used, or that contradicts another.
pub fn apply(event: &Event, set: &Map<String, Value>) -> Result<Event, InvalidEvent> {
    let broken = |message: String| InvalidEvent { field: "event", message };
    let Ok(Value::Object(mut shape)) = serde_json::to_value(event) else {
        return Err(broken("this event cannot be written as JSON".to_owned()));
    };
    let keeps_duration = set.contains_key("start") && !set.contains_key("end");
    shape.extend(set.iter().map(|(key, value)| (key.clone(), value.clone())));
    if keeps_duration {
        shape.insert("end".to_owned(), Value::Null);
    }
    let mut amended: Event = read(shape)?;
    if keeps_duration && let (Some(old), Some(new)) = (&event.when, &amended.when) {
        amended.when = Some(lasting_like(old, new.clone()));
    }
    if let (Some(recurrence), Some(when)) = (&amended.recurrence, &amended.when) {
        // As in files and links: a rule that does not admit the start begins at its first occurrence.
        amended.when = Some(recurrence.first(when));
    }
    Ok(amended)
}

/// Reads an event of the JSON shape, naming the field that is wrong.
///
/// # Errors
/// Names the first field whose value cannot be used.
pub fn read(shape: Map<String, Value>) -> Result<Event, InvalidEvent> {
    serde_json::from_value(Value::Object(shape)).map_err(|error| named(&error.to_string()))
}

/// serde carries errors of ours as text; the field is before the first colon. Those that quote the value are replaced:
/// what somebody pasted does not come back in an error.
fn named(message: &str) -> InvalidEvent {
    const FIELDS: [&str; 8] =
        ["start", "end", "time_zone", "end_time_zone", "rrule", "exdates", "rdates", "all_day"];
    let split = message.split_once(": ");
    match split.and_then(|(field, rest)| Some((FIELDS.iter().find(|f| **f == field)?, rest))) {
        Some((field @ &("rrule" | "exdates" | "rdates" | "time_zone" | "end_time_zone"), _)) => {
            InvalidEvent { field, message: expected(field).to_owned() }
        }
        Some((field, rest)) if rest.contains('"') => {
            InvalidEvent { field, message: expected(field).to_owned() }
        }
        Some((field, rest)) => InvalidEvent { field, message: rest.to_owned() },
        None => InvalidEvent { field: "event", message: "a value has the wrong type".to_owned() },
    }
}

/// What a field has to be.
fn expected(field: &str) -> &'static str {
    match field {
        "rrule" => "this is not a rule that can be used, such as FREQ=WEEKLY;BYDAY=TU",
        "time_zone" | "end_time_zone" => {
            "there is no time zone of this name; write one such as Europe/Berlin"
        }
        "exdates" | "rdates" => "these are not dates in the form of the start",
        _ => "this is not a date such as 2026-06-15, nor a time such as 2026-06-15T12:00:00-04:00",
    }
}

/// `new` with the length of `old`; where one has whole days and the other not, a day or an hour.
fn lasting_like(old: &When, new: When) -> When {
    match (old, new) {
        (When::AllDay { start, end }, When::AllDay { start: from, end: to }) => {
            let days = start.until(*end).unwrap_or_default();
            When::AllDay { start: from, end: from.checked_add(days).unwrap_or(to) }
        }
        (_, When::AllDay { start, end }) => When::AllDay { start, end },
        (old, When::Zoned { start, end }) => {
            let zone = if start.time_zone() == end.time_zone() { start.time_zone() } else { end.time_zone() };
            let until = start.checked_add(length(old)).map(|t| t.with_time_zone(zone.clone()));
            When::Zoned { end: until.unwrap_or(end), start }
        }
        (old, When::Floating { start, end }) => {
            When::Floating { start, end: start.checked_add(length(old)).unwrap_or(end) }
        }
    }
}

fn length(when: &When) -> SignedDuration {
    let between = |start: DateTime, end: DateTime| start.duration_until(end);
    match when {
        When::AllDay { .. } => SignedDuration::from_mins(DEFAULT_MINUTES),
        When::Zoned { start, end } => start.duration_until(end),
        When::Floating { start, end } => between(*start, *end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_new_rule_begins_at_its_first_occurrence() {
        let lunch = event("2026-11-26T12:00:00+01:00", "2026-11-26T13:30:00+01:00", Some("Europe/Berlin"));
        assert_eq!(
            applied(&lunch, &json!({"rrule": "FREQ=WEEKLY;BYDAY=TU"})).unwrap(),
            json!(["Lunch", "2026-12-01T12:00:00+01:00", "2026-12-01T13:30:00+01:00", false])
        );
    }

    fn event(start: &str, end: &str, zone: Option<&str>) -> Event {
        let shape = json!({"start": start, "end": end, "all_day": start.len() == 10, "time_zone": zone, "title": "Lunch"});
        serde_json::from_value(shape).unwrap()
    }

    fn applied(event: &Event, set: &Value) -> Result<Value, InvalidEvent> {
        let amended = apply(event, set.as_object().unwrap())?;
        let shape = serde_json::to_value(amended).unwrap();
        Ok(json!([shape["title"], shape["start"], shape["end"], shape["all_day"]]))
    }

    #[test]
    fn a_start_alone_keeps_the_duration() {
        let berlin = Some("Europe/Berlin");
        let lunch = event("2026-11-26T12:00:00+01:00", "2026-11-26T13:30:00+01:00", berlin);
        let trip = event("2026-07-13", "2026-07-16", None);
        for (event, set, expected) in [
            (
                &lunch,
                json!({"title": "Brunch"}),
                json!(["Brunch", "2026-11-26T12:00:00+01:00", "2026-11-26T13:30:00+01:00", false]),
            ),
            (
                &lunch,
                json!({"start": "2026-11-27T00:00:00+01:00"}),
                json!(["Lunch", "2026-11-27T00:00:00+01:00", "2026-11-27T01:30:00+01:00", false]),
            ),
            (
                &lunch,
                json!({"start": "2026-11-27", "all_day": true}),
                json!(["Lunch", "2026-11-27", "2026-11-28", true]),
            ),
            (&trip, json!({"start": "2027-07-13"}), json!(["Lunch", "2027-07-13", "2027-07-16", true])),
            (
                &trip,
                json!({"start": "2026-07-13T09:00", "all_day": false, "time_zone": "Europe/Berlin"}),
                json!(["Lunch", "2026-07-13T09:00:00+02:00", "2026-07-13T10:00:00+02:00", false]),
            ),
            (&trip, json!({"start": null}), json!(["Lunch", null, null, false])),
        ] {
            assert_eq!(applied(event, &set).unwrap(), expected, "{set}");
        }
    }

    #[test]
    fn an_event_without_a_time_gets_one() {
        let party: Event = serde_json::from_value(json!({"title": "Party"})).unwrap();
        let set = json!({"start": "2026-07-13", "all_day": true});
        assert_eq!(applied(&party, &set).unwrap(), json!(["Party", "2026-07-13", "2026-07-14", true]));
    }

    #[test]
    fn what_cannot_be_is_named() {
        let lunch = event("2026-11-26T12:00:00+01:00", "2026-11-26T13:30:00+01:00", Some("Europe/Berlin"));
        for (set, field) in [
            (json!({"start": "never"}), "start"),
            (json!({"end": "2026-11-26T11:00:00+01:00"}), "end"),
            (json!({"time_zone": "Mars"}), "time_zone"),
            (json!({"rrule": "FREQ=NEVER"}), "rrule"),
            (json!({"title": 5}), "event"),
        ] {
            assert_eq!(applied(&lunch, &set).unwrap_err().field, field, "{set}");
        }
    }
}
