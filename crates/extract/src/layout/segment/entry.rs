//! A line, its times, and what can be said of it without reading its words.

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, Grain};

use crate::layout::table::Row;
use crate::source::clean::Line;
use crate::time::times;
use crate::tokens::{Token, lower, tokens};
use crate::words::{EMPTY, has};

use super::beside;

/// A line with its times.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one line")]
pub(crate) struct Entry {
    pub(crate) line: Line,
    pub(crate) times: Vec<Expression>,
    /// The days with which the line began before its words: "Sat 5 – …".
    pub(crate) lead: Vec<Expression>,
    /// What a table says in its columns.
    pub(crate) row: Row,
    /// No more words than a heading or a list item has.
    pub(crate) short: bool,
    /// Words that are neither time nor filler.
    pub(crate) residue: usize,
    /// The first word says that the time is not the event's.
    pub(crate) distractor: bool,
    /// It names what is due, and not first.
    pub(crate) due: bool,
    pub(crate) ends_with_colon: bool,
}

/// Words of a short sentence.
const SENTENCE: usize = 16;

/// In a text of several lines these are ways of speaking: "tell Missy your sizes ASAP", "no lessons on this day".
const QUICK: &[&str] = &[
    "now",
    "asap",
    "immediately",
    "right away",
    "straight away",
    "right now",
    "this day",
    "that day",
    "on this day",
    "on that day",
];

impl Entry {
    pub(crate) fn read(text: &str, line: &Line, context: &Context) -> Entry {
        Entry::on(text, line, None, context)
    }

    /// The line read for the day that is told before its words.
    pub(crate) fn on(text: &str, line: &Line, day: Option<Date>, context: &Context) -> Entry {
        let mut words = tokens(text, line.span);
        let mut times = times::find(text, line.span, day, context);
        times.retain(|time| !is_manner_of_speaking(text, time));
        if crate::prose::refusal::offers(&words) {
            times.clear();
        }
        for time in &times {
            times::mark(&mut words, time, &[]);
        }
        let first = words.iter().find(|t| t.is_word());
        Entry {
            due: words.iter().any(|t| t.is("due")) && !first.is_some_and(|t| times::is_distractor(&t.lower)),
            distractor: beside::is_beside(text, line, &words, &times, context),
            line: line.clone(),
            times,
            lead: Vec::new(),
            row: Row::None,
            short: words.iter().filter(|t| t.is_word()).count() <= 16,
            residue: words.iter().filter(|t| tells(t)).count(),
            ends_with_colon: line.span.of(text).ends_with([':', '：']),
        }
    }

    /// Names a day.
    pub(crate) fn has_date(&self) -> bool {
        !self.lead.is_empty() || self.times.iter().any(times::has_date)
    }

    /// The line with the days with which it began.
    pub(crate) fn whole(&self) -> Span {
        let start = self.lead.first().map_or(self.line.span.start, |day| day.span.start);
        Span::new(start, self.line.span.end)
    }

    /// A row of a table, with cells that say what takes place.
    pub(crate) fn is_row(&self) -> bool {
        matches!(self.row, Row::Cells { .. })
    }

    /// The day that the line gives to those below.
    pub(crate) fn day(&self) -> Option<&Expression> {
        self.lead.first().or_else(|| self.times.first())
    }

    /// Names a time of day.
    pub(crate) fn has_time(&self) -> bool {
        self.times.iter().any(times::has_time)
    }

    /// Names a day, and not only a month or a season.
    pub(crate) fn gives_day(&self) -> bool {
        !self.lead.is_empty() || self.times.iter().any(|t| times::has_date(t) && !times::is_period(t))
    }

    /// A heading that gives the lines below their day: a date alone, or a date and words before a colon.
    pub(crate) fn gives_date(&self) -> bool {
        let dated = self.gives_day() && !self.has_time() && self.short && !self.line.bullet;
        dated && (self.residue == 0 || self.line.heading || self.ends_with_colon)
    }

    /// "The Book Fair will be in the library November 16–19. Our class has …": a paragraph whose first sentence, a short one,
    /// says on which days something is.
    fn announces_day(&self, text: &str) -> bool {
        let exact = |t: &&Expression| {
            let digits = t.span.of(text).contains(|c: char| c.is_ascii_digit());
            // "Training is every Wednesday 7-8.30pm on the astro. We are short …"; "on Tuesdays" speaks of what was told.
            let every = t.span.of(text).split(' ').next().is_some_and(|w| w.eq_ignore_ascii_case("every"));
            let ruled = every && t.has_rule() && times::has_time(t) && !t.approximate;
            digits && (ruled || times::has_date(t) && !times::is_period(t) && !t.has_rule())
        };
        let Some(time) = self.times.first().filter(exact).filter(|_| self.line.after_gap) else {
            return false;
        };
        let words = self.line.span.of(text);
        let end = words.find(". ").or_else(|| words.find("! ")).unwrap_or(words.len());
        let first = words.get(..end).unwrap_or(words);
        let named = first.split_whitespace().count() <= SENTENCE && first.starts_with(char::is_uppercase);
        let is = || first.split_whitespace().any(|w| matches!(w, "is" | "are" | "be" | "take" | "takes"));
        time.span.end <= self.line.span.start + end + 1 && named && is()
    }

