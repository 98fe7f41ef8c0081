//! Weekdays with their day of the month: "Monday the 21st", "Sat 14", and under the name of a month "Sat 5 – Tree lighting".

use jiff::civil::{Date, Weekday};

use super::range::Opened;
use super::time::Need;
use super::{Found, Parser};
use crate::lex::Kind;
use crate::mention::DateSpec;

impl Parser<'_> {
    /// The day of the month behind a weekday; a month above, or the weekday, tells which month.
    pub(super) fn weekday_with_day(&self, weekday: Weekday, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let comma = if t.mark(i, ',') { i + 1 } else { i };
        if let Some(found) = self.bracketed_day(weekday, i) {
            return Some(found);
        }
        let the = if t.any(comma, &["the"]) { comma + 1 } else { comma };
        if let Some((day, next)) = self.ordinal_day(the).filter(|(_, next)| !t.any(*next, &["thing"])) {
            if t.any(next, &["of"]) && t.any(next + 1, &["each", "every"]) {
                return None;
            }
            if let Some((of, next)) = self.relative_month(next) {
                return Some((DateSpec::DayOf { day, of: Box::new(of) }, next));
            }
            return Some((self.day_under_heading(day, weekday, i), next));
        }
        let (day, next) = self.plain_day(i).filter(|_| t.digits(i) > 0)?;
        let number = || !self.counts_something(i) && !self.is_a_clock_or_range(next);
        (self.day_of_the_month_follows(next) || number() && self.is_rather_a_day(weekday, day, i, next))
            .then(|| (self.day_under_heading(day, weekday, i), next))
    }

    /// "Saturday (27th)", "Friday (the 5th)"
    fn bracketed_day(&self, weekday: Weekday, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = if t.any(i + 1, &["the"]) { i + 2 } else { i + 1 };
        let (day, next) = self.ordinal_day(the).filter(|(_, next)| t.mark(i, '(') && t.mark(*next, ')'))?;
        Some((self.day_under_heading(day, weekday, i), next + 1))
    }

    fn day_under_heading(&self, day: i8, weekday: Weekday, i: usize) -> DateSpec {
        let (month, year) =
            self.heading(i).map_or((None, None), |heading| (Some(heading.month), heading.year));
        DateSpec::Written { year, month, day: Some(day), weekday: Some(weekday) }
    }

    /// The number is the hour of "Sat 5pm", "Sat 5:30", "Sat 5-7".
    fn is_a_clock_or_range(&self, next: usize) -> bool {
        let t = self.t;
        let mark = matches!(t.mark_at(next), Some(':' | '.' | '/' | '-' | '–'));
        let clock = mark && t.glued(next) && t.glued(next + 1) && t.number(next + 1).is_some();
        let range = t.any(next, &["to", "till", "until"]) || t.mark(next, '-');
        // "Mon 16 - Wed 18 March": the end has the month; "Sat 14 – Bake sale": no range at all.
        let to_a_time = t.number(next + 1).is_some() || self.time(next + 1, Need::Bare).is_some();
        let range = range && to_a_time && self.written_date(next + 1).is_none();
        clock || range || self.meridiem(next, Need::Bare).is_some() || self.oclock(next).is_some()
    }

    /// A number over 12, one under the name of a month, one before the time of day; else one that fits this month or the
    /// next and stands before a title.
    fn is_rather_a_day(&self, weekday: Weekday, day: i8, i: usize, next: usize) -> bool {
        if self.heading(i).is_some() || self.time_follows(next) || self.is_to_a_later_day(day, next) {
            return true;
        }
        if day > 12 {
            return self.t.digits(i) == 2 && self.clause_ends(next);
        }
        self.is_the_day_of(weekday, day) && self.title_follows(next)
    }

    /// "Tue 1, Wed 2 or Thu 3 Dec": the last of the weekdays and numbers that follow has the month, or an
    /// hour behind it.
    fn day_of_the_month_follows(&self, i: usize) -> bool {
        let mut at = i;
        while self.t.any(at, &["or", "and"]) || matches!(self.t.mark_at(at), Some('&' | ',' | '/')) {
            let Some((_, number)) = self.weekday_word(at + 1) else { return false };
            if self.day_first(number).is_some() {
                return true;
            }
            let Some((_, next)) = self.plain_day(number).filter(|_| self.t.digits(number) > 0) else {
                return false;
            };
            if self.time_follows(next) {
                return true;
            }
            at = next;
        }
        false
    }

    /// "Wednesday 11 to Friday 13 November": a later day with its month ends the range.
    fn is_to_a_later_day(&self, day: i8, i: usize) -> bool {
        let weekday = self.separator(i, Opened::No).and_then(|from| self.weekday_word(from));
        let last = weekday.and_then(|(_, next)| self.day_first(next));
        matches!(last, Some((DateSpec::Written { day: Some(last), .. }, _)) if last > day)
    }

    /// "Sat 4 at 6", "Thu 19 7pm"
    fn time_follows(&self, i: usize) -> bool {
        let at = self.t.any(i, &["at", "from"]) || self.t.mark(i, '@');
        if at { self.time(i + 1, Need::Bare).is_some() } else { self.time(i, Need::Whole).is_some() }
    }

    /// "– Bake sale", ": Quiz", "Book sale"
    fn title_follows(&self, i: usize) -> bool {
        let marked = matches!(self.t.mark_at(i), Some('-' | ':'));
        let word = if marked { i + 1 } else { i };
        let token = self.t.get(word).filter(|token| token.kind == Kind::Word);
        token.is_some_and(|token| marked || token.capital && token.senses == crate::words::Senses::default())
    }

    /// That day of this month or the next is such a weekday and not past.
    fn is_the_day_of(&self, weekday: Weekday, day: i8) -> bool {
        let first = self.today.first_of_month();
        let next = self.today.last_of_month().tomorrow().unwrap_or(first);
        [first, next].into_iter().any(|month| {
            Date::new(month.year(), month.month(), day)
                .is_ok_and(|date| date >= self.today && date.weekday() == weekday)
        })
    }
}
