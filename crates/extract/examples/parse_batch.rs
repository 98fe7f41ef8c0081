//! JSON Lines in (`{"id","text","reference","tz"}`), events out, as `parse --batch` of the program does.

use std::io::{BufRead, Write};

use extract::{Context, extract};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde_json::{Value, json};

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let answer = match serde_json::from_str::<Value>(&line) {
            Ok(row) => answer(&row).unwrap_or_else(|error| json!({"id": row["id"], "error": error})),
            Err(error) => json!({"id": null, "error": error.to_string()}),
        };
        if writeln!(out, "{answer}").is_err() {
            break;
        }
    }
}

fn answer(row: &Value) -> Result<Value, String> {
    let text = row["text"].as_str().ok_or("text is missing")?;
    let now = now(row["reference"].as_str().ok_or("reference is missing")?, row["tz"].as_str())?;
    let found = extract(text, &Context::new(now));
    Ok(json!({"id": row["id"], "events": found.events}))
}

/// "Now": a wall clock in `tz`, or an instant.
fn now(reference: &str, tz: Option<&str>) -> Result<ZonedDateTime, String> {
    let zone = tz.map_or(Ok(TimeZone::UTC), TimeZone::get).map_err(|e| e.to_string())?;
    if let Ok(instant) = reference.parse::<Timestamp>() {
        return Ok(instant.to_zoned_datetime(zone));
    }
    let wall: DateTime = reference.parse().map_err(|e: jiff::Error| e.to_string())?;
    wall.to_zoned_datetime(zone).map_err(|e| e.to_string())
}
