//! Events of running words: a command, a note, a chat line, a list item.
//!
//! The words are cut where another occasion begins ("then", ";", a line of its own), and each piece is read by itself.

mod past;

mod timeless;

use std::borrow::Cow;
use std::ops::Range;

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, OtherReading, Part};

use crate::booking;
use crate::change;
use crate::combine::combine;
use crate::correction;
use crate::draft::Draft;
use crate::exception;
use crate::link::{self, Link};
use crate::piece::pieces;
use crate::refusal;
use crate::sentence::read;
use crate::times;
use crate::title::{self, named, quoted};
use crate::tokens::{Role, Token, mark, tokens};
use crate::words::{COMMANDS, has};

use timeless::keep_without_time;

pub(crate) use past::tells;
use past::tells_a_story;
use past::tells_of_past;
use past::was_done;

/// The words of some lines, their links and times marked.
pub(crate) struct Phrase<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token<'t>>,
    pub(crate) times: Vec<Expression>,
    pub(crate) links: Vec<Link>,
    /// Tokens with which a line begins.
    pub(crate) line_starts: Vec<usize>,
    /// Where the author takes back what stands before: "no wait, 3 pm".
    pub(crate) corrected: Option<usize>,
    /// It speaks of being reminded; asked for each of its times.
    pub(crate) reminds: bool,
}

/// Words that ask to be reminded.
const REMINDS: &[&str] = &["alarm", "alert", "notification", "notify", "remind", "reminder"];

