//! When an event takes place: whole days, instants with their zones, or wall-clock times without one.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime};

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
