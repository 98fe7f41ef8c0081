//! Pieces counted from now: "now", "in two hours", "3 days from now", and lengths.

use crate::expression::Part;
use crate::mention::{Amount, Clock, DateItem, DateSpec, TimeItem, TimeSpec};
use crate::words::Unit;

use super::super::link::Link;
use super::super::range::Opened;
use super::super::relative::Shifted;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// "2day 5pm", "mtg 2day @ 4", "c u 2day"; "a 2day workshop" lasts.
    fn is_today_in_short(&self, q: usize) -> bool {
        let told = self.t.any(q + 1, &["day"]) && self.day_word(q).is_some();
        let article = q.checked_sub(1).is_some_and(|b| self.t.any(b, &["a", "the", "for", "our", "last"]));
        let at = self.t.mark(q + 2, '@') || self.t.any(q + 2, &["at"]) || self.t.ends(q + 2);
        told && !article && (at || self.time(q + 2, Need::Whole).is_some())
    }

    /// "Level 1 day", "Year 6 day": the number belongs to the noun before it; "at 20 weeks" tells no length either.
    fn is_the_number_of_a_noun(&self, i: usize) -> bool {
        let t = self.t;
        let noun = i.checked_sub(1).filter(|_| t.digits(i) > 0).is_some_and(|before| {
            t.senses(before).label || t.any(before, &["at", "stage", "week", "year", "yr"])
        });
        let counted = || i.checked_sub(2).is_some_and(|b| t.any(b, &["a", "last", "next", "per", "this"]));
        noun && !counted()
    }

    /// "19h00 for 19h30": soon after an hour told like it, no length.
    fn is_the_start(&self, b: &Builder, q: usize) -> bool {
        const SOON: i32 = 90;
        let [TimeItem { start: TimeSpec::Clock(first @ Clock { twenty_four: true, .. }), end: None }] =
            b.mention.times.as_slice()
        else {
            return false;
        };
        let Some((TimeSpec::Clock(second @ Clock { twenty_four: true, minute: Some(_), .. }), _)) =
            self.time(q, Need::Whole)
        else {
            return false;
        };
        let minutes = |clock: Clock| i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0));
        b.last == Last::Time && (1..=SOON).contains(&(minutes(second) - minutes(*first)))
    }

    /// "for 2 hours", "lasting 90 minutes", "(2 hours)", "2-hour".
    pub(super) fn length_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.mention.duration.is_some() || link.at || link.from || link.before || link.after {
            return None;
        }
        if self.military_range(q, Need::AfterDate).is_some() {
            return None;
        }
        let about = if self.t.any(q, &["about", "around", "approximately", "up"]) { q + 1 } else { q };
        if self.is_today_in_short(q) || self.is_the_number_of_a_noun(about) || self.is_the_start(b, q) {
            return None;
        }
        let (amount, next) = self.amount(about)?;
        // "10am two weeks before the show" lasts no two weeks.
        if b.from.is_some() && !link.length && amount.is_days() && self.t.any(next, &["after", "before"]) {
            return None;
        }
        if !link.length && self.shifted(q).is_some() || self.shifted(about).is_some() {
            return None;
        }
        // A number that is the hour of a time: "at 5 h".
        let lasting = link.length && !b.mention.times.is_empty();
        if !lasting && self.time(q, Need::Whole).is_some_and(|(_, after)| after >= next) {
            return None;
        }
        // "Friday 19h": nothing lasts so long.
        let hour =
            b.last == Last::Date && !link.length && self.t.word(next - 1) == "h" && self.t.glued(next - 1);
        if hour && self.t.number(q).is_some_and(|hour| (13..24).contains(&hour)) {
            return None;
        }
        let article = self.t.any(about, &["a", "an"])
            && !link.length
            && amount.finest.is_some_and(|unit| unit >= Unit::Day);
        if article || link.until && !link.length && !link.until_word {
            return None;
        }
        // "a timer for 5 minutes" rings when they are over.
        let timer = about.checked_sub(2).is_some_and(|n| self.t.any(n, &["timer", "alarm"]) && link.length);
        if timer && b.from.is_none() && !amount.is_days() {
            b.mention.times.push(TimeItem { start: TimeSpec::Shift(amount), end: None });
            b.last = Last::Time;
            return Some(self.push(b, Part::Time, about, next, 0));
        }
        let inside = b.from.is_some();
        let glued = self.t.mark(about + 1, '-');
        if inside && !link.length && link.list && !glued && link.and {
            return None;
        }
        b.mention.duration = Some(amount);
        b.led_by_length |= link.length
            || about > 0 && self.t.mark(about - 1, ':')
            || self.t.any(next - 1, &["night", "nights"]);
        b.last = Last::Other;
        Some(self.push(b, Part::Duration, about, next, 0))
    }

    /// "now", "right now", "asap".
    pub(super) fn now_piece(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let t = self.t;
        if b.from.is_some() {
            return None;
        }
        if let Some(next) = self.same_time(q) {
            b.mention.times.push(TimeItem { start: TimeSpec::SameTime, end: None });
            b.last = Last::Time;
            let next = self.push(b, Part::Time, q, next, 0);
            let Some((amount, after)) = self.one_unit_ahead(next) else { return Some(next) };
            b.mention.dates.push(DateItem { start: DateSpec::Shift { amount, base: None }, end: None });
            b.last = Last::Date;
            return Some(self.push(b, Part::Date, next, after, 0));
        }
        if let Some((amount, next)) = self.hours_ahead(q) {
            b.mention.times.push(TimeItem { start: TimeSpec::Now, end: Some(TimeSpec::Shift(amount)) });
            b.last = Last::Other;
            return Some(self.push(b, Part::Time, q, next, 0));
        }
        let next = t
            .phrase(q, &["right", "now"])
            .or_else(|| {
                let changed = q.checked_sub(1).is_some_and(|before| t.any(before, &["are", "is"]));
                let placed = |next| changed && t.any(next, &["at", "from", "in", "on"]);
                t.phrase(q, &["now"])
                    .filter(|next| !placed(*next) && !self.changes(*next) && self.date(*next).is_none())
            })
            .or_else(|| t.phrase(q, &["asap"]))?;
        // "now + 40 minutes"
        if let Some((amount, after)) = self.amount(next + 1).filter(|_| t.mark(next, '+')) {
            b.mention.times.push(TimeItem { start: TimeSpec::Shift(amount), end: None });
            b.last = Last::Time;
            return Some(self.push(b, Part::Time, q, after, 0));
        }
        b.mention.times.push(TimeItem { start: TimeSpec::Now, end: None });
        b.last = Last::Other;
        let next = self.push(b, Part::Time, q, next, 0);
        // "between now and Friday"
        let between = q.checked_sub(1).is_some_and(|before| t.any(before, &["between"]));
        let Some((date, after)) = self.date(next + 1).filter(|_| between && t.any(next, &["and"])) else {
            return Some(next);
        };
        b.mention.dates.push(DateItem { start: DateSpec::Days(0), end: Some(date) });
        Some(self.push(b, Part::EndDate, next + 1, after, 0))
    }

    /// "Mondays now start at 6": the word tells of a change, as it does before a date ("is now Thursday 10th").
    fn changes(&self, i: usize) -> bool {
        const VERBS: [&str; 18] = [
            "starts", "start", "begins", "begin", "meets", "meet", "runs", "run", "takes", "opens", "open",
            "closes", "ends", "has", "have", "is", "are", "moved",
        ];
        self.t.any(i, &VERBS)
    }

    /// "in the next two hours": from now on.
    fn hours_ahead(&self, i: usize) -> Found<Amount> {
        let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let counted = self.t.any(the, &["next", "coming"]) && self.t.senses(the + 1).unit.is_none();
        self.amount(the + 1).filter(|(amount, _)| counted && !amount.is_days())
    }

    /// "this time tomorrow", "the same time next Tuesday".
    fn same_time(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let the = if t.any(i, &["the"]) { i + 1 } else { i };
        let next = t.phrase(the, &["same", "time"]).or_else(|| t.phrase(i, &["this", "time"]))?;
        let on = if t.any(next, &["on"]) { next + 1 } else { next };
        self.date(on).is_some().then_some(next)
    }

    /// "this time next week": a week from today.
    fn one_unit_ahead(&self, i: usize) -> Found<Amount> {
        if !self.t.any(i, &["next"]) {
            return None;
        }
        let (days, months) = match self.t.word(i + 1) {
            "week" => (7, 0),
            "month" => (0, 1),
            "year" => (0, 12),
            _ => return None,
        };
        Some((Amount { days, months, finest: Some(Unit::Day), ..Amount::default() }, i + 2))
    }

    /// "in two weeks", "within 3 days": the preposition belongs to the piece.
    pub(super) fn offset_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if let Some(next) = self.between_two_offsets(b) {
            return Some(next);
        }
        self.t.any(b.to, &["in", "within", "after"]).then(|| self.shift_piece(b, link, q))?
    }

    /// "in 10-14 days", "in 2 to 3 weeks": from the earlier of the days to the later.
    fn between_two_offsets(&self, b: &mut Builder) -> Option<usize> {
        let first = self.t.any(b.to, &["in"]).then_some(b.to + 1)?;
        let (from, after) = self.cardinal(first).filter(|_| b.mention.dates.is_empty())?;
        let second = self.separator(after, Opened::No)?;
        let (to, _) = self.cardinal(second).filter(|(to, _)| from < *to)?;
        let (last, next) = self.amount(second).filter(|(amount, _)| amount.is_days() && to <= 100)?;
        let (from, to) = (i32::try_from(from).ok()?, i32::try_from(to).ok()?);
        let part = |n: i32| n / to * from;
        let (months, days) = (part(last.months), part(last.days));
        let shift = |amount| DateSpec::Shift { amount, base: None };
        let start = shift(Amount { months, days, business_days: part(last.business_days), ..last });
        b.mention.dates.push(DateItem { start, end: Some(shift(last)) });
        b.mention.approximate = true;
        b.last = Last::Date;
        Some(self.push(b, Part::Date, b.to, next, 0))
    }

    /// "in two hours", "3 days from now".
    pub(super) fn shift_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let at = if self.t.any(b.to, &["in", "within", "after"]) { b.to } else { q };
        let (shifted, next) = self.shifted(at).or_else(|| self.shifted(q))?;
        let at = if self.shifted(at).is_some() { at } else { q };
        match shifted {
            Shifted::Time(time) if b.mention.times.is_empty() && b.mention.dates.is_empty() => {
                b.mention.times.push(TimeItem { start: time, end: None });
                b.last = Last::Time;
                Some(self.push(b, Part::Time, at, next, 0))
            }
            Shifted::Date(date) if b.mention.dates.is_empty() => {
                // "two months from today on Tuesday" and ranges from an offset are read by the date piece.
                if self.date_item(at, link.opened()).is_some_and(|(item, _)| item.end.is_some()) {
                    return None;
                }
                b.mention.dates.push(DateItem { start: date, end: None });
                b.date_first |= b.mention.times.is_empty();
                b.last = Last::Date;
                Some(self.push(b, Part::Date, at, next, 0))
            }
            _ => None,
        }
    }
}
