//! The events of one item of a list, with the day that stands above or before it.

use timex::{Context, Expression, Part};

use super::below::{complete, room_below};
use super::listing;
use super::name::{behind_counter, name_before_colon, name_below};
use crate::draft::Draft;
use crate::layout::lead;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::layout::table;
use crate::prose::phrase;
use crate::time::times;

/// The events of one item.
pub(super) fn item(text: &str, lines: &[Entry], day: Option<&Expression>, context: &Context) -> Vec<Draft> {
    let Some(first) = lines.first() else { return Vec::new() };
    if let Some(draft) = table::event(text, first, first.lead.first().or(day), context) {
        return dated(vec![draft], day.filter(|_| !first.has_date()));
    }
    if let Some((lead, more)) = first.lead.split_first() {
        return on_days(text, lines, lead, more, context);
    }
    if let Some(draft) = listing::row(text, lines) {
        return vec![draft];
    }
    of_day(text, lines, day, context)
}

/// The drafts with the words of the day above them as evidence for their start.
fn dated(mut drafts: Vec<Draft>, day: Option<&Expression>) -> Vec<Draft> {
    for when in drafts.iter_mut().filter_map(|draft| draft.when.as_mut()) {
        if let Some(day) = day {
            inherit_date(when, day);
        }
    }
    drafts
}

/// The events of an item that begins with its days: the same on each of them.
fn on_days(
    text: &str,
    lines: &[Entry],
    lead: &Expression,
    more: &[Expression],
    context: &Context,
) -> Vec<Draft> {
    let mut drafts = of_day(text, lines, Some(lead), context);
    let Some((first, group)) = drafts.first().cloned().zip(lead.span.start.try_into().ok()) else {
        return drafts;
    };
    for day in more {
        let mut again = Draft { group: Some(group), ..first.clone() };
        if let (Some(when), Some((from, to))) = (&mut again.when, times::day(lead).zip(times::day(day))) {
            let moved = |at: Option<jiff::civil::DateTime>| at.and_then(|at| at.checked_add(to - from).ok());
            (when.reading.start, when.reading.end) = (moved(when.reading.start), moved(when.reading.end));
            when.parts.retain(|(part, _)| *part != Part::Date);
            when.parts.splice(0..0, lead::parts(day));
        }
        drafts.push(again);
    }
    if !more.is_empty()
        && let Some(first) = drafts.first_mut()
    {
        first.group = Some(group);
    }
    drafts
}

/// The events of an item on the day that stands above or before it.
fn of_day(text: &str, lines: &[Entry], day: Option<&Expression>, context: &Context) -> Vec<Draft> {
    let Some(first) = lines.first() else { return Vec::new() };
    let anchor = day.and_then(times::day);
    let hours = anchor.and_then(|day| programme::hours(text, first, day, context));
    let own_day = first.has_date() && hours.is_none();
    let own_day = own_day && first.lead.is_empty();
    let line = behind_counter(text, first);
    let mut drafts = match (anchor.filter(|_| !own_day), hours) {
        (Some(_), _) if !first.lead.is_empty() && !first.has_time() => {
            phrase::line_events(text, first.line.span, first.lead.get(..1).unwrap_or_default(), context)
        }
        (Some(day), Some(hours)) => phrase::dated_events(text, first.line.span, hours, day, context),
        (Some(day), None) => phrase::events(text, &[first.line.span], Some(day), context),
        (None, _) => phrase::line_events(text, line, &first.times, context),
    };
    // "Tickets until 31 January" names an end and no occasion.
    drafts.retain(|d| d.when.as_ref().is_some_and(|when| when.reading.start.is_some()));
    one_an_item(&mut drafts);
    drop_told_beside(&mut drafts);
    // "no standup, company lunch at noon"
    if drafts.iter().any(|d| !d.is_denied()) {
        drafts.retain(|d| !d.is_denied());
    }
    for draft in &mut drafts {
        if let (Some(when), Some(day)) = (&mut draft.when, day.filter(|_| !own_day)) {
            inherit_date(when, day);
        }
        for below in lines.iter().skip(1) {
            complete(text, draft, below);
        }
        if draft.place.is_none() && programme::begins_with_hour(text, first) {
            draft.place = lines.get(1..).and_then(<[Entry]>::last).and_then(|last| room_below(text, last));
        }
        // "Feb 17 · 6:30 PM" above "Postgres for Humans"
        draft.title =
            draft.title.take().or_else(|| name_below(text, lines)).or_else(|| name_before_colon(text, first));
    }
    drafts
}

/// "School will finish at 3.35 that day": behind the event of an item a sentence about its day.
fn drop_told_beside(drafts: &mut Vec<Draft>) {
    let (mut at, first) = (0, drafts.first().and_then(Draft::day));
    drafts.retain(|d| {
        at += 1;
        let told = d.title.as_ref().is_some_and(|t| crate::layout::letter::is_clause(&t.text));
        at == 1 || !told || d.change.is_some() || d.day() != first
    });
}

/// Further dates of an item belong to its words ("Meetup May 2019"), unless they were coordinated or have a time.
fn one_an_item(drafts: &mut Vec<Draft>) {
    let group = drafts.first().and_then(|d| d.when.as_ref()).and_then(|when| when.group);
    let again = |when: &Expression| !times::has_time(when) && (when.group.is_none() || when.group != group);
    let name = drafts.first().and_then(|d| d.title.as_ref()).map(|t| t.text.clone());
    let other = |d: &Draft| d.title.as_ref().is_some_and(|t| Some(&t.text) != name.as_ref());
    let mut at = 0;
    drafts.retain(|draft| {
        at += 1;
        at == 1 || other(draft) || !draft.when.as_ref().is_some_and(again)
    });
}

/// The words of the heading's date are evidence for the item's start; the day is assumed no more.
fn inherit_date(when: &mut Expression, day: &Expression) {
    if when.parts.iter().any(|(part, span)| *part == Part::Date && day.span.overlaps(*span)) {
        return;
    }
    when.parts.splice(0..0, lead::parts(day));
    when.inferred.retain(|i| i.field != timex::Field::Date);
    // "Mondays" above the hours of each Monday.
    if when.reading.recurrence.is_none() {
        when.reading.recurrence.clone_from(&day.reading.recurrence);
        let rule = day.parts.iter().filter(|(part, _)| *part == Part::Rule);
        when.parts.extend(rule.copied());
    }
}
