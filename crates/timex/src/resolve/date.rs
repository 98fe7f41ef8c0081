//! One date as said → a day, week, month, quarter or year.

use calendar::words::{month_name, weekday_name};
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

    pub(super) fn written(
        &self,
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<Weekday>,
    ) -> Result {
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => Self::full_date(year, month, day, weekday),
            (Some(year), Some(month), None) => Ok(Dated::unit(first_of(year, month), Grain::Month)),
            (Some(year), None, _) => Ok(Dated::unit(first_of(year, 1), Grain::Year)),
            (None, Some(month), Some(day)) => self.yearless(month, day, weekday),
            (None, Some(month), None) => Ok(self.next_month_named(month)),
            (None, None, Some(day)) => self.day_of_month(day, weekday),
            (None, None, None) => refused("No date was given."),
        }
    }

    fn full_date(year: i16, month: i8, day: i8, weekday: Option<Weekday>) -> Result {
        let Ok(date) = Date::new(year, month, day) else {
            return refused(format!("{} has no day {day} in {year}.", month_name(month)));
        };
        let mut dated = Dated::day(date);
        if let Some(named) = weekday.filter(|named| *named != date.weekday()) {
            contradiction(&mut dated, named);
        }
        Ok(dated)
    }

    /// The next such date, today included; a weekday beside it or a year elsewhere in the text picks the year.
    fn yearless(&self, month: i8, day: i8, weekday: Option<Weekday>) -> Result {
        let this = self.today.year();
        if day > 29 && Date::new(2024, month, day).is_err() || Date::new(2024, month, day).is_err() {
            return refused(format!("{} has no day {day}.", month_name(month)));
        }
        if let Some(date) = self.text.years.of(month, day, this)
            && weekday.is_none_or(|named| named == date.weekday())
        {
            let mut dated = Dated::day(date);
            dated.doubts.infer(
                Field::Date,
                "The year is the one that the text gives with another date.",
                0.95,
            );
            return Ok(dated);
        }
        let next = (this..this + 9)
            .find_map(|year| Date::new(year, month, day).ok().filter(|date| *date >= self.today));
        let Some(next) = next else { return refused(format!("{} has no day {day}.", month_name(month))) };
        let mut dated = Dated::day(next);
        match weekday {
            Some(named) if named != next.weekday() => {
                let others = [next.year() - 1, next.year() + 1]
                    .into_iter()
                    .filter_map(|year| Date::new(year, month, day).ok());
                let near = |date: &Date| *date >= period::days(self.today, -183);
                match others.filter(near).find(|date| date.weekday() == named) {
                    Some(date) => {
                        dated = Dated::day(date);
                        dated.doubts.infer(Field::Date, "The weekday picks the year.", 0.9);
                    }
                    None => contradiction(&mut dated, named),
                }
            }
            Some(_) => {}
            None => {
                let last = Date::new(next.year() - 1, month, day);
                if let Some(last) = last.as_ref().ok().filter(|last| self.text.years.speak_of(**last)) {
                    return Ok(just_passed(*last, next));
                }
                dated.doubts.infer(Field::Date, "A date without a year is the next such date.", 0.99);
                if let Ok(last) = last {
                    let near = period::days(self.today, -120) <= last;
                    let weight = if near { 0.2 } else { 0.05 };
                    dated.doubts.other_dates.push((
                        last,
                        None,
                        "the one that has just passed".to_owned(),
                        weight,
                    ));
                }
            }
        }
        Ok(dated)
    }

    fn next_month_named(&self, month: i8) -> Dated {
        let year = self.today.year() + i16::from(month < self.today.month());
        let mut dated = Dated::unit(first_of(year, month), Grain::Month);
        dated.doubts.infer(Field::Date, "A month without a year is the next such month.", 0.95);
        dated
    }

    /// The next such day of a month, today included; a weekday beside it picks the month.
    fn day_of_month(&self, day: i8, weekday: Option<Weekday>) -> Result {
        let first = self.today.first_of_month();
        let candidates = (0..60).filter_map(|n| {
            let month = period::months(first, n);
            Date::new(month.year(), month.month(), day).ok().filter(|date| *date >= self.today)
        });
        let mut fitting = candidates.filter(|date| weekday.is_none_or(|named| named == date.weekday()));
        let Some(date) = fitting.next() else { return refused(format!("No month has a day {day}.")) };
        let mut dated = Dated::day(date);
        let because = if weekday.is_some() {
            "The weekday picks the month."
        } else {
            "A day without a month is the next such day."
        };
        dated.doubts.infer(Field::Date, because, 0.9);
        Ok(dated)
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
                    dated.doubts.infer(Field::Date, order, 0.9);
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

/// A day that has just passed, among others of the text that have.
fn just_passed(last: Date, next: Date) -> Dated {
    let mut dated = Dated::day(last);
    dated.doubts.infer(Field::Date, "The text speaks of other days that have just passed.", 0.8);
    dated.doubts.other_dates.push((next, None, "the next such date".to_owned(), 0.3));
    dated
}

fn contradiction(dated: &mut Dated, named: Weekday) {
    let date = dated.start;
    let nearest = [period::weekday_before(date, named), period::weekday_after(date, named)]
        .into_iter()
        .min_by_key(|day| day.duration_since(date).as_hours().abs())
        .unwrap_or(date);
    dated.doubts.notes.push(format!(
        "{date} is a {}, not a {}.",
        weekday_name(date.weekday()),
        weekday_name(named)
    ));
    dated.doubts.other_dates.push((nearest, None, format!("the nearest {}", weekday_name(named)), 0.3));
    dated.doubts.confidence = 0.6;
}

impl Default for Dated {
    fn default() -> Dated {
        Dated { start: Date::default(), end: None, grain: Grain::Day, doubts: Doubts::default() }
    }
}
