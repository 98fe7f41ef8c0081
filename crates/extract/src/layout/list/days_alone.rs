//! Days told alone, one below the other, of what a line above them names: "Committee meetings 2027", "Tuesday 12 January",
//! "Tuesday 9 March".

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use timex::{Context, Expression};

use super::told_once::hour_of_all;
use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::layout::letter;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::prose::command::unwrap;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};

/// Fewest days of a list.
const FEWEST: usize = 2;

/// One event for each day, and which lines tell of them.
pub(crate) struct Days {
    pub(crate) drafts: Vec<Draft>,
    /// The name, the days, the hour of all.
    pub(crate) lines: Vec<usize>,
}

/// The first list of days alone that has a name above it.
pub(crate) fn read(text: &str, entries: &[Entry], context: &Context) -> Option<Days> {
    let run = run(text, entries)?;
    let days = entries.get(run.clone())?;
    let told = hour(text, entries, &run, context);
    let above = run.start.checked_sub(1)?;
    let named = |at: usize| Some((at, name(text, entries.get(at)?)?));
    // "All at 7.30pm" may stand between the name and the days.
    let told_above = told.as_ref().is_some_and(|(at, ..)| *at == above);
    let further = || above.checked_sub(1).filter(|_| told_above).and_then(named);
    let venue = venue(text, entries, above);
    let headed = || venue.as_ref().and_then(|_| Some((above, letter::headline(text, entries, above)?)));
    let (name_at, name) = if venue.is_some() { headed()? } else { named(above).or_else(further)? };
    let both = place_of_all(text, entries, run.end);
    let place = venue.or_else(|| both.as_ref().map(|(_, place)| place.clone()));
    let of_line = |e: &Entry| -> Vec<Draft> {
        let told = told.as_ref().map(|(_, hour, draft)| (hour, draft));
        let draft = |time: &Expression| draft(e, &name, told, place.as_ref(), time);
        times_of(e).into_iter().flatten().map(draft).collect()
    };
    let beside = told.iter().map(|(at, ..)| *at).chain(both.iter().map(|(at, _)| *at));
    Some(Days {
        drafts: days.iter().flat_map(of_line).collect(),
        lines: std::iter::once(name_at).chain(run).chain(beside).collect(),
    })
}

/// "Drumlea Parochial Hall" right above the days, where something farther above names what takes place.
fn venue(text: &str, entries: &[Entry], at: usize) -> Option<Title> {
    let line = entries.get(at).filter(|e| e.times.is_empty() && e.line.label.is_none() && e.short)?.line.span;
    (at > 0 && crate::field::place::room(&tokens(text, line)) > 0).then(|| letter::plain(text, line))
}

/// "Both will be held in the Community Lounge." below the days.
fn place_of_all(text: &str, entries: &[Entry], at: usize) -> Option<(usize, Title)> {
    let entry = entries.get(at).filter(|e| !e.has_date() && !e.line.bullet)?;
    let words = tokens(text, entry.line.span);
    let all = words.first().is_some_and(|t| t.is_any(&["all", "both", "each"]));
    let place = all
        .then(|| letter::room_in_prose(text, entry).or_else(|| place_of_sentence(text, words)))
        .flatten()?;
    Some((at, place))
}

