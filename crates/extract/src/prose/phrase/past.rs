//! What is told of what was, and asked of it.

use timex::{Context, Expression};

use crate::prose::sentence::Said;
use crate::time::times;
use crate::tokens::{Token, lower};
use crate::words::{ARRANGED, DID, TOLD, has};

/// Words that tell of what was.
pub(crate) fn tells(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| has(TOLD, &lower(w)))
}

/// All that the words of a piece say is what was, and nothing asks to write it down.
pub(super) fn tells_what_was(
    words: &[Token],
    times: &[Expression],
    said: &Said,
    changed: bool,
    context: &Context,
) -> bool {
    let today = context.now.date();
    // "last year's figures"
    let past = |t: &Expression| {
        times::is_period(t)
            && t.reading.end.or(t.reading.start).is_some_and(|end| end.date() <= today)
            && t.reading.start.is_some_and(|start| start.date() < today.first_of_month())
    };
    let over = |t: &Expression| t.reading.start.is_some_and(|s| s.date() < today) && !t.has_rule();
    let dated = |t: &Expression| !times::has_time(t) && !t.has_rule();
    let all = |is: &dyn Fn(&Expression) -> bool| !times.is_empty() && times.iter().all(is);
    let asked = said.request.asked;
    let begun = |t: &Expression| t.reading.start.is_some_and(|s| s < context.now.datetime()) && !t.has_rule();
    all(&past) && !asked
        || all(&begun) && !asked && thanks(words)
        || !times.iter().any(times::has_time) && !asked && praises(words)
        || all(&over) && tells_of_past(words)
        || all(&dated) && !asked && !changed && (was_done(words) || tells_a_story(words))
}

/// "thanks for a good discussion this morning": said to those who were there.
fn thanks(words: &[Token]) -> bool {
    const SAID: &[&str] = &["congratulations", "congrats", "thank", "thanks", "ta"];
    words.iter().filter(|t| t.is_word()).take(6).any(|t| t.is_any(SAID)) || praises(words)
}

/// "Great effort on the weekend", "Well done to Conor"
fn praises(words: &[Token]) -> bool {
    const HOW: &[&str] = &["amazing", "brilliant", "fantastic", "good", "great", "lovely", "well"];
    const WHAT: &[&str] = &["done", "effort", "job", "turnout", "win", "work"];
    let mut own = words.iter().filter(|t| t.is_word());
    own.next().is_some_and(|t| t.is_any(HOW)) && own.next().is_some_and(|t| t.is_any(WHAT))
}

/// "did you see the game last night": said of what is over.
fn tells_of_past(words: &[Token]) -> bool {
    const PAST: &[&str] =
        &["came", "couldn't", "did", "didn't", "had", "met", "saw", "was", "wasn't", "went", "were"];
    // A statement may be written down; a question of the past is talk.
    words.iter().any(|t| t.is_any(PAST)) && words.iter().any(|t| t.is("?"))
}

/// "I ordered a lamp on 12 February", "We waited ten years": somebody tells what was done.
fn tells_a_story(words: &[Token]) -> bool {
    let mut own = words.iter().filter(|t| t.is_word());
    let who = own.next().is_some_and(|t| t.is_any(&["he", "i", "she", "they", "we"]));
    who && own.next().is_some_and(|t| {
        has(DID, &t.lower) || t.lower.ends_with("ed") && t.lower.len() > 4 && !has(ARRANGED, &t.lower)
    })
}

/// "The results were published on 13 August": what was done, told by a verb of the past right before its day.
fn was_done(words: &[Token]) -> bool {
    words.windows(3).any(|w| {
        let [was, done, time] = w else { return false };
        let past = was.is_any(&["was", "were"]) && done.lower.ends_with("ed") && done.is_free();
        past && time.role == crate::tokens::Role::Time
            && !done.is_any(&["moved", "postponed", "rescheduled", "scheduled", "planned"])
    })
}
