//! What is an event without any time.

use std::ops::Range;

use crate::prose::sentence::Said;
use crate::tokens::Token;
use crate::words::has;

use super::Phrase;

/// Without any time: a request, or one short phrase that names an event, still is one; a query is none.
pub(super) fn keep_without_time(said: &Said, phrase: &Phrase, range: &Range<usize>) -> bool {
    let words = phrase.tokens.get(range.clone()).into_iter().flatten().filter(|t| t.is_word()).count();
    let whole = range.len() == phrase.tokens.len();
    let titled = said.draft.title.is_some() && words <= 12 && phrase.line_starts.len() == 1;
    whole
        && !said.request.query
        && (said.request.asked || titled && (said.request.wished || names_something(&phrase.tokens)))
}

/// A phrase that names something and tells nothing: no verb of a statement, no price, no more than one comma.
pub(super) fn names_something(tokens: &[Token]) -> bool {
    let marks = tokens.iter().filter(|t| t.is_any(&[",", ";", ".", "!", ":"])).count();
    let ends = tokens.last().is_some_and(|t| t.is_any(&[".", "!"]));
    let numbers = tokens.iter().filter(|t| t.is_number()).count();
    let tells = tokens.iter().filter(|t| t.is_free()).any(|t| has(STATEMENTS, &t.lower));
    marks <= 1 + usize::from(ends) && numbers <= 1 && !tells
}

/// Words with which people tell and do not name.
pub(super) const STATEMENTS: &[&str] =
    &["because", "been", "could", "did", "had", "haha", "lol", "only", "that's", "was", "were", "would"];
