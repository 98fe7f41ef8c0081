//! What a change makes of the times that are told: which was, and which holds.

use calendar::{Change, ChangeKind};
use serde_json::{Map, Value};
use timex::{Context, Expression};

use crate::time::times;
use crate::time::when::{moments, timing};

/// "on Thursday instead of Tuesday": what no longer holds goes before what does.
pub(crate) fn put_old_first(text: &str, times: &mut [Expression]) {
    let leads = |t: &Expression| leads_into_old(text.get(..t.span.start).unwrap_or(""));
    if let Some(at) = times.iter().position(leads).filter(|at| *at > 0) {
        times.get_mut(..=at).into_iter().for_each(|before| before.rotate_right(1));
    }
}

/// "… instead of starting at": what stands before a time says that it no longer holds.
fn leads_into_old(before: &str) -> bool {
    const NEAR: usize = 48;
    const BETWEEN: &[&str] =
        &["at", "from", "on", "original", "planned", "start", "starting", "the", "time", "usual"];
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let lower = before.get(near..).unwrap_or("").to_lowercase();
    let mut tail = lower.trim_end();
    loop {
        let told = [
            "instead of",
            "rather than",
            "originally scheduled for",
            "originally planned for",
            "originally announced for",
            "originally set for",
            "previously scheduled for",
            "(was",
            "previously",
            "formerly",
        ];
        if told.iter().any(|lead| tail.ends_with(lead)) {
            return true;
        }
        match tail.rsplit_once(' ') {
            Some((rest, last)) if BETWEEN.contains(&last) => tail = rest.trim_end(),
            _ => return false,
        }
    }
}

/// "… is moved to Thursday 11 February. Same time, 7.30"
pub(crate) fn stays_at_its_hour(words: &str) -> bool {
    const SAME: &[&str] = &["same time", "same times", "same hour"];
    let lower = words.to_lowercase();
    SAME.iter().any(|said| lower.contains(said))
}

/// Where the hour stays, the day that tells none has that of the other; `hour` is the one that is told.
pub(crate) fn keep_hour(
    change: &mut Change,
    when: &mut Expression,
    hour: Option<&Expression>,
    context: &Context,
) {
    let Some(hour) = hour else { return };
    let old = change.old.get("start").and_then(Value::as_str);
    let day = old.and_then(|start| start.parse::<jiff::civil::Date>().ok());
    if !times::has_time(when) && change.kind == ChangeKind::Moved {
        times::at_hour(when, hour);
        change.new = set(when, context);
    } else if let Some(day) = day.filter(|_| times::has_time(when)) {
        let mut before = when.clone();
        before.reading.start = before.reading.start.map(|start| day.to_datetime(start.time()));
        before.reading.end = None;
        change.old = set(&before, context);
    }
}

/// "move it from Thursday to Monday …. I'll send the deck by Friday.": a range that tells both leaves nothing to others.
pub(crate) fn keep_range(text: &str, times: &mut Vec<Expression>) {
    let range = |t: &&Expression| {
        let lead = text.get(..t.span.start).unwrap_or("").trim_end();
        let near = |words: &str| words.eq_ignore_ascii_case("from");
        let said = lead.get(lead.len().saturating_sub(4)..).is_some_and(near);
        t.reading.end.is_some() && (said || t.span.of(text).get(..4).is_some_and(near))
    };
    if let Some(range) = times.iter().find(range).cloned() {
        *times = vec![range];
    }
}

