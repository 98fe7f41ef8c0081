//! Bookings: a departure and an arrival, a check-in and a check-out, each pair one event.

mod flight;
mod label;
mod route;

use calendar::Span;
use jiff::civil::{Date, Time};
use timex::{Context, Expression, Grain, Part};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};

use label::arrives;
use label::begins;
use label::end;
use label::end_in_line;
use label::end_time;
use label::leaving;
use label::start;
use route::ends_of_route;
use route::is_route;
pub(crate) use route::route_zones;
pub(crate) use route::zone;

/// The journeys and stays of a booking; none when no line with a beginning is followed by one with its end.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut above = 0;
    for (at, entry) in entries.iter().enumerate() {
        if at < above {
            continue;
        }
        if let Some(journey) = flight::on_two_lines(text, entries, at, context) {
            drafts.push(journey);
            above = at + 2;
            continue;
        }
        let journey = flight::in_line(text, entries, at, context)
            .or_else(|| flight::between_hours(text, entries, at, context));
        if let Some(journey) = journey {
            drafts.push(journey);
            above = at + 1;
            continue;
        }
        let Some((stay, from)) = start(text, entries, at, context) else { continue };
        // "DEPART Thu, Jun 3" above the flight itself
        let below = at + 1..entries.len().min(at + 1 + HEAD);
        if !times::has_time(&from)
            && below.into_iter().any(|i| flight::in_line(text, entries, i, context).is_some())
        {
            continue;
        }
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
    if let [draft] = drafts.as_mut_slice() {
        let stated = entries.iter().find_map(|e| e.line.label.filter(|(label, _)| *label == Label::Where));
        let place = stated.and_then(|(_, value)| crate::layout::sheet::place(text, value, context));
        draft.place = draft.place.take().or(place);
    }
    if !drafts.is_empty() {
        let told = |e: &Entry| {
            drafts.iter().any(|d| d.lines[0] <= e.line.numbers[0] && e.line.numbers[0] <= d.lines[1])
        };
        let beside: Vec<&Entry> =
            entries.iter().filter(|e| !told(e) && !e.short && e.has_date() && e.has_time()).collect();
        drafts.extend(beside.into_iter().flat_map(|e| letter::occasions(text, e, context)));
        drafts.sort_by_key(|d| d.lines);
    }
    drafts
}

/// Lines between the day of a flight and its hours.
const HEAD: usize = 3;

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
    let name = route.or_else(|| name_line(text, head));
    let ends = route.and_then(|e| ends_of_route(text, e));
    let mut when = through(from, to);
    if stay {
        take_hours_out(&mut when);
    } else if let Some((a, b)) = &ends {
        when.reading.zone = when.reading.zone.or_else(|| zone(&a.text));
        when.reading.end_zone = zone(&b.text).or_else(|| to.reading.zone.clone());
    }
    // "Depart Leeds Coach Station 07:35"
    let station = lines.iter().find(|e| begins(text, e)).and_then(|e| station(text, e));
    let address = || {
        let own = |e: &&Entry| e.times.is_empty() && letter::is_address(text, e);
        let line = head.iter().rev().find(own).filter(|_| stay)?.line.span;
        name.is_none_or(|name| name.line.span != line).then(|| letter::plain(text, line))
    };
    let (first, last) = lines.first().zip(lines.last())?;
    let house = head.iter().rev().filter(|_| stay).find_map(|e| house_in_prose(text, e));
    let (house, street) = house.map_or((None, None), |(house, street)| (Some(house), street));
    Some(Draft {
        title: house.or_else(|| name.map(|e| named(text, e, stay))),
        place: station.or(ends.map(|(a, _)| a)).or(street).or_else(address),
        when: Some(when),
        lines: [name.unwrap_or(first).line.numbers[0], last.line.numbers[1]],
        source: lines.iter().map(|e| e.line.span).collect(),
        ..Draft::default()
    })
}

/// The last line above that names something: rather no address, and rather one that looks like a title.
fn name_line<'e>(text: &str, head: &'e [Entry]) -> Option<&'e Entry> {
    // "Room            Garden Family Unit" is a row of its table.
    let greets = |e: &Entry| letter::is_greeting(e.line.span.of(text));
    let row = |e: &Entry| e.line.span.of(text).contains("   ") || e.line.span.of(text).contains('\t');
    let named = |e: &&Entry| {
        e.times.is_empty() && e.short && e.residue > 0 && e.line.label.is_none() && !row(e) && !greets(e)
    };
    let title = |e: &&Entry| named(e) && letter::is_title_line(text, e);
    let name = |e: &&Entry| title(e) && !letter::is_address(text, e);
    let last = |is: &dyn Fn(&&Entry) -> bool| head.iter().rev().find(|e| is(e));
    last(&name).or_else(|| last(&title)).or_else(|| last(&named))
}

/// "We are happy to confirm your stay at Fynbos End Guest House, 14 Kloof Lane, Hermanus:": the house and where it stands.
fn house_in_prose(text: &str, entry: &Entry) -> Option<(Title, Option<Title>)> {
    let all = tokens(text, entry.line.span);
    let stay = all.windows(2).rposition(|w| {
        matches!(w, [stay, lead] if stay.is_any(&["booking", "reservation", "stay"]) && lead.is_any(&["at", "with"]))
    });
    let rest = all.get(stay.filter(|at| *at > 0)? + 2..)?;
    let end = rest
        .iter()
        .position(|t| t.is_any(&[":", ".", "!", "for", "from", "has", "is", "on"]))
        .unwrap_or(rest.len());
    let (house, street) = match rest.get(..end)?.iter().position(|t| t.is(",")) {
        Some(comma) => (rest.get(..comma)?, rest.get(comma + 1..end)?),
        None => (rest.get(..end)?, rest.get(end..end)?),
    };
    let of = |words: &[Token]| {
        let kept: Vec<&Token> = words.iter().collect();
        kept.first().is_some_and(|t| t.is_capital() || t.is_number()).then(|| title::of(text, &kept))
    };
    Some((of(house).filter(|_| house.len() <= 8)?, of(street)))
}

/// From the one time to the other.
fn through(from: &Expression, to: &Expression) -> Expression {
    let mut when = from.clone();
    when.reading.end = to.reading.start;
    let ends = to.parts.iter().filter_map(|(part, span)| match part {
        Part::Date => Some((Part::EndDate, *span)),
        Part::Time => Some((Part::EndTime, *span)),
        _ => None,
    });
    when.parts.extend(ends);
    when
}

/// The hours of a hotel's desk are no hours of the stay.
fn take_hours_out(when: &mut Expression) {
    let midnight = |day: Date| day.to_datetime(Time::midnight());
    when.reading.grain = Grain::Day;
    when.reading.start = when.reading.start.map(|start| midnight(start.date()));
    when.reading.end = when.reading.end.and_then(|end| end.date().tomorrow().ok()).map(midnight);
    when.parts.retain(|(part, _)| matches!(part, Part::Date | Part::EndDate));
    when.inferred.retain(|i| i.field == timex::Field::Date);
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
