//! Writing events as a calendar file for personal import: no METHOD, no invitations unless asked for, the same bytes
//! for the same events.

mod people;
mod zones;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, ZonedDateTime};

use self::people::{description, write_contacts, write_people};
use self::zones::zones;
use super::line::{Lines, cleaned, escaped};
use super::zone::{write_zone, zone_id};
use crate::{Bound, ChangeKind, Event, Frequency, Recurrence, Rule, When, identity, keyed};

pub use self::people::People;
pub(crate) use self::people::people_in_words;

/// What an event without a length gets: readers spill a zero-length event to the next day, or hide it.
const DEFAULT_LENGTH: SignedDuration = SignedDuration::from_hours(1);

/// An event that has a time, as a file tells it.
#[derive(Clone, Debug)]
pub struct Entry<'e> {
    event: &'e Event,
    when: When,
    changed: Timestamp,
    sequence: u32,
}

impl<'e> Entry<'e> {
    /// `changed` is the time of the event's last change (DTSTAMP), not of writing, so that the bytes are stable;
    /// `sequence` counts its changes (SEQUENCE). `None` when the event has no start: there is nothing to write.
    pub fn new(event: &'e Event, changed: Timestamp, sequence: u32) -> Option<Entry<'e>> {
        let when = time_of(event)?;
        Some(Entry { event, when, changed, sequence })
    }
}

/// One file with all entries and a VTIMEZONE for each zone that they name.
pub fn write(entries: &[Entry<'_>], people: People) -> String {
    let mut lines = Lines::default();
    lines.begin("VCALENDAR");
    lines.value("VERSION", "2.0");
    lines.value("PRODID", "-//AI Calendar Helper//EN");
    lines.value("CALSCALE", "GREGORIAN");
    for (id, (zone, coverage)) in zones(entries) {
        write_zone(&mut lines, &id, &zone, coverage);
    }
    for (entry, uid) in entries.iter().zip(uids(entries)) {
        write_entry(&mut lines, entry, &uid, people);
    }
    lines.end("VCALENDAR");
    lines.into_file()
}

/// What each entry is called: by its own UID, or one made of what it says. Calendars keep the last of several with one
/// UID, so the second gets another.
fn uids(entries: &[Entry<'_>]) -> Vec<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut uid = |entry: &Entry<'_>| {
        let made = || identity(entry.event.title.as_deref().unwrap_or_default(), Some(&entry.when), 0);
        let uid = visible(Some(entry.event.uid.clone())).unwrap_or_else(made);
        let before = known.entry(uid.clone()).or_default();
        *before += 1;
        if *before == 1 { uid } else { keyed(&uid, &before.to_string()) }
    };
    entries.iter().map(&mut uid).collect()
}

fn write_entry(lines: &mut Lines, entry: &Entry<'_>, uid: &str, people: People) {
    let event = entry.event;
    lines.begin("VEVENT");
    lines.text("UID", uid);
    lines.value("DTSTAMP", &utc(entry.changed));
    lines.value("SEQUENCE", &entry.sequence.to_string());
    write_when(lines, &entry.when);
    if let Some(recurrence) = &event.recurrence {
        write_recurrence(lines, recurrence, &entry.when);
    }
    let title = visible(event.title.clone()).unwrap_or_else(|| "New event".to_owned());
    lines.text("SUMMARY", &title);
    if let Some(location) = visible(event.location.clone()) {
        lines.text("LOCATION", &location);
    }
    if let Some(description) = visible(description(event, people)) {
        lines.text("DESCRIPTION", &description);
    }
    if let Some(url) = event.url.as_deref().and_then(uri) {
        lines.value("URL", &url);
    }
    // Some readers split at escaped commas too, so a list is written as one.
    let categories = event.category.iter().flat_map(|names| names.split(','));
    let names: Vec<String> = categories.filter_map(|name| visible(Some(name.to_owned()))).collect();
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| escaped(name.trim())).collect();
        lines.value("CATEGORIES", &names.join(","));
    }
    lines.value("TRANSP", if event.busy { "OPAQUE" } else { "TRANSPARENT" });
    if event.evidence.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Cancelled) {
        lines.value("STATUS", "CANCELLED");
    }
    if people == People::Invited {
        write_people(lines, event);
    }
    write_contacts(lines, event);
    let reminders: BTreeSet<u32> = event.reminders.iter().copied().collect();
    for minutes in reminders {
        write_alarm(lines, &title, minutes);
    }
    lines.end("VEVENT");
}

/// A text that is more than blanks and characters that no file can hold: readers show an empty field as a fault.
fn visible(text: Option<String>) -> Option<String> {
    text.map(|text| cleaned(&text)).filter(|text| !text.trim().is_empty())
}

/// The time of an event as it leaves the program: with an end after its start, and at the first occurrence of its rule.
pub(crate) fn time_of(event: &Event) -> Option<When> {
    let when = with_length(event.when.as_ref()?);
    Some(event.recurrence.as_ref().map_or_else(|| when.clone(), |recurrence| recurrence.first(&when)))
}

fn with_length(when: &When) -> When {
    let mut when = when.clone();
    match &mut when {
        When::AllDay { start, end } if *end <= *start => *end = start.saturating_add(1.day()),
        When::Floating { start, end } if *end <= *start => *end = start.saturating_add(DEFAULT_LENGTH),
        When::Zoned { start, end } if end.timestamp() <= start.timestamp() => {
            let instant = start.timestamp().saturating_add(DEFAULT_LENGTH).unwrap_or(Timestamp::MAX);
            *end = instant.to_zoned_datetime(end.time_zone().clone());
        }
        _ => {}
    }
    when
}

