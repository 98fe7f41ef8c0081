//! Pieces of a rule that stand apart: told twice, its first day, its days, its range, its length.

use calendar::Frequency;

use crate::expression::Part;
use crate::lex::Kind;
use crate::mention::{Amount, DateItem, DateSpec, Mention, RuleSpec, TimeItem, Until};
use crate::words::Unit;

use super::super::Parser;
use super::super::mention::Located;
use super::super::recurrence::{LEADS, weekly_on};
use super::{is_a_day, is_only_length};

/// How many tokens may stand between a course and its days.
const NEAR: usize = 8;

impl Parser<'_> {
    /// "weekly sync on Mondays", "monthly billing on the 1st of every month": one rule told twice.
    pub(super) fn rule_again(&self, a: &Located, b: &Located) -> bool {
        let (Some(first), Some(second)) = (&a.mention.rule, &b.mention.rule) else { return false };
        let open = |l: &Located| {
            let rule = l.mention.rule.as_ref();
            rule.is_some_and(|rule| !rule.has_days()) && l.mention.dates.is_empty()
        };
        let begins_twice = first.starting.is_some() && second.starting.is_some();
        let timed = !a.mention.times.is_empty() && !b.mention.times.is_empty();
        // A link between them parts a listing from its remarks; the reader of listings puts those together.
        let link_between =
            (a.to..b.from).any(|i| self.t.get(i).is_some_and(|token| token.kind == Kind::Opaque));
        first.frequency == second.frequency
            && (open(a) || open(b))
            && !timed
            && !begins_twice
            && self.same_sentence(a, b)
            && !link_between
    }

    /// "daily …, weekdays only": several days right behind a rule of days.
    pub(super) fn are_days_only(&self, a: &Located, b: &Located) -> bool {
        let (Some(daily), Some(days)) = (&a.mention.rule, &b.mention.rule) else { return false };
        let every_day = daily.frequency == Frequency::Daily && daily.interval == 1 && !daily.has_days();
        let beside = b.from.saturating_sub(a.to) <= 1 && self.t.any(b.to, &["only"]);
        every_day && days.frequency == Frequency::Weekly && days.interval == 1 && beside
    }

    /// "weekly" here, the day there.
    pub(super) fn rule_and_date(&self, a: &Located, b: &Located) -> bool {
        let (m, n) = (&a.mention, &b.mention);
        let open_rule = |m: &Mention| {
            m.rule.as_ref().is_some_and(|rule| !rule.has_days() && rule.starting.is_none())
                && m.dates.is_empty()
        };
        let dated = |m: &Mention| {
            m.rule.is_none() && m.dates.len() == 1 && m.dates.iter().all(|item| is_a_day(&item.start))
        };
        let compatible = m.times.is_empty() || n.times.is_empty();
        (open_rule(m) && dated(n) || dated(m) && open_rule(n)) && compatible && self.same_sentence(a, b)
    }

    /// "starts again Monday 2nd November and runs every Monday": the first day, then the rule that holds from it on.
    pub(super) fn first_of_the_rule(&self, a: &Located, b: &Located) -> bool {
        let [DateItem { start: DateSpec::Written { day: Some(_), weekday: Some(weekday), .. }, end: None }] =
            a.mention.dates.as_slice()
        else {
            return false;
        };
        let rule = b
            .mention
            .rule
            .as_ref()
            .filter(|rule| rule.starting.is_none() && rule.frequency == Frequency::Weekly);
        a.mention.rule.is_none()
            && rule.is_some_and(|rule| rule.by_day.iter().any(|(_, day)| day == weekday))
            && b.mention.dates.is_empty()
            && (a.mention.times.is_empty() || b.mention.times.is_empty())
            && self.same_sentence(a, b)
    }

    /// "8-week course, Tuesdays 7-9pm": the length of the whole and how often.
    pub(super) fn rule_and_weeks(&self, a: &Located, b: &Located) -> bool {
        let weeks = |l: &Located| {
            let amount = l.mention.duration.filter(|amount| amount.days > 0 && amount.is_days());
            let hyphened = (l.from..l.to).any(|i| self.t.mark(i, '-'));
            amount.is_some() && hyphened && is_only_length(&l.mention)
        };
        let open = |l: &Located| {
            let rule = l.mention.rule.as_ref();
            rule.is_some_and(|rule| rule.has_days() && rule.until.is_none() && rule.count.is_none())
                && l.mention.duration.is_none()
        };
        (weeks(a) && open(b) || open(a) && weeks(b)) && self.same_sentence(a, b)
    }

    /// "daily standup at 9:15 until 30 June except Fridays": before a further limit the rule takes its hours.
    pub(in super::super) fn hours_of_the_rule(&self, found: &mut Vec<Located>, i: usize) {
        let [.., rule, hours] = found.as_slice() else { return };
        let open = rule.mention.rule.is_some() && hours.mention.rule.is_none();
        if !open || !self.t.any(i, LEADS) {
            return;
        }
        let fits = self.halves(rule, hours)
            || self.rule_and_weekdays(rule, hours)
            || self.rule_and_date(rule, hours)
            || self.is_a_term(rule, hours);
        if hours.mention.times.is_empty() || !fits {
            return;
        }
        let (Some(hours), Some(rule)) = (found.pop(), found.last_mut()) else { return };
        self.unite(rule, hours);
    }

    /// "10 weeks from 12 January" beside "Tuesdays 7-9pm", in either order: where the rule begins and how long it holds.
    pub(in super::super) fn weeks_from_a_day(&self, found: &mut Vec<Located>) {
        if let Some(last) = found.last_mut() {
            limit_by_the_course(&mut last.mention);
        }
        let [.., a, b] = found.as_slice() else { return };
        let near = b.from.saturating_sub(a.to) <= NEAR && !self.another_sentence(a.to, b.from);
        let (course, rule) = if is_a_course(&a.mention) { (a, b) } else { (b, a) };
        let timed = course.mention.times.is_empty() || rule.mention.times.is_empty();
        if !near
            || !timed
            || !is_a_course(&course.mention)
            || !is_an_open_week(&rule.mention)
            || !rule.mention.dates.is_empty()
        {
            return;
        }
        let (Some(second), Some(first)) = (found.pop(), found.last_mut()) else { return };
        self.unite(first, second);
        limit_by_the_course(&mut first.mention);
    }

    /// A sentence ends between these tokens; a line may.
    fn another_sentence(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| ['.', '!', '?', ';'].iter().any(|mark| self.t.mark(i, *mark)))
    }
}

