//! Bookings: a departure and an arrival, a check-in and a check-out, each pair one event.

mod flight;

use calendar::Span;
use jiff::tz::TimeZone;
use timex::{Context, Expression, Grain, Part};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};
use crate::words::airport_zone;

/// What a booked journey or stay begins with, and whether it is a stay.
const STARTS: &[(&str, bool)] = &[
    ("departure", false),
    ("departs", false),
    ("departing", false),
    ("depart", false),
    ("dep", false),
    ("pick-up", false),
    ("pickup", false),
    ("pick up", false),
    ("check-in", true),
    ("check in", true),
    ("checkin", true),
];

/// And what it ends with.
const ENDS: &[&str] = &[
    "arrival",
    "arrives",
    "arriving",
    "arrive",
    "arr",
    "drop-off",
    "dropoff",
    "drop off",
    "return",
    "check-out",
    "check out",
    "checkout",
];

/// The journeys and stays of a booking; none when no line with a beginning is followed by one with its end.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut above = 0;
    for (at, entry) in entries.iter().enumerate() {
        let journey = flight::in_line(text, entries, at, context)
            .or_else(|| flight::between_hours(text, entries, at, context));
        if let Some(journey) = journey {
            drafts.push(journey);
            above = at + 1;
            continue;
        }
        let Some((stay, from)) = start(text, entries, at, context) else { continue };
        let same = end_in_line(text, entry, &from);
        let ends: fn(&str, &Entry) -> Option<Span> = if arrives(text, entry) { leaving } else { end };
        let below = entries.get(at + 1..).unwrap_or_default().iter().take(4);
        let end = below
            .take_while(|e| arrives(text, entry) || !begins(text, e))
            .position(|e| ends(text, e).is_some());
        let Some(last) = same.as_ref().map(|_| at).or(end.map(|gap| at + 1 + gap)) else { continue };
        let to = same.or_else(|| {
            let line = entries.get(last)?;
            end_time(text, line, ends(text, line)?, &from, context)
        });
        let Some(to) = to else { continue };
        let head = entries.get(above..at).unwrap_or_default();
        let lines = entries.get(above..=last).unwrap_or_default();
        drafts.extend(booked(text, head, lines, stay, &from, &to));
        above = last + 1;
    }
    drafts
}

/// One journey or stay.
fn booked(
    text: &str,
    head: &[Entry],
    lines: &[Entry],
    stay: bool,
    from: &Expression,
    to: &Expression,
) -> Option<Draft> {
    let route = head.iter().rev().find(|e| is_route(text, e));
    let plain = || {
        let named = |e: &&Entry| e.times.is_empty() && e.short && e.residue > 0 && e.line.label.is_none();
        let title = |e: &&Entry| named(e) && letter::is_title_line(text, e);
        let name = |e: &&Entry| title(e) && !letter::is_address(text, e);
        let first = |is: &dyn Fn(&&Entry) -> bool| head.iter().rev().find(|e| is(e));
        first(&name).or_else(|| first(&title)).or_else(|| first(&named))
    };
    let name = route.or_else(plain);
    let places = route.and_then(|e| ends_of_route(text, e));
    let mut when = from.clone();
    when.reading.end = to.reading.start;
    let ends = to.parts.iter().filter_map(|(part, span)| match part {
        Part::Date => Some((Part::EndDate, *span)),
        Part::Time => Some((Part::EndTime, *span)),
        _ => None,
    });
    when.parts.extend(ends);
    if stay {
        // The hours of a hotel's desk are no hours of the stay.
        when.reading.grain = Grain::Day;
        when.reading.start = when.reading.start.map(|s| s.date().to_datetime(jiff::civil::Time::midnight()));
        when.reading.end = when
            .reading
            .end
            .and_then(|e| e.date().tomorrow().ok())
            .map(|d| d.to_datetime(jiff::civil::Time::midnight()));
        when.parts.retain(|(part, _)| matches!(part, Part::Date | Part::EndDate));
        when.inferred.retain(|i| i.field == timex::Field::Date);
    } else if let Some((a, b)) = &places {
        when.reading.zone = when.reading.zone.or_else(|| zone(&a.text));
        when.reading.end_zone = zone(&b.text).or_else(|| to.reading.zone.clone());
    }
    let address = head.iter().rev().find(|e| stay && e.times.is_empty() && letter::is_address(text, e));
    let address = address.filter(|e| name.is_none_or(|name| name.line.span != e.line.span));
    // "Depart Leeds Coach Station 07:35"
    let station = lines.iter().find(|e| begins(text, e)).and_then(|e| station(text, e));
    let place = station
        .or_else(|| places.map(|(a, _)| a))
        .or_else(|| address.map(|e| letter::plain(text, e.line.span)));
    let (first, last) = lines.first().zip(lines.last())?;
    Some(Draft {
        title: name.map(|e| named(text, e, stay)),
        place,
        when: Some(when),
        lines: [name.unwrap_or(first).line.numbers[0], last.line.numbers[1]],
        source: lines.iter().map(|e| e.line.span).collect(),
        ..Draft::default()
    })
}

