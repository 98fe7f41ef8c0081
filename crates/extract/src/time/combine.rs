//! Times that belong together: a date here, a time there, a rule and its rhythm, an end told in words.

mod beside;
mod end;
mod reminder;
mod rule;

use calendar::Span;
use jiff::ToSpan;
use timex::{Context, Expression, Grain, Part};

use crate::prose::exception;
use crate::prose::phrase::Phrase;
use crate::time::times::{day, has_date, has_time, is_aside, is_period};
use crate::words::{self, LASTS};

use end::end_at;
use end::ends;
use end::is_end;
use end::until;
use reminder::take_reminder;
pub(crate) use reminder::told_by_unit;
pub(crate) use rule::both;
use rule::except;
use rule::weekday_of;

/// The event's own times, those that complete each other joined, and the reminders that the words ask for.
pub(crate) fn combine(
    phrase: &Phrase,
    times: &[Expression],
    context: &Context,
) -> (Vec<Expression>, Vec<(u32, Span)>) {
    let mut joined: Vec<Expression> = Vec::new();
    let mut reminders = Vec::new();
    let mut fallen: Option<usize> = None;
    for time in beside::left_out(phrase, times, context).iter() {
        let mut time = time.clone();
        // "…, no class Dec 26 and Jan 2": without a rule it is only said.
        let again = fallen.is_some_and(|end| time.span.start.saturating_sub(end) <= " and ".len());
        let day_off =
            !has_time(&time) && time.has_date() && joined.last().is_some_and(|last| !last.has_rule());
        if day_off && (again || exception::leads(phrase.text.get(..time.span.start).unwrap_or(""))) {
            fallen = Some(time.span.end);
            continue;
        }
        if is_other_length(phrase.text, joined.last(), &time) {
            continue;
        }
        let told = !time.parts.is_empty();
        reminders.extend(take_reminder(phrase, &mut time));
        if told && time.parts.is_empty() {
            continue;
        }
        if let Some(whole) = joined.last().and_then(|last| except(phrase.text, last, &time, context)) {
            joined.pop();
            joined.push(whole);
            continue;
        }
        if is_end(&time)
            && let Some(last) =
                joined.last_mut().filter(|last| !last.has_rule() && last.reading.start.is_some())
        {
            // "party at 7, open until 9": an end alone ends what began before it, or says nothing of it.
            if let Some(whole) = until(last, &time) {
                *last = whole;
            }
            continue;
        }
        if let Some(last) = joined.last_mut().filter(|last| last.parts.len() < PARTS)
            && let Some(whole) = whole(phrase.text, last, &time, context)
        {
            *last = whole;
        } else {
            let time = joined.last().and_then(|last| on_its_day(last, &time)).unwrap_or(time);
            joined.push(time);
        }
    }
    joined.retain(|t| t.reading.start.is_some());
    joined.truncate(MOST * 2);
    (own(phrase, joined), reminders)
}

/// "Book club on Tuesday at 7pm. March's book is One Day.": in another sentence a length is the event's only when it
/// says that something lasts.
fn is_other_length(text: &str, last: Option<&Expression>, time: &Expression) -> bool {
    let length = time.reading.start.is_none() && time.parts.iter().all(|(part, _)| *part == Part::Duration);
    // "Farouk is leaving us after eleven years"
    let word = text.get(..time.span.start).unwrap_or("").trim_end().rsplit(char::is_whitespace).next();
    if length && word.is_some_and(|word| word.eq_ignore_ascii_case("after")) {
        return true;
    }
    let Some(between) = last.filter(|_| length).and_then(|last| text.get(last.span.end..time.span.start))
    else {
        return false;
    };
    let Some((_, lead)) = between.rsplit_once(['.', '!', '?', '\n']) else { return false };
    let mut words = lead.split(|c: char| !c.is_alphanumeric());
    let behind = text.get(time.span.end..).unwrap_or("").trim_start();
    // "Do not leave unless it sounds for more than 30 seconds."
    let held = words.clone().any(|w| w.eq_ignore_ascii_case("unless") || w.eq_ignore_ascii_case("if"));
    let told = words.clone().any(|w| words::has(LASTS, &w.to_lowercase())) || behind.starts_with("long");
    let lasts = told && !held;
    words.any(|w| !w.is_empty()) && !lasts
}

