//! Dates, times, durations and rules back in words, as a person would say them.
//!
//! The language is English; the clock and the order of day and month are the reader's.

mod name;
mod rule;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Unit, ZonedDateTime};
use serde::{Deserialize, Serialize};

pub use name::{month_name, weekday_name};

use crate::When;

/// How a reader writes dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// 12 or 24 hours.
    pub clock: Clock,
    /// Day or month first.
    pub date_order: DateOrder,
}

impl Style {
    /// `7:00 PM`, `June 30, 2026`
    pub const AMERICAN: Style = Style { clock: Clock::Twelve, date_order: DateOrder::MonthFirst };
    /// `19:00`, `30 June 2026`
    pub const BRITISH: Style = Style { clock: Clock::TwentyFour, date_order: DateOrder::DayFirst };
}

/// 12 or 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// `7:00 PM`
    #[serde(rename = "12h")]
    Twelve,
    /// `19:00`
    #[serde(rename = "24h")]
    TwentyFour,
}

/// The order of day and month: `June 30` or `30 June`, and how `3/4/2025` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `3/4` is 4 March.
    MonthFirst,
    /// `3/4` is 3 April.
    DayFirst,
}

impl Style {
    /// `30 June 2026` or `June 30, 2026`.
    pub fn date(self, date: Date) -> String {
        match self.date_order {
            DateOrder::DayFirst => date.strftime("%-d %B %Y").to_string(),
            DateOrder::MonthFirst => date.strftime("%B %-d, %Y").to_string(),
        }
    }

    /// `Tuesday 30 June 2026` or `Tuesday, June 30, 2026`.
    pub fn weekday_and_date(self, date: Date) -> String {
        match self.date_order {
            DateOrder::DayFirst => date.strftime("%A %-d %B %Y").to_string(),
            DateOrder::MonthFirst => date.strftime("%A, %B %-d, %Y").to_string(),
        }
    }

    /// `30 June` or `June 30`.
    pub fn day_and_month(self, date: Date) -> String {
        match self.date_order {
            DateOrder::DayFirst => date.strftime("%-d %B").to_string(),
            DateOrder::MonthFirst => date.strftime("%B %-d").to_string(),
        }
    }

    /// `19:00` or `7:00 PM`.
    pub fn time(self, time: Time) -> String {
        match self.clock {
            Clock::TwentyFour => time.strftime("%H:%M").to_string(),
            Clock::Twelve => time.strftime("%-I:%M %p").to_string(),
        }
    }

    /// Start and end of an event. The end repeats only what differs; whole days are named by their last day, not by
    /// the exclusive end. Zones are named when start and end differ in them.
    pub fn when(self, when: &When) -> String {
        match when {
            When::AllDay { start, end } => self.days(*start, end.yesterday().unwrap_or(*end)),
            When::Floating { start, end } => self.start_and_end(*start, *end),
            When::Zoned { start, end } if start.time_zone() == end.time_zone() => {
                self.start_and_end(start.datetime(), end.datetime())
            }
            When::Zoned { start, end } => {
                let there = if start.date() == end.date() {
                    self.time(end.time())
                } else {
                    format!("{}, {}", self.weekday_and_date(end.date()), self.time(end.time()))
                };
                let here = format!("{}, {}", self.weekday_and_date(start.date()), self.time(start.time()));
                format!("{here} ({}) – {there} ({})", place_of_zone(start), place_of_zone(end))
            }
        }
    }

    /// The days `first` to `last`, both included.
    fn days(self, first: Date, last: Date) -> String {
        if first >= last {
            return self.weekday_and_date(first);
        }
        let same_year = first.year() == last.year();
        let same_month = same_year && first.month() == last.month();
        match self.date_order {
            DateOrder::DayFirst if same_month => format!("{}–{}", first.day(), self.date(last)),
            DateOrder::MonthFirst if same_month => {
                format!("{}–{}, {}", self.day_and_month(first), last.day(), last.year())
            }
            _ if same_year => format!("{} – {}", self.day_and_month(first), self.date(last)),
            _ => format!("{} – {}", self.date(first), self.date(last)),
        }
    }

    fn start_and_end(self, start: DateTime, end: DateTime) -> String {
        let first = format!("{}, {}", self.weekday_and_date(start.date()), self.time(start.time()));
        if end <= start {
            return first;
        }
        // Up to six the next morning an end is still "that night"; the day would only distract.
        let overnight = start.date().tomorrow().is_ok_and(|next| next == end.date())
            && end.time() <= Time::constant(6, 0, 0, 0);
        if start.date() == end.date() || overnight {
            return format!("{first} – {}", self.time(end.time()));
        }
        format!("{first} – {}, {}", self.weekday_and_date(end.date()), self.time(end.time()))
    }
}