impl<'t> Phrase<'t> {
    /// Reads `lines` of `text`; `anchor` is the day for a time without a date.
    ///
    /// `found` are the times of the lines where they are known already.
    pub(crate) fn new(
        text: &'t str,
        lines: &[Span],
        found: Option<Vec<Expression>>,
        anchor: Option<Date>,
        context: &Context,
    ) -> Phrase<'t> {
        let known = found.is_some();
        let mut phrase = Phrase {
            text,
            tokens: Vec::new(),
            times: found.unwrap_or_default(),
            links: Vec::new(),
            line_starts: Vec::new(),
            corrected: None,
            reminds: false,
        };
        for line in lines {
            phrase.line_starts.push(phrase.tokens.len());
            phrase.tokens.extend(tokens(text, *line));
            phrase.links.extend(link::links(text, *line));
            if !known {
                phrase.times.extend(times::find(text, *line, anchor, context));
            }
        }
        phrase.reminds = phrase.tokens.iter().any(|t| t.is_any(REMINDS));
        phrase.mark_links();
        let quote = quoted(&phrase.tokens).and_then(|range| phrase.naming_quote(range));
        if let Some(name) = quote.or_else(|| phrase.timed_name()) {
            phrase.drop_times_in(name, lines, anchor, context);
        }
        phrase.drop_holidays();
        phrase.drop_words_that_tell_none();
        phrase.mark_times();
        refusal::drop_refused(&mut phrase);
        refusal::drop_hours(&mut phrase);
        correction::note(&mut phrase);
        phrase
    }

    fn mark_links(&mut self) {
        for link in &self.links {
            let first = self.tokens.partition_point(|t| t.span.end <= link.whole.start);
            for token in self.tokens.iter_mut().skip(first).take_while(|t| t.span.start < link.whole.end) {
                let in_label = link.label.is_some_and(|label| token.span.overlaps(label));
                if !in_label {
                    token.role = Role::Link;
                }
            }
        }
        let links = &self.links;
        let in_link = |span: &Span| {
            let next = links.partition_point(|link| link.url_span.end <= span.start);
            links.get(next).is_some_and(|link| link.url_span.overlaps(*span))
        };
        self.times.retain(|time| !time.parts.iter().any(|(_, span)| in_link(span)));
    }

    /// The span of a quotation that names the event; another quotation is only part of the words.
    fn naming_quote(&self, range: Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(range.clone())?;
        let words = self.tokens.iter().filter(|t| t.is_word()).count();
        let quoted = inside.iter().filter(|t| t.is_word()).count();
        let asked = self.tokens.iter().take(range.start).any(|t| has(COMMANDS, &t.lower));
        let large = quoted * 5 >= words * 2;
        (asked || large).then_some(Span::new(inside.first()?.span.start, inside.last()?.span.end))
    }

    /// "called Three Months Till Halloween that starts …": a name that begins with a time reaches to the next clause.
    fn timed_name(&self) -> Option<Span> {
        let start = named(&self.tokens)?;
        let first = self.tokens.get(start)?;
        let timed =
            self.times.iter().any(|time| time.parts.iter().any(|(_, span)| span.overlaps(first.span)));
        let ends = |t: &Token| {
            t.is_any(&["that", "which", "on", "at", "for", "from", "in", ",", ".", ";", "and", "starting"])
        };
        let last = self.tokens.iter().skip(start).take_while(|t| !ends(t)).last()?;
        (timed && last.span.end < self.tokens.last()?.span.end)
            .then(|| Span::new(first.span.start, last.span.end))
    }

    /// Times inside a name are words of the name, as long as another time stands outside.
    fn drop_times_in(&mut self, name: Span, lines: &[Span], anchor: Option<Date>, context: &Context) {
        let Some(line) = lines.iter().find(|l| l.start <= name.start && name.end <= l.end) else { return };
        let before = times::find(self.text, Span::new(line.start, name.start), anchor, context);
        let after = times::find(self.text, Span::new(name.end, line.end), anchor, context);
        let elsewhere = self.times.iter().any(|time| !time.span.overlaps(*line));
        if before.is_empty() && after.is_empty() && !elsewhere {
            return;
        }
        self.times.retain(|time| !time.span.overlaps(*line));
        self.times.extend(before.into_iter().chain(after));
        self.times.sort_by_key(|time| time.span.start);
    }

    /// "Christmas is on December 25th", "Saint Patrick's Day Parade on 16 March": beside another date a holiday is a name.
    fn drop_holidays(&mut self) {
        let text = self.text;
        let excepted = |time: &Expression| {
            let before = text.get(..time.span.start).unwrap_or("");
            let near = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
            before.get(near..).is_some_and(exception::leads)
        };
        let holiday = |time: &Expression| times::is_holiday(text, time) && !excepted(time);
        if self.times.len() > 1 && self.times.iter().any(|t| !holiday(t) && times::has_date(t)) {
            self.times.retain(|time| !holiday(time));
        }
    }

    /// "SAT prep: Mondays at 7", "Midnight Mass 11.30pm", "is now 8.45": beside another time these words tell none.
    fn drop_words_that_tell_none(&mut self) {
        let text = self.text;
        let tokens = &self.tokens;
        let test = |t: &Expression| {
            let next = tokens.get(tokens.partition_point(|token| token.span.start < t.span.end));
            let next = next.filter(|n| n.is_word());
            match t.span.of(text) {
                "SAT" => next.is_some_and(|n| n.text.starts_with(char::is_lowercase)),
                "Midnight" => next.is_some_and(Token::is_capital),
                // "is now 8:45am"
                words => words.eq_ignore_ascii_case("now") && is_said_of_state(tokens, t.span),
            }
        };
        if self.times.len() > 1 {
            self.times.retain(|t| !test(t));
        }
    }

    /// Marks the tokens of each time and the words that lead into it.
    fn mark_times(&mut self) {
        for time in &self.times {
            times::mark(&mut self.tokens, time, &self.line_starts);
        }
        times::mark_labels(&mut self.tokens);
        times::mark_between(&mut self.tokens);
        self.mark_exceptions();
    }

    /// The times of the piece under `span`. One may reach across the cut ("on Monday lunch, and dinner at 8") or stand on
    /// the `day` of the piece before: then the piece is read by itself.
    fn times_of(&self, span: Span, day: Option<Date>, context: &Context) -> Cow<'_, [Expression]> {
        let first = self.times.partition_point(|t| t.span.end <= span.start);
        let last = self.times.partition_point(|t| t.span.start < span.end);
        let known = self.times.get(first..last).unwrap_or_default();
        let within = |t: &Expression| span.start <= t.span.start && t.span.end <= span.end;
        let whole = |t: &Expression| within(t) && t.has_date() && (!t.has_rule() || day.is_none());
        if known.iter().all(whole) && self.corrected.is_none() {
            return Cow::Borrowed(known);
        }
        Cow::Owned(self.own(times::find(self.text, span, day, context)))
    }

    /// "no class on 3 March": that a day falls out is said of the rule and names nothing.
    fn mark_exceptions(&mut self) {
        if !self.times.iter().any(Expression::has_rule) {
            return;
        }
        for time in self.times.iter().filter(|t| t.has_date() && !times::has_time(t) && !t.has_rule()) {
            let first = self.tokens.partition_point(|t| t.span.end <= time.span.start);
            let words = self.tokens.get(..first).unwrap_or_default().iter().rev().take(6);
            let clause = words.take_while(|t| t.is_word()).count();
            let start = self.tokens.get(first - clause).map_or(time.span.start, |t| t.span.start);
            if self.text.get(start..time.span.start).is_some_and(exception::leads) {
                mark(&mut self.tokens, first - clause..first, Role::Time);
            }
        }
    }

    /// Those of `times` that stand outside links and quoted names.
    fn own(&self, times: Vec<Expression>) -> Vec<Expression> {
        let marked = |time: &Expression| {
            let timed = |(_, span): &(Part, Span)| {
                let at = self.tokens.partition_point(|t| t.span.end <= span.start);
                self.tokens.get(at).is_some_and(|t| t.role == Role::Time)
            };
            time.has_rule() || time.parts.iter().any(timed)
        };
        times.into_iter().filter(marked).collect()
    }

    /// Where the line that holds the byte `at` begins.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        let line =
            self.line_starts.partition_point(|i| self.tokens.get(*i).is_some_and(|t| t.span.start <= at));
        let first =
            line.checked_sub(1).and_then(|l| self.line_starts.get(l)).and_then(|i| self.tokens.get(*i));
        first.map_or(at, |t| t.span.start).min(at)
    }

    pub(crate) fn span_of(&self, range: &Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(range.clone())?;
        Some(Span::new(inside.first()?.span.start, inside.last()?.span.end))
    }
}

