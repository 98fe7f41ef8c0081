//! Ranges of dates: "13–15 July", "Monday to Wednesday", "2014-2018".

use calendar::DateOrder;

use super::range::Opened;
use super::time::Need;
use super::{Found, Parser};
use crate::mention::{DateItem, DateSpec, Which};
use crate::words::labels;

impl Parser<'_> {
    /// A date or a range of dates.
    pub(super) fn date_item(&self, i: usize, opened: Opened) -> Found<DateItem> {
        if let Some(range) = self.days_of_month(i, opened) {
            return Some(range);
        }
        if let Some(range) = self.days_of_a_week(i) {
            return Some(range);
        }
        if let Some(years) = self.years(i, opened) {
            return Some(years);
        }
        if let Some(found) = self.first_days_of(i) {
            return Some(found);
        }
        let (start, after) = self.date(i)?;
        if let Some((end, next)) = self.range_end(&start, after, opened) {
            let (end, next) = self.without_the_day_of_what_follows(&start, end, next);
            return Some((DateItem { start, end: Some(end) }, next));
        }
        Some((DateItem { start, end: None }, after))
    }

    /// "5 January to 23 March, Tue 7-8pm": the weekday behind the comma has hours of its own.
    fn without_the_day_of_what_follows(
        &self,
        start: &DateSpec,
        end: DateSpec,
        next: usize,
    ) -> (DateSpec, usize) {
        let plain = matches!(
            start,
            DateSpec::Written { weekday: None, .. } | DateSpec::Numeric { weekday: None, .. }
        );
        let comma = next.saturating_sub(2);
        let told =
            self.t.senses(next - 1).weekday.is_some() && self.t.mark(comma, ',') && self.starts_time(next);
        match end {
            DateSpec::Written { year, month, day, weekday: Some(_) } if plain && told => {
                (DateSpec::Written { year, month, day, weekday: None }, comma)
            }
            end => (end, next),
        }
    }

    /// "week of March 16-20", "the week of 16–20 March": the days are told.
    fn days_of_a_week(&self, i: usize) -> Found<DateItem> {
        let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let next = self.t.phrase(the, &["week", "of"])?;
        if self.t.digits(next) == 0 && self.t.senses(next).month.is_none() {
            return None;
        }
        self.date_item(next, Opened::No).filter(|(item, _)| item.end.is_some())
    }

    /// Two numbers that can be years, the second after the first.
    pub(super) fn are_years(&self, first: usize, second: usize) -> bool {
        match (self.year(first), self.year(second)) {
            (Some((from, _)), Some((to, _))) => {
                self.t.digits(first) == 4 && self.t.digits(second) == 4 && from < to
            }
            _ => false,
        }
    }

    /// "2014-2018", "from 2014 to 2018".
    fn years(&self, i: usize, opened: Opened) -> Found<DateItem> {
        let (from, after) = self
            .year(i)
            .filter(|_| self.t.digits(i) == 4 && !self.is_inside_a_number(i) && !self.t.glued(i))?;
        let at = self.separator(after, opened)?;
        let (to, next) = self.year(at).filter(|_| self.are_years(i, at))?;
        let year = |year| DateSpec::Written { year: Some(year), month: None, day: None, weekday: None };
        (self.clause_ends(next) || self.t.ends(next))
            .then(|| (DateItem { start: year(from), end: Some(year(to)) }, next))
    }

    /// The end of a range of dates whose start was read up to `i`.
    fn range_end(&self, start: &DateSpec, i: usize, opened: Opened) -> Found<DateSpec> {
        let t = self.t;
        if let Some(next) = t
            .phrase(i, &["to", "date"])
            .or_else(|| t.phrase(i, &["until", "now"]))
            .or_else(|| t.phrase(i, &["and", "now"]).filter(|_| opened == Opened::Between))
        {
            return Some((DateSpec::Days(0), next));
        }
        if let Some(found) = self.next_day_after_slash(start, i) {
            return Some(found);
        }
        let from = self.separator(i, opened)?;
        let from = if t.any(from, &["on"]) { from + 1 } else { from };
        // "March 7 - 12", "Feb 12 to 15th", "Aug 9-11th, 2026"
        let day_only = match start {
            DateSpec::Written { day: Some(_), year: None, .. } => self.closing_day(from),
            DateSpec::Numeric { year: None, first, second, .. } => {
                let day = if self.order == DateOrder::MonthFirst { *second } else { *first };
                self.closing_numeric_day(from).filter(|(last, _)| !t.glued(from) || *last > day)
            }
            _ => None,
        };
        if let Some((day, next)) = day_only {
            let (year, next) = self.closing_year(next);
            let end = DateSpec::Written { year, month: None, day: Some(day), weekday: None };
            return Some((end, next));
        }
        // "between May 2015 and 2018"
        let and = opened == Opened::Between && t.any(from - 1, &["and"]) && t.digits(from) == 4;
        if let Some((year, next)) = self.year(from).filter(|(_, next)| and && !t.glued(*next)) {
            let end = DateSpec::Written { year: Some(year), month: None, day: None, weekday: None };
            return Some((end, next));
        }
        let (end, next) = self.date(from)?;
        let chained = matches!(start, DateSpec::Shift { .. });
        // "3 April – Friday walk": the name of what takes place.
        let written = matches!(start, DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. });
        let weekday = matches!(end, DateSpec::Weekday { which: Which::Nearest, .. });
        let title =
            written && weekday && t.mark(from - 1, '-') && !self.clause_ends(next) && !self.starts_time(next);
        (!chained && !title).then_some((end, next))
    }

    /// "March 20/21": a night, or two days in a row.
    fn next_day_after_slash(&self, start: &DateSpec, i: usize) -> Found<DateSpec> {
        let DateSpec::Written { year: None, month: Some(_), day: Some(day), .. } = start else { return None };
        let t = self.t;
        let joined = t.mark(i, '/') && t.glued(i) && t.glued(i + 1) && !t.mark(i + 2, '/');
        let next = t.number(i + 1).filter(|next| joined && *next == *day as u32 + 1)?;
        let (year, after) = self.closing_year(i + 2);
        Some((DateSpec::Written { year, month: None, day: Some(next as i8), weekday: None }, after))
    }

    /// The day that ends "March 7-12th"; not the hour of "April 29 to 5pm".
    fn closing_day(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        if let Some((day, next)) = self.ordinal_day(the).filter(|(_, n)| {
            t.senses(*n).month.is_none()
                && !(t.any(*n, &["of"]) && t.senses(n + 1).month.is_some())
                && self.relative_month(*n).is_none()
                && !t.any(*n, labels::ORDINAL_NOUNS)
                // "Mon 12 July - First day of term"
                && (t.digits(the) > 0 || the > i || self.clause_ends(*n))
        }) {
            return Some((day, next));
        }
        let (day, next) = self.plain_day(i).filter(|(_, next)| {
            // "14th August" has its own month.
            !(t.glued(*next) && t.any(*next, &["st", "nd", "rd", "th"]))
        })?;
        let clock =
            [':', '/'].iter().any(|m| t.mark(next, *m)) && t.glued(next) && t.number(next + 1).is_some();
        let month = t.senses(next).month.is_some();
        // "10 on the 3rd to 4 on the 5th": an hour of another day.
        let hour = t.any(next, &["on"]) && self.date(next + 1).is_some();
        let time = hour || self.meridiem(next, Need::Whole).is_some();
        let dot = t.mark(next, '.') && t.glued(next) && t.number(next + 1).is_some() && t.glued(next + 1);
        (t.digits(i) > 0 && !clock && !month && !time && !dot && !self.counts_something(i))
            .then_some((day, next))
    }

    /// "8/9 - 18"
    fn closing_numeric_day(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let mark = ['/', '.', ':', '-'].iter().any(|m| t.mark(i + 1, *m)) && t.glued(i + 1);
        let (day, next) = self.plain_day(i)?;
        (t.digits(i) > 0 && !mark && self.meridiem(next, Need::Bare).is_none()).then_some((day, next))
    }

    pub(super) fn closing_year(&self, i: usize) -> (Option<i16>, usize) {
        let from = if self.t.mark(i, ',') || self.t.any(i, &["of"]) { i + 1 } else { i };
        self.year(from).map_or((None, i), |(year, next)| (Some(year), next))
    }

    /// "10 - 22 August 2012", "3rd to 12th of Sept", "4 till 23 of this month", "14-15.11.2017", "from 24th - 26th June".
    pub(super) fn days_of_month(&self, i: usize, opened: Opened) -> Found<DateItem> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        if t.digits(the) > 0 && self.is_inside_a_number(the) {
            return None;
        }
        let (first, after) = self.ordinal_day(the).or_else(|| self.plain_day(the))?;
        let after = if t.mark(after, '.') && t.mark(after + 1, '-') { after + 1 } else { after };
        let from = self.separator(after, opened).or_else(|| {
            t.any(after, &["and", "or"]).then_some(after + 1).filter(|_| self.ordinal_day(the).is_some())
        })?;
        let end_at = if t.any(from, &["the"]) { from + 1 } else { from };
        let and = t.any(after, &["and", "or"]) && opened != Opened::Between;
        let (end, next) = if let Some((date, next)) = self.day_first(end_at) {
            (date, next)
        } else if let Some((date @ DateSpec::Numeric { .. }, next)) =
            self.numeric_date(end_at).filter(|_| self.begins_with_the_day(end_at))
        {
            (date, next)
        } else if let Some(found @ (DateSpec::Written { day: Some(_), .. }, _)) =
            self.month_first(end_at).filter(|_| opened == Opened::From)
        {
            found
        } else {
            let (last, next) = self.ordinal_day(end_at).or_else(|| self.plain_day(end_at))?;
            let (of, next) = self.relative_month(next)?;
            (DateSpec::DayOf { day: last, of: Box::new(of) }, next)
        };
        // "11 to 9 january 5th", "5 to 6 of April 22": hours before a date.
        if Self::day_of_end(&end).is_some_and(|last| last < first) || self.day_follows(next) {
            return None;
        }
        // "4th and 5th of May" are two days in a row or a list: read as a list by the caller.
        if and {
            return None;
        }
        let start = match &end {
            DateSpec::Written { year, month, .. } => {
                DateSpec::Written { year: *year, month: *month, day: Some(first), weekday: None }
            }
            DateSpec::Numeric { first: day, second: month, year, .. } => {
                let _ = day;
                DateSpec::Numeric { first, second: *month, year: *year, weekday: None }
            }
            DateSpec::DayOf { of, .. } => DateSpec::DayOf { day: first, of: of.clone() },
            _ => return None,
        };
        Some((DateItem { start, end: Some(end) }, next))
    }

    /// "18.3.", and "18/3" where it can be no month.
    fn begins_with_the_day(&self, i: usize) -> bool {
        let t = self.t;
        let slash = t.mark(i + 1, '/') && t.number(i + 2).is_some_and(|month| month <= 12);
        let day = self.order == DateOrder::DayFirst || t.number(i).is_some_and(|day| day > 12);
        t.mark(i + 1, '.') || slash && day
    }

    fn day_of_end(end: &DateSpec) -> Option<i8> {
        match end {
            DateSpec::Written { day, .. } => *day,
            DateSpec::Numeric { first, .. } => Some(*first),
            _ => None,
        }
    }

    /// A day of the month that the month before it takes: "of April 22".
    fn day_follows(&self, i: usize) -> bool {
        let day = self.ordinal_day(i).or_else(|| self.plain_day(i));
        day.is_some_and(|(_, next)| {
            (self.clause_ends(next))
                && self.meridiem(next, Need::Bare).is_none()
                && !self.t.mark(next, ':')
                && !self.t.mark(next, '-')
                && !self.is_dotted_with_its_half(i)
        })
    }
}
