//! Labelled announcements: "When: …", "Where: …", "Topic: …", wherever the lines stand.

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::link;
use crate::field::people::Found;
use crate::field::speaker::speaker;
use crate::field::title::{self, Title};
use crate::layout::letter;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::layout::term;
use crate::prose::phrase;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};

/// The announced event; none when no labelled line says when.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let labelled: Vec<(usize, Label, Span)> = labelled(entries);
    let values = |wanted: Label| labelled.iter().filter(move |(_, label, _)| *label == wanted);
    let mut times: Vec<Expression> = Vec::new();
    for (_, _, value) in values(Label::When).chain(values(Label::Duration)) {
        times.extend(times::find(text, *value, None, context));
    }
    // "Service: Cut + blowout (75 min)"
    for (_, _, value) in values(Label::Title) {
        let lengths = times::find(text, *value, None, context).into_iter();
        times.extend(lengths.filter(|t| t.reading.start.is_none() && t.has_duration()));
    }
    if times.iter().all(|t| t.reading.start.is_none()) {
        return Vec::new();
    }
    if times.is_empty() || !times.iter().any(times::has_time) && programme::is_below(text, entries) {
        return Vec::new();
    }
    let Some(mut when) = letter::main_time(text, &times, entries, context) else { return Vec::new() };
    if let Some(term) = term::of_sheet(&times) {
        let all: Vec<Expression> =
            times.iter().chain(entries.iter().flat_map(|e| &e.times)).cloned().collect();
        when = term::weekly(text, &all, context).unwrap_or(when);
        term::within(text, &mut when, term);
    }
    let first_of = |wanted: Label| {
        values(wanted).map(|(_, _, value)| *value).find(|value| !value.of(text).trim().is_empty())
    };
    let first_label = labelled.first().map_or(0, |(at, _, _)| *at);
    let title = first_of(Label::Title)
        .map(|value| plain(text, value))
        .or_else(|| letter::headline(text, entries, first_label))
        .or_else(|| named_agenda(text, &labelled))
        .or_else(|| first_of(Label::Kind).map(|value| plain(text, value)))
        .or_else(|| first_of(Label::Subject).map(|value| plain(text, value)))
        .or_else(|| beside_day(text, entries, context))
        .or_else(|| entered_for(text, entries));
    let url = first_of(Label::Link)
        .and_then(|value| link::links(text, value).into_iter().next())
        .or_else(|| entries.iter().find_map(|e| link::links(text, e.line.span).into_iter().next()));
    let place = first_of(Label::Where)
        .and_then(|value| place(text, value, context))
        .or_else(|| letter::place(text, entries, &when, title.as_ref()));
    let people: Vec<Found> = first_of(Label::Who)
        .and_then(|value| name(text, value))
        .or_else(|| speaker(text, entries))
        .into_iter()
        .collect();
    let first = entries.first().map_or(1, |e| e.line.numbers[0]);
    let last = entries.last().map_or(1, |e| e.line.numbers[1]);
    let mut draft = Draft {
        title,
        place,
        people,
        organizer: first_of(Label::Host).and_then(|value| name(text, value)),
        when: Some(when),
        url: url.map(|l| (l.url.clone(), l.url_span)),
        lines: [first, last],
        source: letter::own_lines(text, entries),
        ..Draft::default()
    };
    draft.take_service();
    vec![draft]
}

/// "Thank you for entering the Fellside 10." above the labels: what the reader has entered or booked.
fn entered_for(text: &str, entries: &[Entry]) -> Option<Title> {
    let first = entries.first().filter(|e| e.line.label.is_none() && e.times.is_empty())?.line.span;
    let end = first.of(text).find(['.', '!']).map_or(first.end, |at| first.start + at);
    let sentence = Span::new(first.start, end);
    let title = letter::plain(text, sentence);
    let framed = title.spans.first().is_some_and(|span| span.start > first.start);
    (framed && title.text.split_whitespace().count() <= 6).then_some(title)
}

/// "Sunday Ride – May 16": the name that stands beside the day.
fn beside_day(text: &str, entries: &[Entry], context: &Context) -> Option<Title> {
    let dated =
        |e: &&Entry| e.short && e.has_date() && e.residue > 0 && e.line.label.is_none() && !e.distractor;
    let entry = entries.iter().find(dated)?;
    phrase::line_events(text, entry.line.span, &entry.times, context).into_iter().next()?.title
}

/// "Agenda: Steering Committee": what the agenda is of.
fn named_agenda(text: &str, labelled: &[(usize, Label, Span)]) -> Option<Title> {
    let of = |value: &Span| {
        let words = value.of(text);
        let named = words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 8;
        named && !words.contains(|c: char| c.is_ascii_digit() || c == '\n' || c == ';')
    };
    let head = |value: &Span| {
        text.get(..value.start).is_some_and(|before| before.trim_end().to_lowercase().ends_with("agenda:"))
    };
    labelled
        .iter()
        .find(|(_, label, value)| *label == Label::Other && head(value) && of(value))
        .map(|(_, _, v)| plain(text, *v))
}

