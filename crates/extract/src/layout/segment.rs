//! One text into its events: a note, a list, a labelled announcement, a letter.

mod beside;
mod entry;
mod holiday;
mod kind;
mod limits;
pub(crate) mod part;
mod same;

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::layout::booking;
use crate::layout::lead;
use crate::layout::letter;
use crate::layout::list;
use crate::layout::mail::{self, Thread};
use crate::layout::programme;
use crate::layout::series;
use crate::layout::sheet;
use crate::layout::stanza;
use crate::layout::table;
use crate::layout::term;
use crate::layout::transcript;
use crate::prose::change;
use crate::prose::exception;
use crate::prose::phrase;
use crate::source::clean::{Line, lines};
use crate::source::label::Label;

pub(crate) use entry::Entry;
use holiday::name_by_holiday;
use kind::{is_day_of_hours, is_diary, is_message, is_table, is_timetable};

/// What the lines of a text tell.
#[derive(Default)]
pub(crate) struct Told {
    /// The events, in the order of the text.
    pub(crate) drafts: Vec<Draft>,
    /// The lines with every time that they name, whether an event uses it or not.
    pub(crate) lines: Vec<Timed>,
}

/// A line and its times.
pub(crate) struct Timed {
    pub(crate) line: Span,
    /// First and last line number, 1-based.
    pub(crate) numbers: [usize; 2],
    pub(crate) times: Vec<Expression>,
}

/// The events of a text, in its order, and the times around them.
pub(crate) fn told(text: &str, context: &Context) -> Told {
    let all = lines(text);
    let Some([answer, end]) = mail::earlier(text, &all) else { return of_message(text, &all, context) };
    let newest = all.get(..answer).unwrap_or_default();
    let earlier = all.get(answer..end).unwrap_or_default();
    let mut told = of_message(text, newest, context);
    let before = of_message(text, earlier, context);
    if !told.drafts.iter().any(|d| d.when.is_some()) && before.drafts.iter().any(|d| d.when.is_some()) {
        // "FYI, see below"
        return before;
    }
    let own: Vec<&Line> = newest.iter().filter(|l| !l.noise).collect();
    Thread::of(text, earlier, before.drafts, context).complete(text, &own, &mut told.drafts);
    told
}

/// The events of one message, and of what it quotes.
fn of_message(text: &str, all: &[Line], context: &Context) -> Told {
    let mut own: Vec<&Line> = all.iter().filter(|l| !l.noise).collect();
    if own.is_empty() {
        // A quotation without an answer is read for itself.
        own = all.iter().collect();
        return announced(text, &own, context);
    }
    if own.iter().any(|l| l.spoken) {
        // What is said of other hours in a chat was mostly taken back.
        return Told { drafts: transcript::events(text, &own, context), lines: Vec::new() };
    }
    let Some(thread) = Thread::read(text, all, context) else { return announced(text, &own, context) };
    let mut told = announced(text, &own, &thread.context);
    thread.complete(text, &own, &mut told.drafts);
    told
}

/// The events of a text's own lines.
fn announced(text: &str, own: &[&Line], context: &Context) -> Told {
    let mut own = own.to_vec();
    if let Some(at) = letter::date_line(text, &own, context) {
        own.remove(at);
    }
    let own = own.as_slice();
    if own.len() == 1 {
        let (mut drafts, times) = message(text, own, None, context);
        let long = own.iter().any(|line| line.span.of(text).len() > NOTE);
        part::leave_out(text, &mut drafts, long);
        return Told { drafts, lines: own.iter().map(|l| Timed::new(l, times.clone())).collect() };
    }
    let mut entries: Vec<Entry> = own.iter().map(|line| Entry::read(text, line, context)).collect();
    let drafts = of_entries(text, own, &mut entries, context);
    Told { drafts, lines: entries.into_iter().map(|e| Timed::new(&e.line, e.times)).collect() }
}

impl Timed {
    fn new(line: &Line, times: Vec<Expression>) -> Timed {
        Timed { line: line.span, numbers: line.numbers, times }
    }
}

