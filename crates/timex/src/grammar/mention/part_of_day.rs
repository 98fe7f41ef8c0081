//! Parts of the day: "this morning", "tonight", "friday evening", "fri pm", "all day".

use crate::expression::Part;
use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, Half, TimeItem, TimeSpec};
use crate::words::DayPart;

use super::super::link::Link;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// "this morning", "tonight", "tomorrow night", "friday evening", "in the afternoon", "all day".
    pub(super) fn part_of_day_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let t = self.t;
        for words in [&["all", "day"][..], &["whole", "day"], &["full", "day"], &["all", "-", "day"]] {
            let found = if words.len() == 3 {
                (t.any(q, &["all"]) && t.mark(q + 1, '-') && t.any(q + 2, &["day"])).then_some(q + 3)
            } else {
                t.phrase(q, words)
            };
            if let Some(next) = found.filter(|_| {
                b.from.is_some() || self.date(if t.any(q + 2, &["on"]) { q + 3 } else { q + 2 }).is_some()
            }) {
                b.mention.all_day = true;
                return Some(self.push(b, Part::Time, q, next, 0));
            }
        }
        if matches!(crate::words::corrected(t.word(q)), "tonight")
            || t.number(q) == Some(2) && t.any(q + 1, &["nite", "night"]) && t.glued(q + 1)
        {
            let next = if t.number(q).is_some() { q + 2 } else { q + 1 };
            return self.day_and_part(b, Some(DateSpec::Days(0)), DayPart::Night, q, next);
        }
        if t.any(q, &["this"]) {
            let (part, next) = self.part_word(q + 1)?;
            return self.day_and_part(b, Some(DateSpec::Days(0)), part, q, next);
        }
        if let Some(next) = t.phrase(q, &["last", "night"]) {
            return self.day_and_part(b, Some(DateSpec::Days(-1)), DayPart::Night, q, next);
        }
        if let Some((part, next)) = self.half_alone(b, q).filter(|_| !link.any || self.t.mark(q - 1, '(')) {
            return self.day_and_part(b, None, part, q, next);
        }
        if let Some((part, next)) = self.in_the_part(b.to).or_else(|| self.in_the_part(q)) {
            return self.day_and_part(b, None, part, q.min(next - 1), next);
        }
        if b.last == Last::Date || b.last == Last::Time && b.mention.times.len() == 1 && !link.list {
            let part = self.part_word(q).or_else(|| self.eve_of_a_weekday(q));
            let (part, next) = part.filter(|_| !link.and && !link.until)?;
            return self.day_and_part(b, None, part, q, next);
        }
        if let Some((part, next)) = self.part_of_a_date(b, q) {
            return self.day_and_part(b, None, part, q, next);
        }
        let (part, next) = self.part_word(q).filter(|_| b.from.is_none() && link.preposition)?;
        (next > q + 1).then(|| self.day_and_part(b, None, part, q, next))?
    }

    /// "fri eve"; other eves are days.
    fn eve_of_a_weekday(&self, q: usize) -> Found<DayPart> {
        let small = self.t.any(q, &["eve"]) && !self.t.get(q).is_some_and(|token| token.capital);
        let weekday = q.checked_sub(1).is_some_and(|before| self.t.senses(before).weekday.is_some());
        (small && weekday).then_some((DayPart::Evening, q + 1))
    }

    /// "late afternoon Friday", "the evening of 5 May"; "good evening" greets and "game night" is a name.
    fn part_of_a_date(&self, b: &Builder, q: usize) -> Found<DayPart> {
        let t = self.t;
        let (part, next) = self.part_word(q).filter(|_| b.from.is_none())?;
        let on = if t.any(next, &["of", "on"]) { next + 1 } else { next };
        let led = match q.checked_sub(1).and_then(|before| t.get(before)) {
            Some(token) if token.kind == Kind::Break => on > next,
            Some(token) if token.kind == Kind::Word => {
                t.any(q - 1, &["the", "in", "on", "by", "for", "that"])
            }
            _ => true,
        };
        (led && self.date(on).is_some()).then_some((part, next))
    }

    /// "fri pm", "tomorrow am": half a day without an hour.
    fn half_alone(&self, b: &Builder, q: usize) -> Found<DayPart> {
        let word = q.checked_sub(1).is_some_and(|before| !self.t.word(before).is_empty());
        let opened = q.checked_sub(1).is_some_and(|before| self.t.mark(before, '('));
        if b.last != Last::Date || !word && !opened || !b.mention.times.is_empty() {
            return None;
        }
        let (half, next) =
            self.meridiem(q, Need::Whole).filter(|(_, next)| word || self.t.mark(*next, ')'))?;
        if !self.t.ends(next) && self.t.glued(next) && self.t.mark_at(next).is_none() {
            return None;
        }
        Some((if half == Half::Am { DayPart::Morning } else { DayPart::Afternoon }, next))
    }

    /// A part of the day fixes a bare hour beside it, else it is the time.
    fn day_and_part(
        &self,
        b: &mut Builder,
        date: Option<DateSpec>,
        part: DayPart,
        from: usize,
        next: usize,
    ) -> Option<usize> {
        if b.mention.times.len() > 1 {
            return None;
        }
        if let Some(start) = date {
            if b.mention.dates.is_empty() {
                b.date_first |= b.mention.times.is_empty();
                b.mention.dates.push(DateItem { start, end: None });
                b.mention.parts.push((Part::Date, self.t.span(from, next), 0));
            } else {
                let same = matches!((&start, b.mention.dates.as_slice()), (DateSpec::Days(a), [DateItem { start: DateSpec::Days(b), .. }]) if a == b);
                if !same {
                    return None;
                }
            }
        }
        match b.mention.times.as_mut_slice() {
            [] => b.mention.times.push(TimeItem { start: TimeSpec::Part(part), end: None }),
            [item] => {
                // "8am this morning": nothing new; "at 10 tonight": the half is known.
                for time in [Some(&mut item.start), item.end.as_mut()].into_iter().flatten() {
                    if let TimeSpec::Clock(clock) = time {
                        clock.half = clock
                            .half
                            .or(Some(crate::mention::Half::Part(part)).filter(|_| clock.hour <= 12));
                    }
                }
            }
            _ => return None,
        }
        b.last = Last::Date;
        Some(self.push(b, Part::Time, from, next, 0))
    }
}
