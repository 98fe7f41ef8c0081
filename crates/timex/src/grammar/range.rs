//! Ranges: of times ("6-7pm", "from 10 to noon", "between 5 and 8") and of dates ("13–15 July", "Monday to Wednesday").

use crate::mention::{DateSpec, TimeItem, TimeSpec};

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
    /// The word or mark that separates the ends; the index after it.
    pub(super) fn separator(&self, i: usize, opened: Opened) -> Option<usize> {
        let t = self.t;
        if t.mark(i, '-') || t.mark(i, '~') || t.mark(i, '→') {
            // "10:00 -- 11:00", "7pm -> 9pm"
            let more = t.mark(i + 1, '-') || t.mark(i + 1, '>') && t.glued(i + 1);
            return Some(if more { i + 2 } else { i + 1 });
        }
        if t.mark(i, '…') {
            return Some(i + 1);
        }
        // "2026-04-23..2026-05-02"
        if t.mark(i, '.') && t.mark(i + 1, '.') && (i..i + 3).all(|n| t.glued(n)) && t.digits(i + 2) > 0 {
            return Some(i + 2);
        }
        if t.any(i, &["to", "until", "till", "til", "thru", "through", "untill"]) {
            return Some(if t.any(i + 1, &["about", "around"]) { i + 2 } else { i + 1 });
        }
        if t.mark(i, '\'') {
            return t.any(i + 1, &["til", "till"]).then_some(i + 2);
        }
        let and = opened == Opened::Between && (t.any(i, &["and"]) || t.mark(i, '&'));
        // A line may break behind the word.
        and.then(|| if t.ends(i + 1) && !t.ends(i + 2) { i + 2 } else { i + 1 })
    }

    /// A time or a range of times.
    pub(super) fn time_item(&self, i: usize, need: Need, opened: Opened) -> Found<TimeItem> {
        if let Some(range) = self.time_range(i, need, opened).filter(|_| self.dashed_numbers(i).is_none()) {
            return Some(range);
        }
        if self.opens_a_count(i, opened) || self.dashed_numbers(i).is_some() {
            return None;
        }
        let (start, next) = self.time(i, need)?;
        Some((TimeItem { start, end: None }, next))
    }

    /// "5 to 10 people", "between 5 and 10 percent": neither number is an hour.
    fn opens_a_count(&self, i: usize, opened: Opened) -> bool {
        let to = self.separator(i + 1, opened).filter(|_| self.t.digits(i) > 0);
        to.is_some_and(|to| {
            let counted = self.counts_something(to) || self.t.any(to + 1, &["percent"]);
            self.t.digits(to) > 0 && counted && self.time(to, Need::Whole).is_none()
        })
    }

    /// "6-7pm", "9 to 5", "10am until noon", "1055-1215".
    pub(super) fn time_range(&self, i: usize, need: Need, opened: Opened) -> Found<TimeItem> {
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
        // "7-Eleven"
        if t.digits(i) > 0 && t.glued(from) && t.senses(from).cardinal.is_some() {
            return None;
        }
        let (end, next) = self.time(from, Need::Bare)?;
        let whole_end = self.time(from, Need::Whole).is_some();
        if zone.is_some() && !whole_end {
            return None;
        }
        // "6:00am until 12-05-2019": the end is a date.
        let clocks = self.are_dotted_clocks(i);
        if !whole_end
            && !clocks
            && self.date(from).is_some_and(|(_, after)| after > next)
            && !self.opens_months(next + 1)
            && !self.is_before_a_month_with_its_day(at, next)
            || self.are_years(i, from) && need != Need::AfterDate
        {
            return None;
        }
        let dated = need != Need::Whole || opened != Opened::No;
        let telling = whole_start || whole_end || dated || clocks || self.is_set_off(i, at, next);
        let date_like = !whole_start && !whole_end && self.t.mark(at, '-') && self.is_numeric_triple(i);
        if !telling || date_like || self.counts_something(next - 1) && !whole_end {
            return None;
        }
        // "from 5 to 10 March" is a range of days.
        if !whole_end
            && !whole_start
            && (t.senses(next).month.is_some() && !self.month_has_day(next) && !self.opens_months(next + 1)
                || self.of_month(next))
        {
            return None;
        }
        (!t.glued_word(next)).then_some((TimeItem { start, end: Some(end) }, next))
    }

    /// "…, 3 till 5, all welcome": set off from what stands around it, and nothing but hours goes on till something.
    fn is_set_off(&self, i: usize, at: usize, next: usize) -> bool {
        let t = self.t;
        let before =
            i.checked_sub(1).is_none_or(|b| matches!(t.mark_at(b), Some(',' | '(' | ':')) || t.ends(b));
        let behind = t.ends(next) || matches!(t.mark_at(next), Some(',' | ')' | '.' | ';' | '!' | '?'));
        let short = t.digits(i) <= 2 && t.any(at, &["till", "til"]);
        before && behind && short
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
    pub(super) fn dotted_minutes(&self, i: usize) -> Option<u32> {
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

    /// "6-7 April 7 to June 16": the month behind a dash and a number has its own day.
    fn is_before_a_month_with_its_day(&self, dash: usize, i: usize) -> bool {
        let date = self.t.mark(dash, '-').then(|| self.month_first(i)).flatten();
        matches!(date, Some((DateSpec::Written { day: Some(_), .. }, _)))
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
    pub(super) fn military_range(&self, i: usize, need: Need) -> Found<TimeItem> {
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
        let next = if t.any(next, &["h", "hr", "hrs", "hours"]) { next + 1 } else { next };
        Some((TimeItem { start, end: Some(end) }, next))
    }

    fn four_digits(&self, i: usize) -> Found<TimeSpec> {
        let value = self.t.number(i)?;
        let (hour, minute) = ((value / 100) as i8, (value % 100) as i8);
        let clock =
            crate::mention::Clock { hour, minute: Some(minute), second: None, half: None, twenty_four: true };
        (hour < 24 && minute < 60).then_some((TimeSpec::Clock(clock), i + 1))
    }
}
