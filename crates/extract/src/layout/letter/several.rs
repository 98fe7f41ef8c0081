//! A letter to many that tells of several occasions, each with its own day and hour, sentence by sentence.

use std::collections::BTreeSet;

use timex::{Context, Expression};

use crate::draft::Draft;
use crate::layout::segment::Entry;
use crate::prose::phrase;
use crate::source::label::Label;
use crate::time::times;

use super::greeting::is_greeted;
use super::{headline, is_clause, own_lines};

/// The occasions; none when the letter tells of one only.
pub(super) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let greeted = is_greeted(text, entries);
    let labelled = entries.iter().any(|e| e.line.label.is_some_and(|(label, _)| label != Label::Subject));
    // Without a greeting two may be one occasion told twice.
    let fewest = if greeted { 2 } else { 3 };
    if labelled || days(entries, !greeted) < fewest {
        return Vec::new();
    }
    let mut found: Vec<Draft> = Vec::new();
    for entry in entries.iter().filter(|e| !e.short && e.has_time()) {
        for draft in phrase::line_events(text, entry.line.span, &entry.times, context) {
            let known = found.iter().any(|other| other.day() == draft.day());
            if is_complete(text, entry, &draft, context) && !known {
                found.push(Draft { lines: entry.line.numbers, source: vec![entry.line.span], ..draft });
            }
        }
    }
    let named = found.iter().skip(1).all(|d| d.title.as_ref().is_some_and(|t| !is_clause(&t.text)));
    if found.len() < fewest || !named {
        return Vec::new();
    }
    let unnamed = |d: &&mut Draft| d.title.as_ref().is_none_or(|t| is_clause(&t.text) || is_long(&t.text));
    if let Some(first) = found.first_mut().filter(unnamed) {
        let home = entries.partition_point(|e| e.line.numbers < first.lines);
        first.title = headline(text, entries, home).or(first.title.take());
        first.source = own_lines(text, entries);
    }
    found
}

/// The occasions that a paragraph tells with day and hour: "I have put you down for the fish supper on Saturday at 7pm".
pub(crate) fn occasions(text: &str, entry: &Entry, context: &Context) -> Vec<Draft> {
    let read = phrase::line_events(text, entry.line.span, &entry.times, context).into_iter();
    let named = |d: &Draft| d.title.as_ref().is_some_and(|t| !is_clause(&t.text) && !is_long(&t.text));
    let own = read.filter(|d| is_complete(text, entry, d, context) && named(d));
    own.map(|d| Draft { lines: entry.line.numbers, source: vec![entry.line.span], ..d }).collect()
}

/// More words than a name has.
fn is_long(title: &str) -> bool {
    title.split_whitespace().count() > 8
}

/// How many days the long lines name; `whole`: each together with its hour.
fn days(entries: &[Entry], whole: bool) -> usize {
    let long = entries.iter().filter(|e| !e.short && e.has_time());
    let exact = |t: &&Expression| t.has_date() && times::has_time(t) && !t.has_rule() && !t.approximate;
    let dated = long.flat_map(|e| &e.times).filter(|t| if whole { exact(t) } else { times::has_date(t) });
    dated.filter_map(times::day).collect::<BTreeSet<_>>().len()
}

/// A day and an hour ahead, told with the event's own words.
fn is_complete(text: &str, entry: &Entry, draft: &Draft, context: &Context) -> bool {
    let Some(when) = &draft.when else { return false };
    let line = entry.line.span.start;
    let ahead = when.reading.start.is_some_and(|at| at.date() >= context.now.date());
    let beside = times::is_deadline(text, line, when) || times::is_aside(text, line, times::home(when));
    // "If not, Thursday after 2 works too."
    let clause = times::clause(text, line, times::home(when).start);
    let instead = clause.first().is_some_and(|w| matches!(&**w, "if" | "or" | "otherwise"));
    !instead
        && times::has_time(when)
        && times::has_date(when)
        && !when.approximate
        && ahead
        && !beside
        && draft.change.is_none()
}
