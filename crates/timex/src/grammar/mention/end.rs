//! The end of a range whose ends carry dates and times of their own, and ends without a start.

use crate::expression::Part;
use crate::mention::{Clock, DateItem, DateSpec, Half, Relation, TimeItem, TimeSpec};

use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// The end of a range whose ends carry dates and times of their own.
    pub(super) fn end_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let m = &b.mention;
        if !link.until || m.dates.len() > 1 || m.times.len() > 1 || m.rule.is_some() {
            return None;
        }
        let open_date = m.dates.first().is_none_or(|item| item.end.is_none());
        let open_time = m.times.first().is_none_or(|item| item.end.is_none());
        if !open_date || !open_time || m.dates.is_empty() && m.times.is_empty() {
            if m.dates.is_empty() && m.times.is_empty() {
                return self.end_only(b, link, q);
            }
            return None;
        }
        let dates = !m.dates.is_empty();
        let times = !m.times.is_empty();
        // "from now until Friday", "10am until 15 June": it begins today.
        let now = matches!(m.times.as_slice(), [TimeItem { start: TimeSpec::Now, end: None }]);
        let today = |date: &DateSpec| now || matches!(date, DateSpec::Written { day: Some(_), .. });
        if let Some((date, next)) = self.closing_date(b, q).filter(|(date, _)| !dates && today(date)) {
            b.mention.dates.push(DateItem { start: DateSpec::Days(0), end: Some(date) });
            b.last = Last::Other;
            return Some(self.push(b, Part::EndDate, q, next, 0));
        }
        if let Some((date, next)) = self.closing_date(b, q).filter(|_| dates) {
            if let Some(item) = b.mention.dates.first_mut() {
                item.end = Some(date);
            }
            let next = self.push(b, Part::EndDate, q, next, 0);
            return Some(self.closing_time(b, next, false).unwrap_or(next));
        }
        if times {
            let (time, next) = self.time(q, Need::Bare)?;
            let on = if self.t.any(next, &["on"]) || self.t.mark(next, ',') { next + 1 } else { next };
            if self.counts_something(next - 1) && self.time(q, Need::Whole).is_none() {
                return None;
            }
            if let Some(item) = b.mention.times.first_mut() {
                item.end = Some(time);
            }
            let next = self.push(b, Part::EndTime, q, next, 0);
            if let Some((date, after)) = self.date(on).filter(|_| dates) {
                if let Some(item) = b.mention.dates.first_mut() {
                    item.end = Some(date);
                }
                return Some(self.push(b, Part::EndDate, on, after, 0));
            }
            b.last = Last::Time;
            return Some(next);
        }
        None
    }

    /// "7pm, arriving at 6.30pm": guests come before the hour, nobody leaves then; what departs may land before it, in
    /// another zone.
    pub(super) fn is_an_arrival_before(&self, b: &Builder, link: Link, q: usize) -> bool {
        const SOONEST: i32 = 180;
        let [TimeItem { start: TimeSpec::Clock(start), end: None }] = b.mention.times.as_slice() else {
            return false;
        };
        let arrival = || match self.time(q, Need::Bare)?.0 {
            TimeSpec::Clock(clock) => Some(clock),
            _ => None,
        };
        let Some(arrival) = link.arrival.then(arrival).flatten() else { return false };
        let halves = [*start, arrival].map(minutes_of_the_day);
        let before = match halves {
            [Some(start), Some(arrival)] => start - arrival,
            _ => (minutes_on_the_dial(*start) - minutes_on_the_dial(arrival)).rem_euclid(720),
        };
        (1..=SOONEST).contains(&before) && !self.departs_before(q)
    }

    fn closing_date(&self, b: &Builder, q: usize) -> Found<DateSpec> {
        let found = self.date(q)?;
        let times = !b.mention.times.is_empty();
        // "3pm - 4.30": with a time open, dotted and bare numbers are times.
        let time = times && self.time(q, Need::Bare).is_some_and(|(_, next)| next >= found.1);
        (!time).then_some(found)
    }

    fn closing_time(&self, b: &mut Builder, next: usize, _whole: bool) -> Option<usize> {
        let (link, q) = self.link(next, true);
        if link.list && link.and || link.until {
            return None;
        }
        let need = if link.at || link.approximate { Need::Bare } else { Need::AfterDate };
        if b.mention.times.is_empty() {
            return None;
        }
        let part = |q| self.part_word(q).map(|(part, next)| (TimeSpec::Part(part), next));
        let (time, after) = self.time(q, need).or_else(|| part(q))?;
        if self.time_range_follows(q, need) {
            return None;
        }
        if let Some(item) = b.mention.times.first_mut() {
            item.end = Some(time);
        }
        b.last = Last::Time;
        Some(self.push(b, Part::EndTime, q, after, 0))
    }

    fn time_range_follows(&self, q: usize, need: Need) -> bool {
        self.time_item(q, need, Opened::No).is_some_and(|(item, _)| item.end.is_some())
    }

    /// "Friday 10pm through 1am Saturday": the day on which hours past midnight end.
    pub(super) fn day_of_the_end(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [DateItem { end: end @ None, .. }] = b.mention.dates.as_mut_slice() else { return None };
        let [TimeItem { start: TimeSpec::Clock(from), end: Some(TimeSpec::Clock(to)) }] =
            b.mention.times.as_slice()
        else {
            return None;
        };
        let past_midnight = from.half == Some(Half::Pm) && to.half == Some(Half::Am);
        if b.last != Last::Time || !b.date_first || !past_midnight || link.list || link.until {
            return None;
        }
        let (date, next) = self.date(q).filter(|(_, next)| !self.starts_time(*next))?;
        *end = Some(date);
        // The end of the hours is that of the last day.
        for (part, ..) in b.mention.parts.iter_mut().filter(|(part, ..)| *part == Part::Time) {
            *part = Part::EndTime;
        }
        b.last = Last::Date;
        Some(self.push(b, Part::EndDate, q, next, 0))
    }

    /// "until 5pm", "till Friday" without a start.
    fn end_only(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if !link.until_word || b.from.is_some() {
            return None;
        }
        b.mention.bound = Relation::Until;
        let next = self.date_piece(b, Link::default(), q);
        if next.is_some() {
            return next;
        }
        let next = self.time_piece(b, Link { at: true, ..Link::default() }, q);
        if next.is_none() {
            b.mention.bound = Relation::At;
        }
        next
    }
}

/// Minutes since midnight, where the half of the day is told.
fn minutes_of_the_day(clock: Clock) -> Option<i32> {
    let dial = minutes_on_the_dial(clock);
    match clock.half {
        Some(Half::Am) => Some(dial),
        Some(Half::Pm) => Some(dial + 720),
        _ => clock.twenty_four.then(|| i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0))),
    }
}

/// Minutes since noon or midnight, on a dial of twelve hours.
fn minutes_on_the_dial(clock: Clock) -> i32 {
    i32::from(clock.hour % 12) * 60 + i32::from(clock.minute.unwrap_or(0))
}
