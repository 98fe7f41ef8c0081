//! Written dates: "Friday 14 March 2025", "March 14th", "the 22nd", "Dec 2018", and the order in which all kinds of
//! dates are tried.

use jiff::civil::Weekday;

use crate::lex::Kind;
use crate::mention::DateSpec;

use super::number::two_digit_year;
use super::{Found, Parser};

impl Parser<'_> {
    /// A date of any kind, without what relates it to the sentence ("on", "by").
    pub(super) fn date(&self, i: usize) -> Found<DateSpec> {
        const PARTING: [char; 10] = [',', '.', '-', ':', ';', '(', ')', '!', '?', '/'];
        match self.t.get(i)?.kind {
            Kind::Break | Kind::Opaque => None,
            Kind::Mark(mark) if PARTING.contains(&mark) => None,
            _ => self.memo.date.at(i, || self.read_date(i)),
        }
    }

    fn read_date(&self, i: usize) -> Found<DateSpec> {
        if self.is_inside_a_word(i) {
            return None;
        }
        self.shifted_date(i)
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.holiday(i).filter(|(_, next)| !self.is_only_named(i, *next)))
            .or_else(|| self.written_date(i))
            .or_else(|| self.day_word(i))
            .or_else(|| self.nth_of(i))
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.unit_date(i))
            .or_else(|| self.ordinal_date(i))
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
            && before.checked_sub(1).is_some_and(|b| {
                let ordinal = self.t.any(b, &["st", "nd", "rd", "th"]) && self.t.glued(b);
                !self.t.word(b).is_empty() && self.is_plain_word(b) && !ordinal
            });
        hung && !opened || hyphened
    }

    /// A word without any sense of time.
    pub(super) fn is_plain_word(&self, i: usize) -> bool {
        let senses = self.t.senses(i);
        senses.month.is_none()
            && senses.weekday.is_none()
            && senses.unit.is_none()
            && senses.cardinal.is_none()
    }

    /// A weekday's name in the singular, its full stop included.
    pub(super) fn weekday_word(&self, i: usize) -> Found<Weekday> {
        let senses = self.t.senses(i);
        let weekday = senses.weekday.filter(|_| !senses.plural)?;
        // "fri3pm" is a day and an hour, "Monday.com" and "Happy Friday!" are none.
        let numbered = self.t.glued(i + 1) && self.t.number(i + 1).is_some();
        let whole = !numbered || self.time(i + 1, super::time::Need::Whole).is_some();
        let domain = self.t.mark(i + 1, '.') && self.t.glued(i + 1) && self.t.glued_word(i + 2);
        let wished = i.checked_sub(1).is_some_and(|before| self.t.any(before, &["happy"]));
        (whole && !domain && !wished && self.name(i).is_none()).then(|| (weekday, self.after_short_form(i)))
    }

    pub(super) fn after_short_form(&self, i: usize) -> usize {
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
        match self.year_ahead(next) {
            Some((ahead, next)) => Some((DateSpec::InYear { date: Box::new(date), ahead }, next)),
            None => Some((date, next)),
        }
    }

    /// "this year", ", of next year" as years from the present one.
    pub(super) fn year_ahead(&self, i: usize) -> Found<i32> {
        let t = self.t;
        let of = if t.mark(i, ',') || t.any(i, &["of"]) { i + 1 } else { i };
        let ahead = match t.word(of) {
            "next" => 1,
            "this" => 0,
            "last" => -1,
            _ => return None,
        };
        t.any(of + 1, &["year"]).then_some((ahead, of + 2))
    }

    fn dated_words(&self, i: usize) -> Found<DateSpec> {
        let t = self.t;
        // "this Saturday 2nd May": the date tells which.
        if t.any(i, &["this", "next", "coming"]) && t.senses(i + 1).weekday.is_some() {
            return self.dated_words(i + 1);
        }
        if let Some((weekday, after)) = self.weekday_word(i) {
            // "on Monday⏎9 November": a line may break behind the weekday.
            let broken = t.ends(after)
                && i.checked_sub(1).is_some_and(|before| t.any(before, &["on"]))
                && self.day_first(after + 1).is_some();
            let mut from = if broken || t.mark(after, ',') || t.mark(after, '-') && !t.glued(after) {
                after + 1
            } else {
                after
            };
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

    pub(super) fn month_first(&self, i: usize) -> Found<DateSpec> {
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
        (!clock && !part_of_a_word && !self.is_dotted_with_its_half(i)).then_some((day, next))
    }

    /// "aug 7pm": the number after the month is a time.
    fn reads_as_time(&self, i: usize, next: usize) -> bool {
        let plain = self.t.digits(i) > 0 && next == i + 1;
        plain && self.meridiem(next, super::time::Need::Whole).is_some()
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
        let joined = if self.breaks_before_its_month(i, joined) { joined + 1 } else { joined };
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

    /// "on Thursday 17⏎December, from 3.30": behind a weekday and its day a line may break, where the next one goes on.
    fn breaks_before_its_month(&self, i: usize, at: usize) -> bool {
        let weekday = |far| i.checked_sub(far).is_some_and(|n| self.t.senses(n).weekday.is_some());
        let broken =
            self.t.get(at).is_some_and(|token| token.kind == Kind::Break) && (weekday(1) || weekday(2));
        broken
            && self.month_word(at + 1).is_some_and(|(_, next)| {
                self.t.mark(next, ',') || self.clause_ends(next) && !self.t.ends(next)
            })
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

    /// A time begins here.
    pub(super) fn starts_time(&self, i: usize) -> bool {
        let at = if self.t.mark(i, '@') || self.t.any(i, &["at", "around"]) { i + 1 } else { i };
        self.time(at, super::time::Need::Bare).is_some() || self.part_word(at).is_some()
    }
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
