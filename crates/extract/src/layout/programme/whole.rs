//! The event of which a programme tells the parts: over several days, or away for some.

use calendar::Span;
use timex::Expression;

use super::PROGRAMMES;
use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::time::times;
use crate::tokens::{Role, Token, spans, tokens, written};

/// The event over several days that the first lines announce, and how many lines they are: a name, then days and
/// place, then headings for days among them.
pub(crate) fn whole(text: &str, entries: &[Entry]) -> Option<(Draft, usize)> {
    let first = entries.first()?;
    let name = first.residue > 0 && first.short && !first.line.bullet && first.line.label.is_none();
    if !name || first.gives_day() || first.has_time() || letter::is_greeting(first.line.span.of(text)) {
        return None;
    }
    let days = |t: &&Expression| {
        t.span.of(text).contains(|c: char| c.is_ascii_digit())
            && !times::has_time(t)
            && !times::is_period(t)
            && !t.has_rule()
            && t.reading.end.is_some()
    };
    let (at, when) =
        entries.iter().take(4).enumerate().find_map(|(at, e)| Some((at, e.times.iter().find(days)?)))?;
    let (from, to) = (when.reading.start?.date(), when.reading.end?.date());
    let within = |e: &Entry| {
        let day = e.times.first().filter(|t| t.reading.end.is_none() && t.has_date());
        day.and_then(|t| t.reading.start).is_some_and(|d| from <= d.date() && d.date() < to)
    };
    let heading = entries.iter().skip(at + 1).take(12).position(|e| within(e) && !e.has_time())? + at + 1;
    let head = entries.get(..heading)?;
    let draft = Draft {
        title: Some(name_of(text, first)),
        place: places(text, head.get(1..)?),
        when: Some(when.clone()),
        lines: [first.line.numbers[0], head.last()?.line.numbers[1]],
        source: head.iter().map(|e| e.line.span).collect(),
        ..Draft::default()
    };
    Some((draft, heading))
}

/// A name, the days it lasts on the line below, and a few lines of details: "Coach departs 9.15am Monday".
pub(crate) fn trip(text: &str, entries: &[Entry]) -> Option<Draft> {
    let (first, second) = entries.first().zip(entries.get(1))?;
    let named = letter::is_title_line(text, first);
    let when = second.times.first().filter(|t| {
        !times::has_time(t) && !times::is_period(t) && !t.has_rule() && t.has_end() && t.reading.end.is_some()
    })?;
    if when.span.start > second.line.span.start + 1 {
        return None;
    }
    let rest = entries.get(2..)?;
    let details = rest.len() <= 8 && !rest.iter().any(|e| e.line.bullet || e.line.heading || e.gives_date());
    let items = rest.iter().filter(|e| e.is_item(text)).count();
    (named && second.residue <= 3 && details && items <= 3).then(|| Draft {
        title: Some(letter::plain(text, first.line.span)),
        place: places(text, entries.get(1..2).unwrap_or_default()),
        when: Some(when.clone()),
        lines: [first.line.numbers[0], entries.last().map_or(1, |e| e.line.numbers[1])],
        source: letter::own_lines(text, entries),
        ..Draft::default()
    })
}

/// "Harbour Days 2027 — Programme" without what it is.
fn name_of(text: &str, entry: &Entry) -> Title {
    let all = tokens(text, entry.line.span);
    let last = all.iter().rposition(Token::is_word);
    let mut kept: Vec<&Token> = all.iter().take(last.map_or(0, |at| at + 1)).collect();
    let mark = |t: &Token| matches!(t.text, "–" | "—" | "-" | ":" | "|" | ",");
    let tail = kept.len().checked_sub(2).and_then(|at| kept.get(at)).is_some_and(|t| mark(t));
    if tail && kept.last().is_some_and(|t| t.is_any(PROGRAMMES)) {
        let end =
            kept.iter().rposition(|t| !mark(t) && !t.is_any(PROGRAMMES)).map_or(kept.len(), |at| at + 1);
        kept.truncate(end);
    }
    match kept.first().zip(kept.last()) {
        Some((a, b)) => letter::plain(text, Span::new(a.span.start, b.span.end)),
        None => letter::plain(text, entry.line.span),
    }
}

/// The names in the lines below the first one, times left out.
fn places(text: &str, entries: &[Entry]) -> Option<Title> {
    let mut place = Title::default();
    for entry in entries.iter().filter(|e| e.line.label.is_none() && e.short && !e.distractor) {
        let mut all = tokens(text, entry.line.span);
        for time in &entry.times {
            times::mark(&mut all, time, &[]);
        }
        let mut kept: Vec<&Token> = all.iter().filter(|t| t.role == Role::Free).collect();
        while kept.last().is_some_and(|t| !t.is_word() && !t.is(")")) {
            kept.pop();
        }
        while kept.first().is_some_and(|t| !t.is_word()) {
            kept.remove(0);
        }
        let words = kept.iter().filter(|t| t.is_word()).count();
        let named = kept.iter().filter(|t| t.is_capital() || t.is_number()).count();
        if words == 0 || words > 10 || named * 2 < words || all.iter().any(|t| t.text.contains("://")) {
            continue;
        }
        if !place.text.is_empty() {
            place.text.push_str(", ");
        }
        place.text.push_str(&written(text, &kept));
        place.spans.extend(spans(text, &kept));
    }
    (!place.text.is_empty()).then_some(place)
}
