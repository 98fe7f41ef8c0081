//! Between which days classes are held that come on weekdays: "Autumn term: 7 September to 12 December", "lessons begin the
//! week of January 4".

use calendar::{Bound, Frequency, Rule, WeekdayOrdinal};
use jiff::civil::{Date, Weekday};
use timex::{Context, Expression, Part};

use crate::draft::Draft;
use crate::layout::segment::Entry;
use crate::time::times;
use crate::words::{BEGINS, has};

/// First and last day, as far as they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    from: Date,
    to: Option<Date>,
}

/// A term has more days than this.
const TERM: i32 = 14;

/// Fewest lines with weekdays for which the weeks of another line hold.
const ITEMS: usize = 2;

/// The line that names the weeks of a term, or its first day, above lines that come on weekdays.
pub(crate) fn of_list(text: &str, entries: &[Entry]) -> Option<(usize, Term)> {
    let weekly = |e: &Entry| e.has_time() && e.times.iter().any(|t| is_weekly(text, t));
    let ruled = |e: &Entry| weekly(e) && (e.is_row() || e.times.iter().any(Expression::has_rule));
    let first = entries
        .iter()
        .position(|e| e.times.iter().any(|t| is_weekly(text, t) && on_weekdays(t)) || weekly(e))?;
    let above = || entries.iter().enumerate().take(first);
    let term = above().find_map(|(at, e)| e.times.iter().find_map(long).map(|term| (at, term)));
    let told = |e: &Entry| {
        let line = e.line.span.of(text).to_lowercase();
        line.split(|c: char| !c.is_alphanumeric()).any(|w| TERMS.contains(&w))
    };
    let below = entries.iter().enumerate().skip(first).filter(|(_, e)| told(e) && !weekly(e));
    let term = term.or_else(|| {
        below.into_iter().find_map(|(at, e)| e.times.iter().find_map(long).map(|term| (at, term)))
    });
    let begins = || above().find_map(|(at, e)| begins(text, e).map(|term| (at, term)));
    let items = |is: &dyn Fn(&Entry) -> bool| entries.iter().filter(|e| is(e)).count() >= ITEMS;
    term.filter(|_| items(&ruled)).or_else(|| begins().filter(|_| items(&weekly)))
}

/// "Weekly" names no weekday.
fn on_weekdays(time: &Expression) -> bool {
    time.reading.recurrence.as_ref().is_some_and(|r| !r.rule.by_day.is_empty())
}

/// What lasts from one day to another.
const TERMS: &[&str] = &["block", "course", "season", "semester", "session", "term"];

/// From the first to the last day of a term, when the two are far enough apart to be one.
fn long(time: &Expression) -> Option<Term> {
    let (from, to) = (time.reading.start?.date(), time.reading.end?.date());
    let whole = !times::has_time(time) && !time.has_rule() && (to - from).get_days() > TERM;
    whole.then_some(Term { from, to: Some(to.yesterday().ok()?) })
}

/// Weekdays and hours within the `dates` of another line.
pub(crate) fn hold_within(text: &str, when: &mut Expression, dates: &Expression) {
    let Some(term) = long(dates) else { return };
    within(text, when, term);
    when.parts.extend(dates.parts.iter().copied());
    // "6 week course starting 12th January"
    let counted = dates.parts.iter().any(|(part, _)| *part == Part::Duration);
    let weeks = term.to.map_or(0, |to| ((to - term.from).get_days() + 1) / WEEK);
    if let Some(r) = when.reading.recurrence.as_mut().filter(|r| counted && is_every_week(&r.rule)) {
        let each = i32::try_from(r.rule.by_day.len()).unwrap_or(1).max(1);
        r.rule.bound = u32::try_from(weeks * each).map_or(r.rule.bound, Bound::Count);
    }
}

/// Days of a week.
const WEEK: i32 = 7;

fn is_every_week(rule: &Rule) -> bool {
    rule.frequency == Frequency::Weekly && rule.interval == 1
}

/// The term that labelled lines tell: "Dates: Sep 19 to Nov 21", "Start date: 12 January" and "End date: 16 March".
pub(crate) fn of_sheet(times: &[Expression]) -> Option<Term> {
    let day = |t: &Expression| {
        let whole = t.has_date() && !times::has_time(t) && !t.has_rule() && !times::is_period(t);
        times::day(t).filter(|_| whole && long(t).is_none())
    };
    let mut days = times.iter().filter_map(day);
    let ends = days.next().zip(days.next()).filter(|(from, to)| (*to - *from).get_days() > TERM);
    times.iter().find_map(long).or_else(|| ends.map(|(from, to)| Term { from, to: Some(to) }))
}

/// The weekdays and hours that `times` tell, together ("Tuesdays 10-12") or apart ("Day: Tuesdays", "Time: 10-12").
pub(crate) fn weekly(text: &str, times: &[Expression], context: &Context) -> Option<Expression> {
    let regular = |t: &&Expression| is_weekly(text, t) && t.has_rule();
    let clock = |t: &&Expression| times::has_time(t) && !times::has_date(t);
    let whole = times.iter().find(|t| regular(t) && times::has_time(t)).cloned();
    whole.or_else(|| {
        timex::join(&[times.iter().find(regular)?, times.iter().find(clock)?], context)
            .filter(|t| t.has_rule() && times::has_time(t))
    })
}

