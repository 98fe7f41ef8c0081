//! Lists and schedules: one event per item, with what the headings above give it.

mod below;
mod day;
pub(crate) mod days_alone;
pub(crate) mod issue;
mod item;
mod listing;
mod name;
mod told_once;
mod venue_items;
pub(crate) mod weekdays;

use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::letter;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::layout::segment::part;
use crate::layout::stanza;
use crate::layout::table::{self, Row};
use crate::time::times;
use crate::tokens::{Token, tokens};
use crate::words::{FIXTURES, REGULAR, has};

use below::sub_lines;
use item::item;
use name::are_headed;
use name::is_told_below;
use name::name_above;
use name::named_above;
use name::venue_above;
pub(crate) use name::{give_heading, of_dated_heading};
use told_once::ToldOnce;

/// The events of the list that `entries` hold; none when they hold no list.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    if let Some(draft) = programme::trip(text, entries) {
        return vec![draft];
    }
    let told_below: Vec<bool> = (0..entries.len()).map(|at| is_told_below(text, entries, at)).collect();
    if !is_list(text, entries, &told_below, context)
        || programme::is_of_one(text, entries)
        || programme::is_flyer(text, entries)
        || stanza::are_cards(text, entries)
    {
        return Vec::new();
    }
    let list = List::read(text, entries, told_below, context);
    let (mut day, mut row_day): (Option<Expression>, Option<Expression>) = (None, None);
    let whole = programme::whole(text, entries);
    let mut at = whole.as_ref().map_or(0, |(_, lines)| *lines);
    let mut drafts: Vec<Draft> = whole.into_iter().map(|(draft, _)| draft).collect();
    let mut led = vec![false; drafts.len()];
    let mut venue = None;
    while let Some(entry) = entries.get(at) {
        venue = venue_above(text, entries, at).or(venue.filter(|_| !entry.gives_date()));
        if list.is_heading(entry, at, context) {
            day = entry.day().filter(|_| !issue::is_date_of(text, entries, at, context)).cloned();
            at += 1;
            continue;
        }
        let dated_by = day.as_ref().filter(|_| day::is_of_day(entries, at));
        let whole_day = dated_by.map(|day| Entry { lead: vec![day.clone()], ..entry.clone() });
        let entry = whole_day.as_ref().unwrap_or(entry);
        if list.leaves_out(entry, at, day.is_none(), context) {
            at += 1;
            continue;
        }
        let below = sub_lines(text, entries, at);
        let lines = entries.get(at..=at + below).unwrap_or_default();
        let lines = if whole_day.is_none() { lines } else { whole_day.as_slice() };
        let above = table::day_above(entry, &mut row_day);
        let found = list.item(lines, at, above.as_ref().or(day.as_ref()), venue.as_ref(), context);
        let alone = programme::begins_with_hour(text, entry) && found.len() == 1;
        led.extend(std::iter::repeat_n(alone, found.len()));
        drafts.extend(found);
        at += 1 + below;
    }
    day::follow(&mut drafts, &led);
    venue_items::name_by_heading(text, entries, &mut drafts);
    list.told.complete(text, &mut drafts);
    programme::note_deadlines(text, entries, &mut drafts);
    drafts
}

/// The lines of a list, and what holds for all its items.
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one list")]
struct List<'t> {
    text: &'t str,
    entries: &'t [Entry],
    /// Which lines are items by what is told below a name.
    told_below: Vec<bool>,
    /// Its items begin with their hours.
    programme: bool,
    /// Its items are bullets.
    bullets: bool,
    /// Two items or more name their days.
    dated: bool,
    /// Its items have their names on lines above them.
    headed: bool,
    told: ToldOnce,
    /// Where all of it takes place.
    venue: Option<Title>,
}

