//! Limits and exceptions that stand apart from their rule: "every Tuesday 6pm at the pool except 24 December".

use calendar::Frequency;

use crate::expression::Part;
use crate::mention::{RuleSpec, Span0, Until};
use crate::words::Unit;

use super::super::Parser;
use super::super::mention::Located;
use super::limits::{LEADS, Limit};

/// How many tokens may stand between a rule and a limit or exception of it.
const REACH: usize = 14;

impl Parser<'_> {
    /// "every Tuesday 6pm at the pool except 24 December until March": what limits a rule may stand behind its place.
    pub(in super::super) fn rule_goes_on(&self, last: &mut Located, i: usize) -> Option<usize> {
        let rule = last.mention.rule.as_ref()?;
        // "… in the hall, from 12 January to 30 March"
        let closes = i == last.to
            && rule.starting.is_some()
            && rule.until.is_none()
            && self.t.any(i, &["to", "through"]);
        if !(closes || self.t.any(i, LEADS))
            || i.saturating_sub(last.to) > REACH
            || self.sentence_ends(last.to, i)
        {
            return None;
        }
        let timed = last.mention.has_hours();
        let numbers = self.numbers_left_out(i, &last.mention);
        let rule = last.mention.rule.as_mut()?;
        let (part, next) = if let Some((exceptions, next)) = numbers.or_else(|| self.exceptions(i, timed)) {
            rule.exceptions.extend(exceptions);
            (Part::Exception, next)
        } else {
            let fits = |limit: &Limit| match limit {
                Limit::Starting(_) => {
                    (rule.has_days() || rule.frequency == Frequency::Daily) && last.mention.dates.is_empty()
                }
                Limit::Until(Until::For(amount)) => amount.finest >= Some(Unit::Week),
                Limit::Until(_) | Limit::Count(_) => true,
            };
            let (limit, next) = self.limit(i).filter(|(limit, _)| fits(limit))?;
            Parser::limited(rule, limit).then_some((Part::Rule, next))?
        };
        last.mention.parts.push((part, self.t.span(i, next), 0));
        last.to = next;
        last.mention.span = Span0(self.t.span(last.from, next));
        Some(next)
    }

    /// Puts a limit into the rule; false when that place is taken.
    pub(in super::super) fn limited(rule: &mut RuleSpec, limit: Limit) -> bool {
        match limit {
            Limit::Starting(date) if rule.starting.is_none() => rule.starting = Some(date),
            Limit::Until(until) if rule.until.is_none() => rule.until = Some(until),
            Limit::Count(count) if rule.count.is_none() => rule.count = Some(count),
            _ => return false,
        }
        true
    }
}
