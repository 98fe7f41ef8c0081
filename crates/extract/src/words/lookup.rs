//! Looking words up: most are turned down by their first letter and their length, before any is compared.

use std::ops::Deref;

use crate::tokens::order;

/// A sorted list of words in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    list: &'static [&'static str],
    kinds: u128,
}

/// A sorted list of phrases, word by word, in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrases {
    list: &'static [&'static [&'static str]],
    kinds: u128,
}

impl Words {
    pub(crate) const fn new(list: &'static [&'static str]) -> Words {
        let (mut kinds, mut rest) = (0, list);
        while let [word, more @ ..] = rest {
            kinds |= kind(word.as_bytes());
            rest = more;
        }
        Words { list, kinds }
    }
}

impl Phrases {
    pub(crate) const fn new(list: &'static [&'static [&'static str]]) -> Phrases {
        let (mut kinds, mut rest) = (0, list);
        while let [phrase, more @ ..] = rest {
            if let [word, ..] = *phrase {
                kinds |= kind(word.as_bytes());
            }
            rest = more;
        }
        Phrases { list, kinds }
    }

    /// The phrases that begin with `word`.
    pub(crate) fn from(self, word: &str) -> &'static [&'static [&'static str]] {
        if self.kinds & kind(word.as_bytes()) == 0 {
            return &[];
        }
        beginning_with(self.list, word)
    }
}

/// Those of the sorted `phrases` that begin with `word`.
pub(crate) fn beginning_with<'l>(phrases: &'l [&'l [&'l str]], word: &str) -> &'l [&'l [&'l str]] {
    let is = |phrase: &&[&str], wanted: fn(std::cmp::Ordering) -> bool| {
        phrase.first().is_some_and(|first| wanted(order(first, word)))
    };
    let from = phrases.partition_point(|phrase| is(phrase, std::cmp::Ordering::is_lt));
    let rest = phrases.get(from..).unwrap_or_default();
    rest.get(..rest.iter().take_while(|phrase| is(phrase, std::cmp::Ordering::is_eq)).count())
        .unwrap_or_default()
}

/// One bit for the first letter of a word and what its length leaves over by four.
const fn kind(word: &[u8]) -> u128 {
    match word {
        [] => 1,
        [first, ..] => 1 << ((*first & 31) as usize * 4 + (word.len() & 3)),
    }
}

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &[&'static str] {
        self.list
    }
}

impl Deref for Phrases {
    type Target = [&'static [&'static str]];

    fn deref(&self) -> &[&'static [&'static str]] {
        self.list
    }
}

/// A sorted list in which a word is looked up.
pub(crate) trait Lookup {
    fn holds(self, word: &str) -> bool;
}

impl Lookup for Words {
    fn holds(self, word: &str) -> bool {
        self.kinds & kind(word.as_bytes()) != 0 && self.list.holds(word)
    }
}

impl Lookup for &[&str] {
    fn holds(self, word: &str) -> bool {
        self.binary_search_by(|other| order(other, word)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Words = Words::new(&["at", "from", "till"]);
    const SAID: Phrases = Phrases::new(&[&["due", "to"], &["is"], &["is", "on"], &["will", "be"]]);

    #[test]
    fn words_and_phrases_are_found() {
        for (word, held) in
            [("at", true), ("from", true), ("toll", false), ("", false), ("a", false), ("ät", false)]
        {
            assert_eq!(FEW.holds(word), held, "{word}");
        }
        assert_eq!(SAID.from("is"), [&["is"][..], &["is", "on"]]);
        assert_eq!(SAID.from("it"), [&[""; 0][..]; 0]);
    }
}