/// "Next meeting: Monday, 11 January 2027, same time": the one after it.
pub(crate) fn next(text: &str, entries: &[Entry], drafts: &[Draft]) -> Option<Draft> {
    let [draft] = drafts else { return None };
    let first = draft.when.as_ref()?;
    let told = |e: &&Entry| {
        let lower = e.line.span.of(text).to_lowercase();
        lower.starts_with("next ")
            && e.times.iter().any(|t| times::has_date(t) && t.reading.start > first.reading.start)
    };
    let entry = entries.iter().find(told)?;
    let mut when = entry.times.iter().find(|t| times::has_date(t))?.clone();
    let same = entry.line.span.of(text).to_lowercase().contains("same time");
    if same && !times::has_time(&when) {
        times::at_hour(&mut when, first);
    }
    Some(Draft {
        title: draft.title.clone(),
        when: Some(when),
        lines: entry.line.numbers,
        source: vec![entry.line.span],
        ..Draft::default()
    })
}

/// The labelled lines with their values; a value may stand on the next line.
fn labelled(entries: &[Entry]) -> Vec<(usize, Label, Span)> {
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some((label, value)) = entry.line.label else { continue };
        let below = entries.get(at + 1).filter(|next| next.line.label.is_none() && !next.line.after_gap);
        match below {
            Some(next) if value.start >= value.end => found.push((at, label, next.line.span)),
            _ => found.push((at, label, value)),
        }
    }
    found
}

/// A value as a title: emphasis and end punctuation left out, lines joined.
fn plain(text: &str, value: Span) -> Title {
    let all = tokens(text, value);
    let mut kept: Vec<&Token> = all.iter().filter(|t| !t.is_emphasis()).collect();
    title::trim(&mut kept);
    title::drop_remarks(&mut kept);
    let quoted =
        kept.len() > 2 && kept.first().is_some_and(|t| t.is("\"")) && kept.last().is_some_and(|t| t.is("\""));
    if quoted {
        kept.pop();
        kept.remove(0);
    }
    title::of(text, &kept)
}

/// A value as a place: without times and what is said about them.
pub(crate) fn place(text: &str, value: Span, context: &Context) -> Option<Title> {
    let mut all = tokens(text, value);
    for time in times::find(text, value, None, context).iter().filter(|t| times::has_time(t)) {
        times::mark(&mut all, time, &[]);
    }
    let mut kept: Vec<&Token> = all
        .iter()
        .skip_while(|t| t.role == Role::Time || t.is(","))
        .take_while(|t| t.role == Role::Free)
        .filter(|t| !t.is_emphasis())
        .collect();
    // "Microsoft Teams https://…"
    if let Some(link) = kept.iter().position(|t| t.text.contains("://")).filter(|at| *at > 0) {
        kept.truncate(link);
    }
    if let Some(open) = kept.iter().position(|t| t.is("(")) {
        // "Carson 61 (not our usual room)" says something about the place.
        let told = |t: &&Token| t.is_any(&["not", "note", "our", "usual", "please", "instead", "new"]);
        if open > 0 && kept.iter().skip(open).any(told) {
            kept.truncate(open);
        }
    }
    while kept.last().is_some_and(|t| t.is_any(&[".", ",", ";", "-", "–", "(", ":", "!", "at"])) {
        kept.pop();
    }
    while kept.first().is_some_and(|t| !t.is_word() && !t.is("#")) {
        kept.remove(0);
    }
    kept.iter().any(|t| t.is_word()).then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// The first name of a value: what stands before a comma, a bracket, a dash or a line break.
pub(crate) fn name(text: &str, value: Span) -> Option<Found> {
    let all = tokens(text, value);
    let stop = |t: &&Token| {
        !matches!(t.text, "," | "(" | "–" | "—" | "-" | "/" | ";" | "<" | "--" | ":" | "|")
            && !t.is_any(&["and", "from", "of", "at"])
    };
    let mut kept: Vec<&Token> = Vec::new();
    for token in all.iter().skip_while(|t| !t.is_word()).take_while(stop) {
        let broken = kept.last().is_some_and(|last| {
            text.get(last.span.end..token.span.start)
                .is_some_and(|gap| gap.contains('\n') || gap.contains("   "))
        });
        if broken {
            break;
        }
        kept.push(token);
    }
    while kept.last().is_some_and(|t| !t.is_word()) {
        kept.pop();
    }
    if kept.is_empty() || kept.len() > 8 {
        return None;
    }
    let mut found = crate::field::people::found(text, &kept);
    crate::field::people::complete(text, value, &mut found);
    Some(found)
}
