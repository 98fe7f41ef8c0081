//! Who invites: "hosted by the Parents Club".

use crate::field::people::{Found, found};
use crate::tokens::{Role, Token, mark};

/// More words are no name.
const MOST: usize = 6;

/// The host of a sentence; the words are taken out of it.
pub(super) fn host(text: &str, words: &mut [Token]) -> Option<Found> {
    let verb = |t: &Token| t.is_any(&["hosted", "organised", "organized"]) && t.is_free();
    let at = words.windows(2).position(|w| matches!(w, [a, by] if verb(a) && by.is("by") && by.is_free()))?;
    let from = at + 2 + usize::from(words.get(at + 2).is_some_and(|t| t.is_any(&["our", "the"])));
    let name = |t: &&Token| t.is_free() && (t.is_capital() || t.is_any(&["&", "and", "of", "the"]));
    let length = words.iter().skip(from).take_while(name).count();
    let named: Vec<&Token> = words.get(from..from + length)?.iter().collect();
    let fits = (1..=MOST).contains(&length) && named.iter().all(|t| t.role == Role::Free);
    let host = fits.then(|| found(text, &named))?;
    mark(words, at..from + length, Role::Gone);
    Some(host)
}
