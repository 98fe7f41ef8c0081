//! The repetition of an event as a person writes it: in words, or as an RRULE.

use calendar::{Bound, Event, Recurrence, Rule, When};
use extract::Context;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};
use timex::{Expression, Part};

use super::phrase;
use crate::error::Invalid;
use crate::show;

/// What can be written into the field.
const EXAMPLE: &str =
    "“every Tuesday until 30 June” or “monthly, 10 times”, or leave it empty for an event that happens once";
/// Most occurrences, and the longest interval, that a person can mean; calendars refuse or drop longer rules.
const MOST_TIMES: u32 = 9_999;
const LONGEST_INTERVAL: u32 = 999;

/// What the form shows: words that mean the same rule when they are read again, else the RRULE itself.
pub(super) fn shown(event: &Event, context: &Context) -> String {
    let (Some(recurrence), Some(when)) = (&event.recurrence, &event.when) else { return String::new() };
    let start = when.local_start();
    let words = show::style(context).rule(&recurrence.rule, start);
    match in_words(&words, start, context).map(|found| found.reading.recurrence) {
        Ok(Some(read)) if read.rule == recurrence.rule => words,
        _ => recurrence.rule.to_string(),
    }
}

/// What `text` sets.
pub(super) fn read(text: &str, event: &Event, context: &Context) -> Result<Map<String, Value>, Invalid> {
    match text.trim().trim_start_matches("RRULE:") {
        "" => Ok(set(None, &[], event)),
        rrule if rrule.starts_with("FREQ=") => {
            let rule: Rule = rrule
                .parse()
                .map_err(|e| wrong(format!("this rule cannot be used: {e}; write {EXAMPLE}")))?;
            check(&rule, event)?;
            Ok(set(Some(&rule), &[], event))
        }
        words => read_words(words, event, context),
    }
}

fn read_words(text: &str, event: &Event, context: &Context) -> Result<Map<String, Value>, Invalid> {
    let start = event.when.as_ref().map_or(context.now.datetime(), When::local_start);
    let found = in_words(text, start, context)?;
    let Some(recurrence) = &found.reading.recurrence else {
        return Err(wrong(format!("this says no repetition: write {EXAMPLE}")));
    };
    check(&recurrence.rule, event)?;
    refuse_hours(&found, &recurrence.rule, start)?;
    let mut set = set(Some(&recurrence.rule), &recurrence.exdates, event);
    if let Some(moved) = said_start(&found, recurrence, event) {
        set.insert("start".to_owned(), moved.into());
    }
    Ok(set)
}

/// A rule that no calendar takes, or that has ended before the event begins.
fn check(rule: &Rule, event: &Event) -> Result<(), Invalid> {
    if matches!(rule.bound, Bound::Count(count) if count > MOST_TIMES) || rule.interval > LONGEST_INTERVAL {
        return Err(wrong(format!(
            "this number is too large: write at most {MOST_TIMES} times and every {LONGEST_INTERVAL}, or leave it out"
        )));
    }
    let whole = Recurrence::from(rule.clone());
    if event.when.as_ref().is_some_and(|when| whole.occurrences(when).next().is_none()) {
        return Err(wrong("this never happens from the start of the event on: write a later end".to_owned()));
    }
    Ok(())
}

/// The hour belongs to the start, unless the rule has several.
fn refuse_hours(found: &Expression, rule: &Rule, start: DateTime) -> Result<(), Invalid> {
    let says_hour = found.parts.iter().any(|(part, _)| matches!(part, Part::Time | Part::EndTime));
    let same = found.reading.start.is_some_and(|at| at.time() == start.time());
    if says_hour && rule.by_hour.is_empty() && !same {
        return Err(wrong("write the time of day into “Starts”, and here how often".to_owned()));
    }
    Ok(())
}

/// The day that the words name as the first, where the rule alone would begin on another.
fn said_start(found: &Expression, recurrence: &Recurrence, event: &Event) -> Option<String> {
    let (said, when) = (found.reading.start?.date(), event.when.as_ref()?);
    let bare = Recurrence::from(recurrence.rule.clone());
    (bare.first(when).local_start().date() != said)
        .then(|| in_form_of_start(said.to_datetime(when.local_start().time()), event))
}

fn set(rule: Option<&Rule>, exdates: &[DateTime], event: &Event) -> Map<String, Value> {
    let start = event.when.as_ref().map_or(jiff::civil::Time::midnight(), |when| when.local_start().time());
    let out = |day: &DateTime| in_form_of_start(day.date().to_datetime(start), event);
    let exdates: Vec<String> = exdates.iter().map(out).collect();
    let set = json!({ "rrule": rule.map(ToString::to_string), "exdates": exdates, "rdates": [] });
    set.as_object().cloned().unwrap_or_default()
}

fn in_form_of_start(at: DateTime, event: &Event) -> String {
    if event.when.as_ref().is_some_and(When::is_all_day) {
        at.date().to_string()
    } else {
        at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

fn in_words(text: &str, start: DateTime, context: &Context) -> Result<Expression, Invalid> {
    let now =
        start.to_zoned_datetime(context.now.time_zone().clone()).unwrap_or_else(|_| context.now.clone());
    let context = Context { now, anchor: Some(start.date()), ..context.clone() };
    phrase::read("repeats", text, EXAMPLE, &context)
}

fn wrong(message: String) -> Invalid {
    Invalid::new("repeats", message)
}
