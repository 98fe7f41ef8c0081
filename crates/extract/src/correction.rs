//! Words that take back what was said before them: "2pm no wait, 3 pm", "Sorry, I meant Wednesday".

use timex::{Context, Expression};

use crate::phrase::Phrase;
use crate::times;
use crate::tokens::{Role, mark, phrase_at};

/// What an author says who corrects a time.
const MARKS: &[&[&str]] = &[
    &["actually", "make", "it"],
    &["actually", "make", "that"],
    &["actually"],
    &["correction"],
    &["i", "mean"],
    &["i", "meant"],
    &["make", "it"],
    &["make", "that"],
    &["no", ",", "i", "mean"],
    &["no", ",", "make", "it"],
    &["no", ",", "make", "that"],
    &["no", ",", "sorry"],
    &["no", ",", "wait"],
    &["no", "i", "mean"],
    &["no", "make", "it"],
    &["no", "make", "that"],
    &["no", "sorry"],
    &["no", "wait"],
    &["oops"],
    &["or", "rather"],
    &["scratch", "that"],
    &["sorry", ",", "i", "mean"],
    &["sorry", ",", "i", "meant"],
    &["sorry", "i", "mean"],
    &["sorry", "i", "meant"],
    &["sorry"],
    &["wait"],
];

/// Notes where the words correct themselves: a mark that stands behind a time, with another time near behind it.
pub(crate) fn note(phrase: &mut Phrase) {
    if phrase.times.len() < 2 {
        return;
    }
    let mut at = 0;
    while at < phrase.tokens.len() {
        let Some(length) = phrase_at(&phrase.tokens, at, MARKS).filter(|n| corrects(phrase, at, *n)) else {
            at += 1;
            continue;
        };
        phrase.corrected = phrase.tokens.get(at).map(|t| t.span.start);
        mark(&mut phrase.tokens, at..at + length, Role::Gone);
        at += length;
    }
}

/// The mark is followed by a time within a few words ("make it 7" names one) and has one before it.
fn corrects(phrase: &Phrase, at: usize, length: usize) -> bool {
    let Some(mark) = phrase.tokens.get(at) else { return false };
    let before = phrase.times.iter().any(|time| time.span.end <= mark.span.start);
    let mut after = phrase.tokens.iter().skip(at + length);
    let alone = length == 1;
    let near = after.by_ref().take(if alone { 3 } else { 14 }).any(|t| t.role == Role::Time);
    before && near
}

/// Of the times around the correction at the byte `at` the last one behind it holds; what it leaves open stands as it
/// was said before.
pub(crate) fn apply(at: usize, times: &mut Vec<Expression>, context: &Context) {
    let Some(new) = times.iter().rev().find(|t| times::home(t).start > at).cloned() else { return };
    let old = times.iter().rev().find(|t| times::home(t).start < at);
    let whole = times::has_date(&new) && times::has_time(&new);
    let joined = old.filter(|_| !whole).and_then(|old| timex::join(&[&new, old], context));
    *times = vec![joined.unwrap_or(new)];
}
