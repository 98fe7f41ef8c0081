//! A time of day in digits: "7pm", "19:30", "1700", "5.30 sharp", "7 for 7.30pm".

use super::time::Need;
use super::{Found, Parser};
use crate::mention::{Clock, TimeSpec};

impl Parser<'_> {
    /// Digits: "7", "7pm", "7:30", "7.30pm", "19h30", "1930", "8:00:31am".
    pub(super) fn clock_time(&self, i: usize, need: Need) -> Found<TimeSpec> {
        let t = self.t;
        let (value, digits) = (t.number(i)?, t.digits(i));
        // "à 18h30": its date is told in another language.
        let foreign = i.checked_sub(1).is_some_and(|before| t.any(before, &["à", "às"]));
        if foreign || self.is_inside_a_number(i) || self.is_a_verse(i) {
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
            // "the track is 3:45 long"
            if t.any(next, &["long"]) {
                return None;
            }
            let called = self.is_called_a_time(next) && !t.any(next, &["sharp", "prompt", "promptly"]);
            let next = if called && t.any(next, &["start"]) { next + 1 } else { next };
            return (clock.hour <= 24).then_some((TimeSpec::Clock(clock), next));
        }
        let parted = !t.glued(next + 1) || t.mark(next + 1, '-');
        // "15h tomorrow"
        let awaited = need != Need::Whole || value > 12 && self.plain_day_word(next + 1).is_some();
        // "3H class assembly"
        let named = t.get(next).is_some_and(|token| token.capital)
            && value <= 13
            && !t.ends(next + 1)
            && !self.clause_ends(next + 1);
        if t.word(next) == "h" && t.glued(next) && value <= 24 && parted && awaited && !named {
            clock.twenty_four = true;
            return Some((TimeSpec::Clock(clock), next + 1));
        }
        self.bare_hour(i, clock, need)
    }

    /// Minutes and seconds after the hour at `i`; the index after them.
    fn minutes(&self, i: usize, need: Need, clock: &mut Clock) -> usize {
        let t = self.t;
        let colon = t.mark(i + 1, ':') && t.glued(i + 1);
        // "5,15 pm" and "10;30am" are only read with their half of the day.
        let comma = matches!(t.mark_at(i + 1), Some(',' | ';'))
            && t.glued(i + 1)
            && self.meridiem(i + 3, Need::Whole).is_some();
        let dot = t.mark(i + 1, '.') && t.glued(i + 1) || comma;
        let h = t.word(i + 1) == "h" && t.glued(i + 1);
        let two = t.digits(i + 2) == 2 && t.glued(i + 2) && t.number(i + 2).is_some_and(|m| m < 60);
        if colon && self.meridiem(i + 2, need).is_some() {
            return i + 2;
        }
        if self.spoken_minutes_follow(i, need) {
            clock.minute = t.number(i + 1).map(|m| m as i8);
            return i + 2;
        }
        if !two || !(colon || dot || h) {
            return i + 1;
        }
        let minute = t.number(i + 2).map(|m| m as i8);
        if dot {
            let hours = t.any(i + 3, &["h", "uhr"]) || t.digits(i) == 2 && t.any(i + 3, &["hrs", "hours"]);
            let time_follows = self.meridiem(i + 3, need).is_some()
                || hours
                || self.is_called_a_time(i + 3)
                || self.is_dotted_by_its_words(i)
                || self.is_the_hour_of_a_show(i, i + 3)
                || self.is_for_a_later(i, i + 3);
            let longer = t.mark(i + 3, '.') && t.glued(i + 3) && t.digits(i + 4) > 0 && t.glued(i + 4);
            // "1.25 hours" is a length.
            let length = t.senses(i + 3).unit.is_some();
            if !time_follows && (need == Need::Whole || longer || length) {
                return i + 1;
            }
        }
        clock.minute = minute;
        clock.twenty_four = h || self.is_of_a_timetable(i);
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

    /// "5 30 pm", "at 10 15 on friday": as speech is written down.
    fn spoken_minutes_follow(&self, i: usize, need: Need) -> bool {
        let t = self.t;
        let minutes = t.digits(i + 1) == 2 && !t.glued(i + 1) && t.number(i + 1).is_some_and(|m| m < 60);
        if !minutes || !t.number(i).is_some_and(|hour| (1..=12).contains(&hour)) {
            return false;
        }
        let round = t.number(i + 1).is_some_and(|m| m.is_multiple_of(5));
        let alone = need == Need::Bare && round && self.clause_ends(i + 2) && !t.mark(i + 2, '-');
        self.meridiem(i + 2, Need::Whole).is_some() || alone
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
                    || self.is_tonight(i, next)
                    || self.is_the_hour_of_a_show(i, next)
                    || self.is_the_hour_of_a_match(i)
            }
            Need::Bare => !self.counts_something(i),
            Need::AfterDate => !self.counts_something(i) && self.clause_ends(next),
        };
        let glued_word = t.glued(i + 1) && !t.word(i + 1).is_empty() && !ish;
        (accepted && clock.hour <= 24 && !glued_word).then_some((TimeSpec::Clock(clock), next))
    }

    /// "doors 7, on stage 8": hours of an evening, the doors first.
    pub(super) fn is_the_hour_of_a_show(&self, i: usize, next: usize) -> bool {
        const NEAR: usize = 8;
        let t = self.t;
        let told = |n: usize| i.checked_sub(n).is_some_and(|b| t.any(b, &["doors"]));
        let show = i.checked_sub(1).is_some_and(|b| t.any(b, &["show", "film", "music", "stage", "support"]));
        let closed = t.ends(next) || matches!(t.mark_at(next), Some(',' | ';' | ')')) && !t.glued(next + 1);
        let hour = t.digits(i) > 0 && t.number(i).is_some_and(|hour| (1..=12).contains(&hour));
        let in_the_line =
            || (2..NEAR).take_while(|n| i.checked_sub(*n).is_some_and(|b| !t.ends(b))).any(told);
        hour && closed && (told(1) || show && in_the_line())
    }

    /// "pub 8 tonight?"; "dinner for 7 tonight" may count guests.
    fn is_tonight(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        let word = i.checked_sub(1).is_none_or(|before| {
            t.ends(before)
                || !t.word(before).is_empty() && !t.any(before, &["for", "of", "than"])
                || t.mark(before, ',')
        });
        let hour = t.digits(i) > 0 && t.number(i).is_some_and(|hour| (1..=12).contains(&hour));
        word && hour && t.any(next, &["tonight", "tonite"])
    }

    /// "ko 11"
    fn is_the_hour_of_a_match(&self, i: usize) -> bool {
        self.is_behind_a_kick_off(i) && !self.counts_something(i)
    }

    /// "ko 11", "kick off 3", "KO 10.30", "throw-in 3.15": a number that can be an hour.
    pub(super) fn is_behind_a_kick_off(&self, i: usize) -> bool {
        let t = self.t;
        let one = i.checked_sub(1).is_some_and(|b| t.any(b, &["ko", "kickoff", "pushback", "tipoff"]));
        let begins = |first: usize, second: usize| {
            t.any(first, &["kick"]) && t.any(second, &["off"])
                || t.any(first, &["throw", "tip"]) && t.any(second, &["in", "off"])
        };
        let two = i.checked_sub(2).is_some_and(|b| begins(b, b + 1));
        let dashed = i.checked_sub(3).is_some_and(|b| t.mark(b + 1, '-') && begins(b, b + 2));
        let hour = t.digits(i) > 0 && t.number(i).is_some_and(|hour| (1..=12).contains(&hour));
        (one || two || dashed) && hour && !t.glued(i)
    }

    /// "7 sharp", "5.30 prompt", "7.30 start".
    fn is_called_a_time(&self, i: usize) -> bool {
        let dashed = usize::from(self.t.mark(i + 1, '-'));
        let kick_off = self.t.any(i, &["kick"]) && self.t.any(i + 1 + dashed, &["off"]);
        kick_off
            || self.t.any(i, &["sharp", "prompt", "promptly", "ko", "kickoff"])
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
        let start = later.half.is_some() && (1..=12).contains(&hour);
        let start = start && (next > i + 1 || !self.counts_something(i));
        let soon = (later.hour - hour as i8).rem_euclid(12) <= 1;
        start && (soon || !t.any(next, &["for"]))
    }
}
