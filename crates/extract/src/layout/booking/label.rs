//! The lines of a booking that tell its beginning or its end: "Check-in: …", "Arrives 10:05".

use calendar::Span;
use timex::{Context, Expression, Part};

use crate::layout::segment::Entry;
use crate::time::times;

/// What a booked journey or stay begins with, and whether it is a stay.
const STARTS: &[(&str, bool)] = &[
    ("departure", false),
    ("departs", false),
    ("departing", false),
    ("depart", false),
    ("dep", false),
    ("pick-up", false),
    ("pickup", false),
    ("pick up", false),
    ("check-in", true),
    ("check in", true),
    ("checkin", true),
];

/// And what it ends with.
const ENDS: &[&str] = &[
    "arrival",
    "arrives",
    "arriving",
    "arrive",
    "arr",
    "drop-off",
    "dropoff",
    "drop off",
    "return",
    "check-out",
    "check out",
    "checkout",
];

/// The line tells a beginning.
pub(super) fn begins(text: &str, entry: &Entry) -> bool {
    behind(text, entry, STARTS.iter().map(|(label, _)| *label)).is_some() && !entry.times.is_empty()
}

/// The time of a line that tells a beginning, and whether a stay begins; its day may stand in the lines above.
pub(super) fn start(
    text: &str,
    entries: &[Entry],
    at: usize,
    context: &Context,
) -> Option<(bool, Expression)> {
    let entry = entries.get(at)?;
    let away = |e: &Entry| begins(text, e);
    if arrives(text, entry) && !entries.get(..at)?.iter().any(away) {
        let day = entry.times.iter().find(|t| times::has_date(t) && !t.has_rule())?;
        return Some((true, day.clone()));
    }
    let (_, stay) =
        STARTS.iter().find(|(label, _)| behind(text, entry, std::iter::once(*label)).is_some())?;
    if let Some(time) = entry.times.iter().find(|t| times::has_date(t)) {
        return Some((*stay, time.clone()));
    }
    let above = entries.get(at.saturating_sub(3)..at)?.iter().rev();
    let day =
        above.flat_map(|e| &e.times).find(|t| times::has_date(t) && !times::has_time(t) && !t.has_rule())?;
    let on_day = times::find(text, entry.line.span, Some(day.reading.start?.date()), context);
    let mut time = on_day.into_iter().find(times::has_time).filter(|_| !*stay)?;
    time.parts.splice(0..0, crate::layout::lead::parts(day));
    time.inferred.retain(|i| i.field != timex::Field::Date);
    time.reading.end = None;
    Some((*stay, time))
}

/// "Depart 06:55  Arrive 10:05": both in one line.
pub(super) fn end_in_line(text: &str, entry: &Entry, from: &Expression) -> Option<Expression> {
    let day = from.reading.start?.date();
    let lower = entry.line.span.of(text).to_lowercase();
    let at = ENDS.iter().filter_map(|label| lower.find(&format!(" {label} "))).min()?;
    // "06:55   Arrives 08:05" read as one
    if let Some((whole, end)) =
        entry.times.iter().find_map(|t| Some((t, t.reading.end.filter(|_| times::has_time(t))?)))
    {
        let mut to = whole.clone();
        to.reading.start = Some(day.to_datetime(end.time()));
        to.parts.retain(|(part, _)| *part == Part::EndTime);
        to.parts.iter_mut().for_each(|(part, _)| *part = Part::Time);
        return (to.reading.start > from.reading.start).then_some(to);
    }
    let behind = |t: &&Expression| t.span.start >= entry.line.span.start + at && times::has_time(t);
    let mut to = entry.times.iter().find(behind)?.clone();
    if !times::has_date(&to) {
        to.reading.start = Some(day.to_datetime(to.reading.start?.time()));
    }
    (to.reading.start > from.reading.start).then_some(to)
}

/// "Arriving: Friday (after 4 PM)": where somebody stays, that is the beginning.
pub(super) fn arrives(text: &str, entry: &Entry) -> bool {
    behind(text, entry, ["arriving", "arrival", "arrive"].into_iter()).is_some()
}

/// "Leaving: Monday (by 10 AM)"
pub(super) fn leaving(text: &str, entry: &Entry) -> Option<Span> {
    let labels = ["leaving", "leave", "departure", "departing", "depart", "check-out", "checkout"];
    behind(text, entry, labels.into_iter()).filter(|_| !entry.times.is_empty())
}

pub(super) fn end(text: &str, entry: &Entry) -> Option<Span> {
    behind(text, entry, ENDS.iter().copied()).filter(|_| !entry.times.is_empty())
}

/// The time of the line that tells the end; without a date it is on the day of the start, or on the next one.
pub(super) fn end_time(
    text: &str,
    entry: &Entry,
    value: Span,
    from: &Expression,
    context: &Context,
) -> Option<Expression> {
    if let Some(time) = entry.times.iter().find(|t| times::has_date(t)) {
        return Some(time.clone()).filter(|t| t.reading.start >= from.reading.start);
    }
    let start = from.reading.start?;
    let next_day = value.of(text).contains("+1");
    let day = if next_day { start.date().tomorrow().ok()? } else { start.date() };
    times::find(text, value, Some(day), context).into_iter().find(|t| t.reading.start > from.reading.start)
}

/// The words behind one of `labels` at the beginning of a line.
fn behind<'l>(text: &str, entry: &Entry, mut labels: impl Iterator<Item = &'l str>) -> Option<Span> {
    let line = entry.line.span;
    let begins = |label: &str| {
        let (head, rest) = line.of(text).split_at_checked(label.len())?;
        (head.eq_ignore_ascii_case(label) && !rest.starts_with(char::is_alphanumeric)).then_some(())
    };
    let label = labels.find(|label| begins(label).is_some())?;
    Some(Span::new(line.start + label.len(), line.end))
}
