//! What follows a command: particles, "my calendar", a generic noun and the word that leads into the event.

use crate::tokens::Role;
use crate::tokens::Token;
use crate::tokens::phrase_at;
use crate::words::{ABOUT, ARTICLES, CALENDARS, CONNECTIVES, ENTRIES, GENERIC, MODIFIERS, has};

use super::Request;

/// Words that a command drags along: "put me down", "block off", "set aside".
pub(super) const PARTICLES: &[&str] =
    &["up", "down", "off", "out", "aside", "together", "in", "me", "us", "myself", "that", "as"];

/// What follows a command: particles, "me", "my calendar", determiners and a generic noun with its connective.
pub(super) fn object(tokens: &[Token], from: usize, request: &mut Request) -> usize {
    let mut at = from;
    let free = |i: usize| tokens.get(i).filter(|t| t.is_free());
    while let Some(token) = free(at) {
        let away = token.is_any(&["out", "off"]) && free(at + 1).is_some_and(|t| t.is("of"));
        let determiner = has(ARTICLES, &token.lower) || PARTICLES.contains(&&*token.lower);
        if let Some(n) = phrase_at(tokens, at, &CALENDARS) {
            at += n;
        } else if determiner && !away {
            at += 1;
        } else {
            break;
        }
    }
    match generic(tokens, at) {
        Some(end) => {
            request.generic = true;
            connective(tokens, end)
        }
        None if tokens.get(at).is_none_or(|t| t.role == Role::Time) && at > from => connective(tokens, at),
        None if at > from && tokens.get(at).is_some_and(|t| t.is_free() && t.is_any(&["for", "about"])) => {
            at + 1
        }
        None => connective_after_time(tokens, at),
    }
}

/// "block [two hours] for …", "mark [Friday] as …"
pub(super) fn connective_after_time(tokens: &[Token], at: usize) -> usize {
    match tokens.get(at) {
        Some(token) if token.role == Role::Time => connective(tokens, at),
        _ => at,
    }
}

/// The end of a generic noun with its modifiers at `at`: "all day event", "calendar entry", "reminder notification".
pub(super) fn generic(tokens: &[Token], at: usize) -> Option<usize> {
    let mut end = at;
    while tokens
        .get(end)
        .is_some_and(|t| t.role == Role::Time || has(MODIFIERS, &t.lower) || has(ARTICLES, &t.lower))
    {
        end += 1;
    }
    let noun = tokens.get(end).filter(|t| t.is_free() && has(GENERIC, &t.lower))?;
    // "meeting reminder", "conference room": the first noun counts only with these.
    let mut end = end + 1;
    while tokens.get(end).is_some_and(|t| t.is_free() && has(GENERIC, &t.lower)) {
        end += 1;
    }
    let eventish = has(ENTRIES, &noun.lower);
    let next = tokens.get(end);
    let ends = next.is_none_or(|t| t.role == Role::Time || !t.is_word() || has(ABOUT, &t.lower));
    let meeting_of = tokens.get(at..end)?.iter().any(|t| t.is("meeting"))
        && !tokens.get(at..end)?.iter().any(|t| t.is("room"));
    ((eventish || ends) && !meeting_of).then_some(end)
}

/// The word that leads from the wrapper into the event: "for", "about", "to", ":"; times before it are passed over.
pub(super) fn connective(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while tokens
        .get(at)
        .is_some_and(|t| t.role == Role::Time || matches!(t.text, ":" | "," | "-" | "–" | "."))
    {
        at += 1;
    }
    let leads = tokens.get(at).is_some_and(|t| t.is_free() && has(CONNECTIVES, &t.lower));
    // "at" and "in" lead into a place, not into the event.
    let place = tokens.get(at).is_some_and(|t| t.is_any(&["at", "in", "on"]));
    if leads && !place { skip_self(tokens, at + 1) } else { from }
}

/// "for me to …", "of my …"
pub(super) fn skip_self(tokens: &[Token], at: usize) -> usize {
    match (tokens.get(at), tokens.get(at + 1)) {
        (Some(me), Some(to)) if me.is("me") && to.is("to") => at + 2,
        _ => at,
    }
}
