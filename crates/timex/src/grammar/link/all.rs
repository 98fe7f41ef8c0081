//! Words that give several days one hour: "…, all at 6.30pm", "… Each session starts at 7."

use super::super::Parser;
use super::super::time::Need;

impl Parser<'_> {
    /// "all at 6.30pm", "both 7pm", "each from 6 to 8", "all sessions start at 7": the index of the hour or of what leads
    /// into it.
    pub(super) fn hour_of_all(&self, i: usize) -> Option<usize> {
        const VERBS: [&str; 10] =
            ["are", "begin", "begins", "is", "meet", "run", "runs", "start", "starts", "take"];
        let t = self.t;
        if !t.any(i, &["all", "both", "each", "every"]) {
            return None;
        }
        // "All sessions start at 7"
        let named = (i + 1..i + 4)
            .find(|n| t.any(*n, &VERBS))
            .filter(|verb| (i + 1..*verb).all(|n| !t.word(n).is_empty() && self.is_plain_word(n)));
        let from = named.map_or(i + 1, |verb| verb + 1);
        let led = t.any(from, &["at", "from"]) || t.mark(from, '@');
        let timed = if led {
            self.time(from + 1, Need::Bare).is_some()
        } else {
            self.time(from, Need::Whole).is_some()
        };
        timed.then_some(from)
    }
}
