//! `times`: the temporal expressions of a text alone.

use std::io::Write;

use calendar::Recurrence;
use extract::Context;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use timex::{Expression, Grain, Reading};

use super::{Failure, input};
use crate::clock::Clock;

/// Prints the expressions of the text as JSON; exit 1 when there are none.
pub(super) fn run(args: &super::Reading, clock: Clock, out: &mut impl Write) -> Result<(), Failure> {
    let context = input::context(args, clock)?;
    let text = input::text(&args.text)?;
    let results = results(&text, &context);
    writeln!(out, "{results:#}")?;
    if results.as_array().is_some_and(Vec::is_empty) { Err(Failure::Nothing) } else { Ok(()) }
}

/// The expressions of `text`, most salient first.
pub(super) fn results(text: &str, context: &Context) -> Value {
    timex::results(text, context).iter().map(|expression| shape(text, expression)).collect()
}

fn shape(text: &str, expression: &Expression) -> Value {
    let mut shape = reading_shape(&expression.reading);
    let others = expression.alternatives.iter().map(|other| {
        let mut shape = reading_shape(&other.reading);
        shape.insert("because".to_owned(), other.because.clone().into());
        shape.insert("confidence".to_owned(), other.confidence.into());
        Value::Object(shape)
    });
    let more = json!({
        "span": expression.span,
        "text": expression.span.of(text),
        "confidence": expression.confidence,
        "approximate": expression.approximate,
        "alternatives": others.collect::<Value>(),
    });
    if let Value::Object(more) = more {
        shape.extend(more);
    }
    Value::Object(shape)
}

fn reading_shape(reading: &Reading) -> Map<String, Value> {
    let end_zone = reading.end_zone.as_ref().or(reading.zone.as_ref());
    let at = |moment: Option<DateTime>, zone| moment.map(|m| print(m, reading.grain, zone));
    let exdates = reading.recurrence.iter().flat_map(|r: &Recurrence| &r.exdates);
    let shape = json!({
        "start": at(reading.start, reading.zone.as_ref()),
        "end": at(reading.end, end_zone),
        "grain": reading.grain.name(),
        "rrule": reading.recurrence.as_ref().map(|r| r.rule.to_string()),
        "exdates": exdates.map(|d| print(*d, reading.grain, reading.zone.as_ref())).collect::<Vec<_>>(),
        "duration": reading.duration.as_ref().map(|d| d.0.to_string()),
    });
    match shape {
        Value::Object(shape) => shape,
        _ => Map::new(),
    }
}

/// Local wall time; with an offset only when the text names a zone; a date alone for days and coarser units.
fn print(at: DateTime, grain: Grain, zone: Option<&TimeZone>) -> String {
    if grain >= Grain::Day {
        return at.date().to_string();
    }
    match zone.and_then(|zone| at.to_zoned_datetime(zone.clone()).ok()) {
        Some(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}
