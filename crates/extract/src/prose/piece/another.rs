//! What behind one occasion is told of another: a sentence with its own subject, a request, the day on which it goes on.

use std::ops::Range;

use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token, phrase_at};
use crate::words::{ARTICLES, COMMANDS, COPULAS, EMPTY, GENERIC, has};

use super::begin::{gathers, names_something};

/// First words of a sentence that says more of the occasion before it, whatever day and hour it tells.
const SAYS_MORE: &[&str] = &[
    "around",
    "but",
    "he",
    "her",
    "his",
    "i",
    "i'll",
    "i'm",
    "if",
    "it",
    "it's",
    "like",
    "location",
    "maybe",
    "or",
    "otherwise",
    "please",
    "put",
    "same",
    "say",
    "she",
    "so",
    "still",
    "that",
    "that's",
    "then",
    "there",
    "these",
    "they",
    "thinking",
    "this",
    "those",
    "we",
    "we'll",
    "we're",
    "which",
    "you",
    "you'll",
];

/// "… gives a talk. The seed swap is on Saturday 21 August from 10am": behind a whole time a sentence with a subject that
/// was not spoken of, and a day and an hour of its own.
pub(super) fn tells_another(phrase: &Phrase, at: usize, left: &Range<usize>) -> bool {
    let rest = phrase.tokens.get(at..).unwrap_or_default();
    let ends = |n: &usize| *n > 0 && rest.get(*n).is_some_and(|t| t.is_any(&[".", "!", "?"]));
    let end = (0..rest.len().min(SENTENCE)).find(ends).unwrap_or(rest.len().min(SENTENCE));
    let sentence = rest.get(..end).unwrap_or_default();
    let timed = |t: &Token| t.role == Role::Time && (t.day || t.clock);
    let first = sentence.iter().position(timed).unwrap_or(0);
    let words: Vec<&Token> = sentence.iter().take(first).filter(|t| t.is_word() && t.is_free()).collect();
    let whole = sentence.iter().any(|t| t.day) && sentence.iter().any(|t| t.clock);
    let more = words.first().is_none_or(|t| t.is_any(SAYS_MORE) || has(COMMANDS, &t.lower));
    if !whole || more || !names_something(&words) || gathers(&words) {
        return false;
    }
    let said = phrase.tokens.get(left.clone()).unwrap_or_default();
    let copula = |t: &&&Token| phrase_at(std::slice::from_ref(**t), 0, &COPULAS).is_none();
    let subject =
        words.iter().take_while(copula).filter(|t| !has(EMPTY, &t.lower) && !has(ARTICLES, &t.lower));
    let subject: Vec<&&Token> = subject.collect();
    let known = |t: &&&Token| said.iter().any(|old| old.lower == t.lower);
    !subject.last().is_none_or(known) && !subject.iter().all(|t| has(GENERIC, &t.lower))
}

/// Tokens of a sentence that tells when something is.
const SENTENCE: usize = 48;

/// "remind me tomorrow to call …. also block off nov 12-14 for …": another thing that somebody asks to be added.
pub(super) fn is_asked_too(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    let first = words.iter().find(|t| t.is_word() && !t.is_any(&["also", "and", "please", "then"]));
    let adds = first.is_some_and(|t| t.is_any(&["add", "block", "book", "put", "remind", "schedule", "set"]));
    let asked = || phrase.tokens.iter().take(6.min(at)).any(|t| has(COMMANDS, &t.lower) || t.is("remind"));
    adds && !words.iter().any(|t| t.is_any(&["it", "that", "this"])) && asked()
}

/// "schedule a call …, and block 2 hours for slides on Friday": a length of its own, and for what.
pub(super) fn asks_for_hours(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    let rest = || phrase.tokens.iter().skip(at + words.len());
    let length = rest().take_while(|t| t.role == Role::Time && !t.day && !t.clock).count();
    let mut behind = rest().skip(length);
    let led = behind.next().is_some_and(|t| t.is_free() && t.is("for"));
    let named = behind.next().is_some_and(|t| t.is_free() && t.is_word());
    let alone = words.len() == 1 && length > 0 && led && named;
    alone && rest().any(|t| t.day) && is_asked_too(phrase, at, words)
}

/// "Early release Wed 12/23. No school 12/24-1/4.": days of their own, unless they fall out of a rule.
pub(super) fn is_no_school(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    let told = matches!(words, [no, school, ..] if no.is("no") && school.is("school"));
    let day = phrase.tokens.get(at + words.len()).is_some_and(|t| t.day);
    told && day && words.len() <= 4 && !phrase.times.iter().any(timex::Expression::has_rule)
}

/// "We break up on Friday 18 December and return Tuesday 5 January": behind a whole day the one on which it goes on.
pub(super) fn comes_back(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    const VERBS: &[&str] =
        &["back", "reopen", "reopens", "restart", "restarts", "resume", "resumes", "return", "returns"];
    let alone = matches!(words, [verb] if verb.is_any(VERBS));
    let time = || phrase.tokens.iter().skip(at + words.len()).take_while(|t| t.role == Role::Time);
    let before = phrase.tokens.get(..at).unwrap_or_default();
    let whole_day = before.iter().any(|t| t.day) && !before.iter().any(|t| t.clock);
    alone && whole_day && time().any(|t| t.day) && !time().any(|t| t.clock)
}
