//! The fields of the form of an event: what they show, and what a typed value sets.

use calendar::{Event, Moment, Person, When};
use extract::Context;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use serde_json::{Map, Value, json};
use timex::{Expression, Part};

use super::repeat;
use crate::error::Invalid;
use crate::reference;

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
    Link,
    Description,
    Repeats,
    Reminders,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Field; 12] = [
        Field::Title,
        Field::Start,
        Field::End,
        Field::AllDay,
        Field::Zone,
        Field::EndZone,
        Field::Place,
        Field::People,
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
            Field::People => event.attendees.iter().map(person).collect::<Vec<_>>().join(", "),
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

/// A person as the form writes them: `Ana <ana@example.org>`.
pub fn person(person: &Person) -> String {
    match (&person.name, &person.email) {
        (Some(name), Some(email)) => format!("{name} <{email}>"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
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
        return Err(Invalid::new(field.name(), "this is too long, or not plain text"));
    }
    let text = || Some(value.trim()).filter(|text| !text.is_empty());
    let one = |key: &str, value: Value| Ok(Map::from_iter([(key.to_owned(), value)]));
    match field {
        Field::Title => one("title", text().into()),
        Field::Place => one("location", text().into()),
        Field::Description => one("description", text().into()),
        Field::Link => one("url", link(text())?.into()),
        Field::People => one("attendees", people(value)),
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

fn people(text: &str) -> Value {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.split_once('<') {
            Some((name, rest)) => {
                json!({ "name": Some(name.trim()).filter(|n| !n.is_empty()), "email": rest.trim_end_matches('>').trim() })
            }
            None if part.contains('@') && !part.contains(' ') => json!({ "name": null, "email": part }),
            None => json!({ "name": part, "email": null }),
        })
        .collect()
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

/// The fields of the time, as they were and as they were typed.
struct Times<'a> {
    old: Option<&'a When>,
    context: &'a Context,
    start: Option<&'a str>,
    end: Option<&'a str>,
    zone: Option<&'a str>,
    end_zone: Option<&'a str>,
    all_day: bool,
    all_day_changed: bool,
}

/// A typed time: a day, or a day and a time of day.
#[derive(Clone, Copy, PartialEq)]
struct Typed {
    at: DateTime,
    has_time: bool,
}

impl<'a> Times<'a> {
    fn of(event: &'a Event, typed: &'a [(Field, String)], context: &'a Context) -> Times<'a> {
        let get = |field| typed.iter().find(|(f, _)| *f == field).map(|(_, value)| value.as_str());
        let old = event.when.as_ref();
        let all_day = get(Field::AllDay);
        Times {
            old,
            context,
            start: get(Field::Start),
            end: get(Field::End),
            zone: get(Field::Zone),
            end_zone: get(Field::EndZone),
            all_day: all_day.map_or_else(|| old.is_some_and(When::is_all_day), |value| !value.is_empty()),
            all_day_changed: all_day.is_some(),
        }
    }

    fn read(&self) -> Result<Map<String, Value>, Invalid> {
        if self.start.is_some_and(|text| text.trim().is_empty()) {
            return Ok(object(json!({ "start": null, "end": null, "all_day": false })));
        }
        let start = match (self.start, self.old) {
            (Some(text), old) => Some(self.moment("start", text, old.map(When::local_start))?),
            (None, Some(old)) => Some(Typed { at: old.local_start(), has_time: !old.is_all_day() }),
            (None, None) => None,
        };
        let Some(start) = start else {
            return Err(Invalid::new("start", "say when it starts, such as “fri 7pm” or 2026-06-15 19:00"));
        };
        // A whole day given a time of day is no whole day any more, and the other way round.
        let all_day = self.all_day && (self.all_day_changed || self.start.is_none() || !start.has_time);
        if all_day { self.days(start) } else { self.hours(start) }
    }

    fn days(&self, start: Typed) -> Result<Map<String, Value>, Invalid> {
        let first = start.at.date();
        let last = match (self.end, self.old) {
            (Some(text), _) if !text.trim().is_empty() => self.moment("end", text, Some(start.at))?.at.date(),
            (None, Some(When::AllDay { start: from, end })) => moved_last(first, *from, *end),
            _ => first,
        };
        if last < first {
            return Err(Invalid::new("end", "the last day is before the first"));
        }
        let end = last.tomorrow().map_err(|_| Invalid::new("end", "this day is out of range"))?;
        Ok(object(
            json!({ "start": first.to_string(), "end": end.to_string(), "all_day": true, "time_zone": null, "end_time_zone": null }),
        ))
    }

    fn hours(&self, start: Typed) -> Result<Map<String, Value>, Invalid> {
        let (zone, end_zone) = self.zones()?;
        let from = start.at;
        let mut set = object(json!({ "all_day": false, "time_zone": zone, "end_time_zone": end_zone }));
        set.insert("start".to_owned(), print(from).into());
        let moved_only =
            self.end.is_none() && self.zone.is_none() && self.end_zone.is_none() && !self.all_day_changed;
        match self.end.map(str::trim) {
            None if moved_only && self.old_end().is_some() => {}
            None | Some("") => {
                let kept = self.old_end().filter(|_| self.end.is_none());
                set.insert("end".to_owned(), print(kept.unwrap_or_else(|| after_an_hour(from))).into());
            }
            Some(text) => {
                let until = self.moment("end", text, Some(from))?.at;
                if until < from && end_zone.is_none() {
                    return Err(Invalid::new("end", "the end is before the start"));
                }
                set.insert("end".to_owned(), print(until).into());
            }
        }
        Ok(set)
    }

    /// The end on the wall clock of its zone, when the event had one that is not a whole day.
    fn old_end(&self) -> Option<DateTime> {
        match self.old? {
            When::AllDay { .. } => None,
            When::Zoned { end, .. } => Some(end.datetime()),
            When::Floating { end, .. } => Some(*end),
        }
    }

    /// Names of the zones of start and end; an event that had none gets the reader's.
    fn zones(&self) -> Result<(Option<String>, Option<String>), Invalid> {
        let own = self.context.now.time_zone().iana_name().map(str::to_owned);
        let (old, old_end) = match self.old {
            Some(When::Zoned { start, end }) => {
                let name = |zone: &TimeZone| zone.iana_name().map(str::to_owned);
                (name(start.time_zone()).or(own), name(end.time_zone()))
            }
            Some(When::Floating { .. }) => (None, None),
            _ => (own, None),
        };
        let zone = match self.zone.map(str::trim) {
            Some("") => None,
            Some(name) => Some(named("zone", name)?),
            None => old.clone(),
        };
        let end_zone = match self.end_zone.map(str::trim) {
            Some("") => None,
            Some(name) => Some(named("end_zone", name)?),
            None => old_end.filter(|end| Some(end) != old.as_ref()),
        };
        Ok((zone, end_zone))
    }

    /// A typed time. What it leaves out comes from `near`: "7pm" is on that day, "friday" at that time of day.
    fn moment(&self, field: &'static str, text: &str, near: Option<DateTime>) -> Result<Typed, Invalid> {
        let text = text.trim();
        if let Some(typed) = iso(text) {
            return Ok(typed);
        }
        let now = near.and_then(|near| near.to_zoned_datetime(self.context.now.time_zone().clone()).ok());
        let says_day =
            |e: &Expression| e.parts.iter().any(|(part, _)| matches!(part, Part::Date | Part::EndDate));
        let mut context = self.context.clone();
        context.anchor = near.map(DateTime::date);
        if let (true, Some(now)) = (field == "end", now) {
            context.now = now;
        }
        let found = timex::find(text, &context).into_iter().next();
        let wrong = || {
            Invalid::new(
                field,
                "this is not a date or a time: write “fri 7pm”, “3 June 19:00” or 2026-06-15 19:00",
            )
        };
        let found = found.ok_or_else(wrong)?;
        let reading = &found.reading;
        match (reading.start, &reading.duration, near) {
            (Some(at), _, Some(near)) if !reading.has_time() && !self.all_day => {
                Ok(Typed { at: at.date().to_datetime(near.time()), has_time: true })
            }
            (Some(at), _, Some(near)) if field == "end" && !says_day(&found) && at < near => {
                Ok(Typed { at: at.checked_add(1.day()).map_err(|_| wrong())?, has_time: true })
            }
            (Some(at), ..) => Ok(Typed { at, has_time: reading.has_time() }),
            (None, Some(length), Some(near)) if field == "end" => {
                Ok(Typed { at: near.checked_add(length.0).map_err(|_| wrong())?, has_time: true })
            }
            _ => Err(wrong()),
        }
    }
}

/// The last day that keeps the number of days when the first one moves.
fn moved_last(first: Date, from: Date, end: Date) -> Date {
    let days = from.until(end).map_or(1, |span| span.get_days().max(1));
    first.checked_add((days - 1).days()).unwrap_or(first)
}

fn after_an_hour(from: DateTime) -> DateTime {
    from.checked_add(1.hour()).unwrap_or(from)
}

fn named(field: &'static str, name: &str) -> Result<String, Invalid> {
    let zone = reference::zone(field, name)?;
    Ok(zone.iana_name().unwrap_or(name).to_owned())
}

/// `2026-06-15`, `2026-06-15 19:00`, `2026-06-15T19:00`, as the form and native pickers write it.
fn iso(text: &str) -> Option<Typed> {
    if let Ok(date) = Date::strptime("%Y-%m-%d", text) {
        return Some(Typed { at: date.to_datetime(Time::midnight()), has_time: false });
    }
    let at = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    let at = at.iter().find_map(|pattern| DateTime::strptime(pattern, text).ok())?;
    Some(Typed { at, has_time: true })
}

fn print(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
