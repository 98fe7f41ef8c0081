//! `times`: the temporal expressions of a text alone.

use std::io::Write;

use extract::Context;
use serde_json::Value;

use super::{Failure, input};
use crate::clock::Clock;

/// Prints the expressions of the text as JSON; exit 1 when there are none.
pub(super) fn run(args: &super::Reading, clock: Clock, out: &mut impl Write) -> Result<(), Failure> {
    let context = input::context(args, clock)?;
    let text = input::text(&args.text)?.text;
    let results = results(&text, &context);
    writeln!(out, "{results:#}")?;
    if results.as_array().is_some_and(Vec::is_empty) { Err(Failure::Nothing) } else { Ok(()) }
}

/// The expressions of `text`, most salient first.
pub(super) fn results(text: &str, context: &Context) -> Value {
    serde_json::to_value(timex::results(text, context)).unwrap_or_default()
}
