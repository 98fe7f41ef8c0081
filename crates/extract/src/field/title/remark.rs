//! What is said to the reader beside a title: "…, leave the gate unlocked", "… (box lunches, pre-order only)".

use crate::tokens::{Role, Token};
use crate::words::{EMPTY, GENERIC, NAMES, REGULAR, REMARKED, REMARKS, REQUESTS, TITLES, has};

/// Marks what is said to the reader behind a time: "…, 10:00-12:00, sign up at the desk" tells no place.
pub(crate) fn mark_remarks(words: &mut [Token], from: usize) {
    let Some(time) = words.iter().skip(from).position(|t| t.role == Role::Time).map(|at| at + from) else {
        return;
    };
    let named = words.get(..time).is_some_and(|w| {
        w.iter().any(|t| (t.is_free() || t.role == Role::Gone) && t.is_word() && !has(EMPTY, &t.lower))
    });
    let boundary = |t: &Token| matches!(t.text, "," | "–" | "—" | "-" | "--" | ";");
    let begins = |at: &usize| {
        words.get(*at).is_some_and(|t| t.is_free() && boundary(t))
            && words.get(at + 1).is_some_and(|t| {
                t.role == Role::Free && !t.is_capital() && has(REQUESTS, &t.lower)
                    || t.is_any(&["please", "pls"])
            })
    };
    let starts: Vec<usize> = (time..words.len()).filter(begins).filter(|_| named).collect();
    for start in starts {
        let end = words.iter().skip(start + 1).position(boundary).map_or(words.len(), |at| start + 1 + at);
        for token in words.get_mut(start..end).into_iter().flatten().filter(|t| t.role == Role::Free) {
            token.role = Role::Gone;
        }
    }
}

/// "I", "I'll": capitals that name nothing.
fn is_author(token: &Token) -> bool {
    token.lower == "i" || token.lower.starts_with("i'")
}

/// "Window cleaner, leave the gate unlocked" → "Window cleaner": what is said to the reader behind a mark.
pub(crate) fn drop_remark(kept: &mut Vec<&Token>) {
    let mark = |t: &Token| matches!(t.text, "," | "–" | "—" | "-" | "--" | ";" | "!" | "?");
    let remark = |at: &usize| {
        let first = kept.iter().skip(*at).find(|t| t.is_word());
        // "— 4 seats left"
        if first.is_some_and(|t| t.is_number())
            && kept.last().is_some_and(|t| t.is_any(&["left", "available", "remaining"]))
        {
            return kept.get(*at).is_some_and(|t| mark(t));
        }
        kept.get(*at).is_some_and(|t| mark(t))
            && first.is_some_and(|t| {
                (!t.is_capital() || is_author(t)) && t.role == Role::Free && has(REMARKS, &t.lower)
                    || t.is_any(&["compulsory", "mandatory"])
            })
            && !falls_out(kept, *at)
    };
    // "Harvest assembly, parents welcome"
    let welcomes = |at: &usize| {
        kept.get(*at).is_some_and(|t| mark(t))
            && kept.len() - at <= 5
            && kept.last().is_some_and(|t| t.is_any(&["invited", "needed", "required", "wanted", "welcome"]))
            && first_low(kept, *at)
    };
    // "Fresh Pasta — SOLD OUT"
    let gone = |at: &usize| {
        let mut tail = kept.iter().skip(at + 1).filter(|t| t.is_word());
        kept.get(*at).is_some_and(|t| mark(t))
            && tail.next().is_some_and(|t| t.is_any(&["sold", "full", "fully", "waitlist"]))
            && tail.all(|t| t.is_any(&["out", "booked", "only", "waiting", "list", "waitlist"]))
    };
    // "Blue Christmas, a quiet service for those …": what it is, behind its name.
    let name = |at: usize| {
        let words = kept.get(..at).unwrap_or_default();
        words.iter().all(|t| t.is_capital() || !t.is_word())
            && words.iter().filter(|t| t.is_word()).count() <= 5
    };
    let explained = |at: &usize| {
        let article = kept.get(at + 1).is_some_and(|t| matches!(t.text, "a" | "an"));
        kept.get(*at).is_some_and(|t| t.is(",")) && article && name(*at)
    };
    let cut = (1..kept.len()).find(|at| remark(at) || explained(at) || gone(at) || welcomes(at));
    if let Some(at) = cut.filter(|at| says(kept, *at)) {
        kept.truncate(at);
    }
}