/// "Tues 6.20 (Mr Dale), then 6.40 (Ms Okoro)": an hour alone is on the day that was told before it.
fn on_its_day(last: &Expression, time: &Expression) -> Option<Expression> {
    let alone = has_time(time) && !has_date(time) && time.group.is_none();
    let dated = last.has_date() && has_time(last) && !last.has_rule();
    if !(alone && dated) {
        return None;
    }
    let (day, start) = (day(last)?, time.reading.start?);
    let mut told = time.clone();
    let at = day.to_datetime(start.time());
    told.reading.start = Some(at);
    told.reading.end = time.reading.end.and_then(|end| at.checked_add(end - start).ok());
    told.parts.splice(0..0, last.parts.iter().filter(|(part, _)| *part == Part::Date).copied());
    told.inferred.retain(|i| i.field != timex::Field::Date);
    told.alternatives.clear();
    Some(told)
}

/// Two neighbouring expressions as one time, if they are.
fn whole(text: &str, a: &Expression, b: &Expression, context: &Context) -> Option<Expression> {
    if a.group.is_some() && a.group == b.group {
        return None;
    }
    let loose = |t: &Expression| t.approximate && has_time(t);
    let clock_only = has_time(b) && !has_date(b) && !b.has_end();
    if clock_only && has_time(a) && loose(b) {
        // "from 3 pm to the end of the day", "at 2 pm for a late lunch": the exact time stands.
        return Some(a.clone());
    }
    // "Meetings this year (all 7pm, …)": a year has no hour.
    let year = |t: &Expression| t.reading.grain == Grain::Year && !t.has_rule();
    if year(a) && has_time(b) || has_time(a) && year(b) {
        return None;
    }
    // "Tuesday lunchtime talk, 10 November, 1.05-1.50pm"
    let named = loose(a) && a.has_date() && has_time(b) && b.has_date() && !a.has_rule() && !b.has_rule();
    let same = day(a).zip(day(b)).is_some_and(|(a, b)| a.weekday() == b.weekday());
    if named && same && a.span.of(text).chars().all(|c| c.is_alphabetic() || c == ' ') {
        return Some(b.clone());
    }
    if has_time(b) && loose(a) && (!has_date(b) || day(a) == day(b)) {
        // "tonight at 7", "tomorrow night, 17 November, at 5 pm": so does the exact one here.
        return timex::join(&[b, a], context);
    }
    if clock_only && ends(text, a, b) {
        return end_at(a, b);
    }
    if completes(text, a, b) { both(text, a, b, context) } else { None }
}

/// Leaves out what another time says better: asides ("coffee at 3:15"), a day told again ("tomorrow (Friday) at 2"), a
/// span of days around the day itself.
fn own(phrase: &Phrase, mut times: Vec<Expression>) -> Vec<Expression> {
    if times.len() < 2 {
        return times;
    }
    let mut kept: Vec<&Expression> = Vec::new();
    for (at, time) in times.iter().enumerate() {
        let now = time.span.of(phrase.text).eq_ignore_ascii_case("now");
        let aside = || now || is_aside(phrase.text, phrase.line_of(time.span.start), time.span);
        let year = time.reading.grain == Grain::Year;
        let vague = is_period(time) && times.iter().any(|t| has_time(t) && (year || has_date(t)));
        let better = vague || times.iter().enumerate().any(|(other, t)| other != at && says_more(t, time));
        let twice =
            kept.iter().any(|t| t.reading.start == time.reading.start && t.reading.end == time.reading.end);
        if !(better || twice || aside()) && kept.len() < MOST {
            kept.push(time);
        }
    }
    let kept: Vec<Expression> = kept.into_iter().cloned().collect();
    times.truncate(1);
    if kept.is_empty() { times } else { kept }
}

