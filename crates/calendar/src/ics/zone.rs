//! VTIMEZONE from an IANA zone (RFC 5545 §3.6.5).
//!
//! Without one Google keeps the instant but shows GMT as the event's zone. Written are the changes of the offset that
//! the events of the file can meet: as a yearly rule where the zone has one that still holds, else one by one.

use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use super::line::Lines;
use crate::{Frequency, Rule, WeekdayOrdinal};

/// Weekdays and dates come round in 28 years, so a rule that held for so long is told from a coincidence.
const RULE_YEARS: i64 = 28;
/// As many changes make a rule; fewer are written one by one.
const RULE_CHANGES: usize = 20;
/// For how long changes are written one by one when the events never end.
const ENDLESS_YEARS: i64 = 20;

/// The name of a zone in a file; `None` for UTC, which is written with a `Z`.
///
/// Zones that are an offset alone have IANA names for whole hours (with the sign of POSIX); others get one of ours.
pub(super) fn zone_id(zone: &TimeZone) -> Option<String> {
    if let Ok(offset) = zone.to_fixed_offset()
        && zone.iana_name().is_none_or(|name| name == "UTC")
    {
        return match offset.seconds() {
            0 => None,
            s if s % 3600 == 0 && (-12..=14).contains(&(s / 3600)) => Some(format!("Etc/GMT{:+}", -s / 3600)),
            _ => Some(format!("UTC{offset}")),
        };
    }
    zone.iana_name().filter(|name| !matches!(*name, "UTC" | "Etc/UTC" | "Etc/Unknown")).map(str::to_owned)
}

/// From when until when the events of a file need a zone; `last` is `None` when they never end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coverage {
    pub(super) first: Timestamp,
    pub(super) last: Option<Timestamp>,
}

impl Coverage {
    /// The shortest that covers both.
    pub(super) fn and(self, other: Coverage) -> Coverage {
        Coverage {
            first: self.first.min(other.first),
            last: self.last.zip(other.last).map(|(a, b)| a.max(b)),
        }
    }
}

/// Writes the VTIMEZONE of `zone` under the name `id`.
pub(super) fn write_zone(lines: &mut Lines, id: &str, zone: &TimeZone, coverage: Coverage) {
    lines.begin("VTIMEZONE");
    lines.value("TZID", id);
    let needed = coverage.last.unwrap_or(later(coverage.first, ENDLESS_YEARS));
    for change in changes(zone, coverage.first, later(needed, RULE_YEARS)) {
        let (single, yearly) = change.split();
        let until = zone.to_datetime(later(needed, 1));
        // One part for each: beside RDATE, ical.js (Thunderbird) overlooks DTSTART and all dates but the first.
        for onset in single.iter().filter(|onset| **onset <= until) {
            change.write(lines, *onset, None);
        }
        // A rule that begins long after the last event says nothing about it.
        if let Some((first, rule)) = yearly.filter(|(first, _)| *first <= until) {
            change.write(lines, first, Some(&rule));
        }
    }
    lines.end("VTIMEZONE");
}

/// One kind of change, with the times at which it happens.
struct Change {
    from: Offset,
    to: Offset,
    name: String,
    daylight: bool,
    /// On the wall clock before the change, as DTSTART wants it.
    onsets: Vec<DateTime>,
}

impl Change {
    fn write(&self, lines: &mut Lines, onset: DateTime, rule: Option<&Rule>) {
        let component = if self.daylight { "DAYLIGHT" } else { "STANDARD" };
        lines.begin(component);
        lines.value("DTSTART", &local(onset));
        lines.value("TZOFFSETFROM", &offset(self.from));
        lines.value("TZOFFSETTO", &offset(self.to));
        lines.text("TZNAME", &self.name);
        if let Some(rule) = rule {
            lines.value("RRULE", &rule.to_string());
        }
        lines.end(component);
    }

