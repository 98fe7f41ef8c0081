//! Pieces of a rule that stand apart: told twice, its first day, its days, its range, its length.

use calendar::Frequency;
use jiff::civil::Weekday;

use crate::lex::Kind;
use crate::mention::{Amount, DateItem, DateSpec, Mention, Relation, RuleSpec, Until, Which};
use crate::words::Unit;

use super::super::Parser;
use super::super::mention::Located;
use super::super::recurrence::{LEADS, days_between};
use super::{is_a_day, is_only_length};

/// How many tokens may stand between a course and its days.
const NEAR: usize = 8;

impl Parser<'_> {
    /// "weekly sync on Mondays", "monthly billing on the 1st of every month": one rule told twice.
    pub(super) fn rule_again(&self, a: &Located, b: &Located) -> bool {
        let (Some(first), Some(second)) = (&a.mention.rule, &b.mention.rule) else { return false };
        let open = |l: &Located| {
            let rule = l.mention.rule.as_ref();
            rule.is_some_and(|rule| !rule.has_days() && rule.starting.is_none()) && l.mention.dates.is_empty()
        };
        let timed = !a.mention.times.is_empty() && !b.mention.times.is_empty();
        // A link between them parts a listing from its remarks; the reader of listings puts those together.
        let link_between =
            (a.to..b.from).any(|i| self.t.get(i).is_some_and(|token| token.kind == Kind::Opaque));
        first.frequency == second.frequency
            && (open(a) || open(b))
            && !timed
            && self.same_sentence(a, b)
            && !link_between
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
        if !self.t.any(i, LEADS) {
            return;
        }
        let [.., rule, hours] = found.as_slice() else { return };
        let open = rule.mention.rule.is_some() && hours.mention.rule.is_none();
        let fits = self.halves(rule, hours) || self.rule_and_date(rule, hours) || self.is_a_term(rule, hours);
        if !open || hours.mention.times.is_empty() || !fits {
            return;
        }
        let (Some(hours), Some(rule)) = (found.pop(), found.last_mut()) else { return };
        self.unite(rule, hours);
    }

    /// "from 9 April to 25 June, choir every Thursday": more than a week before or behind a rule without limits.
    pub(super) fn term_and_rule(&self, a: &Located, b: &Located) -> bool {
        let from = a.from.checked_sub(1).is_some_and(|before| self.t.any(before, &["from", "between"]));
        let parted = self.t.mark(a.to, ',') || self.t.mark(a.to, ':') || a.to == b.from;
        from && parted && self.is_a_term(b, a)
    }

    /// One range of days, and nothing else but hours, of a weekly rule that has neither beginning nor end.
    fn is_a_term(&self, rule: &Located, term: &Located) -> bool {
        let [item] = term.mention.dates.as_slice() else { return false };
        let only = term.mention.rule.is_none() && term.mention.duration.is_none();
        let (first, second) = if rule.from < term.from { (rule, term) } else { (term, rule) };
        only && is_an_open_week(&rule.mention)
            && rule.mention.dates.is_empty()
            && (rule.mention.times.is_empty() || term.mention.times.is_empty())
            && is_longer_than_a_week(item)
            && self.same_sentence(first, second)
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

    /// "Mon & Wed 5:30-6:30pm, Apr 13 - May 20", "Tue & Fri at 5 until 29 May": weekdays beside more than a week are those
    /// of every week in it.
    pub(in super::super) fn weekdays_of_a_range(&self, found: &mut Vec<Located>) {
        let [.., days, range] = found.as_slice() else { return };
        let weekdays = plain_weekdays(&days.mention.dates);
        let [item] = range.mention.dates.as_slice() else { return };
        let until =
            range.mention.bound == Relation::Until && weekdays.as_ref().is_some_and(|days| days.len() > 1);
        let open = |m: &Mention| m.rule.is_none() && m.duration.is_none() && m.zone.is_none();
        let timed = days.mention.times.is_empty() || range.mention.times.is_empty();
        let weeks = open(&days.mention)
            && open(&range.mention)
            && timed
            && (is_longer_than_a_week(item) || until && self.is_weeks_ahead(item));
        let Some(weekdays) = weekdays.filter(|list| weeks && !list.is_empty()) else { return };
        if !self.same_sentence(days, range) {
            return;
        }
        let Some(range) = found.pop() else { return };
        let Some(days) = found.last_mut() else { return };
        let mut rule = RuleSpec::new(Frequency::Weekly, 1);
        rule.by_day = weekdays.into_iter().map(|day| (None, day)).collect();
        days.mention.rule = Some(rule);
        days.mention.dates.clear();
        if !until {
            days.mention.dates.clone_from(&range.mention.dates);
        }
        self.unite(days, range);
    }

    /// A written day more than a week from today.
    fn is_weeks_ahead(&self, item: &DateItem) -> bool {
        let DateItem { start: DateSpec::Written { month: Some(month), day, .. }, end: None } = item else {
            return false;
        };
        let days = i32::from(*month - self.today.month()).rem_euclid(12) * 30;
        days + i32::from(day.unwrap_or(1) - self.today.day()) > 7
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

/// A rule of weekdays of which neither beginning nor end is told.
fn is_an_open_week(m: &Mention) -> bool {
    let rule = m.rule.as_ref().filter(|rule| rule.frequency == Frequency::Weekly && rule.has_days());
    rule.is_some_and(|rule| rule.starting.is_none() && rule.until.is_none() && rule.count.is_none())
        && m.duration.is_none()
}

/// The weekdays of dates that say nothing else.
fn plain_weekdays(items: &[DateItem]) -> Option<Vec<Weekday>> {
    let mut days = Vec::new();
    for item in items {
        let DateSpec::Weekday { weekday: first, which: Which::Nearest } = item.start else { return None };
        days.push(first);
        match item.end {
            None => {}
            Some(DateSpec::Weekday { weekday: last, which: Which::Nearest }) => {
                days.extend(days_between(first, last));
            }
            Some(_) => return None,
        }
    }
    Some(days)
}

/// A written range whose ends lie more than seven days apart, as far as days and months tell.
fn is_longer_than_a_week(item: &DateItem) -> bool {
    let DateSpec::Written { month: Some(month), day: Some(day), .. } = item.start else { return false };
    match item.end {
        Some(DateSpec::Written { month: Some(last), day: Some(end), .. }) if last != month => {
            i32::from(end) + 30 - i32::from(day) > 7
        }
        Some(DateSpec::Written { day: Some(end), .. }) => end > day + 7,
        _ => false,
    }
}
