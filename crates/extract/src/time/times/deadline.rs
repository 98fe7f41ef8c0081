//! Times by which something is asked for, and those at which something else opens, is served or goes on sale.

use std::borrow::Cow;

use timex::Expression;

use super::before::Before;
use super::has_time;
use crate::tokens::lower;
use crate::words::{ANSWERS, ASKED, BOOKS, READERS, SALES, WISHED, Words, has};

/// The clause asks for an answer by this time, or says when something else opens, is served or goes on sale.
pub(crate) fn is_deadline(text: &str, line: usize, time: &Expression) -> bool {
    tells_deadline(&Before::of(text, line, time.span.start), text, time)
}

/// As [`is_deadline`], of what stands `before` the time.
pub(crate) fn tells_deadline(before: &Before, text: &str, time: &Expression) -> bool {
    if before.clause.is_empty() {
        return false;
    }
    let lead = lower(time.span.of(text).split_whitespace().next().unwrap_or(""));
    let before = Limit { words: &before.clause, lead };
    let readers = || behind(text, time.span.end).any(|w| has(READERS, &w));
    before.asks_by(readers)
        || before.is_fined()
        || before.lasts() && !time.has_rule()
        || before.is_bookable()
        || before.sells()
        || before.is_of_desk() && has_time(time)
        || before.ends_near(4, &["served", "rain", "handed"])
        || before.tells("be", "available")
}

/// What leads into a time.
struct Limit<'t> {
    /// The words of its clause, lower case.
    words: &'t [Cow<'t, str>],
    /// The first word of the time itself, lower case: "by", "until".
    lead: Cow<'t, str>,
}

impl Limit<'_> {
    fn has_any(&self, list: &Words) -> bool {
        self.words.iter().any(|w| has(list, w))
    }

    /// One of `words` is among the last `many`.
    fn ends_near(&self, many: usize, words: &[&str]) -> bool {
        self.words.iter().rev().take(many).any(|w| words.contains(&&**w))
    }

    /// One of `words` leads into the time, be it read as part of it or not.
    fn leads(&self, words: &[&str]) -> bool {
        words.contains(&&*self.lead) || self.ends_near(1, words)
    }

    fn tells(&self, a: &str, b: &str) -> bool {
        self.words.windows(2).any(|pair| matches!(pair, [x, y] if x == a && y == b))
    }

    /// An answer or an act is asked for by then; `readers`: those who read are named behind the time.
    fn asks_by(&self, readers: impl Fn() -> bool) -> bool {
        const UNTIL: &[&str] = &["by", "before", "until", "starting", "beginning"];
        let limit = UNTIL.contains(&&*self.lead) || self.ends_near(3, UNTIL);
        // "To cancel text CANCEL by 08:50 on Monday"
        let told_how = || {
            self.words.first().is_some_and(|w| w == "to")
                && (self.words.get(1).is_some_and(|w| has(WISHED, w)) || self.has_any(&ASKED))
        };
        // "Book online by Monday"
        let booked_by = || self.words.first().is_some_and(|w| has(BOOKS, w));
        let asked = || self.has_any(&ASKED) && (self.has_any(&READERS) || readers());
        limit && (self.must() || told_how() || booked_by() || self.has_any(&ANSWERS) || asked())
    }

    /// "Families should be in their seats by 10.40", "please be seated by 7"; "should be back by 5" tells an end.
    fn must(&self) -> bool {
        let be = || self.tells("should", "be") || self.tells("please", "be") || self.tells("to", "be");
        let back = || self.ends_near(3, &["back", "home"]);
        self.words.iter().any(|w| w == "must") || self.leads(&["by"]) && be() && !back()
    }

    /// "Third term fees paid after 10 January shall attract a fine"
    fn is_fined(&self) -> bool {
        let paid = |w: &str| matches!(w, "fee" | "fees" | "paid" | "payment" | "payments");
        self.leads(&["after"]) && self.words.iter().any(|w| paid(w))
    }

    /// "The exhibition continues to 27 June."
    fn lasts(&self) -> bool {
        let to = matches!(&*self.lead, "to" | "till" | "until" | "through") || self.ends_near(1, &["to"]);
        to && self.ends_near(3, &["continues", "runs"])
    }

    /// "Appointments can be booked from Monday 4th October at 6pm.", "Tickets from the office from 1st Dec."
    fn is_bookable(&self) -> bool {
        let from = self.lead == "from" || self.ends_near(2, &["from"]);
        let tickets = self.words.first().is_some_and(|w| w == "tickets");
        from && (tickets || self.ends_near(8, &["bookable", "booked"]))
    }

    /// "Tickets on sale Friday", "Registration opens at 9"
    fn sells(&self) -> bool {
        const OPEN: &[&str] = &["open", "opens", "close", "closes", "closing", "end", "ends"];
        let opens = || self.words.iter().any(|w| OPEN.contains(&&**w));
        self.has_any(&SALES) && (self.tells("on", "sale") || opens())
    }

    /// "Check-in after 4pm" is the house's hour.
    fn is_of_desk(&self) -> bool {
        self.ends_near(3, &["check-in", "checkin", "check-out", "checkout"])
    }
}

/// The words behind `at` up to the end of the sentence, lower case.
fn behind(text: &str, at: usize) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let rest = text.get(at..).unwrap_or("");
    let far = rest.char_indices().nth(BEHIND).map_or(rest.len(), |(end, _)| end);
    let near = rest.get(..far).unwrap_or("");
    let sentence = near.split(['.', ';', '!', '?', '\n']).next().unwrap_or("");
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(lower)
}

/// Characters behind a time that still speak of it.
const BEHIND: usize = 60;
