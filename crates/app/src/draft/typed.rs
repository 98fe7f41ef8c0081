//! A time as a person types it into a field: on its own, or beside the time that was there.

use extract::Context;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use timex::{Expression, Part};

use super::phrase;
use crate::error::Invalid;
use crate::show;

/// What can be written into a field of a time.
const EXAMPLE: &str = "“fri 7pm”, “3 June 19:00” or 2026-06-15 19:00";
/// Longest event, in hours, that an end without a day makes reach into the next day: a night shift.
const LONGEST_NIGHT: i64 = 12;
/// Ends before this hour belong to the evening before, however early the event starts.
const SMALL_HOURS: i8 = 6;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A day, or a day and a time of day, and what else was said with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// Wall clock; midnight when it is a day.
    pub(super) at: DateTime,
    pub(super) has_time: bool,
    /// The exclusive end that was said with it: "7-9pm", "3-5 June", "7pm for two hours".
    pub(super) until: Option<DateTime>,
    /// The zone that was said with it: "7pm Berlin time".
    pub(super) zone: Option<TimeZone>,
}

impl Typed {
    /// `at` and nothing else.
    pub(super) fn new(at: DateTime, has_time: bool) -> Typed {
        Typed { at, has_time, until: None, zone: None }
    }

    fn at_hour_of(self, other: DateTime) -> Typed {
        Typed { at: self.at.date().to_datetime(other.time()), has_time: true, ..self }
    }
}

/// Reads a start. What it leaves out comes from `old`: "7pm" is on that day, and "friday" at that time of day unless
/// whole days are meant.
pub(super) fn start(
    text: &str,
    old: Option<DateTime>,
    keeps_hour: bool,
    context: &Context,
) -> Result<Typed, Invalid> {
    let typed = if let Some(typed) = iso(text) {
        typed
    } else {
        let context = Context { anchor: old.map(DateTime::date), ..context.clone() };
        let found = phrase::read("start", text, EXAMPLE, &context)?;
        let near = old.and_then(|old| near(&found, text, old, &context));
        match near {
            Some(near) => of("start", &phrase::read("start", text, EXAMPLE, &near)?)?,
            None => of("start", &found)?,
        }
    };
    match old {
        // A day alone moves the event and leaves its hour.
        Some(old) if !typed.has_time && keeps_hour && typed.until.is_none() => Ok(typed.at_hour_of(old)),
        _ => Ok(typed),
    }
}

/// Reads an end, as somebody says it who knows the start: "9pm", "2 hours", "the next day at noon".
///
/// A time without a day is on the day of the start. Where that is before the start, the next day is meant if the event
/// then lasts at most [`LONGEST_NIGHT`] hours or ends in the small hours ("22:00 to 2:00", "noon to 2am"); else it is a
/// slip, and the next day is offered.
pub(super) fn end(
    text: &str,
    start: DateTime,
    keeps_hour: bool,
    context: &Context,
) -> Result<Typed, Invalid> {
    if let Some(typed) = iso(text) {
        return Ok(if !typed.has_time && keeps_hour { typed.at_hour_of(start) } else { typed });
    }
    let now =
        start.to_zoned_datetime(context.now.time_zone().clone()).unwrap_or_else(|_| context.now.clone());
    let near = Context { now, anchor: Some(start.date()), ..context.clone() };
    let found = phrase::read("end", text, EXAMPLE, &near)?;
    if let (None, Some(length)) = (found.reading.start, &found.reading.duration) {
        let at = start.checked_add(length.0).map_err(|_| too_far("end"))?;
        return Ok(Typed::new(at, true));
    }
    // "until 3pm" has an end and no start.
    let until = found.reading.end.filter(|_| found.reading.start.is_none());
    let typed = match until {
        Some(at) => Typed::new(at, true),
        None => of("end", &found)?,
    };
    if typed.until.is_some() {
        return Err(Invalid::new("end", "here is room for the end alone; the start goes into “Starts”"));
    }
    if !typed.has_time && keeps_hour {
        return Ok(typed.at_hour_of(start));
    }
    let says_day = found.parts.iter().any(|(part, _)| matches!(part, Part::Date | Part::EndDate));
    if says_day || typed.at >= start { Ok(typed) } else { on_the_next_day(typed, start, context) }
}

fn on_the_next_day(typed: Typed, start: DateTime, context: &Context) -> Result<Typed, Invalid> {
    let at = typed.at.checked_add(1.day()).map_err(|_| too_far("end"))?;
    let hours = start.duration_until(at).as_hours();
    if hours < LONGEST_NIGHT || at.time().hour() < SMALL_HOURS {
        return Ok(Typed { at, ..typed });
    }
    let time = show::style(context).time(at.time());
    let message =
        format!("this is before the start; if it ends on the day after, write “{time} the next day”");
    Err(Invalid::new("end", message))
}

/// A weekday alone ("sat 8pm") is next to the event where that is further ahead than a week: its week is meant, and not
/// the present one.
fn near(found: &Expression, text: &str, old: DateTime, context: &Context) -> Option<Context> {
    let far = old.date() > context.now.date().saturating_add(7.days());
    let mut dates = found.parts.iter().filter(|(part, _)| matches!(part, Part::Date));
    let date = dates.next().map(|(_, span)| span.of(text).to_lowercase())?;
    let alone =
        dates.next().is_none() && WEEKDAYS.iter().any(|day| *day == date || day.get(..3) == Some(&date));
    let day = old.date().to_datetime(Time::midnight());
    let now = day.to_zoned_datetime(context.now.time_zone().clone()).ok().filter(|_| far && alone)?;
    Some(Context { now, ..context.clone() })
}

/// The start of an expression, with the end and the zone that it names.
fn of(field: &'static str, found: &Expression) -> Result<Typed, Invalid> {
    let reading = &found.reading;
    if reading.recurrence.is_some() {
        return Err(Invalid::new(field, "a repetition goes into “Repeats”; here is room for one time"));
    }
    // A weekday that contradicts its date, an hour that the clocks skip: what is meant is the person's to say.
    if let Some(note) = found.notes.first() {
        return Err(Invalid::new(field, note.clone()));
    }
    let Some(at) = reading.start else {
        let message = format!("this is a length of time, and not a time: write {EXAMPLE}");
        return Err(Invalid::new(field, message));
    };
    Ok(Typed { at, has_time: reading.has_time(), until: reading.end, zone: reading.zone.clone() })
}

pub(super) fn too_far(field: &'static str) -> Invalid {
    Invalid::new(field, "this is further away than calendars go: write a year before 9999")
}

/// `2026-06-15`, `2026-06-15 19:00`, `2026-06-15T19:00`, as the form and native pickers write it.
fn iso(text: &str) -> Option<Typed> {
    if let Ok(date) = Date::strptime("%Y-%m-%d", text) {
        return Some(Typed::new(date.to_datetime(Time::midnight()), false));
    }
    let at = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    let at = at.iter().find_map(|pattern| DateTime::strptime(pattern, text).ok())?;
    Some(Typed::new(at, true))
}
