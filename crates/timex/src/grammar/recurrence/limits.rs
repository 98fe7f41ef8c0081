//! Where a rule begins and ends: "starting tomorrow", "until June", "for 10 weeks", "10x".

use crate::mention::{Amount, DateSpec, Until};
use crate::words::Unit;
use crate::words::holidays::Day;

use super::super::{Found, Parser};

/// What a number of occurrences is said of.
pub(super) const COUNTED: &[&str] = &[
    "times",
    "occurrences",
    "occurrence",
    "sessions",
    "session",
    "meeting",
    "meetings",
    "class",
    "classes",
    "lesson",
    "lessons",
    "rehearsal",
    "rehearsals",
    "workshops",
    "lectures",
    "instances",
    "repetitions",
];

/// What begins a limit or an exception behind the place of what recurs.
pub(in super::super) const LEADS: &[&str] = &[
    "except",
    "excluding",
    "excl",
    "skipping",
    "skip",
    "minus",
    "closed",
    "but",
    "not",
    "no",
    "apart",
    "other",
    "until",
    "till",
    "til",
    "through",
    "ending",
    "ends",
    "finish",
    "finishes",
    "finishing",
    "starting",
    "starts",
    "start",
    "beginning",
    "begins",
    "commencing",
    "from",
    "for",
];

/// A limit of a rule and what it says.
pub(crate) enum Limit {
    Starting(crate::mention::DateSpec),
    Until(Until),
    Count(u32),
}

