//! `parse`: text in, events out, printed for people, programs or calendars.

use std::io::Write;

use serde_json::json;

use super::{Failure, Format, Parse, human, input};
use crate::clock::Clock;
use crate::understand;

/// Prints the events of the text; exit 1 when there are none.
pub(super) fn run(args: &Parse, clock: Clock, out: &mut impl Write) -> Result<(), Failure> {
    let context = input::context(&args.reading, clock)?;
    let text = input::text(&args.reading.text)?;
    let found = understand::events(&text, &context, "");
    match args.format {
        Format::Human => human::print(&found, &context, out)?,
        Format::Json => {
            let shape = json!({ "events": found.events, "notes": found.notes });
            writeln!(out, "{shape:#}")?;
        }
    }
    if found.events.is_empty() { Err(Failure::Nothing) } else { Ok(()) }
}