/// "Labor Day, no school": what falls out says what the day is.
fn falls_out(kept: &[&Token], mark: usize) -> bool {
    let mut words = kept.iter().skip(mark + 1).filter(|t| t.is_word());
    words.next().is_some_and(|t| t.is("no"))
        && words.next().is_some_and(|t| t.is("school") || has(REGULAR, &t.lower))
}

/// The word behind the mark is no name.
fn first_low(kept: &[&Token], mark: usize) -> bool {
    kept.get(mark + 1).is_some_and(|t| !t.is_capital())
}

/// The words before `at` name something.
fn says(kept: &[&Token], at: usize) -> bool {
    kept.get(..at)
        .is_some_and(|w| w.iter().any(|t| t.is_word() && !has(EMPTY, &t.lower) && !has(GENERIC, &t.lower)))
}

/// For whom a class is.
const LEVELS: &[&str] = &[
    "adults",
    "advanced",
    "beginner",
    "beginners",
    "improvers",
    "intermediate",
    "intermediates",
    "juniors",
    "seniors",
];

/// "Lunch (box lunches, pre-order only)", "Tai Chi (#20417)" lose their brackets.
pub(crate) fn drop_remarks(kept: &mut Vec<&Token>) {
    let Some(open) = kept.iter().rposition(|t| t.is("(")).filter(|at| *at > 0 && says(kept, *at)) else {
        return;
    };
    let inside = kept.get(open + 1..).unwrap_or_default();
    let last = inside
        .iter()
        .position(|t| t.is(")"))
        .is_none_or(|at| inside.get(at + 1..).is_some_and(|rest| !rest.iter().any(|t| t.is_word())));
    let told =
        inside.iter().any(|t| has(REMARKED, &t.lower)) && inside.first().is_some_and(|t| !t.is_capital());
    let number = inside.first().is_some_and(|t| t.is("#") || t.text.starts_with('#'))
        || inside.iter().any(|t| t.text.starts_with(['$', '€', '£']));
    // "Roadmap (Jonas)", "Film: Two Buses (12A)"
    // "School closed (Bank Holiday)", "Spanish (Beginners)" say what it is.
    let own: Vec<&&Token> = inside.iter().take_while(|t| !t.is(")")).filter(|t| t.is_word()).collect();
    let part = own.len() >= 2
        && own.first().is_some_and(|t| {
            (t.is_capital() || t.is_number()) && !has(NAMES, &t.lower) && !has(TITLES, &t.lower)
        })
        && own.last().is_some_and(|t| t.is_capital());
    let level = own.len() == 1 && own.iter().all(|t| t.is_any(LEVELS));
    // "Cold Harbour (1962)"
    let year = |t: &&Token| t.text.len() == 4 && t.text.bytes().all(|b| b.is_ascii_digit());
    let dated = matches!(own.as_slice(), [one] if year(one));
    if (part || level || dated) && !told && !number {
        return;
    }
    // "(Dr. Elise Comeau)": who speaks; "(Sam T.)" tells one such thing from another.
    let speaker = inside.first().is_some_and(|t| has(TITLES, &t.lower));
    let versus = kept.get(..open).is_some_and(|words| words.iter().any(|t| t.is_any(&["v", "vs", "versus"])));
    let plain = |t: &&Token| t.is_word() || t.is("!") || speaker && t.is(".") || versus && t.is(",");
    let remark = inside.iter().take_while(|t| !t.is(")")).all(plain);
    if last && (told || number || remark) {
        kept.truncate(open);
    }
}
