//! Times of day and zones as said.

use super::Amount;
use crate::words::DayPart;

/// One time or range of times of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeItem {
    pub(crate) start: TimeSpec,
    pub(crate) end: Option<TimeSpec>,
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TimeSpec {
    /// Digits or number words.
    Clock(Clock),
    /// 12:00.
    Noon,
    /// 0:00.
    Midnight,
    /// "in the evening", "tonight".
    Part(DayPart),
    /// A named hour: end of day, close of business, lunchtime.
    Named(i8, i8),
    /// "in two hours".
    Shift(Amount),
    /// "quarter past": minutes after (before) the present or next hour.
    PastHour(i8),
    /// The reference itself.
    Now,
    /// "this time next week": the time of day of the reference.
    SameTime,
}

/// Hour, minute, second as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clock {
    pub(crate) hour: i8,
    pub(crate) minute: Option<i8>,
    pub(crate) second: Option<i8>,
    /// am or pm, or a part of the day that decides it.
    pub(crate) half: Option<Half>,
    /// Leading zero, "h", "hours", four digits: no half of the day is missing.
    pub(crate) twenty_four: bool,
}

/// What fixes the half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Am,
    Pm,
    Part(DayPart),
}

/// A zone as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZoneSpec {
    /// IANA name.
    Named(&'static str),
    /// Seconds east of Greenwich.
    Offset(i32),
}
