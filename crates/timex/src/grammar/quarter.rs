//! Quarters and halves of a year: "Q2 2026", "third quarter of 2019", "H1".

use super::{Found, Parser};
use crate::mention::DateSpec;

impl Parser<'_> {
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
        // "re: Q4"
        let topic = (1..=2).any(|n| i.checked_sub(n).is_some_and(|b| self.t.any(b, &["re"])));
        led || !topic && self.clause_ends(next) || self.year(next).is_some()
    }

    pub(super) fn quarter_name(&self, i: usize) -> Found<i8> {
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
}

fn quarter_or_half(n: i8, half: bool, year: Option<i16>) -> DateSpec {
    if half { DateSpec::Half { n, year } } else { DateSpec::Quarter { n, year, ahead: None } }
}
