//! The JSON shape of an event, between [`Event`] and serde.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

use super::{Event, Person};
use crate::{Evidence, Moment, Recurrence, Rule, When};

/// Keys, types and meanings as documented in `docs/api.md`.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Wire {
    uid: String,
    title: Option<String>,
    start: Option<String>,
    end: Option<String>,
    all_day: Option<bool>,
    time_zone: Option<String>,
    end_time_zone: Option<String>,
    location: Option<String>,
    url: Option<String>,
    description: Option<String>,
    attendees: Vec<Person>,
    organizer: Option<Person>,
    rrule: Option<String>,
    exdates: Vec<String>,
    rdates: Vec<String>,
    reminders: Vec<u32>,
    category: Option<String>,
    busy: Option<bool>,
    #[serde(flatten)]
    evidence: Evidence,
}

/// A JSON event whose values contradict each other or cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{field}: {message}")]
pub struct InvalidEvent {
    /// The field of the JSON shape.
    pub field: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

fn invalid(field: &'static str, message: impl Into<String>) -> InvalidEvent {
    InvalidEvent { field, message: message.into() }
}

impl From<Event> for Wire {
    fn from(event: Event) -> Wire {
        let when = event.when.as_ref();
        let (rrule, exdates, rdates) = match &event.recurrence {
            None => (None, Vec::new(), Vec::new()),
            Some(r) => {
                let print = |starts: &[DateTime]| starts.iter().map(|s| print_start_like(when, *s)).collect();
                (Some(r.rule.to_string()), print(&r.exdates), print(&r.rdates))
            }
        };
        Wire {
            start: when.map(|w| print_moment(&w.start())),
            end: when.map(|w| print_moment(&w.end())),
            all_day: Some(when.is_some_and(When::is_all_day)),
            time_zone: when.and_then(When::time_zone).map(str::to_owned),
            end_time_zone: when.and_then(other_end_zone),
            rrule,
            exdates,
            rdates,
            uid: event.uid,
            title: event.title,
            location: event.location,
            url: event.url,
            description: event.description,
            attendees: event.attendees,
            organizer: event.organizer,
            reminders: event.reminders,
            category: event.category,
            busy: Some(event.busy),
            evidence: event.evidence,
        }
    }
}

impl TryFrom<Wire> for Event {
    type Error = InvalidEvent;

