//! Recurrences as said.

use calendar::Frequency;
use jiff::civil::Weekday;

use super::{Amount, DateItem, DateSpec, TimeItem};
use crate::words::DayPart;

/// A recurrence as said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RuleSpec {
    pub(crate) frequency: Frequency,
    pub(crate) interval: u32,
    pub(crate) by_day: Vec<(Option<i8>, Weekday)>,
    pub(crate) by_month_day: Vec<i8>,
    pub(crate) by_month: Vec<i8>,
    pub(crate) by_year_day: Vec<i16>,
    pub(crate) by_set_position: Vec<i16>,
    pub(crate) count: Option<u32>,
    pub(crate) until: Option<Until>,
    pub(crate) starting: Option<DateSpec>,
    pub(crate) exceptions: Vec<Exception>,
    /// "biweekly": twice a week is the other reading.
    pub(crate) ambiguous_interval: bool,
    /// "first Wednesday of the month": the one of this month is the other reading.
    pub(crate) may_be_once: bool,
    /// "once a month on a Sunday": one of them, that of the first occurrence.
    pub(crate) one_of_them: bool,
    /// "every hour on the hour": the minute of each hour.
    pub(crate) at_minute: Option<i8>,
    /// "every two hours … on weekdays": so many hours lie between the occurrences of one day.
    pub(crate) each_hours: Option<u32>,
    /// "mornings", "nightly": the part of the day that the rule names itself.
    pub(crate) part: Option<DayPart>,
}

impl RuleSpec {
    /// Every `interval` units.
    pub(crate) fn new(frequency: Frequency, interval: u32) -> RuleSpec {
        RuleSpec {
            frequency,
            interval,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_year_day: Vec::new(),
            by_set_position: Vec::new(),
            count: None,
            until: None,
            starting: None,
            exceptions: Vec::new(),
            ambiguous_interval: false,
            may_be_once: false,
            one_of_them: false,
            at_minute: None,
            each_hours: None,
            part: None,
        }
    }

    /// It counts hours or minutes.
    pub(crate) fn by_clock(&self) -> bool {
        matches!(self.frequency, Frequency::Hourly | Frequency::Minutely)
    }

    /// The weekday of "Wednesdays", when nothing else is told.
    pub(crate) fn only_weekday(&self) -> Option<Weekday> {
        let [(None, weekday)] = self.by_day.as_slice() else { return None };
        let plain = self.frequency == Frequency::Weekly && self.interval == 1 && self.count.is_none();
        let open = self.starting.is_none() && self.until.is_none() && self.exceptions.is_empty();
        (plain && open).then_some(*weekday)
    }

    /// True when it names its days itself.
    pub(crate) fn has_days(&self) -> bool {
        !self.by_day.is_empty() || !self.by_month_day.is_empty() || !self.by_year_day.is_empty()
    }
}

/// Where a rule ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Until {
    /// "until 3 June" (that day included), "until June" (that month excluded).
    Date(DateSpec),
    /// "through June": the unit included.
    Through(DateSpec),
    /// "for two months" from the start on.
    For(Amount),
}

/// A day or time on which the rule does not hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Exception {
    /// A day, or every occurrence in a month or week; at a time only that occurrence.
    On(DateItem, Option<TimeItem>),
    /// Every occurrence on these weekdays.
    Weekdays(Vec<Weekday>),
    /// The first (last: -1) such weekday of every month, the rule's own where none is named.
    Nth(Vec<i8>, Option<Weekday>),
    /// Holidays of the reader's country.
    Holidays,
}
