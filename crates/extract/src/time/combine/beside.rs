//! Times beside the event's own: doors, coffee before, the day by which to answer.

use std::borrow::Cow;

use timex::{Context, Expression, Part};

use crate::prose::change::date_of;
use crate::prose::phrase::Phrase;
use crate::time::combine::end::is_soon_after;
use crate::time::times::{Before, clause, has_date, has_time, home, is_aside, tells_aside, tells_deadline};

/// `times` without those that stand beside another that is the event's own.
pub(super) fn left_out<'p>(
    phrase: &Phrase,
    times: &'p [Expression],
    context: &Context,
) -> Cow<'p, [Expression]> {
    if times.len() < 2 {
        return Cow::Borrowed(times);
    }
    let mark = |(at, time): (usize, &Expression)| {
        let before = Before::of(phrase.text, phrase.line_of(time.span.start), time.span.start);
        let aside = tells_aside(&before) || is_arrival(phrase, times, at);
        (aside, tells_deadline(&before, phrase.text, time) || is_fallback(&before, phrase.text, time))
    };
    let marks: Vec<(bool, bool)> = times.iter().enumerate().map(mark).collect();
    let told = || times.iter().zip(&marks);
    let clocks = told().filter(|(t, (aside, _))| has_time(t) && !aside).count();
    let main = told()
        .filter(|(t, (aside, late))| t.reading.start.is_some() && has_date(t) && !late && !aside)
        .count();
    // "Raffle draw at 1.45pm. Please bring cakes by Thursday.": the hour is not of the day by which to bring them.
    let alone = told()
        .filter(|(t, (aside, late))| has_time(t) && !t.has_date() && !t.has_rule() && !aside && !late)
        .count();
    let kept = |t: &Expression, aside: bool, late: bool| {
        let returns = main > 0 && !t.has_date() && is_return(phrase.text, phrase.line_of(t.span.start), t);
        let beside = (clocks > 0 && aside || returns && clocks <= 1) && has_time(t) && !t.has_date();
        // "Contributions of £14.50 due Mon 7th Dec"
        let due = aside && has_date(t) && !has_time(t);
        // "Pizza friday? Our place at 7": without another day it is the event's.
        !(beside || (main + alone > 0 && late || main > 0 && due) && !t.has_rule())
    };
    let dayed = give_day(phrase, times, context);
    if dayed.is_none() && told().all(|(t, (aside, late))| kept(t, *aside, *late)) {
        return Cow::Borrowed(times);
    }
    let said = dayed.as_deref().unwrap_or(times);
    Cow::Owned(
        said.iter().zip(&marks).filter(|(t, (a, l))| kept(t, *a, *l)).map(|(t, _)| t.clone()).collect(),
    )
}

/// "If it's bucketing down we'll do Sunday instead", "if wet, on the 12th": a day that only holds if the other falls out.
fn is_fallback(before: &Before, text: &str, time: &Expression) -> bool {
    const WEATHER: &[&str] =
        &["bucketing", "pouring", "rain", "rains", "raining", "snow", "snows", "weather", "wet"];
    let behind = text.get(time.span.end..).unwrap_or("").split(|c: char| !c.is_alphanumeric());
    let instead = behind.filter(|w| !w.is_empty()).take(2).any(|w| w.eq_ignore_ascii_case("instead"));
    let told = before.clause.iter().any(|w| WEATHER.contains(&&**w));
    time.has_date() && before.clause.first().is_some_and(|w| w == "if") && (instead || told)
}

/// "Exam at 14:05 (arrive 13:50)": an arrival shortly before the hour that is told first.
fn is_arrival(phrase: &Phrase, times: &[Expression], at: usize) -> bool {
    let Some((time, before)) = times.get(at).zip(at.checked_sub(1).and_then(|at| times.get(at))) else {
        return false;
    };
    let clock_only = has_time(time) && !time.has_date() && time.reading.end.is_none();
    let clause = || clause(phrase.text, phrase.line_of(time.span.start), home(time).start);
    let told = |words: &[Cow<'_, str>]| {
        let mut last = words.iter().rev().filter(|w| !matches!(&***w, "at" | "by" | "from"));
        last.next().is_some_and(|w| matches!(&**w, "arrive" | "arriving"))
    };
    clock_only && has_time(before) && !is_soon_after(before, time) && told(&clause())
}

/// "Y5 trip, back by 3.30pm" tells only when it is over.
fn is_return(text: &str, line: usize, time: &Expression) -> bool {
    let clause =
        clause(text, line, time.parts.iter().map(|(_, span)| span.start).min().unwrap_or(time.span.start));
    let mut last = clause.iter().rev();
    let lead = last
        .next()
        .is_some_and(|w| matches!(&**w, "about" | "approx" | "approximately" | "around" | "at" | "by"));
    lead && last.next().is_some_and(|w| w == "back")
}

/// "Sat 28 Nov, doors 7.30pm, show 8pm": the day that is told with an hour beside the event is the event's too.
fn give_day(phrase: &Phrase, times: &[Expression], context: &Context) -> Option<Vec<Expression>> {
    if !times.iter().any(|t| has_time(t) && !has_date(t)) {
        return None;
    }
    let beside = |t: &Expression| {
        let clock = t.parts.iter().find(|(part, _)| *part == Part::Time).map(|(_, span)| *span);
        clock.is_some_and(|span| is_aside(phrase.text, phrase.line_of(span.start), span))
    };
    let at = times.iter().position(|t| t.has_date() && has_time(t) && !t.has_rule() && beside(t))?;
    let exact =
        |t: &Expression| !t.approximate || home(t).of(phrase.text).contains(|c: char| c.is_ascii_digit());
    let clock_only = |t: &Expression| has_time(t) && !has_date(t) && exact(t) && !beside(t);
    let next = times.iter().skip(at + 1).position(clock_only).map(|next| at + 1 + next)?;
    let day = date_of(times.get(at)?);
    let hour = times.get(next)?;
    let mut whole = timex::join(&[hour, &day], context)?;
    // The hour of the doors is no evidence for that of the show.
    let own = |span: calendar::Span| hour.parts.iter().chain(&day.parts).any(|(_, part)| *part == span);
    whole.parts.retain(|(_, span)| own(*span));
    let mut times = times.to_vec();
    *times.get_mut(at)? = day;
    *times.get_mut(next)? = whole;
    Some(times)
}
