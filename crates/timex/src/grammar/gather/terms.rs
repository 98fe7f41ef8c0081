//! The term of a rule told apart from it: "from 9 April to 25 June, choir every Thursday", "Mon & Wed 4-5pm, 13 April –
//! 20 May".

use calendar::{DateOrder, Frequency};
use jiff::civil::Weekday;

use crate::lex::Kind;
use crate::mention::{Amount, DateItem, DateSpec, Mention, Relation, RuleSpec, TimeItem, Until, Which};
use crate::words::Unit;

use super::super::Parser;
use super::super::mention::Located;
use super::super::recurrence::{LEADS, days_between, weekly_on};
use super::rules::is_an_open_week;

impl Parser<'_> {
    /// "from 9 April to 25 June, choir every Thursday": more than a week before or behind a rule without limits.
    pub(super) fn term_and_rule(&self, a: &Located, b: &Located) -> bool {
        let from = a.from.checked_sub(1).is_some_and(|before| self.t.any(before, &["from", "between"]));
        let parted = self.t.mark(a.to, ',') || self.t.mark(a.to, ':');
        let beside = a.to + usize::from(parted) == b.from;
        (beside || from && parted) && self.is_a_term(b, a)
    }

    /// "daily standup … 9:15 mon-fri": how often, and several weekdays apart from it.
    pub(super) fn rule_and_weekdays(&self, a: &Located, b: &Located) -> bool {
        let open = |m: &Mention| m.rule.as_ref().is_some_and(is_without_days) && m.dates.is_empty();
        let days =
            |m: &Mention| m.rule.is_none() && plain_weekdays(&m.dates).is_some_and(|days| days.len() > 1);
        let (m, n) = (&a.mention, &b.mention);
        let timed = m.times.is_empty() || n.times.is_empty();
        timed && (open(m) && days(n) || days(m) && open(n)) && self.same_sentence(a, b)
    }

    /// One range of days, and nothing else but hours, of a weekly rule that has neither beginning nor end.
    pub(super) fn is_a_term(&self, rule: &Located, term: &Located) -> bool {
        let [item] = term.mention.dates.as_slice() else { return false };
        let only = term.mention.rule.is_none() && term.mention.duration.is_none();
        let (first, second) = if rule.from < term.from { (rule, term) } else { (term, rule) };
        only && is_an_open_week(&rule.mention)
            && rule.mention.dates.is_empty()
            && (rule.mention.times.is_empty() || term.mention.times.is_empty())
            && self.is_longer_than_a_week(item)
            && self.same_sentence(first, second)
    }

    /// "Mon & Wed 5:30-6:30pm, Apr 13 - May 20", "Tue & Fri at 5 until 29 May": weekdays beside more than a week are those
    /// of every week in it.
    pub(in super::super) fn weekdays_of_a_range(&self, found: &mut Vec<Located>) {
        let [.., a, b] = found.as_slice() else { return };
        let Some((rule, until)) = self.rule_of_weekdays(a, b).or_else(|| self.rule_of_weekdays(b, a)) else {
            return;
        };
        let Some(mut second) = found.pop() else { return };
        let Some(first) = found.last_mut() else { return };
        let days = if plain_weekdays(&first.mention.dates).is_some() { &mut *first } else { &mut second };
        days.mention.rule = Some(rule);
        days.mention.dates.clear();
        if !until {
            let dates = [&first.mention.dates, &second.mention.dates].map(|dates| dates.first().cloned());
            first.mention.dates = dates.into_iter().flatten().collect();
        }
        self.unite(first, second);
    }

    /// "tues 7-8pm from the 24th for 8 weeks": weekdays with their hours, the first day and the weeks.
    pub(in super::super) fn weekdays_of_weeks(&self, found: &mut Vec<Located>) {
        let [.., days, course] = found.as_slice() else { return };
        let weeks = |amount: &Amount| amount.is_days() && amount.days > 7 && amount.months == 0;
        let amount =
            course.mention.duration.filter(|amount| weeks(amount) && amount.finest >= Some(Unit::Week));
        let led = course.from.checked_sub(1).is_some_and(|from| self.t.any(from, &["from", "starting"]));
        let weekdays = plain_weekdays(&days.mention.dates).filter(|weekdays| !weekdays.is_empty());
        let [DateItem { start: DateSpec::Written { day: Some(_), .. }, end: None }] =
            course.mention.dates.as_slice()
        else {
            return;
        };
        let open =
            is_timed(&days.mention) && course.mention.rule.is_none() && course.mention.times.is_empty();
        let (Some(amount), Some(weekdays)) = (amount, weekdays) else { return };
        if !led || !open || !self.same_sentence(days, course) {
            return;
        }
        let Some(mut course) = found.pop() else { return };
        let Some(days) = found.last_mut() else { return };
        let starting = course.mention.dates.pop().map(|item| item.start);
        let until = Some(Until::For(amount));
        days.mention.rule = Some(RuleSpec { until, starting, ..weekly_on(1, &weekdays) });
        days.mention.dates.clear();
        course.mention.duration = None;
        self.unite(days, course);
    }

    /// "mon-fri 9-5 from 4 January", "Tue & Thu 6-7pm starting 5 January": several weekdays with their hours and the first day
    /// come every week from then on.
    pub(in super::super) fn weekdays_from_a_day(&self, found: &mut Vec<Located>) {
        const LEADS: [&str; 5] = ["beginning", "commencing", "from", "starting", "starts"];
        let [.., days, first] = found.as_slice() else { return };
        let led = first.from.checked_sub(1).is_some_and(|lead| self.t.any(lead, &LEADS));
        let weekdays = plain_weekdays(&days.mention.dates).filter(|weekdays| weekdays.len() > 1);
        let [
            DateItem {
                start: DateSpec::Written { month: Some(_), day: Some(_), .. } | DateSpec::Numeric { .. },
                end: None,
            },
        ] = first.mention.dates.as_slice()
        else {
            return;
        };
        let m = &first.mention;
        let day = m.rule.is_none() && m.times.is_empty() && m.duration.is_none();
        let near = is_timed(&days.mention) && self.same_sentence(days, first) && first.from <= days.to + 2;
        let Some(weekdays) = weekdays.filter(|_| led && day && near) else { return };
        let Some(mut first) = found.pop() else { return };
        let Some(days) = found.last_mut() else { return };
        let starting = first.mention.dates.pop().map(|item| item.start);
        days.mention.rule = Some(RuleSpec { starting, ..weekly_on(1, &weekdays) });
        days.mention.dates.clear();
        self.unite(days, first);
    }

    /// The rule of weekdays beside the range or the end of their weeks, and whether it is only an end.
    fn rule_of_weekdays(&self, days: &Located, range: &Located) -> Option<(RuleSpec, bool)> {
        let weekdays = plain_weekdays(&days.mention.dates).filter(|days| !days.is_empty())?;
        let [item] = range.mention.dates.as_slice() else { return None };
        let behind = days.from < range.from;
        // "Fri 10:00-10:30 until 18 Dec": with both its hours told, one weekday too comes every week.
        let hours = matches!(days.mention.times.as_slice(), [TimeItem { end: Some(_), .. }]);
        let until = behind && range.mention.bound == Relation::Until && (weekdays.len() > 1 || hours);
        let open = |m: &Mention| m.rule.is_none() && m.duration.is_none() && m.zone.is_none();
        let timed = days.mention.times.is_empty() || range.mention.times.is_empty();
        let weeks = self.is_longer_than_a_week(item) || until && self.is_weeks_ahead(item);
        let near = if behind {
            self.same_sentence(days, range) || self.is_a_line_below(days, range)
        } else {
            // "14 April to 22 May, lessons Tue & Fri 4.15"
            let words = if weekdays.len() > 1 { 2 } else { 0 };
            let beside = (range.to + 1..=range.to + 1 + words).contains(&days.from);
            self.t.mark(range.to, ',') && beside && !days.mention.times.is_empty()
        };
        if !(open(&days.mention) && open(&range.mention) && timed && weeks && near) {
            return None;
        }
        Some((weekly_on(1, &weekdays), until))
    }

    /// "every Monday at 7 and Thursday at 8": behind a rule with its hours, a weekday with its own is one of the rule.
    pub(in super::super) fn another_day_of_the_rule(
        &self,
        found: &[Located],
        i: usize,
    ) -> Option<(RuleSpec, usize)> {
        let last = found.last().filter(|last| last.to + 1 == i && self.t.any(last.to, &["and"]))?;
        let rule = last
            .mention
            .rule
            .as_ref()
            .filter(|rule| rule.frequency == Frequency::Weekly && rule.has_days())?;
        let every = (last.from..last.to).any(|n| self.t.any(n, &["every", "each"]));
        let (days, next) = self.weekday_list(i).filter(|_| every && !last.mention.times.is_empty())?;
        let (date, after) = self.date(i)?;
        let plain = matches!(date, DateSpec::Weekday { which: Which::Nearest, .. }) && after <= next;
        (plain && self.starts_time(next)).then(|| (weekly_on(rule.interval, &days), next))
    }

    /// The lines of a list of classes: the days and hours of each, and right below them its first and last day.
    fn is_a_line_below(&self, days: &Located, range: &Located) -> bool {
        let broken = self.t.get(days.to).is_some_and(|token| token.kind == Kind::Break);
        let exception = usize::from(matches!(self.t.mark_at(range.to), Some('(' | ',' | ';')));
        let closed = self.t.ends(range.to) || self.t.any(range.to + exception, LEADS);
        broken && days.to + 1 == range.from && closed
    }

    /// A range of dates whose ends lie more than seven days apart, as far as days and months tell.
    pub(in super::super) fn is_longer_than_a_week(&self, item: &DateItem) -> bool {
        let Some(end) = &item.end else { return false };
        // "from next week till Easter"
        if matches!(item.start, DateSpec::Unit { unit: Unit::Week | Unit::Month, .. }) {
            return true;
        }
        let (Some((first_month, first)), Some((last_month, last))) =
            (self.month_and_day(&item.start), self.month_and_day(end))
        else {
            return false;
        };
        let first_month = first_month.or(last_month).unwrap_or(1);
        let months = i32::from(last_month.unwrap_or(first_month) - first_month).rem_euclid(12);
        months * 30 + i32::from(last) - i32::from(first) > 7
    }

    /// The month, where it is told, and the day of a written or numeric date.
    fn month_and_day(&self, date: &DateSpec) -> Option<(Option<i8>, i8)> {
        match *date {
            DateSpec::Written { month, day: Some(day), .. } => Some((month, day)),
            DateSpec::Numeric { first, second, .. } => {
                let month_first =
                    if first > 12 || second > 12 { second > 12 } else { self.order == DateOrder::MonthFirst };
                Some(if month_first { (Some(first), second) } else { (Some(second), first) })
            }
            _ => None,
        }
    }

    /// A written day more than a week from today, or a feast.
    fn is_weeks_ahead(&self, item: &DateItem) -> bool {
        if matches!(item, DateItem { start: DateSpec::Holiday { .. }, end: None }) {
            return true;
        }
        let DateItem { start: DateSpec::Written { month: Some(month), day, .. }, end: None } = item else {
            return false;
        };
        let days = i32::from(*month - self.today.month()).rem_euclid(12) * 30;
        days + i32::from(day.unwrap_or(1) - self.today.day()) > 7
    }
}

