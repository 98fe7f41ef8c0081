//! One case of the corpus. Cases are parted by a line of `=====`; each is a header (`name:`, `now:` with wall clock and
//! zone, perhaps `locale:`), an empty line, the text, a line `---`, and the expected events, one field a line, events
//! parted by an empty line; `(no events)` for none. Only the fields that are written are compared; `null` stands for
//! none.

use calendar::Event;
use extract::Context;
use jiff::civil::DateTime;
use serde_json::Value;

/// A text and the fields expected of its events.
pub(crate) struct Case<'t> {
    pub(crate) name: &'t str,
    pub(crate) context: Context,
    pub(crate) text: &'t str,
    pub(crate) expected: Vec<Vec<(&'t str, &'t str)>>,
}

/// The cases of a file.
pub(crate) fn cases(source: &str) -> impl Iterator<Item = Case<'_>> {
    source.split("\n=====\n").map(read)
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

/// A field as the corpus writes it: lists joined by ", ", people by name, assumed fields by their keys; a full stop
/// leads into a field of a field ("change.old.start").
pub(crate) fn shown(event: &Event, field: &str) -> String {
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
