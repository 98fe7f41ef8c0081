//! Ends that are told apart from their start: "… and goes to 5 pm", "open until 9".

use jiff::ToSpan;
use timex::Expression;
use timex::Part;

use crate::time::times::has_time;
use crate::words::{self, UNTIL};

use super::has;

/// "… and goes to 5 pm", "… ending at 5", "from noon Friday through Sunday at 5".
pub(super) fn ends(text: &str, a: &Expression, b: &Expression) -> bool {
    let last = a.parts.iter().map(|(_, span)| span.end).max().unwrap_or(a.span.end);
    let between = text.get(last..b.span.start).unwrap_or("").to_lowercase();
    let words = || between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let open = has(a, &[Part::EndDate]) && !has(a, &[Part::EndTime, Part::Duration]);
    let dash = matches!(between.trim(), "-" | "–" | "—");
    let told = has_time(a)
        && a.reading.end.is_none()
        && (dash || words().any(|w| words::has(UNTIL, w)))
        && is_soon_after(a, b);
    // "and we expect to be back by 4.30pm"
    let mut near = words().collect::<Vec<_>>().into_iter().rev();
    let back = near.next().is_some_and(|w| matches!(w, "about" | "around" | "at" | "by"))
        && near.next() == Some("back");
    let most = if back { 9 } else { 6 };
    words().count() <= most && (open && words().all(|w| w == "at" || w == "by") || told)
}

/// "Exam at 14:05 (arrive 13:50)": what comes nearly a day later comes before it begins.
pub(super) fn is_soon_after(a: &Expression, b: &Expression) -> bool {
    const NIGHT: i32 = 18 * 60;
    let minute = |t: jiff::civil::DateTime| i32::from(t.hour()) * 60 + i32::from(t.minute());
    let (Some(start), Some(end)) = (a.reading.start, b.reading.start) else { return true };
    (minute(end) - minute(start)).rem_euclid(24 * 60) <= NIGHT
}

/// `a` with the time of `b` as its end, on its last day or the first one after its start.
pub(super) fn end_at(a: &Expression, b: &Expression) -> Option<Expression> {
    let (start, at) = (a.reading.start?, b.reading.start?.time());
    let date = match a.reading.end {
        Some(end) if has_time(a) => end.date(),
        Some(end) => end.date().yesterday().ok()?,
        None if at > start.time() => start.date(),
        None => start.date().tomorrow().ok()?,
    };
    let mut whole = a.clone();
    whole.reading.end = Some(date.to_datetime(at));
    let ends = b.parts.iter().filter(|(part, _)| *part == Part::Time);
    whole.parts.extend(ends.map(|(_, span)| (Part::EndTime, *span)));
    Some(whole)
}

/// Only an end is told: "until 9".
pub(super) fn is_end(time: &Expression) -> bool {
    time.reading.start.is_none() && time.reading.end.is_some() && has(time, &[Part::Time, Part::EndTime])
}

/// `a` with the time of day of the end that `b` tells, when that is within half a day of its start.
pub(super) fn until(a: &Expression, b: &Expression) -> Option<Expression> {
    let (start, at) =
        (a.reading.start.filter(|_| has_time(a) && a.reading.end.is_none())?, b.reading.end?.time());
    let day = if at > start.time() { start.date() } else { start.date().tomorrow().ok()? };
    let end = day.to_datetime(at);
    let mut whole = a.clone();
    whole.reading.end = Some(end).filter(|end| start.checked_add(12.hours()).is_ok_and(|most| *end <= most));
    let ends = b.parts.iter().filter(|(part, _)| matches!(part, Part::Time | Part::EndTime));
    whole.parts.extend(ends.map(|(_, span)| (Part::EndTime, *span)));
    whole.reading.end.is_some().then_some(whole)
}
