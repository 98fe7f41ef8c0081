//! The small words between the pieces of an expression: "at", "on", "from", "and", "(", "lasting".

mod all;
mod ending;

use crate::lex::Kind;

use super::Parser;
use super::range::Opened;

/// What the words before a piece say about it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "any of the words may stand there, in any combination")]
pub(super) struct Link {
    /// Comma, "and", "or", "&": a list may go on.
    pub(super) list: bool,
    /// "and", "or"
    pub(super) and: bool,
    /// "at", "@"
    pub(super) at: bool,
    /// "make it": an hour may follow, where nothing else is counted by it
    pub(super) made: bool,
    /// "from", "between"
    pub(super) from: bool,
    pub(super) between: bool,
    /// "for", "lasting", "lasts"
    pub(super) length: bool,
    /// "before"
    pub(super) before: bool,
    /// "after"
    pub(super) after: bool,
    /// "until", "to", "-", "ending"
    pub(super) until: bool,
    /// "until", "ending" in words, as opposed to a mark
    pub(super) until_word: bool,
    /// "arriving": an end only when it is later
    pub(super) arrival: bool,
    /// "starting", "beginning"
    pub(super) starting: bool,
    /// "around", "about"
    pub(super) approximate: bool,
    /// "on", "in", "of"
    pub(super) preposition: bool,
    /// How many tokens were read.
    pub(super) any: bool,
}

impl Link {
    /// How a range after it is opened.
    pub(super) fn opened(self) -> Opened {
        if self.between {
            Opened::Between
        } else if self.from {
            Opened::From
        } else {
            Opened::No
        }
    }
}

