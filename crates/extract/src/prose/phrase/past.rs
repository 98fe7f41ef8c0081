//! What is told of what was, and asked of it.

use crate::tokens::Token;

/// Words that tell of what was.
pub(crate) fn tells(words: &str) -> bool {
    const TOLD: &[&str] = &[
        "bought",
        "called",
        "came",
        "congratulations",
        "did",
        "had",
        "helped",
        "joined",
        "met",
        "missed",
        "ordered",
        "paid",
        "raised",
        "ran",
        "saw",
        "sorry",
        "thank",
        "thanks",
        "was",
        "went",
        "were",
        "won",
    ];
    words.split(|c: char| !c.is_alphanumeric()).any(|w| TOLD.contains(&&*w.to_lowercase()))
}

/// "did you see the game last night": said of what is over.
pub(super) fn tells_of_past(words: Option<&[Token]>) -> bool {
    const PAST: &[&str] =
        &["came", "couldn't", "did", "didn't", "had", "met", "saw", "was", "wasn't", "went", "were"];
    // A statement may be written down; a question of the past is talk.
    words.is_some_and(|words| words.iter().any(|t| t.is_any(PAST)) && words.iter().any(|t| t.is("?")))
}

/// "I ordered a lamp on 12 February", "We waited ten years": somebody tells what was done.
pub(super) fn tells_a_story(words: &[Token]) -> bool {
    const CHANGED: &[&str] = &[
        "agreed",
        "arranged",
        "booked",
        "cancelled",
        "canceled",
        "changed",
        "decided",
        "invited",
        "moved",
        "need",
        "planned",
        "postponed",
        "pushed",
        "rescheduled",
        "reserved",
        "scheduled",
        "switched",
    ];
    const DID: &[&str] = &[
        "bought", "came", "found", "gave", "got", "left", "made", "met", "paid", "ran", "said", "saw",
        "sent", "took", "went", "won",
    ];
    let mut own = words.iter().filter(|t| t.is_word());
    let who = own.next().is_some_and(|t| t.is_any(&["he", "i", "she", "they", "we"]));
    who && own
        .next()
        .is_some_and(|t| t.is_any(DID) || t.lower.ends_with("ed") && t.lower.len() > 4 && !t.is_any(CHANGED))
}

/// "The results were published on 13 August": what was done, told by a verb of the past right before its day.
pub(super) fn was_done(words: &[Token]) -> bool {
    words.windows(3).any(|w| {
        let [was, done, time] = w else { return false };
        let past = was.is_any(&["was", "were"]) && done.lower.ends_with("ed") && done.is_free();
        past && time.role == crate::tokens::Role::Time
            && !done.is_any(&["moved", "postponed", "rescheduled", "scheduled", "planned"])
    })
}
