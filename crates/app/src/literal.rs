//! Words that a text means as words: what a person said is no time.
//!
//! The engine reads a copy of the text in which such words are replaced by others of the same length that mean nothing,
//! so that every span still points into the text as it was pasted; afterwards the words are put back.

use std::collections::HashMap;

use calendar::{Event, Span};
use extract::Extraction;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Letters that seldom stand together.
const LETTERS: [char; 5] = ['q', 'x', 'z', 'j', 'v'];
/// What stands for the digits from 0 to 9.
const DIGITS: [char; 10] = ['q', 'x', 'z', 'j', 'v', 'k', 'w', 'b', 'f', 'g'];

/// Some words of a text, found again by counting: the `nth` place where they stand, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    words: String,
    nth: usize,
}

impl Phrase {
    /// The words at place `nth`; `None` for blanks, and for what is no phrase but a text.
    pub fn new(words: &str, nth: usize) -> Option<Phrase> {
        let good = !words.trim().is_empty() && words.len() <= 200;
        good.then(|| Phrase { words: words.to_owned(), nth })
    }

    /// The phrase that `span` covers.
    pub fn at(text: &str, span: Span) -> Option<Phrase> {
        let words = span.of(text);
        let before = text.match_indices(words).take_while(|(at, _)| *at < span.start);
        if words.is_empty() { None } else { Phrase::new(words, before.count()) }
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Which of the places where the words stand.
    pub fn nth(&self) -> usize {
        self.nth
    }

    /// Where it stands in `text`.
    pub fn span(&self, text: &str) -> Option<Span> {
        let good = !self.words.is_empty();
        let (start, words) = text.match_indices(self.words.as_str()).filter(|_| good).nth(self.nth)?;
        Some(Span::new(start, start + words.len()))
    }
}

/// A text some of whose words mean nothing to the engine.
#[derive(Debug)]
pub struct Masked {
    /// As long as the text it was made of.
    pub text: String,
    /// What stands for what.
    words: HashMap<String, String>,
}

/// `text` with the words of `spans` made meaningless; short words without digits say no time by themselves and stay.
pub fn mask(text: &str, spans: &[Span]) -> Masked {
    let mut masked = Masked { text: text.to_owned(), words: HashMap::new() };
    let mut known: HashMap<&str, String> = HashMap::new();
    for span in spans {
        let mut end = span.start;
        for piece in span.of(text).split_inclusive(|c: char| !c.is_alphanumeric()) {
            let start = end;
            end += piece.len();
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if word.len() > 2 || word.contains(|c: char| c.is_ascii_digit()) {
                let count = known.len();
                let stand_in = known.entry(word).or_insert_with(|| stand_in(word, count));
                masked.text.replace_range(start..start + word.len(), stand_in);
            }
        }
    }
    masked.words = known.into_iter().map(|(word, stand_in)| (stand_in, word.to_owned())).collect();
    masked
}

/// A word as long as `word`, in bytes, with its kind of first letter. Each digit has its own letter; `number` tells
/// other words apart.
fn stand_in(word: &str, number: usize) -> String {
    if word.contains(|c: char| c.is_ascii_digit()) {
        let letter =
            |c: char| c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).copied().unwrap_or(c);
        return word.chars().map(letter).collect();
    }
    let mut number = number;
    let mut letters: String = (0..word.len())
        .map(|_| {
            let letter = LETTERS[number % LETTERS.len()];
            number /= LETTERS.len();
            letter
        })
        .collect();
    if word.starts_with(char::is_uppercase) {
        letters.get_mut(..1).map(str::make_ascii_uppercase);
    }
    letters
}

impl Masked {
    /// Puts the words back into what was found.
    pub fn unmask(&self, found: &mut Extraction) {
        for event in found.all_mut() {
            let restored = serde_json::to_value(&*event).ok().map(|mut shape| {
                self.put_back(&mut shape);
                shape
            });
            if let Some(restored) = restored.and_then(|shape| serde_json::from_value::<Event>(shape).ok()) {
                *event = restored;
            }
        }
    }

    fn put_back(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.put_back_words(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.put_back(item)),
            Value::Object(fields) => fields.values_mut().for_each(|item| self.put_back(item)),
            _ => {}
        }
    }

    fn put_back_words(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            out.push_str(self.words.get(word).map_or(word, String::as_str));
            out.push_str(piece.get(word.len()..).unwrap_or_default());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_found_again_where_it_stood() {
        let text = "noon is noon, and noon";
        for (start, nth) in [(0, 0), (8, 1), (18, 2)] {
            let phrase = Phrase::at(text, Span::new(start, start + 4)).unwrap();
            assert_eq!((phrase.words(), phrase.nth()), ("noon", nth));
            assert_eq!(phrase.span(text), Some(Span::new(start, start + 4)));
        }
        assert_eq!(Phrase::new("noon", 3).unwrap().span(text), None);
        assert_eq!(Phrase::new("  ", 0), None);
    }

    #[test]
    fn words_come_back_where_they_stood() {
        let text = "Call 12:30 at Noon on 3/4";
        let masked = mask(text, &[Span::new(5, 18), Span::new(22, 25)]);
        assert_eq!(masked.text, "Call xz:jq at Zqqq on j/v");
        assert_eq!(masked.put_back_words(&masked.text), text);
    }

    proptest! {
        #[test]
        fn masked_texts_are_as_long_and_words_come_back(
            text in "[a-zA-Zé0-9 :,\"]{0,40}",
            spans in prop::collection::vec((0..60_usize, 0..60_usize), 0..4),
        ) {
            let spans: Vec<Span> = spans.iter().map(|(a, b)| Span::new(*a, *b)).collect();
            let masked = mask(&text, &spans);
            prop_assert_eq!(masked.text.len(), text.len());
            prop_assert_eq!(masked.put_back_words(&masked.text).len(), text.len());
        }
    }
}
