//! Events of running words: a command, a note, a chat line, a list item.
//!
//! The words are cut where another occasion begins ("then", ";", a line of its own), and each piece is read by itself.

mod begin;
mod beside;
mod choice;
mod event;
mod keep;
mod mark;
mod outing;
mod past;
mod programme;
mod timeless;
mod told_last;

use std::borrow::Cow;
use std::ops::Range;

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression, Part};

use crate::draft::Draft;
use crate::field::link::{self, Link};
use crate::field::title::{self, quoted};
use crate::prose::change;
use crate::prose::correction;
use crate::prose::journey;
use crate::prose::opening;
use crate::prose::piece::pieces;
use crate::prose::refusal;
use crate::prose::sentence::behind_sender;
use crate::prose::stay;
use crate::time::times;
use crate::tokens::{Role, Token, phrase_at, tokens};
use crate::words::{EMPTY, FRAMES, GENERIC, NAMES, RELATIONS, has};

use beside::{is_beside, is_part};
pub(crate) use past::tells;
use told_last::day_told_last;

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
        phrase.drop_holidays(anchor);
        phrase.drop_words_that_tell_none();
        phrase.mark_times();
        refusal::drop_refused(&mut phrase);
        opening::drop_hours(&mut phrase);
        change::note_hours(&mut phrase, context);
        correction::note(&mut phrase);
        phrase
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

/// The events of a phrase. `anchor` is the day for times without a date.
pub(crate) fn events(text: &str, lines: &[Span], anchor: Option<Date>, context: &Context) -> Vec<Draft> {
    drafts(&Phrase::new(text, lines, None, anchor, context), anchor, context)
}

/// The events of a message and the times of its words that are not taken back; `found` are those where they are known
/// already.
pub(crate) fn read(
    text: &str,
    lines: &[Span],
    found: Option<Vec<Expression>>,
    context: &Context,
) -> (Vec<Draft>, Vec<Expression>) {
    let phrase = Phrase::new(text, lines, found, None, context);
    let drafts = drafts(&phrase, None, context);
    let mut times = phrase.times;
    times.retain(|t| phrase.corrected.is_none_or(|at| times::home(t).start > at));
    (drafts, times)
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

/// The events of each piece; one without a day stands on that of the piece before it.
fn drafts(phrase: &Phrase, anchor: Option<Date>, context: &Context) -> Vec<Draft> {
    if let Some(draft) =
        programme::event(phrase).or_else(|| journey::event(phrase)).or_else(|| stay::event(phrase))
    {
        return vec![draft];
    }
    let pieces = pieces(phrase);
    let mut day = anchor.or_else(|| day_told_last(phrase, &pieces));
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
            let found = event::events(phrase, &piece.range, &times, &times::anchored(day, context));
            let part = || !drafts.is_empty() && is_part(phrase, &piece.range, &times);
            let own = found.iter().any(|d| d.asked || outing::begins(phrase.text, drafts.last(), d));
            let beside = many && (is_beside(phrase, &times) || part()) && !own;
            if beside { asides.extend(found) } else { drafts.extend(found) }
        }
    }
    name_by_head(phrase, &mut drafts);
    name_again(&mut drafts);
    again_at_same_time(phrase, &mut drafts);
    outing::join_ways(phrase.text, &mut drafts);
    place_both(phrase, &mut drafts);
    keep::keep_occasions(phrase, &mut drafts, context);
    begin::take_hour(&mut drafts, &asides);
    // Deadlines and the like are events only where nothing else is.
    if drafts.is_empty() { asides } else { drafts }
}

