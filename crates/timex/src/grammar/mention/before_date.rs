//! Bare hours that the date behind them explains: "9-5 tuesday", "by 4 on Saturday", "0907 tomorrow".

use calendar::Frequency;

use crate::expression::Part;
use crate::mention::TimeItem;

use super::super::Parser;
use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::{Builder, Last};

impl Parser<'_> {
    /// "9-5 tuesday", "11 to 9 january 5th", "noon today": a bare range of hours right before a date.
    pub(super) fn time_before_date_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if !b.mention.times.is_empty() || !b.mention.dates.is_empty() || self.t.number(q).is_none() {
            return None;
        }
        let hour = self.military_before_date(b, q).or_else(|| self.limit_before_date(b, q));
        if let Some(next) = hour.or_else(|| self.hour_before_mornings(b, q)) {
            return Some(next);
        }
        let (item, next) =
            self.time_item(q, Need::Bare, link.opened()).filter(|(item, _)| item.end.is_some())?;
        let on =
            if self.t.any(next, &["on", "of", "this"]) || self.t.mark(next, ',') { next + 1 } else { next };
        let dated = self.date(on).or_else(|| self.date(next)).is_some() && self.t.senses(next).unit.is_none()
            || self
                .rule(on)
                .or_else(|| self.rule(next))
                .is_some_and(|(rule, _)| rule.has_days() || rule.frequency == Frequency::Daily)
            || self.further_hours_before_date(next)
            || self.letters_of_a_timetable(on).is_some()
            || self.part_of_a_date_follows(on);
        let alone = q == b.to && (q == 0 || self.t.ends(q - 1)) && self.t.ends(next) && self.t.digits(q) <= 2;
        let days =
            self.date_item(q, link.opened()).is_some_and(|(item, after)| item.end.is_some() && after > next);
        if days || !(dated || alone) {
            return None;
        }
        b.mention.times.push(item);
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "9-12 and 1-4 on Saturday": another range of hours stands between the first and the date.
    fn further_hours_before_date(&self, i: usize) -> bool {
        let joined = self.t.mark(i, ',') || self.t.mark(i, '&') || self.t.any(i, &["and"]);
        let hours = self.time_item(i + 1, Need::Bare, Opened::No).filter(|(item, _)| item.end.is_some());
        hours.filter(|_| joined).is_some_and(|(_, next)| {
            let on = if self.t.any(next, &["on"]) || self.t.mark(next, ',') { next + 1 } else { next };
            self.date(on).is_some() || self.rule(on).is_some_and(|(rule, _)| !rule.by_clock())
        })
    }

    /// "6-8 on the evening of the 20th"
    fn part_of_a_date_follows(&self, i: usize) -> bool {
        let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let of = self.part_word(the).map(|(_, next)| next).filter(|next| self.t.any(*next, &["of"]));
        of.is_some_and(|of| self.date(of + 1).is_some())
    }

    /// "7 on Saturday mornings": a bare hour before a rule that names its part of the day.
    fn hour_before_mornings(&self, b: &mut Builder, q: usize) -> Option<usize> {
        // "7", "7.30", "7:30 pm": most numbers have no such word behind them.
        const LONGEST: usize = 5;
        if !(q + 1..q + LONGEST).any(|n| self.t.any(n, &["on"])) {
            return None;
        }
        let (start, next) = self.time(q, Need::Bare)?;
        let on = self.t.any(next, &["on"]).then_some(next + 1)?;
        self.rule(on).filter(|(rule, _)| rule.has_days() && rule.part.is_some())?;
        b.mention.times.push(TimeItem { start, end: None });
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "by 4 on Saturday": a bare hour behind "by" needs a day after it.
    fn limit_before_date(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let by = q.checked_sub(1).is_some_and(|before| self.t.any(before, &["by"]));
        let (time, next) = self.time(q, Need::Bare).filter(|_| by)?;
        let on = if self.t.any(next, &["on"]) { next + 1 } else { next };
        self.day_word(on).or_else(|| self.weekday_date(on))?;
        b.mention.times.push(TimeItem { start: time, end: None });
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "0907 tomorrow"
    fn military_before_date(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let first = q.checked_sub(1).is_none_or(|before| {
            let dash = self.t.mark(before, '-') && !self.t.glued(q);
            self.t.ends(before) || self.t.mark(before, ',') || dash
        });
        // "555-0143 tomorrow": the end of a number to call.
        if self.t.glued(q) && q > 0 && self.t.mark(q - 1, '-') {
            return None;
        }
        let likely = self.t.digits(q) == 4 && (first || self.t.number(q).is_some_and(|n| n < 1000));
        let (time, next) = self.time(q, Need::AfterDate).filter(|_| likely)?;
        self.day_word(next).or_else(|| self.weekday_date(next))?;
        b.mention.times.push(TimeItem { start: time, end: None });
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }
}
