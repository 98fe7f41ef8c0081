//! A rule with its hours: those at which it begins, one after another, or until the last of a day.

use super::assemble::Result;
use super::date::Refused;
use super::{Doubts, Resolved, Resolver, Timed, at};
use crate::expression::{Grain, OtherReading, Reading};
use crate::mention::{Mention, Relation, RuleSpec};

/// The hours that a mention tells, the ends of ranges with them.
type Hours = [(Timed, Option<Timed>)];

impl Resolver<'_> {
    /// The reading of a mention with a rule.
    pub(super) fn recurring_reading(&self, mention: &Mention) -> Result {
        let Some(spec) = &mention.rule else { return Err(Refused("No rule was given.".to_owned())) };
        let hours: Vec<(Timed, Option<Timed>)> =
            mention.times.iter().filter_map(|item| self.hours(item, mention.hint, false)).collect();
        let mut recurring = self.recurring(mention, spec, &starts(mention, spec, &hours))?;
        let mut end = None;
        if let Some(last) = last_hour(mention, spec, &hours) {
            // "every hour from 9 to 5": the second hour is that of the last one.
            let day = recurring.start.date();
            let first = hours.first().filter(|_| !only_ends(mention, spec));
            let first = first.map_or(recurring.start, |(from, _)| at(day, from.minutes, 0));
            let last = at(day, last.minutes, last.second);
            Self::through_the_day(&mut recurring.recurrence.rule, &mut recurring.start, first, last);
        } else if spec.each_hours.is_none() {
            let to = hours.first().and_then(|(_, to)| to.as_ref());
            end = to.map(|to| at(recurring.start.date(), to.minutes, to.second));
        }
        let usual = if spec.by_clock() { Grain::Minute } else { Grain::Day };
        let reading = Reading {
            start: Some(recurring.start),
            end,
            grain: hours.first().map_or(usual, |(from, _)| from.grain),
            recurrence: Some(recurring.recurrence),
            ..Reading::default()
        };
        let mut doubts = recurring.doubts;
        absorb(hours, &mut doubts);
        doubts.other.extend(recurring.others.into_iter().map(|(recurrence, because)| OtherReading {
            reading: Reading { recurrence: Some(recurrence), ..reading.clone() },
            because: because.to_owned(),
            confidence: 0.2,
        }));
        Ok(Resolved { reading, doubts })
    }
}

/// "every hour until 6": a rule of hours or minutes of which only the last is told.
pub(super) fn only_ends(mention: &Mention, spec: &RuleSpec) -> bool {
    spec.by_clock() && mention.bound == Relation::Until && mention.times.len() == 1
}

/// The last hour of a rule of hours or minutes.
fn last_hour<'h>(mention: &Mention, spec: &RuleSpec, hours: &'h Hours) -> Option<&'h Timed> {
    let (from, to) = hours.first().filter(|_| spec.by_clock())?;
    if only_ends(mention, spec) { Some(from) } else { to.as_ref() }
}

/// The minutes since midnight at which the rule begins, in order: those told, or one after another of a range.
fn starts(mention: &Mention, spec: &RuleSpec, hours: &Hours) -> Vec<i32> {
    if only_ends(mention, spec) {
        return Vec::new();
    }
    let mut starts: Vec<i32> = match (spec.each_hours.and_then(|n| usize::try_from(n).ok()), hours) {
        (Some(n), [(from, Some(to))]) => (from.minutes..=to.minutes).step_by(60 * n.clamp(1, 24)).collect(),
        _ => hours.iter().map(|(from, _)| from.minutes).collect(),
    };
    for minutes in &mut starts {
        *minutes %= 1440;
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

fn absorb(hours: Vec<(Timed, Option<Timed>)>, doubts: &mut Doubts) {
    for (from, _) in hours {
        doubts.absorb(from.doubts);
    }
}
