//! A line, its times, and what can be said of it without reading its words.

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, Grain};

use crate::layout::table::Row;
use crate::source::clean::Line;
use crate::time::times;
use crate::tokens::{Role, Token, tokens};
use crate::words::{EMPTY, has};

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

/// In a letter these are ways of speaking: "tell Missy your sizes ASAP".
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
        // In a letter "now" is a way of speaking.
        // "tell Missy your sizes ASAP" asks to be quick.
        // "all moves in 90 min", "no lessons on this day" neither.
        let quick = |time: &Expression| {
            let words = time.span.of(text).to_lowercase();
            let soon = words.starts_with("in ")
                && ["min", "sec", "hour", "hr"].iter().any(|unit| words.contains(unit));
            soon || QUICK.contains(&&*words)
        };
        times.retain(|time| !quick(time));
        if crate::prose::refusal::offers(&words) {
            times.clear();
        }
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
        let short = words.iter().filter(|t| t.is_word()).count() <= 16;
        // "Flu jabs 6 October (forms due Friday)": an aside in brackets says nothing of the line's own time.
        let aside = words.iter().position(|t| t.is("(")).unwrap_or(words.len());
        let own =
            words.iter().take(if words.iter().take(aside).any(|t| t.day) { aside } else { words.len() });
        // "- Proposals due: 31 January" calls a day by its name.
        let ends = times.last().is_some_and(|t| t.span.end + 1 >= line.span.end && !times::has_time(t));
        let due =
            words.iter().rev().find(|t| t.role == Role::Free && t.is_word()).is_some_and(|t| t.is("due"));
        let hour_first = words.iter().find(|t| t.is_word()).is_some_and(|t| t.clock);
        // "Yearbook ads due April 30 (no extensions)" names what is due, and nothing else.
        let stop = words.iter().position(|t| t.is(".") && t.role == Role::Free).unwrap_or(words.len());
        let free: Vec<_> =
            words.iter().take(aside.min(stop)).filter(|t| t.role == Role::Free && t.is_word()).collect();
        let named_due = times.len() == 1
            && (2..=5).contains(&free.len())
            && free.last().is_some_and(|t| t.is("due"))
            && free.first().is_some_and(|t| t.is_capital());
        // "- heat pump rebate deadline Mar 31 -> Lise"
        let before = times.first().map_or(line.span.start, |t| times::home(t).start);
        let limit = words.iter().rev().find(|t| t.role == Role::Free && t.is_word() && t.span.end <= before);
        let limit = line.bullet && times.len() == 1 && limit.is_some_and(|t| t.is_any(&["deadline", "due"]));
        let called = limit
            || line.bullet && ends && times.len() == 1 && (due || words.iter().any(|t| t.is(":")))
            || named_due
            || hour_first && due;
        let own: Vec<Span> =
            own.into_iter().filter(|t| t.is_any(&["due", "deadline", "rsvp"])).map(|t| t.span).collect();
        // Of several sentences it is said of its own: "Coaches leave at 8.15am on Thursday. Contributions due Monday."
        let of_due = |t: &Expression| own.iter().any(|due| is_one_sentence(text, *due, times::home(t)));
        let deadline = !called && !own.is_empty() && (times.is_empty() || times.iter().all(of_due));
        // Items of a list are tasks of their own, however they are put.
        let mut dated = times.iter().filter(|t| times::has_date(t)).peekable();
        let late = |t: &Expression| times::is_deadline(text, line.span.start, t);
        // "dinner at 6:30, let me know by Wednesday": the day is that of the answer.
        let all_deadlines = !line.bullet
            && !times.is_empty()
            && (times.iter().all(late) || short && dated.peek().is_some() && dated.all(late));
        let mut days = times.iter().filter(|t| t.reading.start.is_some()).peekable();
        let over = days.peek().is_some() && days.all(|t| is_over(text, line.span, t, context));
        // "Swimming kit is needed on Wednesdays."
        let needed = !line.bullet
            && !times.is_empty()
            && !times.iter().any(times::has_time)
            && words.iter().any(|t| t.is_any(&["needed", "required"]));
        let distractor = needed
            || crate::prose::refusal::tells_hours(&words, &times)
            || deadline
            || over
            || line.bullet && !times.is_empty() && times.iter().all(|t| is_of_minutes(text, line.span, t))
            || all_deadlines
            || !called && begins_beside(&words) && !times.iter().any(|t| is_served(&words) && is_whole(t));
        let first = words.iter().find(|t| t.is_word());
        let due = words.iter().any(|t| t.is("due")) && !first.is_some_and(|t| times::is_distractor(&t.lower));
        Entry {
            due,
            line: line.clone(),
            times,
            lead: Vec::new(),
            row: Row::None,
            short,
            residue,
            distractor,
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

    /// Words and a time of their own.
    pub(crate) fn is_item(&self, text: &str) -> bool {
        // "This month" alone names no occasion's day.
        // "The Weekly Wire" neither.
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
        let words = named && !self.distractor && self.line.label.is_none();
        let complete = |t: &Expression| t.has_date() && !t.has_rule() && times::has_time(t);
        let sentence = self.line.bullet || self.times.iter().any(complete);
        // "Christmas Jumper Day – Friday 10th December. £1 donation …"
        let early = |t: &Expression| {
            let before = text.get(self.line.span.start..times::home(t).start).unwrap_or("").trim_end();
            times::has_date(t)
                && !times::is_period(t)
                && before.len() <= 60
                && before.ends_with(['–', '—', '-', ':'])
        };
        let kept = self.short
            || self.times.first().is_some_and(early)
            || sentence && self.line.span.of(text).len() < 600;
        timed && words && kept && !self.line.heading && !self.gives_date()
    }
}

