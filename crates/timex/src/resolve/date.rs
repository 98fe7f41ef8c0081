//! One date as said → a day, week, month, quarter or year.

use jiff::civil::{Date, Weekday};

use super::unit::first_of;
use super::{Dated, Doubts, Resolver, holiday, period};
use crate::expression::{Field, Grain};
use crate::mention::DateSpec;
use calendar::DateOrder;

/// Why a date was refused, for the reader.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refused(pub(super) String);

type Result = std::result::Result<Dated, Refused>;

pub(super) fn refused<T>(why: impl Into<String>) -> std::result::Result<T, Refused> {
    Err(Refused(why.into()))
}

impl Resolver<'_> {
    /// The date that `spec` names. `today_counts`: a weekday that is today's may mean today, since its time is ahead.
    pub(super) fn date(&self, spec: &DateSpec, today_counts: bool) -> Result {
        match spec {
            DateSpec::Written { year, month, day, weekday } => self.written(*year, *month, *day, *weekday),
            DateSpec::Numeric { first, second, year, weekday } => {
                self.numeric(*first, *second, *year, *weekday)
            }
            DateSpec::Weekday { weekday, which } => Ok(self.weekday(*weekday, *which, today_counts)),
            DateSpec::Days(n) => Ok(Dated::day(period::days(self.today, *n))),
            DateSpec::Shift { amount, base } => {
                let base = match base {
                    Some(base) => self.date(base, false)?,
                    None => Dated::day(self.today),
                };
                let mut shifted = Dated {
                    start: period::shifted(base.start, amount),
                    end: None,
                    grain: Grain::Day,
                    doubts: base.doubts,
                };
                shifted.doubts.other_dates.clear();
                shifted.doubts.approximate |= amount.vague;
                Ok(shifted)
            }
            DateSpec::WeekdayFrom { weekday, base, before } => {
                let base = self.date(base, false)?.start;
                let start = if *before {
                    period::weekday_before(base, *weekday)
                } else {
                    period::weekday_after(base, *weekday)
                };
                Ok(Dated::day(start))
            }
            DateSpec::Unit { unit, ahead } => Ok(self.unit(*unit, *ahead)),
            DateSpec::NthWeekday { n, weekday, of } => self.nth_weekday(*n, *weekday, of),
            DateSpec::InYear { date, ahead } => match date.as_ref() {
                DateSpec::Written { month: Some(month), day: Some(day), weekday, .. } => {
                    Self::full_date(self.today.year() + *ahead as i16, *month, *day, *weekday)
                }
                DateSpec::Holiday { day, .. } => self.holiday(*day, Some(self.today.year() + *ahead as i16)),
                other => self.date(other, today_counts),
            },
            DateSpec::MonthAhead { month, ahead } => {
                let this = self.today.year();
                let now = self.today.month();
                let year = match ahead.signum() {
                    -1 => this - i16::from(*month >= now),
                    0 => this,
                    _ => this + i16::from(*month <= now),
                };
                Ok(Dated::unit(first_of(year, *month), Grain::Month))
            }
            DateSpec::DayOf { day, of } => {
                let of = self.date(of, false)?;
                match Date::new(of.start.year(), of.start.month(), *day) {
                    Ok(date) => Ok(Dated::day(date)),
                    Err(_) => refused(format!("There is no day {day} in that month.")),
                }
            }
            DateSpec::Edge { edge, of } => self.edge(*edge, of),
            DateSpec::NthUnit { n, unit, of } => self.nth_unit(*n, *unit, of),
            DateSpec::Holiday { day, year } => self.holiday(*day, *year),
            DateSpec::Quarter { n, year, ahead } => Ok(self.quarter(*n, *year, *ahead)),
            DateSpec::Half { n, year } => {
                let year = year.unwrap_or(self.today.year());
                let start = first_of(year, if *n == 1 { 1 } else { 7 });
                Ok(Dated::range(start, period::months(start, 6)))
            }
            DateSpec::Week { n, year } => self.iso_week(*n, *year),
            DateSpec::WeekOf(date) => {
                let date = self.date(date, false)?;
                let start = period::week_start(date.start, self.context.preferences.week_start);
                Ok(Dated { start, end: None, grain: Grain::Week, doubts: date.doubts })
            }
            DateSpec::WeekendOf(date) => {
                let date = self.date(date, false)?;
                let monday = period::week_start(date.start, Weekday::Monday);
                // A Monday that is a holiday belongs to the weekend before it.
                let saturday =
                    if date.start == monday { period::days(monday, -2) } else { period::days(monday, 5) };
                let end = period::days(saturday, 2).max(period::days(date.start, 1));
                Ok(Dated { start: saturday, end: Some(end), grain: Grain::Day, doubts: date.doubts })
            }
            DateSpec::Next { n, unit } => Ok(self.next_units(*n, *unit)),
            DateSpec::Rest(unit) => {
                let whole = self.unit(*unit, 0);
                Ok(Dated::range(self.today, period::after(whole.start, whole.grain)))
            }
            DateSpec::Season { month, ahead, year } => Ok(self.season(*month, *ahead, *year)),
        }
    }

    fn numeric(&self, first: i8, second: i8, year: Option<i16>, weekday: Option<Weekday>) -> Result {
        let month_first = match self.order() {
            DateOrder::MonthFirst => first <= 12,
            DateOrder::DayFirst => second > 12,
        };
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        let read = |month: i8, day: i8| match year {
            Some(year) => Self::full_date(year, month, day, weekday),
            None => self.yearless(month, day, weekday),
        };
        let dated = read(month, day);
        if first > 12 || second > 12 || first == second || self.text.order.is_some() {
            return dated;
        }
        let other = read(day, month);
        match (dated, other) {
            (Ok(dated), Ok(other)) if !dated.doubts.notes.is_empty() && other.doubts.notes.is_empty() => {
                Ok(other)
            }
            (Ok(mut dated), Ok(other)) => {
                if weekday.is_none() {
                    let order = if month_first {
                        "Numeric dates are read month first."
                    } else {
                        "Numeric dates are read day first."
                    };
                    dated.doubts.infer(Field::Date, order, 0.95);
                    let because = if month_first { "day first" } else { "month first" };
                    dated.doubts.other_dates.push((other.start, None, because.to_owned(), 0.2));
                }
                Ok(dated)
            }
            (Err(_), Ok(other)) => Ok(other),
            (dated, Err(_)) => dated,
        }
    }

    fn holiday(&self, day: crate::words::holidays::Day, year: Option<i16>) -> Result {
        let this = self.today.year();
        let written = self.text.years.written.map(Date::year);
        let found = match year.or(written.filter(|y| (this - 1..=this + 3).contains(y))) {
            Some(year) => holiday::date(day, year),
            None => {
                (this..this + 9).find_map(|year| holiday::date(day, year).filter(|date| *date >= self.today))
            }
        };
        match found {
            Some(date) => Ok(Dated::day(date)),
            None => refused("The date of that holiday in that year is not known."),
        }
    }
}

impl Default for Dated {
    fn default() -> Dated {
        Dated { start: Date::default(), end: None, grain: Grain::Day, doubts: Doubts::default() }
    }
}