impl<'t> List<'t> {
    fn read(text: &'t str, entries: &'t [Entry], told_below: Vec<bool>, context: &Context) -> List<'t> {
        let items = || entries.iter().filter(|e| e.is_item(text));
        List {
            text,
            entries,
            programme: items().filter(|e| programme::begins_with_hour(text, e)).count() >= PROGRAMME,
            bullets: items().filter(|e| e.line.bullet).count() >= 2,
            dated: items().filter(|e| e.gives_day()).count() >= 2,
            headed: are_headed(text, entries, &told_below),
            told_below,
            told: ToldOnce::read(text, entries, context),
            venue: name::venue_of_head(text, entries),
        }
    }

    fn is_told_below(&self, at: usize) -> bool {
        self.told_below.get(at).copied().unwrap_or(false)
    }

    /// The line at `at` gives its day to those below.
    fn is_heading(&self, entry: &Entry, at: usize, context: &Context) -> bool {
        let dated = entry.gives_date();
        dated && !self.is_told_below(at)
            || !dated && programme::is_labelled_day(entry)
            || programme::is_heading(self.text, self.entries, at, context)
    }

    /// The line at `at` is no item; `undated`: no day stands above it.
    fn leaves_out(&self, entry: &Entry, at: usize, undated: bool, context: &Context) -> bool {
        // Among bullets a plain line is an item only when it has both day and time.
        let plain = self.bullets && !entry.line.bullet && !(entry.has_date() && entry.has_time());
        // "JV SOFTBALL - WEEK OF 3/29" above the columns of a table
        let head = self.entries.get(at + 1).is_some_and(|e| e.row == Row::Header) && !entry.is_row();
        plain
            || head
            || !(entry.is_item(self.text) || self.is_told_below(at) || day::is_paragraph(self.entries, at))
            || self.told.is_told_at(at)
            || at == 0 && is_named_by_part_of_day(entry)
            || self.programme && is_said_to_readers(self.text, entry)
            || is_absent(self.text, entry)
            || undated && self.dated && is_remark(self.text, entry)
            || issue::is_head(self.text, self.entries, at, context)
    }

    /// The events of the item in `lines`, of which the first is at `at`; `day` and `venue` are those above it.
    fn item(
        &self,
        lines: &[Entry],
        at: usize,
        day: Option<&Expression>,
        venue: Option<&Title>,
        context: &Context,
    ) -> Vec<Draft> {
        let Some((first, last)) = lines.first().zip(lines.last()) else { return Vec::new() };
        let mut found = item(self.text, lines, day, context);
        part::leave_out(self.text, &mut found, true);
        let placed = || found.first().is_some_and(|d| programme::is_named_by_place(self.text, first, d));
        if (self.headed || self.is_told_below(at) || placed())
            && let Some(name) = name_above(self.text, self.entries, at)
        {
            named_above(self.text, &mut found, &name);
        }
        if found.first().is_some_and(|d| programme::is_named_by_place(self.text, first, d))
            && let Some(name) = name::of_dated_heading(self.text, self.entries, at, context)
        {
            named_above(self.text, &mut found, &name);
        }
        let clause = |d: &Draft| d.title.as_ref().is_some_and(|t| letter::is_clause(&t.text));
        if found.first().is_some_and(clause)
            && let Some(name) = name::heading_above(self.text, self.entries, at)
        {
            named_above(self.text, &mut found, &name);
        }
        if day::is_paragraph(self.entries, at) {
            name::by_first_sentence(self.text, first, &mut found);
        }
        let of_day = first.has_time() && !first.gives_day();
        let led = programme::begins_with_hour(self.text, first) || of_day;
        for draft in &mut found {
            draft.lines = [first.line.numbers[0], last.line.numbers[1]];
            draft.source = lines.iter().map(Entry::whole).collect();
            if led {
                draft.place = draft.place.take().or_else(|| venue.or(self.venue.as_ref()).cloned());
            }
        }
        found
    }
}

/// "Social Policy Lunchtime Seminars, Summer Term": a heading with a part of the day in its name.
fn is_named_by_part_of_day(entry: &Entry) -> bool {
    let vague = |t: &Expression| t.approximate && !t.has_date() && !t.has_rule();
    !entry.line.bullet
        && entry.has_time()
        && entry.times.iter().all(|t| !times::has_time(t) || vague(t))
        && !entry.has_date()
}

