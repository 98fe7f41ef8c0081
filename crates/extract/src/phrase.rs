//! Events of running words: a command, a note, a chat line, a list item.
//!
//! The words are cut where another occasion begins ("then", ";", a line of its own), and each piece is read by itself.

use calendar::Span;
use jiff::civil::Date;
use timex::{Context, Expression};

use crate::change;
use crate::command::{Request, unwrap};
use crate::draft::{Draft, add_people};
use crate::link::{self, Link};
use crate::people::people;
use crate::place::place;
use crate::times;
use crate::title::{self, Title, named, quoted};
use crate::tokens::{Role, Token, tokens};
use crate::words::{EMPTY, has};

/// The words of some lines, their links and times marked.
pub(crate) struct Phrase<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token<'t>>,
    pub(crate) times: Vec<Expression>,
    pub(crate) links: Vec<Link>,
    /// Tokens with which a line begins.
    pub(crate) line_starts: Vec<usize>,
}

impl<'t> Phrase<'t> {
    /// Reads `lines` of `text`; `anchor` is the day for a time without a date.
    pub(crate) fn new(text: &'t str, lines: &[Span], anchor: Option<Date>, context: &Context) -> Phrase<'t> {
        let mut phrase = Phrase {
            text,
            tokens: Vec::new(),
            times: Vec::new(),
            links: Vec::new(),
            line_starts: Vec::new(),
        };
        for line in lines {
            phrase.line_starts.push(phrase.tokens.len());
            phrase.tokens.extend(tokens(text, *line));
            phrase.links.extend(link::links(text, *line));
            phrase.times.extend(times::find(text, *line, anchor, context));
        }
        phrase.mark_links();
        let quote = quoted(&phrase.tokens).and_then(|range| phrase.naming_quote(range));
        phrase.drop_times_in(quote);
        phrase.mark_times();
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
        self.times.retain(|time| {
            let next = links.partition_point(|link| link.url_span.end <= time.span.start);
            links.get(next).is_none_or(|link| !link.url_span.overlaps(time.span))
        });
    }

    /// The span of a quotation that names the event; another quotation is only part of the words.
    fn naming_quote(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(range.clone())?;
        let words = self.tokens.iter().filter(|t| t.is_word()).count();
        let quoted = inside.iter().filter(|t| t.is_word()).count();
        let asked = self.tokens.iter().take(range.start).any(|t| has(crate::words::COMMANDS, &t.lower));
        let large = quoted * 5 >= words * 2;
        (asked || large).then_some(Span::new(inside.first()?.span.start, inside.last()?.span.end))
    }

    /// Times inside a quoted name are words of the name, as long as another time stands outside.
    fn drop_times_in(&mut self, quote: Option<Span>) {
        let Some(quote) = quote else { return };
        if self.times.iter().any(|time| !time.span.overlaps(quote)) {
            self.times.retain(|time| !time.span.overlaps(quote));
        }
    }

    /// Marks the tokens of each time and the words that lead into it.
    fn mark_times(&mut self) {
        for time in &self.times {
            times::mark(&mut self.tokens, time, &self.line_starts);
        }
        times::mark_labels(&mut self.tokens);
    }

    /// Those of `times` that stand outside links and quoted names.
    fn own(&self, times: Vec<Expression>) -> Vec<Expression> {
        let marked = |time: &Expression| {
            let first = time.parts.first().map_or(time.span, |(_, span)| *span);
            let at = self.tokens.partition_point(|t| t.span.end <= first.start);
            self.tokens.get(at).is_some_and(|t| t.role == Role::Time || time.has_rule())
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

    fn span_of(&self, range: &std::ops::Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(range.clone())?;
        Some(Span::new(inside.first()?.span.start, inside.last()?.span.end))
    }
}

/// What the sentences of one piece say together.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) draft: Draft,
    pub(crate) request: Request,
    pub(crate) corrected: bool,
}

/// Reads one piece of a phrase, sentence by sentence.
pub(crate) fn read(phrase: &Phrase, range: &std::ops::Range<usize>) -> Said {
    let mut said = Said::default();
    let mut best: Option<(u8, Title)> = None;
    for sentence in sentences(phrase, range) {
        let Some(words) = phrase.tokens.get(sentence.clone()) else { continue };
        let mut words = words.to_vec();
        said.corrected |= is_correction(&words);
        let timed = words.iter().any(|t| t.role == Role::Time);
        let one = read_sentence(phrase.text, &mut words);
        said.request.asked |= one.request.asked;
        said.request.query |= one.request.query;
        said.request.reminder |= one.request.reminder;
        said.request.generic |= one.request.generic;
        add_people(&mut said.draft.people, one.people);
        said.draft.place = said.draft.place.take().or(one.place);
        let Some(title) = one.title else { continue };
        let question = words.last().is_some_and(|t| t.is("?")) && !one.request.asked;
        let rank =
            u8::from(one.named) * 8 + u8::from(timed && !question) * 2 + u8::from(!one.pronoun && !question);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, title));
        }
    }
    said.draft.title = best.map(|(_, title)| title);
    let holds = said.draft.title.as_ref().map(|t| t.spans.clone()).unwrap_or_default();
    let span = phrase.span_of(range);
    let span = span.unwrap_or(Span::new(0, 0));
    let first = phrase.links.partition_point(|l| l.whole.end <= span.start);
    let last = phrase.links.partition_point(|l| l.whole.start < span.end);
    let own = phrase.links.get(first..last).unwrap_or_default();
    if let Some(link) = link::own(own, &holds) {
        said.draft.url = Some((link.url.clone(), link.url_span));
        if said.draft.place.is_none()
            && let Some(service) = link::service(&link.url)
        {
            said.draft.place = Some(Title { text: service.to_owned(), spans: vec![link.url_span] });
        }
    }
    said.draft.asked = said.request.asked;
    said
}

