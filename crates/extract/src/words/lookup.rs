//! Looking words up: each list knows where the words of each first letter stand, and which second letters and lengths they
//! have; most words are turned down by that, before any is compared.

use std::ops::Deref;

use crate::tokens::order;

/// A sorted list of words in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    list: &'static [&'static str],
    starts: Starts,
    shapes: Shapes,
}

/// A sorted list of phrases, word by word, in lower case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrases {
    list: &'static [&'static [&'static str]],
    /// Of the first words.
    starts: Starts,
    shapes: Shapes,
    /// Of the last words.
    ends: Shapes,
}

/// Where in a sorted list the words of each first letter begin: those before "a", "a" to "z", those behind "z", and the
/// end.
type Starts = [u16; LETTERS + 1];

/// For each first letter a bit for each second one, and one for each length.
type Shapes = [[u32; 2]; LETTERS];

/// "a" to "z", and what sorts before and behind them.
const LETTERS: usize = 28;

/// The number of a word's first letter.
const fn letter(word: &[u8]) -> usize {
    match word {
        [] => 0,
        [first, ..] if *first < b'a' => 0,
        [first, ..] if *first > b'z' => LETTERS - 1,
        [first, ..] => (*first - b'a') as usize + 1,
    }
}

/// The bits of a word's second letter and of its length.
const fn shape(word: &[u8]) -> [u32; 2] {
    let second = match word {
        [_, second, ..] => 1 << (*second & 31),
        _ => 1,
    };
    [second, 1 << (word.len() & 31)]
}

/// Adds the shape of a word.
const fn note(shapes: &mut Shapes, word: &[u8]) {
    let [second, length] = shape(word);
    let (_, rest) = shapes.split_at_mut(letter(word));
    if let [[seconds, lengths], ..] = rest {
        *seconds |= second;
        *lengths |= length;
    }
}

/// Whether a word may have one of the shapes.
fn may_hold(shapes: &Shapes, word: &str) -> bool {
    let [second, length] = shape(word.as_bytes());
    let known = shapes.get(letter(word.as_bytes()));
    known.is_some_and(|[seconds, lengths]| seconds & second != 0 && lengths & length != 0)
}

/// Adds one to where the words behind those of `first` begin.
const fn count(starts: &mut Starts, first: usize) {
    let (_, mut behind) = starts.split_at_mut(first + 1);
    while let [start, more @ ..] = behind {
        *start += 1;
        behind = more;
    }
}

/// The part of a list with the words that begin as `word` does; none when no word has its first two letters, or none of
/// those with the first is as long.
fn bucket<'l, T>(list: &'l [T], starts: &Starts, shapes: &Shapes, word: &str) -> &'l [T] {
    if !may_hold(shapes, word) {
        return &[];
    }
    let first = letter(word.as_bytes());
    let start = |letter: usize| starts.get(letter).copied().map_or(0, usize::from);
    list.get(start(first)..start(first + 1)).unwrap_or_default()
}

impl Words {
    pub(crate) const fn new(list: &'static [&'static str]) -> Words {
        let (mut starts, mut shapes, mut rest) = ([0; LETTERS + 1], [[0; 2]; LETTERS], list);
        while let [word, more @ ..] = rest {
            count(&mut starts, letter(word.as_bytes()));
            note(&mut shapes, word.as_bytes());
            rest = more;
        }
        Words { list, starts, shapes }
    }
}

impl Phrases {
    pub(crate) const fn new(list: &'static [&'static [&'static str]]) -> Phrases {
        let (mut starts, mut shapes, mut ends) = ([0; LETTERS + 1], [[0; 2]; LETTERS], [[0; 2]; LETTERS]);
        let mut rest = list;
        while let [phrase, more @ ..] = rest {
            if let [word, ..] = *phrase {
                count(&mut starts, letter(word.as_bytes()));
                note(&mut shapes, word.as_bytes());
            }
            if let [.., word] = *phrase {
                note(&mut ends, word.as_bytes());
            }
            rest = more;
        }
        Phrases { list, starts, shapes, ends }
    }

    /// The phrases that end with `word`.
    pub(crate) fn to(&self, word: &str) -> impl Iterator<Item = &'static [&'static str]> {
        let list = if may_hold(&self.ends, word) { self.list } else { &[] };
        list.iter().copied().filter(move |phrase| phrase.last().is_some_and(|last| order(last, word).is_eq()))
    }

    /// The phrases that begin with `word`.
    pub(crate) fn from(&self, word: &str) -> &'static [&'static [&'static str]] {
        let near = bucket(self.list, &self.starts, &self.shapes, word);
        let is = |phrase: &&&[&str]| phrase.first().is_some_and(|first| *first == word);
        let from = near.partition_point(|phrase| phrase.first().is_some_and(|first| *first < word));
        let rest = near.get(from..).unwrap_or_default();
        rest.get(..rest.iter().take_while(is).count()).unwrap_or_default()
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

impl Lookup for &Words {
    fn holds(self, word: &str) -> bool {
        bucket(self.list, &self.starts, &self.shapes, word).contains(&word)
    }
}

impl Lookup for Words {
    fn holds(self, word: &str) -> bool {
        (&self).holds(word)
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
        assert_eq!(SAID.to("on").collect::<Vec<_>>(), [&["is", "on"][..]]);
        assert_eq!(SAID.to("due").count(), 0);
        assert_eq!(SAID.from("it"), [&[""; 0][..]; 0]);
    }
}
