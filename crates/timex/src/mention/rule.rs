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
    /// "the first business day of each quarter": computed, no weekday list alone says it.
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
            part: None,
        }
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
    /// Holidays of the reader's country.
    Holidays,
}
