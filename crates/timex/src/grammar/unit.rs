//! Whole units and their edges: "next week", "this weekend", "end of the month", "third week of May", "Q2 2026",
//! "last friday of march", "first business day of the quarter".

use crate::mention::{DateSpec, Edge};
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
    fn plain_unit(&self, i: usize) -> Found<DateSpec> {
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
            .filter(|(_, after)| !self.t.mark(*after, ':'));
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

    /// "end of the month", "mid-May", "beginning of next week", "late June".
    fn edge(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let edge = match t.word(from) {
            "end" | "ends" => Edge::End,
            "start" | "beginning" | "begin" => Edge::Start,
            "middle" => Edge::Middle,
            "mid" | "early" | "late" => return self.edge_of_month(from),
            "eom" => return Some((edge_of(Edge::End, Unit::Month, 0), from + 1)),
            "eow" => return Some((edge_of(Edge::End, Unit::Week, 0), from + 1)),
            "eoy" => return Some((edge_of(Edge::End, Unit::Year, 0), from + 1)),
            _ => return None,
        };
        let of = if t.any(from + 1, &["of"]) { from + 2 } else { return None };
        let the = if t.any(of, &["the"]) { of + 1 } else { of };
        if let Some((of, next)) = self.plain_unit(of).or_else(|| self.quarter(of)) {
            return Some((DateSpec::Edge { edge, of: Box::new(of) }, next));
        }
        if let Some((month, next)) = self.month_word(the) {
            let (year, next) = self.year(next).map_or((None, next), |(year, next)| (Some(year), next));
            let of = DateSpec::Written { year, month: Some(month), day: None, weekday: None };
            return Some((DateSpec::Edge { edge, of: Box::new(of) }, next));
        }
        if let Some((year, next)) = self.year(the) {
            let of = DateSpec::Written { year: Some(year), month: None, day: None, weekday: None };
            return Some((DateSpec::Edge { edge, of: Box::new(of) }, next));
        }
        let unit = t
            .senses(the)
            .unit
            .filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year | Unit::Quarter))?;
        (!t.senses(the).plural).then(|| (edge_of(edge, unit, 0), the + 1))
    }

    fn edge_of_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let edge = match t.word(i) {
            "mid" => Edge::Middle,
            "early" => Edge::Start,
            _ => Edge::End,
        };
        let dash = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
        if let Some((of @ DateSpec::Unit { unit: Unit::Week, .. }, next)) =
            self.plain_unit(dash).filter(|_| edge == Edge::Start)
        {
            return Some((DateSpec::Edge { edge, of: Box::new(of) }, next));
        }
        let (month, next) = self.month_word(dash).or_else(|| {
            let (DateSpec::Unit { unit: Unit::Month, ahead }, next) = self.plain_unit(dash)? else {
                return None;
            };
            Some((-(ahead as i8) - 20, next))
        })?;
        if month < 0 {
            return Some((edge_of(edge, Unit::Month, i32::from(-month - 20)), next));
        }
        let (year, next) = self.year(next).map_or((None, next), |(year, next)| (Some(year), next));
        let of = DateSpec::Written { year, month: Some(month), day: None, weekday: None };
        Some((DateSpec::Edge { edge, of: Box::new(of) }, next))
    }

    /// "first", "2nd", "last", "second to last", "penultimate" → n, negative from the end.
    pub(super) fn nth(&self, i: usize) -> Found<i32> {
        let t = self.t;
        if t.any(i, &["last", "final"]) {
            return Some((-1, i + 1));
        }
        if t.any(i, &["penultimate"]) {
            return Some((-2, i + 1));
        }
        let (n, next) = self.ordinal(i)?;
        let from_end = t.phrase(next, &["to", "last"]).or_else(|| t.phrase(next, &["to", "the", "last"]));
        let dashed = (t.mark(next, '-')
            && t.any(next + 1, &["to"])
            && t.mark(next + 2, '-')
            && t.any(next + 3, &["last"]))
        .then_some(next + 4);
        if let Some(after) = from_end.or(dashed).or_else(|| t.phrase(next, &["last"])) {
            return Some((-(n as i32), after));
        }
        (n <= 53).then_some((n as i32, next))
    }

    /// "third monday of next month", "first week of June", "last business day of the quarter", "5th day of Q2".
    pub(super) fn nth_of(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let (n, next) = self.nth(from)?;
        if let Some((weekday, after)) = self.weekday_word(next) {
            let (of, after) = self.of_period(after)?;
            return Some((DateSpec::NthWeekday { n: n as i8, weekday, of: Box::new(of) }, after));
        }
        let (unit, after) = self.unit_word(next)?;
        if t.senses(next).plural
            || !matches!(
                unit,
                Unit::Day | Unit::BusinessDay | Unit::Week | Unit::Weekend | Unit::Month | Unit::Hour
            )
        {
            return None;
        }
        let (of, after) = self.of_period(after)?;
        if unit == Unit::Hour {
            return None;
        }
        Some((DateSpec::NthUnit { n, unit, of: Box::new(of) }, after))
    }

    /// "of March 2026", "in next month", "next month", "of the month".
    pub(super) fn of_period(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let of = t.any(i, &["of", "in"]);
        let from = if of { i + 1 } else { i };
        let the = if of && t.any(from, &["the"]) { from + 1 } else { from };
        if !of && !t.any(i, &["next", "this", "last"]) {
            return None;
        }
        if let Some((unit, next)) = self.plain_unit(from) {
            return Some((unit, next));
        }
        if let Some((month, next)) = self.month_word(the).filter(|_| of) {
            let comma = if t.mark(next, ',') || t.any(next, &["of"]) { next + 1 } else { next };
            let (year, next) = self.year(comma).map_or((None, next), |(year, next)| (Some(year), next));
            return Some((DateSpec::Written { year, month: Some(month), day: None, weekday: None }, next));
        }
        if let Some(found) = self.quarter(the) {
            return Some(found);
        }
        if let Some((year, next)) = self.year(the).filter(|_| of) {
            return Some((
                DateSpec::Written { year: Some(year), month: None, day: None, weekday: None },
                next,
            ));
        }
        let unit =
            t.senses(the).unit.filter(|u| of && matches!(u, Unit::Month | Unit::Quarter | Unit::Year))?;
        (the > from && !t.senses(the).plural).then(|| (DateSpec::Unit { unit, ahead: 0 }, the + 1))
    }

    /// "the week of April 10", "w/c Feb 4", "week commencing 4 February", "week 36", "week 12 of 2026".
    fn week_of(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        if t.word(from) == "w" && t.mark(from + 1, '/') && t.any(from + 2, &["c", "b", "e"]) {
            return self.week_of_date(from + 3);
        }
        if t.any(from, &["weekend"]) && t.any(from + 1, &["of", "beginning", "starting"]) {
            let (date, next) = self.date_of_the_week(from + 2)?;
            return Some((DateSpec::WeekendOf(Box::new(date)), next));
        }
        if !t.any(from, &["week", "wk", "wc"]) {
            return None;
        }
        if t.any(from + 1, &["of", "commencing", "beginning", "starting", "ending"]) {
            return self.week_of_date(from + 2);
        }
        if t.any(from, &["wc"]) {
            return self.week_of_date(from + 1);
        }
        let number = if t.any(from + 1, &["no", "number"]) { from + 2 } else { from + 1 };
        let n = t.number(number).filter(|n| t.digits(number) <= 2 && (1..=53).contains(n))? as i8;
        if self.counts_something(number) || t.mark(number + 1, ':') {
            return None;
        }
        let of =
            if t.any(number + 1, &["of", "in"]) || t.mark(number + 1, ',') { number + 2 } else { number + 1 };
        let (year, next) = self.year(of).map_or((None, number + 1), |(year, next)| (Some(year), next));
        Some((DateSpec::Week { n, year }, next))
    }

    fn week_of_date(&self, i: usize) -> Found<DateSpec> {
        let (date, next) = self.date_of_the_week(i)?;
        Some((DateSpec::WeekOf(Box::new(date)), next))
    }

    fn date_of_the_week(&self, i: usize) -> Found<DateSpec> {
        self.written_date(i)
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.ordinal_date_plain(i))
            .or_else(|| self.holiday(i))
    }

    fn ordinal_date_plain(&self, i: usize) -> Found<DateSpec> {
        let from = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let (day, next) = self.ordinal_day(from)?;
        Some((DateSpec::Written { year: None, month: None, day: Some(day), weekday: None }, next))
    }

    /// "Q2", "Q2 2026", "third quarter of 2019", "2016 H2", "first half of 2026".
    pub(super) fn quarter(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        if let Some((year, next)) = self.year(i) {
            let (n, half, after) = self.q_or_h(next)?;
            return Some((quarter_or_half(n, half, Some(year)), after));
        }
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let (n, half, next) =
            self.q_or_h(from).filter(|(_, _, next)| self.quarter_stands_alone(i, *next)).or_else(|| {
                let (n, next) = self.nth(from)?;
                let half = t.any(next, &["half"]);
                let unit = t.any(next, &["quarter"]) || half;
                let in_year = self.year(if t.any(next + 1, &["of"]) { next + 2 } else { next + 1 }).is_some();
                let this = t
                    .phrase(next + 1, &["of", "the", "year"])
                    .or_else(|| t.phrase(next + 1, &["of", "this", "year"]));
                let n = if n < 0 { if half { 2 } else { 4 } } else { n };
                let end = this.unwrap_or(next + 1);
                (unit && (in_year || this.is_some()) && (1..=4).contains(&n)).then_some((n as i8, half, end))
            })?;
        let of = if t.any(next, &["of", "in"]) || t.mark(next, ',') { next + 1 } else { next };
        let (year, next) = self.year(of).map_or((None, next), |(year, next)| (Some(year), next));
        Some((quarter_or_half(n, half, year), next))
    }

    /// "Q1 planning", "Q4 results" are titles; "in Q1", "Q2 2026" and "Q3, …" are times.
    fn quarter_stands_alone(&self, i: usize, next: usize) -> bool {
        const LEADS: [&str; 12] =
            ["in", "of", "by", "for", "during", "until", "till", "through", "since", "this", "next", "from"];
        let led = i.checked_sub(1).is_some_and(|before| self.t.any(before, &LEADS));
        led || self.clause_ends(next) || self.year(next).is_some()
    }

    fn quarter_name(&self, i: usize) -> Found<i8> {
        self.q_or_h(i).filter(|(_, half, _)| !half).map(|(n, _, next)| (n, next))
    }

    fn q_or_h(&self, i: usize) -> Option<(i8, bool, usize)> {
        let t = self.t;
        let half = match t.word(i) {
            "q" => false,
            "h" => t.get(i).is_some_and(|token| token.capital).then_some(true)?,
            _ => return None,
        };
        let n = t.number(i + 1).filter(|_| t.glued(i + 1) && t.digits(i + 1) == 1)?;
        let limit = if half { 2 } else { 4 };
        ((1..=limit).contains(&n) && !t.glued_word(i + 2)).then_some((n as i8, half, i + 2))
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

    /// "this summer", "next winter", "spring 2026".
    fn season(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (ahead, from) = self.ahead(i).map_or((None, i), |(ahead, from)| (Some(ahead), from));
        let month = match t.word(from) {
            "spring" => 3,
            "summer" => 6,
            "autumn" | "fall" => 9,
            "winter" => 12,
            _ => return None,
        };
        let of = if t.any(from + 1, &["of"]) { from + 2 } else { from + 1 };
        if let Some((year, next)) = self.year(of) {
            return Some((DateSpec::Season { month, ahead: 0, year: Some(year) }, next));
        }
        Some((DateSpec::Season { month, ahead: ahead?, year: None }, from + 1))
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

fn edge_of(edge: Edge, unit: Unit, ahead: i32) -> DateSpec {
    DateSpec::Edge { edge, of: Box::new(DateSpec::Unit { unit, ahead }) }
}

fn quarter_or_half(n: i8, half: bool, year: Option<i16>) -> DateSpec {
    if half { DateSpec::Half { n, year } } else { DateSpec::Quarter { n, year, ahead: None } }
}