impl Entry {
    /// "Mar 29 – Palm Sunday, 10 am": the name of the day is that of the event.
    fn is_feast(&self, text: &str) -> bool {
        self.line.bullet && self.has_time() && self.times.iter().any(|t| times::feast(text, t).is_some())
    }
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

/// "Coffee with Ana tomorrow at 3pm": with a day and an hour of its own what else is served beside an event is one.
fn is_served(words: &[Token]) -> bool {
    const SERVED: &[&str] = &["cocktails", "coffee", "pizza", "reception", "tea"];
    words.iter().find(|t| t.is_word()).is_some_and(|t| t.is_any(SERVED))
}

fn is_whole(time: &Expression) -> bool {
    time.has_date() && times::has_time(time)
}

/// The first word says that what follows is beside the event; "please note that" does not.
fn begins_beside(words: &[Token]) -> bool {
    let mut own = words.iter().filter(|t| t.is_word());
    let first = own.next().filter(|t| times::is_distractor(&t.lower));
    // "Registration night: Friday 26 February"
    let mut named = words.iter().filter(|t| t.is_word()).skip(1);
    if named.next().is_some_and(|t| t.is_any(&["afternoon", "day", "evening", "morning", "night", "party"])) {
        return false;
    }
    let mut tells = || own.next().is_some_and(|t| t.is_any(&["be", "come", "join", "note", "save"]));
    first.is_some_and(|t| !t.is("please") || !tells())
}

/// No sentence ends between the two.
fn is_one_sentence(text: &str, a: Span, b: Span) -> bool {
    let between = text.get(a.end.min(b.end)..a.start.max(b.start)).unwrap_or("");
    !["\n", ". ", "! ", "? "].iter().any(|end| between.contains(end))
}

/// "3. To approve the minutes of 15 March": the day of an earlier meeting.
fn is_of_minutes(text: &str, line: Span, time: &Expression) -> bool {
    times::clause(text, line.start, time.span.start).iter().rev().take(5).any(|w| w == "minutes")
}

fn is_word(words: &str) -> bool {
    !words.contains(char::is_whitespace) && !words.ends_with(['s', 'S'])
}

/// Most days since something of which a text still tells.
const LATELY: i32 = 95;

/// "Well done to all who ran on 21 February": told of what was, on a day that has passed, this year or by its next date.
fn is_over(text: &str, line: Span, time: &Expression, context: &Context) -> bool {
    let Some(day) = time.reading.start.map(jiff::civil::DateTime::date) else { return false };
    let today = context.now.date();
    let ahead = (day - today).get_days();
    let lately = if time.reading.grain == Grain::Month { 2 * LATELY } else { LATELY };
    // "Last Sunday: Attendance 112"
    if ahead < 0 && time.span.of(text).get(..5).is_some_and(|w| w.eq_ignore_ascii_case("last ")) {
        return true;
    }
    let passed = ahead < 0 || ahead > 365 - lately && !time.has_rule();
    passed && crate::prose::phrase::tells(line.of(text))
}
