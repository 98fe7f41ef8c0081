//! Places without a preposition: behind the time, behind a comma, in brackets.

use std::ops::Range;

use crate::tokens::Role;
use crate::tokens::Token;
use crate::words::EMPTY;
use crate::words::NAMES;
use crate::words::NOT_PLACES;
use crate::words::RELATIONS;
use crate::words::ROOMS;
use crate::words::SERVICES;
use crate::words::TITLES;
use crate::words::VENUES;
use crate::words::has;

use super::phrase::closing;
use super::phrase::is_remark;
use super::phrase::noun_phrase;
use super::room::is_room_number;
use super::room::is_venue_word;
use super::room::looks_like_place;
use super::room::room;

/// "Keynote (Main Hall)": brackets that hold nothing but a place.
pub(super) fn bracketed(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let open = (from.max(1)..tokens.len())
        .find(|i| tokens.get(*i).is_some_and(|t| t.is_free() && t.is_any(&["(", "["])))?;
    let close = closing(tokens, open)?;
    let inside = tokens.get(open + 1..close)?;
    // "gym (yes the gym)"
    if inside.first().is_some_and(|t| t.is_any(&["no", "not", "yes"])) {
        return None;
    }
    // "Same room (B204)", "same room (Cedar)"
    let same = open >= 2 && tokens.get(open - 2).is_some_and(|t| t.is("same"));
    let named = |t: &Token| is_room_number(t) || same && t.is_capital();
    let numbered = tokens.get(open - 1).is_some_and(|t| has(ROOMS, &t.lower)) && inside.iter().all(named);
    (numbered || room(inside) > 0 || looks_like_place(inside, false)).then_some(open + 1..close)
}

/// "Lunch with Tom, Cafe Rio, tomorrow 12:30": a venue between a comma and the time.
pub(super) fn between_commas(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let comma = |i: usize| tokens.get(i).is_some_and(|t| t.is_free() && is_boundary(t));
    // Looked up once: a list may have thousands of commas.
    let first = |wanted: &dyn Fn(&Token) -> bool| tokens.iter().position(wanted).unwrap_or(usize::MAX);
    let time = first(&|t| t.role == Role::Time);
    let parted = first(&|t| t.role == Role::Time || t.role == Role::Person || is_boundary(t));
    let title = tokens.iter().skip(from).position(|t| t.is_free() && t.is_word())? + from;
    (from + 1..tokens.len()).filter(|at| comma(*at)).find_map(|at| {
        let start = at + 1;
        let length = tokens
            .iter()
            .skip(start)
            .take(6)
            .take_while(|t| t.is_free() && (t.is_word() || t.is_any(&["&", "#"])))
            .count();
        let words = tokens.get(start..start + length).filter(|words| !words.is_empty())?;
        let ends = tokens.get(start + length).is_none_or(|t| t.role == Role::Time || is_boundary(t));
        let person = words.first().is_some_and(|t| has(NAMES, &t.lower) || t.role == Role::Person);
        let named = words.iter().all(|t| t.is_capital() || t.is_number() || t.is_any(&["&", "#"]));
        // "7pm - Quill & Co - with Dana": set off by dashes on both sides, behind the time.
        let dash = |i: usize| tokens.get(i).is_some_and(|t| matches!(t.text, "-" | "–" | "—" | "|"));
        let set_off = dash(at) && dash(start + length) && time < at && words.len() <= 4;
        // "RustWeek, Utrecht, May 10-14": a name between commas right before the time.
        let comma = |i: usize| tokens.get(i).is_some_and(|t| t.is(","));
        let town = comma(at)
            && comma(start + length)
            && tokens.get(start + length + 1).is_some_and(|t| t.role == Role::Time)
            && words.len() <= 3
            && parted >= at;
        // "Lunch 13:00 Fri, Dishoom Kings X, table for 3"
        let behind = tokens.get(at - 1).is_some_and(|t| t.role == Role::Time);
        let set_off = set_off
            || comma(at)
                && comma(start + length)
                && behind
                && (2..=4).contains(&words.len())
                && !words.first().is_some_and(|t| has(TITLES, &t.lower));
        let noted = || {
            let next = start + length + 1;
            comma(at)
                && comma(next - 1)
                && tokens.get(next).is_some_and(|t| t.role == Role::Time)
                && is_name_in_note(tokens, from, &(start..start + length))
        };
        let venue =
            named && (set_off || town || words.iter().any(is_venue_word) && words.len() >= 2 || noted());
        (ends && venue && title < at && !person).then_some(start..start + length)
    })
}

