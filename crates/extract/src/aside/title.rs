//! What a time beside an event is called.

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::title::{self, Title};
use crate::prose::phrase;
use crate::time::times::{has_time, is_distractor, mark};
use crate::tokens::{Role, Token, tokens};
use crate::words::{BEFORE_TIME, EMPTY, has};

/// Words of a title that names only a kind.
const LABEL: usize = 3;

/// Words of the longest title.
const LONGEST: usize = 12;

/// Verbs with which a clause tells somebody what to do; what is due without one needs the word.
const VERBS: &[&str] = &[
    "answer", "apply", "book", "bring", "buy", "cancel", "collect", "complete", "confirm", "contact",
    "email", "enrol", "enroll", "enter", "fill", "get", "give", "let", "nominate", "order", "pay", "pick",
    "register", "reply", "reserve", "respond", "return", "rsvp", "rsvps", "send", "sign", "submit", "tell",
    "text", "vote",
];

/// Words of a frame before what somebody is asked.
const FRAMES: &[&str] = &[
    "all", "also", "be", "can", "could", "kindly", "must", "please", "pls", "should", "to", "we", "you",
    "your",
];

/// What is told of a time beside an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something has to be done by then.
    Deadline,
    /// Something lasts until then.
    End,
    /// Something takes place.
    Other,
}

/// The words of `clause` read as an entry of its own, and whether its title is only a word for its kind.
pub(super) fn named(
    text: &str,
    clause: Span,
    time: &Expression,
    kind: Kind,
    context: &Context,
) -> Option<(Draft, bool)> {
    let served = tokens(text, clause).iter().any(|t| t.is("served"));
    let read = phrase::line_events(text, clause, std::slice::from_ref(time), context);
    let mut draft = read.into_iter().find(|d| d.title.is_some()).unwrap_or_default();
    draft.title =
        draft.title.take().filter(|_| kind == Kind::Other && !served).or_else(|| plain(text, clause, time));
    let title = draft.title.as_mut()?;
    for lasts in [" continues", " runs"] {
        if let Some(name) = title.text.strip_suffix(lasts) {
            title.text = format!("{name} ends");
        }
    }
    let words: Vec<String> = title.text.split_whitespace().map(str::to_lowercase).collect();
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let verb = words.iter().any(|w| has(VERBS, &bare(w)));
    let due = words.iter().any(|w| matches!(&*bare(w), "due" | "deadline" | "rsvp" | "rsvps"));
    let opens = words
        .iter()
        .any(|w| matches!(&*bare(w), "open" | "opens" | "close" | "closes" | "end" | "ends" | "sale"));
    if kind == Kind::End && !opens {
        title.text.push_str(if words.last().is_some_and(|w| w.ends_with('s')) { " end" } else { " ends" });
    }
    if kind == Kind::Deadline && !has_time(time) && !(verb || due || opens) {
        title.text.push_str(" due");
    }
    let label = words.len() <= 2 || words.len() <= LABEL && words.iter().any(|w| is_distractor(&bare(w)));
    let says = |w: &String| {
        w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.starts_with(|c: char| c.is_ascii_digit())
    };
    if !words.iter().any(says) {
        return None;
    }
    draft.group = None;
    draft.change = None;
    (words.len() <= LONGEST).then_some((draft, label))
}

/// The verb with which the sentence asks for an answer: "Please RSVP for the luncheon in the Sage Room by May 13".
pub(super) fn asked(text: &str, line: usize, at: usize) -> Option<Title> {
    let words = tokens(text, Span::new(line, at));
    let verb = words.iter().rev().take(30).find(|t| has(VERBS, &t.lower))?;
    Some(title::of(text, &[verb]))
}

/// The free words of the clause, without those that lead into it or into the time.
fn plain(text: &str, clause: Span, time: &Expression) -> Option<Title> {
    let mut words = tokens(text, clause);
    mark(&mut words, time, &[]);
    let mut kept: Vec<&Token> = words.iter().filter(|t| t.role != Role::Time).collect();
    while kept.first().is_some_and(|t| !t.is_word() || t.is_any(FRAMES)) {
        kept.remove(0);
    }
    let idle = |t: &&Token| {
        !t.is_word()
            || has(BEFORE_TIME, &t.lower)
            || t.is_any(FRAMES)
            || t.is_any(&["are", "is", "later", "no", "served", "than", "will"])
    };
    while kept.last().is_some_and(idle) {
        kept.pop();
    }
    let says = kept.iter().any(|t| t.is_word() && !has(EMPTY, &t.lower) && !t.is_number());
    says.then(|| title::of(text, &kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(VERBS.is_sorted());
    }
}
