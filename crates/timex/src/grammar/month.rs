//! Months by name, alone or with a year: "in May", "Dec 2018"; a verb or a person is none.

use super::number::two_digit_year;
use super::{Found, Parser};
use crate::lex::Kind;
use crate::mention::DateSpec;

impl Parser<'_> {
    /// A month's name, its full stop included.
    pub(super) fn month_word(&self, i: usize) -> Found<i8> {
        let month = self.t.senses(i).month?;
        Some((month, self.after_short_form(i)))
    }

    /// "Jan, Apr, Jul and Oct", "May and November": at least two months, none of them with a day.
    pub(super) fn months(&self, i: usize) -> Found<Vec<i8>> {
        let t = self.t;
        let (first, mut next) = self.month_word(i)?;
        let mut months = vec![first];
        while months.len() < 12 {
            let comma = if matches!(t.mark_at(next), Some(',' | '&' | '/')) { next + 1 } else { next };
            let and = if t.any(comma, &["and", "or"]) || t.mark(comma, '&') { comma + 1 } else { comma };
            let Some((month, after)) = self.month_word(and).filter(|_| and > next) else { break };
            months.push(month);
            next = after;
        }
        let last = self.day_after_month(next);
        (months.len() > 1 && !last).then_some((months, next))
    }

    /// "June 4th", "June 4" and no hour: the month before `i` has a day.
    fn day_after_month(&self, i: usize) -> bool {
        let day = self.ordinal_day(i).or_else(|| self.plain_day(i));
        day.is_some_and(|_| self.time(i, super::time::Need::Whole).is_none())
    }

    /// "February", "in May": names that are also words or people need a preposition before them.
    pub(super) fn month_alone(&self, i: usize, month: i8, next: usize) -> Found<DateSpec> {
        let date = DateSpec::Written { year: None, month: Some(month), day: None, weekday: None };
        let t = self.t;
        let capital = t.get(i).is_some_and(|token| token.capital);
        if capital && self.is_a_person(i, next) {
            return None;
        }
        // "hard to believe it's December already"
        let said = i.checked_sub(1).is_some_and(|before| {
            t.any(before, &["it", "its"])
                || t.any(before, &["is"]) && before > 0 && t.any(before - 1, &["it"])
        });
        if said && !self.opens_months(next) {
            return None;
        }
        let accepted = match t.word(i) {
            "may" | "march" | "mar" => self.month_is_led(i, capital) || self.opens_months(next),
            "april" | "june" | "august" | "sep" | "dec" | "jan" | "jun" => {
                self.month_is_led(i, true) || self.opens_months(next)
            }
            _ => !(capital && self.is_a_surname(next)),
        };
        accepted.then_some((date, next))
    }

    /// A preposition before the month. `firm`: it cannot be a verb, so weaker words lead to it too.
    fn month_is_led(&self, i: usize, firm: bool) -> bool {
        const FIRM: [&str; 14] = [
            "in",
            "of",
            "until",
            "till",
            "since",
            "during",
            "early",
            "late",
            "mid",
            "for",
            "from",
            "throughout",
            "through",
            "thru",
        ];
        const WEAK: [&str; 11] =
            ["this", "next", "last", "by", "to", "between", "and", "or", "except", "before", "after"];
        let Some(before) = i.checked_sub(1) else { return false };
        // "may or may not": a verb twice.
        let verb =
            |b: usize| self.t.any(b, &["may", "march"]) && !self.t.get(b).is_some_and(|token| token.capital);
        let months = before.checked_sub(1).is_some_and(|b| self.t.senses(b).month.is_some() && !verb(b));
        // "Janet and June" are people.
        let firm = firm && !self.t.any(before, &["and", "or"]);
        let weak = self.t.any(before, &WEAK) && (firm || months);
        self.t.any(before, &FIRM) || weak || self.t.mark(before, '-')
    }

    /// "March to May", "june - august 2019": a month that opens a range of months.
    pub(super) fn opens_months(&self, i: usize) -> bool {
        let t = self.t;
        (t.mark(i, '-') || t.any(i, &["to", "through", "until", "till", "thru"]))
            && t.senses(i + 1).month.is_some()
    }

    /// "Jan Nowak", "by April Jones": a first name, unless "in" or "until" leads to the month.
    fn is_a_person(&self, i: usize, next: usize) -> bool {
        const MONTH: [&str; 10] =
            ["in", "of", "until", "till", "since", "during", "early", "late", "mid", "through"];
        let t = self.t;
        let led = i.checked_sub(1).is_some_and(|before| t.any(before, &MONTH));
        let name = t
            .get(next)
            .is_some_and(|token| !token.capitals && token.senses == crate::words::Senses::default());
        !led && name && self.is_a_surname(next) && t.any(i, &["jan", "april", "june", "august", "may", "jun"])
    }

    /// "April Jones": a capital word without a sense of time goes on.
    fn is_a_surname(&self, i: usize) -> bool {
        let name =
            self.t.get(i).is_some_and(|token| token.kind == Kind::Word && token.capital && token.spaced);
        name && self.t.senses(i).weekday.is_none()
    }

    /// A year after day and month, and the index after it.
    pub(super) fn trailing_year(&self, next: usize, joined: bool) -> (Option<i16>, usize) {
        let t = self.t;
        let separated = joined && (t.mark(next, '-') || t.mark(next, '/') || t.mark(next, '.'));
        if separated && t.digits(next + 1) == 2 && t.glued(next + 1) {
            return (t.number(next + 1).map(|n| two_digit_year(n as i16)), next + 2);
        }
        let mut from = if separated || t.mark(next, ',') || t.mark(next, '/') { next + 1 } else { next };
        if t.any(from, &["of", "in"]) {
            from += 1;
        }
        if t.any(next, &["next", "this", "last"]) && t.any(next + 1, &["year"]) {
            return (None, next);
        }
        match self.year(from) {
            Some((year, after)) if !self.is_military_range(from, after) && !self.year_is_time(from, next) => {
                // "August 10 2555 BE" never gets here; "2012 AD" does.
                let era = t.any(after, &["ad", "ce"]) && t.get(after).is_some_and(|token| token.capitals);
                (Some(year), if era { after + 1 } else { after })
            }
            _ => self.buddhist_year(from).map_or((None, next), |(year, after)| (Some(year), after)),
        }
    }

    /// "Nov 5, 2000 - 2100": cannot be told; a year wins unless hours follow.
    fn year_is_time(&self, i: usize, _from: usize) -> bool {
        self.t.any(i + 1, &["h", "hrs", "hours"])
            || self.meridiem(i + 1, super::time::Need::Whole).is_some() && self.t.digits(i) == 4
    }

    /// "2555 BE"
    fn buddhist_year(&self, i: usize) -> Found<i16> {
        let t = self.t;
        let era = t.any(i + 1, &["be"]) && t.get(i + 1).is_some_and(|token| token.capitals);
        let year = t.number(i).filter(|_| era && t.digits(i) == 4)?;
        (2443..=2642).contains(&year).then(|| ((year - 543) as i16, i + 2))
    }

    /// "Nov 1915-2015", "Oct 2025 - 2030": hours and minutes rather than a year.
    pub(super) fn is_military_range(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        t.digits(i) == 4
            && t.mark(next, '-')
            && t.digits(next + 1) == 4
            && t.number(next + 1) < Some(2360)
            && t.number(i).is_some_and(|n| n % 100 < 60)
    }
}
