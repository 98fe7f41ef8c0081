//! Holidays by name, with a year beside them: "Christmas", "easter 2027", "thanksgiving, 2018".

use crate::mention::DateSpec;
use crate::words::HOLIDAYS;

use super::range::Opened;
use super::{Found, Parser};

impl Parser<'_> {
    /// A holiday's name, with or without "the".
    pub(super) fn holiday(&self, i: usize) -> Found<DateSpec> {
        if self.t.any(i, &["the"]) {
            return self.holiday_name_at(i + 1).filter(|_| !self.t.any(i + 1, &["new"]));
        }
        self.holiday_name_at(i)
    }

    /// "4 December - Christmas Fair", "5 Dec: PTA Christmas Fair 11am": behind a dash or a day that is told already, a
    /// holiday before a noun is no time.
    pub(super) fn holiday_opens_a_title(&self, i: usize, next: usize) -> bool {
        let line_before = i.checked_sub(2).is_some_and(|before| !self.t.ends(before));
        let dashed = line_before && self.t.mark(i - 1, '-') && !self.clause_ends(next);
        let noun =
            !self.t.word(next).is_empty() && !self.t.any(next, &["at", "from", "on", "till", "to", "until"]);
        dashed || noun && !self.t.ends(i) && self.is_behind_a_day(i)
    }

    /// The holiday is part of a title or a reason; the time is told beside it.
    pub(super) fn is_only_named(&self, i: usize, next: usize) -> bool {
        self.holiday_opens_a_title(i, next) || self.is_a_reason(i, next)
    }

    /// "closes for Christmas on Tuesday 22 December", "shut for Easter from 2 April": a day of its own follows.
    fn is_a_reason(&self, i: usize, next: usize) -> bool {
        let led = i.checked_sub(1).is_some_and(|before| self.t.any(before, &["during", "for", "over"]));
        let comma = if self.t.mark(next, ',') { next + 1 } else { next };
        let on = if self.t.any(comma, &["from", "on"]) { comma + 1 } else { comma };
        let day = || self.weekday_word(on).is_some() || self.day_and_month(on).is_some();
        led && on > next && (day() || self.days_of_month(on, Opened::From).is_some())
    }

    /// A month or a numeric date stands before `i`, at most two words that could be a title's first ("PTA") between.
    fn is_behind_a_day(&self, i: usize) -> bool {
        const LINKS: &[&str] = &[
            "after", "and", "around", "before", "by", "for", "from", "in", "on", "or", "over", "since",
            "through", "till", "to", "until",
        ];
        let mut words = 0;
        for at in (0..i).rev() {
            let month = |at: usize| self.t.senses(at).month.is_some();
            let numeric = |at: usize| month(at) || self.t.mark(at, '/');
            let ordinal = self.t.glued(at) && self.t.any(at, &["st", "nd", "rd", "th"]);
            if ordinal || month(at) || self.t.number(at).is_some() && at.checked_sub(1).is_some_and(numeric) {
                return true;
            }
            let title = !self.t.word(at).is_empty() && self.is_plain_word(at) && !self.t.any(at, LINKS);
            words += usize::from(title);
            if words > 2
                || self.t.ends(at)
                || !title && ![':', ',', '-'].iter().any(|mark| self.t.mark(at, *mark))
            {
                return false;
            }
        }
        false
    }

    fn holiday_name_at(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        if !t.senses(i).holiday {
            return None;
        }
        // "St. Patrick's Day": the full stop of "St."
        let after = if t.word(i) == "st" && t.mark(i + 1, '.') { i + 2 } else { i + 1 };
        let mut names = HOLIDAYS.after(t.word(i));
        let (day, next) = names.find_map(|(rest, day)| t.phrase(after, rest).map(|next| (*day, next)))?;
        if self.is_a_wish(i) || self.is_a_plain_new_year(i, next) {
            return None;
        }
        let comma = if t.mark(next, ',') || t.any(next, &["in", "of"]) { next + 1 } else { next };
        if let Some((year, after)) = self.year(comma) {
            return Some((DateSpec::Holiday { day, year: Some(year) }, after));
        }
        let date = DateSpec::Holiday { day, year: None };
        if t.any(next, &["weekend"]) {
            // "Memorial Day weekend 2027"
            let (year, after) =
                self.year(next + 1).map_or((None, next + 1), |(year, after)| (Some(year), after));
            return Some((DateSpec::WeekendOf(Box::new(DateSpec::Holiday { day, year })), after));
        }
        if let Some((ahead, next)) = self.year_ahead(next) {
            return Some((DateSpec::InYear { date: Box::new(date), ahead }, next));
        }
        Some((date, next))
    }

    /// "Merry Christmas", "happy new year": a greeting.
    fn is_a_wish(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| self.t.any(before, &["merry", "happy", "jolly", "blessed"]))
    }

    /// The "and" of "between Christmas and New Year".
    fn ends_a_pair(&self, and: usize) -> bool {
        self.t.any(and, &["and"]) && and.checked_sub(1).is_some_and(|first| self.t.senses(first).holiday)
    }

    /// "a new year", "new year resolutions": not the first of January.
    fn is_a_plain_new_year(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        let bare = t.word(i) == "new" && next == i + 2 && !t.get(i + 1).is_some_and(|token| token.possessive);
        let led = i.checked_sub(1).is_some_and(|b| {
            t.any(b, &["on", "for", "after", "before", "until", "by", "to"]) || self.ends_a_pair(b)
        });
        bare && !led && !t.any(i + 1, &["years"]) && i > 0
    }
}