impl Parser<'_> {
    /// A limit that follows a rule.
    pub(in super::super) fn limit(&self, i: usize) -> Found<Limit> {
        self.memo.no_limit.at(i, || self.read_limit(i))
    }

    fn read_limit(&self, i: usize) -> Found<Limit> {
        self.starting(i).or_else(|| self.until(i)).or_else(|| self.count(i))
    }

    /// "starting tomorrow", "beginning in May", "from 3 March on"; a range "from … until …" leaves its end to `until`.
    pub(in super::super) fn starting(&self, i: usize) -> Found<Limit> {
        const LEADS: [&str; 9] = [
            "starting",
            "starts",
            "beginning",
            "begins",
            "commencing",
            "from",
            "since",
            "effective",
            "start",
        ];
        let t = self.t;
        let led = t.any(i, &LEADS).then_some(i + 1).or_else(|| t.phrase(i, &["as", "of"]));
        let mut from = led.or_else(|| self.first_of_several(i))?;
        while t.any(from, &["in", "on", "from", "with", "at"]) && from < i + 3 {
            from += 1;
        }
        let now = t.any(from, &["now"]).then_some((DateSpec::Days(0), from + 1));
        let (date, next) = now.or_else(|| self.the_new_year(from)).or_else(|| self.date(from))?;
        let next = if t.any(next, &["on", "onward", "onwards"]) && self.weekday_word(next + 1).is_none() {
            next + 1
        } else {
            next
        };
        Some((Limit::Starting(date), next))
    }

    /// "from the new year", "until the new year": elsewhere its first weeks are meant.
    fn the_new_year(&self, i: usize) -> Found<DateSpec> {
        let next = self.t.phrase(i, &["the", "new", "year"]).filter(|next| !self.t.any(*next, &["eve"]))?;
        Some((DateSpec::Holiday { day: Day::Fixed(1, 1), year: None }, next))
    }

    /// "first one 7 April", "first session: 7 April": the index of the day.
    fn first_of_several(&self, i: usize) -> Option<usize> {
        let t = self.t;
        // "next 25 March", "first on the 21st"
        let dated = t.any(i, &["next"]) && self.day_and_month(i + 1).is_some()
            || t.any(i, &["first", "next"]) && t.any(i + 1, &["on"]) && self.date(i + 2).is_some();
        if dated {
            return Some(i + 1);
        }
        let next = (t.any(i, &["first", "next"]) && (t.any(i + 1, &["one"]) || t.any(i + 1, COUNTED)))
            .then_some(i + 2)?;
        Some(if t.any(next, &["is"]) || t.mark(next, ':') { next + 1 } else { next })
    }

    /// "last session 16 June": the index of the day.
    fn last_of_several(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let counted = t.any(i + 1, &["one"]) || t.any(i + 1, COUNTED);
        let next = (t.any(i, &["last", "final"]) && counted).then_some(i + 2)?;
        Some(if t.any(next, &["is"]) || t.mark(next, ':') { next + 1 } else { next })
    }

    /// "until June", "through 3 June", "till the end of the year", "ending 3 June".
    fn until(&self, i: usize) -> Found<Limit> {
        let t = self.t;
        // "'til 15 June"
        let i = if t.mark(i, '\'') && t.any(i + 1, &["til", "till"]) { i + 1 } else { i };
        let through = t.any(i, &["through", "thru"]);
        let last = self.last_of_several(i);
        if !through
            && last.is_none()
            && !t.any(
                i,
                &[
                    "until",
                    "till",
                    "til",
                    "ending",
                    "ends",
                    "to",
                    "up",
                    "untill",
                    "finish",
                    "finishes",
                    "finishing",
                ],
            )
            && !t.mark(i, '-')
        {
            return None;
        }
        let mut from = if let Some(last) = last {
            last
        } else if t.any(i, &["up"]) && !(t.glued(i) && i > 0) {
            t.any(i + 1, &["to", "until"]).then_some(i + 2)?
        } else {
            i + 1
        };
        while t.any(from, &["on", "in", "and"]) && from < i + 3 {
            from += 1;
        }
        let including = t.any(from, &["including"]);
        let from = if including { from + 1 } else { from };
        let date = self.the_new_year(from).or_else(|| self.date(from));
        let (date, next) = date.or_else(|| self.day_of_what_ends(from))?;
        // "from April to June" is three months.
        let month = matches!(date, DateSpec::Written { month: Some(_), day: None, .. });
        let to = month && t.any(i, &["to"]) && i.checked_sub(1).is_some_and(|b| t.senses(b).month.is_some());
        let until = if through || including || to { Until::Through(date) } else { Until::Date(date) };
        Some((Limit::Until(until), next))
    }

    /// "until opening night 5 February", "till end of term (17 Dec)": the day of what is named, at most three words on.
    fn day_of_what_ends(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let names = |at: &usize| {
            let senses = t.senses(*at);
            !t.word(*at).is_empty()
                && t.digits(*at) == 0
                && senses.month.is_none()
                && senses.weekday.is_none()
        };
        let words = (i..i + 3).take_while(names).count();
        let at = i + words;
        let at = if t.mark(at, '(') || t.any(at, &["on"]) { at + 1 } else { at };
        let ends = self.sentence_ends(i, at);
        self.date(at).filter(|_| words > 0 && !ends && t.digits(at) + t.digits(at + 1) > 0)
    }

    /// "for 10 weeks", "for 5 times", "10 times", "10x", "twice", "for up to 2 months", "for the next six weeks".
    fn count(&self, i: usize) -> Found<Limit> {
        let t = self.t;
        let led = t.any(i, &["for", "lasting", "over"]);
        let mut from = if led { i + 1 } else { i };
        if let Some(next) = t
            .phrase(from, &["up", "to"])
            .or_else(|| t.phrase(from, &["a", "total", "of"]))
            .or_else(|| t.phrase(from, &["a", "maximum", "of"]))
        {
            from = next;
        }
        let the_next = t
            .phrase(from, &["the", "next"])
            .or_else(|| t.phrase(from, &["the", "coming"]))
            .or_else(|| t.phrase(from, &["next"]).filter(|_| led));
        from = the_next.unwrap_or(from);
        if t.any(from, &["twice"]) {
            return Some((Limit::Count(2), from + 1));
        }
        // "x 5"
        if t.any(from, &["x"]) && !led && (2..=60).contains(&t.number(from + 1).unwrap_or(0)) {
            return self.clause_ends(from + 2).then_some((Limit::Count(t.number(from + 1)?), from + 2));
        }
        if let Some((n, _, next)) = self.number_of_weekdays(from).filter(|_| led) {
            return Some((Limit::Count(n), next));
        }
        if let Some((n, next)) = self.cardinal(from) {
            let counted = t.any(next, COUNTED) || t.any(next, &["time", "x"]);
            if counted && (1..=5000).contains(&n) {
                return Some((Limit::Count(n), next + 1));
            }
        }
        // "mon and thu, 18:00, 8 weeks"
        let listed = !led && i.checked_sub(1).is_some_and(|comma| t.mark(comma, ','));
        if listed {
            let (amount, next) = self.amount(from)?;
            let weeks = amount.finest >= Some(Unit::Week) && amount.is_days() && self.clause_ends(next);
            return weeks.then_some((Limit::Until(Until::For(amount)), next));
        }
        if !led {
            return None;
        }
        let the_unit = the_next.and_then(|at| t.senses(at).unit.map(|unit| (unit, at + 1)));
        if let Some((unit, next)) = the_unit.filter(|(unit, _)| *unit >= Unit::Week) {
            let amount = match unit {
                Unit::Week => Amount { days: 7, finest: Some(unit), ..Amount::default() },
                Unit::Fortnight => Amount { days: 14, finest: Some(Unit::Week), ..Amount::default() },
                Unit::Month => Amount { months: 1, finest: Some(unit), ..Amount::default() },
                Unit::Year => Amount { months: 12, finest: Some(unit), ..Amount::default() },
                _ => return None,
            };
            return Some((Limit::Until(Until::For(amount)), next));
        }
        // "for the rest of the year"
        if let Some((DateSpec::Rest(unit), next)) = self.unit_date(i + 1) {
            return Some((Limit::Until(Until::Through(DateSpec::Unit { unit, ahead: 0 })), next));
        }
        let (amount, next) = self.amount(from)?;
        let days = amount.finest.is_some_and(|unit| unit >= Unit::Day) && amount.is_days();
        days.then_some((Limit::Until(Until::For(amount)), next))
    }
}
