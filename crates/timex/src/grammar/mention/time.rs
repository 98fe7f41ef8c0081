//! Times of day, lists of them, and times that replace one already read.

use crate::expression::Part;
use crate::mention::{Clock, DateItem, Relation, RuleSpec, TimeItem, TimeSpec};

use super::super::link::Link;
use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{Builder, Last};

impl Parser<'_> {
    /// A time or a range of times, or one more of a list.
    pub(super) fn time_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if let Some(next) = self.clock_in_part(b, link, q) {
            return Some(next);
        }
        if let Some(next) =
            self.start_after_arrival(b, link, q).or_else(|| self.start_after_doors(b, link, q))
        {
            return Some(next);
        }
        let more = !b.mention.times.is_empty();
        if more && !(b.last == Last::Time && link.list) || b.mention.times.len() >= 24 {
            return None;
        }
        let long = b.last == Last::Date && b.mention.rule.is_none();
        if long && b.mention.dates.iter().all(DateItem::is_a_season_or_longer)
            || self.is_a_list_in_brackets(q)
        {
            return None;
        }
        let need = self.awaited(b, link);
        let q = if need == Need::AfterDate { self.hour_behind_a_meal(q).unwrap_or(q) } else { q };
        let (item, next) = self.time_item(q, need, link.opened())?;
        if b.from.is_none() && self.is_a_result(q, item.start)
            || need == Need::AfterDate
                && self.is_rather_a_date(q, next, &item)
                && !self.is_an_hour_until_a_day(b, link, q)
            || more && self.is_no_further_time(b, q, next)
        {
            return None;
        }
        let index = b.mention.times.len();
        if index == 0 {
            if link.before {
                b.mention.bound = Relation::Before;
            } else if link.after {
                b.mention.bound = Relation::After;
            } else if link.until_word && b.mention.rule.as_ref().is_some_and(RuleSpec::by_clock) {
                // "every hour until 6"
                b.mention.bound = Relation::Until;
            }
        }
        lend_half(&mut b.mention.times, &item);
        b.mention.times.push(item);
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, index))
    }

    /// How much of a time must be there behind these words.
    fn awaited(&self, b: &Builder, link: Link) -> Need {
        let inside = b.from.is_some();
        let rings = link.length && self.rings(b.to);
        let led = link.at || link.from || link.between || link.approximate || link.before || link.after;
        if (led || link.starting && (inside || self.is_closed_by_an_hour(b.to)))
            && (!link.length || inside || rings)
            || link.length && (inside || rings)
        {
            return Need::Bare;
        }
        let ruled = b.last == Last::Other && b.mention.rule.is_some();
        if link.made || b.last == Last::Date || ruled || !b.mention.times.is_empty() {
            Need::AfterDate
        } else {
            Need::Whole
        }
    }

    /// "Good Friday (3 April)", "May Day weekend 1–4 May": a date goes on where the hour would end.
    fn is_rather_a_date(&self, q: usize, next: usize, item: &TimeItem) -> bool {
        self.written_date(q).is_some_and(|(_, after)| after > next)
            || item.end.is_none() && self.days_of_month(q, Opened::No).is_some()
    }

    /// "noon today and 545am tomorrow": behind a time, what is a date or has one of its own.
    fn is_no_further_time(&self, b: &Builder, q: usize, next: usize) -> bool {
        self.date(q).is_some_and(|(_, after)| after > next)
            || self.bare_list_item_fails(q, next)
            || self.has_date_of_its_own(b, next)
    }

    /// "tonight at 7", "every evening at 7:13": the part of the day was said first, the clock time counts.
    fn clock_in_part(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let part = match b.mention.times.as_slice() {
            [TimeItem { start: TimeSpec::Part(part), end: None }] => Some(*part),
            // "after school Fri (3.20-4)", "Thursday lunchtime, 12.45pm"
            [TimeItem { start: TimeSpec::Named(..), end: None }] if link.any && !link.at => None,
            _ => return self.closing_hour(b, link, q),
        };
        if link.and || link.until {
            return None;
        }
        let need = if link.at || link.approximate || link.from { Need::Bare } else { Need::AfterDate };
        let (mut item, next) = self.time_item(q, need, link.opened())?;
        // "every night from 10 to 6": the end is the first such hour after the start.
        if let (TimeSpec::Clock(clock), Some(part)) = (&mut item.start, part) {
            let half = crate::mention::Half::Part(part);
            clock.half = clock.half.or(Some(half).filter(|_| clock.hour <= 12 && !clock.twenty_four));
        }
        b.mention.times = vec![item];
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "6.30pm for 7pm": guests come at the first, the second is read over.
    fn start_after_arrival(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.last != Last::Time
            || b.mention.times.len() != 1
            || !link.length
            || link.list
            || !self.t.any(q - 1, &["for"])
        {
            return None;
        }
        let (start, next) = self.time(q, Need::Whole).or_else(|| self.soon_after(b, q))?;
        // "meet 9.15 for 10am KO": the second one is called the start.
        let called = ["ko", "kickoff", "kick", "start", "tee", "tipoff", "tip"];
        if (next - 1..=next).any(|n| self.t.any(n, &called)) {
            b.mention.times = vec![TimeItem { start, end: None }];
        }
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "6:30 for 7, until 9:30": within the hour after the first time, at the end of its clause.
    fn soon_after(&self, b: &Builder, q: usize) -> Found<TimeSpec> {
        let TimeSpec::Clock(first) = b.mention.times.first()?.start else { return None };
        let (time, next) = self.time(q, Need::Bare)?;
        let TimeSpec::Clock(second) = time else { return None };
        let minutes = |clock: Clock| i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0));
        let soon = (1..=60).contains(&(minutes(second) - minutes(first)).rem_euclid(720));
        (soon && self.clause_ends(next) && !self.counts_something(next - 1)).then_some((time, next))
    }

    /// "doors 7pm for a 7.30 start": the second time is called the start.
    fn start_after_doors(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [TimeItem { start: TimeSpec::Clock(doors), end: None }] = b.mention.times.as_slice() else {
            return None;
        };
        if b.last != Last::Time || !link.length || link.list || !self.t.any(q, &["a", "an"]) {
            return None;
        }
        let (time, next) = self.time(q + 1, Need::Bare)?;
        let TimeSpec::Clock(start) = time else { return None };
        let called = (next - 1..=next).find(|n| self.t.any(*n, &["start", "kickoff"]))?;
        let half = start.half.or(doors.half).filter(|_| !start.twenty_four);
        let start = TimeSpec::Clock(Clock { half, ..start });
        b.mention.times = vec![TimeItem { start, end: None }];
        Some(self.push(b, Part::Time, q + 1, called + 1, 0))
    }

    /// "from noon Friday through Sunday at 5 PM": the second time closes the range of days.
    fn closing_hour(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let ranged =
            matches!(b.mention.dates.as_slice(), [DateItem { end: Some(_), .. }]) && b.last == Last::Date;
        let [TimeItem { end: end @ None, .. }] = b.mention.times.as_mut_slice() else { return None };
        if !ranged || !link.at || link.list {
            return None;
        }
        let (time, next) = self.time(q, Need::Bare)?;
        *end = Some(time);
        b.last = Last::Time;
        Some(self.push(b, Part::EndTime, q, next, 0))
    }

    /// "an alarm for 7": the word before "for" takes an hour, no length.
    fn rings(&self, of_for: usize) -> bool {
        of_for.checked_sub(1).is_some_and(|before| self.t.any(before, &["alarm", "alarms", "reminder"]))
    }

    /// "5k in 22:30", "a best of 3:45:12": how long it took.
    fn is_a_result(&self, q: usize, time: TimeSpec) -> bool {
        let TimeSpec::Clock(Clock { minute: Some(_), second, half: None, .. }) = time else { return false };
        let before = |n: usize, words: &[&str]| q.checked_sub(n).is_some_and(|at| self.t.any(at, words));
        let ran = before(2, &["k", "km", "mile", "miles", "laps", "marathon"]) && before(1, &["in"]);
        ran || second.is_some() && before(1, &["of"])
    }

    /// "Thursdays in April (2, 9, 16, 23)": days rather than hours.
    fn is_a_list_in_brackets(&self, q: usize) -> bool {
        let t = self.t;
        q > 0 && t.mark(q - 1, '(') && t.digits(q) > 0 && t.mark(q + 1, ',') && t.digits(q + 2) > 0
    }

    fn bare_list_item_fails(&self, q: usize, next: usize) -> bool {
        self.time(q, Need::Whole).is_none() && !self.clause_ends(next) && self.rule(next).is_none()
    }

    fn has_date_of_its_own(&self, b: &Builder, next: usize) -> bool {
        let (link, q) = self.link(next, true);
        !b.date_first && !b.mention.dates.is_empty() && !link.list && self.date(q).is_some()
    }
}

/// "8 & 10:30 am", "9 and 11am": hours before one with its half of the day are in the same half.
fn lend_half(times: &mut [TimeItem], later: &TimeItem) {
    let TimeSpec::Clock(Clock { hour: last, half: Some(half), .. }) = later.start else {
        return;
    };
    for item in times.iter_mut().filter(|item| item.end.is_none()) {
        if let TimeSpec::Clock(clock) = &mut item.start
            && clock.half.is_none()
            && !clock.twenty_four
            && (1..last).contains(&clock.hour)
        {
            clock.half = Some(half);
        }
    }
}
