//! Which of the times of a letter is the event's.

use jiff::civil::DateTime;
use timex::Context;
use timex::Expression;

use crate::layout::segment::Entry;
use crate::time::times;
use crate::words::WAY_BACK;

/// The event's time: what labels give, completed from the other lines; without labels the best of all lines.
pub(crate) fn main_time(
    text: &str,
    labelled: &[Expression],
    entries: &[Entry],
    context: &Context,
) -> Option<Expression> {
    let mut others: Vec<(i32, &Expression)> = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, e)| e.line.label.is_none()) {
        let rank = i32::try_from(at).unwrap_or(i32::MAX).min(40) / 4;
        others.extend(entry.times.iter().map(|time| (score(text, entry, time, context) - rank, time)));
    }
    others.sort_by_key(|(score, _)| -score);
    let in_others = |wanted: fn(&Expression) -> bool| {
        others.iter().find(|(score, t)| wanted(t) && *score > -4).map(|(_, t)| *t)
    };
    let of_labels = |wanted: fn(&Expression) -> bool| labelled.iter().find(|t| wanted(t));
    let complete = |t: &Expression| times::has_date(t) && times::has_time(t);
    let best = match (of_labels(complete), of_labels(times::has_date), of_labels(times::has_time)) {
        (Some(both), _, _) => both.clone(),
        (None, Some(date), Some(time)) => both(date, time, context),
        (None, Some(date), None) => in_others(times::has_time)
            .filter(|_| true)
            .map_or_else(|| date.clone(), |time| same_day(date, time, context)),
        (None, None, Some(time)) => {
            in_others(times::has_date).map_or_else(|| time.clone(), |date| both(date, time, context))
        }
        (None, None, None) if labelled.is_empty() => {
            let exact = |t: &Expression| times::has_date(t) && times::has_time(t) && !t.approximate;
            let clock = |t: &Expression| times::has_time(t) && !t.approximate;
            match (in_others(exact), in_others(times::has_date), in_others(clock)) {
                (Some(whole), _, _) => {
                    on_a_day(whole, others.iter().map(|(_, t)| *t).filter(|t| !falls_out(text, t)))
                        .unwrap_or_else(|| whole.clone())
                }
                (None, Some(date), Some(time)) => both(date, time, context),
                (None, date, time) => in_others(complete).or(date).or(time)?.clone(),
            }
        }
        (None, None, None) => return None,
    };
    let best = with_length(best, labelled, context);
    let best = told_length(text, entries, best, context);
    let best = with_return(text, entries, best);
    Some(with_end(best, labelled.iter().chain(others.iter().filter(|(s, _)| *s > -4).map(|(_, t)| *t))))
}

/// "(CLOSED NOVEMBER 11)"
fn falls_out(text: &str, day: &Expression) -> bool {
    text.get(..day.span.start).is_some_and(crate::prose::exception::leads)
}

/// "Lectures are on Tuesdays at 5" beside "November 29", a Tuesday: that day at that time.
pub(super) fn on_a_day<'a>(
    rule: &Expression,
    mut others: impl Iterator<Item = &'a Expression>,
) -> Option<Expression> {
    let days = &rule.reading.recurrence.as_ref()?.rule.by_day;
    let named = |t: &&Expression| {
        let whole_day = t.has_date() && !t.has_rule() && !times::has_time(t) && !times::is_period(t);
        let day = t.reading.start.filter(|_| whole_day);
        day.is_some_and(|day| days.iter().any(|d| d.weekday == day.date().weekday()))
    };
    let mut day = others.find(named)?.clone();
    let (first, start) = (rule.reading.start?, day.reading.start?);
    day.reading.start = Some(start.date().to_datetime(first.time()));
    day.reading.end = rule.reading.end.and_then(|end| day.reading.start?.checked_add(end - first).ok());
    day.reading.grain = rule.reading.grain;
    day.reading.zone.clone_from(&rule.reading.zone);
    let clock =
        |part: &timex::Part| matches!(part, timex::Part::Time | timex::Part::EndTime | timex::Part::Zone);
    day.parts.extend(rule.parts.iter().filter(|(part, _)| clock(part)));
    Some(day)
}

pub(super) fn both(date: &Expression, time: &Expression, context: &Context) -> Expression {
    // "tomorrow morning's session … He speaks at 11:50": the exact hour stands.
    let loose = date.approximate && times::has_time(date) && !time.approximate;
    let order = if loose { [time, date] } else { [date, time] };
    timex::join(&order, context).unwrap_or_else(|| time.clone())
}

/// A time from another line counts only when that line does not name another day.
pub(super) fn same_day(date: &Expression, time: &Expression, context: &Context) -> Expression {
    match times::has_date(time) {
        true if times::day(time) == times::day(date) => time.clone(),
        true => date.clone(),
        false => both(date, time, context),
    }
}

