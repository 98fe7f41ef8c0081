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

/// "The results were published on 13 August": what was done, told by a verb of the past right before its day.
pub(super) fn was_done(words: &[Token]) -> bool {
    words.windows(3).any(|w| {
        let [was, done, time] = w else { return false };
        let past = was.is_any(&["was", "were"]) && done.lower.ends_with("ed") && done.is_free();
        past && time.role == crate::tokens::Role::Time
            && !done.is_any(&["moved", "postponed", "rescheduled", "scheduled", "planned"])
    })
}
