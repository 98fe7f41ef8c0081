//! Zones after a time: "PST", "(ET)", "Eastern time", "London time", "UTC+05:30", "GMT-3", "Z".

mod listed;

use crate::mention::ZoneSpec;
use crate::words::zones::Strength;
use crate::words::{self, ZONES};

use super::range::Opened;
use super::time::Need;
use super::{Found, Parser};

impl Parser<'_> {
    /// A zone where one may follow a time. `i` is the token right after the time.
    pub(super) fn zone(&self, i: usize) -> Found<ZoneSpec> {
        self.memo.zone.at(i, || self.read_zone(i))
    }

    fn read_zone(&self, i: usize) -> Found<ZoneSpec> {
        let t = self.t;
        if t.mark(i, '(') || t.mark(i, '[') {
            let (mut zone, mut next) = self.open_zone(i + 1)?;
            if let Some((better, after)) = self.bracketed_offset(next, zone) {
                (zone, next) = (better, after);
            }
            let closed = t.mark(next, ')') || t.mark(next, ']');
            let listed = || self.zone_behind_its_offset(zone, next + 1).unwrap_or((zone, next + 1));
            return closed.then(listed);
        }
        self.open_zone(i)
    }

    /// A zone without brackets around it.
    fn open_zone(&self, i: usize) -> Found<ZoneSpec> {
        let t = self.t;
        if t.word(i) == "in" && t.word(i + 1) != "central" {
            return self.named_zone(i + 1).filter(|(_, next)| t.word(next - 1) == "time");
        }
        if t.word(i) == "z" && t.glued(i) {
            return Some((ZoneSpec::Named("UTC"), i + 1));
        }
        if let Some((seconds, next)) = self.utc_offset(i) {
            return Some((ZoneSpec::Offset(seconds), self.redundant_name(next)));
        }
        self.iana_zone(i).or_else(|| self.named_zone(i))
    }

    /// "Europe/Madrid", "`America/Los_Angeles`"
    fn iana_zone(&self, i: usize) -> Found<ZoneSpec> {
        let t = self.t;
        if !t.mark(i + 1, '/') || !t.glued(i + 1) || t.word(i).is_empty() {
            return None;
        }
        let (mut name, mut next) = (format!("{}/{}", t.word(i), t.word(i + 2)), i + 3);
        while matches!(t.mark_at(next), Some('_' | '/')) && t.glued(next) && name.len() < 40 {
            name.push(if t.mark(next, '_') { '_' } else { '/' });
            name.push_str(t.word(next + 1));
            next += 2;
        }
        let zone = words::zone_by_its_name(&name)?;
        Some((ZoneSpec::Named(zone), self.time_word(next).unwrap_or(next)))
    }

    /// "GMT+0900 (JST)": the name in brackets says the same.
    fn redundant_name(&self, i: usize) -> usize {
        if !self.t.mark(i, '(') {
            return i;
        }
        match self.named_zone(i + 1) {
            Some((_, next)) if self.t.mark(next, ')') => next + 1,
            _ => i,
        }
    }

    /// "(PST, UTC-8)"
    fn bracketed_offset(&self, i: usize, named: ZoneSpec) -> Found<ZoneSpec> {
        let from = if self.t.mark(i, ',') || self.t.mark(i, '/') { i + 1 } else { i };
        self.utc_offset(from).map(|(_, next)| (named, next))
    }

    /// "UTC+5", "GMT+0900", "UTC-03:30", glued "+02:00".
    fn utc_offset(&self, i: usize) -> Found<i32> {
        let t = self.t;
        let sign_at = match t.word(i) {
            "utc" | "gmt" => i + 1,
            _ if t.glued(i) || self.is_spaced_offset(i) => i,
            _ => return None,
        };
        let sign = if t.mark(sign_at, '+') {
            1
        } else if t.mark(sign_at, '-')
            && (sign_at == i + 1 || self.is_offset_after_seconds(sign_at) || self.is_spaced_offset(sign_at))
        {
            -1
        } else {
            return None;
        };
        let (hours, digits) = (t.number(sign_at + 1)?, t.digits(sign_at + 1));
        if digits == 4 || digits == 3 {
            return seconds(sign, hours / 100, hours % 100).map(|s| (s, sign_at + 2));
        }
        if t.mark(sign_at + 2, ':') && t.digits(sign_at + 3) == 2 {
            return seconds(sign, hours, t.number(sign_at + 3)?).map(|s| (s, sign_at + 4));
        }
        seconds(sign, hours, 0).map(|s| (s, sign_at + 2))
    }

    /// "12:23:59-05:00", "T12:23-05:00": without seconds or a T, "9:30-10:00" is a range.
    fn is_offset_after_seconds(&self, i: usize) -> bool {
        let t = self.t;
        let offset = t.digits(i + 1) == 2 && t.mark(i + 2, ':') && t.digits(i + 3) == 2;
        let seconds =
            i >= 5 && t.mark(i - 2, ':') && t.mark(i - 4, ':') && t.digits(i - 5) > 0 && t.glued(i - 4);
        let letter = i >= 4 && t.word(i - 4) == "t";
        offset && (seconds || letter)
    }

    /// "09:00 +09:00", "09:00:00 -0800": an offset of four digits behind a blank; with a minus, hours without seconds would
    /// be a range.
    pub(super) fn is_spaced_offset(&self, i: usize) -> bool {
        let t = self.t;
        let seconds = i >= 5 && t.mark(i - 2, ':') && t.mark(i - 4, ':') && t.digits(i - 5) > 0;
        let signed = t.mark(i, '+') || t.mark(i, '-') && seconds;
        let digits = t.digits(i + 1) == 4
            || t.digits(i + 1) == 2 && t.mark(i + 2, ':') && t.glued(i + 2) && t.digits(i + 3) == 2;
        signed && digits && t.glued(i + 1) && i > 0 && t.number(i - 1).is_some()
    }

    fn named_zone(&self, i: usize) -> Found<ZoneSpec> {
        let t = self.t;
        if !t.senses(i).zone {
            return None;
        }
        for (rest, (zone, strength)) in ZONES.after(t.word(i)) {
            let Some(next) = t.phrase(i + 1, rest) else { continue };
            let after = self.time_word(next);
            let accepted = match strength {
                Strength::Abbreviation => true,
                Strength::Region => after.is_some() || !self.names_a_thing(next),
                Strength::Place => after.is_some() || self.is_one_of_two_places(i, next),
            };
            if accepted {
                return Some((ZoneSpec::Named(zone), after.unwrap_or(next)));
            }
        }
        None
    }

    /// A city or land by its name alone.
    pub(super) fn zone_by_place(&self, i: usize) -> Found<ZoneSpec> {
        let mut names = ZONES.after(self.t.word(i)).filter(|(_, (_, strength))| *strength == Strength::Place);
        names.find_map(|(rest, (zone, _))| {
            let next = self.t.phrase(i + 1, rest)?;
            Some((ZoneSpec::Named(zone), next))
        })
    }

    /// "9am NYC / 2pm London": a city after each of two times.
    fn is_one_of_two_places(&self, i: usize, next: usize) -> bool {
        const FAR: usize = 4;
        let time = |at: usize| self.time(at, Need::Whole).is_some();
        let first = self.t.mark(next, '/') && time(next + 1);
        let second = || (i.saturating_sub(FAR)..i).any(|n| self.t.mark(n, '/') && time(n + 1));
        first
            || second() && self.t.senses(i).zone && self.t.number(i - 1).is_none()
            || self.is_at_an_end(i, next)
    }

    /// "from 3pm London to 5pm London": a city after each end of a range.
    fn is_at_an_end(&self, i: usize, next: usize) -> bool {
        const FAR: usize = 5;
        let hour = |at: usize| self.time(at, Need::Whole).map(|(_, after)| after);
        let behind = |n: usize| self.separator(n, Opened::No).and_then(hour);
        let city_before = |n: usize| (1..=2).any(|far| n >= far && self.t.senses(n - far).zone);
        behind(next).is_some_and(|after| self.zone_by_place(after).is_some())
            || (i.saturating_sub(FAR)..i).any(|n| city_before(n) && behind(n) == Some(i))
    }

    /// "time", "standard time", "daylight time", "standard".
    fn time_word(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let from = if t.any(i, &["standard", "daylight", "summer", "local"]) { i + 1 } else { i };
        if t.any(from, &["time"]) {
            let zone = t.any(from + 1, &["zone"]);
            return Some(if zone { from + 2 } else { from + 1 });
        }
        (from > i).then_some(from)
    }

    /// "3pm Central Park": a capital word goes on.
    fn names_a_thing(&self, i: usize) -> bool {
        self.t.get(i).is_some_and(|token| token.capital && token.spaced)
            && self.t.get(i - 1).is_some_and(|token| token.capital && !token.capitals)
            && self.t.senses(i).weekday.is_none()
            && self.t.senses(i).month.is_none()
    }
}

fn seconds(sign: i32, hours: u32, minutes: u32) -> Option<i32> {
    (hours <= 14 && minutes < 60).then(|| sign * (hours as i32 * 3600 + minutes as i32 * 60))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn zones_by_name_and_offset() {
        let zone = |text: &str| read(text, |p| p.zone(1)).map(|(zone, _)| zone);
        for (text, expected) in [
            ("7 PST", Some(ZoneSpec::Named("America/Los_Angeles"))),
            ("7 (ET)", Some(ZoneSpec::Named("America/New_York"))),
            ("7 Eastern Standard Time", Some(ZoneSpec::Named("America/New_York"))),
            ("7 London time", Some(ZoneSpec::Named("Europe/London"))),
            ("7 UTC+05:30", Some(ZoneSpec::Offset(19_800))),
            ("7 GMT-3", Some(ZoneSpec::Offset(-10_800))),
            ("7 London", None),
            ("7 eat", None),
            ("7 UTC+99", Some(ZoneSpec::Named("UTC"))),
        ] {
            assert_eq!(zone(text), expected, "{text}");
        }
    }
}