/// Where the first sentence of these words says that it is.
fn place_of_sentence(text: &str, mut words: Vec<Token>) -> Option<Title> {
    let end = words.iter().position(|t| t.is_any(&[".", "!"])).unwrap_or(words.len());
    words.truncate(end);
    let range = crate::field::place::place(&mut words, 0, true, true)?;
    let kept: Vec<&Token> = words.get(range)?.iter().collect();
    Some(Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// The occurrence at one of the times.
fn draft(
    entry: &Entry,
    name: &Title,
    told: Option<(&Expression, &Draft)>,
    place: Option<&Title>,
    time: &Expression,
) -> Draft {
    let mut when = time.clone();
    if let Some((hour, _)) = told.filter(|_| !times::has_time(time)) {
        times::at_hour(&mut when, hour);
    }
    Draft {
        title: Some(name.clone()),
        place: told.and_then(|(_, draft)| draft.place.clone()).or_else(|| place.cloned()),
        url: told.and_then(|(_, draft)| draft.url.clone()),
        when: Some(when),
        group: name.spans.first().and_then(|span| span.start.try_into().ok()),
        lines: entry.line.numbers,
        source: vec![entry.line.span],
        ..Draft::default()
    }
}

/// The line right above or below the days that gives all of them their hour.
fn hour(
    text: &str,
    entries: &[Entry],
    run: &Range<usize>,
    context: &Context,
) -> Option<(usize, Expression, Draft)> {
    let days = entries.get(run.clone())?;
    let weekdays: Vec<Weekday> = days.iter().filter_map(|e| Some(day_of(e)?.weekday())).collect();
    let beside = [run.start.checked_sub(1), run.start.checked_sub(2), Some(run.end), Some(run.end + 1)];
    beside.into_iter().flatten().find_map(|at| {
        let (hour, draft) = hour_of_all(text, entries.get(at)?, &weekdays, context)?;
        Some((at, hour, draft))
    })
}

/// The first lines in a row that are nothing but days, later and later, and head nothing.
fn run(text: &str, entries: &[Entry]) -> Option<Range<usize>> {
    let mut start = 0;
    while start < entries.len() {
        let length = entries.iter().skip(start).take_while(|e| is_day_alone(text, e)).count();
        let run = start..start + length;
        let days: Vec<_> = entries.get(run.clone())?.iter().filter_map(day_of).collect();
        let rising = days.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if length >= FEWEST && days.len() == length && rising {
            return Some(run).filter(|run| !is_heading(text, entries, run));
        }
        start += length.max(1);
    }
    None
}

/// The times of a line that names one day: with or without hours, or with several.
fn times_of(entry: &Entry) -> Option<Vec<&Expression>> {
    let day = |t: &&&Expression| t.has_date() && !t.has_rule() && !times::is_period(t);
    let all: Vec<&Expression> = entry.lead.iter().chain(&entry.times).collect();
    let days = !all.is_empty() && all.iter().filter(day).count() == all.len();
    let same = all.windows(2).all(|pair| {
        matches!(pair, [a, b] if times::has_time(a) && times::has_time(b) && times::day(a) == times::day(b))
    });
    let one = all.len() > 1 || all.iter().all(|t| times::has_time(t) || t.reading.end.is_none());
    (days && same && one).then_some(all)
}

fn day_of(entry: &Entry) -> Option<Date> {
    times_of(entry)?.first().and_then(|t| times::day(t))
}

/// "Tuesday 12 January", "Sat 19 Dec 10-1 (dress)": nothing else stands outside of brackets.
fn is_day_alone(text: &str, entry: &Entry) -> bool {
    let plain = entry.line.label.is_none() && !entry.is_row() && !entry.line.heading;
    let Some(own) = times_of(entry).filter(|_| plain && entry.short) else { return false };
    let mut words = tokens(text, entry.line.span);
    for time in own {
        times::mark(&mut words, time, &[]);
    }
    times::mark_between(&mut words);
    let mut inside = false;
    words.iter().all(|t| {
        inside = t.is("(") || inside && !t.is(")");
        inside || !t.is_word() || t.role == Role::Time
    })
}

/// Right below the last of the days stands what takes place on it.
fn is_heading(text: &str, entries: &[Entry], run: &Range<usize>) -> bool {
    let bullets = entries.get(run.start).is_some_and(|e| e.line.bullet);
    let below = entries.get(run.end).filter(|e| !e.line.after_gap || e.line.bullet);
    below.is_some_and(|e| {
        programme::begins_with_hour(text, e)
            || e.line.bullet && !bullets
            || !e.has_time() && !e.has_date() && e.short && !bullets
    })
}

/// What the line calls it: "Committee meetings 2027", "Please find below the dates of the committee meetings for next year."
fn name(text: &str, entry: &Entry) -> Option<Title> {
    let mut words = tokens(text, entry.line.span);
    for time in &entry.times {
        times::mark(&mut words, time, &[]);
    }
    let cut = words.iter().position(|t| t.is_any(&["(", ":"])).unwrap_or(words.len());
    words.truncate(cut);
    // "… You are invited to come along to a drop-in session at either of the following times:"
    let end = words.iter().rposition(Token::is_word).unwrap_or(0);
    let stop = words.iter().take(end).rposition(|t| t.is_any(&[".", "!", "?"]));
    let last = stop.map_or(0, |at| at + 1);
    let mut words = words.split_off(last);
    let from = words.first().map_or(entry.line.span.start, |t| t.span.start);
    if entry.times.iter().any(|t| t.span.start >= from && t.has_date() && !times::is_period(t)) {
        return None;
    }
    let start = if words.len() > LONGEST { unwrap(&mut words).start } else { 0 };
    let words = words.split_off(start);
    let of = words.windows(2).position(
        |w| matches!(w, [dates, of] if dates.is_any(&["date", "dates"]) && of.is_any(&["for", "of"])),
    );
    let own = words.get(of.map_or(0, |at| at + 2)..)?.iter().filter(|t| t.is_free());
    let leads = |t: &&Token| !t.is_word() || t.is_any(LEADS);
    let mut kept: Vec<&Token> = own.skip_while(leads).take_while(|t| !t.is_any(ENDS)).collect();
    while kept.last().is_some_and(|t| !t.is_word() || t.is_any(TAILS) || is_year(t)) {
        kept.pop();
    }
    let sentence = entry.line.span.of(text).ends_with('.') && of.is_none();
    ((1..=LONGEST).contains(&kept.len()) && !sentence).then(|| title::of(text, &kept))
}

/// Words of a name.
const LONGEST: usize = 8;

fn is_year(token: &Token) -> bool {
    token.text.len() == 4 && token.text.starts_with("20") && token.is_number()
}

/// Words before the name of what takes place.
const LEADS: &[&str] = &[
    "a",
    "all",
    "and",
    "are",
    "below",
    "date",
    "dates",
    "find",
    "following",
    "for",
    "further",
    "future",
    "here",
    "is",
    "list",
    "new",
    "next",
    "note",
    "of",
    "our",
    "please",
    "remaining",
    "some",
    "the",
    "these",
    "this",
    "upcoming",
    "your",
];

/// Words at which a name has ended.
const ENDS: &[&str] =
    &["are", "as", "at", "below", "for", "from", "in", "is", "next", "on", "that", "this", "which", "will"];

/// Words at the end of a heading that are no part of the name.
const TAILS: &[&str] = &["calendar", "date", "dates", "diary", "schedule"];
