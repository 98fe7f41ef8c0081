//! Lists and schedules: one event per item, with what the headings above give it.

mod below;
mod day;
pub(crate) mod issue;
mod item;
mod listing;
mod name;
mod told_once;

use timex::{Context, Expression};

use crate::draft::Draft;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::layout::segment::part;
use crate::layout::table;
use crate::time::times;
use crate::tokens::{Token, tokens};

use below::sub_lines;
use item::item;
use name::are_headed;
use name::is_told_below;
use name::name_above;
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