/// More times than this in one sentence are no events of it.
const MOST: usize = 40;

/// No time is told in more pieces; without an end to it, each join would copy all that came before.
const PARTS: usize = 64;

/// The end of "next week", "January".
pub(crate) fn end_of_unit(time: &Expression) -> Option<jiff::civil::DateTime> {
    let unit = match time.reading.grain {
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        _ => return None,
    };
    time.reading.start?.checked_add(unit).ok()
}

/// `a` gives the time of day on a day that `b` only names.
fn says_more(a: &Expression, b: &Expression) -> bool {
    let (Some(at), Some(from)) = (a.reading.start, b.reading.start) else { return false };
    let to = b.reading.end.or_else(|| end_of_unit(b)).unwrap_or(from);
    let within = from.date() <= at.date() && (at.date() < to.date() || at.date() == from.date());
    has_date(a) && has_time(a) && !has_time(b) && !b.has_rule() && within
}

/// Whether two expressions say different things of one time.
fn completes(text: &str, a: &Expression, b: &Expression) -> bool {
    if weekday_of(text, a, b) && !(has_time(a) && has_time(b)) {
        return true;
    }
    // "Club starts next week! Fridays 12-1": the week says when to look, not how long the rule holds.
    let week = |t: &Expression| t.reading.grain == Grain::Week && !t.has_rule();
    if week(a) && b.has_rule() {
        return false;
    }
    let timeless = a.reading.start.is_none() || b.reading.start.is_none();
    let dates = a.has_date() && b.has_date();
    let times = has_time(a) && has_time(b);
    let rules = a.has_rule() && b.has_rule();
    let ends = has(b, &[Part::EndTime, Part::EndDate]) && has(a, &[Part::EndTime, Part::EndDate]);
    timeless
        || !(dates && !a.has_rule() && !b.has_rule()
            || times
            || rules && a.has_date() && b.has_date()
            || ends)
}

fn has(time: &Expression, parts: &[Part]) -> bool {
    time.parts.iter().any(|(part, _)| parts.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Start and end of each time of `text`, and the minutes of its reminders.
    fn read(text: &str) -> (Vec<String>, Vec<u32>) {
        let context = Context::new("2025-06-14T09:00:00[UTC]".parse().unwrap());
        let phrase = Phrase::new(text, &[Span::new(0, text.len())], None, None, &context);
        let (times, reminders) = combine(&phrase, &phrase.times, &context);
        let shown = |t: &Expression| {
            let end =
                t.reading.end.map_or_else(String::new, |end| format!(" to {}", end.strftime("%m-%d %H:%M")));
            t.reading
                .start
                .map_or_else(String::new, |start| format!("{}{end}", start.strftime("%m-%d %H:%M")))
        };
        (times.iter().map(shown).collect(), reminders.into_iter().map(|(minutes, _)| minutes).collect())
    }

    #[test]
    fn times_that_complete_each_other() {
        for (text, expected) in [
            ("board meeting at 2 pm on June 20 and that goes to 5 pm", "06-20 14:00 to 06-20 17:00"),
            ("coffee tonight at 7", "06-14 19:00"),
            ("lunch tomorrow (Sunday) at noon", "06-15 12:00"),
            ("talk June 20 at 3:30, refreshments at 3:15", "06-20 15:30"),
        ] {
            assert_eq!(read(text).0, [expected], "{text}");
        }
    }

    #[test]
    fn reminders_are_no_times() {
        let (times, reminders) = read("vet June 20 at 10am, remind me 30 minutes before");
        assert_eq!((times, reminders), (vec!["06-20 10:00".to_owned()], vec![30]));
    }
}
