//! The words that tell a change.

use calendar::ChangeKind;
use timex::Expression;

use crate::tokens::{Role, Token};
use crate::words::{Phrases, REGULAR, has};

const MOVED: Phrases = Phrases::new(&[
    &["been", "moved"],
    &["brought", "forward"],
    &["bumped", "to"],
    &["bumping"],
    &["can", "we", "move"],
    &["can", "we", "push"],
    &["could", "we", "move"],
    &["could", "we", "push"],
    &["had", "to", "change"],
    &["had", "to", "move"],
    &["has", "moved"],
    &["have", "moved"],
    &["have", "to", "move"],
    &["instead", "of"],
    &["is", "moved"],
    &["is", "moving"],
    &["move", "it"],
    &["move", "my"],
    &["move", "our"],
    &["move", "the"],
    &["move", "this"],
    &["moved", "from"],
    &["moved", "to"],
    &["moved", "up"],
    &["moves", "from"],
    &["moves", "to"],
    &["moving", "from"],
    &["moving", "my"],
    &["moving", "our"],
    &["moving", "the"],
    &["moving", "to"],
    &["need", "to", "move"],
    &["new", "date", "and", "time", "for"],
    &["new", "date", "for"],
    &["new", "time", "for"],
    &["originally", "announced"],
    &["originally", "planned"],
    &["originally", "scheduled"],
    &["postponed"],
    &["previously", "scheduled"],
    &["push", "my"],
    &["push", "our"],
    &["push", "the"],
    &["pushed", "back"],
    &["pushed", "to"],
    &["pushing"],
    &["rather", "than"],
    &["rebooked"],
    &["rescheduled"],
    &["shifted", "to"],
    &["will", "move"],
    &["will", "now", "be"],
    &["will", "now", "begin"],
    &["will", "now", "run"],
    &["will", "now", "start"],
    &["will", "now", "take", "place"],
]);

const CANCELLED: Phrases = Phrases::new(&[
    &["called", "off"],
    &["cancel", "my"],
    &["cancel", "the"],
    &["canceled"],
    &["cancelled"],
    &["delete", "my"],
    &["is", "off", "!"],
    &["is", "off", "."],
    &["is", "off", "because"],
    &["is", "off", "due"],
    &["remove", "my"],
    &["will", "not", "take", "place"],
    &["won't", "take", "place"],
]);

/// What the words do to an event that exists already.
pub(crate) fn kind(words: &[Token]) -> Option<ChangeKind> {
    // "from" and "to" may belong to a time by now, so every word counts, free or not.
    let spelt = |rest: &[Token], phrase: &[&str]| {
        rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(word, t)| t.is(word))
    };
    let says = |phrases: &Phrases| {
        words.iter().enumerate().any(|(at, first)| {
            let rest = words.get(at..).unwrap_or_default();
            phrases.from(&first.lower).iter().any(|phrase| spelt(rest, phrase))
        })
    };
    // "Monday 10am (was 9am)"
    let was = |w: &[Token]| matches!(w, [open, was, time] if open.is("(") && was.is("was") && time.role == Role::Time);
    if says(&MOVED) || words.windows(3).any(was) || is_instead(words) {
        return Some(ChangeKind::Moved);
    }
    // "Tomorrow's choir is off"
    let off = matches!(words, [.., be, off] if be.is_any(&["are", "is"]) && off.is("off"));
    (says(&CANCELLED) || off || falls_out(words)).then_some(ChangeKind::Cancelled)
}

/// "your 2:15 today will be 3pm instead": behind the second of two times.
fn is_instead(words: &[Token]) -> bool {
    let time = |t: &Token| t.role == Role::Time;
    // "The dentist's 3pm on Tuesday is now 4:30pm"
    let now = words.windows(3).position(
        |w| matches!(w, [be, now, next] if now.is("now") && be.is_any(&["are", "be", "is"]) && time(next)),
    );
    if now.is_some_and(|at| words.get(..at).is_some_and(|before| before.iter().any(time))) {
        return true;
    }
    let Some(at) = words.iter().position(|t| t.is("instead")).filter(|at| *at > 0) else { return false };
    let before = words.get(..at).unwrap_or_default();
    let behind = words.get(at + 1).is_none_or(|t| !t.is("of"));
    let runs = before.windows(2).filter(|w| matches!(w, [a, b] if time(a) && !time(b))).count();
    let verb = before.iter().any(|t| t.is_any(&["be", "is", "now"]));
    behind && verb && runs > 0 && before.last().is_some_and(time)
}

/// "No spin class on Thursday", "there will be no chess club": what else takes place does not.
fn falls_out(words: &[Token]) -> bool {
    if !words.iter().any(|t| t.is("no")) {
        return false;
    }
    // "There are no lessons on this day." is said of something else that takes place.
    if words.windows(2).any(|w| matches!(w, [this, day] if this.is_any(&["this", "that"]) && day.is("day"))) {
        return false;
    }
    words.iter().enumerate().filter(|(_, t)| t.is("no")).any(|(at, _)| {
        let first = words.get(..at).is_some_and(|before| !before.iter().any(Token::is_word));
        let told = at > 0 && words.get(at - 1).is_some_and(|t| t.is_any(&["be", "is", "are"]));
        (first || told) && words.iter().skip(at + 1).take(3).any(|t| has(REGULAR, &t.lower))
    })
}

/// "has been postponed", "is rescheduled": the change stands behind the only time there is.
pub(crate) fn stands(words: &[Token], times: &[Expression]) -> bool {
    let said = words.iter().rfind(|t| t.is_any(&["postponed", "rescheduled"])).map(|t| t.span.start);
    times.len() == 1 && said.is_some_and(|at| times.iter().all(|t| t.span.end <= at))
}

/// Only verbs of moving read a range as the old time and the new one: "moved from 9 to 10".
pub(crate) fn moves(words: &[Token]) -> bool {
    const VERBS: &[&str] = &[
        "brought",
        "bumped",
        "move",
        "moved",
        "moves",
        "moving",
        "postponed",
        "push",
        "pushed",
        "pushing",
        "rescheduled",
        "shifted",
    ];
    words.iter().any(|t| t.is_any(VERBS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_sorted() {
        assert!(MOVED.is_sorted() && CANCELLED.is_sorted());
    }
}
