//! What a text says, before anything is resolved: no dates are computed here, nothing is assumed.

use calendar::{Frequency, Span};
use jiff::civil::Weekday;

use crate::expression::Part;
use crate::words::holidays::Day;
use crate::words::{DayPart, Unit};

/// Everything that the words of one temporal expression say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mention {
    pub(crate) dates: Vec<DateItem>,
    pub(crate) times: Vec<TimeItem>,
    pub(crate) duration: Option<Amount>,
    pub(crate) zone: Option<ZoneSpec>,
    pub(crate) end_zone: Option<ZoneSpec>,
    /// The same instant told in another zone: "(9am Pacific)".
    pub(crate) echoes: Vec<(TimeItem, ZoneSpec)>,
    pub(crate) rule: Option<RuleSpec>,
    pub(crate) bound: Relation,
    pub(crate) approximate: bool,
    /// "all day".
    pub(crate) all_day: bool,
    /// Part, words, and the item of `dates` or `times` that they belong to (for lists).
    pub(crate) parts: Vec<(Part, Span, usize)>,
    pub(crate) span: Span0,
    /// What the words nearby say about the half of the day.
    pub(crate) hint: Hint,
}

/// A span that starts out empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span0(pub(crate) Span);

impl Default for Span0 {
    fn default() -> Span0 {
        Span0(Span::new(0, 0))
    }
}

/// How the expression relates to its date or time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Then.
    #[default]
    At,
    /// Not later: "before", "by".
    Before,
    /// Not later, that unit included: "until Friday".
    Until,
    /// Not earlier: "after".
    After,
}

impl Mention {
    /// A date, a day of a rule, a stated beginning.
    pub(crate) fn has_date(&self) -> bool {
        !self.dates.is_empty()
            || self.times.iter().any(|item| matches!(item.start, TimeSpec::Shift(_) | TimeSpec::Now))
    }

    /// A time of day.
    pub(crate) fn has_time(&self) -> bool {
        !self.times.is_empty()
    }

    /// An end of its own, as date or time.
    pub(crate) fn has_end(&self) -> bool {
        self.dates.iter().any(|item| item.end.is_some())
            || self.times.iter().any(|item| item.end.is_some())
            || matches!(self.bound, Relation::Before | Relation::Until)
    }

    /// Every occurrence of this is one item.
    pub(crate) fn only(&self, date: Option<usize>, time: Option<usize>) -> Mention {
        let pick = |part: Part, item: usize| match part {
            Part::Date | Part::EndDate => date.is_none_or(|n| n == item),
            Part::Time | Part::EndTime => time.is_none_or(|n| n == item),
            _ => true,
        };
        Mention {
            dates: date
                .map_or_else(|| self.dates.clone(), |n| self.dates.get(n).cloned().into_iter().collect()),
            times: time
                .map_or_else(|| self.times.clone(), |n| self.times.get(n).cloned().into_iter().collect()),
            duration: self.duration,
            zone: self.zone,
            end_zone: self.end_zone,
            echoes: self.echoes.clone(),
            rule: self.rule.clone(),
            bound: self.bound,
            approximate: self.approximate,
            all_day: self.all_day,
            parts: self
                .parts
                .iter()
                .filter(|(part, _, item)| pick(*part, *item))
                .map(|(part, span, _)| (*part, *span, 0))
                .collect(),
            span: self.span,
            hint: self.hint,
        }
    }
}

/// What surrounds an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) activity: Option<crate::words::Activity>,
    /// The text uses the 24-hour clock elsewhere.
    pub(crate) twenty_four: bool,
    /// A text about work: "end of the week" is Friday.
    pub(crate) work: bool,
}

/// One date or one range of dates of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DateItem {
    pub(crate) start: DateSpec,
    pub(crate) end: Option<DateSpec>,
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

/// A length in calendar and clock units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Amount {
    pub(crate) months: i32,
    pub(crate) days: i32,
    pub(crate) business_days: i32,
    pub(crate) seconds: i64,
    /// The finest unit named.
    pub(crate) finest: Option<Unit>,
    /// "a few", "a couple of".
    pub(crate) vague: bool,
}

impl Amount {
    /// True when it is whole days.
    pub(crate) fn is_days(&self) -> bool {
        self.seconds == 0
    }

    /// The other direction.
    pub(crate) fn negated(self) -> Amount {
        let Amount { months, days, business_days, seconds, .. } = self;
        Amount { months: -months, days: -days, business_days: -business_days, seconds: -seconds, ..self }
    }
}

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
