//! The events of one piece of a phrase: its times joined, its sentences read, its change applied.

use std::ops::Range;

use calendar::{Change, ChangeKind, Span};
use timex::{Context, Expression};

use super::Phrase;
use super::beside::drop_later_days;
use super::choice::offer;
use super::past::tells_what_was;
use super::timeless::keep_without_time;
use crate::draft::Draft;
use crate::field::title;
use crate::layout::booking;
use crate::prose::change;
use crate::prose::correction;
use crate::prose::opening;
use crate::prose::sentence;
use crate::time::combine::{combine, told_by_unit};
use crate::time::times;
use crate::tokens::Token;

/// The events of one piece: one for each of its times that cannot be joined.
pub(super) fn events(
    phrase: &Phrase,
    range: &Range<usize>,
    times: &[Expression],
    context: &Context,
) -> Vec<Draft> {
    let words = phrase.tokens.get(range.clone()).unwrap_or_default();
    if opening::tells_hours(words, times) {
        return Vec::new();
    }
    let (mut joined, reminders) = own_times(phrase, times, context);
    let mut said = sentence::read(phrase, range, &joined);
    said.draft.source = phrase.span_of(range).into_iter().collect();
    if said.draft.title.is_none() {
        said.draft.title = joined.iter().find_map(|time| times::feast(phrase.text, time));
    }
    if let Some(at) = phrase.corrected {
        correction::apply(at, &mut joined, context);
    }
    let by_unit =
        told_by_unit(words).into_iter().filter(|(minutes, _)| !reminders.iter().any(|(m, _)| m == minutes));
    said.draft.reminders = reminders.iter().copied().chain(by_unit).collect();
    let changed = change::kind(words);
    said.draft.change = changed.and_then(|kind| take_change(phrase, words, kind, &mut joined, context));
    if said.request.query || tells_what_was(words, &joined, &said, changed.is_some(), context) {
        return Vec::new();
    }
    if joined.is_empty() {
        return if keep_without_time(&said, phrase, range) { vec![said.draft] } else { Vec::new() };
    }
    give_zones_of_route(phrase.span_of(range).map_or("", |span| span.of(phrase.text)), &mut joined);
    if joined.iter().all(|when| when.has_rule() && times::has_time(when)) {
        said.draft.title = said.draft.title.take().map(title::of_regular);
    }
    if changed.is_none() {
        drop_later_days(phrase, &mut joined);
        offer(phrase.text, &mut joined);
    }
    if let [_] = joined.as_slice() {
        return vec![Draft { when: joined.pop(), ..said.draft }];
    }
    // Unique within the text: where the piece begins.
    let group = phrase.span_of(range).map(|span| span.start as u32);
    let dated = |when| Draft { group, when: Some(when), ..said.draft.clone() };
    joined.into_iter().map(dated).collect()
}

/// The times of a piece, joined where they belong together, and its reminders; what is taken back does not complete or
/// displace what holds.
fn own_times(
    phrase: &Phrase,
    times: &[Expression],
    context: &Context,
) -> (Vec<Expression>, Vec<(u32, Span)>) {
    let before = phrase.corrected.map_or(0, |at| times.partition_point(|t| times::home(t).start < at));
    let (old, new) = times.split_at(before);
    let (mut joined, mut reminders) = combine(phrase, old, context);
    let (after, more) = combine(phrase, new, context);
    joined.extend(after);
    reminders.extend(more);
    (joined, reminders)
}

/// The change of this `kind` that the words tell; of the times the one that holds after it remains.
fn take_change(
    phrase: &Phrase,
    words: &[Token],
    kind: ChangeKind,
    times: &mut Vec<Expression>,
    context: &Context,
) -> Option<Change> {
    change::without_cadence(phrase.text, times, context);
    change::put_old_first(phrase.text, times);
    let dashed = times.iter().any(|t| times::is_dashed(phrase.text, t));
    let from_to = !dashed && change::moves(words);
    if from_to {
        change::keep_range(phrase.text, times);
    }
    let hour = times.iter().find(|t| times::has_time(t)).cloned();
    let (mut when, mut change) = change::apply(kind, times, change::stands(words, times), from_to, context)?;
    let said = words.first().zip(words.last()).map(|(a, b)| Span::new(a.span.start, b.span.end));
    if change::stays_at_its_hour(said.map_or("", |span| span.of(phrase.text))) {
        change::keep_hour(&mut change, &mut when, hour.as_ref(), context);
    }
    *times = vec![when];
    Some(change)
}

/// "BA 117 LHR to JFK": where nothing else names the zones, the airports do.
fn give_zones_of_route(words: &str, times: &mut [Expression]) {
    if let (Some((from, to)), [when]) = (booking::route_zones(words), times) {
        when.reading.zone = when.reading.zone.take().or(Some(from));
        when.reading.end_zone = when.reading.end_zone.take().or(Some(to));
    }
}
