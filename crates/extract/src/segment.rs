//! One text into its events: a note, a list, a labelled announcement, a letter.

use calendar::Span;
use timex::{Context, Expression};

use crate::clean::{Line, lines};
use crate::draft::Draft;
use crate::label::Label;
use crate::mail::Thread;
use crate::tokens::tokens;
use crate::words::{EMPTY, has};
use crate::{booking, letter, list, phrase, sheet, stanza, times, transcript};

/// The events of a text, in its order.
pub(crate) fn drafts(text: &str, context: &Context) -> Vec<Draft> {
    let all = lines(text);
    let mut own: Vec<&Line> = all.iter().filter(|l| !l.noise).collect();
    if own.is_empty() {
        // A quotation without an answer is read for itself.
        own = all.iter().collect();
        return announced(text, &own, context);
    }
    if own.iter().any(|l| l.spoken) {
        return transcript::events(text, &own, context);
    }
    let Some(thread) = Thread::read(text, &all, context) else { return announced(text, &own, context) };
    let mut drafts = announced(text, &own, &thread.context);
    thread.complete(text, &own, &mut drafts);
    drafts
}

/// The events of a text's own lines.
fn announced(text: &str, own: &[&Line], context: &Context) -> Vec<Draft> {
    if own.len() == 1 {
        return message(text, own, context);
    }
    let entries: Vec<Entry> = own.iter().map(|line| Entry::read(text, line, context)).collect();
    let booked = booking::events(text, &entries, context);
    if !booked.is_empty() {
        return booked;
    }
    if is_message(own) && !is_table(text, own) {
        return message(text, own, context);
    }
    let mut drafts = stanza::labelled(text, &entries, context);
    if !drafts.is_empty() {
        return drafts;
    }
    drafts = sheet::events(text, &entries, context);
    if !drafts.is_empty() {
        let opener = opener(text, &entries, &drafts, context);
        drafts.splice(0..0, opener);
        return drafts;
    }
    drafts = list::events(text, &entries, context);
    if drafts.is_empty() {
        drafts = stanza::events(text, &entries, context);
    }
    if drafts.is_empty() {
        drafts = letter::events(text, &entries, context);
    }
    drafts
}

/// Lines of columns, at least two.
fn is_table(text: &str, lines: &[&Line]) -> bool {
    lines.iter().filter(|l| l.span.of(text).matches('|').count() >= 2).count() >= 2
}

/// A few lines without labels are read as running words.
fn is_message(lines: &[&Line]) -> bool {
    let labelled = lines.iter().any(|l| l.label.is_some_and(|(label, _)| label != Label::Other));
    let bullets = lines.iter().filter(|l| l.bullet).count();
    lines.len() == 1 || lines.len() <= 3 && !labelled && bullets < 2 && !lines.iter().any(|l| l.heading)
}

/// The lines read as running words.
fn message(text: &str, lines: &[&Line], context: &Context) -> Vec<Draft> {
    let spans: Vec<Span> = lines.iter().map(|l| l.span).collect();
    let mut drafts = phrase::events(text, &spans, None, context);
    for draft in &mut drafts {
        draft.lines = numbers(lines, &draft.source);
    }
    drafts
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
    let starts = |d: &Draft| d.when.as_ref().and_then(|w| w.reading.start).map(jiff::civil::DateTime::date);
    let mut drafts = message(text, &[&first.line], context);
    drafts.retain(|d| !sheets.iter().any(|s| starts(s) == starts(d)));
    drafts
}

/// A line with its times.
pub(crate) struct Entry {
    pub(crate) line: Line,
    pub(crate) times: Vec<Expression>,
    /// No more words than a heading or a list item has.
    pub(crate) short: bool,
    /// Words that are neither time nor filler.
    pub(crate) residue: usize,
    /// The first word says that the time is not the event's.
    pub(crate) distractor: bool,
    pub(crate) ends_with_colon: bool,
}

impl Entry {
    pub(crate) fn read(text: &str, line: &Line, context: &Context) -> Entry {
        let mut words = tokens(text, line.span);
        let mut times = times::find(text, line.span, None, context);
        // In a letter "now" is a way of speaking.
        times.retain(|time| !time.span.of(text).eq_ignore_ascii_case("now"));
        for time in &times {
            times::mark(&mut words, time, &[]);
        }
        let says = |t: &&crate::tokens::Token| {
            t.is_free()
                && t.is_word()
                && !has(EMPTY, &t.lower)
                && !t.is_number()
                && !t.is_any(&["day", "week"])
        };
        let residue = words.iter().filter(says).count();
        // "Flu jabs 6 October (forms due Friday)": an aside in brackets says nothing of the line's own time.
        let aside = words.iter().position(|t| t.is("(")).unwrap_or(words.len());
        let own =
            words.iter().take(if words.iter().take(aside).any(|t| t.day) { aside } else { words.len() });
        let deadline = own.into_iter().any(|t| t.is_any(&["due", "deadline", "rsvp"]));
        // Items of a list are tasks of their own, however they are put.
        let mut dated = times.iter().filter(|t| times::has_date(t)).peekable();
        let late = |t: &Expression| times::is_deadline(text, line.span.start, t);
        // "dinner at 6:30, let me know by Wednesday": the day is that of the answer.
        let all_deadlines = !line.bullet
            && !times.is_empty()
            && (times.iter().all(late) || dated.peek().is_some() && dated.all(late));
        let distractor = crate::refusal::tells_hours(&words, &times)
            || deadline
            || all_deadlines
            || words.iter().find(|t| t.is_word()).is_some_and(|t| times::is_distractor(&t.lower));
        let short = words.iter().filter(|t| t.is_word()).count() <= 16;
        Entry {
            line: line.clone(),
            times,
            short,
            residue,
            distractor,
            ends_with_colon: line.span.of(text).ends_with([':', '：']),
        }
    }

    /// Names a day.
    pub(crate) fn has_date(&self) -> bool {
        self.times.iter().any(times::has_date)
    }

    /// Names a time of day.
    pub(crate) fn has_time(&self) -> bool {
        self.times.iter().any(times::has_time)
    }

    /// Names a day, and not only a month or a season.
    pub(crate) fn gives_day(&self) -> bool {
        self.times.iter().any(|t| times::has_date(t) && !times::is_period(t))
    }

    /// A heading that gives the lines below their day: a date alone, or a date and words before a colon.
    pub(crate) fn gives_date(&self) -> bool {
        let dated = self.gives_day() && !self.has_time() && self.short && !self.line.bullet;
        dated && (self.residue == 0 || self.line.heading || self.ends_with_colon)
    }

    /// Words and a time of their own.
    pub(crate) fn is_item(&self, text: &str) -> bool {
        // "This month" alone names no occasion's day.
        let exact = |t: &Expression| times::has_date(t) && !times::is_period(t);
        let timed = self.has_time() || self.line.bullet && self.has_date() || self.times.iter().any(exact);
        let words = self.residue > 0 && !self.distractor && self.line.label.is_none();
        let complete = |t: &Expression| t.has_date() && !t.has_rule() && times::has_time(t);
        let sentence = self.line.bullet || self.times.iter().any(complete);
        let kept = self.short || sentence && self.line.span.of(text).len() < 600;
        timed && words && kept && !self.line.heading && !self.gives_date()
    }
}
