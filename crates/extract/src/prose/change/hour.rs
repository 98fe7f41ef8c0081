//! Bare hours that a change tells beside an hour: "move my 2pm with Dana to 4", "now 10:30 instead of 10".

use timex::Context;

use crate::prose::phrase::Phrase;
use crate::time::times;
use crate::tokens::Token;

/// Adds them to the times of the phrase.
pub(crate) fn note(phrase: &mut Phrase, context: &Context) {
    let timed = phrase.times.iter().any(times::has_time);
    // Most phrases hold no such number; only for others it is asked what they change.
    let bare = phrase
        .tokens
        .windows(2)
        .any(|w| matches!(w, [lead, number] if number.is_number() && lead.is_any(&["of", "to"])));
    if !timed || !bare || !(super::moves(&phrase.tokens) || super::kind(&phrase.tokens).is_some()) {
        return;
    }
    for at in 1..phrase.tokens.len() {
        let Some(time) = told(phrase, at, context) else { continue };
        times::mark(&mut phrase.tokens, &time, &phrase.line_starts);
        let place = phrase.times.partition_point(|t| t.span.start < time.span.start);
        phrase.times.insert(place, time);
    }
}

/// The hour at the token `at`, behind "to" or "instead of".
fn told(phrase: &Phrase, at: usize, context: &Context) -> Option<timex::Expression> {
    let number = phrase.tokens.get(at).filter(|t| t.is_free() && t.is_number())?;
    let before = phrase.tokens.get(..at)?;
    let leads = match before {
        [.., instead, of] if of.is("of") => instead.is("instead"),
        [.., to] => to.is("to") && to.is_free(),
        _ => false,
    };
    let hour = phrase.tokens.get(at..phrase.tokens.len().min(at + 2)).filter(|_| leads)?;
    let near = phrase.times.iter().rev().find(|t| t.span.end <= number.span.start && times::has_time(t));
    let day = near.or(phrase.times.first())?.reading.start?.date();
    let kind: String =
        before.iter().filter(|t| Token::is_word(t)).map(|t| &*t.lower).collect::<Vec<_>>().join(" ");
    times::bare(hour, &kind, day, context)
}
