//! Dates and times counted from another: "today", "in two weeks", "two days after next friday", "a week from Friday",
//! "the day after tomorrow", "3 hours from now".

use crate::mention::{Amount, DateSpec, TimeSpec, Which};
use crate::words::Unit;

use super::{Found, Parser};

/// What an offset leads to.
pub(super) enum Shifted {
    /// Whole days, months or years away.
    Date(DateSpec),
    /// Hours, minutes or seconds away from now.
    Time(TimeSpec),
}

impl Parser<'_> {
    /// "today", "tomorrow", "day after tomorrow", "yesterday", "tom".
    pub(super) fn day_word(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let day_after = t.phrase(the, &["day", "after"]).or_else(|| t.phrase(the, &["day", "aft"]));
        if let Some(next) = day_after
            && let Some((1, after)) = self.plain_day_word(next)
        {
            return Some((DateSpec::Days(2), after));
        }
        if let Some(next) = t.phrase(the, &["day", "before", "yesterday"]) {
            return Some((DateSpec::Days(-2), next));
        }
        if let Some(next) = t.phrase(i, &["this", "day"]).or_else(|| t.phrase(i, &["current", "date"])) {
            return Some((DateSpec::Days(0), next));
        }
        if let Some(next) = t.phrase(the, &["next", "day"]).or_else(|| t.phrase(the, &["following", "day"])) {
            return Some((DateSpec::Days(1), next));
        }
        // "2moro", "2morrow", "2day"
        if t.number(i) == Some(2) && t.glued(i + 1) {
            let ahead = match t.word(i + 1) {
                "moro" | "morrow" | "morow" | "mrw" | "mro" | "moz" | "mo" | "moza" => 1,
                "day" => 0,
                _ => return None,
            };
            return Some((DateSpec::Days(ahead), i + 2));
        }
        let (days, next) = self.plain_day_word(i)?;
        // "tomorrow week"
        let week = days >= 0 && t.any(next, &["week"]) && self.clause_ends(next + 1);
        Some(if week { (DateSpec::Days(days + 7), next + 1) } else { (DateSpec::Days(days), next) })
    }

    pub(super) fn plain_day_word(&self, i: usize) -> Found<i32> {
        let t = self.t;
        let days = match crate::words::corrected(t.word(i)) {
            "today" | "tod" | "tdy" => 0,
            "tomorrow" => 1,
            // "Tom" is a person, "bake a cake tom" is not.
            "tom"
                if !t.get(i).is_some_and(|token| token.capital)
                    && (t.ends(i + 1)
                        || self.clause_ends(i + 1) && !t.any(i + 1, &["and", "or", "is", "will"])
                        || self.starts_time(i + 1)) =>
            {
                1
            }
            "overmorrow" => 2,
            "yesterday" => -1,
            _ => return None,
        };
        Some((days, i + 1))
    }

    /// An offset whose result is a date.
    pub(super) fn shifted_date(&self, i: usize) -> Found<DateSpec> {
        match self.shifted(i)? {
            (Shifted::Date(date), next) => Some((date, next)),
            (Shifted::Time(_), _) => None,
        }
    }

    /// "in two weeks", "3 hours from now", "two days after next friday", "a fortnight on Monday".
    pub(super) fn shifted(&self, i: usize) -> Found<Shifted> {
        let t = self.t;
        if let Some(found) = self.weekday_from_date(i).or_else(|| self.weekdays_ahead(i)) {
            return Some(found);
        }
        if t.any(i, &["in", "within"]) {
            let from = if t.any(i + 1, &["about", "around", "exactly", "roughly", "approximately", "another"])
            {
                i + 2
            } else {
                i + 1
            };
            let (amount, next) = self.amount(from)?;
            // "in a second", "in a minute" are sayings; "in the day" never gets here; "in 2 weeks' time".
            let next = if t.any(next, &["time"]) { next + 1 } else { next };
            let next = t
                .phrase(next, &["from", "now"])
                .or_else(|| t.phrase(next, &["from", "today"]))
                .unwrap_or(next);
            return Some(self.on_a_weekday(amount, next).unwrap_or((shift(amount, None), next)));
        }
        if t.any(i, &["after"]) {
            let (amount, next) = self.amount(i + 1)?;
            // "retired after 22 years"
            let ahead = !amount.vague && amount.is_days() && amount.months <= 12;
            return ahead.then(|| (shift(amount, None), next));
        }
        // "next hour": one from now.
        if let Some(next) = t.phrase(i, &["next", "hour"]).filter(|next| self.clause_ends(*next)) {
            let amount = Amount { seconds: 3600, finest: Some(Unit::Hour), ..Amount::default() };
            return Some((shift(amount, None), next));
        }
        let the_day = t.phrase(i, &["the", "day"]).or_else(|| t.phrase(i, &["day"]));
        if let Some(next) = the_day.filter(|n| t.any(*n, &["after", "before"])) {
            let (base, after) = self.base_date(next + 1)?;
            let days = if t.any(next, &["after"]) { 1 } else { -1 };
            let amount = Amount { days, finest: Some(Unit::Day), ..Amount::default() };
            return Some((Shifted::Date(DateSpec::Shift { amount, base: Some(Box::new(base)) }), after));
        }
        if t.mark(i, '+') && t.digits(i + 1) > 0 {
            let (amount, next) = self.amount(i + 1)?;
            return Some((shift(amount, None), next));
        }
        let (amount, next) = self.amount(i).or_else(|| self.one_unit(i))?;
        let length = i.checked_sub(1).is_some_and(|b| t.any(b, &["for", "lasting", "lasts", "over", "runs"]));
        self.after_amount(amount, next, length).or_else(|| self.weeks_after(amount, next).filter(|_| !length))
    }

    /// "in 2 weeks on Thursday": that of the week; after other lengths the first one.
    fn on_a_weekday(&self, amount: Amount, i: usize) -> Found<Shifted> {
        let a = if self.t.any(i + 1, &["a"]) { i + 2 } else { i + 1 };
        let (weekday, next) = self.weekday_word(a).filter(|_| self.t.any(i, &["on"]))?;
        let dated = self.day_and_month(next).is_some() || self.ordinal_day(next).is_some();
        if dated || !amount.is_days() || amount.finest < Some(Unit::Week) {
            return None;
        }
        let weeks = (amount.months == 0 && amount.days % 7 == 0).then_some(amount.days / 7);
        let date = if let Some(weeks) = weeks {
            DateSpec::Weekday { weekday, which: Which::InWeek(weeks) }
        } else {
            let base = Box::new(DateSpec::Shift { amount, base: None });
            DateSpec::WeekdayFrom { weekday, base, before: false }
        };
        Some((Shifted::Date(date), next))
    }

    /// "a week Saturday", "a fortnight Monday"; "once a week Saturday" is no such day.
    fn weekday_in_a_week(&self, amount: Amount, i: usize) -> Option<(Shifted, usize)> {
        let t = self.t;
        let article =
            i.checked_sub(2).filter(|a| t.any(*a, &["a"]) && t.any(a + 1, &["fortnight", "week"]))?;
        let often = article.checked_sub(1).is_some_and(|b| {
            t.any(b, &["for", "in", "of", "once", "per", "time", "times", "twice"]) || t.number(b).is_some()
        });
        let (weekday, next) = self.weekday_word(i).filter(|_| !often)?;
        let weeks = u8::try_from(amount.days / 7).ok()?;
        let alone =
            self.clause_ends(next) && t.senses(next).weekday.is_none() && t.senses(next).month.is_none();
        let date = DateSpec::Weekday { weekday, which: Which::After(weeks.into()) };
        (alone && !t.any(next, &["and"])).then_some((Shifted::Date(date), next))
    }

    /// "two Saturdays from now", "in two Fridays".
    fn weekdays_ahead(&self, i: usize) -> Found<Shifted> {
        let t = self.t;
        let led = t.any(i, &["in"]);
        let (n, next) = self.cardinal(if led { i + 1 } else { i }).filter(|(n, _)| (1..=52).contains(n))?;
        let senses = t.senses(next);
        let weekday = senses.weekday.filter(|_| senses.plural)?;
        let from_now =
            t.phrase(next + 1, &["from", "now"]).or_else(|| t.phrase(next + 1, &["from", "today"]));
        let end = from_now.or_else(|| (led && self.clause_ends(next + 1)).then_some(next + 1))?;
        let which = Which::After(n as i32 - 1);
        Some((Shifted::Date(DateSpec::Weekday { weekday, which }), end))
    }

    /// "a week today", "two weeks tomorrow", "three weeks on Saturday".
    fn weeks_after(&self, amount: Amount, next: usize) -> Found<Shifted> {
        let t = self.t;
        let weeks = amount.days > 0 && amount.months == 0;
        let months = amount.days == 0 && amount.months > 0;
        if amount.finest < Some(Unit::Week) || !weeks && !months {
            return None;
        }
        let (base, after) = if t.any(next, &["on"]) {
            self.weekday_date(next + 1).filter(|(date, _)| matches!(date, DateSpec::Weekday { .. }))?
        } else {
            self.day_word(next)?
        };
        Some((Shifted::Date(DateSpec::Shift { amount, base: Some(Box::new(base)) }), after))
    }

    /// "week from now": the "a" was left out.
    fn one_unit(&self, i: usize) -> Found<Amount> {
        let unit =
            self.t.senses(i).unit.filter(|_| !self.t.senses(i).plural && self.t.any(i + 1, &["from"]))?;
        let amount = match unit {
            Unit::Week => Amount { days: 7, finest: Some(unit), ..Amount::default() },
            Unit::Month => Amount { months: 1, finest: Some(unit), ..Amount::default() },
            Unit::Year => Amount { months: 12, finest: Some(unit), ..Amount::default() },
            _ => return None,
        };
        Some((amount, i + 1))
    }

    /// What may follow a length to make it an offset.
    fn after_amount(&self, amount: Amount, i: usize, length: bool) -> Found<Shifted> {
        let t = self.t;
        let i = if t.any(i, &["time", "out"]) { i + 1 } else { i };
        if let Some(next) = t
            .phrase(i, &["from", "now"])
            .or_else(|| t.phrase(i, &["from", "today"]))
            .or_else(|| t.phrase(i, &["hence"]))
        {
            return Some(self.on_a_weekday(amount, next).unwrap_or((shift(amount, None), next)));
        }
        if let Some(next) =
            t.phrase(i, &["from", "this", "moment"]).or_else(|| t.phrase(i, &["in", "the", "future"]))
        {
            return Some((shift(amount, None), next));
        }
        // "20 minutes prior to departure" is counted from what nobody knows.
        let prior = t.phrase(i, &["prior", "to"]);
        if t.any(i, &["ago", "earlier", "prior"]) && prior.is_none() {
            return Some((shift(amount.negated(), None), i + 1));
        }
        if let Some(found) = self.weekday_in_a_week(amount, i) {
            return Some(found);
        }
        let backward = prior.is_some() || t.any(i, &["before"]);
        if !backward && !t.any(i, &["from", "after", "following", "past", "on"]) {
            return None;
        }
        let on = t.any(i, &["on"]);
        let single_week = amount.days == 7 || amount.days == 14;
        let (base, next) = self
            .base_date(prior.unwrap_or(i + 1))
            .filter(|_| !on || single_week && t.word(i.wrapping_sub(1)) != "weeks")?;
        // "three nights from 3 April" are spent from then on.
        let length = length || t.any(i.wrapping_sub(1), &["night", "nights"]);
        if !amount.is_days() || length && t.any(i, &["from"]) {
            return None;
        }
        let amount = if backward { amount.negated() } else { amount };
        Some((Shifted::Date(DateSpec::Shift { amount, base: Some(Box::new(base)) }), next))
    }

    /// The date from which something is counted.
    fn base_date(&self, i: usize) -> Found<DateSpec> {
        let from = if self.t.any(i, &["the"]) { i + 1 } else { i };
        self.day_word(i)
            .or_else(|| self.holiday(i))
            .or_else(|| self.written_date(i))
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.unit_date(i))
            .or_else(|| self.weekday_date(from))
    }

    /// "sunday after next tuesday", "the first monday after christmas", "friday before easter".
    fn weekday_from_date(&self, i: usize) -> Found<Shifted> {
        let t = self.t;
        let mut from = if t.any(i, &["the"]) { i + 1 } else { i };
        if t.any(from, &["first", "last"]) && t.senses(from + 1).weekday.is_some() {
            from += 1;
        }
        let (weekday, next) = self.weekday_word(from)?;
        let before = t.any(next, &["before"]);
        if !before && !t.any(next, &["after", "following"]) {
            return None;
        }
        let closed = self.clause_ends(next + 2) && self.is_plain_word(next + 2);
        if t.any(next + 1, &["next"]) && (closed || self.time(next + 2, super::time::Need::Whole).is_some()) {
            return Some((Shifted::Date(DateSpec::Weekday { weekday, which: Which::After(1) }), next + 2));
        }
        let (base, after) = self.base_date(next + 1)?;
        Some((Shifted::Date(DateSpec::WeekdayFrom { weekday, base: Box::new(base), before }), after))
    }
}

fn shift(amount: Amount, base: Option<Box<DateSpec>>) -> Shifted {
    if amount.seconds == 0 {
        Shifted::Date(DateSpec::Shift { amount, base })
    } else {
        Shifted::Time(TimeSpec::Shift(amount))
    }
}
