//! Days of a month with which lines begin: "Sat 5 – Tree lighting" under "December", "Mon 15 – gym" above
//! "Tue 16 – dentist". One such line alone could as well name an hour; two of one month cannot.

use calendar::{Bound, Span};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};
use timex::{Context, Expression, Grain, Part};

use crate::layout::segment::Entry;
use crate::time::times;
use crate::words::is_month;

/// The days with which a line begins, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lead {
    /// Weekday, day of the month, and the bytes of the line that say so.
    days: Vec<(Option<Weekday>, i8, [usize; 2])>,
    /// Where the line's own words begin.
    rest: usize,
    /// An ordinal or a dash behind it: no hour of the day.
    sure: bool,
    /// Nothing but a number, which only a month above makes a day.
    bare: bool,
}

/// Fewest lines that begin with days when nothing but the days themselves says that they are such.
const UNSURE: usize = 3;

/// How long before another day of the list may be.
const GAP: i64 = 45;

/// Lets the lines that begin with days of one month begin behind them, and gives them those days.
pub(crate) fn read(text: &str, entries: &mut [Entry], context: &Context) {
    // "Tuesday 2nd - Friday 12th February: …" says its month itself.
    let whole = |e: &Entry| {
        e.times.first().is_some_and(|t| {
            t.span.start <= e.line.span.start + 1
                && t.has_end()
                && !times::has_time(t)
                && !times::is_period(t)
        })
    };
    let mut leads: Vec<Option<Lead>> =
        entries.iter().map(|e| lead(e.line.span.of(text)).filter(|_| !whole(e))).collect();
    if leads.iter().flatten().count() < 2 {
        return;
    }
    let heading = |(entry, lead): (&Entry, &Option<Lead>)| {
        let plain = lead.is_none() && entry.short && !entry.line.bullet;
        plain.then(|| month(text, entry, context)).flatten()
    };
    let months: Vec<Option<Date>> = entries.iter().zip(&leads).map(heading).collect();
    drop_bare(text, entries, &mut leads);
    let found = leads.iter().flatten().count();
    if found < 2 {
        return;
    }
    let headed = months.iter().any(Option::is_some);
    let sure = found >= UNSURE || leads.iter().flatten().all(|lead| lead.sure);
    let days = if headed { under_months(&leads, &months) } else { in_turn(&leads, context) };
    if !(headed || sure) {
        return;
    }
    for ((entry, lead), days) in entries.iter_mut().zip(&leads).zip(days) {
        if let (Some(lead), false) = (lead, days.is_empty()) {
            begin_behind(text, entry, lead, &days, context);
        }
    }
}

/// Below a line that is nothing but a month lines that begin with rising numbers begin with its days; other numbers count
/// what stands behind them.
fn drop_bare(text: &str, entries: &[Entry], leads: &mut [Option<Lead>]) {
    let (mut below, mut last) = (false, 0);
    for at in 0..leads.len() {
        let Some(lead) = leads.get(at).and_then(Option::as_ref) else {
            (below, last) = (entries.get(at).is_some_and(|e| is_month_alone(e.line.span.of(text))), 0);
            continue;
        };
        let day = lead.days.last().map_or(0, |(_, day, _)| *day);
        below &= day > last;
        last = day;
        if lead.bare && !below {
            for lead in leads.iter_mut() {
                *lead = lead.take().filter(|lead| !lead.bare);
            }
            return;
        }
    }
}

/// "DECEMBER", "Dec:", "January 2027"
fn is_month_alone(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let year = |w: &str| w.len() == 4 && w.starts_with("20") && w.bytes().all(|b| b.is_ascii_digit());
    words.next().is_some_and(is_month) && words.next().is_none_or(year) && words.next().is_none()
}