/// "Those flying out on Wednesday evening can leave their bags at reception.": a sentence set off from the programme, with no
/// hour but a part of the day.
fn is_said_to_readers(text: &str, entry: &Entry) -> bool {
    let sentence =
        entry.line.span.of(text).ends_with(['.', '!']) && entry.line.after_gap && !entry.line.bullet;
    sentence && entry.times.iter().all(|t| t.approximate && !t.has_rule())
}

/// "Students report at 6:15.": a sentence set off from dated items, with an hour of no day.
fn is_remark(text: &str, entry: &Entry) -> bool {
    let words = entry.line.span.of(text);
    let sentence = words.ends_with(['.', '!']) || words.contains(". ");
    let ruled = entry.times.iter().any(Expression::has_rule);
    sentence && !entry.line.bullet && entry.line.after_gap && !entry.has_date() && !ruled
}

/// "19/12 no game": among items that take place, one that says that nothing does.
fn is_absent(text: &str, entry: &Entry) -> bool {
    const TOLD: &[&str] = &["bye", "free", "no", "nothing", "off"];
    let mut said = entry.line.span.of(text).split(|c: char| !c.is_alphanumeric());
    if !said.any(|w| TOLD.iter().any(|told| w.eq_ignore_ascii_case(told))) {
        return false;
    }
    let mut all = tokens(text, entry.line.span);
    for time in &entry.times {
        times::mark(&mut all, time, &[]);
    }
    let words: Vec<&Token> = all.iter().filter(|t| t.is_word() && t.is_free()).collect();
    match words.as_slice() {
        [no, what, ..] if no.is("no") => {
            // "no talk, half of us are away"
            let ends = all.iter().find(|t| t.span.start >= what.span.end).is_none_or(|t| !t.is_word());
            (words.len() == 2 || ends) && (has(FIXTURES, &what.lower) || has(REGULAR, &what.lower))
        }
        // "Nothing on the 21st as it's half term."
        [nothing, ..] if nothing.is("nothing") => all
            .iter()
            .skip_while(|t| t.span.start <= nothing.span.start)
            .find(|t| !t.is("on"))
            .is_none_or(|t| !t.is_free()),
        // "Sat 5 Dec 10am Free" costs nothing.
        [free, ..] if free.is("free") && entry.has_time() => false,
        [free, week] if free.is("free") => week.is_any(&["day", "week", "weekend"]),
        [bye] => bye.is_any(&["bye", "free", "off"]),
        _ => false,
    }
}

/// Lines with an hour in front that are a programme, whatever prose stands around them.
const PROGRAMME: usize = 3;

/// At least two items with times of their own, in one layout.
fn is_list(text: &str, entries: &[Entry], told_below: &[bool], context: &Context) -> bool {
    let item = |(e, told): &(&Entry, &bool)| **told || e.is_item(text);
    let items: Vec<&Entry> = entries.iter().zip(told_below).filter(item).map(|(e, _)| e).collect();
    let bullets = items.iter().filter(|e| e.line.bullet).count();
    let dated = items.iter().filter(|e| e.has_date()).count();
    let heads = |e: &Entry| e.gives_date() || programme::is_labelled_day(e);
    let dates = entries.iter().any(heads) || items.iter().any(|e| e.has_date());
    let timed = items.iter().filter(|e| e.short && e.has_time()).count();
    let prose = entries.iter().filter(|e| !e.short).count();
    let hours = items.iter().filter(|e| e.is_row() || programme::begins_with_hour(text, e)).count();
    let headed = || (0..entries.len()).any(|at| programme::is_heading(text, entries, at, context));
    bullets >= 2
        || hours >= PROGRAMME && (dates || headed())
        || (0..entries.len()).any(|at| day::is_of_day(entries, at) || day::is_paragraph(entries, at))
        || timed >= PROGRAMME && prose <= timed && entries.iter().any(Entry::gives_date)
        || dated >= 2 && prose <= 2 * items.len()
        || timed >= 2 && prose == 0 && (dates || items.len() == entries.len() - 1)
}
