//! A day told again: by its number, its weekday, its year or its name.

use crate::expression::Part;
use crate::mention::{DateItem, DateSpec, Which};

use super::super::Parser;
use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
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

    /// "Thursday 9:30–10:00, 18 September": the date of the weekday comes after its hours.
    pub(super) fn date_of_the_weekday(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [DateItem { start: DateSpec::Weekday { weekday, .. }, end: None }] = b.mention.dates.as_slice()
        else {
            return None;
        };
        if b.last != Last::Time || link.and || link.until || link.from {
            return None;
        }
        // "Sat 9-10, 6/17 - 7/22" is every Saturday of those weeks.
        if self.date_item(q, Opened::No).is_some_and(|(item, _)| self.is_longer_than_a_week(&item)) {
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

    /// "Thursday (tomorrow)": which Thursday it is.
    pub(super) fn nearness_of_the_day(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [DateItem { start: start @ DateSpec::Weekday { which: Which::Nearest, .. }, end: None }] =
            b.mention.dates.as_mut_slice()
        else {
            return None;
        };
        let opened = q.checked_sub(1).is_some_and(|before| self.t.mark(before, '('));
        let (date, next) = self.day_word(q).filter(|(_, next)| opened && self.t.mark(*next, ')'))?;
        *start = date;
        Some(self.push(b, Part::Date, q, next + 1, 0))
    }

    /// "April 3 (Good Friday)", "Sunday (Mother's Day)", "4/18 (Sat)": what the day is called in brackets.
    pub(super) fn name_of_the_day(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [DateItem { start, end: None }] = b.mention.dates.as_mut_slice() else { return None };
        let opened = q.checked_sub(1).is_some_and(|before| self.t.mark(before, '('));
        let closed = |next: usize| opened && self.t.mark(next, ')');
        let next = if let Some((named, next)) = self.weekday_word(q).filter(|(_, next)| closed(*next)) {
            let (DateSpec::Written { day: Some(_), weekday: open @ None, .. }
            | DateSpec::Numeric { weekday: open @ None, .. }) = start
            else {
                return None;
            };
            *open = Some(named);
            next
        } else {
            let day = matches!(
                start,
                DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. } | DateSpec::Weekday { .. }
            );
            self.holiday(q).filter(|(_, next)| day && closed(*next))?.1
        };
        Some(self.push(b, Part::Date, q, next + 1, 0))
    }
}
