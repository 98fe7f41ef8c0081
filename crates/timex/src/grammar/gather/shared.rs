//! One rule told for several, and a day told before the rule that leaves it out.

use calendar::Frequency;

use crate::expression::Part;
use crate::mention::{DateItem, Exception, Mention, RuleSpec, Span0};

use super::super::Parser;
use super::super::mention::Located;
use super::super::recurrence::weekly_on;
use super::rules::is_an_open_week;
use super::terms::{is_timed, plain_weekdays};

/// How many tokens before a day may tell that nothing takes place then, and may part it from its rule.
const NEAR: usize = 4;

impl Parser<'_> {
    /// "mon & wed 5pm, fri 4pm, all weekly": the days before it in the list come as often.
    pub(in super::super) fn rule_of_all(&self, found: &mut [Located]) {
        for i in 1..found.len() {
            let Some((before, [rule, ..])) = found.split_at_mut_checked(i) else { return };
            let Some(interval) = self.interval_of_all(rule) else { continue };
            if rule.from.checked_sub(1).is_some_and(|all| self.t.any(all, &["all", "both"])) {
                rule.from -= 1;
                rule.mention.parts.insert(0, (Part::Rule, self.t.span(rule.from, rule.from + 1), 0));
                rule.mention.span = Span0(self.t.span(rule.from, rule.to));
            }
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

    /// "Tuesdays 6-7pm & Thursdays 7-8am from next week till Easter": the limits behind the last rule hold for both.
    pub(in super::super) fn lend_limits(&self, found: &mut [Located]) {
        for i in (1..found.len()).rev() {
            let Some([a, b]) = found.get_mut(i - 1..=i) else { return };
            let joined = self.are_joined(a, b);
            let (true, Some(limited)) = (joined && !b.mention.times.is_empty(), b.mention.rule.as_ref())
            else {
                continue;
            };
            let days = plain_weekdays(&b.mention.dates).is_some_and(|days| !days.is_empty());
            let told = limited.starting.is_some() || limited.until.is_some();
            // Several dates are occasions of their own.
            let limits = told && b.mention.dates.is_empty() || b.mention.dates.len() == 1;
            let weekdays =
                plain_weekdays(&a.mention.dates).filter(|days| !days.is_empty() && is_timed(&a.mention));
            if let Some(weekdays) = weekdays.filter(|_| limits && limited.frequency == Frequency::Weekly) {
                a.mention.rule = Some(weekly_on(limited.interval, &weekdays));
                a.mention.dates.clear();
            }
            if limits && is_an_open_week(&a.mention) && a.mention.dates.is_empty() {
                // "Monday 5pm and Wednesday 6pm, every week": a day of the rule is no limit.
                lend(limited, if days { &[] } else { &b.mention.dates }, &mut a.mention);
            }
        }
    }

    /// "Tuesdays & Thursdays", "every Tuesday and every other Friday": nothing but a joint stands between.
    fn are_joined(&self, a: &Located, b: &Located) -> bool {
        let mark = matches!(self.t.mark_at(a.to), Some('&' | ',' | '/' | '+'));
        a.to + 1 == b.from && (mark || self.t.any(a.to, &["and"]))
    }

    /// "every Tuesday and every other Friday at 5": the hours behind the last of two rules are those of both.
    pub(in super::super) fn lend_hours(&self, found: &mut [Located]) {
        for i in (1..found.len()).rev() {
            let Some([a, b]) = found.get_mut(i - 1..=i) else { return };
            let open =
                is_an_open_week(&a.mention) && a.mention.times.is_empty() && a.mention.dates.is_empty();
            if open && b.mention.rule.is_some() && self.t.any(a.to, &["and"]) && self.are_joined(a, b) {
                a.mention.times.clone_from(&b.mention.times);
                a.mention.zone = a.mention.zone.or(b.mention.zone);
            }
        }
    }
}

/// Gives the rule of the mention the limits of another one.
fn lend(from: &RuleSpec, dates: &[DateItem], to: &mut Mention) {
    if let Some(rule) = &mut to.rule {
        rule.starting.clone_from(&from.starting);
        rule.until.clone_from(&from.until);
    }
    to.dates = dates.to_vec();
}
