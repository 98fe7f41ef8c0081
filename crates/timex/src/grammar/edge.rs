//! The edges of units: "end of the month", "mid-May", "early next week".

use super::{Found, Parser};
use crate::mention::{DateSpec, Edge};
use crate::words::Unit;

impl Parser<'_> {
    /// "end of the month", "mid-May", "beginning of next week", "late June".
    pub(super) fn edge(&self, i: usize) -> Found<DateSpec> {
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
}

fn edge_of(edge: Edge, unit: Unit, ahead: i32) -> DateSpec {
    DateSpec::Edge { edge, of: Box::new(DateSpec::Unit { unit, ahead }) }
}
