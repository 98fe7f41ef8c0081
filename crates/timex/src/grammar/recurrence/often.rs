//! How many times in a unit: "once a week on Fridays", "twice a month, 1st and 15th", "3 times a day: 8am, 2pm and 8pm".

use calendar::Frequency;

use super::super::{Found, Parser};
use super::{unit_rule, weekly_on};
use crate::mention::RuleSpec;

impl Parser<'_> {
    /// "once a week", "once per month".
    pub(super) fn once_a(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        if !t.any(i, &["a", "per"]) {
            return None;
        }
        let unit = t.senses(i + 1).unit.filter(|_| !t.senses(i + 1).plural)?;
        let (mut rule, next) = self.with_on(unit_rule(unit, 1)?, i + 2);
        rule.one_of_them = rule.frequency == Frequency::Monthly
            && matches!(rule.by_day.as_slice(), [(None, _)])
            && rule.by_set_position.is_empty();
        // "once a week on Sunday nights"
        let nights = self.in_plural_part(rule.clone(), next).filter(|_| rule.has_days());
        Some(nights.unwrap_or((rule, next)))
    }

    /// "twice a week on Tuesday and Friday", "three times a week on …": the days say how many.
    pub(super) fn times_on_days(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let unit = if t.any(i, &["a", "per", "each", "every"]) { i + 1 } else { i };
        if let Some(found) = self.hours_of_every_day(unit) {
            return Some(found);
        }
        let (rule, next) = match t.word(unit) {
            "week" | "weekly" => (RuleSpec::new(Frequency::Weekly, 1), unit + 1),
            "month" | "monthly" => (RuleSpec::new(Frequency::Monthly, 1), unit + 1),
            _ => return None,
        };
        let (rule, next) = Some(self.with_on(rule, next)).filter(|(rule, _)| rule.has_days())?;
        // "twice a month on Fridays": every other one.
        let days: Vec<_> = rule.by_day.iter().filter(|(n, _)| n.is_none()).map(|(_, day)| *day).collect();
        if rule.frequency == Frequency::Monthly && !days.is_empty() && rule.by_set_position.is_empty() {
            return Some((weekly_on(2, &days), next));
        }
        Some((rule, next))
    }

    /// "3 times a day: 8am, 2pm and 8pm": the hours say how many.
    fn hours_of_every_day(&self, i: usize) -> Found<RuleSpec> {
        let hours = if matches!(self.t.mark_at(i + 1), Some(':' | ',' | '-')) { i + 2 } else { i + 1 };
        let told = self.t.any(i, &["day", "daily"]) && self.starts_time(hours);
        told.then(|| (RuleSpec::new(Frequency::Daily, 1), i + 1))
    }
}
