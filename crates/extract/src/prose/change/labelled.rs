//! Changes told in two lines: "Original date: …" and "New date: …".

use calendar::{Change, ChangeKind, Span};
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::link;
use crate::layout::booking;
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::prose::phrase;
use crate::source::label::Label;
use crate::time::times;

use super::set;

const OLD: &[&str] = &["former", "old", "original", "originally", "previous", "previously", "was"];
const NEW: &[&str] = &["new", "now", "revised", "updated"];

/// The changed event; none when no two neighbouring lines tell the old time and the new one.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let told = |e: &Entry, words: &[&str]| e.times.iter().any(times::has_date) && begins_with(text, e, words);
    let pair = entries.windows(2).position(
        |pair| matches!(pair, [a, b] if told(a, OLD) && told(b, NEW) || told(a, NEW) && told(b, OLD)),
    );
    let Some(at) = pair else { return in_letter(text, entries, context).into_iter().collect() };
    let (first, second) = (entries.get(at), entries.get(at + 1));
    let new_first = first.is_some_and(|e| begins_with(text, e, NEW));
    let (old, new) = if new_first { (second, first) } else { (first, second) };
    let time = |e: Option<&Entry>| e.and_then(|e| joined(&e.times, context));
    let Some((mut old, mut when)) = time(old).zip(time(new)) else { return Vec::new() };
    for (time, line) in [(&mut old, at), (&mut when, at + 1)] {
        let words = entries.get(line).map_or("", |e| e.line.span.of(text));
        if let Some((from, to)) = booking::route_zones(words) {
            (time.reading.zone, time.reading.end_zone) = (Some(from), Some(to));
        }
    }
    let labelled = |wanted: Label| entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == wanted));
    let place =
        labelled(Label::Where).and_then(|(_, value)| crate::layout::sheet::place(text, value, context));
    let url = entries.iter().find_map(|e| link::links(text, e.line.span).into_iter().next());
    let change = Change { kind: ChangeKind::Moved, old: set(&old, context), new: set(&when, context) };
    vec![Draft {
        title: labelled(Label::Title)
            .map(|(_, value)| letter::plain(text, value))
            .or_else(|| title(text, entries.get(..at).unwrap_or_default(), context)),
        place,
        url: url.map(|link| (link.url.clone(), link.url_span)),
        when: Some(when),
        change: Some(change),
        lines: [
            entries.first().map_or(1, |e| e.line.numbers[0]),
            entries.last().map_or(1, |e| e.line.numbers[1]),
        ],
        source: letter::own_lines(text, entries),
        ..Draft::default()
    }]
}

/// "We have had to change your appointment on Monday 8 March at 10:20." – "Your new appointment is:" – "Thursday 25 March at
/// 14:50", each on its own lines.
fn in_letter(text: &str, entries: &[Entry], context: &Context) -> Option<Draft> {
    const CHANGED: &[&str] =
        &["cancel", "cancelled", "change", "changed", "originally", "reschedule", "rescheduled"];
    let words = |e: &Entry| {
        e.line
            .span
            .of(text)
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let dated = |e: &Entry| e.times.iter().any(times::has_date);
    let head = |e: &Entry| {
        e.short && !dated(e) && e.ends_with_colon && words(e).iter().any(|w| NEW.contains(&w.as_str()))
    };
    let at = entries.iter().position(head)?;
    let old = entries
        .get(..at)?
        .iter()
        .rfind(|e| dated(e) && words(e).iter().any(|w| CHANGED.contains(&w.as_str())))?;
    let rest = entries.get(at + 1..)?;
    let new = rest.iter().take(2).find(|e| dated(e))?;
    let hour = rest.iter().take(3).find(|e| e.times.iter().any(times::has_time));
    let (before, mut when) = (joined(&old.times, context)?, joined(&new.times, context)?);
    if let Some(hour) =
        hour.filter(|_| !times::has_time(&when)).and_then(|e| e.times.iter().find(|t| times::has_time(t)))
    {
        times::at_hour(&mut when, hour);
    }
    let labelled = entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == Label::Where));
    let place = labelled.and_then(|(_, value)| crate::layout::sheet::place(text, value, context));
    let change = Change { kind: ChangeKind::Moved, old: set(&before, context), new: set(&when, context) };
    Some(Draft {
        title: phrase::line_events(text, old.line.span, &old.times, context).into_iter().next()?.title,
        place: place.or_else(|| letter::place(text, rest, &when, None)),
        when: Some(when),
        change: Some(change),
        lines: [old.line.numbers[0], new.line.numbers[1]],
        source: letter::own_lines(text, entries),
        ..Draft::default()
    })
}

/// A day and its hour as one.
fn joined(times: &[Expression], context: &Context) -> Option<Expression> {
    let kept: Vec<&Expression> = times.iter().filter(|t| t.reading.start.is_some()).take(2).collect();
    match kept.as_slice() {
        [one] => Some((*one).clone()),
        [whole, end] if times::has_date(whole) && times::has_time(whole) => {
            let mut whole = (*whole).clone();
            let later = end.reading.start.filter(|_| times::has_time(end) && !times::has_date(end));
            let day = times::day(&whole);
            whole.reading.end =
                whole.reading.end.or(later.zip(day).map(|(at, day)| day.to_datetime(at.time())));
            Some(whole)
        }
        [_, _] => timex::join(&kept, context),
        _ => None,
    }
}

/// "New date and time: …"
fn begins_with(text: &str, entry: &Entry, words: &[&str]) -> bool {
    let line = entry.line.span.of(text);
    let Some(head) = line.find([':', '–']).and_then(|at| line.get(..at)) else { return false };
    let mut own = head.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let few = own.clone().count() <= 5;
    few && own.next().is_some_and(|first| words.iter().any(|word| first.eq_ignore_ascii_case(word)))
}

/// What the lines above call it: a quotation, a heading, the subject of their sentence.
fn title(text: &str, above: &[Entry], context: &Context) -> Option<crate::field::title::Title> {
    let sentence = |e: &Entry| {
        let span: Span = e.line.span;
        phrase::line_events(text, span, &[], context).into_iter().next()?.title
    };
    letter::headline(text, above, above.len()).or_else(|| above.iter().rev().find_map(sentence))
}
