//! Places behind a preposition: "at Cafe Uno", "in Room 5", "via Zoom".

use std::ops::Range;

use super::phrase::noun_phrase;
use super::room::{is_room_number, is_venue_word};
use crate::tokens::{Role, Token};
use crate::words::{AFFILIATIONS, NOT_PLACES, SERVICES, has};

/// "moved to the sports hall"
fn is_moved(token: &Token) -> bool {
    token.is_any(&["moved", "relocated", "switched", "transferred"])
}

pub(super) fn is_lead(token: &Token) -> bool {
    token.is_any(&["at", "in", "@", "on", "via", "near", "inside", "over", "by", "through", "from", "chez"])
}

/// "at Cafe Uno", "in Room 5", "@ HQ", "via Zoom", "on the beach".
pub(super) fn prepositional(tokens: &[Token], from: usize, asked: bool) -> Option<Range<usize>> {
    let mut best: Option<(u8, Range<usize>)> = None;
    let mut at = from;
    // "church hall (hair up, tights in the airing cupboard)"
    let told_in_bracket = |at: usize| {
        let open = tokens.get(..at).and_then(|before| before.iter().rposition(|t| t.is_any(&["(", ")"])));
        let open = open.filter(|open| tokens.get(*open).is_some_and(|t| t.is("(")));
        open.is_some_and(|open| tokens.get(open..at).is_some_and(|inside| inside.iter().any(|t| t.is(","))))
    };
    while at < tokens.len() {
        let Some(range) = candidate(tokens, at) else {
            at += 1;
            continue;
        };
        let titled =
            tokens.get(from..at).is_some_and(|before| before.iter().any(|t| t.is_free() && t.is_word()));
        let later =
            tokens.get(range.end..).is_some_and(|after| after.iter().any(|t| t.is_free() && t.is_word()));
        let meets = at > from && tokens.get(at - 1).is_some_and(|t| t.is_any(&["meet", "meeting", "arrive"]));
        // "Tuesday 8 February, 6.30pm in the Performing Arts Centre": nothing else is left of the line.
        let timed = || tokens.get(from..at).is_some_and(|before| before.iter().any(|t| t.role == Role::Time));
        let alone = !titled && matches!(tokens.get(at), Some(t) if t.is_any(&["at", "in"])) && timed();
        let low = tokens.get(range.clone()).is_some_and(|words| !words.iter().any(Token::is_capital));
        if low && told_in_bracket(at) {
            at = range.end.max(at + 1);
            continue;
        }
        let score = if meets && best.is_some() { 0 } else { strength(tokens, &range) };
        if (titled || asked || (later || alone) && score > 1)
            && best.as_ref().is_none_or(|(other, _)| score >= *other)
        {
            best = Some((score, range.clone()));
        }
        at = range.end.max(at + 1);
    }
    best.map(|(_, range)| range)
}

/// "in German" is no place.
const LANGUAGES: &[&str] = &[
    "english",
    "french",
    "german",
    "italian",
    "spanish",
    "polish",
    "portuguese",
    "dutch",
    "chinese",
    "japanese",
];

fn candidate(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let lead = tokens.get(at).filter(|t| t.is_free())?;
    let strict = match &*lead.lower {
        "at" | "in" | "@" | "inside" | "near" | "chez" => false,
        "on" | "via" | "over" | "through" => true,
        "to" if at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(is_moved) => true,
        _ => return None,
    };
    let first = tokens.get(at + 1).filter(|t| t.is_free() && (t.is_word()))?;
    let named = if first.is("the") { tokens.get(at + 2)? } else { first };
    if LANGUAGES.contains(&&*named.lower) {
        return None;
    }
    // "in the breakfast room"
    let room =
        tokens.get(at + 2 + usize::from(first.is("the"))).is_some_and(|t| t.is_free() && is_venue_word(t));
    if has(NOT_PLACES, &named.lower) && !named.is_capital() && !room
        || named.lower.ends_with("ing") && !named.is_capital() && !first.is("the")
    {
        return None;
    }
    let range = noun_phrase(tokens, at + 1)?;
    // "Collections Care on a Shoestring"
    let low = || tokens.get(range.clone()).is_some_and(|words| !words.iter().any(Token::is_capital));
    let some = first.is_any(&["a", "an"]) && (strict || low());
    if some && !tokens.get(range.end - 1).is_some_and(is_venue_word) {
        return None;
    }
    // "at the usual time"
    if tokens.get(range.end - 1).is_some_and(|t| t.is_any(&["time", "times"])) {
        return None;
    }
    let occasion = tokens.get(range.clone()).is_some_and(|words| {
        words
            .last()
            .is_some_and(|t| t.is_any(&["wedding", "party", "birthday", "meeting", "ceremony", "reception"]))
            && words.first().is_some_and(|t| t.is_any(&["their", "our", "his", "her", "your", "the", "my"]))
    });
    if occasion {
        return None;
    }
    let venue = || tokens.get(range.clone()).is_some_and(|words| words.iter().any(is_venue_word));
    (!strict || venue()).then_some(range)
}

/// Named places beat places in lower case.
fn strength(tokens: &[Token], range: &Range<usize>) -> u8 {
    let words = tokens.get(range.clone()).unwrap_or_default();
    // "in 100 Gould Hall, also on Zoom": the room is where.
    let service = words.first().is_some_and(|t| has(SERVICES, &t.lower));
    let named = !service && words.iter().any(|t| t.is_capital() || is_venue_word(t) || t.is_number());
    1 + u8::from(named)
}

/// A place behind "in" or "at" that is surely one: it has a venue's noun or a room's number.
pub(crate) fn prepositional_room(tokens: &mut [Token]) -> Option<Range<usize>> {
    let mut at = 0;
    while at < tokens.len() {
        let lead = tokens.get(at).is_some_and(|t| t.is_any(&["in", "at", "@"]));
        let found = if lead { candidate(tokens, at) } else { None };
        if let Some(range) = found {
            let words = tokens.get(range.clone()).unwrap_or_default();
            let sure = words.iter().any(|t| t.is_capital() && is_venue_word(t) || is_room_number(t))
                && !words.iter().any(|t| has(AFFILIATIONS, &t.lower));
            let year = words.len() == 1 && words.iter().any(Token::is_number);
            if sure && !year {
                return Some(range);
            }
            at = range.end;
        }
        at += 1;
    }
    None
}
