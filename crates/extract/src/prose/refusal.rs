//! Times that are refused: "can't Thursday, Friday at 6?", "Thursday doesn't work for me".

use timex::{Expression, Part};

use crate::prose::phrase::Phrase;
use crate::prose::sentence::sentences;
use crate::tokens::{Role, Token, phrase_at};
use crate::words::is_weekday;

/// Before a day: who says so cannot.
const BEFORE: &[&[&str]] = &[
    &["am", "busy"],
    &["can", "not"],
    &["can't"],
    &["cannot"],
    &["cant"],
    &["i'm", "busy"],
    &["not", "available"],
    &["not", "free"],
    &["won't", "make"],
    &["wont", "make"],
];

/// Behind a day: it does not suit.
const BEHIND: &[&[&str]] = &[
    &["depends"],
    &["does", "not", "work"],
    &["doesn't", "suit"],
    &["doesn't", "work"],
    &["doesnt", "work"],
    &["i", "can't"],
    &["i", "cannot"],
    &["i", "cant"],
    &["is", "bad"],
    &["is", "clear"],
    &["is", "no", "good"],
    &["is", "out"],
    &["isn't", "good"],
    &["won't", "work"],
    &["wont", "work"],
];

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
    let often = |t: &Expression| {
        let rule = t.reading.recurrence.as_ref().map(|r| &r.rule);
        rule.is_some_and(|rule| {
            rule.by_day.len() >= 3 || rule.frequency == calendar::Frequency::Daily || closes(tokens)
        })
    };
    let several = |t: &Expression| {
        let days = t.reading.start.zip(t.reading.end).map_or(0, |(a, b)| (b.date() - a.date()).get_days());
        t.has_time() && (often(t) || !t.has_rule() && (3..7).contains(&days))
    };
    // "Office 303-555-0165, M-F 9-4."
    let reached = || tokens.iter().any(is_phone);
    let desk = |t: &Expression| t.has_time() && t.reading.end.is_some();
    // "If unsuitable ring 021 555 0136 Mon-Fri 10-12."
    let number = |t: &Token| t.text.bytes().filter(u8::is_ascii_digit).count() >= 3 && t.role != Role::Time;
    let rings = tokens.windows(2).any(|w| {
        matches!(w, [verb, next] if verb.is_any(&["call", "phone", "ring", "tel", "telephone"]) && (number(next) || next.is_any(&["us", "the", "(", ":", "on"])))
    });
    if rings && tokens.iter().any(number) && !times.is_empty() && times.iter().all(|t| several(t) || desk(t))
    {
        return true;
    }
    if week_of_hours(tokens) {
        return true;
    }
    // "Open Mon-Fri 8-4"
    let open =
        tokens.windows(2).any(|w| matches!(w, [open, time] if open.is("open") && time.role == Role::Time));
    if open && !times.is_empty() && times.iter().all(several) {
        return true;
    }
    let opens =
        tokens.windows(2).any(|w| matches!(w, [open, time] if open.is("open") && time.role == Role::Time))
            && tokens.iter().any(|t| t.is_any(DESKS));
    if !times.is_empty() && opens && times.iter().all(desk) {
        return true;
    }
    !times.is_empty()
        && times.iter().all(several)
        && (reached()
            || closes(tokens)
            || (0..tokens.len()).any(|at| {
                OPEN.iter().any(|words| {
                    tokens
                        .get(at..at + words.len())
                        .is_some_and(|own| own.iter().zip(*words).all(|(t, word)| t.is(word)))
                })
            }))
}

/// "Mon-Thu 9-8, Fri-Sat 9-5": hours on days from one to another, and again on others.
fn week_of_hours(tokens: &[Token]) -> bool {
    let dash = |t: &Token| matches!(t.text, "-" | "–" | "to");
    let day = |t: &Token| is_weekday(&t.lower);
    let hour = |t: &Token| t.text.starts_with(|c: char| c.is_ascii_digit());
    let spans = |w: &[Token]| matches!(w, [a, to, b, from, ..] if day(a) && dash(to) && day(b) && hour(from));
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

/// Characters of a sentence in which somebody says so.
const BEGINNING: usize = 60;

/// "I'm double booked tomorrow", "Karl is out on Friday": somebody cannot, and says so first.
pub(crate) fn is_away(sentence: &str) -> bool {
    const AWAY: &[&str] = &["away", "booked", "busy", "off", "out", "travelling", "traveling", "unavailable"];
    let end = sentence.char_indices().nth(BEGINNING).map_or(sentence.len(), |(at, _)| at);
    let lower = sentence.get(..end).unwrap_or("").to_lowercase().replace('’', "'");
    // "Hey team, I'm …"
    let hails = ["hello", "hey", "hi"].iter().any(|hail| lower.starts_with(hail));
    let lower = lower.split_once(", ").filter(|_| hails).map_or(lower.as_str(), |(_, rest)| rest);
    let mut words =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).peekable();
    let who = words
        .next()
        .is_some_and(|w| matches!(w, "i'm" | "im" | "i" | "we're" | "we" | "she's" | "he's" | "they're"));
    let link = words.peek().is_some_and(|w| matches!(*w, "am" | "are" | "will" | "be"));
    if link {
        words.next();
    }
    who && words.take(2).any(|w| AWAY.contains(&w))
}