/// "Lessons begin the week of January 4", "Maths batch starts Monday 7 June": the first day, told without an hour.
fn begins(text: &str, entry: &Entry) -> Option<Term> {
    // "Weekly classes, starting back from Monday 6th September"
    let mut own = entry.times.iter().filter(|t| t.has_date() || times::has_time(t));
    let (Some(time), None) = (own.next(), own.next()) else { return None };
    let clause = times::clause(text, entry.line.span.start, times::home(time).start);
    // "Swim club winter timetable (from Mon 4 Jan)"
    let table = || clause.iter().any(|w| matches!(&**w, "timetable" | "schedule" | "programme" | "classes"));
    let from = clause.last().is_some_and(|w| w == "from") && table();
    let said = from || clause.iter().rev().take(NEAR).any(|w| has(BEGINS, w));
    // "Weekly classes": how often, and no day of it.
    let often = |r: &calendar::Recurrence| r.rule.frequency == Frequency::Weekly && r.rule.by_day.is_empty();
    let plain = time.reading.recurrence.as_ref().is_none_or(often);
    let day = time.reading.start.filter(|_| !times::has_time(time) && plain && time.has_date());
    day.filter(|_| said && (entry.short || entry.ends_with_colon))
        .map(|day| Term { from: day.date(), to: None })
}

/// Words between the verb and the day.
const NEAR: usize = 4;

/// Gives the regular events of an announcement the first day that one of its lines tells.
pub(crate) fn complete(text: &str, entries: &[Entry], drafts: &mut [Draft]) {
    let Some(term) = entries.iter().find_map(|e| begins(text, e)) else { return };
    for when in drafts.iter_mut().filter_map(|d| d.when.as_mut()).filter(|when| when.has_rule()) {
        within(text, when, term);
    }
}

/// "Minnows: Mon & Wed 4:00-4:30": weekdays told together, each of which comes every week by now, are one rule.
pub(crate) fn join_weekdays(drafts: &mut Vec<Draft>) {
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts.drain(..) {
        match joined.last_mut().and_then(|last| {
            last.when
                .as_mut()
                .zip(draft.when.as_ref())
                .filter(|_| last.group.is_some() && last.group == draft.group)
        }) {
            Some((first, next)) if is_rest_of(first, next) => take_days(first, next),
            _ => joined.push(draft),
        }
    }
    *drafts = joined;
}

/// The same hours on another weekday.
fn is_rest_of(first: &Expression, next: &Expression) -> bool {
    let weekly = |t: &Expression| {
        t.reading
            .recurrence
            .as_ref()
            .is_some_and(|r| r.rule.frequency == Frequency::Weekly && !r.rule.by_day.is_empty())
    };
    let hour = |t: &Expression| t.reading.start.map(jiff::civil::DateTime::time);
    weekly(first) && weekly(next) && hour(first) == hour(next)
}

fn take_days(first: &mut Expression, next: &Expression) {
    if let Some((rule, more)) = first.reading.recurrence.as_mut().zip(next.reading.recurrence.as_ref()) {
        rule.rule.by_day.extend(more.rule.by_day.iter().copied());
        rule.rule.by_day.sort_by_key(|day| day.weekday.to_monday_zero_offset());
    }
    let own: Vec<_> = next.parts.iter().filter(|part| !first.parts.contains(part)).copied().collect();
    first.parts.extend(own);
    if next.reading.start < first.reading.start {
        (first.reading.start, first.reading.end) = (next.reading.start, next.reading.end);
    }
}

/// A weekday, once or every week, without an end.
fn is_weekly(text: &str, when: &Expression) -> bool {
    let dates = || when.parts.iter().filter(|(part, _)| matches!(part, Part::Date | Part::EndDate));
    let bare = |span: calendar::Span| span.of(text).chars().all(|c| c.is_alphabetic() || c == '.');
    match &when.reading.recurrence {
        Some(r) => r.rule.frequency == Frequency::Weekly && r.rule.bound == Bound::Never,
        None => dates().count() == 1 && dates().all(|(part, span)| *part == Part::Date && bare(*span)),
    }
}

/// The first such weekday of the term, and every week to its end.
pub(crate) fn within(text: &str, when: &mut Expression, term: Term) {
    let Some(start) = when.reading.start.filter(|_| is_weekly(text, when) && times::has_time(when)) else {
        return;
    };
    let Term { from, to } = term;
    // "starting Monday, August 30" in the same line is nearer than the term.
    if times::is_limited(when) && when.reading.recurrence.is_some() {
        return;
    }
    let inside = from <= start.date() && to.is_none_or(|to| start.date() <= to);
    if inside && (when.reading.recurrence.is_none() || to.is_none()) {
        return;
    }
    let days: Vec<Weekday> = match &when.reading.recurrence {
        Some(r) if !r.rule.by_day.is_empty() => r.rule.by_day.iter().map(|d| d.weekday).collect(),
        _ => vec![start.date().weekday()],
    };
    let Some(first) =
        from.series(jiff::Span::new().days(1)).take(7).find(|day| days.contains(&day.weekday()))
    else {
        return;
    };
    let length = when.reading.end.map(|end| end - start);
    let at = first.to_datetime(start.time());
    when.reading.start = Some(at);
    when.reading.end = length.and_then(|length| at.checked_add(length).ok());
    let mut rule = when.reading.recurrence.take().unwrap_or_else(|| {
        let mut rule = Rule::new(Frequency::Weekly);
        rule.by_day = days.iter().map(|weekday| WeekdayOrdinal::from(*weekday)).collect();
        rule.into()
    });
    if let Some(to) = to {
        rule.rule.bound = Bound::UntilDate(to);
    }
    when.reading.recurrence = Some(rule);
    when.alternatives.clear();
}
