//! What is surely a room, a venue or an address.

use std::ops::Range;

use crate::tokens::{Role, Token};
use crate::words::AFFILIATIONS;
use crate::words::NAMES;
use crate::words::ROOMS;
use crate::words::SERVICES;
use crate::words::STREETS;
use crate::words::TITLES;
use crate::words::VENUES;
use crate::words::has;

use super::phrase::is_short;
use super::trailing::is_boundary;

pub(crate) fn is_venue_word(token: &Token) -> bool {
    let word = &*token.lower;
    has(VENUES, word) || has(ROOMS, word) || has(SERVICES, word) || token.is_capital() && has(STREETS, word)
}

/// A room, a venue, an address, a service; after a comma a name in capitals will do.
pub(super) fn looks_like_place(words: &[Token], named_is_enough: bool) -> bool {
    let Some((first, last)) = words.first().zip(words.last()) else { return false };
    let terms = [
        "sold",
        "full",
        "free",
        "tba",
        "tbc",
        "tbd",
        "cancelled",
        "canceled",
        "postponed",
        "waitlist",
        "byob",
        "rsvp",
    ];
    if first.is_any(&terms) {
        return false;
    }
    let numbered = words.len() >= 2
        && words.windows(2).any(|pair| {
            pair.first().is_some_and(|t| has(ROOMS, &t.lower))
                && pair.last().is_some_and(|t| t.is_number() || is_short(t) || is_room_number(t))
        });
    let venue = has(VENUES, &last.lower)
        || has(SERVICES, &first.lower) && (first.is_capital() || !first.is("meet"))
        || has(ROOMS, &last.lower);
    let address = first.is_number() && words.iter().any(|t| has(STREETS, &t.lower))
        || words.len() >= 2 && first.is_capital() && last.is_capital() && has(STREETS, &last.lower);
    // "willow dental on 5th st"
    let crossing = words.windows(3).any(|w| {
        matches!(w, [on, number, street] if on.is_any(&["at", "on"]) && number.is_number() && has(STREETS, &street.lower))
    });
    let address = address || crossing && words.len() <= 6;
    // "back room of Conway's"
    let of = words.windows(3).any(|w| {
        matches!(w, [room, of, name] if (has(ROOMS, &room.lower) || has(VENUES, &room.lower)) && of.is("of") && (name.is_capital() || name.is("the")))
    });
    let venue = venue || of;
    let named = words.len() <= 4 && words.iter().all(|t| t.is_capital() || t.is_any(&["of", "the"]));
    numbered || venue || address || named_is_enough && named
}

