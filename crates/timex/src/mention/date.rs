//! Dates as said.

use jiff::civil::Weekday;

use super::Amount;
use crate::words::Unit;
use crate::words::holidays::Day;

/// One date or one range of dates of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DateItem {
    pub(crate) start: DateSpec,
    pub(crate) end: Option<DateSpec>,
}

impl DateItem {
    /// "this year", "Q2", "winter": no hour of the day belongs to it.
    pub(crate) fn is_a_season_or_longer(&self) -> bool {
        matches!(
            self.start,
            DateSpec::Unit { unit: Unit::Year, .. }
                | DateSpec::Written { month: None, day: None, weekday: None, .. }
                | DateSpec::Quarter { .. }
                | DateSpec::Half { .. }
                | DateSpec::Season { .. }
        )
    }
}

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DateSpec {
    /// "Friday 14 March 2025" with whatever parts are there.
    Written { year: Option<i16>, month: Option<i8>, day: Option<i8>, weekday: Option<Weekday> },
    /// "3/4", "3.4.25": the order is decided for the whole text.
    Numeric { first: i8, second: i8, year: Option<i16>, weekday: Option<Weekday> },
    /// "friday", "next friday", "friday next week".
    Weekday { weekday: Weekday, which: Which },
    /// Days from today: today, tomorrow.
    Days(i32),
    /// "in two weeks", "two days after next friday"; from today without a base.
    Shift { amount: Amount, base: Option<Box<DateSpec>> },
    /// "sunday after next tuesday": the first such weekday after (before) the base.
    WeekdayFrom { weekday: Weekday, base: Box<DateSpec>, before: bool },
    /// "this week", "next month": a whole unit, counted from the present one.
    Unit { unit: Unit, ahead: i32 },
    /// "third monday of next month", "last friday of march"; n is negative from the end.
    NthWeekday { n: i8, weekday: Weekday, of: Box<DateSpec> },
    /// "november 10th next year".
    InYear { date: Box<DateSpec>, ahead: i32 },
    /// "next october": the first one after the present month, or the present one for "this".
    MonthAhead { month: i8, ahead: i32 },
    /// "28th of next month".
    DayOf { day: i8, of: Box<DateSpec> },
    /// "end of the month", "mid-May".
    Edge { edge: Edge, of: Box<DateSpec> },
    /// "third week of 2027", "5th day of Q2"; negative from the end.
    NthUnit { n: i32, unit: Unit, of: Box<DateSpec> },
    /// A holiday by its rule.
    Holiday { day: Day, year: Option<i16> },
    /// Q2, "third quarter 2019".
    Quarter { n: i8, year: Option<i16>, ahead: Option<i32> },
    /// H1.
    Half { n: i8, year: Option<i16> },
    /// ISO week.
    Week { n: i8, year: Option<i16> },
    /// "the week of April 10".
    WeekOf(Box<DateSpec>),
    /// "the weekend of March 21".
    WeekendOf(Box<DateSpec>),
    /// "next five days": that many whole units from the next one on.
    Next { n: i32, unit: Unit },
    /// "rest of the week".
    Rest(Unit),
    /// Winter, spring, summer, autumn: first month.
    Season { month: i8, ahead: i32, year: Option<i16> },
}

/// Which one of the weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// "friday", "on friday", "coming friday".
    Nearest,
    /// "this friday".
    This,
    /// "next friday".
    Next,
    /// "last friday".
    Last,
    /// "friday next week", "friday week": weeks ahead of the present one.
    InWeek(i32),
    /// "a week on friday": weeks after the nearest.
    After(i32),
}

/// The edge of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Middle,
    End,
}
