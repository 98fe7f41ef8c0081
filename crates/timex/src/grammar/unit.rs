//! Whole units and their edges: "next week", "this weekend", "end of the month", "third week of May", "Q2 2026",
//! "last friday of march", "first business day of the quarter".

use crate::mention::{Amount, DateSpec};
use crate::words::Unit;

use super::{Found, Parser};

impl Parser<'_> {
    /// A date named by its calendar unit.
    pub(super) fn unit_date(&self, i: usize) -> Found<DateSpec> {
        self.edge(i)
            .or_else(|| self.week_of(i))
            .or_else(|| self.quarter(i))
            .or_else(|| self.next_units(i))
            .or_else(|| self.rest_of(i))
            .or_else(|| self.relative_day_of_month(i))
            .or_else(|| self.plain_unit(i))
            .or_else(|| self.season(i))
            .or_else(|| self.year_alone(i))
    }

    /// "this week", "next month", "the coming weekend", "the month after next", "next march".
    pub(super) fn plain_unit(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = t.any(i, &["the"]);
        let from = if the { i + 1 } else { i };
        for unit in [Unit::Week, Unit::Month, Unit::Year, Unit::Weekend, Unit::Quarter] {
            if t.senses(from).unit == Some(unit)
                && !t.senses(from).plural
                && let Some(next) = t
                    .phrase(from + 1, &["after", "next"])
                    .or_else(|| t.phrase(from + 1, &["after", "the", "next"]))
            {
                return Some((DateSpec::Unit { unit, ahead: 2 }, next));
            }
        }
        if let Some(found) = self.the_weekend(i, from) {
            return Some(found);
        }
        // "this or next week": the first of the two.
        if t.any(from, &["this"]) && t.any(from + 1, &["or", "and"]) && t.any(from + 2, &["next"]) {
            let (DateSpec::Unit { unit, ahead }, _) = self.plain_unit(from + 2)? else { return None };
            return Some((DateSpec::Unit { unit, ahead: ahead - 1 }, from + 1));
        }
        let (ahead, after) = self.ahead(from)?;
        if let Some((month, next)) = self.month_word(after) {
            // "This may take longer": a verb.
            let verb = t.any(after, &["may", "march"])
                && t.any(from, &["this"])
                && !t.get(after).is_some_and(|token| token.capital);
            return (!verb).then(|| self.month_ahead(month, ahead, next));
        }
        if let Some((n, next)) = self.quarter_name(after) {
            return Some((DateSpec::Quarter { n, year: None, ahead: Some(ahead) }, next));
        }
        if let Some((Unit::BusinessDay, next)) = self.unit_word(after).filter(|_| ahead == 1) {
            let amount = Amount { business_days: 1, finest: Some(Unit::BusinessDay), ..Amount::default() };
            return Some((DateSpec::Shift { amount, base: None }, next));
        }
        let after = if t.any(after, &["calendar", "fiscal", "whole", "entire"]) { after + 1 } else { after };
        let unit = t.senses(after).unit.filter(|_| !t.senses(after).plural)?;
        match unit {
            Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::Weekend | Unit::Decade => {
                let noun = t.any(after + 1, &["end", "ends"]) && unit == Unit::Week;
                let unit = if noun { Unit::Weekend } else { unit };
                Some((DateSpec::Unit { unit, ahead }, if noun { after + 2 } else { after + 1 }))
            }
            Unit::Fortnight => Some((DateSpec::Next { n: 14, unit: Unit::Day }, after + 1)),
            _ => None,
        }
    }

    /// "over the weekend", "at the weekend": the coming one.
    fn the_weekend(&self, i: usize, from: usize) -> Found<DateSpec> {
        let t = self.t;
        let senses = t.senses(from);
        let led = from > i
            && i.checked_sub(1).is_some_and(|b| {
                t.any(b, &["over", "at", "on", "during", "by", "before", "after"])
                    && !b.checked_sub(1).is_some_and(|b| t.any(b, &["not"]))
            });
        let weekend = led && senses.unit == Some(Unit::Weekend) && !senses.plural;
        (weekend && self.clause_ends(from + 1))
            .then_some((DateSpec::Unit { unit: Unit::Weekend, ahead: 0 }, from + 1))
    }

    /// this, next, last as a number of units.
    fn ahead(&self, i: usize) -> Found<i32> {
        let t = self.t;
        let ahead = match t.word(i) {
            "this" if t.any(i + 1, &["coming", "upcoming"]) => {
                return Some((i32::from(t.senses(i + 2).unit != Some(Unit::Weekend)), i + 2));
            }
            "this" | "current" => 0,
            "next" | "nxt" | "following" => 1,
            "coming" | "upcoming" => i32::from(t.senses(i + 1).unit != Some(Unit::Weekend)),
            "last" | "previous" | "past" => -1,
            _ => return None,
        };
        Some((ahead, i + 1))
    }

    /// "next october", "this december" with an optional day: "next December 23rd".
    fn month_ahead(&self, month: i8, ahead: i32, next: usize) -> (DateSpec, usize) {
        let day = self
            .ordinal_day(next)
            .or_else(|| self.plain_day(next))
            .filter(|(_, after)| !self.t.mark(*after, ':') && !self.are_dotted_clocks(next));
        if let Some((day, after)) =
            day.filter(|(_, after)| self.meridiem(*after, super::time::Need::Whole).is_none())
        {
            return (
                DateSpec::Written { year: None, month: Some(month), day: Some(day), weekday: None },
                after,
            );
        }
        match self.year(next) {
            Some((year, after)) => {
                (DateSpec::Written { year: Some(year), month: Some(month), day: None, weekday: None }, after)
            }
            None => (DateSpec::MonthAhead { month, ahead }, next),
        }
    }

    /// "next five days", "the 2 next days", "for the coming three weeks".
    fn next_units(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let next_first = t.any(from, &["next", "coming", "following"]);
        let last_first = t.any(from, &["last", "past", "previous"]);
        let at = if next_first || last_first { from + 1 } else { from };
        let ((n, _), after) = self.amount_number(at)?;
        if t.any(at, &["a", "an"]) {
            return None;
        }
        let next_second = t.any(after, &["next", "coming"]);
        let after = if next_second { after + 1 } else { after };
        if !(next_first || last_first || next_second) {
            return None;
        }
        let (unit, next) = self.unit_word(after)?;
        let n = n as i32;
        (unit >= Unit::Day && unit <= Unit::Year && n <= 1000)
            .then(|| (DateSpec::Next { n: if last_first { -n } else { n }, unit }, next))
    }

    /// "rest of the week", "remainder of this month".
    fn rest_of(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        if !t.any(from, &["rest", "remainder", "remaining"]) {
            return None;
        }
        let of = if t.any(from + 1, &["of"]) { from + 2 } else { from + 1 };
        let the = if t.any(of, &["the", "this", "my"]) { of + 1 } else { return None };
        let unit = t.senses(the).unit.filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year))?;
        Some((DateSpec::Rest(unit), the + 1))
    }

    /// "next month 28th", "next month on the 5th".
    fn relative_day_of_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (of, next) = self.relative_month(i).filter(|_| !t.any(i, &["of", "in"]))?;
        let on = if t.any(next, &["on"]) { next + 1 } else { next };
        let the = if t.any(on, &["the"]) { on + 1 } else { on };
        let (day, next) = self.ordinal_day(the)?;
        Some((DateSpec::DayOf { day, of: Box::new(of) }, next))
    }

    /// "in the fall", "over the summer", "in spring".
    fn is_led_season(&self, i: usize, from: usize) -> bool {
        let led = i.checked_sub(1).is_some_and(|b| self.t.any(b, &["in", "over", "during", "until", "by"]));
        led && (from > i || self.t.any(i, &["spring", "summer", "autumn", "winter"]))
            && self.clause_ends(from + 1)
    }

    /// "this summer", "next winter", "spring 2026", "in the fall".
    fn season(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let (ahead, from) = self.ahead(i).map_or((None, the), |(ahead, from)| (Some(ahead), from));
        let month = season_month(t.word(from))?;
        let of = if t.any(from + 1, &["of"]) { from + 2 } else { from + 1 };
        if let Some((year, next)) = self.year(of) {
            return Some((DateSpec::Season { month, ahead: 0, year: Some(year) }, next));
        }
        let ahead = ahead.or_else(|| self.is_led_season(i, from).then_some(0))?;
        Some((DateSpec::Season { month, ahead, year: None }, from + 1))
    }

    /// "summer": the running or next one.
    pub(super) fn season_word(&self, i: usize) -> Found<DateSpec> {
        let month = season_month(self.t.word(i))?;
        Some((DateSpec::Season { month, ahead: 0, year: None }, i + 1))
    }

    /// "in 2027", "the year 2020", "2019": a year needs to be led to.
    fn year_alone(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let named = t.phrase(i, &["the", "year"]).or_else(|| t.phrase(i, &["year"]));
        let named = named.map(|next| if t.any(next, &["of"]) { next + 1 } else { next });
        let from = named.unwrap_or(i);
        let (year, next) = self.year(from).filter(|_| t.digits(from) == 4 || named.is_some())?;
        let led = named.is_some()
            || i.checked_sub(1).is_some_and(|b| {
                t.any(
                    b,
                    &[
                        "in", "since", "until", "till", "by", "during", "from", "to", "between", "after",
                        "before", "through",
                    ],
                )
            })
            || i == 0 && t.ends(next);
        let plain = !t.glued(from) && (self.clause_ends(next) || named.is_some()) && !t.glued_word(next);
        (led && plain)
            .then_some((DateSpec::Written { year: Some(year), month: None, day: None, weekday: None }, next))
    }
}

/// The month in which a season begins.
fn season_month(word: &str) -> Option<i8> {
    match word {
        "spring" => Some(3),
        "summer" => Some(6),
        "autumn" | "fall" => Some(9),
        "winter" => Some(12),
        _ => None,
    }
}
