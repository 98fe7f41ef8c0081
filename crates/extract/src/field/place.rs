//! Where: after a preposition, behind the time without one, in a sentence of its own, or online.

mod phrase;
mod prepositional;
mod room;
mod row;
mod trailing;

use std::ops::Range;

use calendar::Span;

use crate::tokens::{Role, Token, tokens, unseen};
use crate::words::{ROOMS, has};

use phrase::noun_phrase;
use prepositional::is_lead;
use prepositional::prepositional;
pub(crate) use prepositional::prepositional_room;
pub(crate) use room::is_venue_word;
use room::looks_like_place;
pub(crate) use room::room;
use room::room_alone;
use room::room_before;
use row::last_of_row;
use trailing::behind_opponent;
use trailing::behind_time;
use trailing::between_commas;
use trailing::bracketed;
use trailing::is_boundary;
use trailing::trailing;

/// "Wean Hall 5409": a room, or what a noun or a number says to be a venue, whatever else is called so.
pub(crate) fn is_venue(place: &str) -> bool {
    let words = tokens(place, Span::new(0, place.len()));
    room(&words) > 0
        || words.iter().any(|t| is_venue_word(t) || t.is_number())
        || looks_like_place(&words, false)
}

/// The tokens of the place of one sentence, without its preposition; they take [`Role::Place`].
///
/// `from` is where the title may start: a place needs something before it, unless the sentence only asks for an entry
/// or the event is `named` already.
pub(crate) fn place(tokens: &mut [Token], from: usize, asked: bool, named: bool) -> Option<Range<usize>> {
    unseen(tokens, |t| t.no_place, |tokens| seen(tokens, from, asked, named))
}

fn seen(tokens: &mut [Token], from: usize, asked: bool, named: bool) -> Option<Range<usize>> {
    // "at Woodvale Crematorium, …, followed by tea at The Swan": what comes after it is elsewhere.
    let more = tokens.windows(2).position(|w| matches!(w, [a, by] if a.is("followed") && by.is("by")));
    if let Some(first) =
        more.and_then(|at| tokens.get_mut(..at)).and_then(|before| seen(before, from, asked, named))
    {
        return Some(first);
    }
    let found = pitch(tokens, from)
        .or_else(|| stated(tokens))
        .or_else(|| departure(tokens, from))
        .or_else(|| bracketed(tokens, from).filter(|range| is_sure(tokens, range)))
        .or_else(|| behind_name(tokens).filter(|_| named))
        .or_else(|| behind(tokens, from, asked, named))
        .or_else(|| last_of_row(tokens, from))
        .or_else(|| prepositional(tokens, from, asked))
        .or_else(|| bracketed(tokens, from))
        .or_else(|| trailing(tokens, from, named))
        .or_else(|| between_commas(tokens, from))
        .or_else(|| on_the(tokens))
        .or_else(|| moved_to(tokens))
        .or_else(|| behind_opponent(tokens, from))
        .or_else(|| behind_time(tokens, from))?;
    // "Platforms at 20"
    let numbered = tokens.get(found.clone()).is_some_and(|words| words.iter().all(Token::is_number));
    let at = found.start.checked_sub(1).and_then(|lead| tokens.get(lead)).is_some_and(|t| t.is("at"));
    // "…, leaving school 1.15pm"
    if numbered && at || tokens.get(found.start).is_some_and(|t| t.is_any(&["departing", "leaving"])) {
        return None;
    }
    let found = room_before(tokens, from, &found).unwrap_or(found);
    let found = room_alone(tokens, &found).unwrap_or(found);
    let found = set_off_there(tokens, from, &found).unwrap_or(found);
    let lead =
        found.start.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(is_lead)).unwrap_or(found.start);
    // A departure stays in the title: "Flight from Oslo to Rome".
    if !tokens.get(lead).is_some_and(|t| t.is("from")) {
        crate::tokens::mark(tokens, lead..found.end, Role::Place);
    }
    Some(found)
}

/// "…, Bright Smiles on Lake St", "…, Aquatic Center at Millport": what stands there, set off from what is before it.
fn set_off_there(tokens: &[Token], from: usize, found: &Range<usize>) -> Option<Range<usize>> {
    let lead = found.start.checked_sub(1)?;
    let on = tokens.get(lead).filter(|t| t.is_any(&["at", "in", "on"])).map(|_| lead)?;
    let run = tokens.get(from..on)?.iter().rev().take_while(|t| t.is_free() && t.is_word()).count();
    let start = on - run;
    let words = tokens.get(start..on).filter(|words| (1..=4).contains(&words.len()))?;
    let before = tokens.get(start.checked_sub(1)?)?;
    let set_off = before.role == Role::Time || is_boundary(before) || before.is("(");
    let named = words.iter().all(|t| t.is_capital() || t.is("the") || is_venue_word(t));
    let title = tokens.get(from..start)?.iter().any(|t| t.is_free() && t.is_word());
    let venue = words.last().is_some_and(is_venue_word) && words.len() > 1;
    let stands = venue || tokens.get(on).is_some_and(|t| t.is("on"));
    (set_off && named && title && stands).then_some(start..found.end)
}

