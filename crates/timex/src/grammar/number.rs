//! Numbers: digits, words ("twenty one"), ordinals ("21st", "twenty-first").

use super::{Found, Parser};

impl Parser<'_> {
    /// A cardinal in digits or words, up to 9999: "3", "three", "twenty one", "forty-five", "a hundred".
    pub(super) fn cardinal(&self, i: usize) -> Found<u32> {
        if let Some(value) = self.t.number(i) {
            return (self.t.digits(i) <= 4).then_some((value, i + 1));
        }
        let first = self.t.senses(i).cardinal?;
        if first < 20 {
            return Some((first, i + 1));
        }
        let after = if self.t.mark(i + 1, '-') { i + 2 } else { i + 1 };
        match self.t.senses(after).cardinal {
            Some(unit) if (1..10).contains(&unit) => Some((first + unit, after + 1)),
            _ => Some((first, i + 1)),
        }
    }

    /// A cardinal or "a", "an", "a couple of", "a few", "several"; the flag says that it is vague.
    pub(super) fn amount_number(&self, i: usize) -> Found<(u32, bool)> {
        let t = self.t;
        let article = t.word(i) == "a";
        let at = if article { i + 1 } else { i };
        match t.word(at) {
            "couple" if t.word(at + 1) == "of" => return Some(((2, true), at + 2)),
            "couple" if article => return Some(((2, true), at + 1)),
            "few" => return Some(((3, true), at + 1)),
            "several" if !article => return Some(((3, true), at + 1)),
            _ => {}
        }
        if article || t.word(i) == "an" {
            return Some(((1, false), i + 1));
        }
        self.cardinal(i).map(|(value, next)| ((value, false), next))
    }

    /// "21st", "twenty-first", "twenty first", "31"-th; not a bare number, and nothing is the 0th.
    pub(super) fn ordinal(&self, i: usize) -> Found<u32> {
        let t = self.t;
        if let Some(value) = t.number(i) {
            let suffix = t.any(i + 1, &["st", "nd", "rd", "th"]) && t.glued(i + 1);
            return (suffix && value > 0 && t.digits(i) <= 3).then_some((value, i + 2));
        }
        if let Some(value) = t.senses(i).ordinal {
            return Some((value, i + 1));
        }
        let tens = t.senses(i).cardinal.filter(|n| *n == 20 || *n == 30)?;
        let after = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
        let unit = t.senses(after).ordinal.filter(|n| *n < 10)?;
        Some((tens + unit, after + 1))
    }

    /// A day of the month as ordinal: "21st", "the twenty-first", 1 to 31.
    pub(super) fn ordinal_day(&self, i: usize) -> Found<i8> {
        let (value, next) = self.ordinal(i)?;
        (1..=31).contains(&value).then_some((value as i8, next))
    }

    /// A day of the month as a plain number of one or two digits, or as number words.
    pub(super) fn plain_day(&self, i: usize) -> Found<i8> {
        let (value, next) = self.cardinal(i)?;
        ((1..=31).contains(&value) && self.t.digits(i) <= 2).then_some((value as i8, next))
    }

    /// A year: "2025", "'25", "25" only where the caller says so, "two thousand and twenty five", "twenty twenty five".
    pub(super) fn year(&self, i: usize) -> Found<i16> {
        let t = self.t;
        if t.mark(i, '\'') && t.digits(i + 1) == 2 && t.glued(i + 1) {
            return Some((two_digit_year(t.number(i + 1)? as i16), i + 2));
        }
        if t.digits(i) == 4 {
            let value = t.number(i)?;
            // "2025pm" and "2025th" are no years, "2025-2030" is left to the ranges of times.
            let glued_word = t.glued(i + 1) && !t.word(i + 1).is_empty();
            return ((1900..=2099).contains(&value) && !glued_word).then_some((value as i16, i + 1));
        }
        self.spoken_year(i)
    }

    fn spoken_year(&self, i: usize) -> Found<i16> {
        let t = self.t;
        if t.word(i) == "two" && t.word(i + 1) == "thousand" {
            let after = if t.word(i + 2) == "and" { i + 3 } else { i + 2 };
            return Some(match self.cardinal(after).filter(|_| t.number(after).is_none()) {
                Some((rest, next)) if rest < 100 => (2000 + rest as i16, next),
                _ => (2000, i + 2),
            });
        }
        let century = t.senses(i).cardinal.filter(|n| *n == 20 || *n == 19)?;
        let (rest, next) = self.cardinal(i + 1).filter(|_| t.number(i + 1).is_none())?;
        ((10..100).contains(&rest)).then_some((century as i16 * 100 + rest as i16, next))
    }
}

/// "25" → 2025, "95" → 1995.
pub(super) fn two_digit_year(value: i16) -> i16 {
    if value < 70 { 2000 + value } else { 1900 + value }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn numbers_in_digits_and_words() {
        let cardinal = |text: &str| read(text, |p| p.cardinal(0)).map(|(n, _)| n);
        for (text, expected) in [
            ("7", Some(7)),
            ("seven", Some(7)),
            ("twenty one", Some(21)),
            ("forty-five", Some(45)),
            ("few", None),
            ("12345", None),
        ] {
            assert_eq!(cardinal(text), expected, "{text}");
        }
        let ordinal = |text: &str| read(text, |p| p.ordinal(0)).map(|(n, _)| n);
        for (text, expected) in [
            ("21st", Some(21)),
            ("twenty-first", Some(21)),
            ("third", Some(3)),
            ("21", None),
            ("thirty second", Some(32)),
        ] {
            assert_eq!(ordinal(text), expected, "{text}");
        }
    }

    #[test]
    fn years_in_digits_and_words() {
        let year = |text: &str| read(text, |p| p.year(0)).map(|(n, _)| n);
        for (text, expected) in [
            ("2026", Some(2026)),
            ("'26", Some(2026)),
            ("two thousand and twenty six", Some(2026)),
            ("twenty twenty six", Some(2026)),
            ("26", None),
            ("1700", None),
            ("2015pm", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}
