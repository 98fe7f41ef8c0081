//! A short answer to what was asked: the hour or the place of the event that is spoken of.

use calendar::Span;
use timex::Context;

use super::turn::{ANSWERS, sentences};
use crate::draft::Draft;
use crate::field::title::Title;
use crate::prose::sentence::address;
use crate::time::times;
use crate::tokens::{Token, spans, tokens, written};
use crate::words::{EMPTY, NAMES, has};

/// "7?" after "dinner thursday?": the hour of the event that is spoken of.
pub(super) fn answer_hour(drafts: &mut [Draft], words: &[Token], part: Span, context: &Context) -> bool {
    let Some(last) = drafts.last_mut() else { return false };
    let kind = last.title.as_ref().map_or("", |title| title.text.as_str()).to_owned();
    let Some(when) = last.when.as_mut().filter(|when| !when.has_rule()) else { return false };
    let Some(day) = times::day(when) else { return false };
    if words.iter().filter(|t| t.is_word()).count() > MOST {
        return false;
    }
    let Some(hour) = times::bare(words, &kind, day, context) else { return false };
    times::at_hour(when, &hour);
    last.source.push(part);
    true
}

/// More words are no answer.
const MOST: usize = 12;

/// "Blue Door?", "Padella instead": the place of the event that is spoken of.
pub(super) fn answer_place(text: &str, words: &[Token]) -> Option<Title> {
    if let Some(address) = address(text, words) {
        return Some(address);
    }
    let asks =
        words.last().is_some_and(|t| t.is("?")) || words.iter().any(|t| t.is_any(&["instead", "then"]));
    let kept: Vec<&Token> = words
        .iter()
        .skip_while(|t| !t.is_word() || has(ANSWERS, &t.lower) || t.is_any(&["at", "or", "in"]))
        .take_while(|t| t.is_word() && !has(ANSWERS, &t.lower))
        .collect();
    let named = kept.iter().all(|t| t.is_capital() || t.is("the") || t.is_number());
    let person = kept.first().is_some_and(|t| has(NAMES, &t.lower) || has(EMPTY, &t.lower) && !t.is("the"));
    let fits = asks && named && !person && (1..=4).contains(&kept.len());
    fits.then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
        .or_else(|| tried(text, words))
}

/// "Could try that Turkish place, Lokma": the name at the end of what somebody proposes to try.
fn tried(text: &str, words: &[Token]) -> Option<Title> {
    let from = words.iter().position(|t| t.is("try"))?;
    let end = words.iter().rposition(Token::is_word)? + 1;
    let length = words.get(from + 1..end)?.iter().rev().take_while(|t| t.is_capital() && t.is_free()).count();
    let kept: Vec<&Token> = words.get(end - length..end)?.iter().collect();
    (1..=4).contains(&length).then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "What time works for dinner on Saturday? 7 at Lucia's?": who asks proposes an hour in the next sentence.
pub(crate) fn answer(draft: &mut Draft, text: &str, line: Span, context: &Context) {
    let asked = sentences(text, line);
    if !matches!(asked.as_slice(), [first, _, ..] if first.of(text).ends_with('?')) {
        return;
    }
    if let Some(part) = asked.get(1).filter(|_| draft.when.as_ref().is_some_and(|w| !times::has_time(w))) {
        answer_hour(std::slice::from_mut(draft), &tokens(text, *part), *part, context);
    }
}
