//! A time of day: "7pm", "19:30", "half past three", "seven thirty", "noon", "end of day", "in the evening".

use crate::mention::{Clock, Half, TimeSpec};
use crate::words::hours::NamedHour;
use crate::words::{DayPart, HOURS, Unit};

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

impl Parser<'_> {
    /// A time of day at `i`.
    pub(super) fn time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        self.memo.time(need).at(i, || self.read_time(i, need))
    }

    fn read_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        self.named_time(i)
            .or_else(|| self.compact_time(i))
            .or_else(|| self.length_before(i))
            .or_else(|| self.past_or_to(i))
            .or_else(|| self.clock_time(i, need))
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
        let first = t.get(i).filter(|token| token.senses.hour)?;
        // COP; a "cop" is somebody else.
        if t.word(i) == "cop" && !first.capitals {
            return None;
        }
        let mut names = HOURS.after(t.word(i));
        let (hour, next) = names.find_map(|(rest, hour)| t.phrase(i + 1, rest).map(|next| (*hour, next)))?;
        let time = match hour {
            // "due by midnight": the end of that day.
            NamedHour::Midnight if i.checked_sub(1).is_some_and(|b| t.any(b, &["by"])) => {
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

    /// "1 hour before midnight", "90 minutes after noon", "two hours before 3pm": a length from a time that is certain.
    fn length_before(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        let (amount, next) = self.amount(i)?;
        let minutes = i32::try_from(amount.seconds / 60).ok()?;
        let clock_only = amount.months == 0 && amount.days == 0 && amount.business_days == 0;
        let before = t.any(next, &["before"]);
        if !clock_only || !(1..=720).contains(&minutes) || !before && !t.any(next, &["after"]) {
            return None;
        }
        let (base, next) = self.named_time(next + 1).or_else(|| self.clock_time(next + 1, Need::Whole))?;
        let base = match base {
            TimeSpec::Noon => 720,
            TimeSpec::Midnight => 1440,
            TimeSpec::Clock(Clock { hour, minute, half: Some(half @ (Half::Am | Half::Pm)), .. }) => {
                let hour = i32::from(hour % 12) + if half == Half::Pm { 12 } else { 0 };
                hour * 60 + i32::from(minute.unwrap_or(0))
            }
            TimeSpec::Clock(Clock { hour, minute, twenty_four: true, .. }) => {
                i32::from(hour) * 60 + i32::from(minute.unwrap_or(0))
            }
            _ => return None,
        };
        let then = (if before { base - minutes } else { base + minutes }).rem_euclid(1440);
        let (hour, minute) = ((then / 60) as i8, Some((then % 60) as i8));
        Some((TimeSpec::Clock(Clock { hour, minute, second: None, half: None, twenty_four: true }), next))
    }

    /// "half past 3", "quarter to four", "twenty after 3", "10 minutes to 8", "half seven".
    fn past_or_to(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        let i = if t.any(i, &["a"]) && t.any(i + 1, &["quarter"]) { i + 1 } else { i };
        if t.word(i) == "half" && !t.any(i + 1, &["past", "after"]) {
            let (hour, next) = self.hour_number(i + 1)?;
            let ends = t.ends(next) || t.senses(next).unit.is_none() && t.number(next).is_none();
            let counted =
                i.checked_sub(1).is_some_and(|b| self.ordinal(b).is_some() || t.any(b, &["a", "the", "and"]));
            let digits =
                !counted && self.clause_ends(next) && !self.counts_something(i + 1) && !t.glued(next);
            return (ends && (t.senses(i + 1).cardinal.is_some() || digits || !counted && t.ends(next)))
                .then(|| self.with_half(clock(hour, Some(30)), next));
        }
        let (minutes, mut at) = match t.word(i) {
            "quarter" => (15, i + 1),
            "half" => (30, i + 1),
            _ => self.cardinal(i).filter(|(n, _)| (1..60).contains(n))?,
        };
        if t.senses(at).unit == Some(Unit::Minute) {
            at += 1;
        }
        let past = t.any(at, &["past", "after"]);
        if !past && !t.any(at, &["to", "till", "before", "of", "til"]) {
            return None;
        }
        let quarter = t.word(i) == "quarter";
        // "10 to 6" is a range; "ten to six" and "quarter to six" are not.
        let hour_of_a_range = t.number(i).is_some_and(|n| n != 20 && n != 25) || !t.any(at, &["to"]);
        if !past
            && !quarter
            && (t.number(i).is_some() && hour_of_a_range || minutes % 5 != 0)
            && t.senses(at - 1).unit.is_none()
        {
            return None;
        }
        if t.any(at, &["before", "of", "after"])
            && !quarter
            && t.number(at + 1).is_none()
            && t.senses(i).cardinal.is_none()
        {
            return None;
        }
        let minutes = minutes as i8;
        if let Some((hour, next)) = self.hour_number(at + 1) {
            let unit_follows = t.senses(next).unit.is_some() || t.senses(next).month.is_some();
            if unit_follows || t.mark(next, ':') || t.mark(next, '/') {
                return None;
            }
            let time =
                if past { clock(hour, Some(minutes)) } else { clock(earlier(hour), Some(60 - minutes)) };
            return Some(self.with_half(time, next));
        }
        if t.any(at + 1, &["noon", "midday"]) {
            let time = if past { clock(12, Some(minutes)) } else { clock(11, Some(60 - minutes)) };
            return Some((fixed(time, if past { Half::Pm } else { Half::Am }), at + 2));
        }
        if t.any(at + 1, &["midnight"]) {
            let time = if past { clock(12, Some(minutes)) } else { clock(11, Some(60 - minutes)) };
            return Some((fixed(time, if past { Half::Am } else { Half::Pm }), at + 2));
        }
        let alone = quarter && t.any(at, &["past", "after", "to"]) && (t.ends(at + 1) || t.mark(at + 1, '.'));
        alone.then_some((TimeSpec::PastHour(if past { minutes } else { -minutes }), at + 1))
    }

    fn hour_number(&self, i: usize) -> Found<i8> {
        let (hour, next) = self.cardinal(i)?;
        ((1..=12).contains(&hour) && self.t.digits(i) <= 2).then_some((hour as i8, next))
    }

    /// Digits: "7", "7pm", "7:30", "7.30pm", "19h30", "1930", "8:00:31am".
    fn clock_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        let (value, digits) = (t.number(i)?, t.digits(i));
        if self.is_inside_a_number(i) || self.is_a_verse(i) {
            return None;
        }
        let mut clock = Clock { hour: 0, minute: None, second: None, half: None, twenty_four: false };
        let mut next = i + 1;
        match digits {
            1 | 2 => {
                clock.hour = value as i8;
                next = self.minutes(i, need, &mut clock);
            }
            3 | 4 => (clock.hour, clock.minute) = ((value / 100) as i8, Some((value % 100) as i8)),
            6 if need == Need::Bare && t.glued(i) => return None,
            _ => return None,
        }
        if clock.hour == 12 && clock.minute == Some(0) {
            match t.word(next) {
                "noon" | "midday" => return Some((TimeSpec::Noon, next + 1)),
                "midnight" => return Some((TimeSpec::Midnight, next + 1)),
                _ => {}
            }
        }
        if let Some((half, after)) = self.meridiem(next, need) {
            let fits = clock.hour <= 12 || digits >= 3 && clock.hour < 24;
            clock.half = Some(half).filter(|_| clock.hour <= 12);
            return (fits && clock.minute.is_none_or(|m| m < 60)).then_some((TimeSpec::Clock(clock), after));
        }
        if digits >= 3 {
            return self.military(i, clock, need);
        }
        if let Some(after) = self.oclock(next) {
            return (1..=12).contains(&clock.hour).then(|| self.with_half(TimeSpec::Clock(clock), after));
        }
        let next = if clock.minute.is_some() && t.any(next, &["h", "hrs", "hours", "uhr"]) {
            clock.twenty_four = true;
            next + 1
        } else {
            next
        };
        if clock.minute.is_some() {
            clock.twenty_four |= digits == 2 && !(10..=12).contains(&value) || clock.hour > 12;
            let called = self.is_called_a_time(next) && !t.any(next, &["sharp", "prompt", "promptly"]);
            let next = if called && t.any(next, &["start"]) { next + 1 } else { next };
            return (clock.hour <= 24).then_some((TimeSpec::Clock(clock), next));
        }
        if t.word(next) == "h" && t.glued(next) && value <= 24 && !t.glued(next + 1) && need != Need::Whole {
            clock.twenty_four = true;
            return Some((TimeSpec::Clock(clock), next + 1));
        }
        self.bare_hour(i, clock, need)
    }

    /// Minutes and seconds after the hour at `i`; the index after them.
    fn minutes(&self, i: usize, need: Need, clock: &mut Clock) -> usize {
        let t = self.t;
        let colon = t.mark(i + 1, ':') && t.glued(i + 1);
        // "5,15 pm" is only read with its half of the day.
        let comma = t.mark(i + 1, ',') && t.glued(i + 1) && self.meridiem(i + 3, Need::Whole).is_some();
        let dot = t.mark(i + 1, '.') && t.glued(i + 1) || comma;
        let h = t.word(i + 1) == "h" && t.glued(i + 1);
        let two = t.digits(i + 2) == 2 && t.glued(i + 2) && t.number(i + 2).is_some_and(|m| m < 60);
        if colon && self.meridiem(i + 2, need).is_some() {
            return i + 2;
        }
        if !two || !(colon || dot || h) {
            return i + 1;
        }
        let minute = t.number(i + 2).map(|m| m as i8);
        if dot {
            let hours = t.any(i + 3, &["h", "uhr"]) || t.digits(i) == 2 && t.any(i + 3, &["hrs", "hours"]);
            let time_follows = self.meridiem(i + 3, need).is_some() || hours || self.is_called_a_time(i + 3);
            let longer = t.mark(i + 3, '.') && t.glued(i + 3) && t.digits(i + 4) > 0 && t.glued(i + 4);
            // "1.25 hours" is a length.
            let length = t.senses(i + 3).unit.is_some();
            if !time_follows && (need == Need::Whole || longer || length) {
                return i + 1;
            }
        }
        clock.minute = minute;
        clock.twenty_four = h;
        let second = colon && t.mark(i + 3, ':') && t.glued(i + 3) && t.digits(i + 4) == 2 && t.glued(i + 4);
        if second && t.number(i + 4).is_some_and(|s| s < 60) {
            clock.second = t.number(i + 4).map(|s| s as i8);
            // Fractions of a second are read over.
            if t.mark(i + 5, '.') && t.glued(i + 5) && t.digits(i + 6) > 0 && t.glued(i + 6) {
                return i + 7;
            }
            return i + 5;
        }
        i + 3
    }

    /// "1700", "0600 hours": four digits where a time is awaited.
    fn military(&self, i: usize, mut clock: Clock, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        clock.twenty_four = true;
        let valid = clock.hour < 24 && clock.minute.is_some_and(|m| m < 60);
        let hours = t.any(i + 1, &["h", "hrs", "hours", "hr"]);
        if t.digits(i) == 3 && need == Need::Bare && valid && t.number(i).is_some_and(|n| n >= 100) {
            // "at 230 tomorrow"
            clock.twenty_four = false;
            let dated = self.day_word(i + 1).or_else(|| self.weekday_date(i + 1)).is_some()
                || t.any(i + 1, &["on"]) && self.date(i + 2).is_some();
            return (dated && clock.minute.is_some_and(|m| m % 5 == 0))
                .then_some((TimeSpec::Clock(clock), i + 1));
        }
        if t.digits(i) != 4 || !valid {
            return None;
        }
        if hours {
            return Some((TimeSpec::Clock(clock), i + 2));
        }
        let round = clock.minute.is_some_and(|m| m % 5 == 0) || t.number(i).is_some_and(|n| n < 1000);
        let accepted = match need {
            Need::Whole => return None,
            Need::Bare => round && !self.counts_something(i),
            Need::AfterDate => !self.counts_something(i),
        };
        let zulu = t.word(i + 1) == "z";
        (accepted && (zulu || !t.glued_word(i + 1))).then_some((TimeSpec::Clock(clock), i + 1))
    }

    /// "7", "seven" without minutes and half of the day.
    fn bare_hour(&self, i: usize, mut clock: Clock, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        if self.is_a_score(i) {
            return None;
        }
        let ish = t.word(i + 1) == "ish" || t.mark(i + 1, '-') && t.word(i + 2) == "ish";
        let next = match (ish, t.word(i + 1) == "ish") {
            (true, true) => i + 2,
            (true, false) => i + 3,
            _ => i + 1,
        };
        clock.twenty_four = clock.hour > 12 || t.digits(i) == 2 && clock.hour < 10;
        let accepted = match need {
            Need::Whole => {
                ish || self.in_the_part(next).is_some()
                    || self.is_called_a_time(next)
                    || self.is_for_a_later(i, next)
            }
            Need::Bare => !self.counts_something(i),
            Need::AfterDate => !self.counts_something(i) && self.clause_ends(next),
        };
        let glued_word = t.glued(i + 1) && !t.word(i + 1).is_empty() && !ish;
        (accepted && clock.hour <= 24 && !glued_word).then_some((TimeSpec::Clock(clock), next))
    }

    /// "7 sharp", "5.30 prompt", "7.30 start".
    fn is_called_a_time(&self, i: usize) -> bool {
        self.t.any(i, &["sharp", "prompt", "promptly", "ko", "kickoff"])
            || self.t.any(i, &["start"]) && self.clause_ends(i + 1)
    }

    /// "7 for 7.30pm", "8 & 10:30 am": an hour that the time after it explains.
    fn is_for_a_later(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        let joined = t.any(next, &["for"]) || t.mark(next, '&') || t.any(next, &["and", "or"]);
        if !joined || t.digits(i) == 0 || t.glued(next) {
            return false;
        }
        let Some((TimeSpec::Clock(later), _)) = self.clock_time(next + 1, Need::Whole) else { return false };
        let hour = t.number(i).unwrap_or(0);
        let start = later.half.is_some() && (1..=12).contains(&hour) && !self.counts_something(i);
        let soon = (later.hour - hour as i8).rem_euclid(12) <= 1;
        start && (soon || !t.any(next, &["for"]))
    }

    /// "seven", "seven thirty", "seven oh five", "eight o'clock".
    fn spoken_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        t.senses(i).cardinal?;
        let (hour, next) = self.cardinal(i)?;
        if !(1..=12).contains(&hour) {
            return None;
        }
        let mut clock =
            Clock { hour: hour as i8, minute: None, second: None, half: None, twenty_four: false };
        if let Some(after) = self.oclock(next) {
            return Some(self.with_half(TimeSpec::Clock(clock), after));
        }
        let (minute, after) = match self.spoken_minute(next) {
            Some((minute, after)) => (Some(minute), after),
            None => (None, next),
        };
        if let Some((half, end)) = self.meridiem(after, need) {
            (clock.minute, clock.half) = (minute, Some(half));
            return Some((TimeSpec::Clock(clock), end));
        }
        let accepted = match need {
            Need::Whole => {
                self.in_the_part(after).is_some() || minute.is_some() && self.day_follows_hour(after)
            }
            Need::Bare => !self.counts_something(after - 1),
            Need::AfterDate => !self.counts_something(after - 1) && self.clause_ends(after),
        };
        clock.minute = minute;
        accepted.then_some((TimeSpec::Clock(clock), after))
    }

    /// "five thirty on Tuesday", "seven fifteen tomorrow".
    fn day_follows_hour(&self, i: usize) -> bool {
        let on = if self.t.any(i, &["on"]) { i + 1 } else { i };
        self.day_word(on).or_else(|| self.weekday_date(on)).is_some()
    }

    fn spoken_minute(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let i = if t.mark(i, '-') && t.glued(i) && t.number(i + 1).is_none() { i + 1 } else { i };
        if t.any(i, &["oh", "o"]) {
            let (minute, next) = self.cardinal(i + 1)?;
            return ((1..10).contains(&minute)).then_some((minute as i8, next));
        }
        let (minute, next) = self.cardinal(i)?;
        ((10..60).contains(&minute) && (t.number(i).is_none() || t.digits(i) == 2))
            .then_some((minute as i8, next))
    }

    fn oclock(&self, i: usize) -> Option<usize> {
        let t = self.t;
        if t.any(i, &["oclock"]) {
            return Some(i + 1);
        }
        t.phrase(i, &["o", "clock"])
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
        (alone && need != Need::Whole).then_some((half, i + 1))
    }

    /// A half of the day that may follow: "pm", "in the morning".
    fn with_half(&self, time: TimeSpec, next: usize) -> (TimeSpec, usize) {
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
        let next =
            if self.t.any(next, &["sharp", "exactly", "prompt", "promptly"]) { next + 1 } else { next };
        match self.in_the_part(next) {
            Some((part, after)) => {
                let half = clock.half.unwrap_or(Half::Part(part));
                (TimeSpec::Clock(Clock { half: Some(half).filter(|_| clock.hour <= 12), ..clock }), after)
            }
            None => (time, next),
        }
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
fn clock(hour: i8, minute: Option<i8>) -> TimeSpec {
    TimeSpec::Clock(Clock { hour, minute, second: None, half: None, twenty_four: false })
}

fn fixed(time: TimeSpec, half: Half) -> TimeSpec {
    match time {
        TimeSpec::Clock(clock) => TimeSpec::Clock(Clock { half: Some(half), ..clock }),
        other => other,
    }
}

fn earlier(hour: i8) -> i8 {
    if hour == 1 { 12 } else { hour - 1 }
}