/// The name between the word of the beginning and its hour.
fn station(text: &str, entry: &Entry) -> Option<Title> {
    let mut all = tokens(text, entry.line.span);
    entry.times.iter().for_each(|time| times::mark(&mut all, time, &[]));
    let kept: Vec<&Token> =
        all.iter().skip(1).take_while(|t| t.role == Role::Free && t.is_capital()).collect();
    let timed = all.get(1 + kept.len()).is_some_and(|t| t.role == Role::Time);
    (timed && kept.len() >= 2).then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// The words behind one of `labels` at the beginning of a line.
fn behind<'l>(text: &str, entry: &Entry, mut labels: impl Iterator<Item = &'l str>) -> Option<Span> {
    let line = entry.line.span;
    let begins = |label: &str| {
        let (head, rest) = line.of(text).split_at_checked(label.len())?;
        (head.eq_ignore_ascii_case(label) && !rest.starts_with(char::is_alphanumeric)).then_some(())
    };
    let label = labels.find(|label| begins(label).is_some())?;
    Some(Span::new(line.start + label.len(), line.end))
}

/// The line tells a beginning.
fn begins(text: &str, entry: &Entry) -> bool {
    behind(text, entry, STARTS.iter().map(|(label, _)| *label)).is_some() && !entry.times.is_empty()
}

/// The time of a line that tells a beginning, and whether a stay begins; its day may stand in the lines above.
fn start(text: &str, entries: &[Entry], at: usize, context: &Context) -> Option<(bool, Expression)> {
    let entry = entries.get(at)?;
    let away = |e: &Entry| begins(text, e);
    if arrives(text, entry) && !entries.get(..at)?.iter().any(away) {
        let day = entry.times.iter().find(|t| times::has_date(t) && !t.has_rule())?;
        return Some((true, day.clone()));
    }
    let (_, stay) =
        STARTS.iter().find(|(label, _)| behind(text, entry, std::iter::once(*label)).is_some())?;
    if let Some(time) = entry.times.iter().find(|t| times::has_date(t)) {
        return Some((*stay, time.clone()));
    }
    let above = entries.get(at.saturating_sub(3)..at)?.iter().rev();
    let day =
        above.flat_map(|e| &e.times).find(|t| times::has_date(t) && !times::has_time(t) && !t.has_rule())?;
    let on_day = times::find(text, entry.line.span, Some(day.reading.start?.date()), context);
    let mut time = on_day.into_iter().find(times::has_time).filter(|_| !*stay)?;
    time.parts.splice(0..0, crate::layout::lead::parts(day));
    time.inferred.retain(|i| i.field != timex::Field::Date);
    time.reading.end = None;
    Some((*stay, time))
}

/// "Depart 06:55  Arrive 10:05": both in one line.
fn end_in_line(text: &str, entry: &Entry, from: &Expression) -> Option<Expression> {
    let day = from.reading.start?.date();
    let lower = entry.line.span.of(text).to_lowercase();
    let at = ENDS.iter().filter_map(|label| lower.find(&format!(" {label} "))).min()?;
    // "06:55   Arrives 08:05" read as one
    if let Some((whole, end)) =
        entry.times.iter().find_map(|t| Some((t, t.reading.end.filter(|_| times::has_time(t))?)))
    {
        let mut to = whole.clone();
        to.reading.start = Some(day.to_datetime(end.time()));
        to.parts.retain(|(part, _)| *part == Part::EndTime);
        to.parts.iter_mut().for_each(|(part, _)| *part = Part::Time);
        return (to.reading.start > from.reading.start).then_some(to);
    }
    let behind = |t: &&Expression| t.span.start >= entry.line.span.start + at && times::has_time(t);
    let mut to = entry.times.iter().find(behind)?.clone();
    if !times::has_date(&to) {
        to.reading.start = Some(day.to_datetime(to.reading.start?.time()));
    }
    (to.reading.start > from.reading.start).then_some(to)
}

