//! What makes a number with a full stop an hour: "thinking 7.30?", "Doors 18.30", "3.15 tomorrow", "your 11.20 appointment".

use super::Parser;
use super::time::Need;

impl Parser<'_> {
    /// The words beside "7.30" at `i` say that it is an hour.
    pub(super) fn is_dotted_by_its_words(&self, i: usize) -> bool {
        self.is_said_of_an_event(i)
            || self.stands_before_a_day(i)
            || self.is_proposed(i)
            || self.is_of_an_appointment(i)
            || self.is_apart_from_its_day(i)
            || self.is_behind_an_arrival(i)
            || self.is_to_drop_off(i)
            || self.is_behind_a_drop_off(i)
            || self.opens_a_list_of_hours(i)
            || self.is_behind_a_kick_off(i) && self.minutes_are_round(i, 5)
    }

    /// "the 7.15 train", "the 9:30 ferry", "dep 7.10 arr 9.25": a timetable has 24 hours.
    pub(super) fn is_of_a_timetable(&self, i: usize) -> bool {
        let named = i.checked_sub(1).is_some_and(|before| self.t.any(before, &["arr", "dep"]));
        named
            || self.is_of_an_appointment(i)
                && self.t.any(i + 3, &["bus", "coach", "ferry", "flight", "train", "tram"])
    }

    /// "arrival 9.05", "the 8.10 showing", the second of "9.20, 10.05 or 10.50": no day of a month, though it could be.
    pub(super) fn is_an_hour_by_its_company(&self, i: usize) -> bool {
        self.is_of_an_appointment(i) || self.is_behind_an_arrival(i) || self.is_listed_behind_an_hour(i)
    }

    /// "arrival 9.05", "dep 7.10"
    fn is_behind_an_arrival(&self, i: usize) -> bool {
        const WORDS: [&str; 9] = [
            "arr",
            "arrival",
            "arrive",
            "arrives",
            "arriving",
            "dep",
            "departs",
            "departure",
            "registration",
        ];
        let word = i.checked_sub(1).is_some_and(|before| self.t.any(before, &WORDS));
        let two = self.t.digits(i + 2) == 2 && self.t.glued(i + 2);
        let closed = self.clause_ends(i + 3) || self.t.any(i + 3, &WORDS);
        word && two && self.minutes_are_round(i, 5) && closed
    }

    /// "7.30pm"
    pub(super) fn is_dotted_with_its_half(&self, i: usize) -> bool {
        self.dotted_minutes(i).is_some() && self.meridiem(i + 3, Need::Whole).is_some()
    }

    /// "drop off 8.30", "school run 8.40", "pick-up 3.20"
    fn is_behind_a_drop_off(&self, i: usize) -> bool {
        let t = self.t;
        let Some(last) = i.checked_sub(1) else { return false };
        let dash = last.checked_sub(1).is_some_and(|dash| t.mark(dash, '-'));
        let Some(first) = last.checked_sub(1 + usize::from(dash)) else { return false };
        let two = t.any(first, &["drop"]) && t.any(last, &["off"])
            || t.any(first, &["pick"]) && t.any(last, &["up"])
            || t.any(first, &["school"]) && t.any(last, &["run"]);
        let hour = t.number(i).is_some_and(|hour| (1..24).contains(&hour));
        hour && (two || t.any(last, &["dropoff", "pickup"])) && self.minutes_are_round(i, 5)
    }

    /// "8.15 drop off", "3.20 pick-up"
    fn is_to_drop_off(&self, i: usize) -> bool {
        let t = self.t;
        let second = if t.mark(i + 4, '-') { i + 5 } else { i + 4 };
        let two = t.any(i + 3, &["drop"]) && t.any(second, &["off"])
            || t.any(i + 3, &["pick"]) && t.any(second, &["up"]);
        let hour = t.number(i).is_some_and(|hour| (1..24).contains(&hour));
        hour && self.minutes_are_round(i, 5) && (two || t.any(i + 3, &["dropoff", "pickup"]))
    }

    /// A number before it in the list has more minutes than the year has months.
    fn is_listed_behind_an_hour(&self, i: usize) -> bool {
        const MOST: usize = 6;
        let mut at = i;
        for _ in 0..MOST {
            let joined = at.checked_sub(1).is_some_and(|joint| self.joins_hours(joint));
            let Some(before) = at.checked_sub(4).filter(|_| joined) else { return false };
            match self.dotted_minutes(before) {
                Some(minutes) if minutes > 12 => return self.dotted_minutes(i).is_some(),
                Some(_) => at = before,
                None => return false,
            }
        }
        false
    }

    fn joins_hours(&self, i: usize) -> bool {
        matches!(self.t.mark_at(i), Some(',' | '&' | '/')) || self.t.any(i, &["and", "or"])
    }

    /// "9.20, 10.05 or 10.50 on Thursday": at least two hours before a day, one of which can be no date.
    fn opens_a_list_of_hours(&self, i: usize) -> bool {
        const MOST: usize = 8;
        let (mut at, mut count, mut clocks) = (i, 0, 0);
        while let Some(minutes) = self.dotted_minutes(at).filter(|_| count < MOST) {
            count += 1;
            clocks += usize::from(minutes > 12);
            if !self.joins_hours(at + 3) {
                let on = if self.t.any(at + 3, &["on"]) { at + 4 } else { at + 3 };
                let day = || self.day_word(on).or_else(|| self.weekday_date(on)).is_some();
                return count > 1 && clocks > 0 && day();
            }
            at += 4;
        }
        false
    }

    /// The minutes behind the full stop are a multiple of so many.
    fn minutes_are_round(&self, i: usize, step: u32) -> bool {
        self.t.number(i + 2).is_some_and(|minutes| minutes.is_multiple_of(step))
    }

    /// "Boxing Day swim, 11.30 at the beach": behind a comma and a day of the sentence; nothing costs 11.30.
    fn is_apart_from_its_day(&self, i: usize) -> bool {
        const FAR: usize = 9;
        let t = self.t;
        let comma = i.checked_sub(1).is_some_and(|before| t.mark(before, ','));
        let quarter = t.number(i + 2).is_some_and(|minutes| matches!(minutes, 15 | 30 | 45));
        let hour = t.number(i).is_some_and(|hour| (1..24).contains(&hour));
        if !comma || !quarter || !hour || !self.clause_ends(i + 3) {
            return false;
        }
        let mut before = (i.saturating_sub(FAR)..i - 1).rev().take_while(|n| !t.ends(*n));
        before.any(|n| {
            let senses = t.senses(n);
            senses.weekday.is_some() || senses.month.is_some() || senses.holiday
        })
    }

    /// "your 11.20 appointment", "the 9.42 train"
    pub(super) fn is_of_an_appointment(&self, i: usize) -> bool {
        const NOUNS: [&str; 16] = [
            "appointment",
            "appt",
            "bus",
            "class",
            "coach",
            "ferry",
            "flight",
            "kickoff",
            "lesson",
            "performance",
            "screening",
            "service",
            "session",
            "showing",
            "slot",
            "train",
        ];
        let t = self.t;
        let led = i
            .checked_sub(1)
            .is_some_and(|before| t.any(before, &["her", "his", "my", "our", "the", "their", "your"]));
        let hour = t.number(i).is_some_and(|hour| (1..24).contains(&hour));
        led && hour && t.any(i + 3, &NOUNS)
    }

    /// "Thinking 7.30 at ours?", "say 7.30": an hour that somebody thinks of.
    fn is_proposed(&self, i: usize) -> bool {
        let t = self.t;
        let led = i.checked_sub(1).is_some_and(|before| {
            t.any(before, &["thinking", "say", "maybe", "perhaps", "probably", "aim", "aiming"])
        });
        let round = t.number(i + 2).is_some_and(|minutes| minutes.is_multiple_of(5));
        let hour = t.number(i).is_some_and(|hour| (1..24).contains(&hour));
        // "is 4.20 ok for you?"
        let asked = i.checked_sub(1).is_some_and(|before| t.any(before, &["is", "would", "does"]))
            && t.any(i + 3, &["alright", "good", "ok", "okay", "suit", "work"]);
        round && hour && (led && self.clause_ends(i + 3) || asked) && !self.counts_something(i + 2)
    }

    /// "17.00 Saturday" at the beginning of a line, "pick up 3.15 tomorrow"; "paid 3.15 yesterday" is a price.
    fn stands_before_a_day(&self, i: usize) -> bool {
        const PRICED: [&str; 8] = ["charge", "cost", "costs", "owe", "owes", "paid", "pay", "price"];
        let t = self.t;
        let before = i.checked_sub(1).filter(|before| !t.ends(*before));
        let told =
            before.is_none_or(|before| t.senses(before).activity.is_some() || t.any(before, &["by", "for"]));
        let step = if told { 5 } else { 15 };
        let free = before.is_none_or(|before| !t.word(before).is_empty() && !t.any(before, &PRICED));
        let hour = t.number(i).is_some_and(|hour| hour < 24);
        let on = if t.any(i + 3, &["on"]) { i + 4 } else { i + 3 };
        let day = || self.day_word(on).or_else(|| self.weekday_date(on)).is_some();
        free && hour && self.minutes_are_round(i, step) && (t.any(i + 3, &["tonight", "tonite"]) || day())
    }

    /// "Doors 18.30", "lecture 19.00", "service 10.30", "finish 1.30": behind an event, an hour with round minutes.
    fn is_said_of_an_event(&self, i: usize) -> bool {
        const BEGINS: [&str; 9] =
            ["begin", "begins", "ends", "finish", "finishes", "finishing", "start", "starting", "starts"];
        const EVENTS: [&str; 15] = [
            "matinee",
            "doors",
            "show",
            "starts",
            "start",
            "begins",
            "talk",
            "service",
            "kickoff",
            "curtain",
            "performance",
            "mass",
            "match",
            "game",
            "bar",
        ];
        let t = self.t;
        let event = i.checked_sub(1).is_some_and(|b| t.senses(b).activity.is_some() || t.any(b, &EVENTS));
        let begins = i.checked_sub(1).is_some_and(|b| t.any(b, &BEGINS));
        let afternoon = t.number(i).is_some_and(|hour| (13..24).contains(&hour));
        // "service 10.30": thirty is no month.
        let quarter =
            t.number(i).is_some_and(|hour| (1..13).contains(&hour)) && self.minutes_are_round(i, 15);
        let no_month = t.number(i + 2).is_some_and(|minutes| minutes > 12);
        let told = begins || event && afternoon || event && quarter && no_month;
        let longer = t.mark(i + 3, '.') && t.glued(i + 3) && t.digits(i + 4) > 0;
        told && self.minutes_are_round(i, 5) && !t.glued(i) && !longer && self.clause_ends(i + 3)
    }
}
