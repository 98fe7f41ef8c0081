//! One decision for a whole text: in which year the dates without a year lie.
//!
//! Written years decide for all of them. Without one, weekdays that fit only a past year, and dates that are told before
//! those that come soon, show that a text speaks of days that have just been: a newsletter that is read late, a letter
//! about last month.

use calendar::DateOrder;
use jiff::civil::{Date, Weekday};

use super::period;
use crate::mention::DateSpec;

/// So many days back a text without years may speak of.
const BACK: i32 = 183;
/// Days of one block lie no further apart.
const APART: i32 = 45;

/// What a text says of its years.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Years {
    /// The first date that is written with its year.
    pub(super) written: Option<Date>,
    /// The past days that the text speaks of, from the first to the last.
    pub(super) past: Option<(Date, Date)>,
}

impl Years {
    /// The year of a day without one, when a written date decides: its own, and the next one for what would lie more than
    /// half a year before it.
    pub(super) fn of(self, month: i8, day: i8, this: i16) -> Option<Date> {
        let written = self.written.filter(|date| (this - 1..=this + 3).contains(&date.year()))?;
        let same = Date::new(written.year(), month, day).ok()?;
        if same < period::days(written, -BACK) {
            return Date::new(written.year() + 1, month, day).ok();
        }
        Some(same)
    }

    /// True when that past day lies among the past days of the text or close to them.
    pub(super) fn speak_of(self, day: Date) -> bool {
        self.past.is_some_and(|(first, last)| {
            period::days(first, -APART) <= day && day <= period::days(last, APART)
        })
    }
}

/// A date as it stands in the text.
struct Told {
    month: i8,
    day: i8,
    year: Option<i16>,
    weekday: Option<Weekday>,
}

/// The day that is written with its year.
pub(super) fn written(date: &DateSpec, order: DateOrder) -> Option<Date> {
    let told = told(date, order)?;
    Date::new(told.year?, told.month, told.day).ok()
}

/// The past days among those without a year, told in the order of the text: from the first to the last.
pub(super) fn past<'d>(
    dates: impl Iterator<Item = &'d DateSpec>,
    order: DateOrder,
    today: Date,
) -> Option<(Date, Date)> {
    let mut past: Vec<Date> = Vec::new();
    let mut recent: Vec<Date> = Vec::new();
    for told in dates.filter_map(|date| told(date, order)).filter(|told| told.year.is_none()) {
        let Some(last) = last_before(&told, today) else { continue };
        match told.weekday {
            Some(weekday) if last.weekday() != weekday || fits_ahead(&told, weekday, today) => {}
            Some(_) if last >= period::days(today, -BACK) => past.push(last),
            Some(_) => {}
            None => {
                // What was told before a day that comes soon, and lies close before it, has just been.
                let next = period::months(last, 12);
                if next <= period::days(today, APART) {
                    past.extend(recent.drain(..).filter(|before| period::days(*before, APART) >= next));
                } else if last >= period::days(today, -APART) {
                    recent.push(last);
                }
            }
        }
    }
    Some((past.iter().min().copied()?, past.iter().max().copied()?))
}

/// The last such day before today, no more than half a year back.
fn last_before(told: &Told, today: Date) -> Option<Date> {
    let found = [today.year(), today.year() - 1]
        .into_iter()
        .filter_map(|year| Date::new(year, told.month, told.day).ok())
        .find(|date| *date < today)?;
    Some(found)
}

/// The next such day has that weekday as well.
fn fits_ahead(told: &Told, weekday: Weekday, today: Date) -> bool {
    let years = [today.year(), today.year() + 1];
    let mut ahead = years.into_iter().filter_map(|year| Date::new(year, told.month, told.day).ok());
    ahead.find(|date| *date >= today).is_some_and(|date| date.weekday() == weekday)
}

fn told(date: &DateSpec, order: DateOrder) -> Option<Told> {
    match *date {
        DateSpec::Written { year, month: Some(month), day: Some(day), weekday } => {
            Some(Told { month, day, year, weekday })
        }
        DateSpec::Numeric { first, second, year, weekday } => {
            let month_first = if order == DateOrder::MonthFirst { first <= 12 } else { second > 12 };
            let (month, day) = if month_first { (first, second) } else { (second, first) };
            Some(Told { month, day, year, weekday })
        }
        _ => None,
    }
}