/// "Arriving: Friday (after 4 PM)": where somebody stays, that is the beginning.
fn arrives(text: &str, entry: &Entry) -> bool {
    behind(text, entry, ["arriving", "arrival", "arrive"].into_iter()).is_some()
}

/// "Leaving: Monday (by 10 AM)"
fn leaving(text: &str, entry: &Entry) -> Option<Span> {
    let labels = ["leaving", "leave", "departure", "departing", "depart", "check-out", "checkout"];
    behind(text, entry, labels.into_iter()).filter(|_| !entry.times.is_empty())
}

fn end(text: &str, entry: &Entry) -> Option<Span> {
    behind(text, entry, ENDS.iter().copied()).filter(|_| !entry.times.is_empty())
}

/// The time of the line that tells the end; without a date it is on the day of the start, or on the next one.
fn end_time(
    text: &str,
    entry: &Entry,
    value: Span,
    from: &Expression,
    context: &Context,
) -> Option<Expression> {
    if let Some(time) = entry.times.iter().find(|t| times::has_date(t)) {
        return Some(time.clone()).filter(|t| t.reading.start >= from.reading.start);
    }
    let start = from.reading.start?;
    let next_day = value.of(text).contains("+1");
    let day = if next_day { start.date().tomorrow().ok()? } else { start.date() };
    times::find(text, value, Some(day), context).into_iter().find(|t| t.reading.start > from.reading.start)
}

/// "Frankfurt (FRA) → New York (JFK)", "JFK - LHR", "Bristol to London": two names with an arrow between.
fn is_route(text: &str, entry: &Entry) -> bool {
    entry.times.is_empty() && entry.short && arrow(&tokens(text, entry.line.span)).is_some()
}

fn arrow(words: &[Token]) -> Option<usize> {
    let at = words.iter().position(|t| matches!(t.text, "→" | "➔" | "➝" | "–" | "—" | "-" | "->" | "to"))?;
    let named = |t: Option<&Token>| t.is_some_and(|t| t.is_capital() || t.is(")"));
    (named(at.checked_sub(1).and_then(|i| words.get(i))) && named(words.get(at + 1))).then_some(at)
}

/// Where a route begins and ends, the number of the flight left out.
fn ends_of_route(text: &str, entry: &Entry) -> Option<(Title, Title)> {
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

/// The zone of the airport whose code stands in `place`: "(FRA)", "JFK".
pub(crate) fn zone(place: &str) -> Option<TimeZone> {
    let codes = place.split(|c: char| !c.is_ascii_uppercase()).filter(|word| word.len() == 3);
    codes.filter_map(airport_zone).find_map(|name| TimeZone::get(name).ok())
}

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

/// What a leg of a journey is called before its route.
const LEGS: &[&str] = &["inbound", "outbound", "outward", "return"];

/// "LH 1234 Frankfurt → New York", "Hotel Sonne": the line without codes in brackets; "Your reservation at" is left out.
fn named(text: &str, entry: &Entry, stay: bool) -> Title {
    let all = tokens(text, entry.line.span);
    let lead = all
        .iter()
        .position(|t| t.is_any(&["at", "for", "with", "–", "—", "-", ":"]))
        .filter(|at| stay && all.iter().take(*at).any(|t| t.is_any(&["booking", "reservation", "stay"])));
    // "OUTWARD: Leeds to London Victoria"
    let leg = matches!(&*all, [leg, colon, ..] if leg.is_any(LEGS) && colon.is(":")).then_some(1);
    let all = all.get(lead.or(leg).map_or(0, |at| at + 1)..).unwrap_or_default();
    let code = |at: usize| {
        let word = |i: Option<usize>| i.and_then(|i| all.get(i)).map_or("", |t| t.text);
        let short = |word: &str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
        short(word(Some(at))) && word(at.checked_sub(1)) == "(" && word(Some(at + 1)) == ")"
    };
    let coded = |at: usize| code(at) || code(at + 1) || at > 0 && code(at - 1);
    let mut kept: Vec<&Token> = all
        .iter()
        .enumerate()
        .filter(|(at, t)| t.role == Role::Free && !coded(*at))
        .map(|(_, t)| t)
        .collect();
    title::trim(&mut kept);
    title::of(text, &kept)
}
