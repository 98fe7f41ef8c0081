//! One expression: pieces in any order, put together until the next one does not fit.

mod before_date;
mod course;
mod date;
mod end;
mod event_hours;
mod further;
mod hour_until;
mod part_of_day;
mod rule;
mod shift;
mod time;
mod told_again;
mod zone;

use crate::expression::Part;
use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, Mention, RuleSpec, Span0};

use super::gather::rules::{take_course, take_listed, take_weeks_of_a_day};
use super::gather::terms::{take_weekdays, take_weeks};
use super::link::Link;
use super::{Found, Parser};

/// A mention with the tokens that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) mention: Mention,
    /// First token.
    pub(crate) from: usize,
    /// The token after the last.
    pub(crate) to: usize,
    /// The words before it say how it belongs: "for an hour", "lasting".
    pub(crate) led_by_length: bool,
    /// "starting next monday"
    pub(crate) starting: bool,
}

/// What was read last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Date,
    Time,
    Other,
}

struct Builder {
    mention: Mention,
    from: Option<usize>,
    to: usize,
    last: Last,
    /// Dates were read before times.
    date_first: bool,
    led_by_length: bool,
    starting: bool,
}

impl Parser<'_> {
    /// The expression that begins at `i`, small words before it not counted.
    pub(super) fn located(&self, i: usize) -> Found<Located> {
        if !self.may_begin(i) || self.leads_nowhere(i) {
            return None;
        }
        self.located_from(i, i, None)
    }

    /// The expression at `i`, of which the words up to `next` are known to tell a rule.
    pub(super) fn located_from(&self, i: usize, next: usize, rule: Option<RuleSpec>) -> Found<Located> {
        let mut b = Builder {
            mention: Mention { rule, ..Mention::default() },
            from: None,
            to: next,
            last: Last::Nothing,
            date_first: false,
            led_by_length: false,
            starting: false,
        };
        if next > i {
            b.last = Last::Other;
            self.push(&mut b, Part::Rule, i, next, 0);
        }
        while let Some(next) = self.piece(&mut b) {
            debug_assert!(next > b.to || b.from.is_none(), "every piece moves on");
            b.to = next;
        }
        let from = b.from?;
        if b.mention.zone.is_none() && b.last == Last::Time {
            b.mention.zone = self.zone_of_the_place(&b.mention, b.to);
        }
        let mut mention = b.mention;
        self.days_in_their_order(&mut mention.dates);
        if self.is_vaguely_after(&mention, from, b.to) {
            return None;
        }
        take_weekdays(&mut mention);
        take_weeks(&mut mention);
        take_course(&mut mention);
        take_weeks_of_a_day(&mut mention);
        take_listed(&mut mention);
        mention.span = Span0(self.t.span(from, b.to));
        Some((
            Located { mention, from, to: b.to, led_by_length: b.led_by_length, starting: b.starting },
            b.to,
        ))
    }

    /// "After Easter maybe?", "sometime after Christmas": no day is told.
    fn is_vaguely_after(&self, m: &Mention, from: usize, to: usize) -> bool {
        const VAGUE: [&str; 5] = ["maybe", "perhaps", "possibly", "sometime", "somewhen"];
        let led = |far, words: &[&str]| from.checked_sub(far).is_some_and(|before| self.t.any(before, words));
        let after = led(1, &["after"]) && m.times.is_empty() && m.rule.is_none();
        let feast = matches!(m.dates.as_slice(), [DateItem { start: DateSpec::Holiday { .. }, end: None }]);
        after && feast && (self.t.any(to, &VAGUE) || led(2, &VAGUE))
    }

    /// A small word before one that begins nothing: "the report", "about the engine".
    fn leads_nowhere(&self, i: usize) -> bool {
        let (_, after) = self.link(i, false);
        let article = self.t.any(after, &["the", "a", "an"]);
        let next = if article { after + 1 } else { after };
        next > i && !self.may_begin(next)
    }

    /// A cheap look at the first token: most words begin nothing.
    fn may_begin(&self, i: usize) -> bool {
        let Some(token) = self.t.get(i) else { return false };
        match token.kind {
            Kind::Number => true,
            Kind::Mark(mark) => matches!(mark, '@' | '~' | '+' | '½' | '\''),
            Kind::Word => {
                let s = token.senses;
                s.month.is_some()
                    || s.weekday.is_some()
                    || s.unit.is_some()
                    || s.cardinal.is_some()
                    || s.ordinal.is_some()
                    || s.part.is_some()
                    || s.holiday
                    || s.starter
                    || token.capital && self.day_letters(i).is_some()
            }
            Kind::Break | Kind::Opaque => false,
        }
    }

    /// Reads one more piece; the index after it.
    fn piece(&self, b: &mut Builder) -> Option<usize> {
        let inside = b.from.is_some();
        if self.name(b.to).is_some() {
            return None;
        }
        if let Some(next) = self.rule_piece(b) {
            return Some(next);
        }
        let sign = self.t.mark(b.to, '-') || self.t.mark(b.to, '+');
        if b.last == Last::Time && sign && (self.t.glued(b.to) || self.is_spaced_offset(b.to)) {
            // "18:00:00-05:00": a mark that would also part a range.
            if let Some(next) = self.zone_piece(b, Link::default(), b.to) {
                return Some(next);
            }
        }
        let (link, q) = self.link(b.to, inside);
        if self.t.ends(q) || self.name(q).is_some() {
            return None;
        }
        if inside && (Self::link_breaks(b, link) || self.is_an_arrival_before(b, link, q)) {
            return None;
        }
        if link.starting && !inside {
            b.starting = true;
        }
        let next = self
            .now_piece(b, q)
            .or_else(|| self.offset_piece(b, link, q))
            .or_else(|| self.length_piece(b, link, q))
            .or_else(|| self.year_piece(b, q))
            .or_else(|| self.day_again(b, link, q))
            .or_else(|| self.end_piece(b, link, q))
            .or_else(|| self.part_of_day_piece(b, link, q))
            .or_else(|| self.shift_piece(b, link, q))
            .or_else(|| self.time_before_date_piece(b, link, q))
            .or_else(|| self.date_piece(b, link, q))
            .or_else(|| self.time_piece(b, link, q))
            .or_else(|| self.zone_piece(b, link, q))?;
        b.mention.approximate |= link.approximate;
        Some(next)
    }

    /// Words that never join two pieces of one expression here.
    fn link_breaks(b: &Builder, link: Link) -> bool {
        link.and && link.before || link.list && link.length && b.mention.duration.is_some()
    }

    fn push(&self, b: &mut Builder, part: Part, from: usize, next: usize, item: usize) -> usize {
        if b.from.is_none() {
            b.from = Some(from);
        }
        b.mention.parts.push((part, self.t.span(from, next), item));
        next
    }
}
