//! The course of a day: the hours of a programme rise, and an item ends when the next begins.

use jiff::ToSpan;
use jiff::civil::DateTime;
use timex::{Expression, Field, Inference};

use crate::draft::Draft;
use crate::layout::segment::Entry;
use crate::time::times;

/// "- collect suits" among bullets right below a day, when others of them have hours: something to do on that day.
pub(super) fn is_of_day(entries: &[Entry], at: usize) -> bool {
    if is_paragraph(entries, at) && entries.get(at).is_some_and(|e| e.times.is_empty()) {
        return true;
    }
    let plain = |e: &Entry| e.times.is_empty() && e.short && e.residue > 0 && e.line.label.is_none();
    let listed = |e: &Entry| e.line.bullet || e.line.indent > 0 && !e.line.after_gap;
    let Some(entry) = entries.get(at).filter(|e| listed(e) && plain(e)) else { return false };
    let own =
        |e: &&Entry| e.line.bullet == entry.line.bullet && listed(e) && e.line.indent == entry.line.indent;
    let above = entries.get(..at).unwrap_or_default().iter().rev().take(MOST).take_while(own).count();
    let heading = at.checked_sub(above + 1).and_then(|i| entries.get(i));
    let mut block = entries.iter().skip(at - above).take(2 * MOST).take_while(own);
    let day = heading.filter(|e| e.gives_date() && (entry.line.bullet || e.line.indent < entry.line.indent));
    day.is_some() && (block.any(|e| e.has_time() && !e.has_date()) || !entry.line.bullet && is_week(entries))
}

/// "Sat 3 April" and right below it "Outing to the wetland. Meet at the gate at 05:45 …", again and again: a paragraph that
/// tells of the day above it.
pub(super) fn is_paragraph(entries: &[Entry], at: usize) -> bool {
    let headed = |at: usize| {
        let day = at.checked_sub(1).and_then(|i| entries.get(i));
        let alone = day.is_some_and(|e| e.gives_date() && e.residue == 0 && (e.line.after_gap || at == 1));
        let below = |e: &Entry| !(e.line.after_gap || e.line.bullet || e.has_date()) && e.residue > 0;
        alone && entries.get(at).is_some_and(below)
    };
    let near = at.saturating_sub(MOST)..entries.len().min(at + MOST);
    let long = |at: usize| entries.get(at).is_some_and(|e| !e.short);
    headed(at)
        && near.clone().filter(|i| headed(*i)).count() >= 2
        && near.into_iter().any(|i| headed(i) && long(i))
}

/// Days with lines set deeper below them, some of which have hours: one of those days may have none.
fn is_week(entries: &[Entry]) -> bool {
    let headed = |pair: &[Entry]| matches!(pair, [day, item] if day.gives_date() && day.line.indent < item.line.indent && item.has_time());
    entries.windows(2).take(10 * MOST).filter(|pair| headed(pair)).count() >= 2
}

/// More bullets are no list of a day.
const MOST: usize = 20;

/// What is assumed of an event without an end.
const USUAL: i64 = 60;

/// Puts hours of the wrong half of the day right, and shortens assumed ends that overrun the next item. `led` tells
/// which drafts come from lines that begin with the hour.
pub(super) fn follow(drafts: &mut [Draft], led: &[bool]) {
    let mut before: Option<DateTime> = None;
    for (draft, led) in drafts.iter_mut().zip(led) {
        let when = draft.when.as_mut().filter(|when| *led && times::has_time(when) && !when.has_rule());
        let Some((when, last)) = when.zip(before.or(Some(DateTime::MIN))) else {
            before = None;
            continue;
        };
        rise(when, last);
        before = when.reading.start;
    }
    for at in 1..drafts.len() {
        let both = led.get(at - 1) == Some(&true) && led.get(at) == Some(&true);
        let next = drafts.get(at).and_then(|d| d.when.as_ref()?.reading.start).filter(|_| both);
        let when = drafts.get_mut(at - 1).and_then(|d| d.when.as_mut());
        if let Some((when, next)) = when.zip(next) {
            end_before(when, next);
        }
    }
}

/// "5:30 dinner", then "10:30 last dance": after the item before it, in the other half of the same day.
fn rise(when: &mut Expression, last: DateTime) {
    let Some(start) = when.reading.start.filter(|start| start.date() == last.date() && *start < last) else {
        return;
    };
    let later =
        |reading: &timex::Reading| reading.start.is_some_and(|at| at.date() == start.date() && at > last);
    let half = |reading: &timex::Reading| {
        reading.start.is_some_and(|at| (at - start).get_hours() == 12) && reading.recurrence.is_none()
    };
    let other = when.alternatives.iter().position(|other| half(&other.reading) && later(&other.reading));
    let Some(other) = other.and_then(|at| when.alternatives.get_mut(at)) else { return };
    std::mem::swap(&mut when.reading, &mut other.reading);
}

/// The end that is assumed anyway is not after the beginning of the next item.
fn end_before(when: &mut Expression, next: DateTime) {
    let timed = times::has_time(when) && !when.has_rule() && when.reading.end.is_none();
    let Some(start) = when.reading.start.filter(|_| timed) else { return };
    let usual = start.checked_add(USUAL.minutes()).unwrap_or(start);
    if start < next && next < usual {
        when.reading.end = Some(next);
        let because = "No end is given: until the next one begins.".to_owned();
        when.inferred.push(Inference { field: Field::End, because });
    }
}
