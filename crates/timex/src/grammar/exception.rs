//! When a rule does not hold: "except 24 December", "except in july and sept", "but not on Mondays", "excluding holidays".

mod nth;

use crate::mention::{DateItem, DateSpec, Exception, Mention, Until, Which};

use super::range::Opened;
use super::time::Need;
use super::{Found, Parser};

impl Parser<'_> {
    /// Exceptions from "except" on; an hour behind a day is only that of an occurrence when the rule has its hours.
    pub(super) fn exceptions(&self, i: usize, timed: bool) -> Found<Vec<Exception>> {
        let t = self.t;
        let led = t
            .phrase(i, &["but", "not"])
            .or_else(|| t.phrase(i, &["not"]))
            .or_else(|| t.phrase(i, &["apart", "from"]))
            .or_else(|| t.phrase(i, &["other", "than"]))
            .or_else(|| self.nothing_on(i))
            .or_else(|| self.no_such_days(i))
            .or_else(|| self.called_off(i))
            .or_else(|| (t.any(i, &["but"]) && self.is_weekdays_left_out(i + 1)).then_some(i + 1))
            .or_else(|| {
                t.any(
                    i,
                    &["except", "excluding", "excl", "skipping", "skip", "without", "minus", "bar", "closed"],
                )
                .then_some(i + 1)
            })?;
        let led = if t.mark(led, '.') && t.any(i, &["excl"]) { led + 1 } else { led };
        let between = led.checked_sub(1).is_some_and(|before| t.any(before, &["between"]));
        if let Some(found) = self.excepted_days(led).filter(|_| !between) {
            return Some(found);
        }
        let (first, mut next) = self.exception(led, timed).or_else(|| self.named_exception(led, timed))?;
        let mut all = vec![first];
        for _ in 0..24 {
            let comma = if t.mark(next, ',') { next + 1 } else { next };
            let and =
                if t.any(comma, &["and", "or", "nor"]) || t.mark(comma, '&') { comma + 1 } else { comma };
            if and == next {
                break;
            }
            let same_month = all.last().and_then(|last| self.day_of_the_same_month(last, and));
            let Some((more, after)) = same_month.or_else(|| self.exception(and, timed)) else { break };
            all.push(more);
            next = after;
        }
        Some((all, next))
    }

    /// "from 2 December, not 23 or 30": bare numbers are days where the rule tells the first or the last of its days.
    pub(super) fn numbers_left_out(&self, i: usize, m: &Mention) -> Found<Vec<Exception>> {
        const LEADS: [&str; 6] = ["except", "excluding", "not", "skip", "skipping", "without"];
        let rule = m.rule.as_ref()?;
        let until = match &rule.until {
            Some(Until::Date(date)) => Some(date),
            _ => None,
        };
        let mut told = rule.starting.iter().chain(until).chain(m.dates.iter().map(|item| &item.start));
        let but = if self.t.any(i, &["but"]) { i + 1 } else { i };
        if !self.t.any(but, &LEADS) || !told.any(is_a_day_of_a_month) {
            return None;
        }
        let on = if self.t.any(but + 1, &["on"]) { but + 2 } else { but + 1 };
        let (mut all, mut next, mut from) = (Vec::new(), on, on);
        while let Some((day, after)) =
            self.plain_day(from).filter(|_| self.t.digits(from) > 0 && all.len() < 24)
        {
            let start = DateSpec::Written { year: None, month: None, day: Some(day), weekday: None };
            all.push(Exception::On(DateItem { start, end: None }, None));
            next = after;
            from = self.separated(after).unwrap_or(after);
        }
        let hour = matches!(self.t.mark_at(next), Some(':' | '-' | '.')) && self.t.glued(next + 1)
            || self.meridiem(next, Need::Bare).is_some();
        (!all.is_empty() && !hour && self.clause_ends(next) && self.t.senses(next).month.is_none())
            .then_some((all, next))
    }

    /// "but Sunday", "but the first".
    fn is_weekdays_left_out(&self, i: usize) -> bool {
        self.weekday_list(i).is_some() || self.nth_of_the_month(i).is_some()
    }

    /// "spring break (March 30 - April 3)", "half term 25-29 May": the days behind their name.
    fn named_exception(&self, i: usize, timed: bool) -> Found<Exception> {
        let open = (i + 1..i + 4).find(|n| self.t.word(*n).is_empty())?;
        if self.t.mark(open, '(') {
            let (exception, next) = self.exception(open + 1, timed)?;
            return self.t.mark(next, ')').then_some((exception, next + 1));
        }
        let plain = !self.t.word(i).is_empty() && (i..open).all(|n| self.is_plain_word(n));
        let (item, next) =
            self.date_item(open, Opened::No).filter(|(item, _)| plain && item.end.is_some())?;
        Some((Exception::On(item, None), next))
    }

    /// "April 8 and 15": a further day of the month before it.
    fn day_of_the_same_month(&self, last: &Exception, i: usize) -> Found<Exception> {
        let Exception::On(
            DateItem {
                start: DateSpec::Written { year, month: Some(month), day: Some(before), .. },
                end: None,
            },
            None,
        ) = *last
        else {
            return None;
        };
        let (day, next) =
            self.ordinal_day(i).or_else(|| self.plain_day(i)).filter(|(day, _)| *day > before)?;
        let alone = self.clause_ends(next)
            && self.t.senses(next).month.is_none()
            && self.meridiem(next, Need::Bare).is_none()
            && !self.t.mark(next, ':')
            && !self.t.mark(next, '-');
        let start = DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None };
        alone.then_some((Exception::On(DateItem { start, end: None }, None), next))
    }

    /// "no class April 18", "no rehearsal on the 18th": the index of the day.
    fn nothing_on(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let noun =
            t.any(i, &["no"]) && !t.word(i + 1).is_empty() && !t.any(i + 1, &["later", "earlier", "more"]);
        let on = if t.any(i + 2, &["on", "between", "during"]) { i + 3 } else { i + 2 };
        let day = || self.excepted_date(on).is_some() || self.days_of_one_month(on).is_some();
        (noun && day()).then_some(on)
    }

    /// "off on 2 April", "cancelled on Easter Sunday": the index of the day.
    fn called_off(&self, i: usize) -> Option<usize> {
        let off = self.t.any(i, &["off", "cancelled", "canceled"]) && self.t.any(i + 1, &["on"]);
        (off && self.date(i + 2).is_some()).then_some(i + 2)
    }

    /// "no weekends", "no Sundays": the index of the days.
    fn no_such_days(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let days = t.any(i + 1, &["weekends"]) || t.senses(i + 1).weekday.is_some() && t.senses(i + 1).plural;
        (t.any(i, &["no"]) && days).then_some(i + 1)
    }

    /// "24 and 31 December": days of one month.
    fn excepted_days(&self, i: usize) -> Found<Vec<Exception>> {
        let from = if self.t.any(i, &["on", "the"]) { i + 1 } else { i };
        let (dates, next) = self.days_of_one_month(from)?;
        Some((
            dates.into_iter().map(|(start, _)| Exception::On(DateItem { start, end: None }, None)).collect(),
            next,
        ))
    }

    /// A day or days left out; "until" after it ends the rule, not the exception.
    fn excepted_date(&self, i: usize) -> Found<DateItem> {
        let between = i.checked_sub(1).is_some_and(|before| self.t.any(before, &["between"]));
        let (item, next) = self.date_item(i, if between { Opened::Between } else { Opened::No })?;
        if item.end.is_some() && (i..next).any(|k| self.t.any(k, &["until", "till", "til"])) {
            return self.date(i).map(|(start, next)| (DateItem { start, end: None }, next));
        }
        Some((item, next))
    }

    /// "except Wednesday": without a date every such day.
    fn excepted_weekdays(&self, i: usize) -> Found<Vec<jiff::civil::Weekday>> {
        let (days, next) = self.weekday_list(i)?;
        let dated = self
            .date(i)
            .is_some_and(|(date, _)| !matches!(date, DateSpec::Weekday { which: Which::Nearest, .. }));
        (!dated).then_some((days, next))
    }

    fn exception(&self, i: usize, timed: bool) -> Found<Exception> {
        let t = self.t;
        let mut from = i;
        while t.any(from, &["for", "on", "in", "during", "of", "each", "between"]) && from < i + 3 {
            from += 1;
        }
        for words in [
            &["holidays"][..],
            &["public", "holidays"],
            &["bank", "holidays"],
            &["federal", "holidays"],
            &["us", "holidays"],
        ] {
            if let Some(next) = t.phrase(from, words) {
                return Some((Exception::Holidays, next));
            }
        }
        if let Some(found) = self.nth_of_the_month(from) {
            return Some(found);
        }
        if let Some((days, next)) =
            self.weekday_list(from).filter(|(_, n)| (from..*n).any(|k| t.senses(k).plural))
        {
            return Some((Exception::Weekdays(days), next));
        }
        if t.any(from, &["weekends", "weekend"]) {
            let days = vec![jiff::civil::Weekday::Saturday, jiff::civil::Weekday::Sunday];
            return Some((Exception::Weekdays(days), from + 1));
        }
        if let Some((days, next)) = self.excepted_weekdays(from) {
            return Some((Exception::Weekdays(days), next));
        }
        let (item, next) = self.excepted_date(from).or_else(|| {
            let (month, next) = self.month_word(from)?;
            let start = DateSpec::Written { year: None, month: Some(month), day: None, weekday: None };
            Some((DateItem { start, end: None }, next))
        })?;
        if !timed {
            return Some((Exception::On(item, None), next));
        }
        let at = if t.any(next, &["at"]) || t.mark(next, '@') { next + 1 } else { next };
        if let Some((time, after)) =
            self.time_item(at, if at > next { Need::Bare } else { Need::Whole }, Opened::No)
        {
            return Some((Exception::On(item, Some(time)), after));
        }
        Some((Exception::On(item, None), next))
    }
}

/// "2 December", "2/12"
fn is_a_day_of_a_month(date: &DateSpec) -> bool {
    matches!(date, DateSpec::Written { month: Some(_), day: Some(_), .. } | DateSpec::Numeric { .. })
}
