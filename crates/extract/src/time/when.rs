//! From a temporal expression to the time of an event, with what was assumed and the other readings.

use std::collections::BTreeMap;

use calendar::{Alternative, Recurrence, Span, When};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan, ZonedDateTime};
use serde_json::{Map, Value};
use timex::{Context, Expression, Field, Grain, Part, Reading};

/// The time of an event and its evidence.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    pub(crate) when: Option<When>,
    pub(crate) recurrence: Option<Recurrence>,
    pub(crate) spans: BTreeMap<String, Vec<Span>>,
    pub(crate) inferred: BTreeMap<String, String>,
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) notes: Vec<String>,
    pub(crate) confidence: f32,
}

/// Resolves `expression` for an event that `kind` (its title, lower case) describes.
pub(crate) fn timing(expression: &Expression, kind: &str, context: &Context) -> Timing {
    let resolved = resolve(&expression.reading, kind, context);
    let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (part, span) in &expression.parts {
        spans.entry(field_of(*part).to_owned()).or_default().push(*span);
    }
    let mut inferred = inferred(expression, spans.contains_key("end"));
    if let Some((_, Some(because))) = &resolved {
        inferred.insert("end".to_owned(), because.clone());
    }
    account_for_both_ends(&mut spans, &mut inferred, expression);
    let timed = resolved.as_ref().is_some_and(|(when, _)| !when.is_all_day());
    if timed && expression.reading.zone.is_none() {
        inferred.entry("time_zone".to_owned()).or_insert_with(|| "No zone is named: yours.".to_owned());
    }
    Timing {
        recurrence: expression.reading.recurrence.clone(),
        alternatives: alternatives(expression, kind, context),
        notes: expression.notes.clone(),
        confidence: expression.confidence * if expression.approximate { 0.8 } else { 1.0 },
        when: resolved.map(|(when, _)| when),
        spans,
        inferred,
    }
}

/// Start and end each have words or a convention: "this weekend" says both, a rule says its first day.
fn account_for_both_ends(
    spans: &mut BTreeMap<String, Vec<Span>>,
    inferred: &mut BTreeMap<String, String>,
    expression: &Expression,
) {
    if !spans.contains_key("start") && !inferred.contains_key("start") {
        inferred.insert("start".to_owned(), "The start is the first day that the rule gives.".to_owned());
    }
    if spans.contains_key("end") || inferred.contains_key("end") {
        return;
    }
    if let Some(words) = spans.get("start").cloned().filter(|_| expression.reading.end.is_some()) {
        spans.insert("end".to_owned(), words);
    } else {
        inferred.insert("end".to_owned(), "No time is given: the whole day.".to_owned());
    }
}

/// The field of the JSON shape that a part of an expression gives.
fn field_of(part: Part) -> &'static str {
    match part {
        Part::Date | Part::Time => "start",
        Part::EndDate | Part::EndTime | Part::Duration => "end",
        Part::Zone => "time_zone",
        Part::Rule => "rrule",
        Part::Exception => "exdates",
    }
}

/// What `timex` assumed, by field. A stated end whose half of the day was assumed stays a stated end: the sentence
/// then goes with the start, whose reading it shares.
fn inferred(expression: &Expression, end_is_stated: bool) -> BTreeMap<String, String> {
    let mut inferred: BTreeMap<String, String> = BTreeMap::new();
    for inference in &expression.inferred {
        let field = match inference.field {
            Field::Date | Field::Time => "start",
            Field::End if end_is_stated => "start",
            Field::End => "end",
            Field::Zone => "time_zone",
            Field::Rule => "rrule",
        };
        let sentences = inferred.entry(field.to_owned()).or_default();
        if !sentences.contains(&inference.because) {
            if !sentences.is_empty() {
                sentences.push(' ');
            }
            sentences.push_str(&inference.because);
        }
    }
    inferred
}

/// The time of a reading; beside it the convention for its end where the text gives none.
fn resolve(reading: &Reading, kind: &str, context: &Context) -> Option<(When, Option<String>)> {
    let start = reading.start?;
    if !reading.has_time() {
        let first = start.date();
        let last = match reading.end {
            Some(end) if end.time() == jiff::civil::Time::midnight() => end.date(),
            Some(end) => end.date().tomorrow().ok()?,
            None => end_of_unit(first, reading.grain)?,
        };
        return Some((When::AllDay { start: first, end: last.max(first.tomorrow().ok()?) }, None));
    }
    let zone = reading.zone.clone().unwrap_or_else(|| context.now.time_zone().clone());
    let start = start.to_zoned_datetime(zone.clone()).ok()?;
    let end_zone = reading.end_zone.clone().unwrap_or(zone);
    let stated = reading.end.and_then(|end| end.to_zoned_datetime(end_zone.clone()).ok());
    if let Some(end) = stated.filter(|end| *end >= start) {
        return Some((When::Zoned { start, end }, None));
    }
    let (length, because) = usual_length(kind, context);
    let end = later(&start, length, &end_zone)?;
    Some((When::Zoned { start, end }, Some(because)))
}

