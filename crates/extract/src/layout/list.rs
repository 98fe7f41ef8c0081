//! Lists and schedules: one event per item, with what the headings above give it.

mod below;
mod day;
pub(crate) mod issue;
mod listing;
mod name;
mod told_once;

use timex::{Context, Expression, Part};

use crate::draft::Draft;
use crate::layout::lead;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::layout::segment::part;
use crate::layout::table;
use crate::prose::phrase;
use crate::time::times;
use crate::tokens::{Token, tokens};

use below::complete;
use below::room_below;
use below::sub_lines;
use name::are_headed;
use name::behind_counter;
use name::is_told_below;
use name::name_above;
use name::name_before_colon;
use name::name_below;
use name::named_above;
use name::venue_above;
use told_once::ToldOnce;

/// The events of the list that `entries` hold; none when they hold no list.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    if let Some(draft) = programme::trip(text, entries) {
        return vec![draft];
    }
    if !is_list(text, entries) || programme::is_of_one(text, entries) || programme::is_flyer(text, entries) {
        return Vec::new();
    }
    let bullets = entries.iter().filter(|e| e.line.bullet && e.is_item(text)).count() >= 2;
    let (mut day, mut row_day): (Option<Expression>, Option<Expression>) = (None, None);
    let headed = are_headed(text, entries);
    let dated = entries.iter().filter(|e| e.is_item(text) && e.gives_day()).count() >= 2;
    let told = ToldOnce::read(text, entries, context);
    let whole = programme::whole(text, entries);
    let mut at = whole.as_ref().map_or(0, |(_, lines)| *lines);
    let mut drafts: Vec<Draft> = whole.into_iter().map(|(draft, _)| draft).collect();
    let mut led = vec![false; drafts.len()];
    let (head, mut venue) = (name::venue_of_head(text, entries), None);
    while let Some(entry) = entries.get(at) {
        venue = venue_above(text, entries, at).or(venue.filter(|_| !entry.gives_date()));
        let labelled = programme::is_labelled_day(entry) && !entry.gives_date();
        let ranged = entry.gives_date() && is_told_below(text, entries, at);
        if entry.gives_date() && !ranged || labelled || programme::is_heading(text, entries, at, context) {
            day = entry.day().filter(|_| !issue::is_date_of(text, entries, at, context)).cloned();
            at += 1;
            continue;
        }
        // Among bullets a plain line is an item only when it has both day and time.
        let dated_by = day.as_ref().filter(|_| day::is_of_day(entries, at));
        let whole_day = dated_by.map(|day| Entry { lead: vec![day.clone()], ..entry.clone() });
        let entry = whole_day.as_ref().unwrap_or(entry);
        let plain = bullets && !entry.line.bullet && !(entry.has_date() && entry.has_time());
        let beside =
            told.is_told_at(at) || is_absent(text, entry) || day.is_none() && is_remark(text, entry, dated);
        if plain
            || !(entry.is_item(text) || is_told_below(text, entries, at))
            || beside
            || issue::is_head(text, entries, at, context)
        {
            at += 1;
            continue;
        }
        let below = sub_lines(text, entries, at);
        let lines = entries.get(at..=at + below).unwrap_or_default();
        let alone = whole_day.as_slice();
        let lines = if alone.is_empty() { lines } else { alone };
        let above = table::day_above(entry, &mut row_day);
        let mut found = item(text, lines, above.as_ref().or(day.as_ref()), context);
        part::leave_out(text, &mut found, true);
        if (headed || is_told_below(text, entries, at))
            && let Some(name) = name_above(text, entries, at)
        {
            named_above(text, &mut found, &name);
        }
        for draft in &mut found {
            draft.lines =
                [entry.line.numbers[0], lines.last().map_or(entry.line.numbers[1], |l| l.line.numbers[1])];
            draft.source = lines.iter().map(Entry::whole).collect();
        }
        let first_hour = programme::begins_with_hour(text, entry);
        let of_day = entry.has_time() && !entry.gives_day();
        for draft in found.iter_mut().filter(|_| first_hour || of_day) {
            draft.place = draft.place.take().or_else(|| venue.clone()).or_else(|| head.clone());
        }
        led.extend(std::iter::repeat_n(first_hour && found.len() == 1, found.len()));
        drafts.extend(found);
        at += 1 + below;
    }
    day::follow(&mut drafts, &led);
    told.complete(text, &mut drafts);
    programme::note_deadlines(text, entries, &mut drafts);
    drafts
}

