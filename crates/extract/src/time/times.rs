//! The temporal expressions of a piece of text, and which of them are the event's.

mod aside;
mod before;
mod deadline;
mod holiday;
mod hour;
mod mark;

use std::borrow::Cow;

use calendar::Span;
use jiff::civil::{Date, DateTime};
use timex::{Context, Expression, Part};

use crate::tokens::lower;

pub(crate) use aside::fetches;
pub(crate) use aside::is_aside;
pub(crate) use aside::is_distractor;
pub(crate) use aside::tells_aside;
pub(crate) use before::Before;
pub(crate) use before::clause;
pub(crate) use deadline::is_deadline;
pub(crate) use deadline::tells_deadline;
pub(crate) use holiday::feast;
pub(crate) use holiday::is_holiday;
pub(crate) use hour::at_hour;
pub(crate) use hour::bare;
pub(crate) use mark::mark;
pub(crate) use mark::mark_between;
pub(crate) use mark::mark_labels;

/// The expressions under `span`, their offsets into the whole text. `anchor` is the day for a time without a date.
pub(crate) fn find(text: &str, span: Span, anchor: Option<Date>, context: &Context) -> Vec<Expression> {
    let context = &*anchored(anchor, context);
    let words = unwrapped(span.of(text));
    let found = timex::find(&words, context).into_iter().map(|time| time.moved(span.start));
    let found = found.flat_map(|time| resolved(text, time, context));
    let mut times: Vec<Expression> = found.map(|time| without_return(text, time)).collect();
    give_hour_of_denied(text, &mut times);
    times.retain(|time| !is_club(text, time) && !is_of_a_work(text, time, context));
    times
}

/// The context in which a time without a date is on the day `anchor`.
pub(crate) fn anchored(anchor: Option<Date>, context: &Context) -> Cow<'_, Context> {
    match anchor {
        Some(day) => Cow::Owned(Context { anchor: Some(day), ..context.clone() }),
        None => Cow::Borrowed(context),
    }
}

/// "every Wednesday from October 20 to November 24": a rule, and between which days it holds.
pub(crate) fn is_limited(time: &Expression) -> bool {
    time.has_rule() && time.parts.iter().filter(|(part, _)| *part == Part::Rule).count() > 1
}

/// "Cold Harbour (1962)": the year of a film or a book.
fn is_of_a_work(text: &str, time: &Expression, context: &Context) -> bool {
    let year = time.span.of(text).parse::<i16>().is_ok_and(|year| (1800..context.now.year()).contains(&year));
    let before = || text.get(..time.span.start).is_some_and(|before| before.ends_with('('));
    let behind = || text.get(time.span.end..).is_some_and(|behind| behind.starts_with(')'));
    year && before() && behind()
}

