//! One VEVENT of someone else's file.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarPeriod,
    ICalendarProperty, ICalendarRelated, ICalendarTransparency, ICalendarValue,
};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan, ZonedDateTime};

use super::people::people;
use super::{Civil, civil, is_cancelled, text};
use crate::ics::foreign_zone;
use crate::{Bound, Change, ChangeKind, Event, Evidence, Frequency, Recurrence, Rule, When};

/// An event, and the occurrence of a series that it replaces.
pub(super) struct Read {
    pub(super) event: Event,
    pub(super) replaces: Option<DateTime>,
}

/// The event of a VEVENT, or a sentence why there is none; `cancelled` when the whole file takes its events back.
pub(super) fn read_event(
    component: &ICalendarComponent,
    file: &ICalendar,
    cancelled: bool,
) -> Result<Read, String> {
    let reader = Reader { component, file };
    let when = reader.when()?;
    let recurrence = reader.recurrence(&when)?;
    let mut evidence = Evidence::default();
    if cancelled || is_cancelled(component) {
        let (old, new) = (serde_json::Map::new(), serde_json::Map::new());
        evidence.change = Some(Change { kind: ChangeKind::Cancelled, old, new });
    }
    let (reminders, notes) = reader.reminders(&when);
    evidence.notes = notes;
    let replaces = match component.property(&ICalendarProperty::RecurrenceId) {
        Some(entry) => reader.starts_of(entry, &when)?.first().copied(),
        None => None,
    };
    let (attendees, organizer) = people(component);
    let event = Event {
        uid: text(component, &ICalendarProperty::Uid).unwrap_or_default(),
        title: text(component, &ICalendarProperty::Summary),
        location: text(component, &ICalendarProperty::Location),
        description: text(component, &ICalendarProperty::Description),
        url: text(component, &ICalendarProperty::Url),
        category: reader.categories(),
        attendees,
        organizer,
        busy: component.transparency() != Some(&ICalendarTransparency::Transparent),
        when: Some(when),
        recurrence,
        reminders,
        evidence,
    };
    Ok(Read { event, replaces })
}

struct Reader<'f> {
    component: &'f ICalendarComponent,
    file: &'f ICalendar,
}

