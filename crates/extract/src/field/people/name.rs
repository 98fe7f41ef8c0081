//! Which words can be somebody's name.

use crate::tokens::Token;
use crate::words::{NAMES, NO_PERSON, RELATIONS, ROOMS, TITLES, has};

use super::Lead;

/// Words that end a name.
pub(super) const STOPS: &[&str] = &[
    "about",
    "after",
    "and",
    "are",
    "as",
    "asap",
    "at",
    "because",
    "before",
    "but",
    "by",
    "canceled",
    "cancelled",
    "confirmed",
    "during",
    "for",
    "from",
    "has",
    "in",
    "is",
    "it",
    "moved",
    "next",
    "not",
    "now",
    "on",
    "or",
    "over",
    "please",
    "postponed",
    "pushed",
    "re",
    "regarding",
    "rescheduled",
    "same",
    "so",
    "soon",
    "that",
    "then",
    "to",
    "until",
    "via",
    "w/",
    "was",
    "who",
    "whose",
    "will",
];

/// Pronouns and groups that are nobody in particular.
pub(super) const NOBODY: &[&str] = &[
    "all",
    "anyone",
    "each",
    "everybody",
    "everyone",
    "her",
    "him",
    "hr",
    "it",
    "me",
    "my",
    "myself",
    "others",
    "someone",
    "that",
    "the",
    "them",
    "this",
    "us",
    "you",
];

/// What somebody is, before the name.
const ROLES: &[&str] = &[
    "author",
    "chef",
    "coach",
    "consultant",
    "guide",
    "instructor",
    "midwife",
    "nurse",
    "physio",
    "speaker",
    "teacher",
    "therapist",
    "trainer",
    "tutor",
];

/// The words of one name from `at`, determiners left out.
pub(super) fn item(tokens: &[Token], at: usize) -> Option<std::ops::Range<usize>> {
    let mut start = at;
    while tokens
        .get(start)
        .is_some_and(|t| t.is_free() && t.is_any(&["my", "the", "our", "me", "clerks", "both"]))
    {
        start += 1;
    }
    // "tutor Jane Moss"
    let role = tokens.get(start).is_some_and(|t| t.is_free() && !t.is_capital() && t.is_any(ROLES));
    if role && tokens.get(start + 1).is_some_and(|t| t.is_free() && t.is_capital()) {
        start += 1;
    }
    let mut end = start;
    while let Some(token) = tokens.get(end).filter(|t| t.is_free()) {
        let initial = token.is(".") && end > start && tokens.get(end - 1).is_some_and(is_initial);
        // "call bob 555-0142"
        let number = end > start && token.text.starts_with(|c: char| c.is_ascii_digit());
        if number {
            break;
        }
        if !(initial || token.is_word() && !STOPS.contains(&&*token.lower)) {
            break;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// A single letter or a form of address: the full stop after it belongs to the name.
pub(super) fn is_initial(token: &Token) -> bool {
    has(TITLES, &token.lower) || token.text.chars().count() == 1 && token.is_capital()
}

/// Whether a run of words can be someone.
pub(super) fn is_person(words: &[Token], lead: Lead) -> bool {
    let Some(first) = words.first() else { return false };
    let known = |t: &Token| has(NAMES, &t.lower) || has(RELATIONS, &t.lower) || has(TITLES, &t.lower);
    if NOBODY.contains(&&*first.lower) || has(ROOMS, &first.lower) || first.is_number() || words.len() > 4 {
        return false;
    }
    let capital = words.iter().all(|t| t.is_capital() || !t.is_word() || known(t));
    let last_known = words.last().is_some_and(|t| has(RELATIONS, &t.lower));
    match lead {
        Lead::Verb | Lead::Between => known(first) || capital && !first.lower.ends_with("ing"),
        Lead::Known => known(first),
        Lead::With | Lead::Invited => known(first) || last_known || capital || is_plain_name(words),
    }
}

/// Lower-case words that may be a name: one or two, none of them a determiner, a gerund or a common noun of things.
pub(super) fn is_plain_name(words: &[Token]) -> bool {
    let odd = |t: &Token| t.lower.ends_with("ing") || has(NO_PERSON, &t.lower);
    words.len() <= 2 && !words.iter().any(odd)
}
