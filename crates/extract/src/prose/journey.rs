//! A journey told in one line: "BA 178 New York JFK 20:15 → London LHR 08:20 (+1), Thu 10 Dec 2026".

use calendar::Span;
use jiff::civil::DateTime;
use timex::{Expression, Part};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::booking;
use crate::prose::phrase::Phrase;
use crate::time::times;
use crate::tokens::{Role, Token, spans, written};

/// Marks between where a journey begins and where it ends.
const ARROWS: &[&str] = &["->", "→", "➔", "➝", ">"];

/// The journey, when the phrase tells one: a name and an hour on both sides of an arrow, and a day.
pub(crate) fn event(phrase: &Phrase) -> Option<Draft> {
    let arrow = arrow(phrase)?;
    let (before, behind) = (phrase.tokens.get(..arrow)?, phrase.tokens.get(arrow + 1..)?);
    let leaves = clock(phrase, before.last()?.span)?;
    let names = behind.iter().take_while(|t| t.role != Role::Time).count();
    let arrives = clock(phrase, behind.get(names)?.span)?;
    let from = place(phrase, before)?;
    let named = behind.get(..names)?.iter().any(|t| t.is_capital() && t.is_free());
    let dated = |t: &&Expression| t.has_date() && !t.has_rule();
    let day = phrase.times.iter().find(dated).filter(|_| named)?;
    let date = day.reading.start?.date();
    let mut when = leaves.clone();
    when.reading.start = Some(date.to_datetime(leaves.reading.start?.time()));
    when.reading.end = end(phrase, when.reading.start?, arrives);
    let span = Span::new(phrase.tokens.first()?.span.start, phrase.tokens.last()?.span.end);
    let ends = booking::zone(&from.text)
        .zip(booking::zone(&written(phrase.text, &behind.iter().take(names).collect::<Vec<_>>())));
    if let Some((a, b)) = booking::route_zones(span.of(phrase.text)).or(ends) {
        (when.reading.zone, when.reading.end_zone) = (Some(a), Some(b));
    }
    when.parts = parts(leaves, arrives, day);
    when.alternatives.clear();
    when.inferred.retain(|i| i.field != timex::Field::Date && i.field != timex::Field::End);
    Some(Draft {
        title: Some(name(phrase, arrow + 1 + names)),
        place: Some(from),
        when: Some(when),
        source: vec![span],
        ..Draft::default()
    })
}

/// Words that say that somebody travels.
const TRAVELS: &[&str] = &["bus", "coach", "eurostar", "ferry", "flight", "train", "tram"];

/// Where the mark stands between the two: an arrow, or a dash behind the hour of what is called or numbered a journey
/// ("Eurostar 9014 London St Pancras 09:31 - Paris Nord 12:53").
fn arrow(phrase: &Phrase) -> Option<usize> {
    let words = &phrase.tokens;
    let arrow = words.iter().position(|t| ARROWS.contains(&t.text));
    let travels = || words.iter().take(4).any(|t| t.is_free() && (t.is_number() || t.is_any(TRAVELS)));
    let dash = |at: &usize| {
        let mark = words.get(*at).is_some_and(|t| matches!(t.text, "-" | "–" | "—") && t.is_free());
        mark && *at > 0 && words.get(at - 1).is_some_and(|t| t.role == Role::Time && t.clock)
    };
    arrow.or_else(|| (0..words.len()).find(dash).filter(|_| travels()))
}

/// The time whose hour stands at `span`.
fn clock<'p>(phrase: &'p Phrase, span: Span) -> Option<&'p Expression> {
    let own = |t: &&Expression| {
        t.parts.iter().any(|(part, at)| matches!(part, Part::Time | Part::EndTime) && at.overlaps(span))
    };
    phrase.times.iter().find(own).filter(|t| times::has_time(t))
}

/// On the next day when the line says so, or when it would be before the journey begins.
fn end(phrase: &Phrase, start: DateTime, arrives: &Expression) -> Option<DateTime> {
    let at = start.date().to_datetime(arrives.reading.start?.time());
    let next = phrase
        .text
        .get(arrives.span.end..)
        .is_some_and(|rest| rest.trim_start().trim_start_matches('(').starts_with("+1"));
    let later = next || at <= start && booking::route_zones(phrase.text).is_none();
    if later { at.date().tomorrow().ok().map(|day| day.to_datetime(at.time())) } else { Some(at) }
}

fn parts(leaves: &Expression, arrives: &Expression, day: &Expression) -> Vec<(Part, Span)> {
    let of = |time: &Expression, wanted: &[Part], as_part: Part| -> Vec<(Part, Span)> {
        time.parts
            .iter()
            .filter(|(part, _)| wanted.contains(part))
            .map(|(_, span)| (as_part, *span))
            .collect()
    };
    let clock = [Part::Time, Part::EndTime];
    [of(day, &[Part::Date], Part::Date), of(leaves, &clock, Part::Time), of(arrives, &clock, Part::EndTime)]
        .concat()
}

/// "New York JFK" before the hour, without the number of the flight.
fn place(phrase: &Phrase, before: &[Token]) -> Option<Title> {
    let clock = before.iter().rev().take_while(|t| t.role == Role::Time).count();
    let words = before.get(..before.len() - clock)?;
    let run = words.iter().rev().take_while(|t| t.is_free() && t.is_capital() && !t.is_number()).count();
    let mut kept: Vec<&Token> = words.get(words.len() - run..)?.iter().collect();
    // "BA 178 New York": letters and a number are the flight's.
    let number = |t: &Token| t.text.contains(|c: char| c.is_ascii_digit()) || t.is_any(TRAVELS);
    while kept.len() > 1 && kept.first().is_some_and(|t| number(t)) {
        kept.remove(0);
    }
    (!kept.is_empty()).then(|| Title { text: written(phrase.text, &kept), spans: spans(phrase.text, &kept) })
}

/// The words up to where it ends, times left out.
fn name(phrase: &Phrase, end: usize) -> Title {
    let mut kept: Vec<&Token> =
        phrase.tokens.iter().take(end).filter(|t| t.role != Role::Time && t.role != Role::Gone).collect();
    title::trim(&mut kept);
    title::of(phrase.text, &kept)
}
