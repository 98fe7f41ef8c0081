//! Events on their way out: as a calendar file, as JSON or as a table, with the lines of the text that they came from.

use calendar::ics::{self, Entry, People};
use calendar::{Event, Person};
use extract::Extraction;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::handoff::Download;

/// Columns of a table: fields of the JSON shape.
const COLUMNS: [&str; 11] = [
    "title",
    "start",
    "end",
    "all_day",
    "time_zone",
    "location",
    "url",
    "description",
    "attendees",
    "rrule",
    "uid",
];
/// A cell that begins so is a formula to a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Most of the source lines that go along, in bytes: a calendar entry is not an archive.
const MOST_LINES: usize = 2 * 1024;

/// `event` with its own lines of `text` in the description, never the whole of it.
pub fn with_lines(event: &Event, text: &str) -> Event {
    let mut event = event.clone();
    let lines = lines_of(&event, text);
    event.description = match event.description.take() {
        Some(own)
            if lines.is_empty()
                || own.contains(&lines)
                || lines.contains(&own) && own.len() == lines.len() =>
        {
            Some(own)
        }
        Some(own) => Some(format!("{own}\n\n{lines}")),
        None => Some(lines).filter(|lines| !lines.is_empty()),
    };
    event
}

fn lines_of(event: &Event, text: &str) -> String {
    let Some([first, last]) = event.evidence.lines else { return String::new() };
    let count = (last + 1).saturating_sub(first);
    let lines: Vec<&str> =
        text.lines().skip(first.saturating_sub(1)).take(count).map(str::trim_end).collect();
    let lines = lines.join("\n");
    let lines = lines.trim();
    lines.get(..lines.floor_char_boundary(MOST_LINES)).unwrap_or_default().to_owned()
}

/// One file with all `events` that have a time; `None` when none has.
///
/// `changed` and `sequence` say when and how often they were changed since they were first read.
pub fn download(events: &[Event], changed: Timestamp, sequence: u32) -> Option<Download> {
    let entries: Vec<Entry<'_>> = events.iter().filter_map(|e| Entry::new(e, changed, sequence)).collect();
    let file_name = match events {
        [one] => ics::file_name(one),
        _ => format!("{}-events.ics", entries.len()),
    };
    let body = ics::write(&entries, People::default());
    (!entries.is_empty()).then_some(Download { file_name, body })
}

/// What was found in the JSON shape of the API: the events, and the times beside them, each with the `uid` of its event.
pub fn shape(found: &Extraction) -> Map<String, Value> {
    let uid = |of: usize| found.events.get(of).map(|event| event.uid.as_str());
    let asides = found.asides.iter().map(|it| json!({ "event": it.event, "of": it.of.and_then(uid) }));
    let asides: Value = asides.collect();
    let fields = [("events", json!(found.events)), ("asides", asides), ("notes", json!(found.notes))];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `events` in the JSON shape, as the API gives them.
pub fn json(events: &[Event]) -> Download {
    let body = serde_json::to_string_pretty(&json!({ "events": events })).unwrap_or_default();
    Download { file_name: "events.json".to_owned(), body: format!("{body}\n") }
}

/// `events` as a table for spreadsheets (RFC 4180, with a line of names).
///
/// # Errors
/// When the table cannot be written, which is a fault of ours.
pub fn csv(events: &[Event]) -> anyhow::Result<Download> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for event in events {
        let shape = serde_json::to_value(event)?;
        table.write_record(COLUMNS.map(|column| cell(shape.get(column))))?;
    }
    let body = String::from_utf8(table.into_inner()?)?;
    Ok(Download { file_name: "events.csv".to_owned(), body })
}

fn cell(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(people)) => {
            let named = |person: &Value| Person::deserialize(person).unwrap_or_default().words();
            people.iter().map(named).collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    };
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_event_s_own_lines_go_along() {
        let text = "Hello\nLunch Friday\r\nat noon\nBye\n";
        for (lines, own, expected) in [
            (Some([2, 3]), None, Some("Lunch Friday\nat noon")),
            (Some([2, 2]), Some("Bring cake"), Some("Bring cake\n\nLunch Friday")),
            (Some([2, 2]), Some("See: Lunch Friday"), Some("See: Lunch Friday")),
            (None, None, None),
            (Some([9, 9]), None, None),
            (Some([3, 1]), Some("own"), Some("own")),
        ] {
            let mut event = Event { description: own.map(str::to_owned), ..Event::default() };
            event.evidence.lines = lines;
            assert_eq!(with_lines(&event, text).description.as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_table_has_a_line_of_names_and_no_formulas() {
        let lunch: Event = serde_json::from_value(json!({
            "title": "=HYPERLINK(1)", "start": "2026-12-01T12:00:00+01:00", "end": "2026-12-01T13:00:00+01:00",
            "all_day": false, "time_zone": "Europe/Berlin", "location": "Cafe \"Uno\", Berlin", "uid": "u",
            "attendees": [{"name": "Ana", "email": null, "phone": "555-0142"}, {"name": null, "email": "tom@example.org"}],
            "description": "one\ntwo",
        }))
        .unwrap();
        let expected = "title,start,end,all_day,time_zone,location,url,description,attendees,rrule,uid\r\n\
            '=HYPERLINK(1),2026-12-01T12:00:00+01:00,2026-12-01T13:00:00+01:00,false,Europe/Berlin,\
            \"Cafe \"\"Uno\"\", Berlin\",,\"one\ntwo\",\"Ana 555-0142, tom@example.org\",,u\r\n";
        assert_eq!(csv(&[lunch]).unwrap().body, expected);
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let mut event = Event::default();
        event.evidence.lines = Some([1, 1]);
        let description = with_lines(&event, &"é".repeat(5000)).description.unwrap();
        assert_eq!(description.len(), MOST_LINES);
    }
}
