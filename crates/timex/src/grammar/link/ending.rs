//! Words behind which a range ends: "ending", "back by", "arrives", "we aim to finish by".

use super::super::Parser;
use super::super::time::Need;
use super::Link;

impl Parser<'_> {
    /// The word at `i` inside an expression when an end follows it; the index after it.
    pub(super) fn ending_word(&self, i: usize, link: &mut Link) -> Option<usize> {
        let (next, arrival) = self.end_or_arrival(i)?;
        (link.until, link.until_word) = (true, true);
        link.arrival |= arrival;
        Some(next)
    }

    /// The index after the word, and whether what follows is an end only when it is later.
    fn end_or_arrival(&self, i: usize) -> Option<(usize, bool)> {
        let t = self.t;
        let next = match t.word(i) {
            "ending" | "ends" | "end" | "goes" | "runs" | "running" | "finishing" | "finishes" | "finish" => {
                i + 1
            }
            "back" | "home" | "done" | "finished" | "returning" | "return" if self.comes_back(i) => i + 2,
            "returning" | "back" | "return"
                if self.time(i + 1, Need::Whole).is_some() && self.leaves_before(i) =>
            {
                i + 1
            }
            "back" if self.weekday_date(i + 1).is_some() && self.leaves_before(i) => i + 1,
            "returns" | "returning" if self.date(i + 1).is_some() && self.leaves_before(i) => i + 1,
            "we" | "it" | "has" | "have" | "aiming" | "hoping" | "should" | "must" => {
                self.aims_to_finish(i).or_else(|| self.needs_it_back(i))?
            }
            "well" => self.needs_it_back(i)?,
            "arrives" | "arriving" | "lands" | "landing" => return Some((i + 1, true)),
            "gets" | "getting" if t.any(i + 1, &["in"]) => return Some((i + 2, true)),
            "arr" | "arrive" | "land" if self.departs_before(i) => {
                let dot = t.mark(i + 1, '.') && t.glued(i + 1);
                return Some((if dot { i + 2 } else { i + 1 }, true));
            }
            "leaving" | "departing" | "leave" | "depart" | "leaves" | "departs" if self.arrives_before(i) => {
                i + 1
            }
            _ => return None,
        };
        Some((next, false))
    }

    /// "arriving Friday … leaving Sunday"
    fn arrives_before(&self, i: usize) -> bool {
        self.is_told_before(i, &["arriving", "arrive", "arrives"])
    }

    /// "dep 06:55 arr 10:20"
    pub(in super::super) fn departs_before(&self, i: usize) -> bool {
        const WORDS: [&str; 9] =
            ["dep", "depart", "departing", "departs", "fly", "flying", "leave", "leaves", "leaving"];
        self.is_told_before(i, &WORDS)
    }

    /// "leave Thu 7pm back Sun night"; two trains are two journeys.
    fn leaves_before(&self, i: usize) -> bool {
        self.is_told_before(i, &["leave", "leaves", "leaving", "away", "gone"])
    }

    /// "we aim to finish by", "has finished by", "should be done by": the index of the hour.
    pub(super) fn aims_to_finish(&self, i: usize) -> Option<usize> {
        const WORDS: [&str; 14] = [
            "aim", "aiming", "all", "be", "has", "have", "hope", "hoping", "it", "must", "should", "to",
            "we", "will",
        ];
        const FAR: usize = 5;
        let finish = (i + 1..i + FAR).find(|n| !self.t.any(*n, &WORDS))?;
        let finished = self.t.any(finish, &["done", "end", "finish", "finished", "over"]);
        let led = self.t.any(i, &WORDS);
        (led && finished && self.t.any(finish + 1, &["by"])).then_some(finish + 2)
    }

    /// "We'll need the table back at 9:15pm": the index of the hour.
    pub(super) fn needs_it_back(&self, i: usize) -> Option<usize> {
        const FAR: usize = 7;
        let t = self.t;
        let clause = i..i + FAR;
        let needs = clause.clone().any(|n| t.any(n, &["need", "needs", "needed"]))
            && t.any(i, &["we", "we'll", "well", "the", "your"]);
        let back = clause.into_iter().find(|n| t.any(*n, &["back"])).filter(|_| needs)?;
        t.any(back + 1, &["at", "by"]).then_some(back + 2)
    }

    /// "back by 5", "returning on Sunday": the end of what was begun.
    fn comes_back(&self, i: usize) -> bool {
        let t = self.t;
        t.any(i + 1, &["by"])
            || t.any(i, &["back", "returning", "return"]) && t.any(i + 1, &["at", "on", "around"])
    }

    fn is_told_before(&self, i: usize, words: &[&str]) -> bool {
        const FAR: usize = 12;
        let line = (i.saturating_sub(FAR)..i).rev().take_while(|n| !self.t.ends(*n));
        line.into_iter().any(|n| self.t.any(n, words))
    }
}