/// The first of the month that a heading names: "VILLAGE DIARY - APRIL", "March".
fn month(text: &str, entry: &Entry, context: &Context) -> Option<Date> {
    let whole = |t: &Expression| t.reading.grain == Grain::Month && t.reading.end.is_none();
    if let [time] = entry.times.as_slice() {
        let told = whole(time) || is_of_one_month(time);
        return time.reading.start.filter(|_| told).map(|start| start.date().first_of_month());
    }
    let words = entry.line.span.of(text);
    if let Some(time) = is_month_alone(words).then(|| month_alone(words, context)).flatten() {
        return Some(time);
    }
    // In a sentence these two are other words.
    let last = entry.line.span.of(text).split(|c: char| !c.is_alphabetic()).rfind(|w| !w.is_empty())?;
    let month = [("march", 3), ("may", 5)].iter().find(|(name, _)| last.eq_ignore_ascii_case(name))?.1;
    let capital = last.starts_with(char::is_uppercase) && entry.residue <= 5 && entry.times.is_empty();
    let today = context.now.date();
    let year = if month < today.month() { today.year() + 1 } else { today.year() };
    Date::new(year, month, 1).ok().filter(|_| capital)
}

/// The next month of that name: in a sentence "Dec" and "Sat" may be other words.
fn month_alone(words: &str, context: &Context) -> Option<Date> {
    let name = words.trim_matches(|c: char| !c.is_alphanumeric());
    let first = timex::find(&format!("1 {name}"), context).into_iter().next()?;
    first.reading.start.map(DateTime::date)
}

/// "Sundays in December, 5pm": a rule that has no day in another month.
fn is_of_one_month(time: &Expression) -> bool {
    let until = time.reading.recurrence.as_ref().and_then(|r| match r.rule.bound {
        Bound::UntilDate(until) => Some(until),
        Bound::UntilLocal(until) => Some(until.date()),
        _ => None,
    });
    let start = time.reading.start.map(DateTime::date);
    until.zip(start).is_some_and(|(until, start)| until.first_of_month() == start.first_of_month())
}

/// Each line's days in the month of the heading above; none where a weekday contradicts it.
fn under_months(leads: &[Option<Lead>], months: &[Option<Date>]) -> Vec<Vec<Date>> {
    let mut month: Option<Date> = None;
    let mut of_line = |(lead, heading): (&Option<Lead>, &Option<Date>)| {
        month = heading.or(month);
        let (Some(lead), Some(first)) = (lead, month) else { return Vec::new() };
        let day = |(weekday, day, _): &(Option<Weekday>, i8, _)| {
            let date = first.with().day(*day).build().ok()?;
            weekday.is_none_or(|w| w == date.weekday()).then_some(date)
        };
        lead.days.iter().map(day).collect::<Option<Vec<Date>>>().unwrap_or_default()
    };
    leads.iter().zip(months).map(&mut of_line).collect()
}

/// The lines' days one after the other from today on, each the next such weekday and number; nothing when one of them
/// fits no month.
fn in_turn(leads: &[Option<Lead>], context: &Context) -> Vec<Vec<Date>> {
    let today = context.now.date();
    let chain = |from: Date| {
        let mut at = from;
        let mut next = |(weekday, day, _): &(Option<Weekday>, i8, [usize; 2])| {
            let fits = |date: &Date| date.day() == *day && *weekday == Some(date.weekday());
            let near = at.series(1.day()).take_while(|date| (*date - at).get_days() <= GAP as i32);
            at = near.into_iter().find(fits)?;
            Some(at)
        };
        let line = |lead: &Option<Lead>| {
            lead.iter().flat_map(|lead| &lead.days).map(&mut next).collect::<Option<Vec<Date>>>()
        };
        leads.iter().map(line).collect::<Option<Vec<Vec<Date>>>>()
    };
    let months = (0..6).filter_map(|ahead| today.checked_add((30 * ahead).days()).ok());
    months.into_iter().find_map(chain).unwrap_or_else(|| vec![Vec::new(); leads.len()])
}

/// The line without its lead, its times on the day of the lead.
fn begin_behind(text: &str, entry: &mut Entry, lead: &Lead, days: &[Date], context: &Context) {
    let start = entry.line.span.start;
    let told = lead.days.iter().zip(days).filter_map(|((_, _, [from, to]), day)| {
        times::told(*day, Span::new(start + from, start + to), context)
    });
    let told: Vec<Expression> = told.collect();
    let mut line = entry.line.clone();
    line.span.start = start + lead.rest;
    *entry = Entry { lead: told, ..Entry::on(text, &line, days.first().copied(), context) };
}