/// "Duration: 90 minutes" completes the time.
pub(super) fn with_length(best: Expression, labelled: &[Expression], context: &Context) -> Expression {
    let length = labelled.iter().find(|t| t.reading.start.is_none() && t.reading.duration.is_some());
    length
        .filter(|_| best.reading.end.is_none())
        .and_then(|l| timex::join(&[&best, l], context))
        .unwrap_or(best)
}

/// "The interview will last around 40 minutes."
pub(super) fn told_length(text: &str, entries: &[Entry], best: Expression, context: &Context) -> Expression {
    let lasts = |e: &Entry, t: &Expression| {
        let before = text.get(e.line.span.start..t.span.start).unwrap_or("");
        let mut words = before.split(|c: char| !c.is_alphanumeric()).rev().filter(|w| !w.is_empty()).take(4);
        words.any(|w| matches!(w, "allow" | "last" | "lasts" | "lasting" | "duration"))
    };
    let length = entries.iter().find_map(|e| {
        e.times.iter().find(|t| t.reading.start.is_none() && t.reading.duration.is_some() && lasts(e, t))
    });
    // An hour is assumed anyway.
    let usual = |t: &&Expression| {
        let length =
            t.reading.duration.and_then(|d| d.0.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok());
        length.is_some_and(|length| length.as_mins() == 60)
    };
    length
        .filter(|length| best.reading.end.is_none() && times::has_time(&best) && !usual(length))
        .and_then(|length| timex::join(&[&best, length], context))
        .unwrap_or(best)
}

/// "We leave at 8.45 and expect to be back by 4.15": a day away ends with the return.
fn with_return(text: &str, entries: &[Entry], mut best: Expression) -> Expression {
    let Some(start) = best.reading.start.filter(|_| times::has_time(&best) && best.reading.end.is_none())
    else {
        return best;
    };
    let returns = |e: &Entry, t: &Expression| {
        let same = |at: DateTime| !times::has_date(t) || at.date() == start.date();
        let later = t.reading.start.is_some_and(|at| same(at) && at.time() > start.time());
        let words = times::clause(text, e.line.span.start, t.span.start);
        later && times::has_time(t) && words.iter().rev().take(5).any(|w| WAY_BACK.contains(&&**w))
    };
    let told = entries.iter().find_map(|e| e.times.iter().find(|t| returns(e, t)));
    let Some((time, at)) = told.and_then(|t| Some((t, t.reading.start?))) else { return best };
    best.reading.end = Some(start.date().to_datetime(at.time()));
    let clock = time.parts.iter().filter(|(part, _)| *part == timex::Part::Time);
    best.parts.extend(clock.map(|(_, span)| (timex::Part::EndTime, *span)));
    best
}

/// The same start told again with an end is the better telling.
pub(super) fn with_end<'a>(best: Expression, mut others: impl Iterator<Item = &'a Expression>) -> Expression {
    if best.reading.end.is_some() || !best.reading.has_time() {
        return best;
    }
    let start = best.reading.start.map(DateTime::time);
    let found = others.find(|t| {
        t.reading.end.is_some() && times::has_time(t) && t.reading.start.map(DateTime::time) == start
    });
    let Some((from, to)) = found.and_then(|t| Some((t, t.reading.end? - t.reading.start?))) else {
        return best;
    };
    let Some(end) = best.reading.start.and_then(|s| s.checked_add(to).ok()) else { return best };
    let mut best = best;
    best.reading.end = Some(end);
    best.parts.extend(
        from.parts.iter().filter(|(part, _)| matches!(part, timex::Part::EndTime | timex::Part::Duration)),
    );
    best
}

/// How likely a time is the event's own.
pub(super) fn score(text: &str, entry: &Entry, time: &Expression, context: &Context) -> i32 {
    if time.reading.start.is_none() {
        return -100;
    }
    let mut score = 0;
    score += i32::from(times::has_date(time)) * 3 + i32::from(times::has_time(time)) * 4;
    let whole = times::has_date(time) && times::has_time(time);
    score += i32::from(entry.short) * 2 + i32::from(time.reading.end.is_some() && !whole);
    let aside = times::is_aside(text, entry.line.span.start, time.span)
        || times::is_deadline(text, entry.line.span.start, time);
    // "Doors 18.30, lecture 19.00": the second time is the lecture's.
    let first = entry.times.first().is_some_and(|t| t.span.start >= time.span.start);
    score -= i32::from(entry.distractor && (first || aside)) * 8;
    score -= i32::from(aside) * 6;
    score -= i32::from(time.approximate) * 3;
    let past = times::has_date(time) && time.reading.start.is_some_and(|s| s.date() < context.now.date());
    score - i32::from(past) * 4
}
