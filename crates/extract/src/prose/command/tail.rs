//! What follows an event: where to write it, how to show it, pleas.

use crate::tokens::Role;
use crate::tokens::Token;
use crate::tokens::mark;
use crate::tokens::phrase_at;
use crate::words::CALENDARS;
use crate::words::TAILS;
use crate::words::USUAL;

use super::gone;

/// Cuts where to write the entry, how to show it, what is as usual, and pleas at the end.
pub(super) fn cut_tails(tokens: &mut [Token], start: usize) {
    cut_dated_calendar(tokens);
    let mut at = start;
    while at < tokens.len() {
        if at > start && phrase_at(tokens, at, &TAILS).is_some() {
            gone(tokens, at..tokens.len());
            return;
        }
        match phrase_at(tokens, at, &CALENDARS).or_else(|| phrase_at(tokens, at, &USUAL)) {
            Some(n) => {
                mark(tokens, at..at + n, Role::Gone);
                at += n;
            }
            None => at += 1,
        }
    }
}

/// "to Saturday's calendar"
pub(super) fn cut_dated_calendar(tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        let calendar =
            tokens.get(at).is_some_and(|t| t.is_free() && t.is_any(&["calendar", "calender", "schedule"]));
        if !calendar || tokens.get(at - 1).is_none_or(|t| t.role != Role::Time) {
            continue;
        }
        let day =
            tokens.get(..at).unwrap_or_default().iter().rev().take_while(|t| t.role == Role::Time).count();
        let lead = at
            .checked_sub(day + 1)
            .filter(|i| tokens.get(*i).is_some_and(|t| t.is_any(&["to", "on", "in", "for"])));
        if lead.is_some() || day > 1 {
            gone(tokens, lead.unwrap_or(at)..at + 1);
        }
    }
}
