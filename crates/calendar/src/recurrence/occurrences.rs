//! From a recurrence and the time of its event to the times of all its events.

use std::iter::Peekable;

use jiff::civil::{DateTime, Time};

use super::{Bound, Recurrence, Rule};
use crate::When;

impl Recurrence {
    /// The times at which the event takes place, sorted and unique, each as long as `when`.
    ///
    /// The wall clock is kept across changes of the offset; a time that the clocks skip becomes the first instant
    /// after the gap, and one that they show twice is the first of the two. A zoned event keeps its exact duration, as
    /// RFC 5545 §3.8.5.3 asks; whole days and floating times keep theirs on the wall clock.
    ///
    /// The start of `when` is among them only when the rule (or RDATE) admits it. Bounded like
    /// [`Rule::occurrences`](super::Rule::occurrences).
    pub fn occurrences(&self, when: &When) -> impl Iterator<Item = When> + use<> {
        let whole_days = when.is_all_day();
        let mut added = self.rdates.clone();
        added.sort_unstable();
        let removed = self.exdates.clone();
        let when = when.clone();
        let by_rule = rule_of(&self.rule, &when).occurrences(when.local_start());
        let starts = Merged {
            rule: by_rule.map(move |at| if whole_days { at.start_of_day() } else { at }).peekable(),
            added: added.into_iter().peekable(),
            last: None,
        };
        starts.filter(move |start| !removed.contains(start)).filter_map(move |start| when.moved_to(start))
    }

    /// `when` at the rule's first occurrence. Calendars show the start of a file whether its rule admits it or not, so
    /// what leaves this program begins here; an event whose start the rule admits is as it was.
    pub fn first(&self, when: &When) -> When {
        match rule_of(&self.rule, when).occurrences(when.local_start()).next() {
            Some(start) if start != when.local_start() => {
                when.moved_to(start).unwrap_or_else(|| when.clone())
            }
            _ => when.clone(),
        }
    }
}

/// The rule as it holds for the wall clock of `when`. Whole days ignore hours and minutes (RFC 5545 §3.3.10).
fn rule_of(rule: &Rule, when: &When) -> Rule {
    let mut rule = rule.clone();
    rule.bound = bound_on_the_wall_clock(rule.bound, when);
    if when.is_all_day() {
        rule.by_hour.clear();
        rule.by_minute.clear();
    }
    rule
}

/// UNTIL as an instant, seen on the clock of the event's zone.
fn bound_on_the_wall_clock(bound: Bound, when: &When) -> Bound {
    match (bound, when) {
        (Bound::UntilInstant(instant), When::Zoned { start, .. }) => {
            Bound::UntilLocal(start.time_zone().to_datetime(instant))
        }
        (Bound::UntilInstant(instant), When::AllDay { .. }) => {
            Bound::UntilDate(jiff::tz::TimeZone::UTC.to_datetime(instant).date())
        }
        (Bound::UntilLocal(datetime), When::AllDay { .. }) => Bound::UntilDate(datetime.date()),
        _ => bound,
    }
}

/// Two sorted sequences of starts as one, each start once.
struct Merged<R: Iterator<Item = DateTime>, A: Iterator<Item = DateTime>> {
    rule: Peekable<R>,
    added: Peekable<A>,
    last: Option<DateTime>,
}

impl<R: Iterator<Item = DateTime>, A: Iterator<Item = DateTime>> Iterator for Merged<R, A> {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        loop {
            let next = match (self.rule.peek(), self.added.peek()) {
                (Some(by_rule), Some(added)) if added < by_rule => self.added.next(),
                (None, _) => self.added.next(),
                _ => self.rule.next(),
            }?;
            if self.last != Some(next) {
                self.last = Some(next);
                return Some(next);
            }
        }
    }
}

