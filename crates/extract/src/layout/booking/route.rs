//! From where to where: the two ends of a route, and their zones when airports are named.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::field::title::Title;
use crate::layout::segment::Entry;
use crate::tokens::{Token, spans, tokens, written};
use crate::words::airport_zone;

/// "Frankfurt (FRA) → New York (JFK)", "JFK - LHR", "Bristol to London": two names with an arrow between.
pub(super) fn is_route(text: &str, entry: &Entry) -> bool {
    entry.times.is_empty() && entry.short && arrow(&tokens(text, entry.line.span)).is_some()
}

fn arrow(words: &[Token]) -> Option<usize> {
    let at = words.iter().position(|t| matches!(t.text, "→" | "➔" | "➝" | "–" | "—" | "-" | "->" | "to"))?;
    let named = |t: Option<&Token>| t.is_some_and(|t| t.is_capital() || t.is(")"));
    (named(at.checked_sub(1).and_then(|i| words.get(i))) && named(words.get(at + 1))).then_some(at)
}

/// Where a route begins and ends, the number of the flight left out.
pub(super) fn ends_of_route(text: &str, entry: &Entry) -> Option<(Title, Title)> {
    let all = tokens(text, entry.line.span);
    let at = arrow(&all)?;
    let digits = |t: &Token| t.text.chars().any(|c| c.is_ascii_digit());
    let number = all.get(..at)?.iter().rposition(|t| digits(t) || t.is(":")).map_or(0, |i| i + 1);
    let side = |words: &[Token]| {
        let kept: Vec<&Token> = words.iter().skip_while(|t| !t.is_word()).collect();
        Title { text: written(text, &kept), spans: spans(text, &kept) }
    };
    let (a, b) = (side(all.get(number..at)?), side(all.get(at + 1..)?));
    (!a.text.is_empty() && !b.text.is_empty()).then_some((a, b))
}

/// The zone of the airport whose code stands in `place`: "(FRA)", "JFK"; without one that of a city after which the zone is
/// called: "Auckland".
pub(crate) fn zone(place: &str) -> Option<TimeZone> {
    let codes = place.split(|c: char| !c.is_ascii_uppercase()).filter(|word| word.len() == 3);
    let coded = codes.filter_map(airport_zone).find_map(|name| TimeZone::get(name).ok());
    coded.or_else(|| TimeZone::get(CITIES.get(&place.trim().to_lowercase())?).ok())
}

/// The zones of the database by the cities after which they are called, in lower case.
static CITIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    const CONTINENTS: &[&str] =
        &["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let named = names.filter(|name| CONTINENTS.iter().any(|part| name.split('/').next() == Some(*part)));
    let city = |name: String| Some((name.rsplit('/').next()?.replace('_', " ").to_lowercase(), name));
    named.filter_map(city).collect()
});

/// "BA 284 LHR-SFO": the zones of the airports between which a flight goes, when both codes stand in `words`.
pub(crate) fn route_zones(words: &str) -> Option<(TimeZone, TimeZone)> {
    let mut coded = words.as_bytes().windows(3).filter(|three| three.iter().all(u8::is_ascii_uppercase));
    coded.next()?;
    let mut codes = words.match_indices(['-', '–', '→', '>']).filter_map(|(at, mark)| {
        let code = |word: &str| {
            let whole = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
            whole.then(|| airport_zone(word)).flatten()
        };
        let ends = |c: char| !c.is_ascii_alphanumeric();
        let from = words.get(..at)?.trim_end_matches([' ', '-']).rsplit(ends).next()?;
        let to = words.get(at + mark.len()..)?.trim_start().split(ends).next()?;
        Some((code(from)?, code(to)?))
    });
    let in_brackets = || {
        let parts =
            words.match_indices('(').filter_map(|(at, _)| words.get(at + 1..at + 5)?.strip_suffix(')'));
        let mut zones = parts.filter_map(airport_zone);
        zones.next().zip(zones.next())
    };
    // "LHR to JFK"
    let in_words = || {
        let coded = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        let all: Vec<&str> = words.split_whitespace().collect();
        let pair = all.windows(3).find(|w| matches!(w, [a, to, b] if *to == "to" && coded(a) && coded(b)))?;
        airport_zone(pair.first()?).zip(airport_zone(pair.last()?))
    };
    let (from, to) = codes.next().or_else(in_brackets).or_else(in_words)?;
    TimeZone::get(from).ok().zip(TimeZone::get(to).ok())
}
