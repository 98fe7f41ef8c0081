//! Sentences that say nothing but where.

use crate::field::title::Title;
use crate::tokens::{Role, Token, spans, written};
use crate::words::{BOOKS, COMMANDS, ROOMS, STREETS, VENUES, has};

/// The place that is all that a sentence says, when another one says what takes place there; `known` is what was found so
/// far.
pub(super) fn place_alone(text: &str, words: &[Token], timed: bool, known: Option<&Title>) -> Option<Title> {
    if let Some(same) = same_place(text, words) {
        return Some(same);
    }
    let better = !timed && known.is_none_or(|place| is_common(&place.text));
    let address = if better { address(text, words) } else { None };
    address.or_else(|| {
        let where_alone = || if timed { None } else { venue_alone(text, words) };
        known.is_none().then(|| behind_time(text, words).or_else(where_alone)).flatten()
    })
}

/// "Same place, Birch conference room."
fn same_place(text: &str, words: &[Token]) -> Option<Title> {
    let [same, what, mark, ..] = words else { return None };
    let told = same.is("same") && what.is_any(&["location", "place", "room", "spot", "venue"]);
    let kept: Vec<&Token> =
        words.iter().skip(3).take_while(|t| t.is_free() && (t.is_word() || t.is("&"))).collect();
    let fits = told && mark.is_any(&[",", ":", "-", "–", "("]) && (1..=5).contains(&kept.len());
    fits.then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "school hall": a line that is nothing but a venue.
fn venue_alone(text: &str, words: &[Token]) -> Option<Title> {
    let mut all: Vec<&Token> = words.iter().collect();
    while all.last().is_some_and(|t| !t.is_word()) {
        all.pop();
    }
    let does = all.first().is_some_and(|t| has(BOOKS, &t.lower) || has(COMMANDS, &t.lower))
        || all.iter().any(|t| t.is("at"));
    (is_venue(&all) && !does).then(|| Title { text: written(text, &all), spans: spans(text, &all) })
}

/// What was taken for a name is a venue: as [`venue_alone`], in the words of the text.
pub(crate) fn venue_of(text: &str, title: &Title) -> Option<Title> {
    let [span] = title.spans.as_slice() else { return None };
    let words = span.of(text);
    let last = words.rsplit(' ').next()?.to_lowercase();
    let length = words.split(' ').count();
    (ends_venue(&last) && (2..=4).contains(&length))
        .then(|| Title { text: words.to_owned(), spans: title.spans.clone() })
}

/// "In the north lot": behind a sentence that named it, what is left of one that says when is where.
pub(super) fn where_it_is(text: &str, title: &Title) -> Option<Title> {
    let first = title.spans.first()?.start;
    let led = text.get(..first).is_some_and(|before| {
        let before = before.trim_end();
        [" at", " At", " @"].iter().any(|lead| before.ends_with(lead))
    });
    if led && title.spans.len() == 1 {
        let words = title.spans.first()?.of(text);
        return Some(Title { text: words.to_owned(), spans: title.spans.clone() });
    }
    let rest = title.text.strip_prefix("In ").filter(|rest| rest.starts_with("the "))?;
    let mut spans = title.spans.clone();
    spans.first_mut()?.start += "In ".len();
    Some(Title { text: rest.to_owned(), spans })
}

/// "our new place": words that an address says better.
fn is_common(place: &str) -> bool {
    place.starts_with(char::is_lowercase) || place.split_whitespace().count() == 1
}

/// "27 Prospect Pl #3, Brooklyn." A sentence that is nothing but an address, or begins with one: "14 Alma Terrace for anyone
/// who's forgotten".
pub(crate) fn address(text: &str, words: &[Token]) -> Option<Title> {
    words.first().filter(|t| t.is_number())?;
    let part = |t: &&Token| {
        t.role == Role::Free && (!t.is_word() || t.is_capital() || t.is_number() || t.text.starts_with('#'))
    };
    let mut kept: Vec<&Token> = words.iter().take_while(part).collect();
    while kept.last().is_some_and(|t| !t.is_word()) {
        kept.pop();
    }
    let next = words.get(kept.len());
    let said = next.is_some_and(|t| t.is(","))
        || next.is_none_or(|t| !t.is_word() || t.is_any(&["for", "if", "in"]));
    // What goes on behind the street in capitals may be anything.
    let plain = said || kept.last().is_some_and(|t| has(STREETS, &t.lower));
    let street = kept.iter().any(|t| t.is_capital() && has(STREETS, &t.lower));
    let numbered = kept.first().is_some_and(|t| t.is_number());
    (plain && street && numbered && (2..=12).contains(&kept.len()))
        .then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "Stag do. 12-14 March, Bristol." Names behind the time are where, when another sentence says what.
fn behind_time(text: &str, words: &[Token]) -> Option<Title> {
    let lead = words.iter().take_while(|t| t.role == Role::Time).count();
    // "Ella's party!! Sun 6 Dec 2-4pm Jump Giants, Coulsdon."
    let town = words.iter().skip(lead + 1).any(|t| t.is(","));
    if lead == 0 || !town && !words.get(lead).is_some_and(|t| t.is(",")) {
        return None;
    }
    let mut rest: Vec<&Token> = words.iter().skip(lead).skip_while(|t| t.is(",")).collect();
    while rest.last().is_some_and(|t| !t.is_word()) {
        rest.pop();
    }
    let name = |t: &&Token| {
        t.role == Role::Free && (t.is_capital() || t.is_number() || t.is_any(&[",", "&", "of", "the", "."]))
    };
    ((1..=10).contains(&rest.len()) && (rest.iter().all(name) || is_venue(&rest)))
        .then(|| Title { text: written(text, &rest), spans: spans(text, &rest) })
}

/// Ends what a venue is called. A club is people as well.
fn ends_venue(word: &str) -> bool {
    (has(VENUES, word) || has(ROOMS, word)) && word != "club"
}

/// "main hall", "the village pub": two to four words that end in what a venue is called.
fn is_venue(words: &[&Token]) -> bool {
    (2..=4).contains(&words.len())
        && words.last().is_some_and(|t| ends_venue(&t.lower))
        && words.iter().all(|t| t.role == Role::Free && t.is_word())
}
