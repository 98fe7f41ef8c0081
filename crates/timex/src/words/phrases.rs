//! Names of several words, found by their first one.

use std::collections::HashMap;

use super::lexicon::Lexicon;

/// A name in folded words and what it stands for.
pub(crate) type Entry<T> = (&'static [&'static str], T);

/// A dictionary of names by their first word.
pub(crate) struct Phrases<T: 'static>(Lexicon<Vec<&'static Entry<T>>>);

impl<T> Phrases<T> {
    /// An index of the table; names with the same first word keep their order.
    pub(super) fn of(table: &'static [Entry<T>]) -> Phrases<T> {
        let mut by_first: HashMap<&'static str, Vec<&'static Entry<T>>> = HashMap::new();
        for entry in table {
            if let Some(first) = entry.0.first() {
                by_first.entry(first).or_default().push(entry);
            }
        }
        Phrases(by_first.into_iter().collect())
    }

    /// The words with which names begin.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &'static str> {
        self.0.words()
    }

    /// The names that begin with this word: what follows it, and what they stand for.
    pub(crate) fn after(&self, first: &str) -> impl Iterator<Item = (&'static [&'static str], &'static T)> {
        let entries = self.0.get(first).map_or(&[][..], Vec::as_slice);
        entries.iter().filter_map(|(name, meaning)| Some((name.split_first()?.1, meaning)))
    }
}
