use jiff::civil::date;
use serde_json::{Value, json};

use super::*;

fn in_berlin() -> Context {
    Context::new(date(2026, 6, 1).at(9, 0, 0, 0).in_tz("Europe/Berlin").unwrap())
}

fn of(text: &str) -> Stated {
    stated(text, &in_berlin())
}

fn shape(stated: &Stated, at: usize) -> Value {
    serde_json::to_value(&stated.events[at]).unwrap()
}

/// What the spans of a field cover.
fn words<'t>(stated: &Stated, text: &'t str, field: &str) -> Vec<&'t str> {
    stated.events[0].evidence.spans.get(field).into_iter().flatten().map(|span| span.of(text)).collect()
}

const FOLDED: &str = "Hi Tom,\nsee below.\n\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Budget re\r\n view\r\nDTSTART;TZID=Europe/Berlin:20260615T140000\r\nDURATION:PT30M\r\nLOCATION:Room 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n-- \nAna";

#[test]
fn a_calendar_part_is_found_among_words_and_spans_point_into_it() {
    let stated = of(FOLDED);
    let shape = shape(&stated, 0);
    assert_eq!(shape["title"], "Budget review");
    assert_eq!(shape["end"], "2026-06-15T14:30:00+02:00");
    assert_eq!(shape["uid"], "1@x");
    assert_eq!(shape["lines"], Value::Null);
    assert_eq!(words(&stated, FOLDED, "title"), ["Budget re\r\n view"]);
    assert_eq!(words(&stated, FOLDED, "start"), ["20260615T140000"]);
    assert!(
        stated.parts[0].of(FOLDED).starts_with("BEGIN:VCALENDAR")
            && stated.parts[0].of(FOLDED).ends_with("END:VCALENDAR\r\n")
    );
}

fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:X\n{lines}\nEND:VEVENT\nEND:VCALENDAR")
}

#[test]
fn zones_and_ends_that_are_left_open_are_settled() {
    for (lines, start, end, zone, assumed) in [
        (
            "DTSTART:20260615T120000Z\nDTEND:20260615T130000Z",
            "2026-06-15T14:00:00+02:00",
            "2026-06-15T15:00:00+02:00",
            json!("Europe/Berlin"),
            "time_zone",
        ),
        (
            "DTSTART:20260615T120000\nDTEND:20260615T130000",
            "2026-06-15T12:00:00",
            "2026-06-15T13:00:00",
            Value::Null,
            "",
        ),
        ("DTSTART:20260615T120000", "2026-06-15T12:00:00", "2026-06-15T13:00:00", Value::Null, "end"),
        (
            "DTSTART;TZID=Etc/GMT-2:20260615T120000",
            "2026-06-15T12:00:00+02:00",
            "2026-06-15T13:00:00+02:00",
            json!("Europe/Berlin"),
            "end",
        ),
        (
            "DTSTART;TZID=Etc/GMT+5:20260615T120000",
            "2026-06-15T12:00:00-05:00",
            "2026-06-15T13:00:00-05:00",
            Value::Null,
            "end",
        ),
        ("DTSTART;VALUE=DATE:20260615", "2026-06-15", "2026-06-16", Value::Null, ""),
        // A rule holds on the clock that it was written for.
        (
            "DTSTART:20260615T120000Z\nDTEND:20260615T130000Z\nRRULE:FREQ=WEEKLY",
            "2026-06-15T12:00:00+00:00",
            "2026-06-15T13:00:00+00:00",
            json!("UTC"),
            "",
        ),
    ] {
        let shape = shape(&of(&event(lines)), 0);
        let expected = (json!(start), json!(end), zone);
        assert_eq!(
            (shape["start"].clone(), shape["end"].clone(), shape["time_zone"].clone()),
            expected,
            "{lines}"
        );
        let inferred: Vec<&String> = shape["inferred"].as_object().unwrap().keys().collect();
        assert_eq!(inferred.first().map_or("", |it| it.as_str()), assumed, "{lines}");
    }
}

