//! The first or last days of a period: "the first three days of June", "the last two weeks of July", "the first half of April".

use crate::mention::{Amount, DateItem, DateSpec};
use crate::words::Unit;

use super::{Found, Parser};

impl Parser<'_> {
    /// "the first three days of June", "the last two weeks of July": weeks as seven days each.
    pub(super) fn first_days_of(&self, i: usize) -> Found<DateItem> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let last = t.any(the, &["last", "final"]);
        if !last && !t.any(the, &["first", "second"]) {
            return None;
        }
        if let Some(found) = self.half_of_a_month(the) {
            return Some(found);
        }
        // "the first fortnight of August"
        let fortnight = t.any(the + 1, &["fortnight"]) && !t.any(the, &["second"]);
        let fortnight = fortnight.then(|| (Amount { days: 14, ..Amount::default() }, the + 2));
        let (amount, next) = fortnight
            .or_else(|| self.amount(the + 1).filter(|(amount, _)| (1..=60).contains(&amount.days)))?;
        let plain = amount.months == 0 && amount.seconds == 0 && amount.business_days == 0;
        let (of, next) = self.of_period(next).filter(|_| plain)?;
        let day = |n: i32| DateSpec::NthUnit { n, unit: Unit::Day, of: Box::new(of.clone()) };
        let (start, end) = if last { (day(-amount.days), day(-1)) } else { (day(1), day(amount.days)) };
        Some((DateItem { start, end: Some(end) }, next))
    }

    /// "the first half of April": up to the 15th, or from the 16th on.
    fn half_of_a_month(&self, i: usize) -> Found<DateItem> {
        let second = !self.t.any(i, &["first"]);
        if !self.t.any(i + 1, &["half"]) || !self.t.any(i + 2, &["of"]) {
            return None;
        }
        let the = if self.t.any(i + 3, &["the"]) { i + 4 } else { i + 3 };
        let (of, next) = match self.month_word(the) {
            Some((month, next)) => {
                let (year, next) = self.trailing_year(next, false);
                (DateSpec::Written { year, month: Some(month), day: None, weekday: None }, next)
            }
            None => self
                .of_period(i + 2)
                .filter(|(of, _)| matches!(of, DateSpec::Unit { unit: Unit::Month, .. }))?,
        };
        let day = |n: i32| DateSpec::NthUnit { n, unit: Unit::Day, of: Box::new(of.clone()) };
        let (start, end) = if second { (day(16), day(-1)) } else { (day(1), day(15)) };
        Some((DateItem { start, end: Some(end) }, next))
    }
}