/// "Students report at 6:15.": a sentence set off from dated items, with an hour of no day.
fn is_remark(text: &str, entry: &Entry, dated: bool) -> bool {
    let sentence = entry.line.span.of(text).ends_with(['.', '!']) || entry.line.span.of(text).contains(". ");
    dated && sentence && !entry.line.bullet && entry.line.after_gap && !entry.has_date()
}

/// "19/12 no game": among items that take place, one that says that nothing does.
fn is_absent(text: &str, entry: &Entry) -> bool {
    const WHAT: &[&str] = &[
        "class",
        "classes",
        "fixture",
        "fixtures",
        "game",
        "games",
        "match",
        "matches",
        "meeting",
        "practice",
        "rehearsal",
        "seminar",
        "session",
        "talk",
        "training",
    ];
    if entry.residue > 2 {
        return false;
    }
    let mut all = tokens(text, entry.line.span);
    for time in &entry.times {
        times::mark(&mut all, time, &[]);
    }
    let words: Vec<&Token> = all.iter().filter(|t| t.is_word() && t.is_free()).collect();
    match words.as_slice() {
        [no, what] => no.is("no") && what.is_any(WHAT),
        [bye] => bye.is_any(&["bye", "off"]),
        _ => false,
    }
}

/// Lines with an hour in front that are a programme, whatever prose stands around them.
const PROGRAMME: usize = 3;

/// At least two items with times of their own, in one layout.
fn is_list(text: &str, entries: &[Entry]) -> bool {
    let item = |(at, e): &(usize, &Entry)| e.is_item(text) || is_told_below(text, entries, *at);
    let items: Vec<&Entry> = entries.iter().enumerate().filter(item).map(|(_, e)| e).collect();
    let bullets = items.iter().filter(|e| e.line.bullet).count();
    let dated = items.iter().filter(|e| e.has_date()).count();
    let heads = |e: &Entry| e.gives_date() || programme::is_labelled_day(e);
    let dates = entries.iter().any(heads) || items.iter().any(|e| e.has_date());
    let timed = items.iter().filter(|e| e.short && e.has_time()).count();
    let prose = entries.iter().filter(|e| !e.short).count();
    let hours = items.iter().filter(|e| e.is_row() || programme::begins_with_hour(text, e)).count();
    bullets >= 2
        || hours >= PROGRAMME && dates
        || (0..entries.len()).any(|at| day::is_of_day(entries, at))
        || timed >= PROGRAMME && prose <= timed && entries.iter().any(Entry::gives_date)
        || dated >= 2 && prose <= 2 * items.len()
        || timed >= 2 && prose == 0 && (dates || items.len() == entries.len() - 1)
}

/// The events of one item.
fn item(text: &str, lines: &[Entry], day: Option<&Expression>, context: &Context) -> Vec<Draft> {
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
    let start = |t: &Expression| t.reading.start.map(jiff::civil::DateTime::date);
    for day in more {
        let mut again = Draft { group: Some(group), ..first.clone() };
        if let (Some(when), Some((from, to))) = (&mut again.when, start(lead).zip(start(day))) {
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
    let anchor = day.and_then(|d| d.reading.start).map(jiff::civil::DateTime::date);
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
    let none = |d: &Draft| d.title.as_ref().is_some_and(|t| t.text.to_lowercase().starts_with("no "));
    if drafts.iter().any(|d| !none(d)) {
        drafts.retain(|d| !none(d));
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
    let day = |d: &Draft| d.when.as_ref().and_then(|w| w.reading.start).map(jiff::civil::DateTime::date);
    let (mut at, first) = (0, drafts.first().and_then(day));
    drafts.retain(|d| {
        at += 1;
        let told = d.title.as_ref().is_some_and(|t| crate::layout::letter::is_clause(&t.text));
        at == 1 || !told || d.change.is_some() || day(d) != first
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
