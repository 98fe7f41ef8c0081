//! Recurrence rules: the part of RFC 5545 §3.3.10 that people write about.

mod check;
mod expand;
mod occurrences;
mod text;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

pub use expand::Occurrences;
pub use text::InvalidRule;

/// A rule with its exceptions and additions.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrence {
    /// The rule.
    pub rule: Rule,
    /// Starts that do not take place, as the wall clock of the event's zone shows them (midnight for whole days).
    pub exdates: Vec<DateTime>,
    /// Further starts, in the same form.
    pub rdates: Vec<DateTime>,
}

impl From<Rule> for Recurrence {
    fn from(rule: Rule) -> Recurrence {
        Recurrence { rule, exdates: Vec::new(), rdates: Vec::new() }
    }
}

/// An RRULE. Empty lists stand for parts that are not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// FREQ
    pub frequency: Frequency,
    /// INTERVAL, at least 1.
    pub interval: u32,
    /// COUNT or UNTIL.
    pub bound: Bound,
    /// BYMONTH, 1 to 12.
    pub by_month: Vec<i8>,
    /// BYYEARDAY, 1 to 366 or negative from the end of the year.
    pub by_year_day: Vec<i16>,
    /// BYMONTHDAY, 1 to 31 or negative from the end of the month.
    pub by_month_day: Vec<i8>,
    /// BYDAY
    pub by_day: Vec<WeekdayOrdinal>,
    /// BYHOUR, 0 to 23.
    pub by_hour: Vec<i8>,
    /// BYMINUTE, 0 to 59.
    pub by_minute: Vec<i8>,
    /// BYSETPOS
    pub by_set_position: Vec<i16>,
    /// WKST; Monday unless said.
    pub week_start: Weekday,
}

impl Rule {
    /// `FREQ=…` and nothing else.
    pub fn new(frequency: Frequency) -> Rule {
        Rule {
            frequency,
            interval: 1,
            bound: Bound::Never,
            by_month: Vec::new(),
            by_year_day: Vec::new(),
            by_month_day: Vec::new(),
            by_day: Vec::new(),
            by_hour: Vec::new(),
            by_minute: Vec::new(),
            by_set_position: Vec::new(),
            week_start: Weekday::Monday,
        }
    }
}

/// FREQ
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the RFC's")]
pub enum Frequency {
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// Where a rule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It does not.
    Never,
    /// COUNT occurrences.
    Count(u32),
    /// UNTIL, this day included.
    UntilDate(Date),
    /// UNTIL, this wall-clock time of the event's zone included. The file writer converts it to UTC.
    UntilLocal(DateTime),
    /// UNTIL, this instant included; only read from files.
    UntilInstant(Timestamp),
}

/// A BYDAY item: `MO`, `2TU`, `-1FR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayOrdinal {
    /// The n-th within the month or year, negative from the end; `None` = every one.
    pub ordinal: Option<i8>,
    /// The weekday.
    pub weekday: Weekday,
}

impl From<Weekday> for WeekdayOrdinal {
    fn from(weekday: Weekday) -> WeekdayOrdinal {
        WeekdayOrdinal { ordinal: None, weekday }
    }
}
