//! Days without a month, and several days before one: "the 22nd", "on 15", "26, 27 and 28 March".

use super::mention::Located;
use super::{Found, Parser};
use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, Mention, Which};
use crate::words::{Senses, labels};
use std::ops::Range;

/// How many tokens may stand between a date and a day that takes its month.
const NEAR: usize = 10;

/// What comes after the days that were told.
const FOLLOWS: &[&str] =
    &["back", "home", "leave", "leaving", "results", "return", "returning", "returns", "then", "until"];

impl Parser<'_> {
    /// "24 and 31 December", "26, 27 and 28 March", "26/27 March": at least two days before their month, each with its
    /// tokens.
    pub(super) fn days_of_one_month(&self, i: usize) -> Found<Vec<(DateSpec, Range<usize>)>> {
        let t = self.t;
        let (mut days, mut at) = (Vec::new(), i);
        while let Some((day, next)) =
            self.ordinal_day(at).or_else(|| self.plain_day(at)).filter(|_| days.len() < 24)
        {
            if !matches!(t.mark_at(next), Some(',' | '&' | '/' | '+')) && !t.any(next, &["and", "or"]) {
                break;
            }
            days.push((day, at..next));
            at = if t.any(next + 1, &["and", "or"]) || t.mark(next + 1, '&') { next + 2 } else { next + 1 };
        }
        let (last, next) = self.last_day_of_one_month(at).filter(|_| !days.is_empty())?;
        let DateSpec::Written { year, month, day: Some(last_day), .. } = last else { return None };
        let later = days.iter().skip(1).map(|(day, _)| *day).chain([last_day]);
        let in_order = days.iter().zip(later).all(|((day, _), later)| *day < later);
        let of_month = |day| DateSpec::Written { year, month, day: Some(day), weekday: None };
        let all = days.into_iter().map(|(day, tokens)| (of_month(day), tokens)).chain([(last, at..next)]);
        in_order.then(|| (all.collect(), next))
    }

    /// "3-4 and 10-11 April": at least two ranges of days before their month, each with its tokens.
    pub(super) fn ranges_of_one_month(&self, i: usize) -> Found<Vec<(DateItem, Range<usize>)>> {
        let t = self.t;
        let (mut pairs, mut at) = (Vec::new(), i);
        while let Some((first, last, next)) = self.two_days(at).filter(|_| pairs.len() < 24) {
            pairs.push((first, last, at..next));
            let comma = if matches!(t.mark_at(next), Some(',' | '&' | '/')) { next + 1 } else { next };
            let and = if t.any(comma, &["and", "or"]) { comma + 1 } else { comma };
            if and == next {
                break;
            }
            at = and;
        }
        let after = pairs.last().filter(|_| pairs.len() > 1)?.2.end;
        let of = if t.any(after, &["of"]) { after + 1 } else { after };
        let (month, next) = self.month_word(of)?;
        let (year, next) = self.trailing_year(next, false);
        let day = |day| DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None };
        let count = pairs.len();
        let ranges = pairs.into_iter().enumerate().map(|(n, (first, last, tokens))| {
            let tokens = if n + 1 == count { tokens.start..next } else { tokens };
            (DateItem { start: day(first), end: Some(day(last)) }, tokens)
        });
        Some((ranges.collect(), next))
    }

    /// "away 3 – 14 August, back on the 17th": behind a date of its sentence, a day without a month is the next such day
    /// after it, or one shortly before it: "Conference 9-11 December, dinner on the 8th".
    pub(super) fn days_after_dates(&self, found: &mut [Located]) {
        for i in 1..found.len() {
            let Some([before, day]) = found.get_mut(i - 1..=i) else { return };
            // The full stop of "3 June." counts to the month, which could be a short form.
            let first = if self.t.mark(before.to - 1, '.') { before.to - 1 } else { before.to };
            let open = matches!(
                day.mention.dates.as_slice(),
                [DateItem {
                    start: DateSpec::Written { year: None, month: None, weekday: None, .. },
                    end: None
                }]
            );
            let near = day.from.saturating_sub(before.to) <= NEAR && !self.sentence_ends(first, day.from);
            if near && self.comes_back_on(day.from) {
                count_from(&before.mention, &mut day.mention);
            }
            if open && near {
                let follows = (first..day.from).any(|n| self.t.any(n, FOLLOWS));
                self.lend_the_month(&before.mention, &mut day.mention, follows);
            }
        }
    }

    /// "no meeting 22nd & 29th", said on the 26th: where the first lies in the next month, so do those after it.
    pub(super) fn days_in_their_order(&self, dates: &mut [DateItem]) {
        let open = |item: &DateItem| match *item {
            DateItem {
                start: DateSpec::Written { year: None, month: None, day: Some(day), weekday: None },
                end: None,
            } => Some(day),
            _ => None,
        };
        let Some((first, later)) = dates.split_first_mut() else { return };
        let Some(from) = open(first).filter(|day| *day < self.today.day()) else { return };
        let (next_month, mut before) = (self.today.month() % 12 + 1, from);
        for item in later {
            let Some(day) = open(item).filter(|day| *day > before) else { return };
            item.start =
                DateSpec::Written { year: None, month: Some(next_month), day: Some(day), weekday: None };
            before = day;
        }
    }

    /// "back Tues", "reopens on Monday": the word before the day at `i`.
    fn comes_back_on(&self, i: usize) -> bool {
        let on = i.checked_sub(1).filter(|before| self.t.any(*before, &["on"])).unwrap_or(i);
        on.checked_sub(1).is_some_and(|before| {
            self.t.any(before, &["back", "reopen", "reopens", "resume", "resumes", "return", "returns"])
        })
    }

    /// Gives the day the month of the date before it, or the next one.
    fn lend_the_month(&self, before: &Mention, day: &mut Mention, follows: bool) {
        let Some(item) = before.dates.last() else { return };
        let last = item.end.as_ref().unwrap_or(&item.start);
        let DateSpec::Written { year, month: Some(month), day: Some(from), .. } = *last else { return };
        let [DateItem { start: DateSpec::Written { year: own_year, month: own, day: Some(day), .. }, .. }] =
            day.dates.as_mut_slice()
        else {
            return;
        };
        let led_up = !follows
            && is_shortly_before(*day, &item.start, month)
            && (month != self.today.month() || *day >= self.today.day());
        let later = *day > from || led_up;
        *own = Some(if later { month } else { month % 12 + 1 });
        *own_year = year.map(|year| year + i16::from(!later && month == 12));
    }

    /// "20-21", "the 20th to the 21st": two days in their order, and the index after them.
    pub(super) fn two_days(&self, i: usize) -> Option<(i8, i8, usize)> {
        let day = |i: usize| {
            let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
            self.ordinal_day(the).or_else(|| self.plain_day(the))
        };
        let (first, after) = day(i)?;
        let (last, next) = day(self.separator(after, super::range::Opened::No)?)?;
        let clock = self.meridiem(next, super::time::Need::Bare).is_some()
            || matches!(self.t.mark_at(next), Some(':' | '/' | '-')) && self.t.glued(next);
        (first < last && !clock).then_some((first, last, next))
    }

    /// The last of several days, with its month; the "28" of "27/28 March" hangs on a mark that is no date.
    fn last_day_of_one_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (day, after) = self.ordinal_day(i).or_else(|| self.plain_day(i))?;
        let of = if t.any(after, &["of"]) { after + 1 } else { after };
        let (month, next) = self.month_word(of)?;
        let (year, next) = self.trailing_year(next, false);
        Some((DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None }, next))
    }

    /// "the 2nd and 4th floors": behind a second ordinal stands what is counted.
    fn is_one_of_counted_things(&self, i: usize) -> bool {
        let second = self.t.any(i, &["and", "or"]).then(|| self.ordinal_day(i + 1)).flatten();
        second.is_some_and(|(_, next)| self.plural_noun(next))
    }

    /// "the 22nd", "25th", "on the twenty second"; the month is left open.
    pub(super) fn ordinal_date(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = t.any(i, &["the"]);
        let from = if the { i + 1 } else { i };
        let Some((day, next)) = self.ordinal_day(from) else { return self.plain_day_date(i, from) };
        // "Beethoven's 9th"
        let owned = i.checked_sub(1).and_then(|before| t.get(before)).is_some_and(|token| token.possessive);
        // "the third one"
        if owned && !the || t.any(next, &["one", "ones"]) || self.is_one_of_counted_things(next) {
            return None;
        }
        let digits = t.number(from).is_some();
        let on = i.checked_sub(1).is_some_and(|b| {
            t.any(b, &["on", "by", "until", "till", "from", "to", "for", "through", "before", "after"])
        });
        if let Some(next) = t.phrase(next, &["of", "this", "month"]) {
            return Some((DateSpec::DayOf { day, of: Box::new(this_month()) }, next));
        }
        if let Some(next) = t.phrase(next, &["of", "the", "month"]) {
            return Some((
                DateSpec::Written { year: None, month: None, day: Some(day), weekday: None },
                next,
            ));
        }
        if let Some((of, next)) = self.relative_month(next) {
            return Some((DateSpec::DayOf { day, of: Box::new(of) }, next));
        }
        if t.any(next, &["of"]) && t.any(next + 1, &["each", "every"]) {
            return None;
        }
        if t.any(self.behind_ordinals(next), labels::ORDINAL_NOUNS) || self.is_a_crossing(from, next) {
            return None;
        }
        let noun = !self.clause_ends(next) && !self.starts_time(next);
        let accepted = if digits {
            !noun || the && on && !self.counts_something(next - 1)
        } else {
            the && !noun && (on || t.any(next, &["at"]))
        };
        accepted
            .then_some((DateSpec::Written { year: None, month: None, day: Some(day), weekday: None }, next))
    }

    /// Behind the further ordinals that begin at `i`: "3rd and 6th years" numbers years twice.
    fn behind_ordinals(&self, i: usize) -> usize {
        let joined = self.t.any(i, &["and", "or"]) || matches!(self.t.mark_at(i), Some('&' | ',' | '/'));
        let further = self.ordinal_day(i + 1).filter(|_| joined);
        further.map_or(i, |(_, next)| self.behind_ordinals(next))
    }

    /// "Maple & 3rd", "5th and Main": two streets.
    fn is_a_crossing(&self, from: usize, next: usize) -> bool {
        let t = self.t;
        let and = |i: usize| t.mark(i, '&') || t.any(i, &["and"]);
        let name = |i: usize| {
            let token = t.get(i).filter(|token| token.kind == Kind::Word && token.capital);
            token.is_some_and(|token| token.senses == Senses::default())
        };
        let before = from.checked_sub(2).is_some_and(|street| and(from - 1) && name(street));
        before || and(next) && name(next + 1)
    }

    /// "on 15", "for the 27", "the thirty": a plain number as a day needs a preposition and the end of its clause.
    fn plain_day_date(&self, i: usize, from: usize) -> Found<DateSpec> {
        let t = self.t;
        let before = i.checked_sub(1)?;
        let led = t.any(before, &["on"])
            || from > i && t.any(before, &["for", "by", "until", "till", "from", "before", "after"]);
        let pair = t.any(before, &["on"])
            && before.checked_sub(1).is_some_and(|b| t.number(b).is_some() || t.senses(b).cardinal.is_some());
        let (day, next) = self
            .plain_day(from)
            .filter(|(day, _)| led && !pair && (t.number(from).is_some() || *day >= 20))?;
        let ends = self.clause_ends(next)
            && !self.counts_something(next - 1)
            && self.meridiem(next, super::time::Need::Bare).is_none();
        let range =
            t.mark(next, '-') || t.mark(next, ':') || t.any(next, &["to", "till", "until", "and", "or"]);
        let date = DateSpec::Written { year: None, month: None, day: Some(day), weekday: None };
        (ends && !range && !self.is_inside_a_number(from)).then_some((date, next))
    }

    /// "of next month", "next month", "the following month".
    pub(super) fn relative_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["of", "in"]) { i + 1 } else { i };
        let from = if t.any(from, &["the"]) { from + 1 } else { from };
        let ahead = match t.word(from) {
            "next" | "following" | "coming" => 1,
            "this" | "current" => 0,
            "last" | "previous" => -1,
            _ => return None,
        };
        t.any(from + 1, &["month"])
            .then(|| (DateSpec::Unit { unit: crate::words::Unit::Month, ahead }, from + 2))
    }
}

/// "inset day Mon 4 Jan so back Tues": the first such weekday behind the date.
fn count_from(before: &Mention, day: &mut Mention) {
    let Some(item) = before.dates.last().filter(|_| before.rule.is_none() && day.rule.is_none()) else {
        return;
    };
    let [DateItem { start, end: None }] = day.dates.as_mut_slice() else { return };
    let base = item.end.as_ref().unwrap_or(&item.start);
    let plain = matches!(base, DateSpec::Written { day: Some(_), .. } | DateSpec::Numeric { .. });
    if let DateSpec::Weekday { weekday, which: Which::Nearest } = *start
        && plain
    {
        let base = Box::new(base.clone());
        *start = DateSpec::WeekdayFrom { weekday, base, before: false };
    }
}

/// A day within the week before a date of the same month.
fn is_shortly_before(day: i8, date: &DateSpec, month: i8) -> bool {
    let DateSpec::Written { month: own, day: Some(first), .. } = *date else { return false };
    own.is_none_or(|own| own == month) && (1..=7).contains(&(first - day))
}

fn this_month() -> DateSpec {
    DateSpec::Unit { unit: crate::words::Unit::Month, ahead: 0 }
}
