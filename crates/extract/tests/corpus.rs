//! `corpus/*.txt`: cases parted by a line of `=====`. A case is a header (`name:`, `now:` with wall clock and zone,
//! perhaps `locale:`), an empty line, the text, a line `---`, and the expected events, one field a line, events parted
//! by an empty line; `(no events)` for none. Only the fields that are written are compared; `null` stands for none.

use std::fmt::Write;

use calendar::Event;
use extract::{Context, extract};
use jiff::civil::DateTime;
use serde_json::Value;

struct Case<'t> {
    name: &'t str,
    context: Context,
    text: &'t str,
    expected: Vec<Vec<(&'t str, &'t str)>>,
}

#[test]
fn every_text_gives_the_events_expected_of_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let (mut count, mut wrong) = (0, String::new());
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for part in source.split("\n=====\n") {
            let case = read(part);
            count += 1;
            let differences = differences(&case);
            if !differences.is_empty() {
                writeln!(
                    wrong,
                    "{} · {}\n{differences}",
                    file.file_name().unwrap().to_string_lossy(),
                    case.name
                )
                .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{count} cases, these differ:\n{wrong}");
    assert!(count >= 240, "the corpus has lost cases: {count}");
}

fn read(part: &str) -> Case<'_> {
    let (header, rest) = part.trim_start().split_once("\n\n").expect("a header and an empty line");
    let (text, expected) = rest.split_once("\n---\n").expect("a text and a line ---");
    let value =
        |key: &str| header.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(':')).map(str::trim);
    let (wall, zone) = value("now").and_then(|now| now.split_once(' ')).expect("now: wall clock and zone");
    let wall: DateTime = wall.parse().unwrap();
    let mut context = Context::new(wall.in_tz(zone).unwrap());
    if let Some(locale) = value("locale") {
        context.locale = timex::Locale::new(locale);
    }
    let events = expected.trim().split("\n\n").filter(|e| *e != "(no events)");
    let expected = events.map(|e| e.lines().filter_map(|l| l.split_once(": ")).collect()).collect();
    Case { name: value("name").unwrap_or("?"), context, text, expected }
}

fn differences(case: &Case) -> String {
    let found = extract(case.text, &case.context).events;
    let mut out = String::new();
    if found.len() != case.expected.len() {
        writeln!(out, "  {} events instead of {}", found.len(), case.expected.len()).unwrap();
    }
    for (at, expected) in case.expected.iter().enumerate() {
        let Some(event) = found.get(at) else { continue };
        for (field, wanted) in expected {
            let got = shown(event, field);
            if got != *wanted {
                writeln!(out, "  {}. {field}: {got} instead of {wanted}", at + 1).unwrap();
            }
        }
    }
    out
}

/// A field as the corpus writes it: lists joined by ", ", people by name, assumed fields by their keys; a full stop
/// leads into a field of a field ("change.old.start").
fn shown(event: &Event, field: &str) -> String {
    let json = serde_json::to_value(event).unwrap();
    match field.split('.').fold(&json, |value, key| &value[key]) {
        Value::Null => "null".to_owned(),
        Value::String(words) => words.clone(),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.keys().cloned().collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn item(value: &Value) -> String {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    text(&value["name"])
        .or_else(|| text(&value["email"]))
        .or_else(|| text(value))
        .unwrap_or_else(|| value.to_string())
}
