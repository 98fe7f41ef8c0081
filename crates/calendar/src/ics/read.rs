//! Reading a calendar file: its events, and why the rest is not among them.

mod event;
mod people;

use std::borrow::Cow;
use std::collections::BTreeMap;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarProperty,
    ICalendarStatus, ICalendarValue,
};
use calcard::{Entry, Parser};
use jiff::civil::{Date, DateTime, Time};

use crate::Event;

/// What a file holds. Nothing of it is dropped silently.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The events, in the order of the file.
    pub events: Vec<Event>,
    /// What could not be read as an event.
    pub skipped: Vec<Skipped>,
}

/// A part of a file that is not among its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// SUMMARY or UID, as far as there is one.
    pub title: Option<String>,
    /// A sentence for the user.
    pub reason: String,
}

impl Skipped {
    fn new(title: Option<String>, reason: impl Into<String>) -> Skipped {
        Skipped { title, reason: reason.into() }
    }
}

/// Reads every calendar of a text. Never fails: a text that is no calendar file gives no event and a reason.
pub fn read(text: &str) -> Contents {
    let mut contents = Contents::default();
    let mut parser = Parser::new(text);
    let mut calendars = 0;
    loop {
        match parser.entry() {
            Entry::ICalendar(file) => {
                calendars += 1;
                contents.add(&file);
            }
            Entry::Eof => break,
            Entry::InvalidLine(_) => {}
            Entry::VCard(_) => contents.skip(None, "a contact, not an event"),
            _ => contents.skip(None, "the file is damaged"),
        }
    }
    if calendars == 0 && contents.skipped.is_empty() {
        contents.skip(None, "this is not a calendar file");
    }
    if calendars > 0 && !ends_whole(text) {
        contents.skip(None, "the file ends early, so its last event may be incomplete");
    }
    contents
}

fn ends_whole(text: &str) -> bool {
    let text = text.trim_end();
    let tail = text.len().checked_sub("END:VCALENDAR".len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case("END:VCALENDAR"))
}

impl Contents {
    fn skip(&mut self, title: Option<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(title, reason));
    }

    fn add(&mut self, file: &ICalendar) {
        let mut changed = Vec::new();
        let cancels = file.components.iter().any(cancels);
        for component in &file.components {
            let what = match &component.component_type {
                ICalendarComponentType::VEvent => {
                    match event::read_event(component, file, cancels) {
                        Ok(read) if read.replaces.is_some() => changed.push(read),
                        Ok(read) => self.events.push(read.event),
                        Err(reason) => self.skip(title(component), reason),
                    }
                    continue;
                }
                ICalendarComponentType::VTodo => "a to-do",
                ICalendarComponentType::VJournal => "a journal entry",
                ICalendarComponentType::VFreebusy => "a list of busy times",
                _ => continue,
            };
            self.skip(title(component), format!("{what}, not an event"));
        }
        self.replace(changed);
    }

    /// A changed occurrence (RECURRENCE-ID) is an event of its own, and its series takes place without it.
    fn replace(&mut self, changed: Vec<event::Read>) {
        let repeating = self.events.iter().enumerate().filter(|(_, event)| event.recurrence.is_some());
        let series: BTreeMap<String, usize> = repeating.map(|(i, event)| (event.uid.clone(), i)).collect();
        for event::Read { mut event, replaces } in changed {
            let Some(original) = replaces else { continue };
            let series = series.get(&event.uid).and_then(|i| self.events.get_mut(*i));
            if let Some(recurrence) = series.and_then(|series| series.recurrence.as_mut()) {
                recurrence.exdates.push(original);
            }
            event.uid = format!("{}_{}", event.uid, original.strftime("%Y%m%dT%H%M%S"));
            self.events.push(event);
        }
    }
}

fn title(component: &ICalendarComponent) -> Option<String> {
    text(component, &ICalendarProperty::Summary).or_else(|| text(component, &ICalendarProperty::Uid))
}

/// The first value of a property as text, when it is not empty.
pub(super) fn text(component: &ICalendarComponent, name: &ICalendarProperty) -> Option<String> {
    let value = component.property(name)?.values.first()?;
    value
        .as_text()
        .map(str::to_owned)
        .or_else(|| value.clone().into_text().map(Cow::into_owned))
        .filter(|text| !text.trim().is_empty())
}

/// A date or a date and time of a file, not yet in a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Civil {
    /// Midnight for a date.
    pub(super) clock: DateTime,
    pub(super) has_time: bool,
    /// Written with a `Z`.
    pub(super) is_utc: bool,
}

/// `None` for a day or time that does not exist.
pub(super) fn civil(value: &PartialDateTime) -> Option<Civil> {
    let part = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    let year = i16::try_from(value.year?).ok()?;
    let date = Date::new(year, part(value.month)?, part(value.day)?).ok()?;
    // A leap second is the second before it.
    let time = Time::new(part(value.hour)?, part(value.minute)?, part(value.second)?.min(59), 0).ok()?;
    Some(Civil {
        clock: date.to_datetime(time),
        has_time: value.hour.is_some(),
        is_utc: value.tz_hour == Some(0) && value.tz_minute == Some(0),
    })
}

/// True for METHOD:CANCEL: the whole message takes its events back.
fn cancels(calendar: &ICalendarComponent) -> bool {
    let method = calendar.property(&ICalendarProperty::Method).and_then(|entry| entry.values.first());
    matches!(method, Some(ICalendarValue::Method(ICalendarMethod::Cancel)))
}

/// True for STATUS:CANCELLED.
fn is_cancelled(component: &ICalendarComponent) -> bool {
    let status = component.property(&ICalendarProperty::Status).and_then(|entry| entry.values.first());
    matches!(status, Some(ICalendarValue::Status(ICalendarStatus::Cancelled)))
}

#[cfg(test)]
mod tests;
