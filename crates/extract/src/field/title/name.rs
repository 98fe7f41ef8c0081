//! Names that a sentence gives: quoted, or "called X".

use crate::tokens::Role;
use crate::tokens::Token;
use crate::words::HEADS;
use crate::words::has;
use crate::words::{EMPTY, GENERIC};

/// Words that give a name to the event.
pub(super) const NAMING: &[&str] =
    &["called", "entitled", "labeled", "labelled", "labled", "name", "named", "subject", "title", "titled"];

/// The quoted words that name the event: their range without the quotation marks.
///
/// Only a request or a sentence that is mostly the quotation is named by it; prose quotes for other reasons.
pub(crate) fn quoted(tokens: &[Token]) -> Option<std::ops::Range<usize>> {
    let open = tokens.iter().position(|t| matches!(t.text, "\"" | "“" | "„" | "«" | "'" | "‘"))?;
    let mark = tokens.get(open)?.text;
    let closes = |t: &Token| match mark {
        "\"" => t.text == "\"",
        "'" | "‘" => matches!(t.text, "'" | "’"),
        "«" => t.text == "»",
        _ => matches!(t.text, "”" | "“" | "\""),
    };
    let close = open + 1 + tokens.iter().skip(open + 1).take(20).position(closes)?;
    let inside = tokens.get(open + 1..close)?;
    inside.iter().any(Token::is_word).then_some(open + 1..close)
}

/// Words with which no name of an event begins before a colon.
const NOT_NAMES: &[&str] = &[
    "also",
    "available",
    "by",
    "correction",
    "date",
    "dates",
    "deadline",
    "fyi",
    "hello",
    "hey",
    "hi",
    "next",
    "note",
    "now",
    "reminder",
    "start",
    "starts",
    "time",
    "todo",
    "update",
    "when",
];

/// Words with which it goes on behind the time of a name: where, or with a mark.
const GOES_ON: &[&str] = &["@", "at", "behind", "by", "from", "in", "near", "on", "outside"];

/// "Quiz night: Fri 23 Oct, 7.30, St Columba's hall": the name before a colon, with the time right behind it and marks or a
/// place behind that.
pub(crate) fn before_colon(tokens: &[Token], from: usize) -> Option<std::ops::Range<usize>> {
    let colon = tokens.iter().take(from + LONGEST).position(|t| t.is(":")).filter(|at| *at > from)?;
    let name = tokens.get(from..colon)?;
    let first = name.iter().find(|t| t.is_word())?;
    let plain = name.iter().all(Token::is_free) && name.iter().any(|t| t.is_word() && !has(EMPTY, &t.lower));
    let timed = tokens.get(colon + 1).is_some_and(|t| t.role == Role::Time);
    let rest = tokens.iter().skip(colon + 1).find(|t| t.role != Role::Time)?;
    let goes_on = !rest.is_word() && !matches!(rest.text, "–" | "—" | "-") || rest.is_any(GOES_ON);
    // "Next committee meeting: 14 January"
    let next = first.is("next") && name.iter().filter(|t| t.is_word()).count() > 2;
    let from = if next { from + 1 + name.iter().take_while(|t| !t.is_word()).count() } else { from };
    (plain && timed && goes_on && (next || !has(NOT_NAMES, &first.lower))).then_some(from..colon)
}

/// Words and marks of the longest such name.
const LONGEST: usize = 12;

/// Where a given name starts ("an event called X"), if the sentence gives one.
pub(crate) fn named(tokens: &[Token]) -> Option<usize> {
    let at = tokens.iter().position(|t| t.is_free() && NAMING.contains(&&*t.lower))?;
    let word = tokens.get(at)?;
    let mut next = at + 1;
    // "a labelled water bottle"
    let adjective =
        at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.is_any(&["a", "an", "the"]));
    if adjective && !word.is_any(&["name", "subject", "title"]) {
        return None;
    }
    let joined = tokens.get(next).is_some_and(|t| t.is_any(&["as", "is", ":", "it"]));
    if joined {
        next += 1;
    }
    if word.is_any(&["name", "title", "subject"]) && !joined {
        return None;
    }
    let of_event = tokens.get(at.saturating_sub(6)..at)?.iter().any(|t| {
        has(GENERIC, &t.lower)
            || has(HEADS, &t.lower)
            || t.role == Role::Gone
            || t.role == Role::Time
            || t.role == Role::Person
    });
    let follows = tokens.get(next).is_some_and(Token::is_free);
    (of_event && follows).then_some(next)
}
