//! Opening hours: from when to when a place or a desk can be reached, no occasion's.

use calendar::Span;
use timex::Expression;

use crate::prose::phrase::Phrase;
use crate::prose::sentence::sentences;
use crate::tokens::{Role, Token};
use crate::words::is_weekday;

/// Hours at which a place or a desk can be reached, no occasion's: "we are open Monday to Friday", "office hours".
const OPEN: &[&[&str]] = &[
    &["are", "available"],
    &["is", "available"],
    &["are", "open"],
    &["is", "open"],
    &["we're", "open"],
    &["open", "daily"],
    &["hours", ":"],
    &["opening", "hours"],
    &["opening", "times"],
    &["hours", "of", "operation"],
    &["call", "the", "office"],
    &["call", "us"],
];

/// What has hours at which it is open.
const DESKS: &[&str] = &[
    "counter",
    "counters",
    "desk",
    "desks",
    "office",
    "offices",
    "pharmacy",
    "reception",
    "shop",
    "shops",
    "store",
    "surgery",
];

/// True when the words of a line only tell from when to when someone is there, on several days of the week.
pub(crate) fn tells_hours(tokens: &[Token], times: &[Expression]) -> bool {
    if week_of_hours(tokens) {
        return true;
    }
    if times.is_empty() {
        return false;
    }
    let several = |t: &Expression| is_of_several_days(tokens, t);
    let desk = |t: &Expression| t.has_time() && t.reading.end.is_some();
    let often = times.iter().all(several);
    // "Open Mon-Fri 8-4"
    let open =
        tokens.windows(2).any(|w| matches!(w, [open, time] if open.is("open") && time.role == Role::Time));
    let desks = || tokens.iter().any(|t| t.is_any(DESKS)) && times.iter().all(desk);
    open && (often || desks())
        || often && (tokens.iter().any(is_phone) || closes(tokens) || says_open(tokens))
        || rings(tokens) && times.iter().all(|t| several(t) || desk(t))
}

/// Hours on three days and more, or every week where something closes.
fn is_of_several_days(tokens: &[Token], time: &Expression) -> bool {
    let rule = time.reading.recurrence.as_ref().map(|r| &r.rule);
    let often = rule.is_some_and(|rule| {
        rule.by_day.len() >= 3 || rule.frequency == calendar::Frequency::Daily || closes(tokens)
    });
    let ends = time.reading.start.zip(time.reading.end);
    let days = ends.map_or(0, |(a, b)| (b.date() - a.date()).get_days());
    time.has_time() && (often || !time.has_rule() && (3..7).contains(&days))
}

/// "If unsuitable ring 021 555 0136 Mon-Fri 10-12."
fn rings(tokens: &[Token]) -> bool {
    const VERBS: &[&str] = &["call", "phone", "ring", "tel", "telephone"];
    let number = |t: &Token| t.text.bytes().filter(u8::is_ascii_digit).count() >= 3 && t.role != Role::Time;
    let led = |t: &Token| number(t) || t.is_any(&["us", "the", "(", ":", "on"]);
    tokens.windows(2).any(|w| matches!(w, [verb, next] if verb.is_any(VERBS) && led(next)))
        && tokens.iter().any(number)
}

/// "we're open", "opening hours"
fn says_open(tokens: &[Token]) -> bool {
    let spelt = |at: usize, words: &[&str]| {
        let own = tokens.get(at..at + words.len());
        own.is_some_and(|own| own.iter().zip(words).all(|(t, word)| t.is(word)))
    };
    (0..tokens.len()).any(|at| OPEN.iter().any(|words| spelt(at, words)))
}

/// "Mon-Thu 9-8, Fri-Sat 9-5": hours on days from one to another, and again on others.
fn week_of_hours(tokens: &[Token]) -> bool {
    let dash = |t: &Token| matches!(t.text, "-" | "–" | "to");
    let day = |t: &Token| is_weekday(&t.lower);
    let hour = |t: &Token| t.text.starts_with(|c: char| c.is_ascii_digit());
    let spans = |w: &[Token]| matches!(w, [a, to, b, from, ..] if dash(to) && hour(from) && day(a) && day(b));
    tokens.windows(4).filter(|w| spans(w)).count() >= 2
}

/// "303-555-0165"
fn is_phone(token: &Token) -> bool {
    let digits = token.text.chars().filter(char::is_ascii_digit).count();
    digits >= 7
        && token.text.matches('-').count() >= 1
        && token.text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// "The office closes at 1 on Fridays."
fn closes(tokens: &[Token]) -> bool {
    tokens.windows(2).any(
        |w| matches!(w, [desk, verb] if desk.is_any(DESKS) && verb.is_any(&["close", "closes", "shuts"])),
    )
}

/// Takes the hours out at which a place is open, as long as another time remains.
pub(crate) fn drop_hours(phrase: &mut Phrase) {
    if phrase.times.len() < 2 {
        return;
    }
    let told: Vec<Span> = sentences(phrase, &(0..phrase.tokens.len()))
        .into_iter()
        .filter(|range| {
            let own = phrase.span_of(range).map_or(&[][..], |span| times_in(phrase, span));
            phrase.tokens.get(range.clone()).is_some_and(|words| tells_hours(words, own))
        })
        .filter_map(|range| phrase.span_of(&range))
        .collect();
    let hours = |t: &Expression| {
        let next = told.partition_point(|span| span.end <= t.span.start);
        told.get(next).is_some_and(|span| span.overlaps(t.span))
    };
    if phrase.times.iter().any(|t| !hours(t)) {
        phrase.times.retain(|t| !hours(t));
    }
}

/// The times that `span` touches; they lie in the order of the text, so a long text is not searched for each sentence.
fn times_in<'p>(phrase: &'p Phrase, span: Span) -> &'p [Expression] {
    let first = phrase.times.partition_point(|t| t.span.end <= span.start);
    let rest = phrase.times.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|t| t.span.start < span.end)).unwrap_or_default()
}