/// One sentence read.
struct Sentence {
    request: Request,
    title: Option<Title>,
    named: bool,
    /// Begins with "it", "that": speaks of something said before.
    pronoun: bool,
    place: Option<Title>,
    people: Vec<crate::people::Found>,
}

fn read_sentence(text: &str, words: &mut [Token]) -> Sentence {
    let pronoun = words.iter().find(|t| t.is_word()).is_some_and(|t| {
        t.is_any(&[
            "it", "it's", "that", "that's", "location", "we", "he", "she", "they", "no", "there", "i'll",
            "place",
        ])
    });
    let mut request = unwrap(words);
    let mut name = None;
    if let Some(start) = named(words) {
        request.start = start;
        name = Some(start);
    }
    let quote = quoted(words).filter(|range| {
        name.is_some_and(|start| range.start.abs_diff(start) <= 1) || request.asked || {
            let inside = words.get(range.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count();
            inside * 5 >= words.iter().filter(|t| t.is_word()).count() * 2
        }
    });
    let quoted_title = quote.clone().and_then(|range| {
        let inside: Vec<&Token> = words.get(range)?.iter().collect();
        inside.iter().any(|t| t.is_word()).then(|| title::of(text, &inside))
    });
    if let Some(range) = quote {
        crate::tokens::mark(words, range.start.saturating_sub(1)..range.end + 1, Role::Gone);
    }
    let people = people(text, words);
    let place = place(words, request.start, request.asked || request.framed || quoted_title.is_some())
        .and_then(|range| {
            let inside: Vec<&Token> = words.get(range)?.iter().collect();
            Some(Title {
                text: crate::tokens::written(text, &inside),
                spans: crate::tokens::spans(text, &inside),
            })
        });
    let named = quoted_title.is_some() || name.is_some();
    let title = quoted_title.or_else(|| title::title(text, words, request));
    Sentence { request, title, named, pronoun, place, people }
}

fn is_correction(words: &[Token]) -> bool {
    let pairs: &[[&str; 2]] = &[
        ["i", "mean"],
        ["no", "wait"],
        ["no", "sorry"],
        ["make", "that"],
        ["moved", "to"],
        ["or", "rather"],
    ];
    words.windows(2).any(|pair| {
        pairs
            .iter()
            .any(|[a, b]| pair.first().is_some_and(|t| t.is(a)) && pair.last().is_some_and(|t| t.is(b)))
    })
}

/// Splits a piece at the ends of its sentences and lines.
pub(crate) fn sentences(phrase: &Phrase, range: &std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let new_line = at > start && phrase.line_starts.binary_search(&at).is_ok();
        if new_line {
            found.push(start..at);
            start = at;
        }
        if ends_sentence(phrase, at) {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "st", "jr", "sr", "vs", "dept", "univ", "no", "etc", "ave", "bldg",
    "rm", "conf",
];

/// A full stop, question or exclamation mark that is followed by a blank and ends no abbreviation.
pub(crate) fn ends_sentence(phrase: &Phrase, at: usize) -> bool {
    let Some(token) = phrase.tokens.get(at).filter(|t| t.role != Role::Time) else { return false };
    if !token.is_any(&[".", "!", "?"]) {
        return false;
    }
    let blank =
        |next: &Token| phrase.text.get(token.span.end..next.span.start).is_some_and(|gap| !gap.is_empty());
    let before = at.checked_sub(1).and_then(|i| phrase.tokens.get(i));
    let abbreviation = token.is(".")
        && before
            .is_some_and(|b| SHORT.contains(&&*b.lower) || b.text.chars().count() == 1 && b.is_capital());
    phrase.tokens.get(at + 1).is_none_or(blank) && !abbreviation
}

/// The pieces of a phrase, one per occasion, and the words before them that only give a date ("Launch day 3 May:").
pub(crate) fn pieces(phrase: &Phrase) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    let cuts = cuts(phrase);
    for (cut, next, kind) in cuts.iter().copied() {
        let left = start..cut;
        let right_end = phrase.tokens.len();
        if next >= right_end || !has_time(phrase, &left) {
            continue;
        }
        if kind == Cut::Colon {
            if is_header(phrase, &cuts, &left, next) {
                pieces.push(Piece { range: left, header: true });
                start = next;
            }
            continue;
        }
        if begins_event(phrase, next, kind) {
            pieces.push(Piece { range: left, header: false });
            start = next;
        }
    }
    pieces.push(Piece { range: start..phrase.tokens.len(), header: false });
    pieces
}

/// A part of a phrase.
pub(crate) struct Piece {
    pub(crate) range: std::ops::Range<usize>,
    /// Gives the others its date and is no event.
    pub(crate) header: bool,
}

/// How sure a cut is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// "then", "followed by", ";", a new line.
    Strong,
    /// The end of a sentence.
    Sentence,
    /// "and", ",".
    Weak,
    /// ":".
    Colon,
}

