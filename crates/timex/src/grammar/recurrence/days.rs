//! Lists of days inside a rule: "mon and fri", "mon-wed", "first and third friday", "4th and 10th of the month".

use calendar::Frequency;
use jiff::civil::Weekday;

use crate::mention::RuleSpec;
use crate::words::Unit;

use super::super::{Found, Parser};
use super::{WORKDAYS, monthly_on, unit_rule};

type NthDays = Vec<(Option<i8>, Weekday)>;

impl Parser<'_> {
    /// Weekdays, singular or plural: "monday, wednesday and friday", "mon-wed", "saturdays through tuesdays".
    pub(in super::super) fn weekday_list(&self, i: usize) -> Found<Vec<Weekday>> {
        self.t.senses(i).weekday?;
        self.memo.weekdays.at(i, || self.read_weekday_list(i))
    }

    fn read_weekday_list(&self, i: usize) -> Found<Vec<Weekday>> {
        let (first, mut next) = self.any_weekday(i)?;
        let mut days = vec![first];
        for _ in 0..10 {
            if let Some((last, after)) = self.list_range_end(next) {
                let from = days.last().copied().unwrap_or(first);
                days.extend(days_between(from, last));
                next = after;
            } else if let Some((day, after)) = self.list_next(next) {
                days.push(day);
                next = after;
            } else {
                break;
            }
        }
        Some((days, next))
    }

    fn any_weekday(&self, i: usize) -> Found<Weekday> {
        let t = self.t;
        let weekday = t.senses(i).weekday?;
        Some((weekday, if t.senses(i).plural { i + 1 } else { self.weekday_word(i)?.1 }))
    }

    fn list_range_end(&self, i: usize) -> Found<Weekday> {
        let t = self.t;
        let joins = t.mark(i, '-') || t.any(i, &["to", "thru", "through", "until", "till"]);
        joins.then(|| self.any_weekday(i + 1))?
    }

    fn list_next(&self, i: usize) -> Found<Weekday> {
        let t = self.t;
        let mut from = if matches!(t.mark_at(i), Some(',' | '/' | '&' | '+')) { i + 1 } else { i };
        if t.any(from, &["and", "or", "n"]) {
            from += 1;
        }
        // "every monday every wednesday"
        if t.any(from, &["every", "each", "on"]) && t.senses(from + 1).weekday.is_some() {
            from += 1;
        }
        let found = self.any_weekday(from)?;
        // Without any separator only another weekday right after it: "mon wed fri".
        (from > i || t.senses(i).weekday.is_some()).then_some(found)
    }

    /// "first and third friday and second tuesday", "2nd and last fridays".
    pub(in super::super) fn nth_weekday_list(&self, i: usize) -> Found<NthDays> {
        let (mut all, mut next) = self.nth_group(i)?;
        for _ in 0..4 {
            let Some((more, after)) = self.separated(next).and_then(|from| self.nth_group(from)) else {
                break;
            };
            all.extend(more);
            next = after;
        }
        Some((all, next))
    }

    /// "first, second and third friday"
    fn nth_group(&self, i: usize) -> Found<NthDays> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let (first, mut next) = self.nth(the)?;
        let mut ordinals = vec![first];
        for _ in 0..5 {
            let Some((more, after)) = self
                .separated(next)
                .and_then(|from| self.nth(if t.any(from, &["the"]) { from + 1 } else { from }))
            else {
                break;
            };
            ordinals.push(more);
            next = after;
        }
        // "the last working Friday"
        let next = if t.any(next, &["working"]) { next + 1 } else { next };
        let (weekday, next) = self.any_weekday(next)?;
        (ordinals.iter().all(|n| (-5..=5).contains(n)))
            .then(|| (ordinals.into_iter().map(|n| (Some(n as i8), weekday)).collect(), next))
    }

    pub(in super::super) fn separated(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let comma = if t.mark(i, ',') || t.mark(i, '&') || t.mark(i, '/') { i + 1 } else { i };
        let and = if t.any(comma, &["and", "or"]) { comma + 1 } else { comma };
        (and > i).then_some(and)
    }

    /// "first and last instance of tue and fri" → weekdays, positions.
    pub(super) fn instances(&self, i: usize) -> Option<(Vec<Weekday>, Vec<i16>, usize)> {
        let t = self.t;
        let (first, mut next) = self.nth(i)?;
        let mut positions = vec![first as i16];
        for _ in 0..5 {
            let Some((more, after)) = self.separated(next).and_then(|from| self.nth(from)) else { break };
            positions.push(more as i16);
            next = after;
        }
        if !t.any(next, &["instance", "instances", "occurrence", "occurrences"]) || !t.any(next + 1, &["of"])
        {
            return None;
        }
        let (days, after) = self.weekday_list(next + 2)?;
        Some((days, positions, after))
    }

    /// "4th", "4th and 10th", "1st, 8th and 22nd", "last day", "second to last"; days of a month.
    pub(super) fn month_day_list(&self, i: usize) -> Found<Vec<i8>> {
        let (first, mut next) = self.month_day_nth(i)?;
        let mut days = vec![first];
        for _ in 0..8 {
            let Some((more, after)) = self.separated(next).and_then(|from| self.month_day_nth(from)) else {
                break;
            };
            days.push(more);
            next = after;
        }
        Some((days, next))
    }

    fn month_day_nth(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let (n, next) = self.nth(the)?;
        let next = if t.any(next, &["day"]) { next + 1 } else { next };
        let bare_last = n == -1 && !t.any(next - 1, &["day"]);
        ((-31..=31).contains(&n) && !bare_last).then_some((n as i8, next))
    }

    /// "first business day", "first and last working day" → positions.
    pub(super) fn business_days(&self, i: usize) -> Found<Vec<i16>> {
        let (first, mut next) = self.nth(i)?;
        let mut positions = vec![first as i16];
        while let Some((more, after)) =
            self.separated(next).and_then(|from| self.nth(from)).filter(|_| positions.len() < 5)
        {
            positions.push(more as i16);
            next = after;
        }
        let (unit, after) = self.unit_word(next)?;
        (unit == Unit::BusinessDay).then_some((positions, after))
    }

    /// After "every": "first and last working day of the month".
    pub(super) fn business_days_of_the_month(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let (positions, next) = self.business_days(i)?;
        let month =
            t.phrase(next, &["of", "the", "month"]).or_else(|| t.phrase(next, &["in", "the", "month"]))?;
        let by_day = WORKDAYS.map(|day| (None, day)).to_vec();
        Some((RuleSpec { by_day, by_set_position: positions, ..RuleSpec::new(Frequency::Monthly, 1) }, month))
    }

    /// After "every": "4th and 10th of the month", "20th and 30th of aug".
    pub(super) fn month_days_of(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let (days, next) = self.month_day_list(i)?;
        if !t.any(next, &["of", "in"]) {
            return None;
        }
        let the = if t.any(next + 1, &["the", "each", "every"]) { next + 2 } else { next + 1 };
        if t.any(the, &["month"]) {
            return Some((monthly_on(days), the + 1));
        }
        let (month, after) = self.month_word(the)?;
        let mut rule = RuleSpec::new(Frequency::Yearly, 1);
        (rule.by_month, rule.by_month_day) = (vec![month], days);
        Some((rule, after))
    }

    /// After "every": "last friday of the month", "2nd tuesday of the month", "first and third monday".
    pub(super) fn nth_weekdays_of(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let (days, next) = self.nth_weekday_list(i)?;
        let several = days.len() > 1 || days.iter().any(|(n, _)| n.is_some_and(|n| n < 0));
        let mut rule = RuleSpec::new(Frequency::Monthly, 1);
        if !t.any(next, &["of", "in"]) {
            // "every second tuesday" is every other one: read by the caller.
            rule.by_day = days;
            return several.then_some((rule, next));
        }
        let the = if t.any(next + 1, &["the", "each", "every"]) { next + 2 } else { next + 1 };
        if t.any(the, &["month"]) {
            rule.by_day = days;
            return Some((rule, the + 1));
        }
        let (month, after) = self.month_word(the)?;
        rule.frequency = Frequency::Yearly;
        (rule.by_day, rule.by_month) = (days, vec![month]);
        Some((rule, after))
    }

    /// "first friday of every month", "the 4th of every other month", "beginning of each month",
    /// "first business day of each quarter".
    pub(super) fn nth_of_every(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        if t.any(the, &["beginning", "begin", "start", "end"]) {
            let (rule, next) = self.of_every(the + 1)?;
            let day = if t.any(the, &["end"]) { -1 } else { 1 };
            return Some((RuleSpec { by_month_day: vec![day], ..rule }, next));
        }
        self.nth(the)?;
        if let Some((days, next)) = self.nth_weekday_list(the) {
            if let Some((rule, next)) = self.in_months(next, 2) {
                return Some((RuleSpec { by_day: days, ..rule }, next));
            }
            let (rule, next) = self.of_every(next)?;
            let position = days.first().and_then(|(n, _)| *n).unwrap_or(1);
            let rule = in_edge_months(rule, i16::from(position));
            return Some((RuleSpec { by_day: days, ..rule }, next));
        }
        if let Some((positions, next)) = self.business_days(the) {
            let (rule, next) = self.of_every(next)?;
            let by_day = WORKDAYS.map(|day| (None, day)).to_vec();
            let rule = in_edge_months(rule, positions.first().copied().unwrap_or(1));
            return Some((RuleSpec { by_day, by_set_position: positions, ..rule }, next));
        }
        let (days, next) = self.month_day_list(the)?;
        // A day of two months is two dates.
        if let Some((rule, next)) = self.in_months(next, 3) {
            return Some((RuleSpec { by_month_day: days, ..rule }, next));
        }
        let (rule, next) = self.of_every(next)?;
        if rule.frequency == Frequency::Yearly {
            return Some((RuleSpec { by_year_day: days.into_iter().map(i16::from).collect(), ..rule }, next));
        }
        let rule = in_edge_months(rule, i16::from(days.first().copied().unwrap_or(1)));
        Some((RuleSpec { by_month_day: days, ..rule }, next))
    }

    /// "of Jan, Apr, Jul and Oct": every year in at least so many months.
    fn in_months(&self, i: usize, least: usize) -> Found<RuleSpec> {
        let led = self.t.any(i, &["of", "in"]);
        let (months, next) = self.months(i + 1).filter(|(months, _)| led && months.len() >= least)?;
        Some((RuleSpec { by_month: months, ..RuleSpec::new(Frequency::Yearly, 1) }, next))
    }

    /// "of every month", "in each quarter", "of every other month", "of every 3rd month", "of the month" is none.
    fn of_every(&self, i: usize) -> Found<RuleSpec> {
        let t = self.t;
        let of = if t.any(i, &["of", "in"]) { i + 1 } else { i };
        if !t.any(of, &["every", "each"]) {
            return None;
        }
        let from = of + 1;
        let (interval, at) = if t.any(from, &["other", "second"]) {
            (2, from + 1)
        } else {
            self.ordinal(from).or_else(|| self.cardinal(from)).unwrap_or((1, from))
        };
        let unit = t.senses(at).unit.filter(|u| matches!(u, Unit::Month | Unit::Quarter | Unit::Year))?;
        ((1..=120).contains(&interval)).then(|| unit_rule(unit, interval).map(|rule| (rule, at + 1)))?
    }
}

/// A rule of every quarter, as one of the months in which quarters begin or end.
pub(super) fn in_edge_months(rule: RuleSpec, position: i16) -> RuleSpec {
    if rule.frequency != Frequency::Monthly || rule.interval != 3 {
        return rule;
    }
    let by_month = if position > 0 { vec![1, 4, 7, 10] } else { vec![3, 6, 9, 12] };
    RuleSpec { by_month, interval: 1, ..rule }
}

/// The weekdays after `from` up to and with `to`.
pub(in super::super) fn days_between(from: Weekday, to: Weekday) -> Vec<Weekday> {
    let mut days = Vec::new();
    let mut day = from;
    while day != to && days.len() < 7 {
        day = day.next();
        days.push(day);
    }
    days
}
