//! Which part of a time no event uses, and on which day it is.

use calendar::Span;
use jiff::civil::{Date, DateTime, Time};
use timex::{Context, Expression, Field, Grain, Part};

use crate::draft::Draft;
use crate::prose::change::date_of;
use crate::time::times::{has_date, has_time};

/// The words that are taken by an event, in the order of the text.
pub(super) fn used(drafts: &[Draft]) -> Vec<Span> {
    let whens = drafts.iter().filter_map(|d| d.when.as_ref()).flat_map(|when| &when.parts);
    let reminders = drafts.iter().flat_map(|d| &d.reminders).map(|(_, span)| *span);
    let names = drafts.iter().flat_map(|d| d.title.iter().chain(&d.place)).flat_map(|t| t.spans.clone());
    let mut used: Vec<Span> = whens.map(|(_, span)| *span).chain(reminders).chain(names).collect();
    used.sort_unstable();
    used
}

fn is_used(span: Span, used: &[Span]) -> bool {
    let next = used.partition_point(|s| s.start < span.end);
    used.get(next.saturating_sub(4)..next).unwrap_or_default().iter().any(|s| s.overlaps(span))
}

/// What of `time` no event uses: the whole, the hour on a day that an event has too, or the day alone.
pub(super) fn free_part(time: &Expression, used: &[Span]) -> Option<Expression> {
    let free = |wanted: Part| {
        let mut own = time.parts.iter().filter(|(part, _)| *part == wanted).peekable();
        own.peek().is_some() && own.all(|(_, span)| !is_used(*span, used))
    };
    if time.has_rule() || !is_precise(time) {
        return None;
    }
    let told = |wanted: Part| time.parts.iter().any(|(part, _)| *part == wanted);
    match (told(Part::Date), told(Part::Time)) {
        (true, true) if free(Part::Date) && !free(Part::Time) => Some(date_of(time)),
        (_, true) => free(Part::Time).then(|| time.clone()),
        (true, false) => free(Part::Date).then(|| time.clone()),
        (false, false) => None,
    }
}

/// A day or an hour; no season, and no "in the evening" of no day.
fn is_precise(time: &Expression) -> bool {
    let told = time.reading.start.is_some() || time.reading.end.is_some() && has_date(time);
    told && time.reading.grain <= Grain::Day && !(time.approximate && has_time(time) && !has_date(time))
}

/// `time` on its day, when that is ahead, and whether something only lasts until then.
pub(super) fn ahead(time: &Expression, own: Option<&Draft>, context: &Context) -> Option<(Expression, bool)> {
    let time = if has_date(time) { time.clone() } else { on_day(time, own?.day()?)? };
    let ends = time.reading.start.is_none();
    let time = if ends { on_last_day(&time)? } else { time };
    let (start, now) = (time.reading.start?, context.now.datetime());
    let ahead = if has_time(&time) { start > now } else { start.date() > now.date() };
    (ahead && !is_far(&time, own, now.date())).then_some((time, ends))
}

/// "until 1 December": the day on which something ends.
fn on_last_day(time: &Expression) -> Option<Expression> {
    let mut told = time.clone();
    let end = time.reading.end.filter(|end| end.time() == Time::midnight())?;
    told.reading.start = Some(end.date().yesterday().ok()?.to_datetime(Time::midnight()));
    told.reading.end = None;
    Some(told)
}

/// An hour alone, on the day of its event.
fn on_day(time: &Expression, day: Date) -> Option<Expression> {
    let start = time.reading.start?;
    let at = day.to_datetime(start.time());
    let mut told = time.clone();
    told.reading.start = Some(at);
    told.reading.end = time.reading.end.and_then(|end| at.checked_add(end - start).ok());
    told.inferred.retain(|i| i.field != Field::Date);
    told.alternatives.clear();
    Some(told)
}

/// Days after which a date without a year was rather the last such day than the next.
const NEXT_YEAR: i32 = 295;

/// "Minutes of the meeting on 14 January", read in February; "after six years".
fn is_far(time: &Expression, own: Option<&Draft>, today: Date) -> bool {
    let ahead = time.reading.start.map_or(0, |at| (at.date() - today).get_days());
    let event = own.and_then(Draft::day).map_or(0, |day| (day - today).get_days());
    ahead > NEXT_YEAR && ahead > event
}

/// The event says this time itself: its start, its end, one of its days, another reading of it.
pub(super) fn is_said(draft: &Draft, time: &Expression) -> bool {
    let (Some(when), Some(at)) = (draft.when.as_ref(), time.reading.start) else { return false };
    let (start, end) = (when.reading.start, when.reading.end);
    let others = when.alternatives.iter().filter_map(|other| other.reading.start);
    if others.map(DateTime::date).any(|day| day == at.date() && Some(day) != start.map(DateTime::date)) {
        return true;
    }
    if has_time(time) {
        return [start, end].contains(&Some(at)) && has_time(when);
    }
    let to = end.filter(|end| Some(end.date()) > start.map(DateTime::date)).map(DateTime::date);
    start.is_some_and(|from| {
        from.date() == at.date() || from.date() <= at.date() && to.is_some_and(|to| at.date() < to)
    })
}