/// "10 weeks from 12 January" and nothing else but hours.
fn is_a_course(m: &Mention) -> bool {
    weeks_from(&m.dates).is_some() && m.rule.is_none() && m.duration.is_none()
}

/// The length and the first day of "10 weeks from 12 January".
fn weeks_from(dates: &[DateItem]) -> Option<(Amount, DateSpec)> {
    let [DateItem { start: DateSpec::Shift { amount, base: Some(base) }, end: None }] = dates else {
        return None;
    };
    let weeks = amount.months == 0 && amount.days > 7 && amount.finest >= Some(Unit::Week);
    let written =
        matches!(**base, DateSpec::Written { month: Some(_), day: Some(_), .. } | DateSpec::Numeric { .. });
    (weeks && written).then(|| (*amount, (**base).clone()))
}

/// The rule of the mention begins with its course and lasts as long.
fn limit_by_the_course(m: &mut Mention) {
    let Some((amount, first)) = weeks_from(&m.dates).filter(|_| is_an_open_week(m)) else { return };
    let Some(rule) = &mut m.rule else { return };
    (rule.starting, rule.until) = (Some(first), Some(Until::For(amount)));
    m.dates.clear();
}

/// "four Saturdays: 11, 18 and 25 September and 2 October": as many days as are counted are all of them.
pub(in super::super) fn take_listed(m: &mut Mention) {
    let counted = m.rule.as_ref().and_then(|rule| rule.count);
    let day = |item: &DateItem| {
        matches!(item, DateItem { start: DateSpec::Written { day: Some(_), .. }, end: None })
    };
    if m.dates.len() > 1 && m.dates.iter().all(day) && counted.is_some_and(|n| n as usize == m.dates.len()) {
        m.rule = None;
        for (part, ..) in m.parts.iter_mut().filter(|(part, ..)| *part == Part::Rule) {
            *part = Part::Date;
        }
    }
}

/// "Tues 5 Jan, 4.30-5pm, for 10 weeks": hours from one to another on a weekday are those of each of the weeks.
pub(in super::super) fn take_weeks_of_a_day(m: &mut Mention) {
    let weeks = |amount: &Amount| amount.is_days() && amount.days > 7 && amount.months == 0;
    let amount = m.duration.filter(|amount| weeks(amount) && amount.finest >= Some(Unit::Week));
    let ranged = matches!(m.times.as_slice(), [TimeItem { end: Some(_), .. }]) && m.rule.is_none();
    let [DateItem { start, end: None }] = m.dates.as_slice() else { return };
    let (DateSpec::Written { weekday: Some(weekday), .. } | DateSpec::Numeric { weekday: Some(weekday), .. }) =
        *start
    else {
        return;
    };
    if ranged && amount.is_some() {
        let (until, starting) = (amount.map(Until::For), Some(start.clone()));
        m.rule = Some(RuleSpec { until, starting, ..weekly_on(1, &[weekday]) });
        (m.duration, m.dates) = (None, Vec::new());
    }
}

/// "8 weeks from Tues 12 Jan 3.15-4.15": hours from one to another on a weekday are those of each of the weeks.
pub(in super::super) fn take_course(m: &mut Mention) {
    const SHORTEST: i32 = 28;
    let ranged = matches!(m.times.as_slice(), [TimeItem { end: Some(_), .. }]) && is_a_course(m);
    let Some((amount, first)) = weeks_from(&m.dates).filter(|(amount, _)| ranged && amount.days >= SHORTEST)
    else {
        return;
    };
    let (DateSpec::Written { weekday: Some(weekday), .. } | DateSpec::Numeric { weekday: Some(weekday), .. }) =
        first
    else {
        return;
    };
    let (until, starting) = (Some(Until::For(amount)), Some(first));
    m.rule = Some(RuleSpec { until, starting, ..weekly_on(1, &[weekday]) });
    m.dates.clear();
}

/// A rule of weekdays of which neither beginning nor end is told.
pub(super) fn is_an_open_week(m: &Mention) -> bool {
    let rule = m.rule.as_ref().filter(|rule| rule.frequency == Frequency::Weekly && rule.has_days());
    rule.is_some_and(|rule| rule.starting.is_none() && rule.until.is_none() && rule.count.is_none())
        && m.duration.is_none()
}
