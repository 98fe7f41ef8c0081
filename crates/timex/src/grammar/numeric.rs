//! Dates in digits: "2025-03-14", "3/14/2025", "14.3.", "3/14", "20250314".

use crate::mention::DateSpec;
use calendar::DateOrder;

use super::number::two_digit_year;
use super::{Found, Parser};

impl Parser<'_> {
    /// A date in digits.
    pub(super) fn numeric_date(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let digits = t.digits(i);
        if digits == 0 || self.is_inside_a_number(i) || i > 0 && t.glued(i) && !t.word(i - 1).is_empty() {
            return None;
        }
        let found = match digits {
            8 => self.compact(i),
            4 => self.iso_week(i).or_else(|| self.year_first_digits(i)).or_else(|| self.year_month(i)),
            1 | 2 => self
                .three_numbers(i)
                .or_else(|| self.month_year(i))
                .or_else(|| self.two_numbers(i))
                .or_else(|| self.dashed_numbers(i)),
            _ => None,
        };
        let hour = || t.mark(i + 1, '.') && self.is_an_hour_by_its_company(i);
        found.filter(|(_, next)| !self.is_the_name_of_a_file(*next) && !hour())
    }

    /// "2026-03-11.log"
    fn is_the_name_of_a_file(&self, i: usize) -> bool {
        const KINDS: [&str; 12] =
            ["log", "txt", "pdf", "csv", "jpg", "jpeg", "png", "md", "doc", "docx", "xlsx", "json"];
        self.t.mark(i, '.') && self.t.glued(i) && self.t.glued(i + 1) && self.t.any(i + 1, &KINDS)
    }

    /// "on 9-5": two numbers that only their place makes a date.
    pub(super) fn dashed_numbers(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let led = i.checked_sub(1).is_some_and(|before| t.any(before, &["on"]));
        let joined = t.mark(i + 1, '-') && t.glued(i + 1) && t.glued(i + 2) && t.digits(i + 2) <= 2;
        let (first, second) = (t.number(i)? as i8, t.number(i + 2).filter(|_| led && joined)? as i8);
        let day = (1..=12).contains(&first) && (1..=31).contains(&second)
            || (1..=31).contains(&first) && (1..=12).contains(&second);
        let ends = t.ends(i + 3) || matches!(t.mark_at(i + 3), Some(',' | '.' | ')')) && !t.glued(i + 4);
        (day && ends).then_some((DateSpec::Numeric { first, second, year: None, weekday: None }, i + 3))
    }

    /// "20250314"
    fn compact(&self, i: usize) -> Found<DateSpec> {
        let value = self.t.number(i)?;
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
        let plausible = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        // "20260311-4455": the number of an order.
        let longer = self.t.mark(i + 1, '-') && self.t.glued(i + 1) && self.t.glued(i + 2);
        if longer && self.t.digits(i + 2) > 0 && self.t.digits(i + 2) != 8 {
            return None;
        }
        // "20260407T180000": the letter belongs to the date.
        let next = if self.compact_time(i + 2).is_some() { i + 2 } else { i + 1 };
        plausible.then(|| (written(year as i16, month as i8, Some(day as i8)), next))
    }

    /// "2025-03-14", "2025/3/14", "2025.03.14"; "2024/13/1" with the day in the middle.
    fn year_first_digits(&self, i: usize) -> Found<DateSpec> {
        let (year, next) = self.year(i)?;
        let (second, third, after) = self.two_more(next)?;
        let slashes = self.t.mark(next, '/');
        let (month, day) =
            if slashes && second > 12 && third <= 12 { (third, second) } else { (second, third) };
        let plausible = (1..=12).contains(&month) && (1..=31).contains(&day);
        if !plausible
            || self.t.mark(after, '-')
                && self.t.glued(after)
                && self.t.glued(after + 1)
                && self.t.digits(after + 1) > 4
        {
            return None;
        }
        // "2016-12-16T12:23:59": the letter belongs to the date.
        let t_letter = self.t.word(after) == "t"
            && self.t.glued(after)
            && self.t.glued(after + 1)
            && self.t.digits(after + 1) == 2;
        Some((written(year, month as i8, Some(day as i8)), if t_letter { after + 1 } else { after }))
    }

    /// "2026-W49", "2026-W49-3", "2026W493".
    fn iso_week(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (year, next) = self.number_year(i)?;
        let w = if t.mark(next, '-') { next + 1 } else { next };
        let number = w + 1;
        if t.word(w) != "w" || !(next..=number).all(|n| t.glued(n)) {
            return None;
        }
        let value = t.number(number)?;
        let dashed = t.mark(number + 1, '-') && t.glued(number + 1) && t.glued(number + 2);
        let (week, day, after) = match (t.digits(number), t.number(number + 2)) {
            (2, Some(day)) if dashed && t.digits(number + 2) == 1 => (value, Some(day), number + 3),
            (2, _) => (value, None, number + 1),
            (3, _) => (value / 10, Some(value % 10), number + 1),
            _ => return None,
        };
        let of = DateSpec::Week { n: week as i8, year: Some(year) };
        match day {
            None if (1..=53).contains(&week) => Some((of, after)),
            Some(day @ 1..=7) if (1..=53).contains(&week) => Some((
                DateSpec::NthUnit { n: day as i32, unit: crate::words::Unit::Day, of: Box::new(of) },
                after,
            )),
            _ => None,
        }
    }

    /// A year of four digits, whatever is glued to it.
    fn number_year(&self, i: usize) -> Found<i16> {
        let year = self.t.number(i).filter(|year| self.t.digits(i) == 4 && (1900..=2099).contains(year))?;
        Some((year as i16, i + 1))
    }

    /// "2016-11", "2016/11" and "11-2016", with blanks around the mark too.
    fn year_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (year, next) = self.year(i)?;
        let mark = t.mark(next, '-') || t.mark(next, '/');
        let month = t.number(next + 1).filter(|m| mark && t.digits(next + 1) <= 2 && (1..=12).contains(m))?;
        let more = ['-', '/', '.', ':'].iter().any(|m| t.mark(next + 2, *m))
            && t.glued(next + 2)
            && t.number(next + 3).is_some();
        (!more && !t.glued_word(next + 2)).then(|| (written(year, month as i8, None), next + 2))
    }

    fn month_year(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let month = t.number(i).filter(|m| (1..=12).contains(m))?;
        let mark = t.mark(i + 1, '/') || t.mark(i + 1, '-');
        if !mark || t.digits(i + 2) != 4 {
            return None;
        }
        let (year, next) = self.year(i + 2)?;
        // "03/2026/17": a reference.
        let longer = t.mark(next, '/') && t.glued(next) && t.glued(next + 1) && t.digits(next + 1) > 0;
        (!longer).then(|| (written(year, month as i8, None), next))
    }

    /// "3/14/2025", "14.3.25", "3-14-2025", "12 11 2025" is none.
    fn three_numbers(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let first = t.number(i)?;
        let (second, third, after) = self.two_more(i + 1)?;
        let digits = t.digits(after - 1);
        let year = match digits {
            4 if (1900..2200).contains(&third) => third as i16,
            2 => two_digit_year(third as i16),
            _ => return None,
        };
        // "4-5-6" and "80-32-89-89" are none; two digits after dashes need a month and a day.
        let tail = ['-', '/', '.'].iter().any(|m| t.mark(after, *m))
            && t.glued(after)
            && t.glued(after + 1)
            && t.digits(after + 1) > 0;
        let time_tail = t.digits(after + 1) <= 2 && t.mark(after + 2, ':');
        // "7/10/26-7/12/26": a range of two dates.
        let range = t.mark(after, '-') && t.mark(i + 1, '/') && t.mark(after + 2, '/');
        let tail = tail && !range;
        if tail && !time_tail || !plausible_pair(first, second) {
            return None;
        }
        let after = if tail || t.mark(after, ':') && t.glued(after) && t.mark(after + 2, ':') {
            after + 1
        } else {
            after
        };
        Some((numeric(first, second, Some(year)), after))
    }

    /// Two more numbers, joined to what comes before by the same mark.
    fn two_more(&self, i: usize) -> Option<(u32, u32, usize)> {
        let t = self.t;
        let mark = ['-', '/', '.'].into_iter().find(|mark| t.mark(i, *mark) && t.glued(i))?;
        let second = t.number(i + 1).filter(|_| t.digits(i + 1) <= 2 && t.glued(i + 1))?;
        let third = t.number(i + 3).filter(|_| t.mark(i + 2, mark) && t.glued(i + 2) && t.glued(i + 3))?;
        Some((second, third, i + 4))
    }

    /// "3/14", "14.3." where days come first; "9-5" is left to the times.
    fn two_numbers(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (first, second) =
            (t.number(i)?, t.number(i + 2).filter(|_| t.glued(i + 2) && t.digits(i + 2) <= 2)?);
        if !plausible_pair(first, second) {
            return None;
        }
        let after = i + 3;
        if t.mark(i + 1, '/') && t.glued(i + 1) {
            let more = (t.mark(after, '/') || t.mark(after, ',') && t.digits(after + 1) == 3)
                && t.glued(after)
                && t.glued(after + 1);
            // "5/5m": so many in so long.
            let percent = t.mark(after, '%') || self.measures(after) || t.any(after, &["s", "m", "ms"]);
            return (!more && !percent && !self.is_fraction(i))
                .then(|| (numeric(first, second, None), after));
        }
        if t.mark(i + 1, '.') && t.glued(i + 1) {
            return self.dotted(i, first, second);
        }
        None
    }

    /// "14.3.", "16.12" where days come first; elsewhere only after "on".
    fn dotted(&self, i: usize, first: u32, second: u32) -> Found<DateSpec> {
        let t = self.t;
        let after = i + 3;
        let closed =
            t.mark(after, '.') && t.glued(after) && !(t.glued(after + 1) && t.number(after + 1).is_some());
        let on = i.checked_sub(1).is_some_and(|b| t.any(b, &["on"]) || t.senses(b).weekday.is_some());
        let at = i
            .checked_sub(1)
            .is_some_and(|b| t.any(b, &["at", "around", "about", "version"]) || t.mark(b, '@'));
        let time =
            self.meridiem(after, super::time::Need::Whole).is_some() || t.any(after, &["h", "uhr", "hours"]);
        let measure = t.mark(after, '%') || self.measures(after);
        let date = self.order == DateOrder::DayFirst && second <= 12;
        // "fri 7.30": no month is called 30, and dotted dates begin with the day.
        let clock = i.checked_sub(1).is_some_and(|b| t.senses(b).weekday.is_some())
            && second > 12
            && second.is_multiple_of(5)
            && first <= 23;
        if at || time || measure || clock || self.are_dotted_clocks(i) || !(date || on && !t.mark(after, '$'))
        {
            return None;
        }
        let longer = t.mark(after, '.') && t.glued(after) && !closed;
        if longer && !(t.digits(after + 1) == 4 && t.number(after + 1).is_some_and(|n| n < 2400)) {
            return None;
        }
        let next =
            if closed && !t.ends(after + 1) && self.order == DateOrder::DayFirst { after + 1 } else { after };
        Some((numeric(first, second, None), next))
    }

    fn measures(&self, i: usize) -> bool {
        let unit = self.t.senses(i).unit.is_some_and(|unit| unit < crate::words::Unit::Weekend);
        unit || self.t.any(
            i,
            &["km", "miles", "kg", "lbs", "stars", "inch", "inches", "cup", "cups", "of", "full", "th"],
        )
    }

    /// "24/7", "1/2", "50/50": fractions and sayings.
    fn is_fraction(&self, i: usize) -> bool {
        let t = self.t;
        let pair = (t.number(i), t.number(i + 2));
        let saying = pair == (Some(24), Some(7))
            || pair == (Some(9), Some(11)) && t.any(i + 3, &["attacks", "memorial"]);
        let rating =
            pair.0 == pair.1 && t.any(i + 3, &["would", "will", "recommend", "score", "rating", "again"]);
        let slot =
            ["1", "part"].iter().any(|_| t.any(i + 3, &["cup", "tsp", "tbsp", "price", "off", "marathon"]));
        saying
            || slot
            || rating
            || i.checked_sub(1)
                .is_some_and(|b| t.any(b, &["score", "rated", "rating", "room", "part", "page", "slide"]))
            || i > 0 && t.mark(i - 1, '(') && t.mark(i + 3, ')')
    }
}

impl crate::lex::Tokens {
    /// A word glued to what stands before it.
    pub(crate) fn glued_word(&self, i: usize) -> bool {
        self.glued(i) && !self.word(i).is_empty()
    }
}

fn plausible_pair(first: u32, second: u32) -> bool {
    let (low, high) = (first.min(second), first.max(second));
    (1..=12).contains(&low) && (1..=31).contains(&high)
}

fn numeric(first: u32, second: u32, year: Option<i16>) -> DateSpec {
    DateSpec::Numeric { first: first as i8, second: second as i8, year, weekday: None }
}

fn written(year: i16, month: i8, day: Option<i8>) -> DateSpec {
    DateSpec::Written { year: Some(year), month: Some(month), day, weekday: None }
}
