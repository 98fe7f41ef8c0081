//! Dates, lists of dates, and what completes a date that was already read.

use std::ops::Range;

use crate::expression::Part;
use crate::mention::{DateItem, DateSpec, Mention, Relation};

use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// "3-4 March, 09:00 on the 3rd to 16:00 on the 4th": the days of a range told again with their hours.
    pub(super) fn day_again(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [DateItem { end: Some(_), .. }] = b.mention.dates.as_slice() else { return None };
        if link.list || b.last != Last::Time || b.mention.times.len() != 1 || !b.date_first {
            return None;
        }
        let the = if self.t.any(q, &["the"]) { q + 1 } else { q };
        let (_, next) = self.ordinal_day(the).or_else(|| self.weekday_word(the).map(|(_, n)| (1, n)))?;
        let next = self.push(b, Part::Date, q, next, 0);
        let from = next;
        let until = self.t.mark(from, '-') || self.t.any(from, &["to", "until", "till", "through"]);
        let ranged = b.mention.times.first().is_some_and(|item| item.end.is_none());
        let Some((time, after)) = self.time(from + 1, Need::Bare).filter(|_| until && ranged) else {
            return Some(next);
        };
        if let Some(item) = b.mention.times.first_mut() {
            item.end = Some(time);
        }
        Some(self.push(b, Part::EndTime, from + 1, after, 0))
    }

    /// "Thu Oct 26 11:00:09 EDT 2023": the year after the time.
    pub(super) fn year_piece(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [DateItem { start: DateSpec::Written { year: year @ None, day: Some(_), .. }, end: None }] =
            b.mention.dates.as_mut_slice()
        else {
            return None;
        };
        if b.mention.times.is_empty() || q != b.to {
            return None;
        }
        let (found, next) = self.year(q).filter(|(_, next)| self.clause_ends(*next))?;
        *year = Some(found);
        Some(self.push(b, Part::Date, q, next, 0))
    }

    /// A date or a range of dates, or one more of a list.
    pub(super) fn date_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let m = &b.mention;
        if link.length && b.from.is_some() && m.rule.is_some() || link.until && b.from.is_some() {
            return None;
        }
        let more = !m.dates.is_empty();
        if let Some(next) = self
            .further_day(b, link, q)
            .or_else(|| self.date_of_the_weekday(b, link, q))
            .or_else(|| self.days_of_one_month_piece(b, link, q))
        {
            return Some(next);
        }
        let m = &b.mention;
        let in_list = b.last == Last::Date
            && (link.list || self.t.senses(q).weekday.is_some())
            && !link.at
            && !link.from;
        let after_time = b.last == Last::Time && link.and && !b.date_first;
        if more && !in_list && !after_time || m.dates.len() >= 31 {
            return None;
        }
        let (item, next) = self.date_item(q, link.opened())?;
        if self.is_rather_a_time(q, next, link) || more && Self::is_second_reading(m, &item) {
            return None;
        }
        // "friday at 3 and saturday at 4": the next date has a time of its own.
        if more && after_time && self.starts_time(next) {
            return None;
        }
        let index = b.mention.dates.len();
        let item = in_the_same_week(b.mention.dates.last(), item);
        b.mention.dates.push(item);
        lend_month(&mut b.mention.dates);
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
            Some(_) => return None,
            None => q,
        };
        self.days_of_one_month(if self.t.any(from, &["the"]) { from + 1 } else { from })
    }

    /// "Thursday 9:30–10:00, 18 September": the date of the weekday comes after its hours.
    fn date_of_the_weekday(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [DateItem { start: DateSpec::Weekday { weekday, .. }, end: None }] = b.mention.dates.as_slice()
        else {
            return None;
        };
        if b.last != Last::Time || link.and || link.until || link.from {
            return None;
        }
        let weekday = Some(*weekday);
        let (start, next) = match self.written_date(q).or_else(|| self.numeric_date(q))? {
            (DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None }, next) => {
                (DateSpec::Written { year, month: Some(month), day: Some(day), weekday }, next)
            }
            (DateSpec::Numeric { first, second, year, weekday: None }, next) => {
                (DateSpec::Numeric { first, second, year, weekday }, next)
            }
            _ => return None,
        };
        b.mention.dates = vec![DateItem { start, end: None }];
        b.last = Last::Date;
        Some(self.push(b, Part::Date, q, next, 0))
    }

    /// "Nov 12, 14 and 16", "Jan 5-7 & 9, 2027": further days of the month before them.
    fn further_day(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let last = b.mention.dates.last()?.clone();
        let DateSpec::Written { month: Some(month), day: Some(from), year, .. } = last.start else {
            return None;
        };
        if b.last != Last::Date || !link.list || link.at || link.from || b.mention.dates.len() > 30 {
            return None;
        }
        let (day, next) =
            self.ordinal_day(q).or_else(|| self.plain_day(q).filter(|_| self.t.number(q).is_some()))?;
        let goes_on = link.and
            || self.t.mark(q - 1, '&')
            || self.t.mark(next, ',') && self.t.digits(next + 1) <= 2
            || self.t.any(next, &["and"])
            || self.t.mark(next, '&')
            || b.mention.dates.len() > 1;
        let time = self.meridiem(next, Need::Bare).is_some()
            || self.t.mark(next, ':')
            || self.t.mark(next, '-')
            || self.t.senses(next).month.is_some();
        if !goes_on || time || day <= from || !self.clause_ends(next) || self.counts_something(next - 1) {
            return None;
        }
        let (written, next) = self.closing_year(next);
        let year = year.or(written);
        for item in &mut b.mention.dates {
            if let DateSpec::Written { year: open @ None, .. } = &mut item.start {
                *open = year;
            }
        }
        let index = b.mention.dates.len();
        let start = DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None };
        b.mention.dates.push(DateItem { start, end: None });
        Some(self.push(b, Part::Date, q, next, index))
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

/// "Wed 14 & Thu 15 October": the days before a written month take it.
fn lend_month(dates: &mut [DateItem]) {
    let Some((
        DateItem { start: DateSpec::Written { year, month: Some(month), day: Some(last), .. }, .. },
        before,
    )) = dates.split_last_mut()
    else {
        return;
    };
    for item in before {
        if let DateSpec::Written { year: own, month: open @ None, day: Some(day), .. } = &mut item.start
            && *day < *last
        {
            (*own, *open) = (*year, Some(*month));
        }
    }
}

/// "next week Mon or Tue": the further weekdays lie in the same week.
fn in_the_same_week(before: Option<&DateItem>, item: DateItem) -> DateItem {
    use crate::mention::Which;
    let (
        Some(DateItem { start: DateSpec::Weekday { which, .. }, .. }),
        DateSpec::Weekday { weekday, which: Which::Nearest },
    ) = (before, &item.start)
    else {
        return item;
    };
    match which {
        Which::Next | Which::InWeek(_) => {
            DateItem { start: DateSpec::Weekday { weekday: *weekday, which: *which }, end: item.end }
        }
        _ => item,
    }
}
