//! One rule told for several, and a day told before the rule that leaves it out.

use calendar::Frequency;

use crate::expression::Part;
use crate::mention::{Exception, Span0};

use super::super::Parser;
use super::super::mention::Located;
use super::super::recurrence::weekly_on;
use super::terms::{is_timed, plain_weekdays};

/// How many tokens before a day may tell that nothing takes place then, and may part it from its rule.
const NEAR: usize = 4;

impl Parser<'_> {
    /// "mon & wed 5pm, fri 4pm, all weekly": the days before it in the list come as often.
    pub(in super::super) fn rule_of_all(&self, found: &mut [Located]) {
        for i in 1..found.len() {
            let Some((before, [rule, ..])) = found.split_at_mut_checked(i) else { return };
            let Some(interval) = self.interval_of_all(rule) else { continue };
            let mut to = rule.from;
            for days in before.iter_mut().rev() {
                let weekdays = plain_weekdays(&days.mention.dates).filter(|days| !days.is_empty());
                let listed = is_timed(&days.mention) && self.is_listed(days.to, to);
                let Some(weekdays) = weekdays.filter(|_| listed) else { break };
                days.mention.rule = Some(weekly_on(interval, &weekdays));
                days.mention.dates.clear();
                to = days.from;
            }
        }
    }

    /// "all weekly", "both every two weeks": of how many weeks.
    fn interval_of_all(&self, rule: &Located) -> Option<u32> {
        let spec = rule.mention.rule.as_ref()?;
        let weekly = spec.frequency == Frequency::Weekly && !spec.has_days();
        let mut words = rule.from.saturating_sub(1)..rule.to;
        let all = weekly && words.any(|n| self.t.any(n, &["all", "both"]) && self.rule(n + 1).is_some());
        all.then_some(spec.interval)
    }

    /// Nothing but what joins a list stands between these tokens.
    fn is_listed(&self, from: usize, to: usize) -> bool {
        let joint = |n| {
            matches!(self.t.mark_at(n), Some(',' | '&' | '-' | '(')) || self.t.any(n, &["all", "and", "both"])
        };
        to.saturating_sub(from) <= NEAR && (from..to).all(joint)
    }

    /// "no practice 14 april but otherwise every tuesday": the day is left out of the rule behind it.
    pub(in super::super) fn day_left_out_before(&self, found: &mut Vec<Located>) {
        const NOTHING: [&str; 8] = ["cancelled", "canceled", "closed", "except", "no", "not", "off", "skip"];
        let [.., day, rule] = found.as_slice() else { return };
        let m = &day.mention;
        let days = !m.dates.is_empty() && m.times.is_empty() && m.rule.is_none() && m.duration.is_none();
        let beside = rule.mention.rule.is_some() && rule.from.saturating_sub(day.to) <= NEAR;
        if !days || !beside || !(day.to..rule.from).any(|n| self.t.any(n, &["otherwise"])) {
            return;
        }
        let clause = (day.from.saturating_sub(NEAR)..rule.from).rev().take_while(|n| !self.t.ends(*n));
        if !clause.into_iter().any(|n| self.t.any(n, &NOTHING)) {
            return;
        }
        let (Some(mut rule), Some(day)) = (found.pop(), found.pop()) else { return };
        if let Some(spec) = &mut rule.mention.rule {
            spec.exceptions.extend(day.mention.dates.into_iter().map(|item| Exception::On(item, None)));
        }
        rule.mention.parts.insert(0, (Part::Exception, self.t.span(day.from, day.to), 0));
        rule.from = day.from;
        rule.mention.span = Span0(self.t.span(rule.from, rule.to));
        found.push(rule);
    }
}
