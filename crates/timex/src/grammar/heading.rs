//! Lines that name a month for the lines below them: "DECEMBER", "March 2026", "Dates for April:".

use super::Parser;
use crate::lex::{Kind, Tokens};

/// A line has no more tokens than this when it is a heading.
const LONGEST: usize = 8;
/// Words that may stand beside the month.
const BESIDE: &[&str] =
    &["dates", "events", "calendar", "diary", "programme", "program", "for", "in", "schedule", "what", "on"];

/// A month that stands above lines with days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Heading {
    /// The token of the month.
    at: usize,
    pub(super) month: i8,
    pub(super) year: Option<i16>,
}

/// The headings of a text, in its order. One pass.
pub(super) fn headings(t: &Tokens) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut start = 0;
    for i in 0..=t.len() {
        if t.get(i).is_none_or(|token| token.kind == Kind::Break) {
            found.extend(heading(t, start, i));
            start = i + 1;
        }
    }
    found
}

/// The month that this line names, when it says nothing else.
fn heading(t: &Tokens, from: usize, to: usize) -> Option<Heading> {
    if to.saturating_sub(from) > LONGEST {
        return None;
    }
    let at = (from..to).find(|i| t.senses(*i).month.is_some())?;
    let number = |i: &usize| t.number(*i).is_some();
    let year = (at + 1..to).find(number).filter(|i| t.digits(*i) == 4).and_then(|i| t.number(i));
    let year = year.filter(|year| (1900..2100).contains(year)).map(|year| year as i16);
    let numbers = (from..to).filter(number).count();
    let words = (from..to).filter(|i| *i != at && !t.word(*i).is_empty());
    let plain = words.into_iter().all(|i| t.any(i, BESIDE));
    (plain && numbers == usize::from(year.is_some()) && to <= t.len()).then_some(Heading {
        at,
        month: t.senses(at).month?,
        year,
    })
}

impl Parser<'_> {
    /// The heading under which token `i` stands.
    pub(super) fn heading(&self, i: usize) -> Option<Heading> {
        let above = self.headings.partition_point(|heading| heading.at < i);
        self.headings.get(above.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::headings;
    use crate::lex::lex;

    #[test]
    fn lines_that_name_a_month() {
        for (text, expected) in [
            ("DECEMBER\nSat 5", vec![(12, None)]),
            ("Dates for March 2026:\nMon 2\n** April **\nFri 3", vec![(3, Some(2026)), (4, None)]),
            ("see you in May we hope\n5 May", vec![]),
            ("May 5\nMay I?", vec![]),
        ] {
            let found: Vec<_> = headings(&lex(text)).iter().map(|h| (h.month, h.year)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
