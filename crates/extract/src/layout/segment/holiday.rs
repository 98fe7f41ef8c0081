//! Holidays that are a part of a name: "Christmas Fair", "Easter lilies".

use calendar::Span;
use timex::Expression;

use super::Entry;
use crate::time::times;

/// "Christmas Fair" on a line of its own, where other lines tell days: the holiday is a part of a name.
pub(super) fn name_by_holiday(text: &str, entries: &mut [Entry]) {
    let dated = |e: &Entry| e.times.iter().any(|t| t.has_date() && !times::is_holiday(text, t));
    if entries.iter().filter(|e| dated(e)).count() < 2 {
        return;
    }
    for entry in
        entries.iter_mut().filter(|e| e.short && e.residue > 0 && e.line.label.is_none() && !e.line.bullet)
    {
        if entry.times.iter().all(|t| times::is_holiday(text, t) && names_thing(text, t, entry.line.span)) {
            entry.times.clear();
        }
        let named =
            entry.times.iter().all(|t| times::is_holiday(text, t) && goes_on(text, t, entry.line.span));
        if named && !entry.line.span.of(text).ends_with(['.', '!', '?']) {
            entry.times.clear();
        }
    }
}

/// "Easter lilies are $9 each": in a sentence the holiday stands before what is called after it, and no day or hour follows.
fn names_thing(text: &str, time: &Expression, line: Span) -> bool {
    let behind = text.get(time.span.end..line.end).unwrap_or("");
    let mut words = behind.split_whitespace();
    let thing =
        words.next().is_some_and(|w| w.starts_with(char::is_lowercase) && w.ends_with('s') && w.len() > 3);
    let told = words.next().is_some_and(|w| matches!(w, "are" | "can" | "cost" | "have"));
    time.span.start == line.start && thing && told
}

/// Another word with a capital stands right behind the day.
fn goes_on(text: &str, time: &Expression, line: Span) -> bool {
    let behind = text.get(time.span.end..line.end).unwrap_or("");
    behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}