/// `New York` for `America/New_York`, the abbreviation or offset where a zone has no name.
fn place_of_zone(at: &ZonedDateTime) -> String {
    match at.time_zone().iana_name().and_then(|name| name.rsplit('/').next()) {
        Some(place) => place.replace('_', " "),
        None => at.strftime("%Z").to_string(),
    }
}

/// `1 hour 30 minutes`, `2 days`; the smallest unit is the minute.
pub fn duration(duration: SignedDuration) -> String {
    let minutes = duration.round(Unit::Minute).map_or(0, |d| d.as_mins()).unsigned_abs();
    let units = [("day", minutes / 1440), ("hour", minutes / 60 % 24), ("minute", minutes % 60)];
    let words: Vec<String> =
        units.iter().filter(|(_, n)| *n > 0).map(|(unit, n)| counted(*n, unit)).collect();
    if words.is_empty() { "0 minutes".to_owned() } else { words.join(" ") }
}

/// `1 day`, `3 days`.
fn counted(n: u64, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        let date: Date = "2026-06-30".parse().unwrap();
        let (british, american) = (Style::BRITISH, Style::AMERICAN);
        assert_eq!(british.date(date), "30 June 2026");
        assert_eq!(american.date(date), "June 30, 2026");
        assert_eq!(british.weekday_and_date(date), "Tuesday 30 June 2026");
        assert_eq!(american.weekday_and_date(date), "Tuesday, June 30, 2026");
        for (time, twenty_four, twelve) in
            [("00:05", "00:05", "12:05 AM"), ("12:00", "12:00", "12:00 PM"), ("19:30", "19:30", "7:30 PM")]
        {
            let time: Time = time.parse().unwrap();
            assert_eq!((british.time(time), american.time(time)), (twenty_four.into(), twelve.into()));
        }
    }

    #[test]
    fn durations() {
        for (minutes, words) in [
            (0, "0 minutes"),
            (1, "1 minute"),
            (45, "45 minutes"),
            (60, "1 hour"),
            (90, "1 hour 30 minutes"),
            (2 * 1440, "2 days"),
            (1440 + 61, "1 day 1 hour 1 minute"),
        ] {
            assert_eq!(duration(SignedDuration::from_mins(minutes)), words);
        }
    }

    #[test]
    fn ranges_repeat_only_what_differs() {
        let days = |start: &str, end: &str| When::AllDay {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        let times = |start: &str, end: &str| When::Floating {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        for (when, british, american) in [
            (days("2026-06-30", "2026-07-01"), "Tuesday 30 June 2026", "Tuesday, June 30, 2026"),
            (days("2026-07-13", "2026-07-16"), "13–15 July 2026", "July 13–15, 2026"),
            (days("2026-06-30", "2026-07-03"), "30 June – 2 July 2026", "June 30 – July 2, 2026"),
            (
                days("2026-12-30", "2027-01-03"),
                "30 December 2026 – 2 January 2027",
                "December 30, 2026 – January 2, 2027",
            ),
            (
                times("2026-06-30T19:00", "2026-06-30T20:30"),
                "Tuesday 30 June 2026, 19:00 – 20:30",
                "Tuesday, June 30, 2026, 7:00 PM – 8:30 PM",
            ),
            (
                times("2026-06-30T22:00", "2026-07-01T02:00"),
                "Tuesday 30 June 2026, 22:00 – 02:00",
                "Tuesday, June 30, 2026, 10:00 PM – 2:00 AM",
            ),
            (
                times("2026-06-30T09:00", "2026-07-01T17:00"),
                "Tuesday 30 June 2026, 09:00 – Wednesday 1 July 2026, 17:00",
                "Tuesday, June 30, 2026, 9:00 AM – Wednesday, July 1, 2026, 5:00 PM",
            ),
        ] {
            assert_eq!(
                (Style::BRITISH.when(&when), Style::AMERICAN.when(&when)),
                (british.into(), american.into())
            );
        }
    }

    #[test]
    fn a_flight_names_both_places() {
        let at = |datetime: &str, zone: &str| datetime.parse::<DateTime>().unwrap().in_tz(zone).unwrap();
        let flight = When::Zoned {
            start: at("2026-06-30T18:00", "America/New_York"),
            end: at("2026-07-01T06:15", "Europe/London"),
        };
        assert_eq!(
            Style::BRITISH.when(&flight),
            "Tuesday 30 June 2026, 18:00 (New York) – Wednesday 1 July 2026, 06:15 (London)"
        );
    }
}