/// "I'm free on Thursday after 2 or Friday morning": times are offered, none is set.
pub(crate) fn offers(words: &[Token]) -> bool {
    const FREE: &[&[&str]] = &[
        &["i", "am", "available"],
        &["i", "am", "free"],
        &["i'm", "available"],
        &["i'm", "free"],
        &["we", "are", "available"],
        &["we", "are", "free"],
        &["we're", "free"],
    ];
    let choice = words.iter().any(|t| t.is("or"));
    choice && (0..words.len()).any(|at| phrase_at(words, at, FREE).is_some())
}

/// Takes the hours out at which a place is open, as long as another time remains.
pub(crate) fn drop_hours(phrase: &mut Phrase) {
    if phrase.times.len() < 2 {
        return;
    }
    let told: Vec<calendar::Span> = sentences(phrase, &(0..phrase.tokens.len()))
        .into_iter()
        .filter(|range| {
            let own: Vec<Expression> =
                phrase.span_of(range).map_or_else(Vec::new, |span| times_in(phrase, span).cloned().collect());
            phrase.tokens.get(range.clone()).is_some_and(|words| tells_hours(words, &own))
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
fn times_in<'p>(phrase: &'p Phrase, span: calendar::Span) -> impl Iterator<Item = &'p Expression> {
    let first = phrase.times.partition_point(|t| t.span.end <= span.start);
    let rest = phrase.times.get(first..).unwrap_or_default().iter();
    rest.take_while(move |t| t.span.start < span.end).filter(move |t| span.overlaps(t.span))
}

/// Takes the refused days out, with the words of their clause, as long as another time remains.
pub(crate) fn drop_refused(phrase: &mut Phrase) {
    let refused: Vec<std::ops::Range<usize>> =
        phrase.times.iter().map(|time| clause(phrase, time).unwrap_or(0..0)).collect();
    let some = refused.iter().any(|clause| !clause.is_empty());
    let remains = phrase.times.iter().zip(&refused).any(|(t, c)| c.is_empty() && t.reading.start.is_some());
    if !some || !remains {
        return;
    }
    let mut at = 0;
    phrase.times.retain(|_| {
        at += 1;
        refused.get(at - 1).is_none_or(std::ops::Range::is_empty)
    });
    for range in refused {
        crate::tokens::mark(&mut phrase.tokens, range, Role::Gone);
    }
}

/// The clause around the day of `time`, if it refuses the day.
fn clause(phrase: &Phrase, time: &Expression) -> Option<std::ops::Range<usize>> {
    let day = time.parts.iter().find(|(part, _)| *part == Part::Date).map(|(_, span)| *span)?;
    let first = phrase.tokens.partition_point(|t| t.span.end <= day.start);
    let end = phrase.tokens.partition_point(|t| t.span.start < day.end);
    let ends = |t: &Token| matches!(t.text, "," | "." | ";" | "?" | "!" | "–" | "—" | "-" | "(");
    let before = phrase.tokens.get(..first)?.iter().rev().take(8).take_while(|t| !ends(t)).count();
    let behind = phrase.tokens.get(end..)?.iter().take(10).take_while(|t| !ends(t)).count();
    let line = phrase.line_starts.iter().rev().find(|start| **start <= first).copied().unwrap_or(0);
    let start = (first - before).max(line);
    let spoken = |from: usize, to: usize, phrases: &[&[&str]]| {
        (from..to).any(|at| phrase_at(&phrase.tokens, at, phrases).is_some())
    };
    let denied = first > start
        && phrase
            .tokens
            .get(..first)
            .and_then(|t| t.iter().rev().find(|t| !t.is_any(&["on", "at"])))
            .is_some_and(|t| t.is("not"));
    if denied {
        return Some(start..end);
    }
    let waits = phrase.tokens.get(start..first)?.iter().any(|t| t.is("wait"));
    let refused = !waits && spoken(start, first, BEFORE) || spoken(end, (end + 2).min(end + behind), BEHIND);
    refused.then_some(start..end + behind)
}
