//! Sentences that name nothing: they call, say yes to a day, or only join a pronoun to a time.

use crate::tokens::{Role, Token, phrase_at};
use crate::words::{EMPTY, FRAMES, Phrases, has};

/// "RIGHT.", "Attention!": the word with which somebody begins to speak.
pub(super) fn calls(title: &str) -> bool {
    const CALLS: &[&str] =
        &["all", "attention", "everybody", "everyone", "folks", "guys", "listen", "right", "team"];
    CALLS.contains(&&*title.to_lowercase())
}

/// "Happy hour Thursday?": a question of nothing but a name says what is to take place.
pub(super) fn proposes(title: &str) -> bool {
    const ASKS: &[&str] = &[
        "able",
        "any",
        "anyone",
        "around",
        "available",
        "best",
        "better",
        "busy",
        "clear",
        "confirm",
        "does",
        "done",
        "everyone",
        "fancy",
        "free",
        "good",
        "great",
        "happen",
        "happening",
        "home",
        "keen",
        "ok",
        "okay",
        "open",
        "possible",
        "ready",
        "see",
        "sound",
        "sounds",
        "still",
        "thoughts",
        "work",
        "working",
        "works",
        "wrong",
    ];
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let asks = |w: &String| has(EMPTY, w) || ASKS.contains(&w.as_str()) || w.contains(['\'', '’']);
    (1..=4).contains(&words.len()) && !words.iter().any(asks)
}

/// "Thursday next week works for me.", "Friday is fine": says yes to a day and names nothing.
pub(super) fn agrees(words: &[Token]) -> bool {
    const YES: &[&[&str]] = &[
        &["is", "fine"],
        &["is", "good"],
        &["is", "great"],
        &["is", "ok"],
        &["is", "perfect"],
        &["suits"],
        &["suits", "me"],
        &["suits", "us"],
        &["works"],
        &["works", "well"],
    ];
    if words.iter().find(|t| t.is_word()).is_none_or(|t| t.role != Role::Time) {
        return false;
    }
    let mut said: Vec<&str> =
        words.iter().filter(|t| t.is_word() && t.role != Role::Time).map(|t| &*t.lower).collect();
    if let [.., "for" | "with", "me" | "us"] = said.as_slice() {
        said.truncate(said.len() - 2);
    }
    YES.contains(&said.as_slice())
}

/// "are you free saturday?", "r u around": asks for somebody's time and names nothing.
pub(super) fn asks_for_time(words: &[Token]) -> bool {
    let own = |t: &&Token| t.is_word() && t.role != Role::Time && !t.is_any(&["hey", "hi", "on", "so"]);
    let last = words.iter().rfind(own);
    if !last.is_some_and(|t| t.is_any(&["around", "available", "free"])) {
        return false;
    }
    let said: Vec<&str> = words.iter().filter(own).map(|t| &*t.lower).collect();
    said.first().is_some_and(|first| FRAMES.from(first).contains(&said.as_slice()))
}

/// "It starts at 7", "This will take place online": a pronoun and a verb that only joins it to time and place.
pub(super) fn is_hollow(words: &[Token]) -> bool {
    const VERBS: &[&str] = &["begins", "happens", "is", "lasts", "runs", "starts", "takes", "will"];
    // "Join us Sunday at 3"
    const JOIN: Phrases = Phrases::new(&[
        &["come", "along"],
        &["come", "join", "us"],
        &["join", "us"],
        &["please", "join", "us"],
    ]);
    const THINKS: Phrases = Phrases::new(&[
        &["how", "about"],
        &["i", "was", "thinking"],
        &["i'm", "thinking"],
        &["shall", "we", "say"],
        &["we", "were", "thinking"],
        &["what", "about"],
    ]);
    if phrase_at(words, 0, &THINKS).is_some() {
        return true;
    }
    let join = phrase_at(words, 0, &JOIN);
    if join.is_some_and(|n| words.get(n).is_some_and(|t| t.role == Role::Time)) {
        return true;
    }
    // "Classes are January 9, 16, 23 and 30 from 1 to 4 pm"
    let mut first = words.iter().filter(|t| t.is_word());
    let parts = ["classes", "dates", "lessons", "meetings", "rehearsals", "sessions", "times", "workshops"];
    let told = first.next().is_some_and(|t| t.is_any(&parts))
        && first.next().is_some_and(|t| t.is_any(&["are", "run", "will"]));
    let begins = told
        || words.iter().find(|t| t.is_word()).is_some_and(|t| {
            t.is_any(&[
                "alternate",
                "backup",
                "begins",
                "doors",
                "ends",
                "kicks",
                "rain",
                "reserve",
                "starts",
                "thinking",
            ])
        });
    let mut own = words.iter().filter(|t| t.is_word());
    begins
        || own.next().is_some_and(|t| t.is_any(&["it", "this", "that", "they", "these"]))
            && own.next().is_some_and(|t| t.is_any(VERBS))
}