/// "Medicare 101: 14 October at 2, repeated 22 October at 6:30": what is told of the second is that it is the first again.
fn name_again(drafts: &mut [Draft]) {
    const AGAIN: &[&str] = &["again", "and again", "encore", "repeat", "repeated", "repeats", "then again"];
    for at in 1..drafts.len() {
        let Some((before, rest)) = drafts.split_at_mut_checked(at) else { return };
        let (Some(first), Some(draft)) = (before.last(), rest.first_mut()) else { return };
        let again =
            draft.title.as_ref().is_some_and(|t| AGAIN.iter().any(|w| t.text.eq_ignore_ascii_case(w)));
        if again && first.title.is_some() {
            draft.title.clone_from(&first.title);
            draft.place = draft.place.take().or_else(|| first.place.clone());
        }
    }
}

/// "Bulb planting: we have 600 daffodils and need hands! Meet on the green on Saturday 23 October": a few words and a colon
/// in front of sentences name what is told in them.
fn name_by_head(phrase: &Phrase, drafts: &mut [Draft]) {
    const MOST: usize = 4;
    const LONGEST_NAME: usize = 6;
    let [draft] = drafts else { return };
    let Some(colon) = phrase.tokens.iter().take(MOST + 1).position(|t| t.is(":")).filter(|at| *at > 0) else {
        return;
    };
    let (head, rest) =
        (phrase.tokens.get(..colon).unwrap_or_default(), phrase.tokens.get(colon + 1..).unwrap_or_default());
    let stops = rest.iter().filter(|t| t.is_any(&[".", "!", "?"])).count();
    let verb = |t: &Token| t.is_any(&["are", "has", "have", "is", "meet", "meets", "we", "will"]);
    let told_in_words = rest.iter().take_while(|t| t.role != Role::Time).any(verb);
    let sentences = (stops >= 2 || stops > 0 && told_in_words)
        && rest.len() > 12
        && rest.first().is_some_and(Token::is_free);
    let first =
        head.first().is_some_and(|t| t.is_capital() && !has(NAMES, &t.lower) && !has(RELATIONS, &t.lower));
    let feast = |t: &Token| t.role == Role::Time && !t.clock && t.is_capital();
    let plain = head.iter().all(|t| (t.is_free() || feast(t)) && t.is_word())
        && !head.iter().all(|t| has(EMPTY, &t.lower) || has(GENERIC, &t.lower));
    let framed = phrase_at(&phrase.tokens, 0, &FRAMES).is_some() || behind_sender(&phrase.tokens).is_some();
    let told =
        draft.title.as_ref().filter(|t| t.text.split_whitespace().count() <= LONGEST_NAME).is_some_and(|t| {
            t.spans.iter().any(|s| s.start <= phrase.tokens.first().map_or(0, |t| t.span.start))
        });
    if first && plain && sentences && !framed && !told && !draft.asked && draft.change.is_none() {
        let kept: Vec<&Token> = head.iter().collect();
        draft.title = Some(title::of(phrase.text, &kept));
    }
}

/// "…, then Mon 14 Dec same time and place": a day on which it is again as it was before.
fn again_at_same_time(phrase: &Phrase, drafts: &mut [Draft]) {
    let says = |d: &Draft, words: &str| {
        d.source.iter().any(|span| span.of(phrase.text).to_lowercase().contains(words))
    };
    for at in 1..drafts.len() {
        let Some((before, rest)) = drafts.split_at_mut_checked(at) else { return };
        let timed = before.iter().rev().find(|d| d.when.as_ref().is_some_and(times::has_time));
        let (Some(first), Some(draft)) = (timed, rest.first_mut()) else { return };
        if says(draft, "same time") && draft.change.is_none() {
            first.say_again(draft);
        }
    }
}

/// "…, repeated 22 October. Both in the Community Room.": where the last one is are the others too.
fn place_both(phrase: &Phrase, drafts: &mut [Draft]) {
    let both = phrase.tokens.windows(2).any(|w| {
        matches!(w, [all, lead] if all.is_any(&["all", "both"]) && all.is_free() && lead.is_any(&["are", "at", "in"]))
    });
    if let Some(place) = drafts.last().filter(|_| both).and_then(|d| d.place.clone()) {
        drafts.iter_mut().filter(|d| d.place.is_none()).for_each(|d| d.place = Some(place.clone()));
    }
}
