//! Where sentences end.

use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token};
use crate::words::{ABBREVIATIONS, ROOMS, has, is_month, is_weekday};
use std::ops::Range;

/// Splits a piece at the ends of its sentences and lines.
pub(crate) fn sentences(phrase: &Phrase, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let new_line = at > start && phrase.line_starts.binary_search(&at).is_ok();
        if new_line {
            found.push(start..at);
            start = at;
        }
        if ends_sentence(phrase, at) {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// A full stop, question or exclamation mark that is followed by a blank and ends no abbreviation.
pub(crate) fn ends_sentence(phrase: &Phrase, at: usize) -> bool {
    let Some(token) = phrase.tokens.get(at) else { return false };
    if !token.is_any(&[".", "!", "?"]) || token.role == Role::Time && !ends_behind_time(phrase, at) {
        return false;
    }
    if is_bracketed(phrase, at) {
        return false;
    }
    let blank =
        |next: &Token| phrase.text.get(token.span.end..next.span.start).is_some_and(|gap| !gap.is_empty());
    let before = at.checked_sub(1).and_then(|i| phrase.tokens.get(i));
    // "Meeting Room B. Bring photo ID."
    let room = || at.checked_sub(2).and_then(|i| phrase.tokens.get(i)).is_some_and(|t| has(ROOMS, &t.lower));
    let letter = |b: &Token| b.text.chars().count() == 1 && b.is_capital() && !room();
    let abbreviation = token.is(".") && before.is_some_and(|b| has(ABBREVIATIONS, &b.lower) || letter(b));
    phrase.tokens.get(at + 1).is_none_or(blank) && !abbreviation
}

/// "… on 3 May. Bring a chair", "… at 5:30 p.m. The sheet is by the door": the full stop behind a time belongs to it and
/// ends the sentence all the same, unless a day or a month is cut short.
fn ends_behind_time(phrase: &Phrase, at: usize) -> bool {
    let Some((before, next)) =
        at.checked_sub(1).and_then(|i| phrase.tokens.get(i)).zip(phrase.tokens.get(at + 1))
    else {
        return false;
    };
    // "7:00 p.m. Communion service, Sanctuary": a line that begins with the hour goes on.
    let line = phrase.line_starts.partition_point(|start| *start <= at).checked_sub(1);
    let first = line.and_then(|line| phrase.line_starts.get(line)).copied().unwrap_or(0);
    let leads = phrase.tokens.get(first..at).is_some_and(|words| words.iter().all(|t| t.role == Role::Time));
    let half = matches!(&*before.lower, "a.m" | "p.m") && !leads;
    let name = is_month(before.text) || is_weekday(before.text);
    let whole = name
        && (before.text.len() > "Thurs".len() || before.is_any(&["may", "march", "april", "june", "july"]));
    let low = phrase.tokens.get(at + 2).is_some_and(|t| t.is_word() && !t.is_capital() && !t.is_number());
    // "Mon 15 - Fri 19 Feb. INSET day Fri 12 Feb."
    let again = || {
        let rest = phrase.tokens.iter().skip(at + 1).take(AGAIN).take_while(|t| !t.is_any(&[".", "!", "?"]));
        name && rest.skip(1).any(|t| t.day)
    };
    next.is_free() && next.is_capital() && (whole || half && low || again())
}

/// Words behind a day in which another one begins a sentence of its own.
const AGAIN: usize = 8;

/// Words of a bracket that are looked at on each side.
const BRACKET: usize = 12;

/// "(turnitin!! not email)": no sentence ends within brackets.
fn is_bracketed(phrase: &Phrase, at: usize) -> bool {
    let mark = |t: &&Token| t.is_any(&["(", ")"]);
    let before = phrase.tokens.get(at.saturating_sub(BRACKET)..at).unwrap_or_default();
    let opened = before.iter().rev().find(mark).is_some_and(|t| t.is("("));
    opened && phrase.tokens.iter().skip(at + 1).take(BRACKET).find(mark).is_some_and(|t| t.is(")"))
}
