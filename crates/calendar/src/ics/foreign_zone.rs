//! Zones of other people's files: IANA names, Windows names, translated names, or a definition alone.

use std::str::FromStr;

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::read::{civil, text};
use crate::Rule;

/// Names that Outlook translates; it sends no IANA name beside them.
const TRANSLATED: [(&str, &str); 8] = [
    ("Mitteleuropäische Zeit", "Europe/Berlin"),
    ("Mitteleuropäische Sommerzeit", "Europe/Berlin"),
    ("Westeuropäische Zeit", "Europe/Lisbon"),
    ("Osteuropäische Zeit", "Europe/Helsinki"),
    ("Heure d’Europe centrale", "Europe/Paris"),
    ("Heure d'Europe centrale", "Europe/Paris"),
    ("Hora de Europa central", "Europe/Madrid"),
    ("Ora dell'Europa centrale", "Europe/Rome"),
];

/// Where a definition fits several zones, the first of these is taken.
const WELL_KNOWN: [&str; 40] = [
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Moscow",
    "Europe/Istanbul",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Halifax",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Bogota",
    "America/Caracas",
    "America/Mexico_City",
    "America/Santiago",
    "Atlantic/Azores",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Africa/Abidjan",
    "Pacific/Guadalcanal",
];

/// The zone that `file` calls `name`, for a time in the year of `at`; `None` when nothing tells.
pub(super) fn resolve(name: &str, file: &ICalendar, at: DateTime) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    by_name(name).or_else(|| by_definition(file, definition(file, name)?, at))
}

fn by_name(name: &str) -> Option<TimeZone> {
    let translated = TRANSLATED.iter().find(|(translated, _)| *translated == name).map(|(_, iana)| *iana);
    if let Ok(zone) = TimeZone::get(translated.unwrap_or(name)) {
        return Some(zone);
    }
    // An offset without a name: UTC+05:30 is what our own files call it.
    if let Some(offset) = name.strip_prefix("UTC").or_else(|| name.strip_prefix("GMT"))
        && offset.starts_with(['+', '-'])
    {
        return DateTimeParser::new().parse_time_zone(offset).ok();
    }
    if let Some(known) = Tz::from_str(name).ok().and_then(|zone| TimeZone::get(&zone.name()?).ok()) {
        return Some(known);
    }
    // A path that ends in an IANA name: /freeassociation.sourceforge.net/Europe/Paris.
    let tails = name.match_indices('/').filter_map(|(at, _)| name.get(at + 1..));
    tails.filter(|tail| tail.contains('/')).find_map(|tail| TimeZone::get(tail).ok())
}

fn definition<'f>(file: &'f ICalendar, name: &str) -> Option<&'f ICalendarComponent> {
    file.components
        .iter()
        .filter(|component| component.component_type == ICalendarComponentType::VTimezone)
        .find(|zone| {
            text(zone, &ICalendarProperty::Tzid).is_some_and(|id| id.trim().trim_matches('"') == name)
        })
}

/// By what a VTIMEZONE says besides its name: another name, or the changes of its offset in the year of `at`.
fn by_definition(file: &ICalendar, definition: &ICalendarComponent, at: DateTime) -> Option<TimeZone> {
    if let Some(zone) = definition.timezone().and_then(|(_, zone)| TimeZone::get(&zone.name()?).ok()) {
        return Some(zone);
    }
    let mut onsets: Vec<Onset> =
        observances(file, definition).flat_map(|observance| observance.onsets(at.year())).collect();
    onsets.sort_unstable_by_key(|onset| onset.instant);
    let new_year = instant(Date::new(at.year(), 1, 1).ok()?.at(0, 0, 0, 0), Offset::UTC)?;
    let (before, during): (Vec<_>, Vec<_>) = onsets.into_iter().partition(|onset| onset.instant < new_year);
    // A definition may begin in this very year; then it is known from its first change on.
    let (start, offset) = match (before.last(), during.first()) {
        (Some(last), _) => (new_year, last.to),
        (None, first) => (first?.instant.checked_sub(SignedDuration::from_secs(1)).ok()?, first?.from),
    };
    let end = start.checked_add(SignedDuration::from_hours(366 * 24)).ok()?;
    let changes: Vec<_> =
        during.iter().filter(|o| o.instant < end && o.from != o.to).map(|o| (o.instant, o.to)).collect();
    let fits = |zone: &TimeZone| {
        let theirs = zone.following(start).take_while(|change| change.timestamp() < end);
        zone.to_offset(start) == offset
            && theirs.map(|change| (change.timestamp(), change.offset())).eq(changes.iter().copied())
    };
    let mut known = WELL_KNOWN.iter().filter_map(|name| TimeZone::get(name).ok());
    known.find(fits).or_else(|| changes.is_empty().then(|| TimeZone::fixed(offset)))
}

/// A change of the offset.
struct Onset {
    instant: Timestamp,
    from: Offset,
    to: Offset,
}

/// A STANDARD or DAYLIGHT part of a VTIMEZONE.
struct Observance {
    onset: DateTime,
    from: Offset,
    to: Offset,
    rule: Option<Rule>,
    more: Vec<DateTime>,
}

fn observances<'f>(
    file: &'f ICalendar,
    definition: &'f ICalendarComponent,
) -> impl Iterator<Item = Observance> + 'f {
    let parts = definition.component_ids.iter().filter_map(|id| file.component_by_id(*id));
    parts.filter_map(|part| {
        let value = |name| part.property(name).and_then(|entry| entry.values.first());
        let date_time = |value: &ICalendarValue| civil(value.as_partial_date_time()?).map(|at| at.clock);
        let offset = |name| {
            let offset = value(name)?.as_partial_date_time()?;
            let seconds = i32::from(offset.tz_hour?) * 3600 + i32::from(offset.tz_minute.unwrap_or(0)) * 60;
            Offset::from_seconds(if offset.tz_minus { -seconds } else { seconds }).ok()
        };
        let rule = value(&ICalendarProperty::Rrule).and_then(|rule| rule.clone().into_text()?.parse().ok());
        let more = part.properties(&ICalendarProperty::Rdate).flat_map(|entry| &entry.values);
        Some(Observance {
            onset: date_time(value(&ICalendarProperty::Dtstart)?)?,
            from: offset(&ICalendarProperty::Tzoffsetfrom)?,
            to: offset(&ICalendarProperty::Tzoffsetto)?,
            rule,
            more: more.filter_map(date_time).collect(),
        })
    })
}

impl Observance {
    /// The changes that matter for `year`: those without a rule, and those of the rule from the year before to the
    /// year after.
    fn onsets(&self, year: i16) -> Vec<Onset> {
        let mut at = self.more.clone();
        match &self.rule {
            // Files name their rules' start centuries back; the rule is the same in the year before.
            Some(rule) => {
                let resumed = self.onset.with().year(year.saturating_sub(1)).month(1).day(1).build();
                let from = resumed.map_or(self.onset, |resumed| resumed.max(self.onset));
                at.extend(rule.occurrences(from).take_while(|onset| onset.year() <= year.saturating_add(1)));
            }
            None => at.push(self.onset),
        }
        let onset = |at| Some(Onset { instant: instant(at, self.from)?, from: self.from, to: self.to });
        at.into_iter().filter_map(onset).collect()
    }
}

fn instant(at: DateTime, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(at).ok()
}