/// "is now", "it's now": what holds from now on.
fn is_said_of_state(tokens: &[Token], now: Span) -> bool {
    let at = tokens.partition_point(|t| t.span.end <= now.start);
    at.checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| t.is_any(&["are", "is", "it's", "its", "will"]))
}

/// The events of a phrase. `anchor` is the day for times without a date.
pub(crate) fn events(text: &str, lines: &[Span], anchor: Option<Date>, context: &Context) -> Vec<Draft> {
    drafts(&Phrase::new(text, lines, None, anchor, context), anchor, context)
}

/// The events of one line whose times are known; `day` is the one for its pieces without a date.
pub(crate) fn dated_events(
    text: &str,
    line: Span,
    times: Vec<Expression>,
    day: Date,
    context: &Context,
) -> Vec<Draft> {
    let phrase = Phrase::new(text, &[line], Some(times), Some(day), context);
    drafts(&phrase, Some(day), context)
}

/// The events of one line whose times are known.
pub(crate) fn line_events(text: &str, line: Span, times: &[Expression], context: &Context) -> Vec<Draft> {
    drafts(&Phrase::new(text, &[line], Some(times.to_vec()), None, context), None, context)
}

fn drafts(phrase: &Phrase, anchor: Option<Date>, context: &Context) -> Vec<Draft> {
    let pieces = pieces(phrase);
    let mut day = anchor;
    let (mut drafts, mut asides): (Vec<Draft>, Vec<Draft>) = (Vec::new(), Vec::new());
    let many = pieces.len() > 1;
    for piece in pieces {
        let times = match phrase.span_of(&piece.range).filter(|_| many) {
            Some(span) => phrase.times_of(span, day, context),
            None => Cow::Borrowed(&*phrase.times),
        };
        if let Some(date) =
            times.iter().filter(|t| times::has_date(t) && !times::is_period(t)).find_map(|t| t.reading.start)
        {
            day = Some(date.date());
        }
        if !piece.header {
            let found = piece_events(phrase, &piece.range, &times, context);
            let beside = many && is_beside(phrase, &times) && !found.iter().any(|d| d.asked);
            if beside { asides.extend(found) } else { drafts.extend(found) }
        }
    }
    // "Sorry I missed you yesterday, can we talk tomorrow?"
    let over = |d: &Draft| {
        d.when.as_ref().and_then(|w| w.reading.start).is_some_and(|s| s.date() < context.now.date())
            && d.source.iter().any(|span| tells(span.of(phrase.text)))
    };
    if drafts.iter().any(|d| !over(d)) {
        drafts.retain(|d| !over(d));
    }
    // "r u free sat? game night at mine 7pm": a day that nothing names is that of the event on it.
    let day = |d: &Draft| d.when.as_ref().and_then(|w| w.reading.start).map(jiff::civil::DateTime::date);
    let named: Vec<Option<Date>> = drafts.iter().filter(|d| d.title.is_some()).map(day).collect();
    let hollow = |d: &Draft| {
        d.title.is_none()
            && d.when.as_ref().is_some_and(|w| !times::has_time(w) && !w.has_rule())
            && d.change.is_none()
    };
    drafts.retain(|d| !(hollow(d) && named.contains(&day(d))));
    // "I'm double booked tomorrow. …"
    let busy =
        |d: &Draft| d.change.is_none() && d.source.iter().any(|span| refusal::is_away(span.of(phrase.text)));
    if drafts.iter().any(|d| !busy(d)) {
        drafts.retain(|d| !busy(d));
    }
    // Deadlines and the like are events only where nothing else is.
    if drafts.is_empty() { asides } else { drafts }
}

