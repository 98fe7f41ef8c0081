//! Titles in quotation marks: "Dinner at Eight" on Saturday at 7pm. What they say is no time, as long as the line has
//! another.

use std::ops::Range;

use super::Parser;

/// A quoted title has no more tokens than this.
const LONGEST: usize = 14;
/// So many tokens before and after it are looked at for another time.
const REACH: usize = 40;

/// Behind these the quotation is a work: whatever it says, it tells no time.
const WORKS: [&str; 14] = [
    "read", "reading", "watch", "watching", "watched", "film", "movie", "book", "novel", "play", "song",
    "album", "episode", "poem",
];

impl Parser<'_> {
    /// The token after the quotation that opens at `i`, when its line tells the time elsewhere: the day, or the hour where
    /// the title says no day.
    pub(super) fn quoted_title(&self, i: usize) -> Option<usize> {
        let close = self.closing_quote(i)?;
        if i.checked_sub(1).is_some_and(|before| self.t.any(before, &WORKS)) {
            return Some(close + 1);
        }
        let inside = self.tells(i + 1..close);
        let after = self.tells(close + 1..close + REACH);
        let before = self.tells(i.saturating_sub(REACH).max(self.line_start(i))..i);
        let dated = after.0 || before.0;
        let timed = after.1 || before.1;
        (dated || timed && !inside.0).then_some(close + 1)
    }

    /// Whether these tokens of a line tell a date, and a time of day.
    fn tells(&self, tokens: Range<usize>) -> (bool, bool) {
        let line = tokens.take_while(|i| !self.t.ends(*i));
        let found = line.filter_map(|i| self.located(i)).map(|(located, _)| located.mention);
        found.fold((false, false), |told, m| {
            (told.0 || m.has_date() || m.rule.is_some(), told.1 || m.has_time())
        })
    }

    /// The first token of the line, no further back than one looks.
    fn line_start(&self, i: usize) -> usize {
        (i.saturating_sub(REACH)..i).rev().find(|n| self.t.ends(*n)).map_or(0, |end| end + 1)
    }

    /// The quotation mark that closes the one at `i`.
    pub(super) fn closing_quote(&self, i: usize) -> Option<usize> {
        let t = self.t;
        if !t.mark(i, '"') || t.glued(i) || !t.glued(i + 1) {
            return None;
        }
        (i + 2..i + LONGEST).take_while(|n| !t.ends(*n)).find(|n| t.mark(*n, '"'))
    }
}
