//! Times that are refused: "can't Thursday, Friday at 6?", "Thursday doesn't work for me".

use timex::{Expression, Part};

use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token, phrase_at};
use crate::words::Phrases;

/// Before a day: who says so cannot.
const BEFORE: Phrases = Phrases::new(&[
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
]);

/// Behind a day: it does not suit.
const BEHIND: Phrases = Phrases::new(&[
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
]);

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

/// Who says so offers times and sets none.
const FREE: Phrases = Phrases::new(&[
    &["i", "am", "available"],
    &["i", "am", "free"],
    &["i'm", "available"],
    &["i'm", "free"],
    &["we", "are", "available"],
    &["we", "are", "free"],
    &["we're", "free"],
]);

/// "I'm free on Thursday after 2 or Friday morning": times are offered, none is set.
pub(crate) fn offers(words: &[Token]) -> bool {
    let choice = words.iter().any(|t| t.is("or"));
    choice && (0..words.len()).any(|at| phrase_at(words, at, &FREE).is_some())
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
    let spoken = |from: usize, to: usize, phrases: &Phrases| {
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
    let refused =
        !waits && spoken(start, first, &BEFORE) || spoken(end, (end + 2).min(end + behind), &BEHIND);
    refused.then_some(start..end + behind)
}
