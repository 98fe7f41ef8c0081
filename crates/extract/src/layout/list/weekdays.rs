//! The weekdays of one week, told line by line: each comes behind the one above it.

use calendar::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use timex::{Context, Expression, Part};

use crate::layout::segment::Entry;
use crate::time::times;
use crate::words::is_weekday;

/// Fewest lines that make a week of it.
const FEWEST: usize = 3;

/// "Monday – …", "Tuesday – …" to "Friday – …", read on a Thursday: all of them are days of the week of the first.
pub(crate) fn put_in_turn(text: &str, entries: &mut [Entry], context: &Context) {
    let told: Vec<(usize, Date)> =
        entries.iter().enumerate().filter_map(|(at, e)| Some((at, weekday(text, e)?))).collect();
    let Some((_, first)) = told.first().copied().filter(|_| told.len() >= FEWEST) else { return };
    let order = |date: Date| date.weekday().to_monday_zero_offset();
    let rises = told.windows(2).all(|w| matches!(w, [(_, a), (_, b)] if order(*a) <= order(*b)));
    if !rises || told.iter().all(|(_, date)| *date >= first) {
        return;
    }
    let this_week = text.to_lowercase().contains("this week");
    let next_week = context.now.date().checked_add(7.days()).ok();
    // "this week", and then the day that it is today.
    let moved = |date: Date| {
        if this_week { (Some(date) == next_week).then_some(-7) } else { (date < first).then_some(7) }
    };
    for (at, date) in told {
        let Some((entry, days)) = entries.get_mut(at).zip(moved(date)) else { continue };
        let of_day = entry.lead.iter_mut().chain(&mut entry.times).filter(|t| times::day(t) == Some(date));
        of_day.for_each(|time| move_by(time, days));
    }
}

/// The day of a line that begins with the name of a weekday and no date.
fn weekday(text: &str, entry: &Entry) -> Option<Date> {
    let time =
        entry.lead.first().or(entry.times.first()).filter(|t| !t.has_rule() && !times::is_period(t))?;
    let begins = |span: &Span| span.start <= entry.whole().start + 1;
    let mut dates = time.parts.iter().filter(|(part, _)| *part == Part::Date).map(|(_, span)| span);
    let (Some(span), None) = (dates.next(), dates.next()) else { return None };
    (begins(span) && is_weekday(span.of(text).trim_end_matches('.'))).then(|| times::day(time)).flatten()
}

fn move_by(time: &mut Expression, days: i32) {
    for at in [&mut time.reading.start, &mut time.reading.end].into_iter().flatten() {
        *at = at.checked_add(days.days()).unwrap_or(*at);
    }
}
