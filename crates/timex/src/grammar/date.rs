//! Written dates: "Friday 14 March 2025", "March 14th", "the 22nd", "Dec 2018", and the order in which all kinds of
//! dates are tried.

use std::ops::Range;

use jiff::civil::Weekday;

use crate::lex::Kind;
use crate::mention::DateSpec;

use super::number::two_digit_year;
use super::{Found, Parser};

impl Parser<'_> {
    /// A date of any kind, without what relates it to the sentence ("on", "by").
    pub(super) fn date(&self, i: usize) -> Found<DateSpec> {
        self.memo.date.at(i, || self.read_date(i))
    }

    fn read_date(&self, i: usize) -> Found<DateSpec> {
        if self.is_inside_a_word(i) {
            return None;
        }
        self.shifted_date(i)
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.holiday(i).filter(|(_, next)| !self.holiday_opens_a_title(i, *next)))
            .or_else(|| self.written_date(i))
            .or_else(|| self.day_word(i))
            .or_else(|| self.nth_of(i))
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.unit_date(i))
            .or_else(|| self.ordinal_date(i))
    }

    /// "4 December - Christmas Fair": behind a dash, a holiday before a noun is no time.
    fn holiday_opens_a_title(&self, i: usize, next: usize) -> bool {
        let line_before = i.checked_sub(2).is_some_and(|before| !self.t.ends(before));
        line_before && self.t.mark(i - 1, '-') && !self.clause_ends(next)
    }

    /// A word that hangs on a mark or a number: "$DEC", "h1n1", "@sat", "well-sun".
    fn is_inside_a_word(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        if !self.t.glued(i) || self.t.number(i).is_some() {
            return false;
        }
        let hung = ['$', '#', '_', '@', '\\', '&'].iter().any(|mark| self.t.mark(before, *mark));
        let opened = self.t.mark(before, '@') && (before == 0 || !self.t.glued(before));
        let hyphened = self.t.mark(before, '-')
            && self.t.glued(before)
            && before.checked_sub(1).is_some_and(|b| !self.t.word(b).is_empty() && self.is_plain_word(b));
        hung && !opened || hyphened
    }

    /// A word without any sense of time.
    fn is_plain_word(&self, i: usize) -> bool {
        let senses = self.t.senses(i);
        senses.month.is_none()
            && senses.weekday.is_none()
            && senses.unit.is_none()
            && senses.cardinal.is_none()
    }

    /// A month's name, its full stop included.
    pub(super) fn month_word(&self, i: usize) -> Found<i8> {
        let month = self.t.senses(i).month?;
        Some((month, self.after_short_form(i)))
    }

    /// A weekday's name in the singular, its full stop included.
    pub(super) fn weekday_word(&self, i: usize) -> Found<Weekday> {
        let senses = self.t.senses(i);
        let weekday = senses.weekday.filter(|_| !senses.plural)?;
        let whole = !self.t.glued(i + 1) || self.t.number(i + 1).is_none();
        whole.then(|| (weekday, self.after_short_form(i)))
    }

    fn after_short_form(&self, i: usize) -> usize {
        let short = self.t.word(i).len() <= 5;
        let dot = self.t.mark(i + 1, '.') && self.t.glued(i + 1) && !self.t.ends(i + 2);
        if short && dot { i + 2 } else { i + 1 }
    }

    /// "Friday, 14 March 2025" in its many orders.
    pub(super) fn written_date(&self, i: usize) -> Found<DateSpec> {
        let (date, next) = self.dated_words(i)?;
        if !matches!(date, DateSpec::Written { year: None, month: Some(_), day: Some(_), .. }) {
            return Some((date, next));
        }
        let t = self.t;
        let of = if t.mark(next, ',') || t.any(next, &["of"]) { next + 1 } else { next };
        let ahead = match t.word(of) {
            "next" => 1,
            "this" => 0,
            "last" => -1,
            _ => return Some((date, next)),
        };
        if !t.any(of + 1, &["year"]) {
            return Some((date, next));
        }
        Some((DateSpec::InYear { date: Box::new(date), ahead }, of + 2))
    }

    fn dated_words(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        // "this Saturday 2nd May": the date tells which.
        if t.any(i, &["this", "next", "coming"]) && t.senses(i + 1).weekday.is_some() {
            return self.dated_words(i + 1);
        }
        if let Some((weekday, after)) = self.weekday_word(i) {
            let mut from =
                if t.mark(after, ',') || t.mark(after, '-') && !t.glued(after) { after + 1 } else { after };
            if t.mark(from, '(') {
                from += 1;
            }
            if t.any(from, &["the"]) {
                from += 1;
            }
            let (date, next) = self.day_and_month(from).or_else(|| self.numeric_date(from))?;
            let next = if t.mark(next, ')') && t.mark(after, '(') { next + 1 } else { next };
            return Some((with_weekday(&date, weekday)?, next));
        }
        let from = if t.any(i, &["the"]) { i + 1 } else { i };
        let (date, next) = self.day_and_month(from)?;
        // "14 June Wed", "28th Aug (Sunday)"
        let opened = t.mark(next, '(') || t.mark(next, ',');
        if let Some((weekday, after)) = self.weekday_word(if opened { next + 1 } else { next }) {
            let closed = !t.mark(next, '(') || t.mark(after, ')');
            let own_date = self.day_and_month(after).is_some()
                || t.senses(after).plural
                || self.ordinal_day(after).is_some();
            let list = t.any(after, &["and", "to", "through", "until"]) || t.mark(after, '-');
            if closed && !own_date && !list && !self.is_list_comma(next) {
                let end = if t.mark(next, '(') { after + 1 } else { after };
                return Some((with_weekday(&date, weekday)?, end));
            }
        }
        Some((date, next))
    }

    fn is_list_comma(&self, i: usize) -> bool {
        self.t.mark(i, ',') && self.weekday_word(i + 1).is_some_and(|(_, next)| self.t.mark(next, ','))
    }

    /// "14 March 2025", "March 14th, 2025", "2025 March 14", "Mar 2025".
    pub(super) fn day_and_month(&self, i: usize) -> Found<DateSpec> {
        self.month_first(i).or_else(|| self.day_first(i)).or_else(|| self.year_first(i))
    }

    fn month_first(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = t.phrase(i, &["month", "of"]).unwrap_or(i);
        let (month, after) = self.month_word(from)?;
        // "Nov.⏎30": a line may break behind the full stop of the short form.
        let broken = t.mark(after, '.')
            && t.glued(after)
            && t.ends(after + 1)
            && (1..=2).contains(&t.digits(after + 2));
        let after = if broken { after + 2 } else { after };
        let joined = if t.mark(after, '-') || t.mark(after, '/') { after + 1 } else { after };
        let the = if t.any(joined, &["the"]) { joined + 1 } else { joined };
        let day = self.ordinal_day(the).or_else(|| self.month_day(the));
        if let Some((day, next)) = day.filter(|(_, next)| !self.reads_as_time(the, *next)) {
            let (year, next) = self.trailing_year(next, joined > after);
            return Some((
                DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None },
                next,
            ));
        }
        let comma = if t.mark(after, ',') { after + 1 } else { joined };
        let of = if t.any(after, &["of", "in"]) { after + 1 } else { comma };
        let year = self.year(of).filter(|(_, next)| !self.is_military_range(of, *next));
        if let Some((year, next)) = year {
            return Some((
                DateSpec::Written { year: Some(year), month: Some(month), day: None, weekday: None },
                next,
            ));
        }
        self.month_alone(from, month, after)
    }

    /// A plain day of one or two digits after a month; not the "5" of "April 5:30".
    fn month_day(&self, i: usize) -> Found<i8> {
        let (day, next) = self.plain_day(i)?;
        let t = self.t;
        let clock = (t.mark(next, ':') || t.word(next) == "h")
            && t.glued(next)
            && t.glued(next + 1)
            && t.number(next + 1).is_some();
        let part_of_a_word = t.glued_word(next) && t.word(next) != "at";
        (!clock && !part_of_a_word).then_some((day, next))
    }

    /// "aug 7pm": the number after the month is a time.
    fn reads_as_time(&self, i: usize, next: usize) -> bool {
        let plain = self.t.digits(i) > 0 && next == i + 1;
        plain && self.meridiem(next, super::time::Need::Whole).is_some()
    }

    /// "Nov 1915-2015", "Oct 2025 - 2030": hours and minutes rather than a year.
    fn is_military_range(&self, i: usize, next: usize) -> bool {
        let t = self.t;
        t.digits(i) == 4
            && t.mark(next, '-')
            && t.digits(next + 1) == 4
            && t.number(next + 1) < Some(2360)
            && t.number(i).is_some_and(|n| n % 100 < 60)
    }

    pub(super) fn day_first(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (day, after) = self.ordinal_day(i).or_else(|| self.plain_day(i))?;
        if t.digits(i) > 0 && self.is_inside_a_number(i) {
            return None;
        }
        let after = t.phrase(after, &["day", "of"]).map_or(after, |n| n - 1);
        let joined =
            if t.mark(after, '-') || t.mark(after, '/') || t.mark(after, '.') { after + 1 } else { after };
        let of = if t.any(joined, &["of"]) { joined + 1 } else { joined };
        let (month, next) = self.month_word(of)?;
        // "10 may work", "2 march in": a verb after a bare number needs more.
        let verb = t.senses(of).weak
            && t.any(of, &["may", "march"])
            && t.digits(i) == 0
            && of == i + 1
            && joined == after;
        if verb && self.ordinal_day(i).is_none() {
            return None;
        }
        // "24MAR26" on a ticket.
        let ticket = t.glued(of) && t.digits(next) == 2 && t.glued(next) && !t.glued_word(next + 1);
        if let Some(year) = t.number(next).filter(|_| ticket && t.digits(i) > 0) {
            let year = Some(two_digit_year(year as i16));
            return Some((
                DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None },
                next + 1,
            ));
        }
        let (year, next) = self.trailing_year(next, joined > after);
        Some((DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None }, next))
    }

    /// "24 and 31 December", "26, 27 and 28 March", "26/27 March": at least two days before their month, each with its
    /// tokens.
    pub(super) fn days_of_one_month(&self, i: usize) -> Found<Vec<(DateSpec, Range<usize>)>> {
        let t = self.t;
        let (mut days, mut at) = (Vec::new(), i);
        while let Some((day, next)) =
            self.ordinal_day(at).or_else(|| self.plain_day(at)).filter(|_| days.len() < 24)
        {
            if !matches!(t.mark_at(next), Some(',' | '&' | '/')) && !t.any(next, &["and", "or"]) {
                break;
            }
            days.push((day, at..next));
            at = if t.any(next + 1, &["and", "or"]) || t.mark(next + 1, '&') { next + 2 } else { next + 1 };
        }
        let (last, next) = self.last_day_of_one_month(at).filter(|_| !days.is_empty())?;
        let DateSpec::Written { year, month, day: Some(last_day), .. } = last else { return None };
        let later = days.iter().skip(1).map(|(day, _)| *day).chain([last_day]);
        let in_order = days.iter().zip(later).all(|((day, _), later)| *day < later);
        let of_month = |day| DateSpec::Written { year, month, day: Some(day), weekday: None };
        let all = days.into_iter().map(|(day, tokens)| (of_month(day), tokens)).chain([(last, at..next)]);
        in_order.then(|| (all.collect(), next))
    }

    /// The last of several days, with its month; the "28" of "27/28 March" hangs on a mark that is no date.
    fn last_day_of_one_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (day, after) = self.ordinal_day(i).or_else(|| self.plain_day(i))?;
        let of = if t.any(after, &["of"]) { after + 1 } else { after };
        let (month, next) = self.month_word(of)?;
        let (year, next) = self.trailing_year(next, false);
        Some((DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None }, next))
    }

    fn year_first(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let (year, after) = self.year(i)?;
        let joined = [',', '-', '/', '.'].iter().any(|mark| t.mark(after, *mark));
        let from = if joined { after + 1 } else { after };
        if t.digits(from) == 2 && t.mark(from + 1, '/') {
            let (month, next) = self.month_word(from + 2)?;
            let day = t.number(from).filter(|d| (1..=31).contains(d))? as i8;
            return Some((
                DateSpec::Written { year: Some(year), month: Some(month), day: Some(day), weekday: None },
                next,
            ));
        }
        let (month, next) = self.month_word(from)?;
        let dashed = t.mark(next, '-') || t.mark(next, '/');
        let day_at = if dashed { next + 1 } else { next };
        let day = self
            .ordinal_day(day_at)
            .or_else(|| self.month_day(day_at))
            .filter(|_| dashed || t.digits(day_at) <= 2);
        let (day, next) = match day.filter(|(_, after)| !self.reads_as_time(day_at, *after)) {
            Some((day, after)) => (Some(day), after),
            None => (None, next),
        };
        Some((DateSpec::Written { year: Some(year), month: Some(month), day, weekday: None }, next))
    }

    /// A year after day and month, and the index after it.
    fn trailing_year(&self, next: usize, joined: bool) -> (Option<i16>, usize) {
        let t = self.t;
        let separated = joined && (t.mark(next, '-') || t.mark(next, '/') || t.mark(next, '.'));
        if separated && t.digits(next + 1) == 2 && t.glued(next + 1) {
            return (t.number(next + 1).map(|n| two_digit_year(n as i16)), next + 2);
        }
        let mut from = if separated || t.mark(next, ',') || t.mark(next, '/') { next + 1 } else { next };
        if t.any(from, &["of", "in"]) {
            from += 1;
        }
        if t.any(next, &["next", "this", "last"]) && t.any(next + 1, &["year"]) {
            return (None, next);
        }
        match self.year(from) {
            Some((year, after)) if !self.is_military_range(from, after) && !self.year_is_time(from, next) => {
                // "August 10 2555 BE" never gets here; "2012 AD" does.
                let era = t.any(after, &["ad", "ce"]) && t.get(after).is_some_and(|token| token.capitals);
                (Some(year), if era { after + 1 } else { after })
            }
            _ => self.buddhist_year(from).map_or((None, next), |(year, after)| (Some(year), after)),
        }
    }

    /// "Nov 5, 2000 - 2100": cannot be told; a year wins unless hours follow.
    fn year_is_time(&self, i: usize, _from: usize) -> bool {
        self.t.any(i + 1, &["h", "hrs", "hours"])
            || self.meridiem(i + 1, super::time::Need::Whole).is_some() && self.t.digits(i) == 4
    }

    /// "2555 BE"
    fn buddhist_year(&self, i: usize) -> Found<i16> {
        let t = self.t;
        let era = t.any(i + 1, &["be"]) && t.get(i + 1).is_some_and(|token| token.capitals);
        let year = t.number(i).filter(|_| era && t.digits(i) == 4)?;
        (2443..=2642).contains(&year).then(|| ((year - 543) as i16, i + 2))
    }

    /// "February", "in May": names that are also words or people need a preposition before them.
    fn month_alone(&self, i: usize, month: i8, next: usize) -> Found<DateSpec> {
        let date = DateSpec::Written { year: None, month: Some(month), day: None, weekday: None };
        let t = self.t;
        let capital = t.get(i).is_some_and(|token| token.capital);
        if capital && self.is_a_person(i, next) {
            return None;
        }
        let accepted = match t.word(i) {
            "may" | "march" | "mar" => self.month_is_led(i, capital) || self.opens_months(next),
            "april" | "june" | "august" | "sep" | "dec" | "jan" | "jun" => {
                self.month_is_led(i, true) || self.opens_months(next)
            }
            _ => !(capital && self.is_a_surname(next)),
        };
        accepted.then_some((date, next))
    }

    /// A preposition before the month. `firm`: it cannot be a verb, so weaker words lead to it too.
    fn month_is_led(&self, i: usize, firm: bool) -> bool {
        const FIRM: [&str; 11] =
            ["in", "of", "until", "till", "since", "during", "early", "late", "mid", "for", "from"];
        const WEAK: [&str; 13] = [
            "this", "next", "last", "by", "through", "to", "between", "and", "or", "except", "before",
            "after", "thru",
        ];
        let Some(before) = i.checked_sub(1) else { return false };
        // "may or may not": a verb twice.
        let verb =
            |b: usize| self.t.any(b, &["may", "march"]) && !self.t.get(b).is_some_and(|token| token.capital);
        let months = before.checked_sub(1).is_some_and(|b| self.t.senses(b).month.is_some() && !verb(b));
        let weak = self.t.any(before, &WEAK) && (firm || months);
        self.t.any(before, &FIRM) || weak || self.t.mark(before, '-')
    }

    /// "March to May", "june - august 2019": a month that opens a range of months.
    fn opens_months(&self, i: usize) -> bool {
        let t = self.t;
        (t.mark(i, '-') || t.any(i, &["to", "through", "until", "till", "thru"]))
            && t.senses(i + 1).month.is_some()
    }

    /// "Jan Nowak", "by April Jones": a first name, unless "in" or "until" leads to the month.
    fn is_a_person(&self, i: usize, next: usize) -> bool {
        const MONTH: [&str; 10] =
            ["in", "of", "until", "till", "since", "during", "early", "late", "mid", "through"];
        let t = self.t;
        let led = i.checked_sub(1).is_some_and(|before| t.any(before, &MONTH));
        let name = t
            .get(next)
            .is_some_and(|token| !token.capitals && token.senses == crate::words::Senses::default());
        !led && name && self.is_a_surname(next) && t.any(i, &["jan", "april", "june", "august", "may", "jun"])
    }

    /// "April Jones": a capital word without a sense of time goes on.
    fn is_a_surname(&self, i: usize) -> bool {
        let name =
            self.t.get(i).is_some_and(|token| token.kind == Kind::Word && token.capital && token.spaced);
        name && self.t.senses(i).weekday.is_none()
    }

    /// "the 22nd", "25th", "on the twenty second"; the month is left open.
    fn ordinal_date(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let the = t.any(i, &["the"]);
        let from = if the { i + 1 } else { i };
        let Some((day, next)) = self.ordinal_day(from) else { return self.plain_day_date(i, from) };
        let digits = t.number(from).is_some();
        let on = i.checked_sub(1).is_some_and(|b| {
            t.any(b, &["on", "by", "until", "till", "from", "to", "for", "through", "before", "after"])
        });
        if let Some(next) =
            t.phrase(next, &["of", "this", "month"]).or_else(|| t.phrase(next, &["of", "the", "month"]))
        {
            return Some((DateSpec::DayOf { day, of: Box::new(this_month()) }, next));
        }
        if let Some((of, next)) = self.relative_month(next) {
            return Some((DateSpec::DayOf { day, of: Box::new(of) }, next));
        }
        if t.any(next, &["of"]) && t.any(next + 1, &["each", "every"]) {
            return None;
        }
        let noun = !self.clause_ends(next) && !self.starts_time(next);
        let accepted =
            if digits { !noun || the && on && !self.counts_something(next - 1) } else { the && on && !noun };
        accepted
            .then_some((DateSpec::Written { year: None, month: None, day: Some(day), weekday: None }, next))
    }

    /// "on 15", "for the 27", "the thirty": a plain number as a day needs a preposition and the end of its clause.
    fn plain_day_date(&self, i: usize, from: usize) -> Found<DateSpec> {
        let t = self.t;
        let before = i.checked_sub(1)?;
        let led = t.any(before, &["on"])
            || from > i && t.any(before, &["for", "by", "until", "till", "from", "before", "after"]);
        let pair = t.any(before, &["on"])
            && before.checked_sub(1).is_some_and(|b| t.number(b).is_some() || t.senses(b).cardinal.is_some());
        let (day, next) = self
            .plain_day(from)
            .filter(|(day, _)| led && !pair && (t.number(from).is_some() || *day >= 20))?;
        let ends = self.clause_ends(next)
            && !self.counts_something(next - 1)
            && self.meridiem(next, super::time::Need::Bare).is_none();
        let range =
            t.mark(next, '-') || t.mark(next, ':') || t.any(next, &["to", "till", "until", "and", "or"]);
        let date = DateSpec::Written { year: None, month: None, day: Some(day), weekday: None };
        (ends && !range && !self.is_inside_a_number(from)).then_some((date, next))
    }

    /// "of next month", "next month", "the following month".
    pub(super) fn relative_month(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        let from = if t.any(i, &["of", "in"]) { i + 1 } else { i };
        let from = if t.any(from, &["the"]) { from + 1 } else { from };
        let ahead = match t.word(from) {
            "next" | "following" | "coming" => 1,
            "this" | "current" => 0,
            "last" | "previous" => -1,
            _ => return None,
        };
        t.any(from + 1, &["month"])
            .then(|| (DateSpec::Unit { unit: crate::words::Unit::Month, ahead }, from + 2))
    }

    /// A time begins here.
    pub(super) fn starts_time(&self, i: usize) -> bool {
        let at = if self.t.mark(i, '@') || self.t.any(i, &["at", "around"]) { i + 1 } else { i };
        self.time(at, super::time::Need::Bare).is_some() || self.part_word(at).is_some()
    }
}

fn this_month() -> DateSpec {
    DateSpec::Unit { unit: crate::words::Unit::Month, ahead: 0 }
}

/// The date with a weekday beside it; nothing when it has no day.
fn with_weekday(date: &DateSpec, named: Weekday) -> Option<DateSpec> {
    match *date {
        DateSpec::Written { year, month, day: Some(day), .. } => {
            Some(DateSpec::Written { year, month, day: Some(day), weekday: Some(named) })
        }
        DateSpec::Numeric { first, second, year, .. } => {
            Some(DateSpec::Numeric { first, second, year, weekday: Some(named) })
        }
        _ => None,
    }
}