/// All that is said are times by which to answer, at which something else opens or is served, or somebody is fetched.
fn is_beside(phrase: &Phrase, times: &[Expression]) -> bool {
    let beside = |t: &Expression| {
        let line = phrase.line_of(t.span.start);
        times::is_deadline(phrase.text, line, t) || times::fetches(phrase.text, line, t.span.start)
    };
    !times.is_empty() && times.iter().all(beside)
}

/// "Tue 1 or Wed 2 Dec, 10am?": of times between which to choose the first is the event's, the others are its alternatives.
fn offer(text: &str, times: &mut Vec<Expression>) {
    let choice = |pair: &[Expression]| match pair {
        [a, b] => {
            let last = |t: &Expression| t.parts.iter().map(|(_, span)| span.end).max().unwrap_or(t.span.end);
            let first = b.parts.iter().map(|(_, span)| span.start).filter(|at| *at >= a.span.start).min();
            let (a_end, b_start) = (
                home_of_day(a).map_or_else(|| last(a), |span| span.end),
                home_of_day(b).map(|s| s.start).or(first),
            );
            let between = b_start.and_then(|start| text.get(a_end.min(start)..start)).unwrap_or("");
            let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.clone().count() <= 4
                && words.any(|w| w.eq_ignore_ascii_case("or"))
                && !a.has_rule()
                && !b.has_rule()
        }
        _ => false,
    };
    if times.len() < 2 || times.len() > CHOICE || !times.windows(2).all(choice) {
        return;
    }
    let others = times.split_off(1);
    let Some(first) = times.first_mut() else { return };
    let share = first.confidence / (others.len() + 1) as f32;
    first.group = None;
    for (at, other) in others.into_iter().enumerate() {
        let because = "The text leaves the choice.".to_owned();
        first.alternatives.insert(at, OtherReading { reading: other.reading, because, confidence: share });
    }
}

/// More times are no choice.
const CHOICE: usize = 6;

/// Where the day of a time stands, or its hour.
fn home_of_day(time: &Expression) -> Option<Span> {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    part(Part::Date).or_else(|| part(Part::Time))
}