impl Reader<'_> {
    fn when(&self) -> Result<When, String> {
        let start = self.component.property(&ICalendarProperty::Dtstart).ok_or("it has no start")?;
        let start = self.moment(start, "start")?;
        let end = match self.component.property(&ICalendarProperty::Dtend) {
            Some(entry) => Some(self.moment(entry, "end")?),
            None => None,
        };
        let length =
            self.component.property(&ICalendarProperty::Duration).and_then(|entry| entry.values.first());
        let length = match length {
            Some(ICalendarValue::Duration(length)) => Some(length.as_seconds()),
            Some(_) => return Err("its DURATION is not a duration".to_owned()),
            None => None,
        };
        let when = between(start, end, length.map(SignedDuration::from_secs))?;
        if is_backwards(&when) { Err("it ends before it starts".to_owned()) } else { Ok(when) }
    }

    /// The date or time of DTSTART or DTEND in its zone.
    fn moment(&self, entry: &ICalendarEntry, which: &str) -> Result<Moment, String> {
        let value = entry.values.first().and_then(ICalendarValue::as_partial_date_time);
        let at = value.and_then(civil).ok_or_else(|| format!("its {which} is not a date or a time"))?;
        if !at.has_time {
            return Ok(Moment::Day(at.clock.date()));
        }
        let zone = match entry.tz_id() {
            Some(name) => Some(self.zone(name, at.clock)?),
            None => None,
        };
        moment(at, zone).ok_or_else(|| format!("its {which} is outside of the calendar"))
    }

    fn zone(&self, name: &str, at: DateTime) -> Result<TimeZone, String> {
        let zone = foreign_zone::resolve(name, self.file, at);
        zone.ok_or_else(|| format!("its time zone {name:?} is not known"))
    }

    fn recurrence(&self, when: &When) -> Result<Option<Recurrence>, String> {
        if self.component.has_property(&ICalendarProperty::Exrule) {
            return Err("its exceptions follow a rule (EXRULE), which is not supported".to_owned());
        }
        let rules: Vec<_> = self.component.properties(&ICalendarProperty::Rrule).collect();
        let rdates = self.starts(&ICalendarProperty::Rdate, when)?;
        let exdates = self.starts(&ICalendarProperty::Exdate, when)?;
        let rule = match rules.as_slice() {
            [] if rdates.is_empty() => return Ok(None),
            // Additions without a rule: the event itself and they.
            [] => Rule { bound: Bound::Count(1), ..Rule::new(Frequency::Daily) },
            [entry] => read_rule(entry, when)?,
            _ => return Err("it has several rules".to_owned()),
        };
        Ok(Some(Recurrence { rule, exdates, rdates }))
    }

    fn starts(&self, name: &ICalendarProperty, when: &When) -> Result<Vec<DateTime>, String> {
        let mut starts = Vec::new();
        for entry in self.component.properties(name) {
            starts.extend(self.starts_of(entry, when)?);
        }
        Ok(starts)
    }

    /// Starts of occurrences on the wall clock of the event. A date alone stands for the occurrence of that day.
    fn starts_of(&self, entry: &ICalendarEntry, when: &When) -> Result<Vec<DateTime>, String> {
        let name = entry.name.as_str();
        let bad = || format!("its {name} is not a list of dates or times");
        let zone_of_value = match entry.tz_id() {
            Some(zone) => Some(self.zone(zone, when.local_start())?),
            None => None,
        };
        let read = |value: &ICalendarValue| {
            let at = match value {
                ICalendarValue::PartialDateTime(at) => civil(at),
                ICalendarValue::Period(
                    ICalendarPeriod::Range { start, .. } | ICalendarPeriod::Duration { start, .. },
                ) => civil(start),
                _ => None,
            };
            at.and_then(|at| on_the_clock_of(when, at, zone_of_value.clone())).ok_or_else(bad)
        };
        entry.values.iter().map(read).collect()
    }

    fn categories(&self) -> Option<String> {
        let entries = self.component.properties(&ICalendarProperty::Categories);
        let names: Vec<&str> =
            entries.flat_map(|entry| &entry.values).filter_map(ICalendarValue::as_text).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// Minutes before the start, and a note for each alarm that is something else.
    fn reminders(&self, when: &When) -> (Vec<u32>, Vec<String>) {
        let (mut reminders, mut notes) = (Vec::new(), Vec::new());
        let alarms = self.component.component_ids.iter().filter_map(|id| self.file.component_by_id(*id));
        for trigger in alarms.filter_map(|alarm| alarm.property(&ICalendarProperty::Trigger)) {
            match minutes_before(trigger, when) {
                Some(minutes) => reminders.push(minutes),
                None => notes.push("An alarm that is not before the start was left out.".to_owned()),
            }
        }
        (reminders, notes)
    }
}

/// A start or an end.
enum Moment {
    Day(Date),
    Floating(DateTime),
    Instant(ZonedDateTime),
}

/// A `Z` is the instant even beside a zone, which then only says how to show it.
fn moment(at: Civil, zone: Option<TimeZone>) -> Option<Moment> {
    match (at.is_utc, zone) {
        (true, zone) => {
            let utc = at.clock.to_zoned_datetime(TimeZone::UTC).ok()?;
            Some(Moment::Instant(utc.with_time_zone(zone.unwrap_or(TimeZone::UTC))))
        }
        (false, Some(zone)) => crate::when::in_zone(at.clock, &zone).map(Moment::Instant),
        (false, None) => Some(Moment::Floating(at.clock)),
    }
}