#[test]
fn a_message_says_what_it_wants() {
    for (method, extra, change, note) in [
        ("PUBLISH", "", Value::Null, "Taken from"),
        ("REQUEST", "", Value::Null, "an invitation"),
        ("REQUEST", "\nSEQUENCE:2", json!("updated"), "an invitation"),
        ("CANCEL", "\nSEQUENCE:3", json!("cancelled"), "which cancels"),
        ("REPLY", "", Value::Null, "answer to an invitation"),
        ("COUNTER", "", Value::Null, "another time"),
    ] {
        let text = event(&format!("DTSTART:20260615T120000Z{extra}"));
        let text = text.replacen("BEGIN:VEVENT", &format!("METHOD:{method}\nBEGIN:VEVENT"), 1);
        let stated = of(&text);
        assert_eq!(shape(&stated, 0)["change"]["kind"], change, "{text}");
        assert!(stated.notes[0].contains(note), "{method}: {:?}", stated.notes);
    }
}

#[test]
fn what_is_no_event_is_said_and_damage_is_survived() {
    let todo = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Buy milk\nEND:VTODO\nEND:VCALENDAR";
    assert_eq!(of(todo).events.len(), 0);
    assert!(of(todo).notes[0].contains("Buy milk") && of(todo).notes[0].contains("to-do"));
    let cut = event("DTSTART:20260615T120000Z").replace("\nEND:VEVENT\nEND:VCALENDAR", "");
    assert_eq!(of(&cut).events.len(), 1);
    let bare = "BEGIN:VEVENT\nSUMMARY:X\nDTSTART:20260615T120000Z\nEND:VEVENT\nand words";
    assert_eq!(of(bare).events.len(), 1);
    assert_eq!(of(bare).parts[0].of(bare), "BEGIN:VEVENT\nSUMMARY:X\nDTSTART:20260615T120000Z\nEND:VEVENT\n");
}

#[test]
fn each_event_has_an_identity_of_its_own() {
    let twice = [event("DTSTART:20260615T120000Z"), event("DTSTART:20260616T120000Z")]
        .join("\n")
        .replace("UID:1", "UID:");
    let stated = of(&twice);
    assert_eq!(stated.events.len(), 2);
    assert!(stated.events.iter().all(|event| event.uid.len() == 32));
    assert_ne!(stated.events[0].uid, stated.events[1].uid);
    assert_eq!(of(&twice), stated);
}

#[test]
fn pages_and_json_are_read_as_they_are_pasted() {
    let script = "<html><script type=\"application/ld+json\">{\"@type\":\"Event\",\"name\":\"Fête \\u00e0 l'eau\",\n\"startDate\":\"2026-06-20T19:30:00+02:00\"}</script><p>Words";
    let json = r#"{"@type": "Event", "name": "Talk", "startDate": "2026-06-20T19:30:00+02:00"}"#;
    let microdata = r#"<div itemscope itemtype="https://schema.org/Event"><h2 itemprop="name">Talk</h2>
        <time itemprop="startDate" datetime="2026-06-20T19:30:00+02:00">Saturday</time>
        <div itemprop="location" itemscope itemtype="https://schema.org/Place"><b itemprop="name">Hall</b></div></div>"#;
    for (text, title, place) in
        [(script, "Fête à l'eau", None), (json, "Talk", None), (microdata, "Talk", Some("Hall"))]
    {
        let stated = of(text);
        assert_eq!(stated.events.len(), 1, "{text}");
        let event = &stated.events[0];
        assert_eq!((event.title.as_deref(), event.location.as_deref()), (Some(title), place));
        assert_eq!(words(&stated, text, "start"), ["2026-06-20T19:30:00+02:00"], "{text}");
    }
    assert_eq!(words(&of(microdata), microdata, "title"), ["Talk"]);
    assert_eq!(of("Lunch on Friday; see <b>below</b>"), Stated::default());
}
