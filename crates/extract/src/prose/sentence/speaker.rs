//! Who gives a talk, named behind its title: "Memory safety at scale, Dr. Ana Ruiz", "Async without tears - J. Okafor".

use crate::field::people::{Found, found};
use crate::tokens::{Role, Token, mark};
use crate::words::{TITLES, has};

/// Words of a name with its form of address.
const MOST: usize = 5;

/// The person whose name ends the title that begins at `start`, taken out of it with the mark before.
pub(super) fn behind_title(text: &str, words: &mut [Token], start: usize) -> Option<Found> {
    let at = (start + 1..words.len()).find(|at| is_mark(words, *at) && names(words, *at + 1).is_some())?;
    let end = names(words, at + 1)?;
    let titled = words.get(start..at)?.iter().any(|t| t.is_free() && t.is_word());
    let name: Vec<&Token> = words.get(at + 1..end)?.iter().collect();
    let person = titled.then(|| found(text, &name))?;
    mark(words, at..end, Role::Gone);
    Some(person)
}

fn is_mark(words: &[Token], at: usize) -> bool {
    words.get(at).is_some_and(|t| t.is_free() && matches!(t.text, "," | "-" | "–" | "—" | "|"))
}

/// The end of a name that begins at `start` with a form of address or an initial, and ends a part of the sentence.
fn names(words: &[Token], start: usize) -> Option<usize> {
    let part = |t: &Token| t.is_free() && (t.is_capital() && !t.is_number() || t.is("."));
    let address = |t: &Token| has(TITLES, &t.lower) || t.text.chars().count() == 1 && t.is_capital();
    let rest = words.get(start..)?;
    let length = rest.iter().take_while(|t| part(t)).count();
    let name = rest.get(..length)?;
    let named = name.iter().filter(|t| t.is_word()).count();
    let ends = rest.get(length).is_none_or(|t| !t.is_word() || t.role == Role::Time);
    let initial =
        name.get(1).is_some_and(|t| t.is(".")) || name.first().is_some_and(|t| has(TITLES, &t.lower));
    (name.first().is_some_and(address) && initial && (2..=MOST).contains(&named) && ends)
        .then_some(start + length)
}
