//! The words that say what a time beside the event is of.

use calendar::Span;

use crate::layout::segment::Timed;
use crate::words::{BEFORE_TIME, EMPTY, has};

/// Times before and behind one that are looked at.
const NEAR: usize = 4;

/// The clause around the time `at` of its line: what stands before it back to the last mark or time, or else what stands
/// behind it.
pub(super) fn clause(text: &str, timed: &Timed, at: usize, home: Span) -> Span {
    let line = timed.line;
    let near = || timed.times.iter().enumerate().skip(at.saturating_sub(NEAR)).take(2 * NEAR + 1);
    let others = || near().filter(|(other, _)| *other != at);
    let spans = || others().flat_map(|(_, t)| t.parts.iter().map(|(_, span)| *span));
    let own = timed.times.get(at).map_or(home, |t| own_words(t, home));
    let before = spans().map(|s| s.end).filter(|end| *end <= own.start).max().unwrap_or(line.start);
    let behind = spans().map(|s| s.start).filter(|start| *start >= own.end).min().unwrap_or(line.end);
    let from = last_mark(text, before, own.start);
    if says(text, from, own.start) {
        let to = if behind < line.end && next_mark(text, own.end, behind) == behind {
            own.end
        } else {
            next_mark(text, own.end, behind)
        };
        return Span::new(from, to);
    }
    let to = behind_time(text, own.end, behind);
    if says(text, own.end, to) {
        return Span::new(own.start, to);
    }
    // "Networking – 6:30"
    let from = last_mark(text, before, from.saturating_sub(1).max(before));
    Span::new(from, own.end)
}

/// The words of the time that stand together around its home.
fn own_words(time: &timex::Expression, home: Span) -> Span {
    let near = |span: &Span| span.start < home.end + 4 && home.start < span.end + 4;
    let spans = time.parts.iter().map(|(_, span)| *span).filter(near);
    spans.fold(home, |all, span| Span::new(all.start.min(span.start), all.end.max(span.end)))
}

/// Behind the last mark between `from` and `to` that parts clauses.
fn last_mark(text: &str, from: usize, to: usize) -> usize {
    let words = text.get(from..to).unwrap_or("");
    let end = words.char_indices().rfind(|(at, c)| parts(words, *at, *c));
    let start = end.map_or(from, |(at, c)| from + at + c.len_utf8());
    joined(text, start, to)
}

/// Behind "and" with which the words between begin.
fn joined(text: &str, from: usize, to: usize) -> usize {
    let words = text.get(from..to).unwrap_or("");
    let rest = words.trim_start();
    let lead = ["and ", "then ", "& ", "with ", "plus "].iter().find(|lead| rest.starts_with(**lead));
    to - rest.len() + lead.map_or(0, |lead| lead.len())
}

/// The first mark between `from` and `to` that parts clauses, or `to`.
fn next_mark(text: &str, from: usize, to: usize) -> usize {
    let words = text.get(from..to).unwrap_or("");
    // "Return forms by 1 June Cakes welcome"
    if words.trim_start().starts_with(char::is_uppercase) {
        return from;
    }
    words.char_indices().find(|(at, c)| parts(words, *at, *c)).map_or(to, |(at, _)| from + at)
}

/// The end of the words with which a part of a programme goes on behind its hour: "6:30 Networking and pizza".
fn behind_time(text: &str, from: usize, to: usize) -> usize {
    let words = text.get(from..to).unwrap_or("");
    let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let rest = words.get(lead..).unwrap_or("");
    rest.char_indices().find(|(at, c)| parts(rest, *at, *c)).map_or(to, |(at, _)| from + lead + at)
}

fn parts(words: &str, at: usize, mark: char) -> bool {
    let behind = words.get(at + mark.len_utf8()..).and_then(|rest| rest.chars().next());
    let blank = behind.is_none_or(char::is_whitespace);
    match mark {
        '\n' => words.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase)),
        '.' | ',' | ';' | '!' | '?' => blank,
        '(' | ')' | '[' | ']' | '|' | '–' | '—' | '•' | '·' | '/' => mark != '/' || blank,
        '-' => blank && words.get(..at).is_some_and(|before| before.ends_with(' ') || before.is_empty()),
        _ => false,
    }
}

/// Words between that are neither fillers nor lead into a time.
fn says(text: &str, from: usize, to: usize) -> bool {
    let words =
        text.get(from..to).unwrap_or("").split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'));
    let mut own = words.filter(|w| w.chars().any(char::is_alphabetic)).map(crate::tokens::lower);
    own.any(|w| !has(EMPTY, &w) && !has(BEFORE_TIME, &w))
}
