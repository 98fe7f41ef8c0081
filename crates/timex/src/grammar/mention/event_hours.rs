//! Bare hours behind what takes place: "sun brunch 11", "fri team dinner 6-8".

use crate::mention::{Clock, TimeSpec};
use crate::words::Activity;

use super::super::Parser;
use super::super::range::Opened;
use super::super::time::Need;

impl Parser<'_> {
    /// "sun brunch 11", "fri dinner 7?", "fri team dinner 6-8": the index of the hour, where the line ends with it.
    pub(super) fn hour_behind_a_meal(&self, i: usize) -> Option<usize> {
        self.hours_behind_an_event(i).or_else(|| self.one_hour_behind_a_meal(i))
    }

    /// "breakfast 8-10": hours behind what people do, a word or two between it and the day.
    pub(in super::super) fn hours_behind_an_event(&self, i: usize) -> Option<usize> {
        let mut words = (i..i + 3).take_while(|n| !self.t.word(*n).is_empty() && self.is_plain_word(*n));
        let event = words.find(|n| self.t.senses(*n).activity.is_some() && self.t.digits(n + 1) > 0)?;
        let (hours, next) = self.time_range(event + 1, Need::AfterDate, Opened::No)?;
        // "wednesday training 5-0" is how it went.
        let hour = |time: &TimeSpec| !matches!(time, TimeSpec::Clock(Clock { hour: 0, .. }));
        let told = hour(&hours.start) && hours.end.is_some_and(|end| hour(&end));
        (told && self.clause_ends(next)).then_some(event + 1)
    }

    /// "starts 7 ends 9": the hour behind the word at `i` is one, since another closes it.
    pub(super) fn is_closed_by_an_hour(&self, i: usize) -> bool {
        let end = self.time(i + 1, Need::Bare).map(|(_, next)| self.link(next, true));
        end.is_some_and(|(link, at)| {
            link.until_word && self.time(at, Need::Bare).is_some_and(|(_, next)| self.clause_ends(next))
        })
    }

    fn one_hour_behind_a_meal(&self, i: usize) -> Option<usize> {
        let meal = self.t.senses(i).activity.is_some_and(|activity| activity != Activity::Work);
        let hour = self.t.number(i + 1).is_some_and(|hour| (1..=12).contains(&hour));
        let closed =
            self.t.ends(i + 2) || matches!(self.t.mark_at(i + 2), Some('?' | '!')) && self.t.ends(i + 3);
        (meal && hour && closed).then_some(i + 1)
    }
}
