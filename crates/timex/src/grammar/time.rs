//! A time of day: "7pm", "19:30", "half past three", "seven thirty", "noon", "end of day", "in the evening".

use calendar::DateOrder;

use crate::lex::Kind;
use crate::mention::{Clock, Half, TimeSpec};
use crate::words::hours::NamedHour;
use crate::words::{DayPart, HOURS};

use super::{Found, Parser};

/// How much of a time must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must look like a time by itself.
    Whole,
    /// "at", "@" or a range stands before it: a bare hour will do.
    Bare,
    /// A date stands right before it: a bare hour will do where nothing else is counted by it.
    AfterDate,
}

/// Behind these, midnight is the end of its day.
const LIMITS: [&str; 8] = ["by", "ends", "ending", "closes", "closing", "due", "before", "deadline"];

impl Parser<'_> {
    /// A time of day at `i`.
    pub(super) fn time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        matches!(self.t.get(i)?.kind, Kind::Word | Kind::Number).then_some(())?;
        self.memo.time(need).at(i, || self.read_time(i, need))
    }

    fn read_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        self.named_time(i)
            .or_else(|| self.compact_time(i))
            .or_else(|| self.length_before(i))
            .or_else(|| self.past_or_to(i))
            .or_else(|| self.clock_time(i, need))
            .or_else(|| self.called_time(i, need))
            .or_else(|| self.spoken_time(i, need))
            .map(|(time, next)| self.with_part(time, next))
    }

    /// Noon, midnight, end of day, close of business.
    pub(super) fn named_time(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        if t.number(i) == Some(12) {
            return match t.word(i + 1) {
                "noon" | "midday" => Some((TimeSpec::Noon, i + 2)),
                "midnight" => Some((TimeSpec::Midnight, i + 2)),
                _ => None,
            };
        }
        // "1st thing"
        if t.number(i) == Some(1) && t.any(i + 1, &["st"]) && t.any(i + 2, &["thing"]) {
            return Some((TimeSpec::Named(9, 0), i + 3));
        }
        let first = t.get(i).filter(|token| token.senses.hour)?;
        // COP; a "cop" is somebody else.
        if t.word(i) == "cop" && !first.capitals {
            return None;
        }
        let mut names = HOURS.after(t.word(i));
        let (hour, next) = names.find_map(|(rest, hour)| t.phrase(i + 1, rest).map(|next| (*hour, next)))?;
        let time = match hour {
            // "due by midnight": the end of that day.
            NamedHour::Midnight if i.checked_sub(1).is_some_and(|b| t.any(b, &LIMITS)) => {
                TimeSpec::Clock(Clock {
                    hour: 24,
                    minute: Some(0),
                    second: None,
                    half: None,
                    twenty_four: true,
                })
            }
            NamedHour::Noon => TimeSpec::Noon,
            NamedHour::Midnight => TimeSpec::Midnight,
            NamedHour::About(hour) => TimeSpec::Named(hour, 0),
        };
        Some((time, next))
    }

    /// The hours of "20260407T180000" and "20260407T1800".
    pub(super) fn compact_time(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        let digits = t.digits(i);
        let joined = t.glued(i) && i >= 2 && t.word(i - 1) == "t" && t.glued(i - 1) && t.digits(i - 2) == 8;
        if !joined || digits != 4 && digits != 6 {
            return None;
        }
        let value = if digits == 6 { t.number(i)? } else { t.number(i)? * 100 };
        let (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100);
        let time = Clock {
            hour: hour as i8,
            minute: Some(minute as i8),
            second: (digits == 6).then_some(second as i8),
            half: None,
            twenty_four: true,
        };
        (hour < 24 && minute < 60 && second < 60).then_some((TimeSpec::Clock(time), i + 1))
    }

    /// am, pm, a.m., p . m ., a, p.
    pub(super) fn meridiem(&self, i: usize, need: Need) -> Found<Half> {
        let t = self.t;
        let half = match t.word(i) {
            "am" | "a" => Half::Am,
            "pm" | "p" => Half::Pm,
            _ => return None,
        };
        if matches!(t.word(i), "am" | "pm") {
            let joined = t.glued(i + 1) && (t.number(i + 1).is_some());
            return (!joined).then_some((half, i + 1));
        }
        let dot = t.mark(i + 1, '.');
        let m = if dot { i + 2 } else { i + 1 };
        if t.word(m) == "m" {
            let closes = t.mark(m + 1, '.') && (t.glued(m + 1) || dot && !t.glued(m));
            return Some((half, if closes { m + 2 } else { m + 1 }));
        }
        let alone =
            t.glued(i) && !(t.glued(i + 1) && (!t.word(i + 1).is_empty() || t.number(i + 1).is_some()));
        // "call Ana 5p": where dates begin with the month; elsewhere it is a price in pence.
        let written = half == Half::Pm && self.order == DateOrder::MonthFirst && self.clause_ends(i + 1);
        let dated = self.plain_day_word(i + 1).is_some() || self.t.senses(i + 1).weekday.is_some();
        (alone && (need != Need::Whole || written || dated)).then_some((half, i + 1))
    }

    /// A half of the day that may follow: "pm", "in the morning".
    pub(super) fn with_half(&self, time: TimeSpec, next: usize) -> (TimeSpec, usize) {
        match self
            .meridiem(next, Need::Bare)
            .filter(|_| !matches!(self.t.word(next), "a" | "p") || self.t.mark(next + 1, '.'))
        {
            Some((half, after)) => (fixed(time, half), after),
            None => (time, next),
        }
    }

    /// "8 in the evening", "10 at night", "8 tonight": the part of the day fixes the half.
    fn with_part(&self, time: TimeSpec, next: usize) -> (TimeSpec, usize) {
        let TimeSpec::Clock(clock) = time else { return (time, next) };
        let next = self.after_ish(next);
        let sharp =
            if self.t.any(next, &["sharp", "exactly", "prompt", "promptly"]) { next + 1 } else { next };
        match self.in_the_part(sharp) {
            Some((part, after)) => {
                let half = clock.half.unwrap_or(Half::Part(part));
                (TimeSpec::Clock(Clock { half: Some(half).filter(|_| clock.hour <= 12), ..clock }), after)
            }
            None => (time, sharp),
        }
    }

    /// "6:30-ish", "6:30ish"
    fn after_ish(&self, i: usize) -> usize {
        let dashed = self.t.mark(i, '-') && self.t.glued(i);
        let ish = if dashed { i + 1 } else { i };
        if self.t.word(ish) == "ish" && self.t.glued(ish) { ish + 1 } else { i }
    }

    /// "in the morning", "at night", "in the late afternoon".
    pub(super) fn in_the_part(&self, i: usize) -> Found<DayPart> {
        let t = self.t;
        if let Some(next) = t.phrase(i, &["at", "night"]) {
            return Some((DayPart::Night, next));
        }
        let from = t.phrase(i, &["in", "the"]).or_else(|| t.phrase(i, &["during", "the"]))?;
        let from = if t.any(from, &["early", "late", "mid"]) { from + 1 } else { from };
        let part = t.senses(from).part?;
        (!t.senses(from).plural && t.word(from) != "eve").then_some((part, from + 1))
    }

    /// "morning", "early evening", "late afternoon"; a word that also greets needs company.
    pub(super) fn part_word(&self, i: usize) -> Found<DayPart> {
        let t = self.t;
        let at = if t.any(i, &["early", "late", "mid"]) { i + 1 } else { i };
        let at = if at > i && t.mark(at, '-') { at + 1 } else { at };
        let part = t.senses(at).part?;
        (!t.senses(at).plural && t.word(at) != "eve").then_some((part, at + 1))
    }
}

/// A written hour with nothing else known.
pub(super) fn clock(hour: i8, minute: Option<i8>) -> TimeSpec {
    TimeSpec::Clock(Clock { hour, minute, second: None, half: None, twenty_four: false })
}

pub(super) fn fixed(time: TimeSpec, half: Half) -> TimeSpec {
    match time {
        TimeSpec::Clock(clock) => TimeSpec::Clock(Clock { half: Some(half), ..clock }),
        other => other,
    }
}
