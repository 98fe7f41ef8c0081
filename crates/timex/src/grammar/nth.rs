//! What is counted inside a period: "third monday of next month", "last business day of the quarter".

use super::{Found, Parser};
use crate::mention::DateSpec;
use crate::words::Unit;

impl Parser<'_> {
    /// "first", "2nd", "last", "second to last", "penultimate" → n, negative from the end.
    pub(super) fn nth(&self, i: usize) -> Found<i32> {
        let t = self.t;
        if t.any(i, &["last", "final"]) {
            return Some((-1, i + 1));
        }
        if t.any(i, &["penultimate"]) {
            return Some((-2, i + 1));
        }
        let (n, next) = self.ordinal(i)?;
        let from_end = t.phrase(next, &["to", "last"]).or_else(|| t.phrase(next, &["to", "the", "last"]));
        let dashed = (t.mark(next, '-')
            && t.any(next + 1, &["to"])
            && t.mark(next + 2, '-')
            && t.any(next + 3, &["last"]))
        .then_some(next + 4);
        if let Some(after) = from_end.or(dashed).or_else(|| t.phrase(next, &["last"])) {
            return Some((-(n as i32), after));
        }
        (n <= 53).then_some((n as i32, next))
    }

    /// "third monday of next month", "first week of June", "last business day of the quarter", "5th day of Q2".
    pub(super) fn nth_of(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let (n, next) = self.nth(from)?;
        if let Some((weekday, after)) = self.weekday_word(next) {
            let (of, after) = self.of_period(after)?;
            return Some((DateSpec::NthWeekday { n: n as i8, weekday, of: Box::new(of) }, after));
        }
        let (unit, after) = self.unit_word(next)?;
        if t.senses(next).plural
            || !matches!(
                unit,
                Unit::Day | Unit::BusinessDay | Unit::Week | Unit::Weekend | Unit::Month | Unit::Hour
            )
        {
            return None;
        }
        let (of, after) = self.of_period(after)?;
        if unit == Unit::Hour {
            return None;
        }
        Some((DateSpec::NthUnit { n, unit, of: Box::new(of) }, after))
    }

    /// "of March 2026", "in next month", "next month", "of the month".
    pub(super) fn of_period(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let of = t.any(i, &["of", "in"]);
        let from = if of { i + 1 } else { i };
        let the = if of && t.any(from, &["the"]) { from + 1 } else { from };
        if !of && !t.any(i, &["next", "this", "last"]) {
            return None;
        }
        if let Some((unit, next)) = self.plain_unit(from) {
            return Some((unit, next));
        }
        if let Some((month, next)) = self.month_word(the).filter(|_| of) {
            let comma = if t.mark(next, ',') || t.any(next, &["of"]) { next + 1 } else { next };
            let (year, next) = self.year(comma).map_or((None, next), |(year, next)| (Some(year), next));
            return Some((DateSpec::Written { year, month: Some(month), day: None, weekday: None }, next));
        }
        if let Some(found) = self.quarter(the) {
            return Some(found);
        }
        if let Some((year, next)) = self.year(the).filter(|_| of) {
            return Some((
                DateSpec::Written { year: Some(year), month: None, day: None, weekday: None },
                next,
            ));
        }
        let unit =
            t.senses(the).unit.filter(|u| of && matches!(u, Unit::Month | Unit::Quarter | Unit::Year))?;
        (the > from && !t.senses(the).plural).then(|| (DateSpec::Unit { unit, ahead: 0 }, the + 1))
    }
}