/// How surely `words` are nothing but a room or a venue: 2 for a room's number beside a name ("Hall 12", "5409 Main
/// Building"), 1 for a venue's noun ("Adams Wing, Baker Hall"), 0 for anything else.
pub(crate) fn room(words: &[Token]) -> u8 {
    let said: Vec<&Token> = words.iter().filter(|t| t.is_word()).collect();
    let small = [
        "of",
        "the",
        "in",
        "at",
        "and",
        "on",
        "floor",
        "conference",
        "conf",
        "main",
        "upper",
        "lower",
        "back",
        "front",
        "side",
        "upstairs",
        "downstairs",
    ];
    let named = |t: &&Token| t.is_capital() || t.is_number() || t.is_any(&small) || is_venue_word(t);
    if said.is_empty() || said.len() > 9 || !said.iter().all(named) {
        return 0;
    }
    let street =
        said.iter().any(|t| t.is_capital() && has(STREETS, &t.lower)) && said.iter().any(|t| t.is_number());
    // "Science Hall 140"
    let hall = said.windows(2).any(|pair| {
        matches!(pair, [hall, number] if (has(VENUES, &hall.lower) && is_room_number(number) || has(ROOMS, &hall.lower) && number.is_number()))
    });
    // "School Field"
    let school = |t: &Token| t.is_any(&["college", "community", "school"]);
    let ground = |t: &Token| t.is_capital() && (has(VENUES, &t.lower) || has(ROOMS, &t.lower)) && !school(t);
    let hall = hall || matches!(said.as_slice(), [a, b] if school(a) && ground(b));
    if !street && !hall && said.iter().any(|t| has(AFFILIATIONS, &t.lower)) {
        return 0;
    }
    let number = said.iter().any(|t| is_room_number(t));
    let name = said
        .iter()
        .any(|t| t.is_capital() && !is_room_number(t) && t.text.chars().count() > 1 || has(ROOMS, &t.lower));
    // "St. Peter's, High Street"
    let saint = said.windows(2).any(|pair| {
        matches!(pair, [st, name] if st.is_any(&["st", "saint"]) && name.is_capital() && name.lower.ends_with("'s"))
    });
    let venue = saint || said.iter().any(|t| has(VENUES, &t.lower) || has(ROOMS, &t.lower));
    let address =
        said.iter().any(|t| t.is_capital() && has(STREETS, &t.lower)) && said.iter().any(|t| t.is_number());
    let alone = said.len() == 1 && said.iter().any(|t| has(VENUES, &t.lower) && t.is_capital());
    match (address || number && name && said.len() <= 7, alone || venue && said.len() >= 2) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// "court 3 at Zuidas": a numbered room before "at" belongs to the place, when something else names the event.
pub(super) fn room_before(tokens: &[Token], from: usize, place: &Range<usize>) -> Option<Range<usize>> {
    let number = place
        .start
        .checked_sub(2)
        .filter(|i| tokens.get(*i).is_some_and(|t| t.is_free() && t.is_number()))?;
    let room = number
        .checked_sub(1)
        .filter(|i| tokens.get(*i).is_some_and(|t| t.is_free() && has(ROOMS, &t.lower)))?;
    let joined = tokens.get(number + 1).is_some_and(|t| t.is_any(&["at", "in", "@"]));
    let parted = room > from && tokens.get(room - 1).is_some_and(|t| t.role == Role::Time || is_boundary(t));
    (joined && parted).then_some(room..place.end)
}

/// "async in anger, Room B", "Tomas Ruiz, Room A": what stands before the comma is no part of where.
pub(super) fn room_alone(tokens: &[Token], place: &Range<usize>) -> Option<Range<usize>> {
    let words = tokens.get(place.clone())?;
    let comma = words.iter().rposition(|t| t.is(","))?;
    let (before, behind) = (words.get(..comma)?, words.get(comma + 1..)?);
    let counts =
        |t: &Token| t.is_number() || is_short(t) || t.is_any(&["one", "two", "three", "four", "five", "six"]);
    let numbered = matches!(behind, [room, number] if (has(ROOMS, &room.lower) || has(VENUES, &room.lower)) && counts(number));
    // "Lifetimes without tears - Tomas Ruiz, Room A"
    let dashed = place.start.checked_sub(1).and_then(|at| tokens.get(at));
    let dashed = dashed.is_some_and(|t| matches!(t.text, "-" | "–" | "—"));
    let person = before.len() <= 3
        && before.iter().all(Token::is_capital)
        && (before.first().is_some_and(|t| has(NAMES, &t.lower) || has(TITLES, &t.lower))
            || before.len() == 2 && dashed);
    let plain = matches!(before, [word] if !word.is_capital());
    let venue = before.iter().any(is_venue_word) || before.iter().any(Token::is_number);
    (numbered && !venue && (person || plain)).then_some(place.start + comma + 1..place.end)
}

/// Up to four digits and at most two letters around them: "5409", "4615A", "A18C", "B131".
pub(super) fn is_room_number(token: &Token) -> bool {
    let length = token.text.chars().count();
    let digits = token.text.chars().filter(char::is_ascii_digit).count();
    let letters = token.text.chars().filter(char::is_ascii_uppercase).count();
    (2..=4).contains(&digits) && letters <= 2 && digits + letters == length && (letters > 0 || digits >= 3)
}