impl When {
    /// The same event with its start at `start`, on the wall clock of its zone, and its duration kept. `None` past the
    /// ends of the calendar.
    pub fn moved_to(&self, start: DateTime) -> Option<When> {
        match self {
            When::AllDay { start: first, end } => {
                let days = first.duration_until(*end);
                let start = start.date();
                let end = start.to_datetime(Time::midnight()).checked_add(days).ok()?.date();
                Some(When::AllDay { start, end })
            }
            When::Floating { start: first, end } => {
                let end = start.checked_add(first.duration_until(*end)).ok()?;
                Some(When::Floating { start, end })
            }
            When::Zoned { start: first, end } => {
                let start = crate::when::in_zone(start, first.time_zone())?;
                let instant = start.timestamp().checked_add(first.duration_until(end)).ok()?;
                Some(When::Zoned { start, end: instant.to_zoned_datetime(end.time_zone().clone()) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::in_zone;
    use jiff::tz::TimeZone;

    fn zoned(start: &str, end: &str, zone: &str) -> When {
        let zone = TimeZone::get(zone).unwrap();
        let at = |text: &str| in_zone(text.parse().unwrap(), &zone).unwrap();
        When::Zoned { start: at(start), end: at(end) }
    }

    fn starts_and_ends(rule: &str, when: &When) -> String {
        let recurrence = Recurrence::from(rule.parse::<super::super::Rule>().unwrap());
        print(&recurrence, when)
    }

    fn print(recurrence: &Recurrence, when: &When) -> String {
        let line = |when: When| match when {
            When::AllDay { start, end } => format!("{start} {end}"),
            When::Floating { start, end } => format!("{start} {end}"),
            When::Zoned { start, end } => {
                format!("{} {}", start.strftime("%Y-%m-%d %H:%M%:z"), end.strftime("%H:%M%:z"))
            }
        };
        recurrence.occurrences(when).take(4).map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_wall_clock_is_kept_when_the_offset_changes() {
        let when = zoned("2026-03-06T09:00", "2026-03-06T10:00", "America/New_York");
        insta::assert_snapshot!(starts_and_ends("FREQ=DAILY;INTERVAL=2", &when), @"
        2026-03-06 09:00-05:00 10:00-05:00
        2026-03-08 09:00-04:00 10:00-04:00
        2026-03-10 09:00-04:00 10:00-04:00
        2026-03-12 09:00-04:00 10:00-04:00
        ");
    }

    #[test]
    fn skipped_and_doubled_times() {
        let when = zoned("2026-03-07T02:30", "2026-03-07T03:00", "America/New_York");
        insta::assert_snapshot!(starts_and_ends("FREQ=DAILY;COUNT=3", &when), @"
        2026-03-07 02:30-05:00 03:00-05:00
        2026-03-08 03:00-04:00 03:30-04:00
        2026-03-09 02:30-04:00 03:00-04:00
        ");
        let when = zoned("2026-10-31T01:30", "2026-10-31T04:30", "America/New_York");
        insta::assert_snapshot!(starts_and_ends("FREQ=DAILY;COUNT=2", &when), @"
        2026-10-31 01:30-04:00 04:30-04:00
        2026-11-01 01:30-04:00 03:30-05:00
        ");
    }

    #[test]
    fn whole_days_keep_their_number() {
        let when = When::AllDay { start: "2026-02-27".parse().unwrap(), end: "2026-03-02".parse().unwrap() };
        insta::assert_snapshot!(starts_and_ends("FREQ=YEARLY;UNTIL=20280227T100000Z", &when), @"
        2026-02-27 2026-03-02
        2027-02-27 2027-03-02
        2028-02-27 2028-03-01
        ");
    }

    #[test]
    fn whole_days_have_no_hours() {
        let when = When::day("2026-02-27".parse().unwrap());
        for rule in ["FREQ=DAILY;BYHOUR=9,17;COUNT=2", "FREQ=HOURLY;INTERVAL=12;COUNT=3"] {
            assert_eq!(
                starts_and_ends(rule, &when),
                "2026-02-27 2026-02-28\n2026-02-28 2026-03-01",
                "{rule}"
            );
        }
    }

    #[test]
    fn an_until_in_utc_is_seen_in_the_zone() {
        // 23:30 on 2 January in New York is 04:30 UTC on the 3rd.
        let when = zoned("2026-01-01T23:30", "2026-01-01T23:45", "America/New_York");
        insta::assert_snapshot!(starts_and_ends("FREQ=DAILY;UNTIL=20260103T043000Z", &when), @"
        2026-01-01 23:30-05:00 23:45-05:00
        2026-01-02 23:30-05:00 23:45-05:00
        ");
    }

    #[test]
    fn a_start_outside_of_its_rule_moves_to_the_first_inside() {
        let when = zoned("2026-06-15T12:00", "2026-06-15T13:00", "Europe/Berlin");
        let first = |rule: &str| Recurrence::from(rule.parse::<super::super::Rule>().unwrap()).first(&when);
        assert_eq!(first("FREQ=WEEKLY;BYDAY=MO"), when);
        assert_eq!(first("FREQ=WEEKLY;BYDAY=WE").local_start(), "2026-06-17T12:00".parse().unwrap());
        assert_eq!(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), when);
    }

    #[test]
    fn exceptions_and_additions() {
        let when = zoned("2026-01-01T09:00", "2026-01-01T10:00", "Europe/Berlin");
        let at = |text: &str| text.parse::<DateTime>().unwrap();
        let recurrence = Recurrence {
            rule: "FREQ=DAILY;COUNT=3".parse().unwrap(),
            exdates: vec![at("2026-01-02T09:00")],
            rdates: vec![at("2026-01-05T12:00"), at("2026-01-03T09:00"), at("2026-01-01T18:00")],
        };
        insta::assert_snapshot!(print(&recurrence, &when), @"
        2026-01-01 09:00+01:00 10:00+01:00
        2026-01-01 18:00+01:00 19:00+01:00
        2026-01-03 09:00+01:00 10:00+01:00
        2026-01-05 12:00+01:00 13:00+01:00
        ");
    }
}