    fn try_from(wire: Wire) -> Result<Event, InvalidEvent> {
        let when = read_when(&wire)?;
        let recurrence = read_recurrence(&wire)?;
        let busy = wire.busy.unwrap_or(!wire.is_all_day());
        check_url(wire.url.as_deref())?;
        check_reminders(&wire.reminders)?;
        Ok(Event {
            when,
            recurrence,
            busy,
            uid: wire.uid,
            title: wire.title,
            location: wire.location,
            url: wire.url,
            description: wire.description,
            attendees: wire.attendees,
            organizer: wire.organizer,
            reminders: wire.reminders,
            category: wire.category,
            evidence: wire.evidence,
        })
    }
}

impl Wire {
    /// As said, else by the form of the start: a date alone is a whole day.
    fn is_all_day(&self) -> bool {
        self.all_day.unwrap_or_else(|| self.start.as_deref().is_some_and(is_date_alone))
    }
}

fn is_date_alone(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// Schemes that a calendar may open by a press: a `javascript:` link would run in it.
fn check_url(url: Option<&str>) -> Result<(), InvalidEvent> {
    let Some(url) = url else { return Ok(()) };
    let known = ["http", "https", "webcal", "mailto", "tel", "sip"];
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if url.contains(['\r', '\n']) || !scheme.is_some_and(|s| known.contains(&s.as_str())) {
        return Err(invalid("url", "a link begins with https:// and has no line breaks"));
    }
    Ok(())
}

/// A year: further ahead is a slip of the hand, and some calendars refuse the whole file.
fn check_reminders(minutes: &[u32]) -> Result<(), InvalidEvent> {
    const YEAR: u32 = 366 * 24 * 60;
    if minutes.iter().any(|m| *m > YEAR) {
        return Err(invalid("reminders", "a reminder is given in minutes before the start, a year at most"));
    }
    Ok(())
}

fn other_end_zone(when: &When) -> Option<String> {
    let When::Zoned { start, end } = when else { return None };
    let name = end.time_zone().iana_name()?;
    (start.time_zone().iana_name() != Some(name)).then(|| name.to_owned())
}

fn print_moment(moment: &Moment) -> String {
    match moment {
        Moment::Day(date) => date.to_string(),
        Moment::Floating(datetime) => datetime.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        Moment::Instant(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    }
}

/// A start of a recurrence set, in the form that the event's own start has.
fn print_start_like(when: Option<&When>, start: DateTime) -> String {
    match when {
        Some(When::AllDay { .. }) => start.date().to_string(),
        Some(When::Zoned { start: first, .. }) => match start.to_zoned_datetime(first.time_zone().clone()) {
            Ok(zoned) => print_moment(&Moment::Instant(zoned)),
            Err(_) => print_moment(&Moment::Floating(start)),
        },
        _ => print_moment(&Moment::Floating(start)),
    }
}

fn read_when(wire: &Wire) -> Result<Option<When>, InvalidEvent> {
    let Some(start) = wire.start.as_deref() else {
        return match wire.end {
            None => Ok(None),
            Some(_) => Err(invalid("start", "an event with an end needs a start")),
        };
    };
    if wire.is_all_day() {
        let start = read_date("start", start)?;
        let end = match wire.end.as_deref() {
            Some(end) => read_date("end", end)?,
            None => start.tomorrow().map_err(|e| invalid("start", e.to_string()))?,
        };
        if end <= start {
            return Err(invalid("end", "the end of whole days is the day after the last one"));
        }
        return Ok(Some(When::AllDay { start, end }));
    }
    if is_date_alone(start) {
        return Err(invalid("start", "a date alone is a whole day; give a time of day or leave all_day out"));
    }
    match wire.time_zone.as_deref() {
        Some(name) => read_zoned(wire, start, name).map(Some),
        None => read_without_zone(wire, start).map(Some),
    }
}

fn read_zoned(wire: &Wire, start: &str, zone: &str) -> Result<When, InvalidEvent> {
    let start_zone = read_zone("time_zone", zone)?;
    let end_zone = match wire.end_time_zone.as_deref() {
        Some(name) => read_zone("end_time_zone", name)?,
        None => start_zone.clone(),
    };
    let start = read_instant("start", start, &start_zone)?;
    let end = match wire.end.as_deref() {
        Some(end) => read_instant("end", end, &end_zone)?,
        None => start.clone(),
    };
    in_order(start.timestamp(), end.timestamp())?;
    Ok(When::Zoned { start, end })
}

/// Without `time_zone`: an offset makes it an instant in UTC or that fixed offset's zone, none makes it floating.
fn read_without_zone(wire: &Wire, start: &str) -> Result<When, InvalidEvent> {
    if let Some(offset) = offset_of(start) {
        let zone = match offset.seconds() {
            0 => TimeZone::UTC,
            _ => TimeZone::fixed(offset),
        };
        let start = read_instant("start", start, &zone)?;
        let end = match wire.end.as_deref() {
            Some(end) => read_instant("end", end, &zone)?,
            None => start.clone(),
        };
        in_order(start.timestamp(), end.timestamp())?;
        return Ok(When::Zoned { start, end });
    }
    let start = read_datetime("start", start)?;
    let end = match wire.end.as_deref() {
        Some(end) => read_datetime("end", end)?,
        None => start,
    };
    in_order(start, end)?;
    Ok(When::Floating { start, end })
}

fn in_order<T: PartialOrd + Copy>(start: T, end: T) -> Result<(), InvalidEvent> {
    if end < start { Err(invalid("end", "the end is before the start")) } else { Ok(()) }
}

fn read_zone(field: &'static str, name: &str) -> Result<TimeZone, InvalidEvent> {
    TimeZone::get(name).map_err(|_| {
        invalid(field, format!("no time zone is called {name:?}; write an IANA name such as Europe/Berlin"))
    })
}

fn read_date(field: &'static str, text: &str) -> Result<Date, InvalidEvent> {
    let date =
        text.parse().map_err(|_| invalid(field, format!("{text:?} is not a date such as 2025-06-15")))?;
    in_this_era(field, date)
}

/// RFC 3339 and RFC 5545 write years with four digits, and no calendar knows a year 0.
fn in_this_era(field: &'static str, date: Date) -> Result<Date, InvalidEvent> {
    if date.year() < 1 { Err(invalid(field, "the years of calendars are 1 to 9999")) } else { Ok(date) }
}

fn read_datetime(field: &'static str, text: &str) -> Result<DateTime, InvalidEvent> {
    let datetime: DateTime = text.parse().map_err(|_| {
        invalid(field, format!("{text:?} is not a date and time such as 2025-06-15T12:00:00"))
    })?;
    in_this_era(field, datetime.date())?;
    Ok(datetime)
}

fn offset_of(text: &str) -> Option<Offset> {
    text.parse::<Timestamp>().ok()?;
    jiff::fmt::temporal::Pieces::parse(text).ok()?.to_numeric_offset().or(Some(Offset::UTC))
}

fn read_instant(field: &'static str, text: &str, zone: &TimeZone) -> Result<ZonedDateTime, InvalidEvent> {
    match text.parse::<Timestamp>() {
        Ok(instant) => Ok(instant.to_zoned_datetime(zone.clone())),
        Err(_) => crate::when::in_zone(read_datetime(field, text)?, zone)
            .ok_or_else(|| invalid(field, format!("{text:?} is outside of the calendar"))),
    }
}

fn read_recurrence(wire: &Wire) -> Result<Option<Recurrence>, InvalidEvent> {
    let Some(rrule) = wire.rrule.as_deref() else { return Ok(None) };
    let rule: Rule = rrule.parse().map_err(|e| invalid("rrule", format!("{e}")))?;
    let starts = |field, texts: &[String]| -> Result<Vec<DateTime>, InvalidEvent> {
        texts.iter().map(|t| read_start_like(wire, field, t)).collect()
    };
    Ok(Some(Recurrence {
        rule,
        exdates: starts("exdates", &wire.exdates)?,
        rdates: starts("rdates", &wire.rdates)?,
    }))
}

/// The wall clock of the event's zone for a start of the recurrence set.
fn read_start_like(wire: &Wire, field: &'static str, text: &str) -> Result<DateTime, InvalidEvent> {
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        return Ok(date.to_datetime(jiff::civil::Time::midnight()));
    }
    match (text.parse::<Timestamp>(), wire.time_zone.as_deref()) {
        (Ok(instant), Some(zone)) => Ok(instant.to_zoned_datetime(read_zone("time_zone", zone)?).datetime()),
        _ => read_datetime(field, text),
    }
}

#[cfg(test)]
mod tests;
