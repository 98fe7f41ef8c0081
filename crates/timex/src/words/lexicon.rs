//! Words by their first letter and length: most words of a text are in no dictionary, and a look at these two says so.

/// Lengths are told apart up to this one.
const LONGEST: usize = 16;

/// A dictionary of folded words.
pub(super) struct Lexicon<T>(Vec<Vec<(&'static str, T)>>);

impl<T> Lexicon<T> {
    /// What is known of this word.
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        let shelf = self.0.get(shelf(word))?;
        let (own, last) = (word.as_bytes(), word.as_bytes().last());
        // Those that stand together seldom end in the same letter.
        let is = |known: &[u8]| known.last() == last && known == own;
        shelf.iter().find(|(known, _)| is(known.as_bytes())).map(|(_, meaning)| meaning)
    }

    /// The words.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().flatten().map(|(word, _)| *word)
    }
}

impl<T> FromIterator<(&'static str, T)> for Lexicon<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(words: I) -> Lexicon<T> {
        let mut shelves: Vec<_> = std::iter::repeat_with(Vec::new).take(256 * LONGEST).collect();
        for (word, meaning) in words {
            if let Some(shelf) = shelves.get_mut(shelf(word)) {
                shelf.push((word, meaning));
            }
        }
        Lexicon(shelves)
    }
}

/// Where the words with this first letter and length stand.
fn shelf(word: &str) -> usize {
    let first = word.as_bytes().first().copied().unwrap_or(0);
    usize::from(first) * LONGEST + word.len().min(LONGEST - 1)
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn words_are_found_by_all_of_their_letters() {
        let words: Lexicon<u8> =
            [("mon", 1), ("may", 2), ("a", 3), ("extraordinarily", 4)].into_iter().collect();
        for (word, expected) in [
            ("mon", Some(1)),
            ("may", Some(2)),
            ("mo", None),
            ("a", Some(3)),
            ("extraordinarily", Some(4)),
            ("extraordinarily long", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(words.get(word).copied(), expected, "{word}");
        }
    }
}