/// Where a new occasion may begin: the end of the words before, the first token after, and how sure it is.
fn cuts(phrase: &Phrase) -> Vec<(usize, usize, Cut)> {
    let mut found = Vec::new();
    let word = |i: usize, w: &str| phrase.tokens.get(i).is_some_and(|t| t.is_free() && t.is(w));
    for at in 1..phrase.tokens.len() {
        let Some(token) = phrase.tokens.get(at).filter(|t| t.role != Role::Time || t.is(",")) else {
            continue;
        };
        if phrase.line_starts.binary_search(&at).is_ok() {
            found.push((at, at, Cut::Strong));
        }
        match &*token.lower {
            ";" => found.push((at, at + 1, Cut::Strong)),
            "then" if token.is_free() => found.push((at, at + 1, Cut::Strong)),
            "followed" if word(at + 1, "by") => found.push((at, at + 2, Cut::Strong)),
            ":" => found.push((at, at + 1, Cut::Colon)),
            "and" | "," | "plus" | "&" if token.is_free() => {
                let mut next = at + 1;
                while word(next, "and") || word(next, "then") || word(next, "also") {
                    next += 1;
                }
                let strong = word(next, "followed") && word(next + 1, "by");
                found.push(if strong { (at, next + 2, Cut::Strong) } else { (at, next, Cut::Weak) });
            }
            _ if ends_sentence(phrase, at) => found.push((at + 1, at + 1, Cut::Sentence)),
            _ => {}
        }
    }
    found
}

fn has_time(phrase: &Phrase, range: &std::ops::Range<usize>) -> bool {
    phrase.tokens.get(range.clone()).is_some_and(|words| words.iter().any(|t| t.day || t.clock))
}

/// "Launch day 2025-06-30:" before at least two items with times of their own.
fn is_header(
    phrase: &Phrase,
    cuts: &[(usize, usize, Cut)],
    left: &std::ops::Range<usize>,
    next: usize,
) -> bool {
    let dated = phrase.tokens.get(left.clone()).is_some_and(|words| !words.iter().any(|t| t.clock));
    let item = |(_, n, kind): &(usize, usize, Cut)| {
        matches!(kind, Cut::Weak | Cut::Strong) && begins_event(phrase, *n, *kind)
    };
    let later = cuts.partition_point(|(cut, _, _)| *cut < next);
    dated && begins_event(phrase, next, Cut::Weak) && cuts.iter().skip(later).take(20).any(item)
}