fn between(start: Moment, end: Option<Moment>, length: Option<SignedDuration>) -> Result<When, String> {
    let length = length.unwrap_or(SignedDuration::ZERO);
    let too_long = |_| "it lasts beyond the calendar".to_owned();
    Ok(match (start, end) {
        (Moment::Day(start), Some(Moment::Day(end))) => {
            // Some writers give the last day instead of the day after.
            When::AllDay { start, end: if end == start { start.saturating_add(1.day()) } else { end } }
        }
        (Moment::Day(start), None) => {
            let days = (length.as_hours() / 24).max(1);
            When::AllDay {
                start,
                end: start.checked_add(SignedDuration::from_hours(days * 24)).map_err(too_long)?,
            }
        }
        (Moment::Floating(start), Some(Moment::Floating(end))) => When::Floating { start, end },
        (Moment::Floating(start), None) => {
            When::Floating { start, end: start.checked_add(length).map_err(too_long)? }
        }
        (Moment::Instant(start), Some(Moment::Instant(end))) => When::Zoned { start, end },
        (Moment::Instant(start), None) => {
            let end = start.checked_add(length).map_err(too_long)?;
            When::Zoned { start, end }
        }
        _ => return Err("its start and end are not of one kind".to_owned()),
    })
}

fn is_backwards(when: &When) -> bool {
    match when {
        When::AllDay { start, end } => end < start,
        When::Floating { start, end } => end < start,
        When::Zoned { start, end } => end.timestamp() < start.timestamp(),
    }
}

/// The wall clock of the event for a time of a list.
fn on_the_clock_of(when: &When, at: Civil, zone: Option<TimeZone>) -> Option<DateTime> {
    if when.is_all_day() {
        return Some(at.clock.date().to_datetime(Time::midnight()));
    }
    if !at.has_time {
        return Some(at.clock.date().to_datetime(when.local_start().time()));
    }
    match (when, moment(at, zone)?) {
        (When::Zoned { start, .. }, Moment::Instant(instant)) => {
            let same_zone = !at.is_utc && instant.time_zone() == start.time_zone();
            // A time that the clocks skip stays as it is written: so the rule names it.
            Some(if same_zone {
                at.clock
            } else {
                instant.with_time_zone(start.time_zone().clone()).datetime()
            })
        }
        _ => Some(at.clock),
    }
}

fn read_rule(entry: &ICalendarEntry, when: &When) -> Result<Rule, String> {
    let text = entry.values.first().and_then(|value| value.clone().into_text()).unwrap_or_default();
    let mut rule: Rule = text.parse().map_err(|error| format!("its rule cannot be read: {error}"))?;
    // Google and iCloud write a yearly BYMONTHDAY alone and mean the month of the start.
    if rule.frequency == Frequency::Yearly && !rule.by_month_day.is_empty() && rule.by_month.is_empty() {
        rule.by_month.push(when.local_start().month());
    }
    rule.bound = match (rule.bound, when) {
        (Bound::UntilInstant(at), When::Zoned { start, .. }) => until(start.time_zone().to_datetime(at)),
        (Bound::UntilInstant(at), When::AllDay { .. }) => {
            Bound::UntilDate(TimeZone::UTC.to_datetime(at).date())
        }
        (Bound::UntilInstant(at), When::Floating { .. }) => until(TimeZone::UTC.to_datetime(at)),
        (Bound::UntilLocal(at), When::AllDay { .. }) => Bound::UntilDate(at.date()),
        (Bound::UntilLocal(at), _) => until(at),
        (bound, _) => bound,
    };
    Ok(rule)
}

/// The last second of a day is how files say "this day included".
fn until(at: DateTime) -> Bound {
    if at.time() == Time::constant(23, 59, 59, 0) {
        Bound::UntilDate(at.date())
    } else {
        Bound::UntilLocal(at)
    }
}

fn minutes_before(trigger: &ICalendarEntry, when: &When) -> Option<u32> {
    let Some(ICalendarValue::Duration(after)) = trigger.values.first() else { return None };
    let related = trigger.parameter(&ICalendarParameterName::Related);
    let to_end =
        matches!(related, Some(calcard::icalendar::ICalendarParameterValue::Related(ICalendarRelated::End)));
    let length = if to_end { length_of(when).as_secs() } else { 0 };
    let before = after.as_seconds().checked_neg()?.checked_sub(length)?;
    u32::try_from(before / 60).ok().filter(|_| before >= 0)
}

fn length_of(when: &When) -> SignedDuration {
    match when {
        When::AllDay { start, end } => start.duration_until(*end),
        When::Floating { start, end } => start.duration_until(*end),
        When::Zoned { start, end } => start.duration_until(end),
    }
}
