//! A time of day in words: "half past three", "seven thirty", "eight o’clock", "an hour before noon".

use super::time::{Need, clock, fixed};
use super::{Found, Parser};
use crate::lex::Kind;
use crate::mention::{Clock, Half, TimeSpec};
use crate::words::Unit;

impl Parser<'_> {
    /// "1 hour before midnight", "90 minutes after noon", "two hours before 3pm": a length from a time that is certain.
    pub(super) fn length_before(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        let (amount, next) = self.amount(i)?;
        let minutes = i32::try_from(amount.seconds / 60).ok()?;
        let clock_only = amount.months == 0 && amount.days == 0 && amount.business_days == 0;
        let prior = t.phrase(next, &["prior", "to"]);
        let before = prior.is_some() || t.any(next, &["before"]);
        if !clock_only || !(1..=720).contains(&minutes) || !before && !t.any(next, &["after"]) {
            return None;
        }
        let base = prior.unwrap_or(next + 1);
        let (base, next) = self.named_time(base).or_else(|| self.clock_time(base, Need::Whole))?;
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
    pub(super) fn past_or_to(&self, i: usize) -> Found<TimeSpec> {
        let t = self.t;
        let i = if t.any(i, &["a"]) && t.any(i + 1, &["quarter"]) { i + 1 } else { i };
        if t.word(i) == "half" && !t.any(i + 1, &["past", "after"]) {
            let (hour, next) = self.hour_number(i + 1)?;
            let ends = t.ends(next) || t.senses(next).unit.is_none() && t.number(next).is_none();
            let counted =
                i.checked_sub(1).is_some_and(|b| self.ordinal(b).is_some() || t.any(b, &["a", "the", "and"]));
            let closed =
                matches!(t.mark_at(next), Some('.' | ',' | ';' | '!' | '?' | ')')) && !t.glued(next + 1);
            let starts =
                self.clause_ends(next) || t.any(next, &["start", "kickoff", "ko", "sharp", "onwards"]);
            let digits = !counted && starts && !self.counts_something(i + 1) && (closed || !t.glued(next));
            return (ends && (t.senses(i + 1).cardinal.is_some() || digits || !counted && t.ends(next)))
                .then(|| self.with_half(clock(hour, Some(30)), next));
        }
        let (minutes, mut at) = match t.word(i) {
            "quarter" => (15, i + 1),
            "half" => (30, i + 1),
            "five" if t.phrase(i + 1, &["and", "twenty"]).is_some() => (25, i + 3),
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

    /// "oh nine hundred", "zero eight thirty", "nineteen hundred hours": hours as they are called out.
    pub(super) fn called_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        let zero = t.senses(i).starter && t.any(i, &["oh", "zero"]);
        let from = if zero { i + 1 } else { i };
        t.senses(from).cardinal?;
        let (hour, next) = self.hour_called(from)?;
        let hundred = t.any(next, &["hundred"]);
        let (minute, next) = if hundred { (0, next + 1) } else { self.spoken_minute(next)? };
        let hours = t.any(next, &["hours", "hrs"]);
        let fits = if zero { (1..10).contains(&hour) } else { hundred && (10..24).contains(&hour) };
        // "nineteen hundred hours" last long, unless a day follows.
        let day = || self.day_follows_hour(if hours { next + 1 } else { next });
        let told = need != Need::Whole || zero && (hours || self.clause_ends(next)) || day();
        let clock = Clock { hour, minute: Some(minute), second: None, half: None, twenty_four: true };
        (fits && told && (hours || !self.counts_something(next - 1)))
            .then_some((TimeSpec::Clock(clock), if hours { next + 1 } else { next }))
    }

    /// One to twenty-three in words.
    fn hour_called(&self, i: usize) -> Found<i8> {
        let t = self.t;
        let tens = t.senses(i).cardinal.filter(|n| *n < 24)?;
        let ones = t.senses(i + 1).cardinal.filter(|n| tens == 20 && (1..4).contains(n));
        let hour = i8::try_from(tens + ones.unwrap_or(0)).ok()?;
        Some((hour, if ones.is_some() { i + 2 } else { i + 1 }))
    }

    /// "seven", "seven thirty", "seven oh five", "eight o'clock".
    pub(super) fn spoken_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        t.senses(i).cardinal?;
        let (hour, next) = self.cardinal(i)?;
        // "sixteen thirty": with its minutes only.
        let afternoon = (13..=23).contains(&hour) && self.spoken_minute(next).is_some();
        if !(1..=12).contains(&hour) && !afternoon {
            return None;
        }
        let mut clock =
            Clock { hour: hour as i8, minute: None, second: None, half: None, twenty_four: afternoon };
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
                t.word(after) == "ish" && t.glued(after)
                    || self.in_the_part(after).is_some()
                    || minute.is_some() && self.day_follows_hour(after)
            }
            // "any time from ten to": minutes before an hour that is left open.
            Need::Bare => {
                !(self.counts_something(after - 1) || t.any(after, &["past", "to"]) && t.ends(after + 1))
            }
            Need::AfterDate => !self.counts_something(after - 1) && self.clause_ends(after),
        };
        // "from one origin", "at one place": one of something.
        if hour == 1 && minute.is_none() && need == Need::Bare && self.noun_after_one(after) {
            return None;
        }
        clock.minute = minute;
        accepted.then_some((TimeSpec::Clock(clock), after))
    }

    fn noun_after_one(&self, i: usize) -> bool {
        let t = self.t;
        let plain = t.get(i).is_some_and(|token| token.kind == Kind::Word && token.spaced && !token.capital);
        let goes_on = [
            "i", "we", "you", "he", "she", "they", "it", "then", "but", "so", "because", "if", "when",
            "oclock",
        ];
        plain
            && !t.any(i, &goes_on)
            && !self.clause_ends(i)
            && self.named_time(i).is_none()
            && !t.senses(i).zone
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

    pub(super) fn oclock(&self, i: usize) -> Option<usize> {
        let t = self.t;
        if t.any(i, &["oclock"]) {
            return Some(i + 1);
        }
        t.phrase(i, &["o", "clock"])
    }
}

fn earlier(hour: i8) -> i8 {
    if hour == 1 { 12 } else { hour - 1 }
}
