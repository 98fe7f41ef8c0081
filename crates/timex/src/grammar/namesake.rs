//! Days that only name what takes place on another: "Christmas party 12 December", "Friday night dinner 27 March".

use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, TimeSpec, Which};

use super::Parser;
use super::mention::Located;

/// Words after which a day is not a name: it is moved, closed, or told of.
const NO_NOUN: &[&str] = &[
    "is", "was", "are", "were", "will", "to", "until", "till", "through", "and", "or", "but", "at", "on",
    "in", "from", "by", "for", "then", "not", "off", "closed", "back", "moved", "this", "next", "the", "a",
    "instead", "works", "would", "can", "could", "we", "i", "you", "they", "it", "he", "she", "before",
    "after", "of",
];
/// Words between the two that make both count.
const BOTH: &[&str] =
    &["moved", "rescheduled", "changed", "postponed", "instead", "to", "until", "and", "or", "not", "then"];

impl Parser<'_> {
    /// Drops the days that are part of a name, where a written date follows in the sentence.
    pub(super) fn without_namesakes(&self, found: Vec<Located>) -> Vec<Located> {
        if found.len() < 2 {
            return found;
        }
        let mut out = Vec::with_capacity(found.len());
        let mut rest = found.into_iter().peekable();
        while let Some(current) = rest.next() {
            let named = |next: &Located| {
                self.names_what_follows(&current, next) || self.is_a_rule_of_listed_days(&current, next)
            };
            if !rest.peek().is_some_and(named) {
                out.push(current);
            }
        }
        out
    }

    fn names_what_follows(&self, day: &Located, date: &Located) -> bool {
        let m = &day.mention;
        let [DateItem { start, end: None }] = m.dates.as_slice() else { return false };
        let vague = m.times.iter().all(|item| matches!(item.start, TimeSpec::Part(_)));
        let name = matches!(
            start,
            DateSpec::Holiday { year: None, .. } | DateSpec::Weekday { which: Which::Nearest, .. }
        );
        if !name || !vague || m.rule.is_some() || m.zone.is_some() || m.duration.is_some() {
            return false;
        }
        let feast = matches!(start, DateSpec::Holiday { .. });
        let heads = || feast && m.times.is_empty() && self.is_a_heading_above(day, date);
        // "Christmas party on the 10th"
        let alone = feast && is_a_day_of_the_month(date) && self.is_one_clause(day.to, date.from);
        let written = is_written(date) && (self.is_one_clause(day.to, date.from) || heads());
        self.noun_follows(day.to) && (alone || written)
    }

    /// "quarterly taxes 4/15, 6/15 and 9/15": the days are told one by one.
    fn is_a_rule_of_listed_days(&self, rule: &Located, days: &Located) -> bool {
        let m = &rule.mention;
        let adverb = m.rule.as_ref().is_some_and(|rule| !rule.has_days() && rule.starting.is_none());
        let alone = m.dates.is_empty() && m.times.is_empty() && m.duration.is_none();
        let listed = days.mention.dates.len() > 1 && days.mention.rule.is_none() && is_written(days);
        adverb && alone && listed && self.noun_follows(rule.to) && self.is_one_clause(rule.to, days.from)
    }

    /// "Christmas opening times⏎24 Dec 9-1": a few words on a line of their own above a date that has its line to itself.
    fn is_a_heading_above(&self, day: &Located, date: &Located) -> bool {
        const LONGEST: usize = 5;
        let t = self.t;
        let line = (day.to..date.from).take_while(|n| !t.ends(*n)).count();
        let words = (day.to..day.to + line).all(|n| !t.word(n).is_empty());
        let breaks = (day.to + line..date.from).all(|n| t.ends(n) || t.mark(n, '-') || t.mark(n, '\u{2022}'));
        let first = day.from.checked_sub(1).is_none_or(|before| t.ends(before));
        let alone = t.ends(date.to) || t.mark(date.to, ',') || t.any(date.to, &["at", "in"]);
        first && (1..=LONGEST).contains(&line) && words && breaks && alone
    }

    /// A plain word goes on right after the day.
    fn noun_follows(&self, i: usize) -> bool {
        self.t.get(i).is_some_and(|token| token.kind == Kind::Word && token.spaced) && !self.t.any(i, NO_NOUN)
    }

    fn is_one_clause(&self, from: usize, to: usize) -> bool {
        to.saturating_sub(from) <= 8
            && !self.sentence_ends(from, to)
            && !(from..to).any(|i| self.t.any(i, BOTH))
    }
}

/// A day with its month.
fn is_written(located: &Located) -> bool {
    let start = located.mention.dates.first().map(|item| &item.start);
    matches!(start, Some(DateSpec::Written { month: Some(_), day: Some(_), .. } | DateSpec::Numeric { .. }))
}

/// A day without its month.
fn is_a_day_of_the_month(located: &Located) -> bool {
    let start = located.mention.dates.first().map(|item| &item.start);
    matches!(start, Some(DateSpec::Written { month: None, day: Some(_), .. }))
}
