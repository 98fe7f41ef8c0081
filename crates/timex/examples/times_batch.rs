//! `times --batch` without the program around it: JSON Lines in, JSON Lines out.

use std::io::{BufRead, Write};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use timex::{Context, Locale};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: serde_json::Value = serde_json::from_str(&line?)?;
        let text = request["text"].as_str().unwrap_or_default();
        let reference: DateTime = request["reference"]
            .as_str()
            .and_then(|s| s.get(..19))
            .and_then(|s| s.parse().ok())
            .unwrap_or_default();
        let Ok(now) = reference.to_zoned_datetime(TimeZone::UTC) else { continue };
        let mut context = Context::new(now);
        if let Some(locale) = request["locale"].as_str() {
            context.locale = Locale::new(locale);
        }
        let answer = serde_json::json!({"id": request["id"], "results": timex::results(text, &context)});
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
