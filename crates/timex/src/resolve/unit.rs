//! Whole units and what is counted inside them: weeks, months, quarters, seasons, their edges and their n-th parts.

use super::date::{Refused, refused};
use super::{Dated, Resolver, period};
use crate::expression::Grain;
use crate::mention::{DateSpec, Edge};
use crate::words::Unit;
use jiff::civil::{Date, ISOWeekDate, Weekday};

impl Resolver<'_> {
    /// A whole unit, counted from the present one.
    pub(super) fn unit(&self, unit: Unit, ahead: i32) -> Dated {
        let week = period::week_start(self.today, self.context.preferences.week_start);
        match unit {
            Unit::Week => Dated::unit(period::days(week, 7 * ahead), Grain::Week),
            Unit::Fortnight => {
                Dated::range(period::days(week, 14 * ahead), period::days(week, 14 * ahead + 14))
            }
            Unit::Month => Dated::unit(period::months(self.today.first_of_month(), ahead), Grain::Month),
            Unit::Quarter => {
                Dated::unit(period::months(period::quarter_start(self.today), 3 * ahead), Grain::Quarter)
            }
            Unit::Year => Dated::unit(period::months(self.today.first_of_year(), 12 * ahead), Grain::Year),
            Unit::Decade => {
                let start = first_of(self.today.year() / 10 * 10, 1);
                Dated::range(period::months(start, 120 * ahead), period::months(start, 120 * ahead + 120))
            }
            Unit::Weekend => {
                let monday = period::week_start(self.today, Weekday::Monday);
                let saturday = period::days(monday, 7 * ahead + 5);
                Dated::range(saturday, period::days(saturday, 2))
            }
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::BusinessDay => {
                Dated::day(period::days(self.today, ahead))
            }
        }
    }

    pub(super) fn edge(&self, edge: Edge, of: &DateSpec) -> Result<Dated, Refused> {
        let unit = self.date(of, false)?;
        let mut dated = Dated::day(match edge {
            Edge::Start => unit.start,
            Edge::Middle if unit.grain == Grain::Month => period::days(unit.start, 14),
            Edge::Middle if unit.grain == Grain::Week => {
                period::days(unit.start, i32::from(Weekday::Wednesday.since(unit.start.weekday())))
            }
            Edge::Middle => {
                period::days(unit.start, (unit.after().duration_since(unit.start).as_hours() / 48) as i32)
            }
            Edge::End => self.last_day(&unit),
        });
        if dated.start < self.today && matches!(of, DateSpec::Written { year: None, .. }) {
            dated.start = period::months(dated.start, 12);
        }
        dated.doubts.approximate = true;
        dated.doubts.confidence = 0.8;
        Ok(dated)
    }

    /// The last day of a unit; of a week Friday for texts about work, else Sunday.
    fn last_day(&self, unit: &Dated) -> Date {
        let last = period::days(unit.after(), -1);
        if unit.grain == Grain::Week && self.text_is_work() {
            return period::days(unit.start, i32::from(Weekday::Friday.since(unit.start.weekday())));
        }
        if unit.grain == Grain::Week {
            period::days(unit.start, i32::from(Weekday::Sunday.since(unit.start.weekday())))
        } else {
            last
        }
    }

    pub(super) fn nth_unit(&self, n: i32, unit: Unit, of: &DateSpec) -> Result<Dated, Refused> {
        let found = Self::nth_unit_from(n, unit, &self.date(of, false)?)?;
        let this = |unit| matches!(of, DateSpec::Unit { unit: of, ahead: 0 } if *of == unit);
        // "first business day of the month" said after that day: the next month's.
        let whole = [Unit::Month, Unit::Quarter].into_iter().find(|unit| this(*unit));
        match whole.filter(|_| n > 0 && found.after() <= self.today) {
            Some(whole) => Self::nth_unit_from(n, unit, &self.unit(whole, 1)),
            None => Ok(found),
        }
    }

    fn nth_unit_from(n: i32, unit: Unit, whole: &Dated) -> Result<Dated, Refused> {
        let (start, end) = (whole.start, whole.after());
        let dated = match unit {
            Unit::Day if n > 0 => Dated::day(period::days(start, n - 1)),
            Unit::Day => Dated::day(period::days(end, n)),
            Unit::BusinessDay if n > 0 => Dated::day(period::business_days(period::days(start, -1), n)),
            Unit::BusinessDay => Dated::day(period::business_days(end, n)),
            Unit::Month if n > 0 => Dated::unit(period::months(start, n - 1), Grain::Month),
            Unit::Month => Dated::unit(period::months(end, n), Grain::Month),
            Unit::Weekend => {
                let first = period::weekday_after(period::days(start, -1), Weekday::Saturday);
                let saturday = if n > 0 {
                    period::days(first, 7 * (n - 1))
                } else {
                    period::days(period::weekday_before(end, Weekday::Saturday), 7 * (n + 1))
                };
                Dated::range(saturday, period::days(saturday, 2))
            }
            _ => {
                // ISO: the week that holds most of the period's first days (its Thursday) is the first.
                let thursday = period::weekday_after(period::days(start, -1), Weekday::Thursday);
                let first = period::days(thursday, -3);
                let last = period::days(period::weekday_before(end, Weekday::Thursday), -3);
                Dated::unit(
                    if n > 0 { period::days(first, 7 * (n - 1)) } else { period::days(last, 7 * (n + 1)) },
                    Grain::Week,
                )
            }
        };
        if dated.start >= end {
            return refused("That period is not so long.");
        }
        Ok(dated)
    }

    pub(super) fn quarter(&self, n: i8, year: Option<i16>, ahead: Option<i32>) -> Dated {
        let year = year.unwrap_or_else(|| {
            let this = self.today.year();
            let over = period::months(first_of(this, n * 3 - 2), 3) <= self.today;
            this + i16::from(over && ahead.unwrap_or(1) > 0)
        });
        Dated::unit(first_of(year, n * 3 - 2), Grain::Quarter)
    }

    pub(super) fn iso_week(&self, n: i8, year: Option<i16>) -> Result<Dated, Refused> {
        let find = |year: i16| ISOWeekDate::new(year, n, Weekday::Monday).ok().map(ISOWeekDate::date);
        let this = self.today.year();
        let week = match year {
            Some(year) => find(year),
            None => (this..this + 7)
                .find_map(|year| find(year).filter(|monday| period::days(*monday, 6) >= self.today)),
        };
        match week {
            Some(monday) => Ok(Dated::unit(monday, Grain::Week)),
            None => refused(format!("That year has no week {n}.")),
        }
    }

    /// "next five days": from tomorrow on; of weeks and months, whole ones.
    pub(super) fn next_units(&self, n: i32, unit: Unit) -> Dated {
        if n < 0 {
            let end = self.unit(unit, 0).start;
            let start = self.unit(unit, n).start;
            return Dated::range(start, end);
        }
        match unit {
            Unit::Day => Dated::range(period::days(self.today, 1), period::days(self.today, n + 1)),
            Unit::BusinessDay => {
                let first = period::business_days(self.today, 1);
                Dated::range(first, period::days(period::business_days(self.today, n), 1))
            }
            _ => {
                let first = self.unit(unit, 1);
                let last = self.unit(unit, n);
                // At the end of the calendar there is no next one.
                Dated::range(first.start, last.after().max(first.start))
            }
        }
    }

    pub(super) fn season(&self, month: i8, ahead: i32, year: Option<i16>) -> Dated {
        let year = year.unwrap_or_else(|| {
            let this = self.today.year();
            let end = period::months(first_of(this, month), 3);
            let current = if end <= self.today { this + 1 } else { this };
            let running = first_of(current, month) <= self.today;
            current + i16::from(ahead > 0 && running)
        });
        let start = first_of(year, month);
        let mut dated = Dated::range(start, period::months(start, 3));
        dated.doubts.approximate = true;
        dated.doubts.confidence = 0.6;
        dated
    }

    fn text_is_work(&self) -> bool {
        self.text.work
    }
}

pub(super) fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MIN)
}
