//! Ranges: of times ("6-7pm", "from 10 to noon", "between 5 and 8") and of dates ("13–15 July", "Monday to Wednesday").

use crate::mention::{DateItem, DateSpec, TimeItem, TimeSpec};

use super::time::Need;
use super::{Found, Parser};

/// What stands between the ends of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// Nothing.
    No,
    /// "from"
    From,
    /// "between"
    Between,
}

impl Parser<'_> {
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
        })
    }

    /// The word or mark that separates the ends; the index after it.
    fn separator(&self, i: usize, opened: Opened) -> Option<usize> {
        let t = self.t;
        if t.mark(i, '-') || t.mark(i, '~') || t.mark(i, '→') {
            // "10:00 -- 11:00", "7pm -> 9pm"
            let more = t.mark(i + 1, '-') || t.mark(i + 1, '>') && t.glued(i + 1);
            return Some(if more { i + 2 } else { i + 1 });
        }
        if t.mark(i, '…') {
            return Some(i + 1);
        }
        if t.any(i, &["to", "until", "till", "til", "thru", "through", "untill"]) {
            return Some(if t.any(i + 1, &["about", "around"]) { i + 2 } else { i + 1 });
        }
        if t.mark(i, '\'') {
            return t.any(i + 1, &["til", "till"]).then_some(i + 2);
        }
        (opened == Opened::Between && t.any(i, &["and"])).then_some(i + 1)
    }

    /// A time or a range of times.
    pub(super) fn time_item(&self, i: usize, need: Need, opened: Opened) -> Found<TimeItem> {
        if let Some(range) = self.time_range(i, need, opened) {
            return Some(range);
        }
        let (start, next) = self.time(i, need)?;
        Some((TimeItem { start, end: None }, next))
    }

    /// "6-7pm", "9 to 5", "10am until noon", "1055-1215".
    fn time_range(&self, i: usize, need: Need, opened: Opened) -> Found<TimeItem> {
        let t = self.t;
        if let Some(found) = self.military_range(i, need) {
            return Some(found);
        }
        let (start, after) = self.time(i, Need::Bare)?;
        let whole_start = self.time(i, Need::Whole).is_some_and(|(_, n)| n == after);
        let mut at = after;
        // "3pm ET - 4pm ET": the zone of the start is read by the caller; here only the common order.
        let zone = self.zone(at).filter(|_| whole_start);
        if let Some((_, next)) = zone {
            at = next;
        }
        // "2026-03-26T19:00/21:00"
        let interval = t.mark(at, '/') && t.glued(at) && t.glued(at + 1) && i > 0 && t.word(i - 1) == "t";
        let from = if interval { at + 1 } else { self.separator(at, opened)? };
        // "8pm til late": an end that nobody knows.
        if t.any(from, &["late"]) && !t.glued(from + 1) || t.any(from, &["late"]) && t.ends(from + 1) {
            let sure = whole_start || need != Need::Whole;
            return sure.then_some((TimeItem { start, end: None }, from + 1));
        }
        let from = if t.mark(from, '@') || t.any(from, &["at"]) { from + 1 } else { from };
        let (end, next) = self.time(from, Need::Bare)?;
        let whole_end = self.time(from, Need::Whole).is_some();
        if zone.is_some() && !whole_end {
            return None;
        }
        // "6:00am until 12-05-2019": the end is a date.
        let clocks = self.are_dotted_clocks(i);
        if !whole_end && !clocks && self.date(from).is_some_and(|(_, after)| after > next)
            || self.are_years(i, from) && need != Need::AfterDate
        {
            return None;
        }
        let dated = need != Need::Whole || opened != Opened::No;
        let telling = whole_start || whole_end || dated || clocks;
        let date_like = !whole_start && !whole_end && self.t.mark(at, '-') && self.is_numeric_triple(i);
        if !telling || date_like || self.counts_something(next - 1) && !whole_end {
            return None;
        }
        // "from 5 to 10 March" is a range of days.
        if !whole_end
            && !whole_start
            && (t.senses(next).month.is_some() && !self.month_has_day(next) || self.of_month(next))
        {
            return None;
        }
        (!t.glued_word(next)).then_some((TimeItem { start, end: Some(end) }, next))
    }

    /// "10.30 to 12.00": both ends have an hour and two digits of minutes, and one of them can be no day of a month.
    pub(super) fn are_dotted_clocks(&self, i: usize) -> bool {
        let Some(minutes) = self.dotted_minutes(i) else { return false };
        let end = self.separator(i + 3, Opened::No).and_then(|from| self.dotted_minutes(from));
        let priced = i.checked_sub(1).is_some_and(|b| {
            ['$', '€', '£'].iter().any(|mark| self.t.mark(b, *mark)) || self.t.any(b, &["version", "v"])
        });
        end.is_some_and(|end| !priced && [minutes, end].iter().any(|m| *m == 0 || *m > 12))
    }

    /// The minutes of "10.30", when they are such as people write.
    fn dotted_minutes(&self, i: usize) -> Option<u32> {
        let t = self.t;
        let shaped = t.mark(i + 1, '.') && t.glued(i + 1) && t.glued(i + 2) && t.digits(i + 2) == 2;
        let minutes = t.number(i + 2).filter(|minutes| minutes.is_multiple_of(5) && *minutes < 60)?;
        let longer = t.mark(i + 3, '.') && t.glued(i + 3) && t.digits(i + 4) > 0;
        let hour = t.number(i).is_some_and(|hour| hour <= 24) && t.digits(i) <= 2;
        (shaped && hour && !longer).then_some(minutes)
    }

    /// "june 5" after a bare range leaves the range alone: "3-5 june 5".
    fn month_has_day(&self, i: usize) -> bool {
        self.month_word(i)
            .is_some_and(|(_, next)| self.ordinal_day(next).or_else(|| self.plain_day(next)).is_some())
    }

    fn of_month(&self, i: usize) -> bool {
        let t = self.t;
        let month_and_day = t.any(i, &["of"]) && t.senses(i + 1).month.is_some() && self.month_has_day(i + 1);
        t.any(i, &["of"])
            && (t.senses(i + 1).month.is_some() && !month_and_day || self.relative_month(i).is_some())
            || self.relative_month(i).is_some_and(|_| t.any(i, &["next", "this"]) && t.any(i + 1, &["month"]))
    }

    /// "4-5-6": not a range.
    fn is_numeric_triple(&self, i: usize) -> bool {
        let t = self.t;
        t.mark(i + 1, '-') && t.mark(i + 3, '-') && t.number(i + 4).is_some() && t.glued(i + 3)
    }

    /// "1055-1215", "0930 - 1730".
    fn military_range(&self, i: usize, need: Need) -> Found<TimeItem> {
        let t = self.t;
        if t.digits(i) != 4 || self.is_inside_a_number(i) || need == Need::Whole {
            return None;
        }
        let from = self.separator(i + 1, Opened::Between)?;
        if t.digits(from) != 4 || self.are_years(i, from) && need != Need::AfterDate {
            return None;
        }
        let (start, _) = self.four_digits(i)?;
        let (end, next) = self.four_digits(from)?;
        let next = if t.any(next, &["h", "hrs", "hours"]) { next + 1 } else { next };
        Some((TimeItem { start, end: Some(end) }, next))
    }

    fn four_digits(&self, i: usize) -> Found<TimeSpec> {
        let value = self.t.number(i)?;
        let (hour, minute) = ((value / 100) as i8, (value % 100) as i8);
        let clock =
            crate::mention::Clock { hour, minute: Some(minute), second: None, half: None, twenty_four: true };
        (hour < 24 && minute < 60).then_some((TimeSpec::Clock(clock), i + 1))
    }

    /// A date or a range of dates.
    pub(super) fn date_item(&self, i: usize, opened: Opened) -> Found<DateItem> {
        if let Some(range) = self.days_of_month(i, opened) {
            return Some(range);
        }
        if let Some(years) = self.years(i, opened) {
            return Some(years);
        }
        let (start, after) = self.date(i)?;
        if let Some((end, next)) = self.range_end(&start, after, opened) {
            return Some((DateItem { start, end: Some(end) }, next));
        }
        Some((DateItem { start, end: None }, after))
    }

    /// Two numbers that can be years, the second after the first.
    fn are_years(&self, first: usize, second: usize) -> bool {
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
        let from = self.separator(i, opened)?;
        let from = if t.any(from, &["on"]) { from + 1 } else { from };
        // "March 7 - 12", "Feb 12 to 15th", "Aug 9-11th, 2026"
        let day_only = match start {
            DateSpec::Written { day: Some(_), year: None, .. } => {
                self.closing_day(from, t.mark(from - 1, '-'))
            }
            DateSpec::Numeric { year: None, .. } if !t.glued(from) => self.closing_numeric_day(from),
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
        (!chained).then_some((end, next))
    }

    /// The day that ends "March 7-12th"; not the hour of "April 29 to 5pm".
    fn closing_day(&self, i: usize, dashed: bool) -> Found<i8> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        if let Some((day, next)) = self.ordinal_day(the).filter(|(_, n)| {
            t.senses(*n).month.is_none()
                && !(t.any(*n, &["of"]) && t.senses(n + 1).month.is_some())
                && self.relative_month(*n).is_none()
        }) {
            return Some((day, next));
        }
        let (day, next) = self.plain_day(i)?;
        let clock =
            [':', '/'].iter().any(|m| t.mark(next, *m)) && t.glued(next) && t.number(next + 1).is_some();
        let month = t.senses(next).month.is_some();
        let time = self.meridiem(next, Need::Whole).is_some();
        let dot = t.mark(next, '.') && t.glued(next) && t.number(next + 1).is_some() && t.glued(next + 1);
        let _ = dashed;
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
    fn days_of_month(&self, i: usize, opened: Opened) -> Found<DateItem> {
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
            self.numeric_date(end_at).filter(|_| t.mark(end_at + 1, '.'))
        {
            (date, next)
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
}