/// Words of a title, then a time: a new occasion. Distractors ("doors at 7", "RSVP by Friday") are none.
fn begins_event(phrase: &Phrase, at: usize, kind: Cut) -> bool {
    let until_next = |t: &&Token| t.role != Role::Time && !matches!(t.text, ";" | "," | "!" | "?");
    let words: Vec<&Token> = phrase.tokens.iter().skip(at).take_while(until_next).take(14).collect();
    let content = words.iter().filter(|t| t.is_free() && t.is_word() && !has(EMPTY, &t.lower)).count();
    let next = phrase.tokens.get(at + words.len());
    let timed = next.is_some_and(|t| t.role == Role::Time);
    let first = words.iter().find(|t| t.is_word());
    if content == 0 || !timed || first.is_none_or(|t| times::is_distractor(&t.lower)) {
        return false;
    }
    let led = |words_in: &[&str]| first.is_some_and(|t| t.is_any(words_in));
    let own_time = || {
        let time = phrase.tokens.iter().skip(at + words.len()).take_while(|t| t.role == Role::Time);
        time.take(12).any(|t| t.clock)
    };
    match kind {
        Cut::Strong => !led(&["it", "that", "location", "until", "at", "in", "with", "("]),
        Cut::Sentence => {
            own_time()
                && !led(&[
                    "it", "it's", "that", "that's", "we", "location", "put", "i", "book", "please", "no",
                    "there", "this", "they",
                ])
        }
        Cut::Weak => {
            words.len() <= 8
                && own_time()
                && !led(&[
                    "at",
                    "in",
                    "with",
                    "for",
                    "to",
                    "until",
                    "on",
                    "ends",
                    "ending",
                    "lasts",
                    "goes",
                    "it",
                    "i",
                    "which",
                    "the",
                    "or",
                    "from",
                    "set",
                    "show",
                    "room",
                    "will",
                    "finishing",
                    "end",
                    "finish",
                ])
        }
        Cut::Colon => false,
    }
}

/// The events of a phrase. `anchor` is the day for times without a date.
pub(crate) fn events(text: &str, lines: &[Span], anchor: Option<Date>, context: &Context) -> Vec<Draft> {
    let phrase = Phrase::new(text, lines, anchor, context);
    let pieces = pieces(&phrase);
    let mut day = anchor;
    let mut drafts: Vec<Draft> = Vec::new();
    let many = pieces.len() > 1;
    for piece in pieces {
        let times = match phrase.span_of(&piece.range).filter(|_| many) {
            // A time may reach across the cut ("on Monday lunch, and dinner at 8"): each piece is read by itself.
            Some(span) => phrase.own(times::find(text, span, day, context)),
            None => phrase.times.clone(),
        };
        if let Some(date) = times.iter().filter(|t| times::has_date(t)).find_map(|t| t.reading.start) {
            day = Some(date.date());
        }
        if !piece.header {
            drafts.extend(piece_events(&phrase, &piece.range, &times, context));
        }
    }
    drafts
}

/// The events of one piece: one for each of its times that cannot be joined.
fn piece_events(
    phrase: &Phrase,
    range: &std::ops::Range<usize>,
    times: &[Expression],
    context: &Context,
) -> Vec<Draft> {
    let mut said = read(phrase, range);
    said.draft.source = phrase.span_of(range).into_iter().collect();
    let (mut joined, reminders) = times::combine(phrase, times, context);
    if said.corrected && joined.len() > 1 {
        joined.drain(..joined.len() - 1);
    }
    said.draft.reminders = reminders;
    let changed = phrase.tokens.get(range.clone()).and_then(change::kind);
    if let Some((when, change)) = changed.and_then(|kind| change::apply(kind, &joined, context)) {
        said.draft.change = Some(change);
        joined = vec![when];
    }
    if joined.is_empty() {
        return if keep_without_time(&said, phrase, range) { vec![said.draft] } else { Vec::new() };
    }
    let many = joined.len() > 1;
    let mut drafts: Vec<Draft> = Vec::new();
    for when in joined {
        let draft = said.draft.clone();
        let group = when.group.or(many.then_some(0));
        drafts.push(Draft { group, when: Some(when), ..draft });
    }
    drafts
}

/// Without any time: a request, or one short phrase that names an event, still is one; a query is none.
fn keep_without_time(said: &Said, phrase: &Phrase, range: &std::ops::Range<usize>) -> bool {
    let words = phrase.tokens.get(range.clone()).into_iter().flatten().filter(|t| t.is_word()).count();
    let whole = range.len() == phrase.tokens.len();
    let titled = said.draft.title.is_some() && words <= 16 && phrase.line_starts.len() == 1;
    whole && !said.request.query && (said.request.asked || titled)
}
