//! Weekdays: "friday", "next friday", "friday next week", "friday week", "monday 21".

use crate::mention::{DateSpec, Which};
use crate::words::{Activity, Unit};
use jiff::civil::Weekday;

use super::{Found, Parser};

impl Parser<'_> {
    /// A weekday with the words that choose which one.
    pub(super) fn weekday_date(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        // The "Friday" of a Good Friday that only opens a title.
        let feast =
            i.checked_sub(1).filter(|before| t.senses(*before).holiday && t.senses(i).weekday.is_some());
        if feast.and_then(|before| self.holiday(before)).is_some_and(|(_, next)| next > i) {
            return None;
        }
        let (which, from) = self.which(i);
        // "next week Monday", "this week on Friday", "next week's Tuesday"
        if let Some((ahead, next)) = self.week_ahead(i) {
            let on = if t.any(next, &["on", "the"]) || t.mark(next, ',') { next + 1 } else { next };
            let (weekday, next) = self.weekday_word(on)?;
            return Some((DateSpec::Weekday { weekday, which: Which::InWeek(ahead) }, next));
        }
        let (weekday, next) = self.weekday_word(from)?;
        if self.is_weak_weekday(from) && which.is_none() {
            return None;
        }
        if which.is_none_or(|which| which == Which::Last) && self.is_counted_in_something(i, from, next) {
            return None;
        }
        if which.is_none() {
            if let Some(found) = self.weekday_with_day(weekday, next) {
                return Some(found);
            }
            let of = if t.any(next, &["of"]) || t.mark(next, ',') { next + 1 } else { next };
            if let Some((ahead, after)) = self.week_ahead(of) {
                return Some((DateSpec::Weekday { weekday, which: Which::InWeek(ahead) }, after));
            }
            if let Some(found) = self.weeks_later(weekday, next) {
                return Some(found);
            }
            // "Tuesday week": a week after the nearest one.
            let later = match t.word(next) {
                "week" => Some(Which::After(1)),
                "fortnight" => Some(Which::After(2)),
                "next" if !t.any(next + 1, &["to"]) => Some(Which::Next),
                // "on Sunday last"
                "last" => Some(Which::Last),
                _ => None,
            };
            // "sat week 2pm" is no week 2.
            let timed = || {
                t.any(next, &["week", "fortnight"]) && self.time(next + 1, super::time::Need::Whole).is_some()
            };
            if let Some(which) = later.filter(|_| self.clause_ends(next + 1) || timed()) {
                return Some((DateSpec::Weekday { weekday, which }, next + 1));
            }
        }
        // "this Friday, the 8th"
        if let Some((date, after)) = self
            .weekday_with_day(weekday, next)
            .filter(|_| matches!(t.mark_at(next), Some(',' | '(')) || t.any(next, &["the"]))
        {
            return Some((date, after));
        }
        if which.is_none() && self.is_beside_something(i, next) {
            return None;
        }
        // "since Tuesday" looks back.
        let since = i.checked_sub(1).is_some_and(|before| t.any(before, &["since"]));
        let usual = if since { Which::Last } else { Which::Nearest };
        Some((DateSpec::Weekday { weekday, which: which.unwrap_or(usual) }, next))
    }

    /// "the last Thursday of term": told by something whose days nobody knows.
    fn is_counted_in_something(&self, i: usize, weekday: usize, next: usize) -> bool {
        let counted = |n: usize| self.t.any(n, &["last", "first", "final", "second", "third"]);
        let led = (i..weekday).any(counted) || i.checked_sub(1).is_some_and(counted);
        led && self.t.any(next, &["of"])
            && self.of_period(next).is_none()
            && self.t.senses(next + 1).month.is_none()
    }

    /// "the Wednesday before the concert": told by something whose day nobody knows.
    fn is_beside_something(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        let led = t.any(i, &["the"]) || i.checked_sub(1).is_some_and(|before| t.any(before, &["the"]));
        let the = led && t.any(next, &["before", "after"]) && t.any(next + 1, &["the", "our", "your"]);
        the && self.date(next + 1).is_none() && self.time(next + 1, super::time::Need::Bare).is_none()
    }

    /// "Thursday, in two weeks", "Thursday in a fortnight".
    fn weeks_later(&self, weekday: Weekday, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let in_week = |ahead| DateSpec::Weekday { weekday, which: Which::InWeek(ahead) };
        let comma = if t.mark(i, ',') { i + 1 } else { i };
        let (amount, next) = self.amount(comma + 1).filter(|_| t.any(comma, &["in"]))?;
        let weeks = amount.is_days() && amount.months == 0 && amount.days > 0 && amount.days % 7 == 0;
        let told = weeks && amount.finest >= Some(Unit::Week) && amount.finest <= Some(Unit::Fortnight);
        told.then_some((in_week(amount.days / 7), next))
    }

    fn which(&self, i: usize) -> (Option<Which>, usize) {
        let t = self.t;
        let i = if t.any(i, &["the"]) { i + 1 } else { i };
        match t.word(i) {
            // "The plumber is coming Weds 2 and Thurs 3 Dec"
            "coming" if self.is_said_of_somebody(i) => (None, i),
            "this" | "coming" | "upcoming" if t.any(i + 1, &["coming", "upcoming", "next"]) => {
                (Some(Which::This), i + 2)
            }
            "this" | "coming" | "upcoming" => (Some(Which::This), i + 1),
            "next" | "following" | "nxt" => (Some(Which::Next), i + 1),
            "last" | "past" | "previous" => (Some(Which::Last), i + 1),
            _ => (None, i),
        }
    }

    /// The word is what somebody is doing: "is coming", "are all coming".
    fn is_said_of_somebody(&self, i: usize) -> bool {
        let be = |at: usize| {
            self.t.any(at, &["are", "be", "is", "was", "were", "i'm", "he's", "she's", "they're"])
        };
        let before = |back: usize| i.checked_sub(back);
        let between =
            || before(1).is_some_and(|at| self.t.any(at, &["all", "also", "both", "not", "now", "still"]));
        before(1).is_some_and(be) || between() && before(2).is_some_and(be)
    }

    /// "next week", "this week", "the following week", "week after next" as weeks from the present one.
    pub(super) fn week_ahead(&self, i: usize) -> Found<i32> {
        let t = self.t;
        if let Some(next) =
            t.phrase(i, &["week", "after", "next"]).or_else(|| t.phrase(i, &["the", "week", "after", "next"]))
        {
            return Some((2, next));
        }
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let ahead = match t.word(from) {
            "next" | "following" | "nxt" => 1,
            "this" | "current" => 0,
            "last" | "previous" => -1,
            _ => return None,
        };
        (t.senses(from + 1).unit == Some(Unit::Week) && !t.senses(from + 1).plural)
            .then_some((ahead, from + 2))
    }

    /// "SAT prep"
    fn is_an_exam(&self, i: usize) -> bool {
        const NOUNS: [&str; 8] = ["class", "exam", "practice", "prep", "score", "scores", "test", "tutoring"];
        let capitals = self.t.get(i).is_some_and(|token| token.capitals);
        capitals && self.t.any(i, &["sat"]) && self.t.any(i + 1, &NOUNS)
    }

    /// "wed thurs", "sat and sun"
    fn another_weekday_follows(&self, i: usize) -> bool {
        let and = if self.t.any(i, &["and", "n", "or"]) { i + 1 } else { i };
        self.t.senses(and).weekday.is_some()
    }

    /// "sat", "sun", "wed", "mon", "fri" are also words: in the middle of a lower-case sentence they need company.
    fn is_weak_weekday(&self, i: usize) -> bool {
        let t = self.t;
        if !t.any(i, &["sat", "sun", "wed"]) {
            return false;
        }
        if self.is_an_exam(i) {
            return true;
        }
        let capital = t.get(i).is_some_and(|token| token.capital);
        let followed = self.starts_time(i + 1)
            || matches!(t.mark_at(i + 1), Some('-' | ',' | '/' | '&' | '?' | '!'))
            || t.ends(i + 1)
            || self.ordinal_day(i + 1).is_some()
            || self.another_weekday_follows(i + 1)
            || t.senses(i + 1).part.is_some()
            || t.senses(i + 1).activity.is_some_and(|activity| {
                activity != Activity::Work && self.clause_ends(i + 2) || self.starts_time(i + 2)
            })
            || self.hours_behind_an_event(i + 1).is_some()
            || t.any(i + 1, &["between", "from", "at", "before", "after", "the", "night"])
            || t.any(i + 1, &["week"]) && self.time(i + 2, super::time::Need::Whole).is_some();
        let Some(before) = i.checked_sub(1).filter(|before| !t.ends(*before)) else {
            return !capital && !followed && (!self.clause_ends(i + 1) || t.any(i + 1, &["on", "in"]));
        };
        let led = t.any(
            before,
            &[
                "on", "this", "next", "every", "each", "and", "or", "to", "until", "till", "from", "through",
                "by",
            ],
        ) || t.number(before).is_some()
            || t.mark(before, ',')
            || t.mark(before, '/')
            || t.mark(before, '-')
            || t.mark(before, '(')
            || t.any(before, &["am", "pm", "noon"]);
        let led = led || followed;
        let the = t.any(before, &["the", "in"]);
        the && !capital
            || !led && !capital && t.word(i) != "wed"
            || the && t.word(i) == "sun"
            || !led && t.word(i) == "wed" && !capital
    }
}