fn write_when(lines: &mut Lines, when: &When) {
    match when {
        When::AllDay { start, end } => {
            lines.value_with("DTSTART", &[("VALUE", "DATE")], &start.strftime("%Y%m%d").to_string());
            lines.value_with("DTEND", &[("VALUE", "DATE")], &end.strftime("%Y%m%d").to_string());
        }
        When::Floating { start, end } => {
            lines.value("DTSTART", &local(*start));
            lines.value("DTEND", &local(*end));
        }
        When::Zoned { start, end } => {
            write_instant(lines, "DTSTART", start);
            write_instant(lines, "DTEND", end);
        }
    }
}

/// A wall-clock time with its zone. The second of two equal wall-clock times, which that form cannot say, and UTC
/// are written as the instant.
fn write_instant(lines: &mut Lines, name: &str, at: &ZonedDateTime) {
    let first = at.time_zone().to_ambiguous_timestamp(at.datetime()).compatible();
    match zone_id(at.time_zone()) {
        Some(id) if first.is_ok_and(|first| first == at.timestamp()) => {
            lines.value_with(name, &[("TZID", &id)], &local(at.datetime()));
        }
        _ => lines.value(name, &utc(at.timestamp())),
    }
}

fn write_recurrence(lines: &mut Lines, recurrence: &Recurrence, when: &When) {
    lines.value("RRULE", &rule_of_file(&recurrence.rule, when).to_string());
    write_starts(lines, "EXDATE", &recurrence.exdates, when);
    write_starts(lines, "RDATE", &recurrence.rdates, when);
}

/// Starts in the form of DTSTART.
fn write_starts(lines: &mut Lines, name: &str, starts: &[DateTime], when: &When) {
    if starts.is_empty() {
        return;
    }
    let list =
        |print: &dyn Fn(DateTime) -> String| starts.iter().map(|s| print(*s)).collect::<Vec<_>>().join(",");
    match when {
        When::AllDay { .. } => {
            let days = list(&|at| at.strftime("%Y%m%d").to_string());
            lines.value_with(name, &[("VALUE", "DATE")], &days);
        }
        When::Floating { .. } => lines.value(name, &list(&local)),
        When::Zoned { start, .. } => match zone_id(start.time_zone()) {
            Some(id) => lines.value_with(name, &[("TZID", &id)], &list(&local)),
            None => lines.value(name, &list(&|at| format!("{}Z", local(at)))),
        },
    }
}

/// The rule as files want it: UNTIL in UTC with a zone and as a date for whole days (RFC 5545 §3.3.10), and no yearly
/// BYMONTHDAY without BYMONTH, which some readers take for every month and some for one. Whole days have no hours.
pub(crate) fn rule_of_file(rule: &Rule, when: &When) -> Rule {
    let mut rule = rule.clone();
    rule.bound = match (rule.bound, when) {
        (Bound::UntilLocal(at), When::AllDay { .. }) => Bound::UntilDate(at.date()),
        (Bound::UntilInstant(at), When::AllDay { .. }) => {
            Bound::UntilDate(TimeZone::UTC.to_datetime(at).date())
        }
        (Bound::UntilInstant(at), When::Floating { .. }) => Bound::UntilLocal(TimeZone::UTC.to_datetime(at)),
        (Bound::UntilDate(date), When::Floating { .. }) => Bound::UntilLocal(end_of(date)),
        (Bound::UntilDate(date), When::Zoned { start, .. }) => until(end_of(date), start),
        (Bound::UntilLocal(at), When::Zoned { start, .. }) => until(at, start),
        (bound, _) => bound,
    };
    if when.is_all_day() {
        rule.by_hour.clear();
        rule.by_minute.clear();
    }
    if rule.frequency == Frequency::Yearly && !rule.by_month_day.is_empty() && rule.by_month.is_empty() {
        rule.by_month = (1..=12).collect();
    }
    rule
}

fn until(at: DateTime, start: &ZonedDateTime) -> Bound {
    match crate::when::in_zone(at, start.time_zone()) {
        Some(at) => Bound::UntilInstant(at.timestamp()),
        None => Bound::Never,
    }
}

fn end_of(date: jiff::civil::Date) -> DateTime {
    date.to_datetime(Time::constant(23, 59, 59, 0))
}

fn write_alarm(lines: &mut Lines, title: &str, minutes: u32) {
    lines.begin("VALARM");
    lines.value("ACTION", "DISPLAY");
    lines.text("DESCRIPTION", title);
    lines.value("TRIGGER", &if minutes == 0 { "PT0S".to_owned() } else { format!("-PT{minutes}M") });
    lines.end("VALARM");
}

/// A link as a URI; `None` when it has no scheme. Characters that no URI may hold are percent-encoded.
fn uri(link: &str) -> Option<String> {
    let link = link.trim();
    let (scheme, _) = link.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let encode = |c: char| match c {
        ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => format!("%{:02X}", u32::from(c)),
        c if c.is_control() || c.is_whitespace() => String::new(),
        c => c.to_string(),
    };
    let uri = link.chars().map(encode).collect();
    is_scheme.then_some(uri)
}

fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