/// The events of one piece: one for each of its times that cannot be joined.
fn piece_events(
    phrase: &Phrase,
    range: &Range<usize>,
    times: &[Expression],
    context: &Context,
) -> Vec<Draft> {
    if phrase.tokens.get(range.clone()).is_some_and(|words| refusal::tells_hours(words, times)) {
        return Vec::new();
    }
    // What is taken back does not complete or displace what holds.
    let before = phrase.corrected.map_or(0, |at| times.partition_point(|t| times::home(t).start < at));
    let (old, new) = times.split_at(before);
    let (mut joined, mut reminders) = combine(phrase, old, context);
    let (after, more) = combine(phrase, new, context);
    joined.extend(after);
    reminders.extend(more);
    let mut said = read(phrase, range, &joined);
    said.draft.source = phrase.span_of(range).into_iter().collect();
    if said.draft.title.is_none() {
        said.draft.title = joined.iter().find_map(|time| times::feast(phrase.text, time));
    }
    if let Some(at) = phrase.corrected {
        correction::apply(at, &mut joined, context);
    }
    said.draft.reminders = reminders;
    let changed = phrase.tokens.get(range.clone()).and_then(change::kind);
    if changed.is_some() {
        change::put_old_first(phrase.text, &mut joined);
    }
    let dashed = joined.iter().any(|t| times::is_dashed(phrase.text, t));
    let from_to = !dashed && phrase.tokens.get(range.clone()).is_some_and(change::moves);
    let stands = phrase.tokens.get(range.clone()).is_some_and(|words| change::stands(words, &joined));
    if let Some((when, change)) =
        changed.and_then(|kind| change::apply(kind, &joined, stands, from_to, context))
    {
        said.draft.change = Some(change);
        joined = vec![when];
    }
    if said.request.query {
        return Vec::new();
    }
    let past = |t: &Expression| {
        times::is_period(t)
            && t.reading.end.or(t.reading.start).is_some_and(|end| end.date() <= context.now.date())
            && t.reading.start.is_some_and(|start| start.date() < context.now.date().first_of_month())
    };
    if !joined.is_empty() && !said.request.asked && joined.iter().all(past) {
        // "last year's figures" tell of what was.
        return Vec::new();
    }
    let over =
        |t: &Expression| t.reading.start.is_some_and(|s| s.date() < context.now.date()) && !t.has_rule();
    if !joined.is_empty() && joined.iter().all(over) && tells_of_past(phrase.tokens.get(range.clone())) {
        return Vec::new();
    }
    let dated = |t: &Expression| !times::has_time(t) && !t.has_rule();
    let done = phrase.tokens.get(range.clone()).is_some_and(|words| was_done(words) || tells_a_story(words));
    if done && !said.request.asked && joined.iter().all(dated) && changed.is_none() && !joined.is_empty() {
        return Vec::new();
    }
    if joined.is_empty() {
        return if keep_without_time(&said, phrase, range) { vec![said.draft] } else { Vec::new() };
    }
    let words = phrase.span_of(range).map_or("", |span| span.of(phrase.text));
    if let (Some((from, to)), [when]) = (booking::route_zones(words), joined.as_mut_slice()) {
        when.reading.zone = when.reading.zone.take().or(Some(from));
        when.reading.end_zone = when.reading.end_zone.take().or(Some(to));
    }
    if joined.iter().all(|when| when.has_rule() && times::has_time(when)) {
        said.draft.title = said.draft.title.take().map(title::of_regular);
    }
    if changed.is_none() {
        offer(phrase.text, &mut joined);
    }
    if let [_] = joined.as_slice() {
        return vec![Draft { when: joined.pop(), ..said.draft }];
    }
    // Unique within the text: where the piece begins.
    let group = phrase.span_of(range).map(|span| span.start as u32);
    let dated = |when| Draft { group, when: Some(when), ..said.draft.clone() };
    joined.into_iter().map(dated).collect()
}