/// "After school club": no hour.
fn is_club(text: &str, time: &Expression) -> bool {
    const RUN: &[&str] = &["activities", "care", "club", "clubs", "programme", "program", "provision"];
    let named = |span: Span| {
        let behind = || text.get(span.end..).unwrap_or("").trim_start_matches([' ', '-']);
        let next = || lower(behind().split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
        matches!(&*lower(span.of(text)), "after school" | "after-school" | "before school")
            && RUN.contains(&&*next())
    };
    time.parts.iter().any(|(part, span)| *part == Part::Time && named(*span))
}

/// "by Friday⏎29th January" is one day that only the width of the page broke.
fn unwrapped(words: &str) -> Cow<'_, str> {
    let within = |(at, _): &(usize, &str)| {
        let last = words.get(..*at).unwrap_or("").trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
        let named = last.is_some_and(|w| w.to_lowercase().ends_with("day") && w.len() >= 6);
        named
            && words
                .get(at + 1..)
                .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    let breaks: Vec<usize> = words.match_indices('\n').filter(within).map(|(at, _)| at).collect();
    if breaks.is_empty() {
        return Cow::Borrowed(words);
    }
    let joined = words.char_indices().map(|(at, c)| if breaks.binary_search(&at).is_ok() { ' ' } else { c });
    Cow::Owned(joined.collect())
}

/// "March 5 (not March 4), 3-5pm": the hour behind the day that does not hold is that of the one before it.
fn give_hour_of_denied(text: &str, times: &mut Vec<Expression>) {
    let denied = |t: &Expression| {
        let day = t.parts.iter().find(|(part, _)| *part == Part::Date).map(|(_, span)| span.start);
        let before = day.and_then(|at| text.get(..at)).unwrap_or("").trim_end();
        has_time(t) && has_date(t) && !t.has_rule() && ends_with_not(before)
    };
    let Some(at) = (1..times.len()).find(|at| times.get(*at).is_some_and(denied)) else { return };
    let holds = |t: &Expression| has_date(t) && !has_time(t) && !t.has_rule();
    if !times.get(at - 1).is_some_and(holds) {
        return;
    }
    let hour = times.remove(at);
    if let Some(day) = times.get_mut(at - 1) {
        at_hour(day, &hour);
    }
}

fn ends_with_not(before: &str) -> bool {
    let word = before.len() - 3.min(before.len());
    before.get(word..).is_some_and(|end| end.eq_ignore_ascii_case("not"))
        && !before.get(..word).is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
}

/// The day `date`, told by the words under `span`.
pub(crate) fn told(date: Date, span: Span, context: &Context) -> Option<Expression> {
    let mut day = timex::find(&date.to_string(), context).into_iter().next()?;
    day.span = span;
    day.parts = vec![(Part::Date, span)];
    day.alternatives.clear();
    day.inferred.clear();
    Some(day)
}

/// Of two rules that cannot both hold ("Quarterly planning on the first business day …") the later, fuller one counts.
fn resolved(text: &str, time: Expression, context: &Context) -> Vec<Expression> {
    let rules = time.parts.iter().filter(|(part, _)| *part == Part::Rule).map(|(_, span)| *span);
    match rules.clone().nth(1) {
        Some(second) if time.reading.start.is_none() => {
            let rest = Span::new(second.start, time.span.end.max(second.end));
            timex::find(rest.of(text), context).into_iter().map(|time| time.moved(rest.start)).collect()
        }
        _ => vec![time],
    }
}

/// "1.15-2pm": a dash stands between its hours.
pub(crate) fn is_dashed(text: &str, time: &Expression) -> bool {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    // "Tuesday 1 December to Thursday 3 December, 3.30pm - 7pm": between its days no dash stands.
    let daily = |r: &calendar::Recurrence| r.rule.frequency == calendar::Frequency::Daily;
    if time.reading.recurrence.as_ref().is_some_and(daily) && time.has_date() {
        return part(Part::Date).is_some_and(|span| span.of(text).contains(['-', '–', '—']));
    }
    let between = part(Part::Time).zip(part(Part::EndTime)).and_then(|(a, b)| text.get(a.end..b.start));
    let within = part(Part::Time).is_some_and(|span| span.of(text).contains(['-', '–', '—']));
    within || between.is_some_and(|gap| matches!(gap.trim(), "-" | "–" | "—"))
}

/// "Y5 trip on Tuesday, back by 3.30pm" tells its day; the hour is that of the return.
fn without_return(text: &str, time: Expression) -> Expression {
    let mut clocks = time.parts.iter().filter(|(part, _)| *part == Part::Time).map(|(_, span)| span.start);
    let (first, more) = (clocks.next(), clocks.next().is_some());
    let back = first
        .filter(|_| time.has_date() && !time.has_rule() && !more && time.reading.end.is_none())
        .is_some_and(|at| {
            let before = text.get(..at).unwrap_or("").trim_end();
            let tail = before.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
            let near = before.get(tail..).unwrap_or("").to_lowercase();
            [" back by", " back at", " back around", " back about", " back approx", " back approximately"]
                .iter()
                .any(|lead| near.ends_with(lead))
        });
    if back { crate::prose::change::date_of(&time) } else { time }
}

/// Where a time is told: its time of day, else its day.
pub(crate) fn home(time: &Expression) -> Span {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    part(Part::Time).or_else(|| part(Part::Date)).unwrap_or(time.span)
}

/// The day on which it begins.
pub(crate) fn day(time: &Expression) -> Option<Date> {
    time.reading.start.map(DateTime::date)
}

/// The words of a time hold a year of four digits.
pub(crate) fn writes_year(text: &str, time: &Expression) -> bool {
    time.span.of(text).split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4)
}

/// The text names the day (or a rule that gives it).
pub(crate) fn has_date(time: &Expression) -> bool {
    time.has_date() || time.has_rule()
}

/// The text names the time of day.
pub(crate) fn has_time(time: &Expression) -> bool {
    time.reading.start.is_some() && time.reading.has_time()
}

/// "w/c 7 December", "week beginning 7/12": the days of one week.
pub(crate) fn is_week_by_date(text: &str, time: &Expression) -> bool {
    let words = time.span.of(text).to_lowercase();
    let named = ["w/c", "wc ", "w/b", "week commencing", "week beginning", "week of", "the week of"];
    time.reading.grain == timex::Grain::Week
        && words.contains(|c: char| c.is_ascii_digit())
        && named.iter().any(|name| words.starts_with(name))
}

/// A week or more as a whole: "this month", "summer 2025".
pub(crate) fn is_period(time: &Expression) -> bool {
    let days = time.reading.start.zip(time.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
    !has_time(time) && !time.has_rule() && (time.reading.grain > timex::Grain::Day || days > 21)
}