    /// The onsets before a rule holds, and the rule with its first onset.
    fn split(&self) -> (&[DateTime], Option<(DateTime, Rule)>) {
        for cut in 0..self.onsets.len() {
            let Some((single, regular)) = self.onsets.split_at_checked(cut) else { break };
            if let (Some(first), Some(rule)) = (regular.first(), yearly_rule(regular)) {
                return (single, Some((*first, rule)));
            }
        }
        (&self.onsets, None)
    }
}

/// The changes that matter from `first` on: the one before it, and all until `last`.
fn changes(zone: &TimeZone, first: Timestamp, last: Timestamp) -> Vec<Change> {
    let mut kinds: Vec<Change> = Vec::new();
    match zone.preceding(first.saturating_add(SignedDuration::from_secs(1)).unwrap_or(first)).next() {
        Some(before) => add(&mut kinds, zone, &before),
        None => kinds.push(since_ever(zone, first)),
    }
    for transition in zone.following(first).take_while(|t| t.timestamp() <= last) {
        add(&mut kinds, zone, &transition);
    }
    kinds
}

fn add(kinds: &mut Vec<Change>, zone: &TimeZone, transition: &TimeZoneTransition<'_>) {
    let at = transition.timestamp();
    let moment_before = at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(at);
    let (from, to) = (zone.to_offset(moment_before), transition.offset());
    let (name, daylight) = (transition.abbreviation(), transition.dst() == Dst::Yes);
    let onset = from.to_datetime(at);
    let known =
        kinds.iter_mut().find(|k| (k.from, k.to, k.daylight) == (from, to, daylight) && k.name == name);
    match known {
        Some(kind) => kind.onsets.push(onset),
        None => kinds.push(Change { from, to, name: name.to_owned(), daylight, onsets: vec![onset] }),
    }
}

/// The offset of a zone that has not changed before `at`; the date is the one Outlook writes for "ever".
fn since_ever(zone: &TimeZone, at: Timestamp) -> Change {
    let info = zone.to_offset_info(at);
    Change {
        from: info.offset(),
        to: info.offset(),
        name: info.abbreviation().to_owned(),
        daylight: false,
        onsets: vec![DateTime::constant(1601, 1, 1, 0, 0, 0, 0)],
    }
}

/// The rule by which all of `onsets` follow, once a year: a weekday of a month counted from either end, a weekday in
/// a window of seven days (Israel), or a fixed date.
fn yearly_rule(onsets: &[DateTime]) -> Option<Rule> {
    let first = *onsets.first()?;
    let every_year = onsets.iter().zip(first.year()..).all(|(onset, year)| onset.year() == year);
    let same = |key: fn(&DateTime) -> i8| onsets.iter().all(|onset| key(onset) == key(&first));
    let same_time = onsets.iter().all(|onset| onset.time() == first.time());
    if onsets.len() < RULE_CHANGES || !every_year || !same_time || !same(|onset| onset.month()) {
        return None;
    }
    let mut rule = Rule::new(Frequency::Yearly);
    rule.by_month = vec![first.month()];
    let weekday = first.weekday();
    let nth = |onset: &DateTime| (onset.day() - 1) / 7 + 1;
    let is_last = |onset: &DateTime| onset.day() + 7 > onset.days_in_month();
    if same(|onset| onset.day()) {
        rule.by_month_day = vec![first.day()];
    } else if !onsets.iter().all(|onset| onset.weekday() == weekday) {
        return None;
    } else if onsets.iter().all(is_last) {
        rule.by_day = vec![WeekdayOrdinal { ordinal: Some(-1), weekday }];
    } else if onsets.iter().all(|onset| nth(onset) == nth(&first)) {
        rule.by_day = vec![WeekdayOrdinal { ordinal: Some(nth(&first)), weekday }];
    } else {
        let days = onsets.iter().map(|onset| onset.day());
        let (low, high) = (days.clone().min()?, days.max()?);
        if high - low != 6 {
            return None;
        }
        rule.by_day = vec![weekday.into()];
        rule.by_month_day = (low..=high).collect();
    }
    Some(rule)
}

/// `years` of 365¼ days later.
fn later(at: Timestamp, years: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(years * 8766)).unwrap_or(Timestamp::MAX)
}

fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `+0200`, `-033045`.
fn offset(offset: Offset) -> String {
    let (sign, seconds) = (if offset.is_negative() { '-' } else { '+' }, offset.seconds().unsigned_abs());
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str, first: &str, last: Option<&str>) -> String {
        let zone = TimeZone::get(name).unwrap();
        let coverage = Coverage { first: first.parse().unwrap(), last: last.map(|at| at.parse().unwrap()) };
        let mut lines = Lines::default();
        write_zone(&mut lines, name, &zone, coverage);
        lines.into_file().replace("\r\n", "\n").replace("\n ", "")
    }

    #[test]
    fn a_zone_with_daylight_saving_has_two_rules() {
        insta::assert_snapshot!(zone("America/New_York", "2026-06-15T16:00:00Z", Some("2026-06-15T17:00:00Z")), @"
        BEGIN:VTIMEZONE
        TZID:America/New_York
        BEGIN:DAYLIGHT
        DTSTART:20260308T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        TZNAME:EDT
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20261101T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        TZNAME:EST
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        END:STANDARD
        END:VTIMEZONE
        ");
    }

    #[test]
    fn rules_from_the_end_of_the_month_and_in_windows() {
        let berlin = zone("Europe/Berlin", "2026-01-15T16:00:00Z", None);
        assert!(berlin.contains("DTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200"), "{berlin}");
        assert!(berlin.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"), "{berlin}");
        let jerusalem = zone("Asia/Jerusalem", "2026-01-15T16:00:00Z", None);
        let window = "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR";
        assert!(jerusalem.contains(window), "{jerusalem}");
    }

    #[test]
    fn a_zone_without_changes_is_one_offset() {
        insta::assert_snapshot!(zone("Asia/Kolkata", "2026-06-15T16:00:00Z", None), @"
        BEGIN:VTIMEZONE
        TZID:Asia/Kolkata
        BEGIN:STANDARD
        DTSTART:19451015T000000
        TZOFFSETFROM:+0630
        TZOFFSETTO:+0530
        TZNAME:IST
        END:STANDARD
        END:VTIMEZONE
        ");
    }

    #[test]
    fn an_old_event_gets_the_rules_of_its_time() {
        // Until 2006 daylight saving began in April; the rule of 2007 is no part of it.
        let old = zone("America/New_York", "2004-07-01T16:00:00Z", Some("2004-07-01T17:00:00Z"));
        assert!(old.contains("DTSTART:20040404T020000"), "{old}");
        assert!(!old.contains("RRULE"), "{old}");
        let across = zone("America/New_York", "2004-07-01T16:00:00Z", None);
        for onset in ["20040404T020000", "20050403T020000", "20060402T020000", "20070311T020000"] {
            assert!(across.contains(&format!("DTSTART:{onset}")), "{across}");
        }
        assert_eq!(across.matches("RRULE").count(), 2, "{across}");
    }

    #[test]
    fn changes_without_a_rule_are_listed() {
        // Morocco steps back in Ramadan, which no yearly rule describes.
        let casablanca = zone("Africa/Casablanca", "2026-01-01T12:00:00Z", Some("2028-01-01T12:00:00Z"));
        assert!(casablanca.matches("BEGIN:STANDARD").count() > 1, "{casablanca}");
        assert!(!casablanca.contains("RRULE"), "{casablanca}");
    }

    #[test]
    fn zones_have_names() {
        let fixed = |seconds| zone_id(&TimeZone::fixed(Offset::from_seconds(seconds).unwrap()));
        assert_eq!(zone_id(&TimeZone::UTC), None);
        assert_eq!(zone_id(&TimeZone::get("Europe/Paris").unwrap()).as_deref(), Some("Europe/Paris"));
        assert_eq!(fixed(-5 * 3600).as_deref(), Some("Etc/GMT+5"));
        assert_eq!(fixed(19800).as_deref(), Some("UTC+05:30"));
        assert_eq!(fixed(0), None);
    }
}
