//! A flight told in one line: "LM 412 Heathrow (LHR) 09:55 → Madrid (MAD) 13:25", its day there or above it.

use calendar::Span;
use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use timex::{Context, Expression, Part};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::segment::Entry;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};
use crate::words::airport_zone;

/// Lines above a flight in which its day may stand.
const NEAR: usize = 3;

/// The flight of the line at `at`: two airports and the hours at which it leaves the one and reaches the other.
pub(super) fn in_line(text: &str, entries: &[Entry], at: usize, context: &Context) -> Option<Draft> {
    let entry = entries.get(at).filter(|e| e.line.label.is_none() && e.has_time())?;
    let line = entry.line.span;
    let [(first, from), (second, to)] = airports(text, line)?;
    let day = day(entries, at)?;
    let date = day.reading.start?.date();
    let hours: Vec<Expression> = times::find(text, line, Some(date), context);
    let clock = |t: &&Expression| times::has_time(t) && t.reading.end.is_none();
    let mut clocks = hours.iter().filter(clock);
    let (departure, arrival) = (clocks.next()?, clocks.next()?);
    if clocks.next().is_some() {
        return None;
    }
    let mut when = departure.clone();
    when.reading.end = Some(landing(text, line, departure.reading.start?, arrival.reading.start?)?);
    (when.reading.zone, when.reading.end_zone) = (Some(from), Some(to));
    let clocks = arrival.parts.iter().filter(|(part, _)| *part == Part::Time);
    when.parts.extend(clocks.map(|(_, span)| (Part::EndTime, *span)));
    if !times::has_date(departure) {
        when.parts.splice(0..0, crate::layout::lead::parts(&day));
    }
    when.inferred.retain(|i| i.field != timex::Field::Date);
    let words = marked(text, line, &hours);
    Some(Draft {
        title: Some(name(text, &words)),
        place: place(text, &words, first.min(second)),
        when: Some(when),
        lines: entry.line.numbers,
        source: vec![line],
        ..Draft::default()
    })
}

/// "Boston (BOS) 6:15 PM" above "Denver (DEN) 9:05 PM": an airport and an hour on each of two lines, the flight above them.
pub(super) fn on_two_lines(text: &str, entries: &[Entry], at: usize, context: &Context) -> Option<Draft> {
    let [first, second] = entries.get(at..at + 2)? else { return None };
    let day = day(entries, at).filter(|_| !second.line.after_gap)?;
    let date = day.reading.start?.date();
    let (departure, from) = end_of_flight(text, first, date, context)?;
    let (arrival, to) = end_of_flight(text, second, date, context)?;
    let mut when = departure.clone();
    when.reading.end =
        Some(landing(text, second.line.span, departure.reading.start?, arrival.reading.start?)?);
    (when.reading.zone, when.reading.end_zone) = (Some(from.1), Some(to.1));
    when.parts.splice(0..0, crate::layout::lead::parts(&day));
    let clocks = arrival.parts.iter().filter(|(part, _)| *part == Part::Time);
    when.parts.extend(clocks.map(|(_, span)| (Part::EndTime, *span)));
    when.inferred.retain(|i| i.field != timex::Field::Date);
    let number = at.checked_sub(1).and_then(|i| entries.get(i)).filter(|e| is_number(text, e));
    let lead = number.map_or_else(String::new, |e| format!("{} ", e.line.span.of(text)));
    let spans = number.map(|e| e.line.span).into_iter().chain(from.0.spans.clone()).chain(to.0.spans);
    Some(Draft {
        title: Some(Title {
            text: format!("{lead}{} – {}", from.0.text, to.0.text), spans: spans.collect()
        }),
        place: Some(from.0),
        when: Some(when),
        lines: [number.unwrap_or(first).line.numbers[0], second.line.numbers[1]],
        source: number.into_iter().chain([first, second]).map(|e| e.line.span).collect(),
        ..Draft::default()
    })
}

/// The hour of a line with one airport and nothing else, the airport's name and its zone.
fn end_of_flight(
    text: &str,
    entry: &Entry,
    day: jiff::civil::Date,
    context: &Context,
) -> Option<(Expression, (Title, TimeZone))> {
    let line = entry.line.span;
    let plain = entry.line.label.is_none() && entry.has_time() && !entry.has_date();
    let hours = if plain { times::find(text, line, Some(day), context) } else { Vec::new() };
    let [hour] = hours.as_slice() else { return None };
    let words = marked(text, line, &hours);
    let code = words.iter().find(|t| is_code(t))?;
    let zone = TimeZone::get(airport_zone(code.text)?).ok()?;
    let name: Vec<&Token> =
        words.iter().filter(|t| t.role == Role::Free && t.is_word() && t.span != code.span).collect();
    let named = name.len() <= 4 && name.iter().all(|t| t.is_capital());
    let kept = if name.is_empty() { vec![code] } else { name };
    let title = Title { text: written(text, &kept), spans: spans(text, &kept) };
    (named && times::has_time(hour)).then(|| (hour.clone(), (title, zone)))
}

/// "Flight 482", "BA 117"
fn is_number(text: &str, entry: &Entry) -> bool {
    let words = tokens(text, entry.line.span);
    let numbered = words.last().is_some_and(|t| t.text.ends_with(|c: char| c.is_ascii_digit()));
    entry.times.is_empty()
        && (1..=3).contains(&words.len())
        && numbered
        && words.iter().all(|t| t.is_capital() || t.is_number())
}

fn is_code(token: &Token) -> bool {
    token.text.len() == 3 && token.text.bytes().all(|b| b.is_ascii_uppercase())
}

