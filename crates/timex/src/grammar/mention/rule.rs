//! Pieces that say how often: a rule, its limits and exceptions.

use calendar::Frequency;
use jiff::civil::Weekday;

use crate::expression::Part;
use crate::mention::{DateSpec, Half, RuleSpec, TimeItem, TimeSpec, Until};

use crate::words::DayPart;

use super::super::range::Opened;
use super::super::recurrence::{Limit, weekly_on};
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// A rule, its limits and exceptions.
    pub(super) fn rule_piece(&self, b: &mut Builder) -> Option<usize> {
        let t = self.t;
        let inside = b.from.is_some();
        let mut q = b.to;
        if inside && (t.mark(q, ',') || t.mark(q, '(') || t.mark(q, '-') && !t.glued(q)) {
            q += 1;
        }
        if b.mention.rule.is_some() {
            let exceptions = self.numbers_left_out(q, &b.mention);
            let exceptions = exceptions.or_else(|| self.exceptions(q, b.mention.has_hours()));
            if let Some((exceptions, next)) = exceptions {
                let rule = b.mention.rule.as_mut()?;
                rule.exceptions.extend(exceptions);
                return Some(self.push(b, Part::Exception, q, next, 0));
            }
            if let Some((from, to, next)) = self.months_through(q) {
                let rule =
                    b.mention.rule.as_mut().filter(|rule| rule.starting.is_none() && rule.until.is_none())?;
                (rule.starting, rule.until) = (Some(from), Some(Until::Through(to)));
                return Some(self.push(b, Part::Rule, q, next, 0));
            }
            if let Some(next) = self.hours_and_days(b, q) {
                return Some(next);
            }
            if let Some(next) = self.times_in_all(b, q).or_else(|| self.times_in_all(b, b.to)) {
                return Some(next);
            }
            // "beginning 24 March and ending 12 May"
            let and = if t.any(q, &["and"]) { q + 1 } else { q };
            let (limit, next) = self
                .limit(and)
                .or_else(|| self.limit(b.to))
                .filter(|(limit, _)| Self::limit_fits(b, limit))?;
            return Parser::limited(b.mention.rule.as_mut()?, limit)
                .then(|| self.push(b, Part::Rule, q, next, 0));
        }
        if let Some(next) = self.course_piece(b, q) {
            return Some(next);
        }
        let behind = if inside { None } else { self.rule_behind_its_limits(q) };
        if let Some((rule, next)) = behind {
            b.mention.rule = Some(rule);
            b.last = Last::Other;
            return Some(self.push(b, Part::Rule, q, next, 0));
        }
        let on = if t.any(q, &["on"]) { q + 1 } else { q };
        let letters = || self.letters_behind_hours(b, q);
        let (rule, next) = self.rule(q).or_else(|| self.rule(on)).or_else(letters)?;
        if inside
            && rule.has_days()
            && !b.mention.dates.is_empty()
            && !self.t.any(on, &["every", "each"])
            && b.last == Last::Date
        {
            return None;
        }
        let part = rule.part;
        b.mention.rule = Some(rule);
        // "at 7 every morning"
        if let Some(part) = part {
            b.mention.times.iter_mut().for_each(|item| lend_part(item, part));
        }
        if let Some(part) = part.filter(|_| b.mention.times.is_empty()) {
            b.mention.times.push(TimeItem { start: TimeSpec::Part(part), end: None });
        }
        let from = if self.rule(q).is_some() { q } else { on };
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, from, next, 0))
    }

    /// "6am T/Th", "10-11 MWF": the letters of a timetable behind its hours.
    fn letters_behind_hours(&self, b: &Builder, q: usize) -> Found<RuleSpec> {
        let behind = b.last == Last::Time && b.mention.dates.is_empty();
        let (days, next) = behind.then(|| self.letters_of_a_timetable(q))??;
        Some((weekly_on(1, &days), next))
    }

    /// "T/Th", "MWF", "M-F" at the end of a clause.
    pub(super) fn letters_of_a_timetable(&self, q: usize) -> Found<Vec<Weekday>> {
        let (days, next) = self.day_letters(q)?;
        let told = days.len() > 2 || matches!(self.t.mark_at(q + 1), Some('/' | '-'));
        (told && self.clause_ends(next)).then_some((days, next))
    }

    /// "every hour from 9 to 5 on weekdays", "weekdays, hourly 9-5": the days, and how far apart their hours are.
    fn hours_and_days(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let on = if self.t.any(q, &["on"]) { q + 1 } else { q };
        let (second, next) = self.rule(q).or_else(|| self.rule(on))?;
        let first = b.mention.rule.as_ref()?;
        let (hours, days) = if first.by_clock() { (first, &second) } else { (&second, first) };
        let often = hours.frequency == Frequency::Hourly && !days.by_clock();
        let limited = [&hours.starting, &days.starting].into_iter().any(Option::is_some);
        if !often || limited || hours.until.is_some() || hours.count.is_some() {
            return None;
        }
        let rule = RuleSpec { each_hours: Some(hours.interval), ..days.clone() };
        b.mention.rule = Some(rule);
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, q, next, 0))
    }

    /// "starting 3 April, every Tuesday", "until 15 June every Tuesday", "for six weeks, every Tuesday".
    fn rule_behind_its_limits(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        if t.mark(i, '-') || t.any(i, &["to", "through", "thru"]) {
            return None;
        }
        let (mut limits, mut exceptions, mut at) = (Vec::new(), Vec::new(), i);
        // "except 14 April, every Tuesday"
        let led = t.any(i, &["except", "excluding"]);
        if let Some((left_out, next)) = led.then(|| self.exceptions(i, false)).flatten() {
            exceptions = left_out;
            at = if t.mark(next, ',') { next + 1 } else { next };
        }
        while let Some((limit, next)) = self.limit(at).filter(|_| limits.len() < 2) {
            // "twice daily" counts no days.
            if matches!(limit, Limit::Count(_)) && t.any(next - 1, &["twice", "times", "time", "x"]) {
                return None;
            }
            limits.push(limit);
            let parted = matches!(t.mark_at(next), Some(',' | ':')) || t.any(next, &["on"]);
            at = if parted { next + 1 } else { next };
        }
        let (mut rule, next) = self.rule(at).filter(|_| !limits.is_empty() || !exceptions.is_empty())?;
        rule.exceptions = exceptions;
        limits.into_iter().all(|limit| Parser::limited(&mut rule, limit)).then_some((rule, next))
    }

    /// "September through May", "may to sept", "sept - june": both months are inside.
    pub(super) fn months_through(&self, i: usize) -> Option<(DateSpec, DateSpec, usize)> {
        let (first, next) = self.month_word(i)?;
        let (last, after) = self.month_word(next + 1).filter(|_| self.joins_months(next))?;
        let month = |month| DateSpec::Written { year: None, month: Some(month), day: None, weekday: None };
        let day = matches!(self.month_first(next + 1), Some((DateSpec::Written { day: Some(_), .. }, _)));
        // "May thru Oct 8-1": hours, since no range of days runs backwards.
        let hours =
            self.two_days(after).is_none() && self.time_range(after, Need::AfterDate, Opened::No).is_some();
        (!day || hours).then(|| (month(first), month(last), after))
    }

    fn joins_months(&self, i: usize) -> bool {
        self.t.any(i, &["through", "thru", "to"]) || self.t.mark(i, '-')
    }

    /// "every day at 9 to 5": the range of times wins over an end of the rule.
    fn limit_fits(b: &Builder, limit: &Limit) -> bool {
        match limit {
            Limit::Until(Until::Date(DateSpec::Written {
                year: None,
                month: None,
                day: Some(_),
                weekday: None,
            })) => b.last != Last::Time,
            _ => true,
        }
    }
}

/// The part of the day fixes the half of a bare hour.
fn lend_part(item: &mut TimeItem, part: DayPart) {
    if let TimeSpec::Clock(clock) = &mut item.start
        && clock.half.is_none()
        && clock.hour <= 12
        && !clock.twenty_four
    {
        clock.half = Some(Half::Part(part));
    }
}
