//! The text and the context of a command, from its arguments or standard input.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};

use extract::Context;
use jiff::tz::TimeZone;
use timex::Locale;

use super::Reading;
use crate::clock::Clock;
use crate::error::Invalid;
use crate::{MAX_TEXT, reference, understand};

/// The text, checked.
pub(super) fn text(args: &[OsString]) -> Result<String, super::Failure> {
    let bytes = if args.is_empty() { from_stdin()? } else { join(args)? };
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Invalid::new("text", format!("this is not UTF-8 text: byte {at} does not belong there"))
    })?;
    understand::check(&text).map_err(Invalid::from)?;
    Ok(text)
}

fn join(args: &[OsString]) -> Result<Vec<u8>, Invalid> {
    let words: Option<Vec<&str>> = args.iter().map(|arg| arg.to_str()).collect();
    let words = words.ok_or_else(|| Invalid::new("text", "this is not UTF-8 text"))?;
    Ok(words.join(" ").into_bytes())
}

fn from_stdin() -> io::Result<Vec<u8>> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        writeln!(io::stderr(), "Type or paste the text, then press Ctrl-D:")?;
    }
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to know that there is too much.
    stdin.lock().take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    // What is cut there may be cut inside a character, which is not the fault to report.
    if bytes.len() > MAX_TEXT {
        bytes.fill(b' ');
    }
    Ok(bytes)
}

/// Now, zone and locale.
pub(super) fn context(args: &Reading, clock: Clock) -> Result<Context, Invalid> {
    let zone = args.tz.as_deref().map(|name| reference::zone("tz", name)).transpose()?;
    let now = match args.now.as_deref() {
        Some(text) => reference::read("now", text, zone)?,
        None => clock.now().to_zoned_datetime(zone.unwrap_or_else(TimeZone::system)),
    };
    let mut context = Context::new(now);
    context.locale = Locale::new(&args.locale);
    Ok(context)
}