/// "10:03 London Kings Cross - 11:54 York": an hour and a name, twice, with a dash or an arrow between.
pub(super) fn between_hours(text: &str, entries: &[Entry], at: usize, context: &Context) -> Option<Draft> {
    let line = entries
        .get(at)
        .filter(|e| e.line.label.is_none() && !e.has_date() && e.times.len() == 2)?
        .line
        .clone();
    let day = day(entries, at)?;
    let hours = times::find(text, line.span, Some(day.reading.start?.date()), context);
    let [departure, arrival] = hours.as_slice() else { return None };
    let words = marked(text, line.span, &hours);
    let mut sides = words.split(|t| matches!(t.text, "-" | "–" | "—" | "→" | "->" | "➔"));
    let (from, to) = (side(text, sides.next()?)?, side(text, sides.next()?)?);
    if sides.next().is_some() || !times::has_time(departure) || !times::has_time(arrival) {
        return None;
    }
    let mut when = departure.clone();
    when.reading.end = Some(landing(text, line.span, departure.reading.start?, arrival.reading.start?)?);
    when.parts.splice(0..0, crate::layout::lead::parts(&day));
    let clocks = arrival.parts.iter().filter(|(part, _)| *part == Part::Time);
    when.parts.extend(clocks.map(|(_, span)| (Part::EndTime, *span)));
    when.inferred.retain(|i| i.field != timex::Field::Date);
    let title = Title {
        text: format!("{} – {}", from.text, to.text),
        spans: from.spans.iter().chain(&to.spans).copied().collect(),
    };
    Some(Draft {
        title: Some(title),
        place: Some(from),
        when: Some(when),
        lines: line.numbers,
        source: vec![line.span],
        ..Draft::default()
    })
}

/// An hour and then the name of a station.
fn side(text: &str, words: &[Token]) -> Option<Title> {
    let kept: Vec<&Token> = words.iter().skip_while(|t| t.role == Role::Time).collect();
    let timed = kept.len() < words.len();
    let named = kept.iter().all(|t| t.role == Role::Free && (t.is_capital() || !t.is_word()));
    (timed && named && (1..=6).contains(&kept.len()))
        .then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// The hour of the arrival, on the next day when that is said or it would be before the departure.
fn landing(text: &str, line: Span, start: DateTime, arrival: DateTime) -> Option<DateTime> {
    let same = start.date().to_datetime(arrival.time());
    let later = line.of(text).contains("+1") || same.checked_add(12.hours()).is_ok_and(|end| end < start);
    if later { same.checked_add(1.day()).ok() } else { Some(same) }
}

/// The day of the line, or the one above it.
fn day(entries: &[Entry], at: usize) -> Option<Expression> {
    let dated = |t: &&Expression| times::has_date(t) && !t.has_rule() && !times::is_period(t);
    let near = entries.get(at.saturating_sub(NEAR)..=at)?.iter().rev();
    near.flat_map(|e| &e.times).find(dated).cloned()
}

/// The two airports of a line, where their codes stand, and their zones.
fn airports(text: &str, line: Span) -> Option<[(usize, TimeZone); 2]> {
    let code = |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    if line.of(text).split(|c: char| !c.is_ascii_alphabetic()).filter(|word| code(word)).count() < 2 {
        return None;
    }
    let words = tokens(text, line);
    let mut found = words
        .iter()
        .filter(|t| is_code(t))
        .filter_map(|t| Some((t.span.start, TimeZone::get(airport_zone(t.text)?).ok()?)));
    let pair = [found.next()?, found.next()?];
    found.next().is_none().then_some(pair)
}

fn marked<'t>(text: &'t str, line: Span, hours: &[Expression]) -> Vec<Token<'t>> {
    let mut words = tokens(text, line);
    for time in hours {
        times::mark(&mut words, time, &[]);
    }
    words
}

/// "LM 412 London Heathrow → Madrid": the line without codes, terminals and times.
fn name(text: &str, words: &[Token]) -> Title {
    let plain = |at: usize| {
        let next = |i: usize| words.get(i).map_or("", |t| t.text);
        let code = |i: usize| next(i).len() == 3 && next(i).bytes().all(|b| b.is_ascii_uppercase());
        let bracket = next(at) == "(" && code(at + 1) || next(at) == ")" && at > 0 && code(at - 1);
        let inside = code(at) && at > 0 && next(at - 1) == "(";
        let terminal = next(at).starts_with('T')
            && next(at).len() == 2
            && next(at).ends_with(|c: char| c.is_ascii_digit());
        !(bracket || inside || terminal)
    };
    let free = words.iter().enumerate().filter(|(at, t)| t.role == Role::Free && plain(*at));
    let mut kept: Vec<&Token> =
        free.map(|(_, t)| t).filter(|t| !t.is_any(&["departs", "arrives", "dep", "arr", ","])).collect();
    title::trim(&mut kept);
    title::of(text, &kept)
}

/// The words before the first airport's code, the number of the flight left out.
fn place(text: &str, words: &[Token], code: usize) -> Option<Title> {
    let at = words.iter().position(|t| t.span.start == code)?;
    let number = words.get(..at)?.iter().rposition(Token::is_number).map_or(0, |i| i + 1);
    let kept: Vec<&Token> =
        words.get(number..=at)?.iter().filter(|t| t.role == Role::Free && t.is_word()).collect();
    let named = if kept.len() > 1 { kept.split_last().map(|(_, rest)| rest.to_vec())? } else { kept };
    (!named.is_empty()).then(|| Title { text: written(text, &named), spans: spans(text, &named) })
}
