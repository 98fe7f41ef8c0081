//! The text and the context of a command, from its arguments or standard input.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use document::{MAX_FILE, Opened};
use extract::Context;
use jiff::tz::TimeZone;
use timex::Locale;

use super::Reading;
use crate::clock::Clock;
use crate::error::Invalid;
use crate::understand::{self, Refusal};
use crate::{MAX_TEXT, reference};

/// How far standard input is looked into to tell what it is.
const HEAD: usize = 16 * 1024;

/// The text, checked, with sentences about what a file held besides: of the arguments, of the one file that they name, or of
/// standard input.
pub(super) fn text(args: &[OsString]) -> Result<Opened, super::Failure> {
    let opened = match args {
        [] => from_stdin()?,
        [one] if names_file(one) => from_file(Path::new(one))?,
        words => Opened { text: join(words)?, notes: Vec::new() },
    };
    understand::check(&opened.text).map_err(Invalid::from)?;
    Ok(opened)
}

/// One word that ends as the files do that are read; a sentence about a file has blanks.
fn names_file(arg: &OsStr) -> bool {
    const ENDINGS: [&str; 6] = ["eml", "htm", "html", "ics", "txt", "vcs"];
    let path = Path::new(arg);
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_one = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    is_one && (path.is_file() || !arg.to_string_lossy().contains(char::is_whitespace))
}

fn from_file(path: &Path) -> Result<Opened, super::Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Invalid::new("text", "there is no file of this name; quote the text if it is none")
        }
        kind => Invalid::new("text", format!("this file cannot be opened: {kind}")),
    })?;
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    Ok(document::open(&name, &bytes, MAX_TEXT).map_err(Invalid::from)?)
}

fn join(args: &[OsString]) -> Result<String, Invalid> {
    let words: Option<Vec<&str>> = args.iter().map(|arg| arg.to_str()).collect();
    let words = words.ok_or_else(|| Invalid::new("text", "this is not UTF-8 text"))?;
    Ok(words.join(" "))
}

/// Standard input: a text, or the source of a mail or a page, which is read as the file that it is.
fn from_stdin() -> Result<Opened, super::Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        writeln!(io::stderr(), "Type or paste the text, then press Ctrl-D:")?;
    }
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to know that there is too much.
    stdin.lock().take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    if let Some(kind) = document::is_source(&String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(&bytes))) {
        return Ok(document::open_as(kind, &bytes, MAX_TEXT).map_err(Invalid::from)?);
    }
    if bytes.len() > MAX_TEXT {
        return Err(Invalid::from(Refusal::TooLong).into());
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Invalid::new("text", format!("this is not UTF-8 text: byte {at} does not belong there"))
    })?;
    Ok(Opened { text, notes: Vec::new() })
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
