//! The words of a place: from where it starts to where it ends.

use std::ops::Range;

use crate::tokens::Role;
use crate::tokens::Token;
use crate::words::COMMANDS;
use crate::words::NAMES;
use crate::words::ROOMS;
use crate::words::STREETS;
use crate::words::has;

use super::room::is_venue_word;

/// The noun phrase from `start`, with its own "of", "in Porto", "on Market Street" and ", OR".
pub(super) fn noun_phrase(tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while let Some(token) = tokens.get(end).filter(|t| t.is_free()) {
        let next = tokens.get(end + 1).filter(|t| t.is_free());
        let capital_next = next.is_some_and(|t| t.is_capital() || t.is_number());
        // "200 W Adams" stands in the west.
        let west = token.text == "W" && next.is_some_and(Token::is_capital);
        let goes_on = match &*token.lower {
            "w" if west => true,
            "with" | "for" | "about" | "from" | "until" | "to" | "that" | "which" | "where" | "so"
            | "because" | "then" | "please" | "if" | "w" | "when" | "it" | "is" | "are" | "by" | "will"
            | "i" | "as" | "or" | "please!" | "except" | "excluding" | "unless" | "starting" | "every"
            | "right" | "ok" | "okay" | "yeah" | "pls" | "innit" | "same" | "but" | "instead"
            | "followed" | "bring" | "still" | "ko" | "kickoff" | "vs" | "v" | "against" | "has" | "have"
            | "was" | "were" => false,
            "in" | "on" if token.is_capital() && next.is_none_or(|t| t.is(",")) => end > start,
            // "in the fishbowl – Tam on clocks"
            "–" | "—" if tokens.get(end - 1).is_some_and(|t| !t.is_capital() && !t.is_number()) => false,
            "in" | "on" | "at" | "&" | "-" | "–" | "—" => {
                next.is_some_and(|t| t.is_capital() || t.is_number() || t.is("the")) && end > start
            }
            "and" => end > start && capital_next && tokens.get(end - 1).is_some_and(Token::is_capital),
            "," => end > start && goes_on_after_comma(tokens, end),
            "." => {
                end > start
                    && tokens.get(end - 1).is_some_and(is_short)
                    && capital_next
                    && !ends_address(tokens, start, end)
            }
            "(" => {
                match closing(tokens, end).filter(|close| end > start && !is_remark(tokens, end, *close)) {
                    Some(close) => {
                        end = close;
                        true
                    }
                    None => false,
                }
            }
            ")" => tokens.get(start..end).is_some_and(|words| words.iter().any(|t| t.is("("))),
            "of" | "'" | "/" | "#" | "+" => next.is_some(),
            // "Dance Studio, R $72"
            _ if token.text.starts_with(['$', '£', '€']) => false,
            _ => token.is_word(),
        };
        if !goes_on || end - start > 14 {
            break;
        }
        end += 1;
    }
    while end > start
        && tokens
            .get(end - 1)
            .is_some_and(|t| !t.is_word() && !t.is(")") || t.is_any(&["the", "of"]) || t.text == "a")
    {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// "(upstairs)", "(pizza!!)", "(own cost)": words in brackets that are no part of a place's name.
pub(super) fn is_remark(tokens: &[Token], open: usize, close: usize) -> bool {
    let inside = tokens.get(open + 1..close).unwrap_or_default();
    // "(lower field, by the creek)"
    let told = inside.iter().any(|t| t.is(","));
    inside.iter().all(|t| !t.is_capital() && !t.is_number() && (told || !is_venue_word(t)))
}

/// "210 Water St. Lunch is …": the full stop behind a numbered street ends the sentence.
pub(super) fn ends_address(tokens: &[Token], start: usize, stop: usize) -> bool {
    let letter = stop >= 2 && tokens.get(stop - 2).is_some_and(|t| has(ROOMS, &t.lower));
    if letter {
        return true;
    }
    // "77 Wellington St N. Wear old clothes"
    let points = tokens.get(stop - 1).is_some_and(|t| matches!(t.text, "N" | "S" | "E" | "W"));
    if points && stop >= 2 && tokens.get(stop - 2).is_some_and(|t| has(STREETS, &t.lower)) {
        return true;
    }
    let street = tokens.get(stop - 1).is_some_and(|t| has(STREETS, &t.lower));
    let number = tokens.get(start..stop).and_then(|words| words.iter().rposition(Token::is_number));
    // "The Lamb & Flag, Rose St. First round …"
    let named = tokens
        .get(start..stop.saturating_sub(1))
        .is_some_and(|words| matches!(words, [.., comma, name] if comma.is(",") && name.is_capital()));
    street && (named || number.is_some_and(|at| start + at + 2 < stop))
}

/// An abbreviation such as "St" or "F": a full stop after it ends no sentence.
pub(super) fn is_short(token: &Token) -> bool {
    token.text.chars().count() <= 2 && token.is_capital()
}

/// A comma inside a place: ", Oregon", ", 2nd floor", ", HQ" and then the end, a time or another comma.
pub(super) fn goes_on_after_comma(tokens: &[Token], comma: usize) -> bool {
    let Some(next) = tokens.get(comma + 1).filter(|t| t.is_free()) else { return false };
    let words = tokens.iter().skip(comma + 1).take_while(|t| t.is_free() && t.is_word()).take(6);
    let count = words.clone().count();
    let plain = words
        .clone()
        .all(|t| t.is_capital() || t.is_number() || is_venue_word(t) || t.is("of") || t.is("the"));
    // "the Parkland Library, second floor"
    let plain = plain || count == 2 && words.clone().last().is_some_and(|t| t.is_any(&["floor", "level"]));
    // "Room 3.14, Alan Turing Building" names no person.
    let venue = words.clone().last().is_some_and(is_venue_word) && count > 1;
    // "stadium, MANDATORY"
    let remark = next.is_any(&["compulsory", "free", "mandatory", "optional", "required", "tbc", "tba"]);
    let person = remark || !venue && has(NAMES, &next.lower) || has(COMMANDS, &next.lower);
    // A time right behind the words makes them the next event of a list ("Movie 22:00").
    let street = next.is_number() && words.clone().any(|t| t.is_capital() && has(STREETS, &t.lower));
    let timed = !street && tokens.get(comma + 1 + count).is_some_and(|t| t.role == Role::Time);
    plain && !person && !timed && count <= 5
}

pub(super) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let rest = tokens.get(open + 1..)?;
    let close = rest.iter().take(8).position(|t| t.is_any(&[")", "]"]))?;
    rest.get(..close)?.iter().all(Token::is_free).then_some(open + 1 + close)
}
