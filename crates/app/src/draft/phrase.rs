//! One time, or one repetition, typed into a field: all of the words are used, or they are refused.

use std::borrow::Cow;

use calendar::Span;
use extract::Context;
use timex::Expression;

use crate::error::Invalid;

/// Words around a time that change nothing about it; the words that do are parts of the expression.
const FILLERS: [&str; 33] = [
    "a",
    "about",
    "around",
    "at",
    "begin",
    "begins",
    "beginning",
    "by",
    "clock",
    "end",
    "ends",
    "ending",
    "ends",
    "for",
    "from",
    "in",
    "is",
    "it",
    "lasting",
    "lasts",
    "o",
    "of",
    "on",
    "repeat",
    "repeats",
    "sharp",
    "start",
    "starting",
    "starts",
    "the",
    "till",
    "to",
    "until",
];
/// Characters of the words that were not understood which are told.
const QUOTED: usize = 40;

/// The one expression that `text` is made of; `example` says what could be written instead.
///
/// # Errors
/// Names `field` when there is no expression, when there are several, and when words are left over: what a person typed
/// is never dropped without a word.
pub(super) fn read(
    field: &'static str,
    text: &str,
    example: &str,
    context: &Context,
) -> Result<Expression, Invalid> {
    let mut all = timex::find(text, context).into_iter();
    let (found, more) = (all.next(), all.next());
    let Some(found) = found else {
        return Err(Invalid::new(field, format!("this is not understood: write {example}")));
    };
    if more.is_some() {
        return Err(Invalid::new(
            field,
            format!("these are several times, and here is room for one: write {example}"),
        ));
    }
    if let Some(left) = left_over(text, &found) {
        return Err(Invalid::new(field, format!("“{left}” is not understood here: write {example}")));
    }
    Ok(found)
}

/// The first words of `text` that the expression does not use and that are no fillers.
fn left_over<'t>(text: &'t str, found: &Expression) -> Option<Cow<'t, str>> {
    let mut parts: Vec<Span> = found.parts.iter().map(|(_, span)| *span).collect();
    parts.sort_unstable();
    let mut from = 0;
    let mut gaps = Vec::new();
    for part in parts {
        gaps.extend(text.get(from..part.start));
        from = from.max(part.end);
    }
    gaps.extend(text.get(from..));
    let left = gaps.into_iter().find(|gap| !is_filler(gap))?.trim();
    let cut = left.char_indices().nth(QUOTED).map(|(at, _)| at);
    Some(match cut.and_then(|at| left.get(..at)) {
        Some(start) => Cow::Owned(format!("{start}…")),
        None => Cow::Borrowed(left),
    })
}

fn is_filler(gap: &str) -> bool {
    let mut words = gap.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| FILLERS.contains(&word.to_lowercase().as_str()))
}
