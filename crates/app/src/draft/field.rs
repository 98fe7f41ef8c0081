//! The fields of the form of an event: what they show, and what a typed value sets.

use calendar::{Event, Moment, Person, When};
use extract::Context;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::repeat;
use super::time::Times;
use crate::error::Invalid;

/// Longest value of a field; a description may hold a whole agenda.
const LONGEST: usize = 8 * 1024;
/// Most reminders, and the longest before an event: four weeks in minutes.
const MOST_REMINDERS: usize = 5;
const LONGEST_REMINDER: u32 = 4 * 7 * 24 * 60;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    Title,
    Start,
    End,
    AllDay,
    Zone,
    EndZone,
    Place,
    People,
    Organiser,
    Link,
    Description,
    Repeats,
    Reminders,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Field; 13] = [
        Field::Title,
        Field::Start,
        Field::End,
        Field::AllDay,
        Field::Zone,
        Field::EndZone,
        Field::Place,
        Field::People,
        Field::Organiser,
        Field::Link,
        Field::Description,
        Field::Repeats,
        Field::Reminders,
    ];

    /// Its name in the form.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Start => "start",
            Field::End => "end",
            Field::AllDay => "all_day",
            Field::Zone => "zone",
            Field::EndZone => "end_zone",
            Field::Place => "place",
            Field::People => "people",
            Field::Organiser => "organiser",
            Field::Link => "link",
            Field::Description => "description",
            Field::Repeats => "repeats",
            Field::Reminders => "reminders",
        }
    }

    /// The field with this name.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// What the form shows for `event`.
    pub fn shown(self, event: &Event, context: &Context) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        match self {
            Field::Title => text(&event.title),
            Field::Start => event.when.as_ref().map(|w| typed(&w.start())).unwrap_or_default(),
            Field::End => event.when.as_ref().map(|w| typed(&last(w))).unwrap_or_default(),
            Field::AllDay => {
                if event.when.as_ref().is_some_and(When::is_all_day) { "on" } else { "" }.to_owned()
            }
            Field::Zone => zones(event).0,
            Field::EndZone => zones(event).1,
            Field::Place => text(&event.location),
            Field::People => event.attendees.iter().map(Person::to_string).collect::<Vec<_>>().join(", "),
            Field::Organiser => event.organizer.as_ref().map(Person::to_string).unwrap_or_default(),
            Field::Link => text(&event.url),
            Field::Description => text(&event.description),
            Field::Repeats => repeat::shown(event, context),
            Field::Reminders => event.reminders.iter().map(|m| reminder(*m)).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What the form shows for every field of `event`.
pub fn values(event: &Event, context: &Context) -> Vec<(Field, String)> {
    Field::ALL.into_iter().map(|field| (field, field.shown(event, context))).collect()
}

/// Zone of the start, and of the end where it has another.
fn zones(event: &Event) -> (String, String) {
    let Some(When::Zoned { start, end }) = &event.when else { return Default::default() };
    let name = |zone: &TimeZone| zone.iana_name().unwrap_or_default().to_owned();
    let (start, end) = (name(start.time_zone()), name(end.time_zone()));
    let other = if start == end { String::new() } else { end };
    (start, other)
}

/// The end as people say it: whole days end on their last day.
fn last(when: &When) -> Moment {
    match when.end() {
        Moment::Day(end) => Moment::Day(end.yesterday().unwrap_or(end)),
        other => other,
    }
}

fn typed(moment: &Moment) -> String {
    match moment {
        Moment::Day(date) => date.to_string(),
        Moment::Instant(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Moment::Floating(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

fn reminder(minutes: u32) -> String {
    if minutes == 0 {
        return "0 minutes".to_owned();
    }
    calendar::words::duration(SignedDuration::from_mins(i64::from(minutes)))
}

/// What typed values set about `event`: `typed` holds the fields that were changed, and nothing else.
///
/// # Errors
/// Names every field whose value cannot be used.
pub fn read(
    typed: &[(Field, String)],
    event: &Event,
    context: &Context,
) -> Result<Map<String, Value>, Vec<Invalid>> {
    let mut set = Map::new();
    let mut wrong = Vec::new();
    for (field, value) in typed {
        match read_one(*field, value, event, context) {
            Ok(more) => set.extend(more),
            Err(invalid) => wrong.push(invalid),
        }
    }
    if typed.iter().any(|(field, _)| is_time(*field)) {
        match Times::of(event, typed, context).read() {
            Ok(more) => set.extend(more),
            Err(invalid) => wrong.push(invalid),
        }
    }
    if wrong.is_empty() { Ok(set) } else { Err(wrong) }
}

fn is_time(field: Field) -> bool {
    matches!(field, Field::Start | Field::End | Field::AllDay | Field::Zone | Field::EndZone)
}

fn read_one(
    field: Field,
    value: &str,
    event: &Event,
    context: &Context,
) -> Result<Map<String, Value>, Invalid> {
    if value.len() > LONGEST || value.contains('\0') {
        let message = "this is longer than 8000 letters, or no plain text: write less, and words alone";
        return Err(Invalid::new(field.name(), message));
    }
    let text = || Some(value.trim()).filter(|text| !text.is_empty());
    let one = |key: &str, value: Value| Ok(Map::from_iter([(key.to_owned(), value)]));
    match field {
        Field::Title => one("title", text().into()),
        Field::Place => one("location", text().into()),
        Field::Description => one("description", text().into()),
        Field::Link => one("url", link(text())?.into()),
        Field::People => one("attendees", json!(Person::list(value))),
        Field::Organiser => one("organizer", json!(text().map(Person::one))),
        Field::Reminders => one("reminders", reminders(value)?.into()),
        Field::Repeats => repeat::read(value, event, context),
        Field::Start | Field::End | Field::AllDay | Field::Zone | Field::EndZone => Ok(Map::new()),
    }
}

fn link(text: Option<&str>) -> Result<Option<&str>, Invalid> {
    match text {
        Some(url) if !is_link(url) => Err(Invalid::new("link", "a link starts with https:// or http://")),
        other => Ok(other),
    }
}

/// Whether `url` may be followed from a page: the web, and nothing that runs.
pub fn is_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !url.contains(char::is_whitespace)
}

fn reminders(text: &str) -> Result<Vec<u32>, Invalid> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let read: Option<Vec<u32>> = parts.map(minutes).collect();
    match read {
        Some(minutes) if minutes.len() <= MOST_REMINDERS => Ok(minutes),
        _ => Err(Invalid::new(
            "reminders",
            "write up to five, such as “10 minutes, 1 day”, none longer than four weeks",
        )),
    }
}

/// "10", "10 min", "1 day 2 hours" in minutes.
fn minutes(text: &str) -> Option<u32> {
    let text = text.trim_end_matches("before").trim().to_lowercase();
    let mut total = 0_u32;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let factor = match unit.trim_end_matches('s') {
            "" | "m" | "min" | "minute" => 1,
            "h" | "hr" | "hour" => 60,
            "d" | "day" => 24 * 60,
            "w" | "week" => 7 * 24 * 60,
            _ => return None,
        };
        total = number.parse::<u32>().ok()?.checked_mul(factor)?.checked_add(total)?;
        rest = after.trim_start();
    }
    (total <= LONGEST_REMINDER).then_some(total)
}
