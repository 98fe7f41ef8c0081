//! What stands behind a time or a place in a sentence, and is no part of the name.

use crate::tokens::{Role, Token};
use crate::words::{EMPTY, GENERIC, GOES_ON, VAGUE, has};

/// "Plant swap, 11am-1pm, by the hut", "car in weds 7:30, loaner ok": behind the time and a mark words in lower case say
/// more of what has its name already.
pub(super) fn goes_on_behind_time(tokens: &[Token], at: usize, kept: &[&Token]) -> bool {
    let mark = tokens.get(at).is_some_and(|t| matches!(t.text, "," | "–" | "—" | "--" | "-"));
    // "9:00 AM (online), calculator ok"
    let closed = at > 0 && tokens.get(at - 1).is_some_and(|t| t.is(")"));
    let open = tokens.get(..at).filter(|_| closed).and_then(|before| before.iter().rposition(|t| t.is("(")));
    let before = open.unwrap_or(at).checked_sub(1).and_then(|i| tokens.get(i));
    let behind = before.is_some_and(|t| matches!(t.role, Role::Time | Role::Place));
    let Some(next) = tokens.get(at + 1).filter(|_| mark && behind) else { return false };
    let named = kept.iter().any(|t| t.is_word() && !has(EMPTY, &t.lower) && !has(GENERIC, &t.lower));
    // "Winter break: 21-28 December – club closed" says what the day is.
    let closed = tokens.iter().skip(at + 1).take(4).any(|t| t.is_any(&["closed", "shut"]));
    // "— 2 photos"
    let counted = tokens.get(at + 2).is_some_and(|t| t.is_free() && t.text.starts_with(char::is_lowercase));
    let low =
        next.role == Role::Free && next.is_word() && !next.is_capital() && (!next.is_number() || counted);
    named && !closed && low && !has(GOES_ON, &next.lower)
}

/// "The following night": only a time of its own, before a verb that says what takes place then.
pub(super) fn is_vague(kept: &[&Token]) -> bool {
    let mut words = kept.iter().filter(|t| t.is_word()).peekable();
    words.peek().is_some() && words.all(|t| has(VAGUE, &t.lower))
}

pub(super) fn is_behind_time_or_comma(tokens: &[Token], at: usize) -> bool {
    tokens.get(..at).is_some_and(|before| {
        before.iter().rev().take(2).any(|t| t.role == Role::Time)
            || before.last().is_some_and(|t| t.is_any(&["will", "is"]))
    })
}

pub(super) fn is_behind_time(tokens: &[Token], at: usize) -> bool {
    tokens.get(at - 1).is_some_and(|t| matches!(t.role, Role::Time | Role::Place))
}

/// "(forms due Friday)", "(doors at 7)"
pub(super) fn holds_time(tokens: &[Token], open: usize) -> bool {
    let close = closing(tokens, open).unwrap_or(open);
    tokens.get(open..close).is_some_and(|inside| inside.iter().any(|t| t.role == Role::Time && t.is_word()))
}

/// "(boxes in the hallway)": what is left of it names nothing.
pub(super) fn holds_place(tokens: &[Token], open: usize) -> bool {
    let close = closing(tokens, open).unwrap_or(open);
    tokens.get(open..close).is_some_and(|inside| inside.iter().any(|t| t.role == Role::Place && t.is_word()))
}

/// The bracket that closes the one at `open`.
pub(super) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    tokens.iter().skip(open).take(30).position(|t| t.is(")")).map(|length| open + length)
}
