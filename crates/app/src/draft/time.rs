//! The time of an event as a person types it: a start, an end, a zone, whole days.

use calendar::{Event, When};
use extract::Context;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use timex::{Expression, Part};

use super::Field;
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

/// A typed time: a day, or a day and a time of day.
#[derive(Clone, Copy, PartialEq)]
struct Typed {
    at: DateTime,
    has_time: bool,
}

impl<'a> Times<'a> {
    pub(super) fn of(event: &'a Event, typed: &'a [(Field, String)], context: &'a Context) -> Times<'a> {
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

    /// What the typed values set.
    pub(super) fn read(&self) -> Result<Map<String, Value>, Invalid> {
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
        if !start.has_time {
            return Err(Invalid::new(
                "start",
                "say at what time it starts, such as “3 June 19:00”, or tick “All day”",
            ));
        }
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

    /// True when a day alone leaves the hour as it was: whole days have none.
    fn keeps_hour(&self) -> bool {
        !self.all_day && !self.old.is_some_and(When::is_all_day)
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
            // A day alone moves the event and leaves its hour.
            return Ok(match near {
                Some(near) if !typed.has_time && self.keeps_hour() => {
                    Typed { at: typed.at.date().to_datetime(near.time()), has_time: true }
                }
                _ => typed,
            });
        }
        let now = near.and_then(|near| near.to_zoned_datetime(self.context.now.time_zone().clone()).ok());
        let says_day =
            |e: &Expression| e.parts.iter().any(|(part, _)| matches!(part, Part::Date | Part::EndDate));
        let mut context = self.context.clone();
        context.anchor = near.map(DateTime::date);
        if let (true, Some(now)) = (field == "end", now) {
            context.now = now;
        }
        let mut all = timex::find(text, &context).into_iter();
        let found = all.next();
        if found.as_ref().is_some_and(|found| found.reading.recurrence.is_some()) {
            return Err(Invalid::new(field, "a repetition goes into “Repeats”; here is room for one time"));
        }
        if all.next().is_some() {
            return Err(Invalid::new(field, "these are several times; here is room for one"));
        }
        let wrong = || {
            Invalid::new(
                field,
                "this is not a date or a time: write “fri 7pm”, “3 June 19:00” or 2026-06-15 19:00",
            )
        };
        let found = found.ok_or_else(wrong)?;
        let reading = &found.reading;
        match (reading.start, &reading.duration, near) {
            (Some(at), _, Some(near)) if !reading.has_time() && self.keeps_hour() => {
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
