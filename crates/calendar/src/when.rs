//! When an event takes place: whole days, instants with their zones, or wall-clock times without one.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, ZonedDateTime};

/// The time of an event. Ends are exclusive and never before the start.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// Whole days: `end` is the day after the last one (RFC 5545 `VALUE=DATE`).
    AllDay {
        /// First day.
        start: Date,
        /// The day after the last day.
        end: Date,
    },
    /// Instants, each with its own zone: a flight starts in one and ends in another.
    Zoned {
        /// Start, in the zone of the event.
        start: ZonedDateTime,
        /// End, in the zone where it ends.
        end: ZonedDateTime,
    },
    /// Wall-clock times that hold in whatever zone the reader is (RFC 5545 form 1).
    Floating {
        /// Start.
        start: DateTime,
        /// End.
        end: DateTime,
    },
}

/// One end of a [`When`], as the JSON shape writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// `2025-06-15`
    Day(Date),
    /// `2025-06-15T12:00:00-04:00`
    Instant(ZonedDateTime),
    /// `2025-06-15T12:00:00`
    Floating(DateTime),
}

impl When {
    /// One whole day.
    pub fn day(date: Date) -> When {
        When::AllDay { start: date, end: date.tomorrow().unwrap_or(date) }
    }

    /// True for whole days.
    pub fn is_all_day(&self) -> bool {
        matches!(self, When::AllDay { .. })
    }

    /// The start.
    pub fn start(&self) -> Moment {
        match self {
            When::AllDay { start, .. } => Moment::Day(*start),
            When::Zoned { start, .. } => Moment::Instant(start.clone()),
            When::Floating { start, .. } => Moment::Floating(*start),
        }
    }

    /// The exclusive end.
    pub fn end(&self) -> Moment {
        match self {
            When::AllDay { end, .. } => Moment::Day(*end),
            When::Zoned { end, .. } => Moment::Instant(end.clone()),
            When::Floating { end, .. } => Moment::Floating(*end),
        }
    }

    /// The start as the wall clock of the event's own zone shows it; midnight for whole days.
    pub fn local_start(&self) -> DateTime {
        match self {
            When::AllDay { start, .. } => start.to_datetime(jiff::civil::Time::midnight()),
            When::Zoned { start, .. } => start.datetime(),
            When::Floating { start, .. } => *start,
        }
    }

    /// IANA name of the event's zone; `None` for whole days and floating times.
    pub fn time_zone(&self) -> Option<&str> {
        match self {
            When::Zoned { start, .. } => start.time_zone().iana_name(),
            _ => None,
        }
    }
}

/// The instant at which the clocks of `zone` show `datetime`: the first instant after the gap when they skip it, the
/// first of the two when they show it twice. `None` at the ends of the calendar.
pub fn in_zone(datetime: DateTime, zone: &TimeZone) -> Option<ZonedDateTime> {
    let ambiguous = zone.to_ambiguous_timestamp(datetime);
    let gap = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    let instant = ambiguous.compatible().ok()?;
    if !gap {
        return Some(instant.to_zoned_datetime(zone.clone()));
    }
    let after = instant.checked_add(SignedDuration::from_secs(1)).ok()?;
    let change = zone.preceding(after).next()?.timestamp();
    Some(change.to_zoned_datetime(zone.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_end_at_their_edge_and_folds_take_the_first() {
        let at = |datetime: &str, zone: &str| {
            let zone = TimeZone::get(zone).unwrap();
            in_zone(datetime.parse().unwrap(), &zone).unwrap().strftime("%Y-%m-%d %H:%M%:z").to_string()
        };
        assert_eq!(at("2026-03-08T02:00", "America/New_York"), "2026-03-08 03:00-04:00");
        assert_eq!(at("2026-03-08T02:59", "America/New_York"), "2026-03-08 03:00-04:00");
        assert_eq!(at("2026-11-01T01:30", "America/New_York"), "2026-11-01 01:30-04:00");
        // Lord Howe moves by half an hour; Samoa left out a whole day.
        assert_eq!(at("2026-10-04T02:15", "Australia/Lord_Howe"), "2026-10-04 02:30+11:00");
        assert_eq!(at("2011-12-30T12:00", "Pacific/Apia"), "2011-12-31 00:00+14:00");
    }
}
