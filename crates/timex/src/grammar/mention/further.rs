//! Further dates of a list, which take from their neighbours what they do not say: month, year or week.

use crate::expression::Part;
use crate::mention::{DateItem, DateSpec, Mention, Which};

use super::super::link::Link;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// "Nov 12, 14 and 16", "Jan 5-7 & 9, 2027": further days of the month before them.
    pub(super) fn further_day(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
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

    /// "this week or next", "this Friday or next".
    pub(super) fn the_next_one(&self, m: &Mention, link: Link, q: usize) -> Found<DateItem> {
        let last =
            m.dates.last().filter(|_| link.and && self.t.any(q, &["next"]) && self.clause_ends(q + 1))?;
        let start = match last.start {
            DateSpec::Unit { unit, ahead } => DateSpec::Unit { unit, ahead: ahead + 1 },
            DateSpec::Weekday { weekday, which: Which::This } => {
                DateSpec::Weekday { weekday, which: Which::Next }
            }
            _ => return None,
        };
        Some((DateItem { start, end: None }, q + 1))
    }

    /// "Monday or Tuesday afternoon next week": the week of the days before it.
    pub(super) fn week_of_the_days(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let (ahead, next) = self.week_ahead(q).filter(|_| !link.list && !link.until && !link.from)?;
        let nearest = |item: &DateItem| {
            matches!(item.start, DateSpec::Weekday { which: Which::Nearest, .. }) && item.end.is_none()
        };
        if b.mention.dates.is_empty() || !b.mention.dates.iter().all(nearest) || !self.clause_ends(next) {
            return None;
        }
        for item in &mut b.mention.dates {
            if let DateSpec::Weekday { which, .. } = &mut item.start {
                *which = Which::InWeek(ahead);
            }
        }
        b.last = Last::Date;
        Some(self.push(b, Part::Date, q, next, 0))
    }

    /// "March 20-21 & 27-28": a further range of days of the month before it.
    pub(super) fn further_range(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let DateItem { start: DateSpec::Written { year, month: Some(month), day: Some(day), .. }, end } =
            b.mention.dates.last()?
        else {
            return None;
        };
        let before = match end {
            Some(DateSpec::Written { day: Some(last), .. }) => *last,
            // "June 5 and 12-14"; behind a comma these are hours.
            None if link.and || self.t.mark(q - 1, '&') => *day,
            _ => return None,
        };
        if b.last != Last::Date || !link.list || link.at || link.from || b.mention.dates.len() > 30 {
            return None;
        }
        let (year, month) = (*year, *month);
        let (first, last, next) = self.two_days(q).filter(|(first, ..)| *first > before)?;
        let (written, next) = self.closing_year(next);
        let year = year.or(written);
        for item in &mut b.mention.dates {
            if let DateSpec::Written { year: open @ None, .. } = &mut item.start {
                *open = year;
            }
        }
        let index = b.mention.dates.len();
        let day = |day| DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None };
        b.mention.dates.push(DateItem { start: day(first), end: Some(day(last)) });
        Some(self.push(b, Part::Date, q, next, index))
    }
}

/// "Wed 14 & Thu 15 October": the days before a written month take it.
pub(super) fn lend_month(dates: &mut [DateItem]) {
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

/// "Tuesday and Thursday next week": the days before a later one of that week lie in it too.
pub(super) fn lend_week(dates: &mut [DateItem]) {
    let Some((
        DateItem { start: DateSpec::Weekday { weekday: last, which: week @ Which::InWeek(_) }, end: None },
        before,
    )) = dates.split_last_mut()
    else {
        return;
    };
    for item in before {
        if let DateItem { start: DateSpec::Weekday { weekday, which: open @ Which::Nearest }, end: None } =
            item
            && weekday.to_monday_zero_offset() < last.to_monday_zero_offset()
        {
            *open = *week;
        }
    }
}

/// "next week Mon or Tue": the further weekdays lie in the same week.
pub(super) fn in_the_same_week(before: Option<&DateItem>, item: DateItem) -> DateItem {
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
