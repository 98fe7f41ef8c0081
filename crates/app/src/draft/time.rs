//! The time of an event as a person types it: a start, an end, a zone, whole days.

use calendar::{Event, When};
use extract::Context;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::Field;
use super::typed::{self, Typed};
use crate::error::Invalid;
use crate::reference;

/// The fields of the time, as they were and as they were typed.
pub(super) struct Times<'a> {
    old: Option<&'a When>,
    context: &'a Context,
    start: Option<&'a str>,
    end: Option<&'a str>,
    zone: Option<&'a str>,
    end_zone: Option<&'a str>,
    all_day: bool,
    all_day_changed: bool,
}

impl<'a> Times<'a> {
    pub(super) fn of(event: &'a Event, typed: &'a [(Field, String)], context: &'a Context) -> Times<'a> {
        let get = |field| typed.iter().find(|(f, _)| *f == field).map(|(_, value)| value.trim());
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

    /// What the typed values set.
    pub(super) fn read(&self) -> Result<Map<String, Value>, Invalid> {
        if self.start.is_some_and(str::is_empty) {
            return Ok(object(json!({ "start": null, "end": null, "all_day": false })));
        }
        let start = match (self.start, self.old) {
            (Some(text), old) => {
                typed::start(text, old.map(When::local_start), self.keeps_hour(), self.context)?
            }
            (None, Some(old)) => Typed::new(old.local_start(), !old.is_all_day()),
            (None, None) => {
                let message = "say when it starts, such as “fri 7pm” or 2026-06-15 19:00";
                return Err(Invalid::new("start", message));
            }
        };
        if start.until.is_some() && self.end.is_some_and(|end| !end.is_empty()) {
            return Err(Invalid::new("end", "“Starts” says the end too: write it in one of the two fields"));
        }
        // A whole day given a time of day is no whole day any more, and the other way round.
        let all_day = self.all_day && (self.all_day_changed || self.start.is_none() || !start.has_time);
        if all_day { self.days(&start) } else { self.hours(&start) }
    }

    fn days(&self, start: &Typed) -> Result<Map<String, Value>, Invalid> {
        let first = start.at.date();
        let last = match (self.end.filter(|end| !end.is_empty()), start.until, self.old) {
            (Some(text), ..) => typed::end(text, start.at, self.keeps_hour(), self.context)?.at.date(),
            (None, Some(until), _) => last_day(until),
            (None, None, Some(When::AllDay { start: from, end })) if self.end.is_none() => {
                moved_last(first, *from, *end)
            }
            _ => first,
        };
        if last < first {
            return Err(Invalid::new("end", "the last day is before the first: write a later one"));
        }
        let end = last.tomorrow().map_err(|_| typed::too_far("end"))?;
        Ok(object(
            json!({ "start": first.to_string(), "end": end.to_string(), "all_day": true, "time_zone": null, "end_time_zone": null }),
        ))
    }

    fn hours(&self, start: &Typed) -> Result<Map<String, Value>, Invalid> {
        if !start.has_time {
            return Err(Invalid::new(
                "start",
                "say at what time it starts, such as “3 June 19:00”, or tick “All day”",
            ));
        }
        let from = start.at;
        let end = self.end.filter(|end| !end.is_empty());
        let end = end.map(|text| typed::end(text, from, self.keeps_hour(), self.context)).transpose()?;
        let zone = self.zone(start)?;
        let end_zone = self.end_zone(zone.as_deref(), end.as_ref())?;
        let until = match (&end, start.until, self.end) {
            (Some(typed), ..) => typed.at,
            (None, Some(until), _) => until,
            // Emptied: back to a length by convention.
            (None, None, Some(_)) => after_an_hour(from),
            (None, None, None) => self.moved_end(from),
        };
        if until < from && end_zone.is_none() {
            let message = "the end is before the start: write a later time, or a length such as “2 hours”";
            return Err(Invalid::new("end", message));
        }
        let mut set = object(json!({ "all_day": false, "time_zone": zone, "end_time_zone": end_zone }));
        set.insert("start".to_owned(), print(from).into());
        // The start alone keeps the duration, also where the clocks change between the two.
        let start_alone =
            end.is_none() && start.until.is_none() && self.end.is_none() && start.zone.is_none();
        let moved_only =
            start_alone && self.zone.is_none() && self.end_zone.is_none() && !self.all_day_changed;
        if !moved_only || self.old_span().is_none() {
            set.insert("end".to_owned(), print(until).into());
        }
        Ok(set)
    }

    /// True when a day alone leaves the hour as it was: whole days have none.
    fn keeps_hour(&self) -> bool {
        !self.all_day && !self.old.is_some_and(When::is_all_day)
    }

    /// Start and end, each on the wall clock of its zone, when the event had hours.
    fn old_span(&self) -> Option<(DateTime, DateTime)> {
        match self.old? {
            When::AllDay { .. } => None,
            When::Zoned { start, end } => Some((start.datetime(), end.datetime())),
            When::Floating { start, end } => Some((*start, *end)),
        }
    }

    /// The end when the start moves to `from`: as far from it on the wall clock as it was.
    fn moved_end(&self, from: DateTime) -> DateTime {
        let moved = self.old_span().and_then(|(start, end)| from.checked_add(start.duration_until(end)).ok());
        moved.unwrap_or_else(|| after_an_hour(from))
    }

    /// Names of the zones that the event had; one that had none gets the reader's.
    fn old_zones(&self) -> (Option<String>, Option<String>) {
        let own = self.context.now.time_zone().iana_name().map(str::to_owned);
        match self.old {
            Some(When::Zoned { start, end }) => {
                let name = |zone: &TimeZone| zone.iana_name().map(str::to_owned);
                (name(start.time_zone()).or(own), name(end.time_zone()))
            }
            Some(When::Floating { .. }) => (None, None),
            _ => (own, None),
        }
    }

    /// The name of the zone of the start; none = wherever the person is then.
    fn zone(&self, start: &Typed) -> Result<Option<String>, Invalid> {
        let said = start.zone.as_ref().map(|zone| name_of("start", zone)).transpose()?;
        match (self.zone, said) {
            (Some(_), Some(_)) => {
                Err(Invalid::new("zone", "“Starts” says a zone too: write it in one of the two fields"))
            }
            (None, Some(said)) => Ok(Some(said)),
            (Some(""), None) => Ok(None),
            (Some(name), None) => Ok(Some(named("zone", name)?)),
            (None, None) => Ok(self.old_zones().0),
        }
    }

    /// The name of the zone of the end where it is another than that of the start.
    fn end_zone(&self, zone: Option<&str>, end: Option<&Typed>) -> Result<Option<String>, Invalid> {
        let said = end.and_then(|end| end.zone.as_ref()).map(|zone| name_of("end", zone)).transpose()?;
        let (old, old_end) = self.old_zones();
        let end_zone = match (self.end_zone, said) {
            (Some(_), Some(_)) => {
                let message = "“Ends” says a zone too: write it in one of the two fields";
                return Err(Invalid::new("end_zone", message));
            }
            (None, Some(said)) => Some(said),
            (Some(""), None) => None,
            (Some(name), None) => Some(named("end_zone", name)?),
            (None, None) => old_end.filter(|end| Some(end) != old.as_ref()),
        };
        Ok(end_zone.filter(|end| Some(end.as_str()) != zone))
    }
}

/// The last day that keeps the number of days when the first one moves.
fn moved_last(first: Date, from: Date, end: Date) -> Date {
    let days = from.until(end).map_or(1, |span| span.get_days().max(1));
    first.checked_add((days - 1).days()).unwrap_or(first)
}

/// The last of some days that end before `until`.
fn last_day(until: DateTime) -> Date {
    let midnight = until.time() == jiff::civil::Time::midnight();
    if midnight { until.date().yesterday().unwrap_or(until.date()) } else { until.date() }
}

fn after_an_hour(from: DateTime) -> DateTime {
    from.checked_add(1.hour()).unwrap_or(from)
}

fn named(field: &'static str, name: &str) -> Result<String, Invalid> {
    let zone = reference::zone(field, name)?;
    Ok(zone.iana_name().unwrap_or(name).to_owned())
}

fn name_of(field: &'static str, zone: &TimeZone) -> Result<String, Invalid> {
    let name = zone.iana_name().map(str::to_owned);
    name.ok_or_else(|| {
        Invalid::new(field, "this zone has no city: write the time alone here, and a city such as Europe/Berlin as its time zone")
    })
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
