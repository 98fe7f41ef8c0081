//! Rules by days of the year: "every Christmas", "every aug 30", "every January and July on the 15th", "every leap year on
//! 29 February".

use calendar::Frequency;

use crate::mention::{DateSpec, RuleSpec};
use crate::words::holidays::Day;

use super::super::time::Need;
use super::super::{Found, Parser};

impl Parser<'_> {
    /// "every leap year on 29 February", "29 February every leap year": a year without that day has no occurrence.
    pub(super) fn every_leap_year(&self, i: usize, from: usize) -> Found<RuleSpec> {
        let next = self.t.phrase(from, &["leap", "year"])?;
        let (mut rule, after) = self.with_on(RuleSpec::new(Frequency::Yearly, 1), next);
        let before = || {
            let first = i.checked_sub(2).filter(|_| after == next)?;
            self.day_and_month(first).filter(|(_, end)| *end == i).map(|(date, _)| date)
        };
        if let Some(DateSpec::Written { month: Some(month), day: Some(day), .. }) = before() {
            (rule.by_month, rule.by_month_day) = (vec![month], vec![day]);
        }
        (rule.by_month == [2] && rule.by_month_day == [29]).then_some((rule, after))
    }

    /// "every Christmas", "every aug 30", "every January".
    pub(super) fn every_date(&self, i: usize) -> Found<RuleSpec> {
        self.every_holiday(i).or_else(|| self.every_day_of_months(i)).or_else(|| self.every_month_named(i))
    }

    /// "Christmas", "Thanksgiving": the rule of a holiday that is told by month and day.
    pub(super) fn every_holiday(&self, i: usize) -> Found<RuleSpec> {
        let (DateSpec::Holiday { day, .. }, next) = self.holiday(i)? else { return None };
        let mut rule = RuleSpec::new(Frequency::Yearly, 1);
        match day {
            Day::Fixed(month, day) => (rule.by_month, rule.by_month_day) = (vec![month], vec![day]),
            Day::Nth(month, weekday, n) => {
                (rule.by_month, rule.by_day) = (vec![month], vec![(Some(n), weekday)]);
            }
            _ => return None,
        }
        Some((rule, next))
    }

    /// "every 25 December", "every aug 30 and 31", "every 15 March, June and September".
    fn every_day_of_months(&self, i: usize) -> Found<RuleSpec> {
        let (DateSpec::Written { year: None, month: Some(month), day: Some(day), weekday: None }, mut next) =
            self.day_and_month(i)?
        else {
            return None;
        };
        let mut rule = RuleSpec::new(Frequency::Yearly, 1);
        (rule.by_month, rule.by_month_day) = (vec![month], vec![day]);
        for _ in 0..30 {
            let Some((more, after)) = self.another_day(next) else { break };
            rule.by_month_day.push(more);
            next = after;
        }
        if let Some((months, after)) = self.months(next - 1) {
            (rule.by_month, next) = (months, after);
        }
        Some((rule, next))
    }

    /// "every January", "every January and July on the 15th", "each November on the fourth Thursday".
    fn every_month_named(&self, i: usize) -> Found<RuleSpec> {
        let (months, next) =
            self.months(i).or_else(|| self.month_word(i).map(|(month, next)| (vec![month], next)))?;
        let mut rule = RuleSpec::new(Frequency::Yearly, 1);
        rule.by_month = months;
        let on = self.t.phrase(next, &["on", "the"]).or_else(|| self.t.mark(next, ',').then_some(next + 1));
        let Some(day) = on else { return Some((rule, next)) };
        if let Some((days, after)) = self.nth_weekday_list(day) {
            rule.by_day = days;
            return Some((rule, after));
        }
        let Some((day, after)) = self.ordinal_day(day) else { return Some((rule, next)) };
        rule.by_month_day = vec![day];
        Some((rule, after))
    }

    fn another_day(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let and = if t.mark(i, ',') { i + 1 } else { i };
        let and = if t.any(and, &["and"]) { and + 1 } else { and };
        let (day, next) = self.ordinal_day(and).or_else(|| self.plain_day(and)).filter(|_| and > i)?;
        (!t.mark(next, ':') && self.meridiem(next, Need::Whole).is_none()).then_some((day, next))
    }
}
