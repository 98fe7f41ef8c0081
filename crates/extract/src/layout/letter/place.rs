//! Where the event of a letter takes place.

use calendar::Span;
use timex::Expression;

use crate::field::title::Title;
use crate::layout::segment::Entry;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::Role;
use crate::tokens::Token;
use crate::tokens::spans;
use crate::tokens::tokens;
use crate::tokens::written;
use crate::words::{ROOMS, has};

/// The place of a letter: a room near the time, a place in the sentence of the time, then what is farther off.
///
/// The line that gave the `title` tells no place, unless it ends in a room.
pub(crate) fn place(
    text: &str,
    entries: &[Entry],
    when: &Expression,
    title: Option<&Title>,
) -> Option<Title> {
    let home = entries.iter().position(|e| e.line.span.overlaps(times::home(when))).unwrap_or(0);
    // "BIOL 2010 Human Anatomy" is no room when it is the name; "HBH 1202" may be both.
    let titled = |e: &Entry| title.is_some_and(|t| t.spans.contains(&e.line.span));
    let own = |e: &&Entry| titled(e) && ends_in_room(text, e);
    let near = |distance: usize| {
        let from = home.saturating_sub(distance);
        entries
            .get(from..entries.len().min(home + distance + 1))
            .unwrap_or_default()
            .iter()
            .filter(|e| !titled(e))
    };
    near(5)
        .find_map(|e| with_town_below(text, entries, e))
        .or_else(|| near(5).find_map(|e| room_line(text, e, 2)))
        .or_else(|| near(0).find_map(|e| room_in_prose(text, e)))
        .or_else(|| near(0).find_map(|e| room_line(text, e, 1)))
        .or_else(|| entries.iter().filter(own).find_map(|e| room_line(text, e, 2)))
        .or_else(|| near(4).find_map(|e| room_line(text, e, 1)))
        .or_else(|| entries.iter().find_map(|e| room_in_prose(text, e)))
        .or_else(|| entries.iter().filter(|e| !titled(e)).find_map(|e| room_line(text, e, 2)))
        .or_else(|| entries.iter().filter(own).find_map(|e| room_line(text, e, 1)))
}

/// "St. Brendan's Church" above "Camden, Maine": a venue alone on its line, and right below it the town.
fn with_town_below(text: &str, entries: &[Entry], venue: &Entry) -> Option<Title> {
    let place = room_line(text, venue, 1).filter(|place| place.spans == [venue.line.span])?;
    let mut below = entries.iter().skip_while(|e| e.line.span.start <= venue.line.span.end).peekable();
    // "58 Old Mill Lane" may stand between the two.
    let street = below.peek().copied().filter(|e| !e.line.after_gap && super::is_address(text, e));
    let next = below.nth(usize::from(street.is_some()))?;
    let words = next.line.span.of(text);
    let town = |part: &str| {
        (1..=3).contains(&part.split_whitespace().count())
            && part.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
    };
    let two = words.split_once(", ").is_some_and(|(town_name, state)| town(town_name) && town(state));
    let below = !next.line.after_gap && next.times.is_empty() && next.line.label.is_none() && two;
    let street = street.map(|e| e.line.span);
    let parts: Vec<Span> = street.into_iter().chain([next.line.span]).collect();
    let more: Vec<&str> =
        std::iter::once(place.text.as_str()).chain(parts.iter().map(|span| span.of(text))).collect();
    below.then(|| Title {
        text: more.join(", "),
        spans: std::iter::once(venue.line.span).chain(parts).collect(),
    })
}

/// The number of a room or the noun of a venue stands first or last.
fn ends_in_room(text: &str, entry: &Entry) -> bool {
    let words = tokens(text, entry.line.span);
    let mut said = words.iter().filter(|t| t.is_word());
    let (first, last) = (said.next(), said.next_back());
    first.is_some_and(Token::is_number)
        || last.is_some_and(|t| t.is_number() || crate::field::place::is_venue_word(t))
}

