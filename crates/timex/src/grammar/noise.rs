//! What looks like a time and is none: prices, versions, rooms, scores, phone numbers, house numbers.

use super::Parser;
use crate::lex::Kind;

impl Parser<'_> {
    /// The number at `i` is a piece of something longer: "10.1.2", "4-5-6", "$5", "#3", "v2.3", "555-1212".
    pub(super) fn is_inside_a_number(&self, i: usize) -> bool {
        let t = self.t;
        let Some(before) = i.checked_sub(1) else { return false };
        let hung =
            matches!(t.mark_at(before), Some('$' | '€' | '£' | '#' | '%' | '_' | '\\' | '=' | '¥' | '+'));
        if hung && t.glued(i) {
            return true;
        }
        if !t.glued(i) {
            // "flight 3 December": a number before a month is a day.
            let day = t.digits(i) <= 2
                && t.get(i + 1).is_some_and(|next| next.capital && next.senses.month.is_some());
            // "part no. 12", "vol. 3"
            let short = t.mark(before, '.') && t.glued(before) && before > 0;
            let named = if short { before - 1 } else { before };
            return t.senses(named).label
                && !day
                && !self.is_a_clock(i)
                && !self.are_hours_of_a_day(i)
                && !self.is_the_hour_of_a_show(i, i + 1)
                || t.mark(before, '$')
                || t.mark(before, '#');
        }
        let joint = matches!(t.mark_at(before), Some('.' | ',' | ':' | '/' | '-')) && t.glued(before);
        let number_before = before.checked_sub(1).is_some_and(|b| t.number(b).is_some());
        let clock = t.mark(i + 1, ':') && t.digits(i + 2) == 2;
        // "2026-03-24/2026-03-26"
        let interval = t.mark(before, '/') && t.digits(i) == 4 && t.mark(i + 1, '-');
        let clock = clock || interval;
        if joint && number_before && !clock && !t.mark(before, '-') && !t.mark(before, ':') {
            return !t.mark(before, ',');
        }
        let word = t.word(before);
        let joins = ["at", "from", "on", "to", "till", "until", "by", "around", "h", "t"];
        !word.is_empty()
            && !joins.contains(&word)
            && t.senses(before).weekday.is_none()
            && t.senses(before).month.is_none()
    }

    /// "booked the hall 6-10 Sat": two hours before a day.
    fn are_hours_of_a_day(&self, i: usize) -> bool {
        let t = self.t;
        let hour = |n: usize| (1..=2).contains(&t.digits(n)) && t.number(n).is_some_and(|hour| hour <= 24);
        let range = hour(i) && t.mark(i + 1, '-') && hour(i + 2);
        range
            && (t.senses(i + 3).weekday.is_some()
                || t.any(i + 3, &["on"]) && t.senses(i + 4).weekday.is_some())
    }

    /// "7pm", "9:15": a time, though "room" or "hall" stands before it.
    fn is_a_clock(&self, i: usize) -> bool {
        let t = self.t;
        let minutes = t.mark(i + 1, ':') && t.glued(i + 1) && t.digits(i + 2) == 2;
        let end = if minutes || t.mark(i + 1, '.') && t.digits(i + 2) == 2 { i + 3 } else { i + 1 };
        let half = |at| self.meridiem(at, super::time::Need::Whole).is_some();
        let range = t.mark(end, '-') && t.number(end + 1).is_some() && half(end + 2);
        minutes || half(end) || range
    }

    /// "John 3:16", "Psalm 23:1-6": chapter and verse.
    pub(super) fn is_a_verse(&self, i: usize) -> bool {
        const LEADS: &[&str] =
            &["reading", "readings", "gospel", "lesson", "text", "scripture", "from", "and", "read"];
        let t = self.t;
        let Some(book) = i.checked_sub(1).filter(|book| t.senses(*book).book) else { return false };
        if !t.get(book).is_some_and(|token| token.capital) || !t.mark(i + 1, ':') || !t.glued(i + 1) {
            return false;
        }
        let alone = book
            .checked_sub(1)
            .is_none_or(|b| t.word(b).is_empty() || t.any(b, LEADS) || t.number(b).is_some());
        let half = self.meridiem(i + 3, super::time::Need::Bare).is_some();
        alone && !half && t.digits(i) <= 3
    }

    /// "3-2", "2-1": as a range of hours it would last eleven of them; "22-19 against a side …" as well.
    pub(super) fn is_a_score(&self, i: usize) -> bool {
        let t = self.t;
        let glued = t.mark(i + 1, '-') && t.glued(i + 1) && t.glued(i + 2);
        if glued && t.digits(i) == 2 && t.digits(i + 2) == 2 {
            return self.is_a_final_score(i);
        }
        let glued = glued && t.digits(i) == 1 && t.digits(i + 2) == 1;
        let longer = t.glued(i + 3) && (t.mark(i + 3, ':') || t.mark(i + 3, '.') && t.digits(i + 4) > 0)
            || self.meridiem(i + 3, super::time::Need::Bare).is_some();
        let pair = t.number(i).zip(t.number(i + 2));
        let told = i.checked_sub(1).is_some_and(|before| t.any(before, &["won", "lost", "beat", "drew"]));
        // "9-1 win", "a 1-4 home defeat"
        let result = if t.any(i + 3, &["home", "away"]) { i + 4 } else { i + 3 };
        let told = told || t.any(result, &["defeat", "draw", "loss", "victory", "win"]);
        glued && !longer && pair.is_some_and(|(ours, theirs)| told || ours == theirs + 1)
    }

    /// "won 22-19", "22-19 against", "a 24-10 win": two numbers that a match ended with.
    fn is_a_final_score(&self, i: usize) -> bool {
        const TOLD: [&str; 8] = ["won", "lost", "beat", "drew", "win", "loss", "victory", "defeat"];
        const NEAR: usize = 3;
        let t = self.t;
        let before = (i.saturating_sub(NEAR)..i).any(|n| t.any(n, &TOLD));
        let home = usize::from(t.any(i + 3, &["home", "away"]));
        let behind = t.any(i + 3 + home, &TOLD) || t.any(i + 3 + home, &["against", "draw"]);
        (before || behind) && self.meridiem(i + 3, super::time::Need::Bare).is_none()
    }

    /// The number that ends at token `i` counts or names something: "5 people", "5%", "12 Oak Street", "5 km".
    pub(super) fn counts_something(&self, i: usize) -> bool {
        let t = self.t;
        let hung =
            matches!(t.mark_at(i + 1), Some('%' | '$' | '€' | '£' | '°' | '/' | '_' | '+' | '*' | '='));
        if hung && t.glued(i + 1) {
            return true;
        }
        let thousands = t.mark(i + 1, ',') && t.glued(i + 1) && t.digits(i + 2) == 3 && t.glued(i + 2);
        let decimal = t.mark(i + 1, '.') && t.glued(i + 1) && t.number(i + 2).is_some() && t.glued(i + 2);
        let colon = t.mark(i + 1, ':') && t.glued(i + 1) && t.number(i + 2).is_some();
        if thousands || decimal || colon || t.senses(i + 1).counted {
            return true;
        }
        // "for 3 nights"
        if t.senses(i + 1).part.is_some() && t.senses(i + 1).plural {
            return true;
        }
        if let Some(unit) = t.senses(i + 1).unit {
            return !(t.senses(i + 1).ordinal.is_some() && unit == crate::words::Unit::Second);
        }
        if t.any(i + 1, &["business", "working", "or"]) && t.senses(i + 2).unit.is_some() {
            return true;
        }
        self.street_follows(i + 1) || self.plural_noun(i + 1)
    }

    /// "at 3 stores": a plain word in the plural right after the number.
    pub(super) fn plural_noun(&self, i: usize) -> bool {
        const OTHERS: [&str; 23] = [
            "arrives",
            "departs",
            "leaves",
            "begins",
            "opens",
            "closes",
            "finishes",
            "lands",
            "boards",
            "this",
            "works",
            "starts",
            "ends",
            "means",
            "always",
            "unless",
            "across",
            "besides",
            "towards",
            "perhaps",
            "thanks",
            "onwards",
            "afterwards",
        ];
        let t = self.t;
        let word = t.word(i);
        let plain = t.senses(i) == crate::words::Senses::default()
            && t.get(i).is_some_and(|token| !token.capital && token.spaced);
        plain && word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !OTHERS.contains(&word)
    }

    fn street_follows(&self, i: usize) -> bool {
        let capital = |n: usize| self.t.get(n).is_some_and(|token| token.capital && token.kind == Kind::Word);
        let name = (i..i + 4).take_while(|n| capital(*n));
        name.clone().any(|n| self.t.senses(n).street && n > i)
    }

    /// Nothing that could belong to the number follows: the clause or a list item ends, or a preposition goes on.
    pub(super) fn clause_ends(&self, i: usize) -> bool {
        const GOES_ON: [&str; 39] = [
            "with", "at", "in", "on", "for", "and", "or", "to", "till", "until", "through", "from", "to",
            "by", "please", "am", "pm", "a", "p", "is", "was", "will", "works", "sharp", "ish", "onwards",
            "onward", "est", "pst", "et", "pt", "utc", "gmt", "between", "instead", "then", "x", "xx", "xxx",
        ];
        let t = self.t;
        match t.get(i).map(|token| token.kind) {
            None | Some(Kind::Break) => true,
            Some(Kind::Mark(mark)) => !matches!(mark, '%' | '/' | '$' | '*' | '+' | '=' | '_' | '°'),
            Some(Kind::Word) => {
                t.any(i, &GOES_ON)
                    || t.senses(i).weekday.is_some()
                    || t.senses(i).month.is_some()
                    || t.any(i, &["tomorrow", "today", "this", "next"])
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::parser;
    use crate::lex::lex;

    #[test]
    fn numbers_that_are_no_times() {
        let mentions = |text: &str| parser(&lex(text)).mentions().len();
        for text in [
            "at 5 people",
            "for $7",
            "at 12 Oak Street",
            "version 3.4.5",
            "room 5",
            "4-5-6",
            "at 650",
            "at 3 stores",
            "5 stars",
            "at 10.1",
            "page 12",
            "555-1212",
            "at 1,000",
            "score 3/4",
            "14PM",
            "8/32/2014",
        ] {
            assert_eq!(mentions(text), 0, "{text}");
        }
        for text in ["at 5", "at 5 with Ana", "meet at 5, then eat", "at 1700", "5pm"] {
            assert_eq!(mentions(text), 1, "{text}");
        }
    }
}
