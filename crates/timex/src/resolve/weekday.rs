//! Weekdays: the nearest, the next, the last, the n-th of a month or another period.

use super::date::{Refused, refused};
use super::{Dated, Resolver, period};
use crate::context::NextWeekday;
use crate::expression::{Field, Grain};
use crate::mention::{DateSpec, Which};
use crate::words::Unit;
use jiff::civil::{Date, Weekday};

impl Resolver<'_> {
    /// The day that a weekday names. `today_counts`: today may be meant, since its time is ahead.
    pub(super) fn weekday(&self, weekday: Weekday, which: Which, today_counts: bool) -> Dated {
        let nearest = period::weekday_after(self.today, weekday);
        let is_today = self.today.weekday() == weekday;
        let week = period::week_start(self.today, self.context.preferences.week_start);
        let in_week = |ahead: i32| {
            period::days(week, 7 * ahead + i32::from(weekday.since(self.context.preferences.week_start)))
        };
        let mut dated = Dated::day(nearest);
        match which {
            Which::Nearest | Which::This => {
                if is_today && today_counts {
                    dated.start = self.today;
                } else if is_today {
                    dated.doubts.confidence = 0.6;
                    dated.doubts.other_dates.push((self.today, None, "today".to_owned(), 0.45));
                }
                let later = period::days(dated.start, 7);
                dated.doubts.other_dates.push((
                    later,
                    None,
                    "a week later".to_owned(),
                    if is_today && today_counts { 0.25 } else { 0.05 },
                ));
            }
            Which::Next => {
                let coming = self.context.preferences.next_weekday == NextWeekday::Coming;
                let week = in_week(1);
                dated.start = if coming { nearest } else { week };
                if week != nearest {
                    let (because, other, name) = if coming {
                        (
                            "Your setting says that \"next\" names the nearest such day.",
                            week,
                            "the one of the coming week",
                        )
                    } else {
                        ("\"Next\" names the day in the coming week.", nearest, "the nearest one")
                    };
                    dated.doubts.infer(Field::Date, because, 0.75);
                    dated.doubts.other_dates.push((other, None, name.to_owned(), 0.3));
                }
            }
            Which::Last => dated.start = period::weekday_before(self.today, weekday),
            Which::InWeek(ahead) => dated.start = in_week(ahead),
            Which::After(weeks) => dated.start = period::days(nearest, 7 * weeks),
        }
        dated
    }

    pub(super) fn nth_weekday(&self, n: i8, weekday: Weekday, of: &DateSpec) -> Result<Dated, Refused> {
        let unit = self.date(of, false)?;
        if unit.grain == Grain::Month {
            let found = |first: Date| first.nth_weekday_of_month(n, weekday).ok();
            let Some(date) = found(unit.start) else { return refused("That month has no such weekday.") };
            // "first friday of july" said after that day means next year's.
            let yearless = matches!(of, DateSpec::Written { year: None, .. });
            let date = if date < self.today && yearless {
                found(period::months(unit.start, 12)).unwrap_or(date)
            } else {
                date
            };
            return Ok(Dated::day(date));
        }
        let date = Self::nth_weekday_from(n, weekday, &unit)?;
        // "first Monday of the quarter" said after that day: the next one's.
        let this = match of {
            DateSpec::Unit { unit: unit @ (Unit::Quarter | Unit::Year), ahead: 0 } => Some(*unit),
            _ => None,
        };
        match this.filter(|_| n > 0 && date < self.today) {
            Some(unit) => Self::nth_weekday_from(n, weekday, &self.unit(unit, 1)).map(Dated::day),
            None => Ok(Dated::day(date)),
        }
    }

    fn nth_weekday_from(n: i8, weekday: Weekday, unit: &Dated) -> Result<Date, Refused> {
        let (start, end) = (unit.start, unit.after());
        let date = if n > 0 {
            period::days(period::weekday_after(period::days(start, -1), weekday), 7 * (i32::from(n) - 1))
        } else {
            period::days(period::weekday_before(end, weekday), 7 * (i32::from(n) + 1))
        };
        if date < start || date >= end {
            return refused("That period has no such weekday.");
        }
        Ok(date)
    }
}