/// A short line, or a part of one between times and brackets, that is nothing but a place.
pub(super) fn room_line(text: &str, entry: &Entry, sure: u8) -> Option<Title> {
    if !entry.short || entry.line.label.is_some_and(|(label, _)| label != Label::When) {
        return None;
    }
    let mut words = marked(text, entry);
    drop_following(&mut words);
    // "Meeting ID: 812 3456 7890" is no room.
    if words.iter().any(|t| {
        t.is_any(&["id", "passcode", "password", "phone", "fax", "tel", "dial", "pin", "confirmation"])
    }) {
        return None;
    }
    // "Stalls Circle B14, B15", "Row F, seats 3 and 4"
    if words.first().is_some_and(|t| t.is_any(&["balcony", "row", "seat", "seats", "stalls"])) {
        return None;
    }
    // "Studio B. $340, includes all firings."
    if let [noun, letter, stop, ..] = words.as_slice()
        && has(ROOMS, &noun.lower)
        && (letter.is_number() || letter.text.chars().count() == 1)
        && stop.is(".")
    {
        let kept = [noun, letter];
        return Some(Title { text: written(text, &kept), spans: spans(text, &kept) });
    }
    let runs = words.split(|t| {
        t.role == Role::Time || t.is_any(&[")", ";"]) || t.is_any(&["in", "at", "@", "place", "location"])
    });
    let run = runs.into_iter().find(|run| crate::field::place::room(run) >= sure)?;
    // "Boardroom B (3rd floor)"
    let open = run.iter().filter(|t| t.is("(")).count() > run.iter().filter(|t| t.is(")")).count();
    let end = run.last().map_or(0, |t| words.partition_point(|w| w.span.start < t.span.end));
    let closed = words.get(end).filter(|t| open && t.is(")"));
    let from = run.first().map_or(0, |t| words.partition_point(|w| w.span.end <= t.span.start));
    // "ITC Lecture Room (Rm 279), UCC"
    let rest =
        words.get(end + 1..).filter(|rest| closed.is_some() && rest.first().is_some_and(|t| t.is(",")));
    let more = rest
        .filter(|rest| rest.iter().skip(1).all(|t| t.is_free() && t.is_capital()))
        .map_or(0, <[Token]>::len);
    let run = words.get(from..end + usize::from(closed.is_some()) + more).unwrap_or(run);
    // "Inn at the Falls" alone on its line is one name.
    let name = run.len() == 1 && words.len() <= 6 && words.last().is_some_and(Token::is_capital);
    let run = if name && words.iter().all(|t| t.is_free() && t.is_word()) { words.as_slice() } else { run };
    let mut kept: Vec<&Token> = run.iter().collect();
    while kept.first().is_some_and(|t| !t.is_word()) {
        kept.remove(0);
    }
    while kept.last().is_some_and(|t| !(t.is_word() || open && t.is(")"))) {
        kept.pop();
    }
    (!kept.is_empty()).then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "in the Gates auditorium", "at 5409 Wean Hall" inside a sentence.
pub(crate) fn room_in_prose(text: &str, entry: &Entry) -> Option<Title> {
    let mut words = marked(text, entry);
    drop_following(&mut words);
    let range = crate::field::place::prepositional_room(&mut words)?;
    let kept: Vec<&Token> = words.get(range)?.iter().collect();
    Some(Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "St Mary's Church, followed by mince pies in the hall": what comes after it is elsewhere.
fn drop_following(words: &mut Vec<Token>) {
    let at = words.windows(2).position(|w| matches!(w, [a, by] if a.is("followed") && by.is("by")));
    words.truncate(at.filter(|at| *at > 0).unwrap_or(words.len()));
}

pub(super) fn marked<'t>(text: &'t str, entry: &Entry) -> Vec<Token<'t>> {
    let mut words = tokens(text, entry.line.span);
    for time in &entry.times {
        times::mark(&mut words, time, &[]);
    }
    words
}
