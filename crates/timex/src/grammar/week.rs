//! Weeks by a date or a number: "the week of April 10", "w/c 4 February", "week 36".

use super::{Found, Parser};
use crate::mention::{Amount, DateSpec};
use crate::words::Unit;

impl Parser<'_> {
    /// "the week of April 10", "w/c Feb 4", "week commencing 4 February", "week 36", "week 12 of 2026".
    pub(super) fn week_of(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        if t.word(from) == "w" && t.mark(from + 1, '/') && t.any(from + 2, &["c", "b", "e"]) {
            return self.week_of_date(from + 3);
        }
        if t.any(from, &["weekend"]) && t.any(from + 1, &["of", "beginning", "starting"]) {
            let (date, next) = self.date_of_the_week(from + 2)?;
            return Some((DateSpec::WeekendOf(Box::new(date)), next));
        }
        if let Some(found) = self.week_beside(i, from) {
            return Some(found);
        }
        // "a week starting July 10": a length.
        let length = from == i && i.checked_sub(1).is_some_and(|before| t.any(before, &["a", "one"]));
        if length || !t.any(from, &["week", "wk", "wc"]) {
            return None;
        }
        if t.any(from + 1, &["of", "commencing", "beginning", "starting", "ending"]) {
            return self.week_of_date(from + 2);
        }
        if t.any(from, &["wc"]) {
            return self.week_of_date(from + 1);
        }
        let number = if t.any(from + 1, &["no", "number"]) { from + 2 } else { from + 1 };
        let n = t.number(number).filter(|n| t.digits(number) <= 2 && (1..=53).contains(n))? as i8;
        let hour = t.mark(number + 1, ':') || self.meridiem(number + 1, super::time::Need::Whole).is_some();
        if self.counts_something(number) || hour || self.is_a_numbered_meeting(number + 1) {
            return None;
        }
        let of =
            if t.any(number + 1, &["of", "in"]) || t.mark(number + 1, ',') { number + 2 } else { number + 1 };
        let (year, next) = self.year(of).map_or((None, number + 1), |(year, next)| (Some(year), next));
        Some((DateSpec::Week { n, year }, next))
    }

    /// "Week 1 - Tue 5 Jan", "Week 2: 12 January": the number counts a course's weeks, its date stands behind.
    fn is_a_numbered_meeting(&self, i: usize) -> bool {
        let marked = matches!(self.t.mark_at(i), Some('-' | '–' | '—' | ':' | '('));
        let dated = |(spec, _): &(DateSpec, usize)| {
            matches!(spec, DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. })
        };
        self.date(if marked { i + 1 } else { i }).as_ref().is_some_and(dated)
    }

    /// "the week after Easter", "the weekend before Christmas".
    fn week_beside(&self, i: usize, from: usize) -> Found<DateSpec> {
        let t = self.t;
        let weekend = t.any(from, &["weekend"]);
        if from == i || !weekend && !t.any(from, &["week"]) || !t.any(from + 1, &["after", "before"]) {
            return None;
        }
        let (date, next) = self.date_of_the_week(from + 2)?;
        let days = if t.any(from + 1, &["after"]) { 7 } else { -7 };
        let amount = Amount { days, finest: Some(Unit::Week), ..Amount::default() };
        let day = Box::new(DateSpec::Shift { amount, base: Some(Box::new(date)) });
        Some((if weekend { DateSpec::WeekendOf(day) } else { DateSpec::WeekOf(day) }, next))
    }

    fn week_of_date(&self, i: usize) -> Found<DateSpec> {
        let (date, next) = self.date_of_the_week(i)?;
        Some((DateSpec::WeekOf(Box::new(date)), next))
    }

    fn date_of_the_week(&self, i: usize) -> Found<DateSpec> {
        self.written_date(i)
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.ordinal_date_plain(i))
            .or_else(|| self.holiday(i))
    }

    fn ordinal_date_plain(&self, i: usize) -> Found<DateSpec> {
        let from = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let (day, next) = self.ordinal_day(from)?;
        Some((DateSpec::Written { year: None, month: None, day: Some(day), weekday: None }, next))
    }
}
