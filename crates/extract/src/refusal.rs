//! Times that are refused: "can't Thursday, Friday at 6?", "Thursday doesn't work for me".

use timex::{Expression, Part};

use crate::phrase::Phrase;
use crate::tokens::{Role, Token, phrase_at};

/// Before a day: who says so cannot.
const BEFORE: &[&[&str]] = &[
    &["can't"],
    &["cant"],
    &["cannot"],
    &["can", "not"],
    &["won't", "make"],
    &["wont", "make"],
    &["not", "free"],
    &["not", "available"],
    &["i'm", "busy"],
    &["am", "busy"],
];

/// Behind a day: it does not suit.
const BEHIND: &[&[&str]] = &[
    &["doesn't", "work"],
    &["doesnt", "work"],
    &["does", "not", "work"],
    &["won't", "work"],
    &["wont", "work"],
    &["is", "no", "good"],
    &["isn't", "good"],
    &["is", "bad"],
    &["is", "out"],
    &["doesn't", "suit"],
    &["i", "can't"],
    &["i", "cant"],
    &["i", "cannot"],
];

/// Takes the refused days out, with the words of their clause, as long as another time remains.
pub(crate) fn drop_refused(phrase: &mut Phrase) {
    let refused: Vec<std::ops::Range<usize>> =
        phrase.times.iter().map(|time| clause(phrase, time).unwrap_or(0..0)).collect();
    let some = refused.iter().any(|clause| !clause.is_empty());
    let remains = phrase.times.iter().zip(&refused).any(|(t, c)| c.is_empty() && t.reading.start.is_some());
    if !some || !remains {
        return;
    }
    let mut at = 0;
    phrase.times.retain(|_| {
        at += 1;
        refused.get(at - 1).is_none_or(std::ops::Range::is_empty)
    });
    for range in refused {
        crate::tokens::mark(&mut phrase.tokens, range, Role::Gone);
    }
}

/// The clause around the day of `time`, if it refuses the day.
fn clause(phrase: &Phrase, time: &Expression) -> Option<std::ops::Range<usize>> {
    let day = time.parts.iter().find(|(part, _)| *part == Part::Date).map(|(_, span)| *span)?;
    let first = phrase.tokens.partition_point(|t| t.span.end <= day.start);
    let end = phrase.tokens.partition_point(|t| t.span.start < day.end);
    let ends = |t: &Token| matches!(t.text, "," | "." | ";" | "?" | "!" | "–" | "—" | "-" | "(");
    let before = phrase.tokens.get(..first)?.iter().rev().take(8).take_while(|t| !ends(t)).count();
    let behind = phrase.tokens.get(end..)?.iter().take(10).take_while(|t| !ends(t)).count();
    let line = phrase.line_starts.iter().rev().find(|start| **start <= first).copied().unwrap_or(0);
    let start = (first - before).max(line);
    let spoken = |from: usize, to: usize, phrases: &[&[&str]]| {
        (from..to).any(|at| phrase_at(&phrase.tokens, at, phrases).is_some())
    };
    let waits = phrase.tokens.get(start..first)?.iter().any(|t| t.is("wait"));
    let refused = !waits && spoken(start, first, BEFORE) || spoken(end, (end + 2).min(end + behind), BEHIND);
    refused.then_some(start..end + behind)
}