/// "daily mon-fri 9:15": a rule of days or weeks takes the weekdays told beside it.
pub(in super::super) fn take_weekdays(m: &mut Mention) {
    let days = plain_weekdays(&m.dates).filter(|days| days.len() > 1);
    let Some((rule, days)) = m.rule.as_mut().zip(days).filter(|(rule, _)| is_without_days(rule)) else {
        return;
    };
    rule.frequency = Frequency::Weekly;
    rule.by_day = days.into_iter().map(|day| (None, day)).collect();
    m.dates.clear();
}

/// "tues & thurs 8.20am for 6 weeks": weekdays for so many weeks are those of every one of them.
pub(in super::super) fn take_weeks(m: &mut Mention) {
    let weeks = |amount: &Amount| amount.is_days() && amount.days > 7 && amount.months == 0;
    let amount = m.duration.filter(|amount| weeks(amount) && amount.finest >= Some(Unit::Week));
    let days = plain_weekdays(&m.dates).filter(|days| days.len() > 1 && is_timed_days(m));
    let Some((amount, days)) = amount.zip(days) else { return };
    m.rule = Some(RuleSpec { until: Some(Until::For(amount)), ..weekly_on(1, &days) });
    (m.duration, m.dates) = (None, Vec::new());
}

fn is_timed_days(m: &Mention) -> bool {
    m.rule.is_none() && !m.times.is_empty()
}

/// "daily", "every week", "fortnightly": no weekday is named and no other is counted.
fn is_without_days(rule: &RuleSpec) -> bool {
    let often = match rule.frequency {
        Frequency::Daily => rule.interval == 1,
        Frequency::Weekly => true,
        _ => false,
    };
    often && !rule.has_days()
}

/// Hours, and nothing else beside the days.
pub(super) fn is_timed(m: &Mention) -> bool {
    !m.times.is_empty() && m.rule.is_none() && m.duration.is_none()
}

/// The weekdays of dates that say nothing else.
pub(in super::super) fn plain_weekdays(items: &[DateItem]) -> Option<Vec<Weekday>> {
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