impl Parser<'_> {
    /// Reads the connectors at `i`; the index of the piece after them.
    pub(super) fn link(&self, i: usize, inside: bool) -> (Link, usize) {
        let [outside, within] = &self.memo.link;
        let answers = if inside { within } else { outside };
        answers.at(i, || Some(self.read_link(i, inside))).unwrap_or((Link::default(), i))
    }

    fn read_link(&self, i: usize, inside: bool) -> (Link, usize) {
        let mut link = Link::default();
        let mut at = i;
        for _ in 0..6 {
            let Some(next) = self.connector(at, inside, &mut link) else { break };
            link.any = true;
            at = next;
        }
        (link, at)
    }

    fn connector(&self, i: usize, inside: bool, link: &mut Link) -> Option<usize> {
        let t = self.t;
        match t.get(i)?.kind {
            Kind::Mark(mark) => self.connecting_mark(i, mark, inside, link),
            Kind::Word => self.connecting_word(i, inside, link),
            Kind::Break => self.continues_after_break(i, inside).then_some(i + 1),
            _ => None,
        }
    }

    fn connecting_mark(&self, i: usize, mark: char, inside: bool, link: &mut Link) -> Option<usize> {
        match mark {
            // "2pm. We aim to finish by 4"
            '.' if inside => {
                let finished = self.aims_to_finish(i + 1).or_else(|| self.needs_it_back(i + 1));
                let Some(finished) = finished else { return self.hour_of_all(i + 1) };
                (link.until, link.until_word) = (true, true);
                return Some(finished);
            }
            // "2026-03-24T10:00/2026-03-24T11:30"
            '/' if inside && self.is_an_interval(i) => link.until = true,
            ',' | '&' | '/' if inside => link.list = true,
            // "20th + 21st March"
            '+' if inside && !self.t.glued(i) && !self.t.glued(i + 1) => link.list = true,
            // "oidc-provider@9" is a version.
            '@' if self.t.glued(i) && i > 1 && self.t.mark(i - 2, '-') && self.t.glued(i - 1) => return None,
            '@' => link.at = true,
            '~' => link.approximate = true,
            '-' | '→' if inside => link.until = true,
            '\'' if !inside => {}
            '"' if !inside || self.closing_quote(i).is_none() => {}
            '(' | ')' | ':' | '|' | '[' | ']' | '\u{2022}' | '*' if inside => {}
            _ => return None,
        }
        Some(i + 1)
    }

    fn connecting_word(&self, i: usize, inside: bool, link: &mut Link) -> Option<usize> {
        let t = self.t;
        // "after lunch", "end of day", "beginning of June" are pieces of their own.
        if self.named_time(i).is_some() || t.any(i, &["beginning", "start", "end"]) && t.any(i + 1, &["of"]) {
            return None;
        }
        if inside && let Some(next) = self.ending_word(i, link) {
            return Some(next);
        }
        if inside && let Some(hour) = self.hour_of_all(i) {
            return Some(hour);
        }
        match t.word(i) {
            "and" | "or" | "plus" if inside => (link.list, link.and) = (true, true),
            // "10 to noon, then 2-4pm"
            "then" if inside && self.hours_close_the_clause(i + 1) => (link.list, link.and) = (true, true),
            "at" => link.at = true,
            "make" if !inside && t.any(i + 1, &["it", "that"]) => {
                link.made = true;
                return Some(i + 2);
            }
            "btw" | "btwn" if self.opens_a_pair(i) => (link.between, link.from) = (true, true),
            "from" => link.from = true,
            "between" | "betw" => (link.between, link.from) = (true, true),
            // "for the whole of April" says when, not how long.
            "for" if t.phrase(i, &["for", "the", "whole", "of"]).is_some() => {
                link.preposition = true;
                return Some(i + 4);
            }
            "for" | "lasting" | "lasts" | "takes" | "take" | "taking" | "need" | "duration" | "last"
                if t.word(i) != "last" || link.until || link.and =>
            {
                link.length = true;
            }
            "before" => link.before = true,
            // "b4 10"
            "b" if t.number(i + 1) == Some(4)
                && t.glued(i + 1)
                && t.digits(i + 1) == 1
                && !t.glued(i + 2) =>
            {
                link.before = true;
                return Some(i + 2);
            }
            "after" => link.after = true,
            "to" | "until" | "till" | "til" | "through" | "thru" | "untill"
                if inside || t.word(i).starts_with("un") || t.word(i).starts_with("til") =>
            {
                (link.until, link.until_word) = (true, true);
            }
            // "our catch-up to Friday" goes to no end.
            "up" if !(t.glued(i) && i > 0)
                && t.any(i + 1, &["to", "until", "till"])
                && (inside || self.ends_with_a_day(i + 2)) =>
            {
                (link.until, link.until_word) = (true, true);
                return Some(i + 2);
            }
            "starting" | "starts" | "start" | "beginning" | "begins" | "commencing" => link.starting = true,
            "approx" | "ca" if t.mark(i + 1, '.') && t.glued(i + 1) => {
                link.approximate = true;
                return Some(i + 2);
            }
            "around" | "about" | "bout" | "approximately" | "approx" | "circa" | "ca" | "roughly"
            | "gegen" | "near" => link.approximate = true,
            "on" | "in" | "of" | "during" | "throughout" | "by" | "since" => link.preposition = true,
            // "3 Dec, usual time 7.30"
            "usual" | "normal" | "regular" if inside && t.any(i + 1, &["time"]) => {
                link.at = true;
                return Some(i + 2);
            }
            "the" | "that" | "will" | "which" | "anytime" | "sometime" | "any" | "some" | "time"
            | "scheduled" | "probably"
                if inside => {}
            "it" | "is" | "again" if inside && link.and => {}
            "anytime" | "sometime" => {}
            _ => return None,
        }
        Some(i + 1)
    }

    /// "2-4pm" at the end of its clause.
    fn hours_close_the_clause(&self, i: usize) -> bool {
        let hours = self.time_range(i, super::time::Need::AfterDate, Opened::No);
        hours.is_some_and(|(_, next)| self.t.mark_at(next).is_some() || self.t.ends(next))
    }

    /// The mark of an interval between two dates that begin with their years.
    fn is_an_interval(&self, i: usize) -> bool {
        let t = self.t;
        t.glued(i) && t.glued(i + 1) && t.digits(i + 1) == 4 && t.mark(i + 2, '-') && t.digits(i - 1) == 2
    }

    /// "through Friday", "up to 5 May": a day at which the clause ends, without a beginning.
    fn ends_with_a_day(&self, i: usize) -> bool {
        let the = if self.t.any(i, &["the"]) { i + 1 } else { i };
        let day = self.weekday_word(the).map(|(_, next)| next);
        let day = day.or_else(|| self.written_date(i).map(|(_, next)| next));
        day.is_some_and(|next| self.clause_ends(next))
    }

    /// "btw 8 and 10 am": between two numbers, not "by the way".
    fn opens_a_pair(&self, i: usize) -> bool {
        const FAR: usize = 6;
        let and = (i + 2..i + FAR).find(|n| self.t.any(*n, &["and"]) || self.t.mark(*n, '-'));
        self.t.number(i + 1).is_some() && and.is_some_and(|and| self.t.number(and + 1).is_some())
    }

    /// A line that breaks in the middle of an expression: after a comma or preposition, or before one.
    fn continues_after_break(&self, i: usize, inside: bool) -> bool {
        const OPEN: [&str; 12] =
            ["at", "on", "from", "to", "until", "and", "or", "between", "the", "of", "in", "starting"];
        const GO_ON: [&str; 8] = ["at", "from", "to", "until", "till", "and", "or", "through"];
        let t = self.t;
        let Some(before) = i.checked_sub(1) else { return false };
        let open = t.any(before, &OPEN) || t.mark(before, ',') || t.mark(before, '-') || t.mark(before, '@');
        inside && !t.ends(i + 1) && (open || t.any(i + 1, &GO_ON))
    }
}
