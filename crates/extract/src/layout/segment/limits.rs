//! "Mon & Wed, 4:00 – 4:30 PM" on one line and "06/12/2028 – 07/05/2028" on the next: the days and hours of a class, and
//! the dates between which it is held.

use calendar::{Bound, Span};
use timex::{Context, Expression};

use super::Entry;
use crate::layout::term;
use crate::prose::exception;
use crate::source::label::Label;
use crate::time::times;

/// Gives the first of two such lines the rule that both tell together; the other tells nothing more. True when there are
/// any.
pub(super) fn join(text: &str, entries: &mut [Entry], context: &Context) -> bool {
    let mut joined = false;
    for at in 1..entries.len() {
        let Some([first, second]) = entries.get_mut(at - 1..=at) else { continue };
        let told = is_days_and_hours(text, first) && is_dates(second);
        let turned = (is_dates(first) || is_count(first)) && is_days_and_hours(text, second);
        if second.line.after_gap || !told && !turned {
            continue;
        }
        let last = second.times.first().map_or(second.line.span.end, |t| t.span.end);
        let both = |end: usize| times::find(text, Span::new(first.line.span.start, end), None, context);
        let whole = Some(both(second.line.span.end)).filter(|found| is_one_rule(found));
        // "06/13/2028 – 07/06/2028 (no class 07/04)"
        let rest = if whole.is_some() { second.times.len() } else { 1 };
        if let Some(found) = whole.or_else(|| Some(both(last)).filter(|found| is_one_rule(found))) {
            first.times = found;
            second.times.drain(..rest.min(second.times.len()));
            // What is left of the line is neither a name nor a place.
            second.line.label = second.times.is_empty().then_some((Label::Other, second.line.span));
            first.times.iter_mut().for_each(|rule| exception::take(text, second, rule));
            joined = true;
        } else if told {
            hold(text, first, second);
            joined = true;
        }
    }
    joined | around(text, entries)
}

/// "Mon/Wed 10:10 – 11:00", "Science Hall 140", "08/31/2026 - 12/11/2026": a line without times may stand between the two.
fn around(text: &str, entries: &mut [Entry]) -> bool {
    let mut joined = false;
    for at in 2..entries.len() {
        let Some([first, between, second]) = entries.get_mut(at - 2..=at) else { continue };
        let near = !between.line.after_gap
            && !second.line.after_gap
            && between.times.is_empty()
            && is_plain(between);
        if near && is_days_and_hours(text, first) && is_dates(second) {
            hold(text, first, second);
            joined = true;
        }
    }
    joined
}

/// The days and hours of `first` come between the dates with which `second` begins.
fn hold(text: &str, first: &mut Entry, second: &mut Entry) {
    if second.times.is_empty() {
        return;
    }
    let dates = second.times.remove(0);
    first.times.iter_mut().for_each(|time| term::hold_within(text, time, &dates));
    first.times.iter_mut().for_each(|rule| exception::take(text, second, rule));
    second.line.label = second.times.is_empty().then_some((Label::Other, second.line.span));
}

/// Hours on weekdays, without a day of a month.
fn is_days_and_hours(text: &str, entry: &Entry) -> bool {
    let weekdays = |t: &Expression| {
        let mut dates =
            t.parts.iter().filter(|(part, _)| matches!(part, timex::Part::Date | timex::Part::Rule));
        times::has_time(t) && dates.all(|(_, span)| !span.of(text).contains(|c: char| c.is_ascii_digit()))
    };
    is_plain(entry) && entry.times.iter().any(times::has_date) && entry.times.iter().all(weekdays)
}

/// Two dates with more than a week between them come first.
fn is_dates(entry: &Entry) -> bool {
    let long = |t: &Expression| {
        let days = t.reading.start.zip(t.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
        !times::has_time(t) && !t.has_rule() && t.has_date() && days > 7
    };
    is_plain(entry) && entry.times.first().is_some_and(long)
}

/// "10 weeks from Tuesday 12 January 2027": alone it reads like a day.
fn is_count(entry: &Entry) -> bool {
    let day = |t: &Expression| !times::has_time(t) && !t.has_rule() && t.has_date();
    is_plain(entry) && entry.residue == 0 && matches!(entry.times.as_slice(), [only] if day(only))
}

fn is_plain(entry: &Entry) -> bool {
    entry.short && !entry.line.bullet && !entry.line.heading && entry.line.label.is_none()
}

/// One rule with an end.
fn is_one_rule(found: &[Expression]) -> bool {
    let bounded =
        |t: &Expression| t.reading.recurrence.as_ref().is_some_and(|r| r.rule.bound != Bound::Never);
    matches!(found, [rule] if bounded(rule))
}
