//! Where: after a preposition, behind the time without one, in a sentence of its own, or online.

use std::ops::Range;

use crate::tokens::{Role, Token};
use crate::words::{AFFILIATIONS, COMMANDS, NAMES, NOT_PLACES, ROOMS, SERVICES, STREETS, VENUES, has};

/// The tokens of the place of one sentence, without its preposition; they take [`Role::Place`].
///
/// `from` is where the title may start: a place needs something before it, unless the sentence only asks for an entry
/// or the event is `named` already.
pub(crate) fn place(tokens: &mut [Token], from: usize, asked: bool, named: bool) -> Option<Range<usize>> {
    let found = stated(tokens)
        .or_else(|| departure(tokens, from))
        .or_else(|| behind(tokens, from, asked, named))
        .or_else(|| prepositional(tokens, from, asked))
        .or_else(|| bracketed(tokens, from))
        .or_else(|| trailing(tokens, from, named))
        .or_else(|| between_commas(tokens, from))?;
    let found = room_before(tokens, from, &found).unwrap_or(found);
    let lead =
        found.start.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(is_lead)).unwrap_or(found.start);
    // A departure stays in the title: "Flight from Oslo to Rome".
    if !tokens.get(lead).is_some_and(|t| t.is("from")) {
        crate::tokens::mark(tokens, lead..found.end, Role::Place);
    }
    Some(found)
}