fn later(start: &ZonedDateTime, length: SignedDuration, zone: &TimeZone) -> Option<ZonedDateTime> {
    Some(start.checked_add(length).ok()?.with_time_zone(zone.clone()))
}

/// One calendar unit ("next week") is taken as a whole.
fn end_of_unit(first: Date, grain: Grain) -> Option<Date> {
    let unit = match grain {
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.year(),
        _ => 1.day(),
    };
    first.checked_add(unit).ok()
}

/// How long such an event usually lasts: the person's setting, else the convention.
fn usual_length(kind: &str, context: &Context) -> (SignedDuration, String) {
    const LONG: &[&str] =
        &["concert", "film", "flight", "movie", "musical", "opera", "performance", "play", "show"];
    let words = || kind.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    for word in words() {
        let one = word.strip_suffix('s').unwrap_or(word);
        if let Some(length) = context.preferences.duration(word).or_else(|| context.preferences.duration(one))
        {
            return (length, format!("No end is given: your usual length of a {one}."));
        }
    }
    if let Some(word) = words().map(|w| w.strip_suffix('s').unwrap_or(w)).find(|w| LONG.contains(w)) {
        return (
            SignedDuration::from_mins(120),
            format!("No end is given: two hours, as usual for a {word}."),
        );
    }
    match context.preferences.duration("default") {
        Some(length) => (length, "No end is given: your usual length.".to_owned()),
        None => (SignedDuration::from_mins(60), "No end is given: one hour.".to_owned()),
    }
}

fn alternatives(expression: &Expression, kind: &str, context: &Context) -> Vec<Alternative> {
    let first = resolve(&expression.reading, kind, context);
    let other = |reading: &timex::OtherReading| {
        let (when, _) = resolve(&reading.reading, kind, context)?;
        let mut set = moments(&when);
        if reading.reading.recurrence != expression.reading.recurrence {
            let rule = reading.reading.recurrence.as_ref().map(|r| Value::String(r.rule.to_string()));
            set.insert("rrule".to_owned(), rule.unwrap_or(Value::Null));
        } else if first.as_ref().is_some_and(|(first, _)| *first == when) {
            return None;
        }
        Some(Alternative { set, because: reading.because.clone(), confidence: reading.confidence })
    };
    expression.alternatives.iter().filter_map(other).collect()
}

/// `start`, `end` and `all_day` in the event's JSON form.
pub(crate) fn moments(when: &When) -> Map<String, Value> {
    let print = |moment: calendar::Moment| match moment {
        calendar::Moment::Day(date) => date.to_string(),
        calendar::Moment::Floating(at) => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        calendar::Moment::Instant(at) => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    };
    let mut set = Map::new();
    set.insert("start".to_owned(), Value::String(print(when.start())));
    set.insert("end".to_owned(), Value::String(print(when.end())));
    set.insert("all_day".to_owned(), Value::Bool(when.is_all_day()));
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    fn context() -> Context {
        Context::new("2025-06-14T09:00:00[America/New_York]".parse().unwrap())
    }

    fn at(reading: &Reading, kind: &str) -> String {
        let (when, because) = resolve(reading, kind, &context()).unwrap();
        let set = moments(&when);
        format!(
            "{} {} {}",
            set["start"].as_str().unwrap(),
            set["end"].as_str().unwrap(),
            because.unwrap_or_default()
        )
    }

    #[test]
    fn ends_by_convention() {
        let reading = Reading {
            start: Some(datetime(2025, 7, 1, 20, 0, 0, 0)),
            grain: Grain::Minute,
            ..Reading::default()
        };
        assert_eq!(
            at(&reading, "lunch"),
            "2025-07-01T20:00:00-04:00 2025-07-01T21:00:00-04:00 No end is given: one hour."
        );
        assert_eq!(
            at(&reading, "jazz concert"),
            "2025-07-01T20:00:00-04:00 2025-07-01T22:00:00-04:00 No end is given: two hours, as usual for a concert."
        );
        let day = Reading { start: Some(datetime(2025, 7, 1, 0, 0, 0, 0)), ..Reading::default() };
        assert_eq!(at(&day, ""), "2025-07-01 2025-07-02 ");
        assert_eq!(at(&Reading { grain: Grain::Week, ..day }, ""), "2025-07-01 2025-07-08 ");
    }

    #[test]
    fn a_gap_in_the_clock_moves_to_the_first_valid_instant() {
        let reading = Reading {
            start: Some(datetime(2026, 3, 8, 2, 30, 0, 0)),
            grain: Grain::Minute,
            ..Reading::default()
        };
        assert!(at(&reading, "").starts_with("2026-03-08T03:30:00-04:00"));
    }
}
