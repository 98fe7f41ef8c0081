//! Dates, lists of dates, and what completes a date that was already read.

use std::ops::Range;

use crate::expression::Part;
use crate::mention::{DateItem, DateSpec, Mention, Relation};

use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::further::{in_the_same_week, lend_month, lend_week};
use super::{Builder, Last};

impl Parser<'_> {
    /// "every Sat in January 10-12": behind "in" a month alone, and then hours.
    fn month_of_the_rule(&self, m: &Mention, q: usize) -> Found<DateItem> {
        let ruled = m.rule.as_ref().is_some_and(crate::mention::RuleSpec::has_days);
        let within = q.checked_sub(1).is_some_and(|b| self.t.any(b, &["in"]));
        let (month, next) = self.month_word(q).filter(|_| ruled && within)?;
        let hours = self.time_item(next, Need::AfterDate, Opened::No).filter(|(item, _)| item.end.is_some());
        let start = DateSpec::Written { year: None, month: Some(month), day: None, weekday: None };
        hours.map(|_| (DateItem { start, end: None }, next))
    }

    /// "every Sunday over the summer": the season in which a rule holds.
    fn season_of_the_rule(&self, b: &mut Builder) -> Option<usize> {
        let t = self.t;
        let ruled = b.mention.rule.as_ref().is_some_and(crate::mention::RuleSpec::has_days);
        let within =
            t.any(b.to, &["over", "during", "throughout", "through"]) && ruled && b.mention.dates.is_empty();
        let season = if t.any(b.to + 1, &["the"]) { b.to + 2 } else { b.to + 1 };
        let (start, next) = self.season_word(season).filter(|_| within)?;
        b.mention.dates.push(DateItem { start, end: None });
        b.last = Last::Date;
        Some(self.push(b, Part::Date, season, next, 0))
    }

    /// A date or a range of dates, or one more of a list.
    pub(super) fn date_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if let Some(next) = self.season_of_the_rule(b) {
            return Some(next);
        }
        let m = &b.mention;
        // "1st Monday 7pm and 3rd Thursday 8pm": another rule.
        if link.list && m.rule.is_some() && self.rule(q).is_some_and(|(rule, _)| rule.has_days()) {
            return None;
        }
        if link.length && b.from.is_some() && m.rule.is_some() || link.until && b.from.is_some() {
            return None;
        }
        let more = !m.dates.is_empty();
        if let Some(next) = self
            .further_range(b, link, q)
            .or_else(|| self.further_day(b, link, q))
            .or_else(|| self.date_of_the_weekday(b, link, q))
            .or_else(|| self.days_of_one_month_piece(b, link, q))
        {
            return Some(next);
        }
        if let Some(next) = self.name_of_the_day(b, q).or_else(|| self.nearness_of_the_day(b, q)) {
            return Some(next);
        }
        if let Some(next) = self.week_of_the_days(b, link, q) {
            return Some(next);
        }
        if let Some(next) = self.day_of_the_end(b, link, q) {
            return Some(next);
        }
        let m = &b.mention;
        let in_list = b.last == Last::Date
            && (link.list || self.t.senses(q).weekday.is_some())
            && !link.at
            && !link.from
            && !link.starting;
        let after_time = b.last == Last::Time && link.and && !b.date_first;
        if more && !in_list && !after_time || m.dates.len() >= 31 {
            return None;
        }
        let (item, next) = self
            .month_of_the_rule(m, q)
            .or_else(|| self.date_item(q, link.opened()))
            .or_else(|| self.the_next_one(m, link, q))?;
        if self.is_rather_a_time(q, next, link)
            || self.is_an_hour_until_a_day(b, link, q)
            || more && Self::is_second_reading(m, &item)
        {
            return None;
        }
        // "5 January to 23 March, Tue 7-8pm"
        let in_its_weeks = matches!(item.start, DateSpec::Weekday { .. })
            && m.dates.last().is_some_and(|term| self.is_longer_than_a_week(term))
            && self.starts_time(next);
        if in_its_weeks {
            return None;
        }
        // "friday at 3 and saturday at 4", "every monday at 7 and thursday at 8": the next date has a time of its own.
        let timed = b.mention.rule.is_some() && b.last == Last::Time && link.and;
        if (more && after_time || timed) && self.starts_time(next) {
            return None;
        }
        // "Fri 14 May (am), Mon 17 May (pm)"
        if !b.mention.times.is_empty() && self.t.mark(next, '(') && self.t.any(next + 1, &["am", "pm"]) {
            return None;
        }
        let index = b.mention.dates.len();
        let item = in_the_same_week(b.mention.dates.last(), item);
        b.mention.dates.push(item);
        lend_month(&mut b.mention.dates);
        lend_week(&mut b.mention.dates);
        b.date_first |= b.mention.times.is_empty();
        if index == 0 {
            if link.before {
                b.mention.bound = Relation::Before;
            } else if link.after {
                b.mention.bound = Relation::After;
            }
        }
        b.last = Last::Date;
        Some(self.push(b, Part::Date, q, next, index))
    }

    /// "26, 27 and 28 March", "Sat & Sun, 28 & 29 March", "Fri/Sat 27/28 March": the weekdays say the same.
    fn days_of_one_month_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if !b.mention.dates.is_empty() || link.between {
            return None;
        }
        if let Some((ranges, next)) = self.ranges_of_one_month(q) {
            for (n, (item, tokens)) in ranges.into_iter().enumerate() {
                b.mention.dates.push(item);
                self.push(b, Part::Date, tokens.start, tokens.end, n);
            }
            b.date_first |= b.mention.times.is_empty();
            b.last = Last::Date;
            return Some(next);
        }
        if let Some((item, next)) = self.range_after_weekdays(q) {
            b.mention.dates.push(item);
            b.date_first |= b.mention.times.is_empty();
            b.last = Last::Date;
            return Some(self.push(b, Part::Date, q, next, 0));
        }
        let (dates, next) = self.days_after_weekdays(q)?;
        match dates.as_slice() {
            // "27/28 March" is a night, or two days in a row.
            [(first, tokens), (last, _)] if self.t.mark(tokens.end, '/') => {
                b.mention.dates.push(DateItem { start: first.clone(), end: Some(last.clone()) });
                self.push(b, Part::Date, q, next, 0);
            }
            _ => {
                for (n, (start, tokens)) in dates.into_iter().enumerate() {
                    b.mention.dates.push(DateItem { start, end: None });
                    self.push(b, Part::Date, if n == 0 { q } else { tokens.start }, tokens.end, n);
                }
            }
        }
        b.date_first |= b.mention.times.is_empty();
        b.last = Last::Date;
        Some(next)
    }

    /// "Sat-Sun March 28-29": the weekdays of a written range.
    pub(in super::super) fn range_after_weekdays(&self, q: usize) -> Found<DateItem> {
        let (_, next) = self.weekday_list(q).filter(|(days, _)| days.len() > 1)?;
        let from = if matches!(self.t.mark_at(next), Some(',' | '(')) { next + 1 } else { next };
        if self.t.number(from).is_none() && self.t.senses(from).month.is_none() {
            return None;
        }
        let (item, next) = self.date_item(from, Opened::No)?;
        let written = matches!(item.start, DateSpec::Written { month: Some(_), day: Some(_), .. });
        (written && item.end.is_some()).then_some((item, next))
    }

    /// Days of one month at `q`, or behind several weekdays.
    pub(in super::super) fn days_after_weekdays(&self, q: usize) -> Found<Vec<(DateSpec, Range<usize>)>> {
        let from = match self.weekday_list(q) {
            Some((days, next)) if days.len() > 1 => {
                if matches!(self.t.mark_at(next), Some(',' | '(')) {
                    next + 1
                } else {
                    next
                }
            }
            // "Mon 16, 23 & 30 March"
            Some((_, next)) if !self.t.senses(q).plural => next,
            Some(_) => return None,
            None => q,
        };
        self.days_of_one_month(if self.t.any(from, &["the"]) { from + 1 } else { from })
    }

    /// "at 9.30": both readings are there and "at" chooses.
    fn is_rather_a_time(&self, q: usize, next: usize, link: Link) -> bool {
        link.at
            && self.t.number(q).is_some()
            && self.time(q, Need::Bare).is_some_and(|(_, after)| after >= next)
    }

    /// A second date that cannot be a further item: a month after a day.
    fn is_second_reading(m: &Mention, item: &DateItem) -> bool {
        let unit = matches!(item.start, DateSpec::Unit { .. } | DateSpec::Written { day: None, .. });
        let first_unit = m
            .dates
            .first()
            .is_some_and(|d| matches!(d.start, DateSpec::Unit { .. } | DateSpec::Written { day: None, .. }));
        unit != first_unit
    }
}