/// "9:00am Field 6 vs Lightning": the numbered ground behind the time and before the opponent.
fn pitch(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let ground = |at: &usize| {
        let is =
            |i: usize, wanted: fn(&Token) -> bool| tokens.get(i).is_some_and(|t| t.is_free() && wanted(t));
        at.checked_sub(1).is_some_and(|i| tokens.get(i).is_some_and(|t| t.role == Role::Time))
            && is(*at, |t| has(ROOMS, &t.lower))
            && is(at + 1, |t| t.is_number() || t.text.chars().count() == 1)
            && is(at + 2, |t| t.is_any(&["vs", "v", "vs.", "versus"]))
    };
    (from..tokens.len()).find(ground).map(|at| at..at + 2)
}

/// "On the green, Wednesday 16 December at 6.30pm": where it is, at the beginning and right before the time.
fn on_the(tokens: &[Token]) -> Option<Range<usize>> {
    let [on, the, noun, comma, time, ..] = tokens else { return None };
    let told = on.is("on") && on.is_free() && the.is("the") && noun.is_free() && !noun.is_number();
    (told && comma.is(",") && time.role == Role::Time).then_some(1..3)
}

/// "has been relocated from the Community Room to the Makerspace": where it takes place now.
fn moved_to(tokens: &[Token]) -> Option<Range<usize>> {
    const VERBS: &[&str] = &["moved", "moving", "relocated", "switched"];
    let verb = tokens.iter().position(|t| t.is_any(VERBS))?;
    let to = tokens.iter().skip(verb + 1).position(|t| t.is_free() && t.is("to"))? + verb + 1;
    let article = usize::from(tokens.get(to + 1).is_some_and(|t| t.is_free() && t.is("the")));
    tokens.get(to + 1 + article).filter(|t| t.is_free() && t.is_capital())?;
    noun_phrase(tokens, to + 1)
}

/// "Flight from Oslo to Rome": a journey begins at its place.
fn departure(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    const JOURNEYS: &[&str] = &["bus", "ferry", "flight", "train"];
    let journey = tokens.iter().skip(from).take(4).any(|t| t.is_free() && JOURNEYS.contains(&&*t.lower));
    let lead = tokens.iter().position(|t| t.is_free() && t.is("from")).filter(|_| journey)?;
    tokens.get(lead + 1).filter(|t| t.is_capital())?;
    noun_phrase(tokens, lead + 1)
}

/// ""Casablanca," Roxy Theater, 7:30": a venue between the quoted name and the time.
fn behind_name(tokens: &[Token]) -> Option<Range<usize>> {
    let start = tokens.iter().position(|t| t.is_free() && t.is_word())?;
    let length = tokens.iter().skip(start).take_while(|t| t.is_free() && t.is_word()).count();
    let words = tokens.get(start..start + length)?;
    let quoted = tokens.get(..start)?.iter().all(|t| t.role == Role::Gone || !t.is_word());
    let ends = tokens.get(start + length).is_some_and(|t| is_boundary(t) || t.role == Role::Time);
    let venue = words.iter().all(Token::is_capital) && looks_like_place(words, false);
    (start > 0 && quoted && ends && venue).then_some(start..start + length)
}

/// A room's number, or the noun of a venue in capitals: nothing else is meant.
fn is_sure(tokens: &[Token], range: &Range<usize>) -> bool {
    // "ITC Lecture Room (Rm 279)" is one place.
    let part = range.start.checked_sub(2).and_then(|i| tokens.get(i)).is_some_and(is_venue_word);
    let open = range.start.saturating_sub(1);
    let square = tokens.get(open).is_some_and(|t| t.is("["));
    // "at our new place (1180 Hollis St)": the bracket only completes what stands before it.
    let led = tokens
        .get(open.saturating_sub(5)..open)
        .is_some_and(|before| before.iter().any(|t| t.is_free() && is_lead(t)));
    !part && (square || !led) && tokens.get(range.clone()).is_some_and(|words| room(words) > 0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::written;

    /// Words in braces stand for times.
    fn found(text: &str) -> String {
        let mut all = crate::tokens::with_times_in_braces(text);
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
