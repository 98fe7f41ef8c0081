//! The repetition of an event as a person writes it: in words, or as an RRULE.

use calendar::{Event, Recurrence, Rule};
use extract::Context;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use crate::error::Invalid;
use crate::show;

/// What the form shows: words that mean the same rule when they are read again, else the RRULE itself.
pub(super) fn shown(event: &Event, context: &Context) -> String {
    let (Some(recurrence), Some(when)) = (&event.recurrence, &event.when) else { return String::new() };
    let start = when.local_start();
    let words = show::style(context).rule(&recurrence.rule, start);
    match in_words(&words, start, context) {
        Some(read) if read.rule == recurrence.rule => words,
        _ => recurrence.rule.to_string(),
    }
}

/// What `text` sets.
pub(super) fn read(text: &str, event: &Event, context: &Context) -> Result<Map<String, Value>, Invalid> {
    let mut exdates = Vec::new();
    let rule = match text.trim().trim_start_matches("RRULE:") {
        "" => None,
        rrule if rrule.starts_with("FREQ=") => {
            let rule: Rule = rrule
                .parse()
                .map_err(|e| Invalid::new("repeats", format!("this rule cannot be used: {e}")))?;
            Some(rule)
        }
        words => {
            let start = event.when.as_ref().map_or(context.now.datetime(), calendar::When::local_start);
            let read = in_words(words, start, context);
            let read = read.ok_or_else(|| {
                Invalid::new("repeats", "write it like “every Tuesday until 30 June” or “monthly, 10 times”; leave it empty for once")
            })?;
            exdates = read.exdates.iter().map(|day| left_out(*day, start, event)).collect();
            Some(read.rule)
        }
    };
    let set = json!({ "rrule": rule.map(|rule| rule.to_string()), "exdates": exdates, "rdates": [] });
    Ok(set.as_object().cloned().unwrap_or_default())
}

/// A day that is left out, in the form of the start.
fn left_out(day: DateTime, start: DateTime, event: &Event) -> String {
    if event.when.as_ref().is_some_and(calendar::When::is_all_day) {
        day.date().to_string()
    } else {
        day.date().to_datetime(start.time()).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

fn in_words(text: &str, start: DateTime, context: &Context) -> Option<Recurrence> {
    let now = start.to_zoned_datetime(context.now.time_zone().clone()).ok()?;
    let context = Context { now, anchor: Some(start.date()), ..context.clone() };
    timex::find(text, &context).into_iter().find_map(|expression| expression.reading.recurrence)
}