/// "… 09:00-09:30 Office 12", "…, Online", "…, Main Hall": what stands last, after a time or a comma.
pub(super) fn trailing(tokens: &[Token], from: usize, named: bool) -> Option<Range<usize>> {
    let tokens = tokens.get(..remark(tokens))?;
    let tokens = tokens.get(..price(tokens))?;
    let words: Vec<usize> =
        (from..tokens.len()).filter(|i| tokens.get(*i).is_some_and(|t| t.is_free() && t.is_word())).collect();
    let last = *words.last()?;
    let mut start = last;
    while start > from && tokens.get(start - 1).is_some_and(|t| t.is_free() && !is_boundary(t)) {
        start -= 1;
    }
    let before = tokens.get(..start)?;
    let after_time = before.last().is_some_and(|t| t.role == Role::Time);
    let after_comma = before.last().is_some_and(is_boundary);
    let timed_before = before.iter().any(|t| t.role == Role::Time);
    let titled = named || before.iter().skip(from).any(|t| t.is_free() && t.is_word());
    // "Y10 vaccinations, sports hall" below its day.
    let hall = after_comma
        && matches!(tokens.get(start..=last), Some([first, hall]) if !has(EMPTY, &first.lower) && is_venue_word(hall));
    if !titled || !(after_time || after_comma && timed_before || hall) {
        return None;
    }
    let last_part = start;
    while let Some(before) = segment_before(tokens, from, start) {
        start = before;
    }
    let address = tokens.get(start).is_some_and(Token::is_number);
    let named = if address { name_before(tokens, start) } else { None };
    let range = noun_phrase(tokens, named.unwrap_or(start))?;
    let whole = range.end > last;
    let words = tokens.get(range.clone())?;
    let place = named.is_some()
        || start < last_part
        || looks_like_place(words, after_comma && tokens.get(range.end).is_none_or(|t| t.role != Role::Time))
        || after_comma && words.len() <= 3 && words.first().is_some_and(Token::is_capital) && room(words) > 1
        || after_time && (is_name_in_note(tokens, from, &range) || is_somebodys(words))
        || after_time && is_room_or_online(words);
    (whole && place).then_some(range)
}

/// "…, 9 AM, stadium, MANDATORY", "appt 9:20a county clerk rm 1B — 2 photos": a part of a sentence right behind the time that is
/// a room or ends in the noun of a venue.
pub(super) fn behind_time(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let timed = |at: usize| tokens.get(at).is_some_and(|t| t.role == Role::Time);
    let title = tokens.iter().skip(from).position(|t| t.is_free() && t.is_word())? + from;
    (title + 1..tokens.len()).filter(|at| timed(*at) && !timed(at + 1)).find_map(|at| {
        let start = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is(",")));
        let saint = tokens.get(start).is_some_and(|t| t.is_free() && t.is("st"));
        let part = |t: &&Token| t.is_free() && (t.is_word() || saint && t.is("."));
        let length = tokens.iter().skip(start).take(6).take_while(part).count();
        let words = tokens.get(start..start + length).filter(|words| !words.is_empty())?;
        let ends = tokens.get(start + length).is_none_or(|t| !t.is_word());
        let lead = words
            .first()
            .is_some_and(|t| has(NOT_PLACES, &t.lower) || has(EMPTY, &t.lower) || has(TITLES, &t.lower));
        let venue = words.last().is_some_and(|t| has(VENUES, &t.lower)) && words.len() <= 2;
        let numbered = matches!(words, [.., room, number] if has(ROOMS, &room.lower) && number.is_number());
        let range = start..start + length;
        let named =
            venue || numbered || room(words) > u8::from(!saint) || is_name_in_note(tokens, from, &range);
        (ends && !lead && named).then_some(range)
    })
}

/// "game 1 Sat 7:40am vs Guelph rink B": a lettered ground behind the opponent.
pub(super) fn behind_opponent(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let versus = tokens.iter().skip(from).position(|t| t.is_any(&["vs", "v", "vs.", "versus"]))? + from;
    let ground = |at: &usize| {
        let (noun, letter) = (tokens.get(*at), tokens.get(at + 1));
        let ends = tokens.get(at + 2).is_none_or(|t| !t.is_word() || t.role == Role::Time);
        noun.is_some_and(|t| t.is_free() && !t.is_capital() && has(ROOMS, &t.lower))
            && letter.is_some_and(|t| t.is_free() && t.text.chars().count() <= 2)
            && ends
    };
    (versus + 2..tokens.len()).find(ground).map(|at| at..at + 2)
}

/// "book club tues 7.30 mine"
fn is_somebodys(words: &[Token]) -> bool {
    matches!(words, [one] if one.is_any(&["mine", "ours", "yours"]))
}

/// "Board meeting 2pm Boardroom 2 / Teams": a room, and the service for those who are elsewhere.
fn is_room_or_online(words: &[Token]) -> bool {
    let mut sides = words.split(|t| t.is("/"));
    let (Some(a), Some([b]), None) = (sides.next(), sides.next(), sides.next()) else { return false };
    room(a) > 0 && has(SERVICES, &b.lower)
}

