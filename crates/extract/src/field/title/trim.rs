//! What cannot begin or end a title.

use crate::tokens::Role;
use crate::tokens::Token;
use crate::words::{COPULAS, DANGLING_END, DANGLING_START, EMPTY, OTHER_TIMES, has};

/// "Concert, doors, show" → "Concert": what was said of other times.
pub(super) fn drop_asides(kept: &mut Vec<&Token>) {
    let aside = |t: &Token| {
        let served = ["cocktails", "coffee", "cookies", "pizza", "reception", "refreshments", "tea"];
        crate::time::times::is_distractor(&t.lower) && !t.is_any(&served) || has(OTHER_TIMES, &t.lower)
    };
    while let Some(comma) = kept.iter().rposition(|t| matches!(t.text, "," | "–" | "—")) {
        let tail = kept.get(comma + 1..).unwrap_or_default();
        if comma == 0 || tail.len() > 2 || !tail.iter().all(|t| aside(t)) {
            return;
        }
        kept.truncate(comma);
    }
}

/// "Pub Quiz, €5 a head" → "Pub Quiz"; "Open studio, free admission" → "Open studio".
pub(super) fn drop_price(kept: &mut Vec<&Token>) {
    let price =
        |t: &Token| t.text.starts_with(['$', '€', '£']) || t.text.ends_with(['$', '€', '£']) && t.is_number();
    let free = |at: usize| {
        kept.get(at).is_some_and(|t| t.is("free"))
            && kept.get(at - 1).is_some_and(|t| matches!(t.text, "," | "–" | "—" | "|" | ";" | "("))
            && kept.iter().skip(at + 1).all(|t| {
                !t.is_word()
                    || t.is_any(&["admission", "entrance", "entry", "of", "charge", "event", "parking"])
            })
    };
    if let Some(at) = (1..kept.len()).find(|at| kept.get(*at).is_some_and(|t| price(t)) || free(*at)) {
        let named = kept.get(..at).is_some_and(|words| words.iter().filter(|t| t.is_word()).count() >= 1);
        let lead = kept
            .get(at - 1)
            .is_some_and(|t| t.is_any(&["for", "costs", "over", "under", "a", "the", "of", "-"]));
        if named && !lead {
            kept.truncate(at);
        }
    }
}

/// "lunch event" → "lunch"; "meeting reminder" → "meeting".
pub(super) fn drop_generic_tail(kept: &mut Vec<&Token>) {
    // "Violin (Grade 2) - Saturday 21 August 10 am class"
    if let [_, .., mark, class] = kept.as_slice()
        && !mark.is_word()
        && !mark.is(")")
        && class.is_any(&["class", "lesson", "session"])
        && !class.is_capital()
    {
        kept.truncate(kept.len() - 2);
    }
    // "First aid course, with an hour for lunch": what is left of a length.
    if let Some(with) = kept
        .windows(2)
        .position(|w| matches!(w, [with, lead] if with.is("with") && lead.is_any(&["for", "of"])))
        .filter(|at| *at > 0)
    {
        kept.truncate(with);
    }
    // "Book club dates for 2027"
    if let [name, .., dates, lead, year] = kept.as_slice()
        && dates.is("dates")
        && lead.is_any(&["for", "in", "of"])
        && year.is_number()
        && name.is_word()
    {
        kept.truncate(kept.len() - 3);
    }
    let tail = |t: &&Token| t.is_any(&["event", "entry", "reminder", "dates"]) && t.role == Role::Free;
    let end = kept.iter().position(|t| t.role == Role::Person).unwrap_or(kept.len());
    let generic = kept.get(..end).unwrap_or_default().iter().rev().take_while(|t| tail(t)).count();
    if generic < end {
        kept.drain(end - generic..end);
    }
}

/// Cuts what cannot begin or end a title.
pub(crate) fn trim(kept: &mut Vec<&Token>) {
    drop_empty_brackets(kept);
    loop {
        let before = kept.len();
        let first = |t: &&Token| {
            !t.is_word() && !matches!(t.text, "(" | "#" | "\"" | "“")
                || has(DANGLING_START, &t.lower)
                || t.is_any(&["is", "are", "was"])
                || t.is_any(&["our", "your"])
                    && kept.get(1).is_some_and(|next| {
                        // "Your MOT"
                        let letters =
                            next.text.len() > 1 && next.text.bytes().all(|b| b.is_ascii_uppercase());
                        t.is("our") || !next.is_capital() || !t.is_capital() || letters
                    })
        };
        if kept.first().is_some_and(first) {
            kept.remove(0);
        }
        // "Chromebook forms are due"
        if let [.., are, due] = kept.as_slice()
            && due.is("due")
            && are.is_any(&["are", "is"])
            && kept.len() > 2
        {
            kept.remove(kept.len() - 2);
        }
        let open = kept.iter().filter(|t| t.is("(")).count() > kept.iter().filter(|t| t.is(")")).count();
        let last = |t: &&Token| {
            !t.is_word() && !(matches!(t.text, ")" | "]" | "\"" | "”"))
                || t.is(")") && !kept.iter().any(|o| o.is("("))
                || has(DANGLING_END, &t.lower) && t.text != "A" && !is_turned(kept) && !is_back_on(kept)
        };
        if kept.last().is_some_and(last) {
            kept.pop();
        } else if let Some(n) = copula(kept) {
            kept.truncate(kept.len() - n);
        } else if open {
            kept.retain(|t| !t.is("("));
        }
        if kept.len() == before {
            return;
        }
    }
}

/// "Water back on"
fn is_back_on(kept: &[&Token]) -> bool {
    matches!(kept, [.., back, on] if back.is("back") && on.is_any(&["in", "on"]))
}

/// "Term starts" is what happens on the day.
fn is_turned(kept: &[&Token]) -> bool {
    kept.split_last().is_some_and(|(verb, rest)| super::is_turn(rest, verb))
}

/// Length of the joining verb at the end, if something stands before it.
pub(super) fn copula(kept: &[&Token]) -> Option<usize> {
    let ends = |phrase: &&[&str]| {
        kept.len() > phrase.len()
            && phrase.iter().rev().zip(kept.iter().rev()).all(|(word, token)| token.is(word))
    };
    let (verb, rest) = kept.split_last()?;
    let longest = COPULAS.to(&verb.lower).filter(ends).map(<[_]>::len).max();
    longest.filter(|length| *length > 1 || !super::is_turn(rest, verb))
}

pub(super) fn drop_empty_brackets(kept: &mut Vec<&Token>) {
    let mut at = 0;
    while at < kept.len() {
        let opens = kept.get(at).is_some_and(|t| t.is("(") || t.is("["));
        let words = kept.iter().skip(at + 1).take_while(|t| !t.is(")") && !t.is("]"));
        let inside = words.clone().count();
        let closed = kept.get(at + 1 + inside).is_some();
        // "(H)" and "(A)" tell where a match is.
        let says = |t: &&Token| t.is_word() && !has(EMPTY, &t.lower) && t.text != "H";
        if opens && closed && !words.clone().any(says) {
            kept.drain(at..=at + 1 + inside);
        } else {
            at += 1;
        }
    }
}
