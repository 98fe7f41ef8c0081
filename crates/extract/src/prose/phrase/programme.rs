//! "Rust meetup Thursday Dec 10: 6:30 networking, 7:00 talks": one occasion with its parts on one line.

use timex::{Expression, Part};

use crate::draft::Draft;
use crate::prose::sentence;
use crate::time::times;
use crate::tokens::{Role, Token};

use super::Phrase;

/// Nouns of a heading over occasions of their own.
const HEADINGS: &[&str] =
    &["agenda", "day", "days", "itinerary", "plan", "plans", "programme", "schedule", "week"];

/// The one event of a name and its day, behind which each hour is followed by the words of a part.
pub(super) fn event(phrase: &Phrase) -> Option<Draft> {
    let (first, more) = phrase.times.split_first()?;
    let (day, clock) = (start_of(first, Part::Date)?, start_of(first, Part::Time)?);
    let whole = first.has_date() && times::has_time(first) && !first.has_rule() && day < clock;
    let parts = |t: &Expression| times::has_time(t) && !times::has_date(t) && !t.has_rule();
    if !whole || more.is_empty() || !more.iter().all(parts) || phrase.corrected.is_some() {
        return None;
    }
    let marked = phrase.tokens.iter().any(|t| {
        first.span.start < t.span.start
            && t.span.end <= clock
            && matches!(t.text, ":" | "," | "–" | "—" | "-")
    });
    let mut led: Vec<usize> = more.iter().filter_map(|t| start_of(t, Part::Time)).collect();
    led.insert(0, clock);
    let name = ..phrase.tokens.partition_point(|t| t.span.end <= day);
    let named = phrase.tokens.get(name)?.iter().rev().find(|t| t.is_word() && t.role != Role::Time)?;
    if !marked || named.is_any(HEADINGS) || !led.iter().all(|at| leads(phrase, *at)) {
        return None;
    }
    let said = sentence::read(phrase, &(0..name.end), std::slice::from_ref(first));
    let title = said.draft.title.filter(|_| !said.request.asked && !said.request.query)?;
    let last = led.last().copied().unwrap_or(clock);
    let last = phrase.tokens.partition_point(|t| t.span.end <= last);
    let place = sentence::read(phrase, &(last..phrase.tokens.len()), std::slice::from_ref(first)).draft.place;
    let source = phrase.span_of(&(0..phrase.tokens.len())).into_iter().collect();
    Some(Draft { title: Some(title), place, when: Some(first.clone()), source, ..said.draft })
}

fn start_of(time: &Expression, wanted: Part) -> Option<usize> {
    time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| span.start)
}

/// Words of its own follow the hour at `at`, and a mark or the day stands before it.
fn leads(phrase: &Phrase, at: usize) -> bool {
    let first = phrase.tokens.partition_point(|t| t.span.end <= at);
    let before = first.checked_sub(1).and_then(|i| phrase.tokens.get(i));
    let mark = |t: &Token| matches!(t.text, ":" | "," | ";" | "–" | "—" | "-" | "&") || t.is("and");
    let next = phrase.tokens.iter().skip(first).find(|t| t.role != Role::Time);
    before.is_some_and(mark)
        && next.is_some_and(|t| t.is_free() && t.is_word() && !t.is_any(&["and", "at", "in", "on"]))
}