/// "oil change 11/19 7:30a Delmar Auto", "drinks w housemates, Kings Arms, 8ish": in a note in lower case a name of two or
/// three words that names no person.
fn is_name_in_note(tokens: &[Token], from: usize, name: &Range<usize>) -> bool {
    let words = tokens.get(name.clone()).unwrap_or_default();
    let address = |t: &Token| has(NAMES, &t.lower) || has(TITLES, &t.lower) || has(RELATIONS, &t.lower);
    let small = |t: &Token| t.is_any(&["&", "of", "on", "the"]);
    let named = (2..=4).contains(&words.len())
        && words.iter().all(|t| small(t) || t.is_capital() && t.text.chars().any(char::is_lowercase))
        && words.iter().filter(|t| t.is_capital()).count() >= 2
        && !words.first().is_some_and(address);
    let mut title =
        tokens.get(from..name.start).unwrap_or_default().iter().filter(|t| t.is_free() && t.is_word());
    let first = title.next();
    named && first.is_some() && title.all(|t| !t.is_capital())
}

/// "- Rosario's (res. under Klein, party of 8)": words that tell how a place is booked.
const BOOKED: &[&str] =
    &["booked", "deposit", "paid", "party", "res", "reservation", "table", "tickets", "tix", "under"];

/// Where ", £25", ", free entry" at the end begins.
fn price(tokens: &[Token]) -> usize {
    let mark = tokens.iter().rposition(|t| t.is_free() && is_boundary(t)).filter(|at| *at > 0);
    let costs = |at: &usize| {
        let mut words = tokens.iter().skip(at + 1);
        words.next().is_some_and(|t| t.text.starts_with(['$', '€', '£']) || t.is("free"))
            && words.count() <= 3
    };
    mark.filter(costs).unwrap_or(tokens.len())
}

/// Where a last bracket opens that says something in passing: "14 Birch St (rain or shine)".
fn remark(tokens: &[Token]) -> usize {
    let all = tokens.iter().rposition(|t| !t.is_any(&[".", "!", "?"])).map_or(0, |at| at + 1);
    let closed = all.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.is(")"));
    let open = tokens.iter().rposition(|t| t.is("(")).filter(|at| closed && *at > 0);
    let person = |at: &usize| tokens.get(at + 1).is_some_and(|t| t.is_capital() && has(TITLES, &t.lower));
    let passing = |at: &usize| {
        person(at)
            || is_remark(tokens, *at, all.saturating_sub(1))
            || tokens.get(at + 1..all).is_some_and(|inside| {
                inside.iter().any(|t| t.is_any(BOOKED) || t.role == Role::Time && t.clock)
            })
            || tokens.get(at + 1..all).is_some_and(|inside| {
                inside.iter().any(|t| t.is_any(&["and", "bring", "if", "no", "not", "only", "or", "please"]))
                    && inside.iter().all(|t| !t.is_capital())
            })
    };
    open.filter(passing).unwrap_or(tokens.len())
}

/// "Room 4, Senior Center", "412 Garfield Pl #3, Brooklyn": where the part before the comma starts, if it is a place.
pub(super) fn segment_before(tokens: &[Token], from: usize, start: usize) -> Option<usize> {
    let comma = start.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is(",")))?;
    let length = tokens.get(..comma)?.iter().rev().take_while(|t| t.is_free() && !is_boundary(t)).count();
    let first = comma - length;
    let words = tokens.get(first..comma)?;
    let timed = tokens.get(from..first)?.iter().any(|t| t.role == Role::Time);
    // "| The Fold, Hackney": set off on its own it may be any name.
    let set_off =
        first.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| is_boundary(t) && !t.is(","));
    let name = set_off && words.len() <= 4 && words.iter().all(Token::is_capital);
    let place = name || looks_like_place(words, false) || room(words) > 0;
    // Something else has to name the event.
    let named = tokens.get(from..first)?.iter().any(|t| t.is_free() && t.is_word());
    (first > from && timed && place && named && words.len() <= 7).then_some(first)
}

/// "Jump Zone, 45 Mill Road": where the name before an address starts, if it stands behind a time or a comma itself.
pub(super) fn name_before(tokens: &[Token], address: usize) -> Option<usize> {
    let comma = address.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is(",")))?;
    let name = tokens
        .get(..comma)?
        .iter()
        .rev()
        .take_while(|t| {
            t.is_free() && (t.is_word() && t.is_capital() || t.is_any(&["&", "the", "of", "and"]))
        })
        .count();
    let start = comma - name;
    let before = tokens.get(start.checked_sub(1)?)?;
    let timed = tokens.get(..start)?.iter().any(|t| t.role == Role::Time);
    ((1..=5).contains(&name) && timed && (before.role == Role::Time || is_boundary(before))).then_some(start)
}

pub(super) fn is_boundary(token: &Token) -> bool {
    token.is_any(&[",", "–", "—", "-", "|", "•", ";"])
}