/// The events of several lines.
fn of_entries(text: &str, own: &[&Line], entries: &mut [Entry], context: &Context) -> Vec<Draft> {
    name_by_holiday(text, entries);
    let joined = limits::join(text, entries, context);
    lead::read(text, entries, context);
    list::weekdays::put_in_turn(text, entries, context);
    list::issue::set_head_aside(text, entries, context);
    entry::keep_tasks(entries);
    table::read(text, entries);
    programme::mark_slots(text, entries);
    let changed = change::labelled(text, entries, context);
    if !changed.is_empty() {
        return changed;
    }
    let booked = booking::events(text, entries, context);
    if !booked.is_empty() {
        return booked;
    }
    if let Some(days) = list::days_alone::read(text, entries, context) {
        return with_days_alone(text, entries, days, context);
    }
    let led = joined || entries.iter().any(|e| !e.lead.is_empty() || e.is_row());
    if is_message(own)
        && !is_table(text, own)
        && !led
        && !is_diary(entries)
        && !is_timetable(entries)
        && !is_day_of_hours(text, entries)
    {
        let (mut drafts, _) = message(text, own, None, context);
        part::leave_out(text, &mut drafts, true);
        return drafts;
    }
    let mut drafts = stanza::labelled(text, entries, context);
    if !drafts.is_empty() {
        return drafts;
    }
    drafts = sheet::events(text, entries, context);
    if !drafts.is_empty() {
        term::complete(text, entries, &mut drafts);
        exception::complete(text, entries, &mut drafts);
        drafts.extend(sheet::next(text, entries, &drafts));
        let opener = opener(text, entries, &drafts, context);
        drafts.splice(0..0, opener);
        return drafts;
    }
    drafts = list::events(text, entries, context);
    if drafts.is_empty() {
        drafts = stanza::events(text, entries, context);
    }
    if drafts.is_empty() {
        drafts = letter::events(text, entries, context);
        term::complete(text, entries, &mut drafts);
    }
    drop_farewells(&mut drafts);
    series::complete(&mut drafts);
    list::give_heading(text, entries, &mut drafts);
    exception::complete(text, entries, &mut drafts);
    if let [draft] = drafts.as_mut_slice() {
        let host = entries.iter().find_map(|e| e.line.label.filter(|(label, _)| *label == Label::Host));
        draft.organizer = draft.organizer.take().or_else(|| sheet::name(text, host?.1));
    }
    drafts
}

/// The days of a list, and what the other lines tell.
fn with_days_alone(
    text: &str,
    entries: &[Entry],
    days: list::days_alone::Days,
    context: &Context,
) -> Vec<Draft> {
    let rest = entries.iter().enumerate().filter(|(at, _)| !days.lines.contains(at));
    let rest: Vec<Entry> = rest.map(|(_, entry)| entry.clone()).collect();
    let mut drafts = days.drafts;
    if rest.iter().any(Entry::has_date) {
        let mut more = list::events(text, &rest, context);
        if more.is_empty() {
            more = letter::events(text, &rest, context);
        }
        drafts.extend(more);
        drafts.sort_by_key(|d| d.lines);
    }
    drafts
}

/// "See you Wednesday" below what takes place then.
fn drop_farewells(drafts: &mut Vec<Draft>) {
    const SAID: &[&str] =
        &["see ye", "see you", "see you all", "see you there", "see you then", "see u", "see ya"];
    let said = |d: &Draft| {
        d.title.as_ref().is_some_and(|t| SAID.iter().any(|said| t.text.eq_ignore_ascii_case(said)))
            && d.place.is_none()
    };
    if drafts.iter().any(|d| !said(d)) {
        drafts.retain(|d| !said(d));
    }
}

/// Bytes of a line that is a note of several things; a longer one announces something and tells more of it.
const NOTE: usize = 100;

/// The lines read as running words, and their times; `found` are those where they are known already.
fn message(
    text: &str,
    lines: &[&Line],
    found: Option<Vec<Expression>>,
    context: &Context,
) -> (Vec<Draft>, Vec<Expression>) {
    let spans: Vec<Span> = lines.iter().map(|l| l.span).collect();
    let (mut drafts, times) = phrase::read(text, &spans, found, context);
    if let ([draft], [line]) = (drafts.as_mut_slice(), spans.as_slice()) {
        transcript::answer(draft, text, *line, context);
    }
    for draft in &mut drafts {
        draft.lines = numbers(lines, &draft.source);
    }
    same::merge(&mut drafts);
    (drafts, times)
}

/// First and last line number of the lines that the spans touch.
fn numbers(lines: &[&Line], source: &[Span]) -> [usize; 2] {
    let from = source.first().map_or(0, |s| s.start);
    let to = source.last().map_or(0, |s| s.end);
    let first = lines.partition_point(|l| l.span.end <= from);
    let last = lines.partition_point(|l| l.span.start < to);
    let number =
        |at: usize, side: usize| lines.get(at).and_then(|l| l.numbers.get(side)).copied().unwrap_or(1);
    [number(first, 0), number(last.saturating_sub(1), 1)]
}

/// A note of its own above an announcement: its first line, with its own day and time, and a gap after it.
fn opener(text: &str, entries: &[Entry], sheets: &[Draft], context: &Context) -> Vec<Draft> {
    let Some((first, second)) = entries.first().zip(entries.get(1)) else { return Vec::new() };
    let complete = first.has_date() && first.has_time() && first.short && first.line.label.is_none();
    if !(complete && second.line.after_gap && first.residue > 0) {
        return Vec::new();
    }
    let (mut drafts, _) = message(text, &[&first.line], None, context);
    drafts.retain(|d| !sheets.iter().any(|s| s.day() == d.day()));
    drafts
}
