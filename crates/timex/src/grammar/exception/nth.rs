//! Exceptions that are counted within the month: "the first Monday of the month", "the last of each month", "the first".

use jiff::civil::Weekday;

use crate::mention::Exception;

use super::super::{Found, Parser};

impl Parser<'_> {
    /// "the first Monday of the month", "the second and fourth", "the last one of the month".
    pub(super) fn nth_of_the_month(&self, i: usize) -> Found<Exception> {
        let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let (mut positions, mut next) = (Vec::new(), the);
        while positions.len() < 5 {
            let Some((n, after)) = self.nth(next).filter(|(n, _)| (-5..=5).contains(n)) else { break };
            positions.push(n as i8);
            next = after;
            let and =
                if self.t.any(after, &["and", "or"]) || self.t.mark(after, '&') { after + 1 } else { after };
            let the = if self.t.any(and, &["the"]) { and + 1 } else { and };
            if and == after || self.nth(the).is_none() {
                break;
            }
            next = the;
        }
        let last = next.checked_sub(1).filter(|_| !positions.is_empty())?;
        let (weekday, next) = self.counted_weekday(last, next)?;
        let next = self.every_month_again(next)?;
        Some((Exception::Nth(positions, weekday), next))
    }

    /// The weekday behind an ordinal, or nothing behind one in words: "the 1st" alone is a date.
    fn counted_weekday(&self, ordinal: usize, i: usize) -> Found<Option<Weekday>> {
        let t = self.t;
        if let Some(weekday) = t.senses(i).weekday {
            return Some((Some(weekday), i + 1));
        }
        let word = t.senses(ordinal).ordinal.is_some() || t.any(ordinal, &["last", "final", "penultimate"]);
        let one = if t.any(i, &["one", "ones"]) { i + 1 } else { i };
        word.then_some((None, one))
    }

    /// "of the month", "in each month" or the end of the clause; "of April" tells a date.
    fn every_month_again(&self, i: usize) -> Option<usize> {
        let t = self.t;
        if !t.any(i, &["of", "in"]) {
            return (self.clause_ends(i) && t.senses(i).month.is_none()).then_some(i);
        }
        let the = if t.any(i + 1, &["the", "each", "every", "a", "any"]) { i + 2 } else { i + 1 };
        t.any(the, &["month"]).then_some(the + 1)
    }
}
