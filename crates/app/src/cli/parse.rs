//! `parse`: text in, events out, printed for people, programs or calendars.

use std::io::Write;

use document::Opened;
use serde_json::Value;

use super::{Failure, Format, Parse, human, input};
use crate::clock::Clock;
use crate::{export, understand};

/// Prints the events of the text; exit 1 when there are none.
pub(super) fn run(args: &Parse, clock: Clock, out: &mut impl Write) -> Result<(), Failure> {
    let context = input::context(&args.reading, clock)?;
    let Opened { text, notes } = input::text(&args.reading.text)?;
    let mut found = understand::events(&text, &context, "");
    found.notes.extend(notes);
    match args.format {
        Format::Human => human::print(&found, &context, out)?,
        Format::Json => {
            writeln!(out, "{:#}", Value::from(export::shape(&found)))?;
        }
        Format::Ics => {
            let events: Vec<_> = found.events.iter().map(|event| export::with_lines(event, &text)).collect();
            if let Some(file) = export::download(&events, context.now.timestamp(), 0) {
                out.write_all(file.body.as_bytes())?;
            }
        }
    }
    if found.events.is_empty() { Err(Failure::Nothing) } else { Ok(()) }
}
