//! The zone of a time, and the same time told again in another zone.

use crate::expression::Part;
use crate::mention::{Mention, TimeItem, TimeSpec, ZoneSpec};

use super::super::Parser;
use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::{Builder, Last};

impl Parser<'_> {
    /// A zone after a time, and the same time told again in another zone.
    pub(super) fn zone_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.mention.times.is_empty()
            || !(b.last == Last::Time || b.last == Last::Date)
            || link.until
            || link.and
        {
            return None;
        }
        let at = if self.t.mark(b.to, '(') || self.t.any(b.to, &["in"]) { b.to } else { q };
        let (zone, next) = self.zone(at).or_else(|| self.zone(q))?;
        if b.mention.zone.is_some() {
            return None;
        }
        b.mention.zone = Some(zone);
        let next = self.push(b, Part::Zone, at, next, 0);
        let mut end = next;
        for _ in 0..4 {
            let Some(after) = self.echo(b, end) else { break };
            end = after;
        }
        Some(end)
    }

    /// "7pm in London", "9am (Tokyo)": the hour is that of the place. The words stay free: they say where as well.
    pub(super) fn zone_of_the_place(&self, m: &Mention, i: usize) -> Option<ZoneSpec> {
        let clocks =
            |item: &TimeItem| matches!(item.start, TimeSpec::Clock(_) | TimeSpec::Noon | TimeSpec::Midnight);
        m.times.iter().all(clocks).then(|| self.place(i))?
    }

    /// A city behind "in" or in brackets, where its name ends the clause: no "London Bridge", no "Paris, Texas".
    fn place(&self, i: usize) -> Option<ZoneSpec> {
        let t = self.t;
        let opened = t.mark(i, '(');
        // In brackets behind an hour a city may be written small.
        if !opened && (!t.any(i, &["in"]) || !t.get(i + 1).is_some_and(|token| token.capital)) {
            return None;
        }
        let (zone, next) = self.zone_by_place(i + 1)?;
        let possessive = t.get(next - 1).is_some_and(|token| token.possessive);
        let land = t.mark(next, ',')
            && t.get(next + 1).is_some_and(|token| token.capital)
            && t.senses(next + 1).weekday.is_none()
            && t.senses(next + 1).month.is_none();
        let ends = if opened { t.mark(next, ')') } else { self.clause_ends(next) && !land };
        (ends && !possessive).then_some(zone)
    }

    /// "/ 12 ET", "(9am Pacific)", "= 17:00 UTC".
    fn echo(&self, b: &mut Builder, i: usize) -> Option<usize> {
        let t = self.t;
        let mut from = i;
        let opened = t.mark(i, '(');
        // "10:00 PT (Pacific Time)": the same zone by its name.
        if let Some((_, next)) = self.zone(i).filter(|_| opened) {
            b.mention.parts.push((Part::Zone, t.span(i, next), 0));
            return Some(next);
        }
        while (['/', '(', '=', '|', ','].iter().any(|mark| t.mark(from, *mark))
            || t.any(from, &["or", "aka"]))
            && from < i + 2
        {
            from += 1;
        }
        if from == i {
            return None;
        }
        let (item, next) = self.time_item(from, Need::Bare, Opened::No)?;
        // "(2pm London)"
        let city = || self.zone_by_place(next).filter(|(_, after)| opened && t.mark(*after, ')'));
        let (zone, next) = self.zone(next).or_else(city)?;
        let next = if opened && t.mark(next, ')') { next + 1 } else { next };
        b.mention.echoes.push((item, zone));
        b.mention.parts.push((Part::Zone, t.span(from, next), 0));
        Some(next)
    }
}