    /// Words and a time of their own.
    pub(crate) fn is_item(&self, text: &str) -> bool {
        // "This month" alone names no occasion's day, nor does "The Weekly Wire".
        let adjective = |t: &Expression| {
            self.residue <= 3 && t.has_rule() && !times::has_time(t) && is_word(t.span.of(text))
        };
        // "January 16 – April 25" is what is on view.
        let ended = |t: &Expression| self.short && t.has_end() && t.reading.grain == Grain::Day;
        let first = |t: &Expression| t.span.start <= self.line.span.start + 1;
        let week = |t: &Expression| self.short && first(t) && times::is_week_by_date(text, t);
        let exact = |t: &Expression| {
            times::has_date(t) && (!times::is_period(t) || ended(t) || week(t)) && !adjective(t)
        };
        let timed = self.has_time()
            || !self.lead.is_empty()
            || self.line.bullet
                && self
                    .times
                    .iter()
                    .any(|t| times::has_date(t) && (!times::is_period(t) || t.reading.grain == Grain::Week))
            || self.times.iter().any(exact);
        let named = self.residue > 0 || self.row == Row::Slot || self.is_feast(text);
        let words = named && (!self.distractor || self.is_row()) && self.line.label.is_none();
        // A rule whose weeks are told is an occasion; "Lectures are presented on Tuesdays" speaks of others.
        let complete = |t: &Expression| {
            let day = t.has_date() && !t.has_rule();
            times::has_time(t) && (day || t.has_rule() && !t.approximate && times::is_limited(t))
        };
        let sentence = self.line.bullet || self.times.iter().any(complete);
        // "Christmas Jumper Day – Friday 10th December. £1 donation …"
        let early = |t: &Expression| {
            let before = text.get(self.line.span.start..times::home(t).start).unwrap_or("").trim_end();
            times::has_date(t)
                && !times::is_period(t)
                && before.len() <= 60
                && before.ends_with(['–', '—', '-', ':'])
        };
        let headed = || {
            let head = self.line.span.of(text).split_once(": ").map_or("", |(head, _)| head);
            is_name_of_paragraph(head)
        };
        let dated = |t: &Expression| {
            times::has_date(t) && !t.has_rule() && t.span.of(text).contains(|c: char| c.is_ascii_digit())
        };
        let kept = self.short
            || self.line.span.of(text).len() < 300 && self.times.first().is_some_and(dated) && headed()
            || self.begins_with_time() && self.line.span.of(text).len() < 200
            || self.times.first().is_some_and(early)
            || sentence && self.line.span.of(text).len() < 600
            || self.announces_day(text);
        timed && words && kept && !self.line.heading && !self.gives_date()
    }

    /// "Thursdays 7pm - social run from the Fox & Hounds, …": days and hour stand before the words.
    pub(crate) fn begins_with_time(&self) -> bool {
        self.times.first().is_some_and(|t| {
            t.span.start <= self.line.span.start + 1
                && times::has_time(t)
                && (times::has_date(t) || t.has_rule())
        })
    }

    /// "Mar 29 – Palm Sunday, 10 am": the name of the day is that of the event.
    fn is_feast(&self, text: &str) -> bool {
        self.line.bullet && self.has_time() && self.times.iter().any(|t| times::feast(text, t).is_some())
    }
}

/// "Road closure", before a colon: a few words that name something.
fn is_name_of_paragraph(head: &str) -> bool {
    const FRAMES: &[&str] = &["for", "from", "important", "note", "ps", "re", "reminder", "update"];
    let mut words = head.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    let few = words.count() <= 3 && !first.is_empty() && !FRAMES.contains(&&*first);
    few && head.starts_with(char::is_uppercase) && !head.contains(['.', ','])
}

/// "tell Missy your sizes ASAP" asks to be quick, "all moves in 90 min" says how long it takes.
fn is_manner_of_speaking(text: &str, time: &Expression) -> bool {
    let words = lower(time.span.of(text));
    let units = ["min", "sec", "hour", "hr"];
    let soon = words.starts_with("in ") && units.iter().any(|unit| words.contains(unit));
    soon || QUICK.contains(&&*words)
}

/// Neither time nor filler.
fn tells(word: &Token) -> bool {
    word.is_free()
        && word.is_word()
        && !has(EMPTY, &word.lower)
        && !word.is_number()
        && !word.is_any(&["day", "week"])
}

/// Fewest lines with days of their own that are somebody's own list.
const TASKS: usize = 4;

/// "hist paper due fri 4/30" among lines with days of their own: in somebody's own list of what is to be done what is due
/// is an entry.
pub(super) fn keep_tasks(entries: &mut [Entry]) {
    let own = |e: &&Entry| {
        e.short && !e.line.after_gap && e.times.iter().any(|t| times::has_date(t) && !t.has_rule())
    };
    let dated = entries.iter().filter(own).count();
    if dated < TASKS || dated * 4 < entries.len() * 3 {
        return;
    }
    for entry in entries.iter_mut().filter(|e| e.due) {
        entry.distractor = false;
    }
}

fn is_word(words: &str) -> bool {
    !words.contains(char::is_whitespace) && !words.ends_with(['s', 'S'])
}