/// The time that holds after the change, and the change. Of several times the first is the old one, the last the new;
/// "moved from 9 to 10" reads like a range and is none.
///
/// `stands`: no time follows the word of the change. `from_to`: a range tells both.
pub(crate) fn apply(
    kind: ChangeKind,
    told: &[Expression],
    stands: bool,
    from_to: bool,
    context: &Context,
) -> Option<(Expression, Change)> {
    if kind == ChangeKind::Cancelled {
        // "Cancelled: yoga on Thursday. Classes resume on 3 December": what is cancelled is told first.
        return told.first().map(|own| ended(kind, own, context));
    }
    let (old, new) = match told {
        [] => return None,
        // "The match on Sunday is postponed": only what no longer holds is told.
        [own] if stands => return Some(ended(kind, own, context)),
        [own] => one_time(own, from_to, context),
        [range, .., own] if range.reading.end.is_some() && !range.reading.has_time() => {
            // "from the 16th to the 18th, same time (7pm)"
            let (old, to) = one_time(range, true, context);
            let day = Context { anchor: times::day(&to), ..context.clone() };
            (old, timex::join(&[own], &day)?)
        }
        [before, .., own] => two_times(told, before, own, context),
    };
    let change = Change { kind, old, new: set(&new, context) };
    Some((new, change))
}

/// What no longer holds, without anything that does.
fn ended(kind: ChangeKind, time: &Expression, context: &Context) -> (Expression, Change) {
    (time.clone(), Change { kind, old: set(time, context), new: Map::new() })
}

/// What a single time tells to have been, and the time that holds.
fn one_time(told: &Expression, from_to: bool, context: &Context) -> (Map<String, Value>, Expression) {
    let mut new = told.clone();
    if let Some(last) = last_day(told).filter(|_| from_to) {
        // "from Tuesday 26th January to Tuesday 2nd February, 9.10am" reads like every day between.
        new.reading.start = new.reading.start.map(|start| last.to_datetime(start.time()));
        new.reading.end = new.reading.end.map(|end| last.to_datetime(end.time()));
        new.reading.recurrence = None;
        new.notes.clear();
        return (set(&first_day(told), context), new);
    }
    let Some(end) = told.reading.end.filter(|_| from_to) else { return (Map::new(), new) };
    let last = || end.date().yesterday().ok().map(|day| day.to_datetime(end.time()));
    new.reading.start = if told.reading.has_time() { Some(end) } else { last() };
    new.reading.end = None;
    new.notes.clear();
    (set(told, context), new)
}

/// What two times tell to have been, and the time that holds; a day that stands beside one of them holds for both:
/// "tomorrow's demo is now 10:30 instead of 10".
fn two_times(
    told: &[Expression],
    before: &Expression,
    own: &Expression,
    context: &Context,
) -> (Map<String, Value>, Expression) {
    let day = told.iter().rev().find(|t| times::has_date(t));
    let on_day = |time: &Expression, day: Option<&Expression>| {
        let mut whole = day.filter(|_| !times::has_date(time) && times::has_time(time))?.clone();
        times::at_hour(&mut whole, time);
        Some(whole)
    };
    let behind = day.filter(|_| own.span.start < before.span.start);
    let old = set(on_day(before, behind).as_ref().unwrap_or(before), context);
    (old, on_day(own, day).unwrap_or_else(|| own.clone()))
}

/// The last day of an hour on each of several days.
fn last_day(time: &Expression) -> Option<jiff::civil::Date> {
    let rule = &time.reading.recurrence.as_ref()?.rule;
    match rule.bound {
        calendar::Bound::UntilDate(last) if rule.frequency == calendar::Frequency::Daily => Some(last),
        _ => None,
    }
}

/// The hour on the first of them.
fn first_day(time: &Expression) -> Expression {
    let mut first = time.clone();
    first.reading.recurrence = None;
    first
}

/// The expression without its time of day, to lend its day.
pub(crate) fn date_of(time: &Expression) -> Expression {
    let mut day = time.clone();
    day.reading.start = day.reading.start.map(|s| s.date().to_datetime(jiff::civil::Time::midnight()));
    day.reading.end = None;
    day.reading.grain = timex::Grain::Day;
    day.parts.retain(|(part, _)| *part == timex::Part::Date);
    day
}

/// The start that a time sets, in the event's JSON form.
pub(crate) fn set(time: &Expression, context: &Context) -> Map<String, Value> {
    let Some(when) = timing(time, "", context).when else { return Map::new() };
    moments(&when).into_iter().filter(|(key, _)| key == "start").collect()
}
