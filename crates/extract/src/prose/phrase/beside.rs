//! Pieces of a phrase that tell of something beside the event: an answer asked for, the bus, what begins later.

use std::ops::Range;

use timex::Expression;

use crate::time::times;
use crate::words::{PARTS, has};

use super::Phrase;

/// All that is said are times by which to answer, at which something else opens or is served, or somebody is fetched.
pub(super) fn is_beside(phrase: &Phrase, times: &[Expression]) -> bool {
    let beside = |t: &Expression| {
        let line = phrase.line_of(t.span.start);
        times::is_deadline(phrase.text, line, t) || times::fetches(phrase.text, line, t.span.start)
    };
    !times.is_empty() && times.iter().all(beside)
}

/// "…, warm-ups 7:30": what comes before, at an hour of the same day.
pub(super) fn is_part(phrase: &Phrase, range: &Range<usize>, times: &[Expression]) -> bool {
    let words = phrase.tokens.get(range.clone()).unwrap_or_default();
    let first = words.iter().find(|t| t.is_word() && t.is_free());
    let clocks = times.iter().all(|t| times::has_time(t) && !t.has_date() && !t.has_rule());
    clocks && !times.is_empty() && first.is_some_and(|t| has(PARTS, &t.lower))
}

/// Leaves out the days that later sentences name when the event has day and hour: "Auditions on 19 September at 9. …
/// Rehearsals begin September 28."
pub(super) fn drop_later_days(phrase: &Phrase, times: &mut Vec<Expression>) {
    let Some(first) = times.first().filter(|t| times::has_time(t) && times::has_date(t) && t.group.is_none())
    else {
        return;
    };
    let home = times::home(first);
    let later = |t: &Expression| {
        let between = phrase.text.get(home.end..times::home(t).start).unwrap_or("");
        let ends = between.match_indices(['.', '!', '?']).any(|(at, _)| {
            let rest = between.get(at + 1..).unwrap_or("").trim_start();
            between.get(at + 1..).is_some_and(|r| r.starts_with(char::is_whitespace))
                && rest.starts_with(char::is_uppercase)
        });
        ends && !times::has_time(t) && !t.has_rule()
    };
    let kept: Vec<bool> = times.iter().map(|t| !later(t)).collect();
    let mut kept = kept.into_iter();
    times.retain(|_| kept.next().unwrap_or(true));
}
