//! Times that are nothing to go to: hours at which a desk is open, when something was written, what no longer holds.

use calendar::Span;
use timex::Expression;

use crate::draft::Draft;
use crate::prose::opening::tells_hours;
use crate::prose::phrase::tells;
use crate::time::times::{home, mark};
use crate::tokens::{Role, Token, tokens};

/// Words that say of a time that it was, or no longer holds, or when the text was written.
const OVER: &[&str] = &[
    "edited",
    "formerly",
    "instead",
    "issued",
    "last",
    "not",
    "old",
    "original",
    "originally",
    "posted",
    "previous",
    "previously",
    "printed",
    "published",
    "rather",
    "sent",
    "since",
    "than",
    "updated",
    "was",
    "were",
];

/// Words of a clause that say that nothing takes place then, or that it would suit too.
const NOTHING: &[&str] = &["canceled", "cancelled", "closed", "no", "works"];

/// Words of somebody who can be reached.
const REACHED: &[&str] = &["call", "phone", "reach", "ring", "tel", "telephone"];

/// Words of a place that is open from then to then.
const DESK: &[&str] = &["hours", "office", "open"];

/// What opens for an event.
const OPENS: &[&str] = &[
    "applications",
    "bar",
    "booking",
    "bookings",
    "box",
    "doors",
    "entries",
    "gates",
    "registration",
    "sale",
    "sales",
    "tickets",
];

/// Words that take back what stands before them.
const TAKEN_BACK: &[&str] =
    &["actually", "correction", "make it", "meant", "oops", "scratch that", "sorry", "wait,"];

/// Bytes between what was said and what takes it back.
const FAR: usize = 200;

/// The time is chrome of the text, no note of an event.
pub(super) fn is_chrome(
    text: &str,
    line: Span,
    clause: Span,
    time: &Expression,
    own: Option<&Draft>,
) -> bool {
    let mut words = tokens(text, clause);
    mark(&mut words, time, &[]);
    let any = |list: &[&str]| words.iter().any(|t| t.is_any(list));
    let desk = (any(REACHED) || any(DESK) && time.reading.end.is_some()) && !any(OPENS);
    tells_hours(&words, std::slice::from_ref(time))
        || desk
        || is_over(&words, time)
        || tells(clause.of(text))
        || own.is_some_and(|own| is_superseded(text, line, time, own))
}

/// A word shortly before the time says that it no longer counts.
fn is_over(words: &[Token], time: &Expression) -> bool {
    let at = words.partition_point(|t| t.span.end <= home(time).start);
    let before =
        words.get(..at).unwrap_or_default().iter().rev().filter(|t| t.is_word() && t.role != Role::Time);
    before.take(3).any(|t| t.is_any(OVER)) || words.iter().any(|t| t.is_any(NOTHING))
}

/// The event was moved from it, or it was taken back behind it.
fn is_superseded(text: &str, line: Span, time: &Expression, own: &Draft) -> bool {
    let Some(when) = own.when.as_ref() else { return false };
    let (old, new) = (home(time), home(when));
    let near = new.overlaps(line) && new.start.saturating_sub(old.end) < FAR;
    let between = text.get(old.end..new.start).filter(|_| near).unwrap_or("").to_lowercase();
    near && (own.change.is_some() || TAKEN_BACK.iter().any(|words| between.contains(words)))
}
