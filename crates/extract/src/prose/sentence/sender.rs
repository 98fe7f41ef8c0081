//! Who sends a text message, before a colon: no part of the name of what it tells.

use crate::tokens::Token;
use crate::words::{Words, has};

/// Words of a sender's name.
const MOST: usize = 4;

/// Last words of the names of those who send text messages to many.
const SENDERS: Words = Words::new(&[
    "academy",
    "clinic",
    "college",
    "council",
    "dental",
    "dentistry",
    "es",
    "hospital",
    "hs",
    "library",
    "ms",
    "nhs",
    "nursery",
    "optician",
    "opticians",
    "parentmail",
    "physio",
    "practice",
    "preschool",
    "primary",
    "ps",
    "pta",
    "school",
    "surgery",
    "vet",
    "vets",
]);

/// Senders whose name is one word.
const SERVICES: &[&str] = &["nhs", "parentmail", "parentpay", "schoolcomms"];

/// Where the words of a message begin whose sender is told first: "St Mary's: reminder Y2 dress rehearsal", "Lincoln MS:
/// Back to School Night".
pub(crate) fn behind_sender(words: &[Token]) -> Option<usize> {
    let colon = words.iter().take(MOST + 1).position(|t| t.is(":")).filter(|at| *at > 0)?;
    let who = words.get(..colon)?;
    let named = who.iter().all(|t| t.is_free() && (t.is_capital() || !t.is_word()));
    let rest = words.get(colon + 1..)?;
    let reminds = rest.first().is_some_and(|t| t.is("reminder") && t.is_free());
    let says = |from: usize| {
        rest.iter().skip(from).take_while(|t| !t.is(",")).any(|t| t.is_free() && t.is_word() && !t.is("to"))
    };
    if named && reminds && rest.get(1).is_some_and(|t| t.is_free() && t.is_word() && !t.is("to")) {
        return Some(colon + 2);
    }
    let last = who.last().is_some_and(|t| has(SENDERS, &t.lower));
    let service = matches!(who, [one] if one.is_any(SERVICES));
    (named && (last && who.len() > 1 || service) && says(0)).then_some(colon + 1)
}