/// The days with which the words begin; `None` when what follows goes on with a date or an hour.
fn lead(words: &str) -> Option<Lead> {
    let mut days = Vec::new();
    let (mut at, mut ordinals) = (0, 0);
    let mut bare = false;
    loop {
        let (weekday, day, ordinal, length) = day(words.get(at..)?)?;
        bare |= weekday.is_none() && !ordinal;
        if bare && !days.is_empty() {
            return None;
        }
        ordinals += usize::from(ordinal);
        days.push((weekday, day, [at, at + length]));
        at += length;
        let rest = words.get(at..)?.trim_start_matches(' ');
        let Some(next) = ["&", "+", "and "].iter().find_map(|mark| rest.strip_prefix(mark)) else { break };
        at = words.len() - next.trim_start().len();
    }
    let rest = words.get(at..)?;
    let own =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|'));
    let marked = rest.get(..rest.len() - own.len())?;
    let set_off = marked.contains(['-', '–', '—', ':', '|', '\t']) || marked.len() >= 2 || own.is_empty();
    let first: String = own.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let goes_on = MONTHS.iter().any(|month| first.starts_with(month) && first.len() <= 9)
        || matches!(first.as_str(), "am" | "pm" | "a" | "p" | "o" | "of" | "to" | "until" | "till")
        || marked.is_empty() && !own.is_empty();
    let sure = set_off || ordinals == days.len();
    let named = !bare || own.starts_with(char::is_alphabetic);
    (!goes_on && named).then_some(Lead { days, rest: words.len() - own.len(), sure, bare })
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// "Sat 5", "Thurs. 11th", "2nd": weekday, day of the month, whether it is an ordinal, and its length.
fn day(words: &str) -> Option<(Option<Weekday>, i8, bool, usize)> {
    let name = words.len() - words.trim_start_matches(char::is_alphabetic).len();
    let weekday = weekday(words.get(..name)?);
    if name > 0 && weekday.is_none() {
        return None;
    }
    let number = words.get(name..)?.trim_start_matches(['.', ',', ' ']);
    let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let day: i8 = number.get(..digits).filter(|d| (1..=2).contains(&d.len()))?.parse().ok()?;
    let behind = number.get(digits..)?;
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| behind.starts_with(end));
    let behind = if ordinal { behind.get(2..)? } else { behind };
    let more = |c: char| c.is_ascii_digit();
    let joined = behind.starts_with(char::is_alphanumeric)
        || behind.strip_prefix([':', '.', '/', '-', '–']).is_some_and(|rest| rest.starts_with(more));
    ((1..=31).contains(&day) && !joined).then_some((weekday, day, ordinal, words.len() - behind.len()))
}

/// "Monday", "mon", "Weds"
fn weekday(word: &str) -> Option<Weekday> {
    let lower = word.to_lowercase();
    let short = if lower == "weds" { "wed" } else { &lower };
    let named = |day: &Weekday| calendar::words::weekday_name(*day).to_ascii_lowercase().starts_with(short);
    Weekday::Monday.cycle_forward().take(7).find(named).filter(|_| short.len() >= 3)
}

/// The words of the days, as a part of a time that was found behind them.
pub(crate) fn parts(day: &Expression) -> impl Iterator<Item = (Part, Span)> {
    day.parts.iter().filter(|(part, _)| *part == Part::Date).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_which_lines_begin() {
        for (words, days, rest) in [
            ("Sat 5 – Tree lighting", vec![5], "Tree lighting"),
            ("Fri 11 & Sat 12 – Carol", vec![11, 12], "Carol"),
            ("Thursday 2nd: Rhyme Time", vec![2], "Rhyme Time"),
            ("Sat 10\tJumble Sale\t2pm", vec![10], "Jumble Sale\t2pm"),
            ("7th - Parish Council", vec![7], "Parish Council"),
        ] {
            let lead = lead(words).filter(|lead| !lead.bare).unwrap();
            let found: Vec<i8> = lead.days.iter().map(|(_, day, _)| *day).collect();
            assert_eq!((found, &words[lead.rest..]), (days, rest), "{words}");
        }
        for words in ["Sat 5 Dec", "Sat 5pm", "Sat 5:30 tea", "Sat 5-7 tea", "5 rings", "Band 5 – song"] {
            assert_eq!(lead(words).filter(|lead| !lead.bare), None, "{words}");
        }
    }
}
