//! What else an announcement tells of its hours: parts of the one event, not events of their own.

use calendar::Frequency;
use jiff::civil::{Date, DateTime, Weekday};
use timex::{Expression, Part};

use crate::draft::Draft;
use crate::time::times;

/// Leaves out the drafts that are parts of the first one, and notes them there: hours between its stated start and end
/// ("talks at 5.45 and 6.45"), and weekdays among its days ("our first game is Friday at 4:20").
/// In a short note (`long` is false) an hour of its own is an event.
pub(crate) fn leave_out(text: &str, drafts: &mut Vec<Draft>, long: bool) {
    let Some(main) = drafts.first().and_then(|d| d.when.clone()) else { return };
    let to = last_day(drafts);
    let part = |d: &Draft| {
        d.when.as_ref().is_some_and(|when| {
            long && is_between(&main, when) || is_among(text, &main, to, when) || is_beat(when)
        })
    };
    if drafts.len() < 2 || drafts.iter().skip(1).any(|d| d.change.is_some() || d.asked) {
        return;
    }
    let mut at = 0;
    drafts.retain(|draft| {
        at += 1;
        at == 1 || !part(draft)
    });
}

/// The end of the first draft's days; "June 11 and 12" are two drafts of one group.
fn last_day(drafts: &[Draft]) -> Option<Date> {
    let first = drafts.first()?;
    let mut to = first.when.as_ref()?.reading.end.map(DateTime::date);
    for when in drafts
        .iter()
        .filter(|d| first.group.is_some() && d.group == first.group)
        .filter_map(|d| d.when.as_ref())
    {
        let day = when.reading.start.filter(|_| !times::has_time(when)).map(DateTime::date);
        to = to.max(day.and_then(|day| day.tomorrow().ok()));
    }
    to
}

/// A time of day alone, between the stated start and end of `main`.
fn is_between(main: &Expression, when: &Expression) -> bool {
    let Some((from, to)) = main.reading.start.zip(main.reading.end) else { return false };
    let Some(at) = when.reading.start.map(DateTime::time) else { return false };
    let clock = times::has_time(when) && !names_day(when) && !when.has_rule();
    clock
        && times::has_date(main)
        && !main.has_rule()
        && from.date() == to.date()
        && from.time() < at
        && at < to.time()
}

/// An hour on a weekday, or on none, of an event over several days with that weekday among them.
fn is_among(text: &str, main: &Expression, to: Option<Date>, when: &Expression) -> bool {
    let Some((from, to)) = main.reading.start.zip(to) else { return false };
    let days = (to - from.date()).get_days();
    let several = !times::has_time(main) && !main.has_rule() && (2..=10).contains(&days) && names_day(main);
    let Some(at) = when.reading.start.filter(|_| several && times::has_time(when) && !when.has_rule()) else {
        return false;
    };
    let mut dates = when.parts.iter().filter(|(part, _)| matches!(part, Part::Date | Part::EndDate));
    let bare = dates.all(|(_, span)| !span.of(text).contains(|c: char| c.is_ascii_digit()));
    let named = |day: Weekday| {
        from.date().series(jiff::Span::new().days(1)).take(days as usize).any(|date| date.weekday() == day)
    };
    bare && (!names_day(when) || named(at.date().weekday()))
}

/// "Tours run every 15 minutes" is no recurrence of anything in a calendar.
fn is_beat(when: &Expression) -> bool {
    let rule = when.reading.recurrence.as_ref().map(|r| r.rule.frequency);
    matches!(rule, Some(Frequency::Minutely | Frequency::Hourly))
}

fn names_day(when: &Expression) -> bool {
    when.parts.iter().any(|(part, _)| matches!(part, Part::Date | Part::EndDate))
}