/// "court 3 at Zuidas": a numbered room before "at" belongs to the place, when something else names the event.
fn room_before(tokens: &[Token], from: usize, place: &Range<usize>) -> Option<Range<usize>> {
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

/// "Flight from Oslo to Rome": a journey begins at its place.
fn departure(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    const JOURNEYS: &[&str] = &["bus", "ferry", "flight", "train"];
    let journey = tokens.iter().skip(from).take(4).any(|t| t.is_free() && JOURNEYS.contains(&&*t.lower));
    let lead = tokens.iter().position(|t| t.is_free() && t.is("from")).filter(|_| journey)?;
    tokens.get(lead + 1).filter(|t| t.is_capital())?;
    noun_phrase(tokens, lead + 1)
}

/// "Keynote (Main Hall)": brackets that hold nothing but a place.
fn bracketed(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let open =
        (from.max(1)..tokens.len()).find(|i| tokens.get(*i).is_some_and(|t| t.is_free() && t.is("(")))?;
    let close = closing(tokens, open)?;
    let inside = tokens.get(open + 1..close)?;
    // "Same room (B204)"
    let numbered =
        tokens.get(open - 1).is_some_and(|t| has(ROOMS, &t.lower)) && inside.iter().all(is_room_number);
    (numbered || room(inside) > 0 || looks_like_place(inside, false)).then_some(open + 1..close)
}

fn is_lead(token: &Token) -> bool {
    token.is_any(&["at", "in", "@", "on", "via", "near", "inside", "over", "by", "through", "from", "chez"])
}

/// "Location will be the break room", "it is located at …", "the venue is …"
fn stated(tokens: &[Token]) -> Option<Range<usize>> {
    let label = tokens
        .iter()
        .position(|t| t.is_free() && t.is_any(&["location", "venue", "located", "place", "where"]))?;
    let mut start = label + 1;
    let mut linked = tokens.get(label).is_some_and(|t| t.is("located"));
    while let Some(token) = tokens.get(start) {
        let link = token.is_any(&["is", "will", "be", ":", "=", "at", "in"]);
        if !link {
            break;
        }
        linked = true;
        start += 1;
    }
    let place = noun_phrase(tokens, start)?;
    (linked && label <= 4).then_some(place)
}

/// "Yoga in the Park every Saturday, Riverside Park": the place behind the time, when the one before it is in the title.
fn behind(tokens: &[Token], from: usize, asked: bool, named: bool) -> Option<Range<usize>> {
    let time = tokens.iter().position(|t| t.role == Role::Time)?;
    let last = trailing(tokens, from, named).filter(|range| range.start > time)?;
    let first = prepositional(tokens, from, asked)?;
    let sure = tokens.get(last.clone()).is_some_and(|words| words.iter().any(is_venue_word));
    (first.end <= time && sure).then_some(last)
}

/// "at Cafe Uno", "in Room 5", "@ HQ", "via Zoom", "on the beach".
fn prepositional(tokens: &[Token], from: usize, asked: bool) -> Option<Range<usize>> {
    let mut best: Option<(u8, Range<usize>)> = None;
    let mut at = from;
    while at < tokens.len() {
        let Some(range) = candidate(tokens, at) else {
            at += 1;
            continue;
        };
        let titled =
            tokens.get(from..at).is_some_and(|before| before.iter().any(|t| t.is_free() && t.is_word()));
        let later =
            tokens.get(range.end..).is_some_and(|after| after.iter().any(|t| t.is_free() && t.is_word()));
        let score = strength(tokens, &range);
        if (titled || asked || later && score > 1) && best.as_ref().is_none_or(|(other, _)| score >= *other) {
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
        _ => return None,
    };
    let first = tokens.get(at + 1).filter(|t| t.is_free() && (t.is_word()))?;
    let named = if first.is("the") { tokens.get(at + 2)? } else { first };
    if LANGUAGES.contains(&&*named.lower) {
        return None;
    }
    if has(NOT_PLACES, &named.lower) && !named.is_capital()
        || named.lower.ends_with("ing") && !named.is_capital() && !first.is("the")
    {
        return None;
    }
    let range = noun_phrase(tokens, at + 1)?;
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

fn is_venue_word(token: &Token) -> bool {
    let word = &*token.lower;
    has(VENUES, word) || has(ROOMS, word) || has(SERVICES, word) || token.is_capital() && has(STREETS, word)
}

/// Named places beat places in lower case.
fn strength(tokens: &[Token], range: &Range<usize>) -> u8 {
    let words = tokens.get(range.clone()).unwrap_or_default();
    let named = words.iter().any(|t| t.is_capital() || is_venue_word(t) || t.is_number());
    1 + u8::from(named)
}

/// The noun phrase from `start`, with its own "of", "in Porto", "on Market Street" and ", OR".
fn noun_phrase(tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while let Some(token) = tokens.get(end).filter(|t| t.is_free()) {
        let next = tokens.get(end + 1).filter(|t| t.is_free());
        let capital_next = next.is_some_and(|t| t.is_capital() || t.is_number());
        let goes_on = match &*token.lower {
            "with" | "for" | "about" | "from" | "until" | "to" | "that" | "which" | "where" | "so"
            | "because" | "then" | "please" | "if" | "w" | "when" | "it" | "is" | "are" | "by" | "will"
            | "i" | "as" | "or" | "please!" | "except" | "excluding" | "unless" | "starting" | "every"
            | "but" | "instead" | "followed" | "bring" => false,
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
            "(" => end > start && closing(tokens, end).is_some(),
            ")" => tokens.get(start..end).is_some_and(|words| words.iter().any(|t| t.is("("))),
            "of" | "'" | "/" | "#" | "+" => next.is_some(),
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

/// "210 Water St. Lunch is …": the full stop behind a numbered street ends the sentence.
fn ends_address(tokens: &[Token], start: usize, stop: usize) -> bool {
    let letter = stop >= 2 && tokens.get(stop - 2).is_some_and(|t| has(ROOMS, &t.lower));
    if letter {
        return true;
    }
    let street = tokens.get(stop - 1).is_some_and(|t| has(STREETS, &t.lower));
    let number = tokens.get(start..stop).and_then(|words| words.iter().rposition(Token::is_number));
    street && number.is_some_and(|at| start + at + 2 < stop)
}

/// An abbreviation such as "St" or "F": a full stop after it ends no sentence.
fn is_short(token: &Token) -> bool {
    token.text.chars().count() <= 2 && token.is_capital()
}

/// A comma inside a place: ", Oregon", ", 2nd floor", ", HQ" and then the end, a time or another comma.
fn goes_on_after_comma(tokens: &[Token], comma: usize) -> bool {
    let Some(next) = tokens.get(comma + 1).filter(|t| t.is_free()) else { return false };
    let words = tokens.iter().skip(comma + 1).take_while(|t| t.is_free() && t.is_word()).take(6);
    let count = words.clone().count();
    let plain = words
        .clone()
        .all(|t| t.is_capital() || t.is_number() || is_venue_word(t) || t.is("of") || t.is("the"));
    let person = has(NAMES, &next.lower) || has(COMMANDS, &next.lower);
    // A time right behind the words makes them the next event of a list ("Movie 22:00").
    let timed = tokens.get(comma + 1 + count).is_some_and(|t| t.role == Role::Time);
    plain && !person && !timed && count <= 5
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let rest = tokens.get(open + 1..)?;
    let close = rest.iter().take(8).position(|t| t.is(")"))?;
    rest.get(..close)?.iter().all(Token::is_free).then_some(open + 1 + close)
}

/// "Lunch with Tom, Cafe Rio, tomorrow 12:30": a venue between a comma and the time.
fn between_commas(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let comma = |i: usize| tokens.get(i).is_some_and(|t| t.is_free() && is_boundary(t));
    (from + 1..tokens.len()).filter(|at| comma(*at)).find_map(|at| {
        let (at, start) = (&at, at + 1);
        let length = tokens
            .iter()
            .skip(start)
            .take(6)
            .take_while(|t| t.is_free() && (t.is_word() || t.is("&")))
            .count();
        let words = tokens.get(start..start + length).filter(|words| !words.is_empty())?;
        let ends = tokens.get(start + length).is_none_or(|t| t.role == Role::Time || is_boundary(t));
        let person = words.first().is_some_and(|t| has(NAMES, &t.lower) || t.role == Role::Person);
        let named = words.iter().all(|t| t.is_capital() || t.is_number() || t.is("&"));
        // "7pm - Quill & Co - with Dana": set off by dashes on both sides, behind the time.
        let dash = |i: usize| tokens.get(i).is_some_and(|t| matches!(t.text, "-" | "–" | "—" | "|"));
        let behind = tokens.get(..*at).is_some_and(|before| before.iter().any(|t| t.role == Role::Time));
        let set_off = dash(*at) && dash(start + length) && behind && words.len() <= 4;
        let venue = named && (set_off || words.iter().any(is_venue_word) && words.len() >= 2);
        (ends && venue && !person).then_some(start..start + length)
    })
}

/// "… 09:00-09:30 Office 12", "…, Online", "…, Main Hall": what stands last, after a time or a comma.
fn trailing(tokens: &[Token], from: usize, named: bool) -> Option<Range<usize>> {
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
    if !titled || !(after_time || after_comma && timed_before) {
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
    let place =
        named.is_some() || start < last_part || looks_like_place(tokens.get(range.clone())?, after_comma);
    (whole && place).then_some(range)
}

/// "Room 4, Senior Center", "412 Garfield Pl #3, Brooklyn": where the part before the comma starts, if it is a place.
fn segment_before(tokens: &[Token], from: usize, start: usize) -> Option<usize> {
    let comma = start.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is(",")))?;
    let length = tokens.get(..comma)?.iter().rev().take_while(|t| t.is_free() && !is_boundary(t)).count();
    let first = comma - length;
    let words = tokens.get(first..comma)?;
    let timed = tokens.get(from..first)?.iter().any(|t| t.role == Role::Time);
    let place = looks_like_place(words, false) || room(words) > 0;
    // Something else has to name the event.
    let named = tokens.get(from..first)?.iter().any(|t| t.is_free() && t.is_word());
    (first > from && timed && place && named && words.len() <= 7).then_some(first)
}

/// "Jump Zone, 45 Mill Road": where the name before an address starts, if it stands behind a time or a comma itself.
fn name_before(tokens: &[Token], address: usize) -> Option<usize> {
    let comma = address.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is(",")))?;
    let name = tokens
        .get(..comma)?
        .iter()
        .rev()
        .take_while(|t| t.is_free() && t.is_word() && t.is_capital())
        .count();
    let start = comma - name;
    let before = tokens.get(start.checked_sub(1)?)?;
    let timed = tokens.get(..start)?.iter().any(|t| t.role == Role::Time);
    ((1..=4).contains(&name) && timed && (before.role == Role::Time || is_boundary(before))).then_some(start)
}

fn is_boundary(token: &Token) -> bool {
    token.is_any(&[",", "–", "—", "-", "|", "•", ";"])
}

/// A room, a venue, an address, a service; after a comma a name in capitals will do.
fn looks_like_place(words: &[Token], named_is_enough: bool) -> bool {
    let Some((first, last)) = words.first().zip(words.last()) else { return false };
    let numbered = words.len() >= 2
        && words.windows(2).any(|pair| {
            pair.first().is_some_and(|t| has(ROOMS, &t.lower))
                && pair.last().is_some_and(|t| t.is_number() || is_short(t) || is_room_number(t))
        });
    let venue = has(VENUES, &last.lower) || has(SERVICES, &first.lower) || has(ROOMS, &last.lower);
    let address = first.is_number() && words.iter().any(|t| has(STREETS, &t.lower));
    let named = words.len() <= 4 && words.iter().all(|t| t.is_capital() || t.is_any(&["of", "the"]));
    numbered || venue || address || named_is_enough && named
}

/// How surely `words` are nothing but a room or a venue: 2 for a room's number beside a name ("Hall 12", "5409 Main
/// Building"), 1 for a venue's noun ("Adams Wing, Baker Hall"), 0 for anything else.
pub(crate) fn room(words: &[Token]) -> u8 {
    let said: Vec<&Token> = words.iter().filter(|t| t.is_word()).collect();
    let small = ["of", "the", "in", "at", "and", "on", "floor", "conference", "conf"];
    let named = |t: &&Token| t.is_capital() || t.is_number() || t.is_any(&small) || is_venue_word(t);
    if said.is_empty()
        || said.len() > 9
        || !said.iter().all(named)
        || said.iter().any(|t| has(AFFILIATIONS, &t.lower))
    {
        return 0;
    }
    let number = said.iter().any(|t| is_room_number(t));
    let name = said
        .iter()
        .any(|t| t.is_capital() && !is_room_number(t) && t.text.chars().count() > 1 || has(ROOMS, &t.lower));
    let venue = said.iter().any(|t| has(VENUES, &t.lower) || has(ROOMS, &t.lower));
    let address =
        said.iter().any(|t| t.is_capital() && has(STREETS, &t.lower)) && said.iter().any(|t| t.is_number());
    let alone = said.len() == 1 && said.iter().any(|t| has(VENUES, &t.lower) && t.is_capital());
    match (address || number && name && said.len() <= 7, alone || venue && said.len() >= 2) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// Up to four digits and at most two letters around them: "5409", "4615A", "A18C", "B131".
fn is_room_number(token: &Token) -> bool {
    let length = token.text.chars().count();
    let digits = token.text.chars().filter(char::is_ascii_digit).count();
    let letters = token.text.chars().filter(char::is_ascii_uppercase).count();
    (2..=4).contains(&digits) && letters <= 2 && digits + letters == length && (letters > 0 || digits >= 3)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{tokens, written};
    use calendar::Span;

    /// Words in braces stand for times.
    fn found(text: &str) -> String {
        let mut all = tokens(text, Span::new(0, text.len()));
        let mut inside = false;
        for token in &mut all {
            inside |= token.is("{");
            if inside {
                token.role = Role::Time;
            }
            inside &= !token.is("}");
        }
        let range = place(&mut all, 0, false, false).unwrap_or(0..0);
        written(text, &all[range].iter().collect::<Vec<_>>())
    }

    #[test]
    fn places_behind_a_preposition() {
        assert_eq!(found("Lunch {noon} at Harbour Grill"), "Harbour Grill");
        assert_eq!(found("Lunch at Harbour Grill {noon}"), "Harbour Grill");
        assert_eq!(found("Dinner with Bo at Nico's in Palo Verde {Friday}"), "Nico's in Palo Verde");
        assert_eq!(
            found("Tea in the winter garden of the Astoria {at 4}"),
            "the winter garden of the Astoria"
        );
        assert_eq!(found("Expo {May 3} in Salem, Oregon."), "Salem, Oregon");
        assert_eq!(found("Call {8:00} via Zoom"), "Zoom");
        assert_eq!(found("Sync {2pm} @ Room 204"), "Room 204");
    }

    #[test]
    fn places_without_a_preposition() {
        assert_eq!(found("One-on-one {09:00-09:30} Office 12"), "Office 12");
        assert_eq!(found("Kickoff {09:00}, Online"), "Online");
        assert_eq!(found("Workshop {1-5pm}, Main Hall"), "Main Hall");
        assert_eq!(found("Game night {7pm}, 14 Elm Street"), "14 Elm Street");
        assert_eq!(found("Lab session {15:00} Lab 3."), "Lab 3");
        assert_eq!(found("Party {2-5pm}, Leap Hall, 45 Mill Road"), "Leap Hall, 45 Mill Road");
    }

    #[test]
    fn what_is_no_place() {
        for text in [
            "Lunch at breakfast",
            "in advance {noon}",
            "Gym {Monday}",
            "work in progress review {2pm}",
            "Done at last {2pm}",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    #[test]
    fn a_place_in_its_own_sentence() {
        assert_eq!(found("Location will be the break room"), "the break room");
        assert_eq!(found("It will be located at the centre of town"), "the centre of town");
    }
}
