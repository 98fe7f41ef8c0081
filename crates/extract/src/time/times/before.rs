//! What stands before a time on its line.

use std::borrow::Cow;

use crate::tokens::lower;
use crate::words::{ABBREVIATIONS, has};

/// The words of a line shortly before a time: what stands farther away says nothing of it, and looking for it would take
/// quadratic time on a long line.
pub(crate) struct Before<'t> {
    /// As written.
    pub(crate) near: &'t str,
    /// `near` is all that stands before the time.
    pub(super) whole: bool,
    /// The words since the last end of a sentence, lower case.
    pub(crate) clause: Vec<Cow<'t, str>>,
}

/// Bytes before a time that still speak of it.
const NEAR: usize = 160;

impl<'t> Before<'t> {
    /// What stands between `line`, where the line begins, and the time at the byte `at`.
    pub(crate) fn of(text: &'t str, line: usize, at: usize) -> Before<'t> {
        let before = text.get(line..at).unwrap_or("");
        let far = before.len().saturating_sub(NEAR);
        let start = (far..before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
        let near = before.get(start..).unwrap_or("");
        Before { near, whole: start == 0, clause: last_clause(near) }
    }
}

fn last_clause(near: &str) -> Vec<Cow<'_, str>> {
    let bytes = near.as_bytes();
    let blank = |at: usize| near.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let stops = |at: usize| blank(at) && !is_abbreviated(near.get(..at).unwrap_or(""));
    let ends = |(at, byte): &(usize, &u8)| matches!(byte, b';' | b'!' | b'?') || **byte == b'.' && stops(*at);
    let start = bytes.iter().enumerate().rev().find(ends).map_or(0, |(at, _)| at + 1);
    let clause = near.get(start..).unwrap_or("");
    let mut words = Vec::with_capacity(clause.len() / 4);
    let all = clause.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.extend(all.filter(|w| !w.is_empty()).map(lower));
    words
}

/// "… to feed Mrs": a full stop behind it ends no sentence.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    has(ABBREVIATIONS, &lower(word))
}

/// The words between the last end of a sentence and `at`, lower case.
pub(crate) fn clause(text: &str, line: usize, at: usize) -> Vec<Cow<'_, str>> {
    Before::of(text, line, at).clause
}
