//! Dates by day, month, year and weekday, whichever are said: what is missing is chosen, what contradicts is noted.

use calendar::words::{month_name, weekday_name};
use jiff::civil::{Date, Weekday};

use super::date::{Refused, refused};
use super::unit::first_of;
use super::{Dated, Resolver, period};
use crate::expression::{Field, Grain};

type Result = std::result::Result<Dated, Refused>;

impl Resolver<'_> {
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

    pub(super) fn full_date(year: i16, month: i8, day: i8, weekday: Option<Weekday>) -> Result {
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
    pub(super) fn yearless(&self, month: i8, day: i8, weekday: Option<Weekday>) -> Result {
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
                        dated.doubts.infer(Field::Date, "The weekday picks the year.", 0.95);
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
                dated.doubts.infer(Field::Date, "A date without a year is the next such date.", 0.995);
                // What lies more than half a year back is not meant.
                if let Some(last) = last.ok().filter(|last| *last >= period::days(self.today, -183)) {
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

    pub(super) fn next_month_named(&self, month: i8) -> Dated {
        let year = self.today.year() + i16::from(month < self.today.month());
        let mut dated = Dated::unit(first_of(year, month), Grain::Month);
        dated.doubts.infer(Field::Date, "A month without a year is the next such month.", 0.8);
        dated
    }

    /// The next such day of a month, today included; a weekday beside it picks the month.
    pub(super) fn day_of_month(&self, day: i8, weekday: Option<Weekday>) -> Result {
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
        dated.doubts.infer(Field::Date, because, 0.96);
        Ok(dated)
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
