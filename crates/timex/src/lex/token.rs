//! Tokens and what can be asked of them.

use calendar::Span;

use crate::words::Senses;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One character that is neither.
    Mark(char),
    /// The end of a line.
    Break,
    /// A link or an address, never looked into.
    Opaque,
}

/// The smallest piece that grammar looks at.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about how a word was written")]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// White space, a line break or the start of the text comes before it.
    pub(crate) spaced: bool,
    /// The first letter is a capital.
    pub(crate) capital: bool,
    /// Every letter is a capital.
    pub(crate) capitals: bool,
    /// `'s` was cut off.
    pub(crate) possessive: bool,
    /// Value of a number; larger than any time when it has more than nine digits.
    pub(crate) value: u32,
    /// How many digits a number has.
    pub(crate) digits: u8,
    /// Dictionary entry of a word.
    pub(crate) senses: Senses,
    pub(super) folded: (usize, usize),
}

/// The tokens of one text.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) folded: String,
}

impl Tokens {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at `i`, if the text is that long.
    pub(crate) fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// The folded word at `i`; empty for anything else.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> &str {
        match self.list.get(i) {
            Some(Token { kind: Kind::Word, folded, .. }) => self.folded.get(folded.0..folded.1).unwrap_or(""),
            _ => "",
        }
    }

    /// The bytes of the folded word at `i`, which need no look for the edges of characters.
    #[inline]
    fn letters(&self, i: usize) -> &[u8] {
        match self.list.get(i) {
            Some(Token { kind: Kind::Word, folded, .. }) => {
                self.folded.as_bytes().get(folded.0..folded.1).unwrap_or(&[])
            }
            _ => &[],
        }
    }

    /// True when the word at `i` is one of these.
    #[inline]
    pub(crate) fn any(&self, i: usize, words: &[&str]) -> bool {
        let word = self.letters(i);
        !word.is_empty() && words.iter().any(|known| known.as_bytes() == word)
    }

    /// The index after these words, when they stand at `i` on one line.
    #[inline]
    pub(crate) fn phrase(&self, i: usize, words: &[&str]) -> Option<usize> {
        let mut all = words.iter().enumerate();
        all.all(|(n, word)| self.letters(i + n) == word.as_bytes()).then_some(i + words.len())
    }

    /// True when the character at `i` is this one.
    pub(crate) fn mark(&self, i: usize, mark: char) -> bool {
        matches!(self.list.get(i), Some(Token { kind: Kind::Mark(m), .. }) if *m == mark)
    }

    /// The character at `i` that is neither a letter nor a digit.
    pub(crate) fn mark_at(&self, i: usize) -> Option<char> {
        self.list.get(i).and_then(|token| if let Kind::Mark(mark) = token.kind { Some(mark) } else { None })
    }

    /// The number at `i`.
    pub(crate) fn number(&self, i: usize) -> Option<u32> {
        self.list.get(i).filter(|t| t.kind == Kind::Number).map(|t| t.value)
    }

    /// How many digits the number at `i` has; 0 for anything else.
    pub(crate) fn digits(&self, i: usize) -> u8 {
        self.list.get(i).filter(|t| t.kind == Kind::Number).map_or(0, |t| t.digits)
    }

    /// Dictionary entry of the word at `i`.
    pub(crate) fn senses(&self, i: usize) -> Senses {
        self.list.get(i).map(|t| t.senses).unwrap_or_default()
    }

    /// True when nothing, not even a blank, stands between the token before `i` and the one at `i`.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|t| !t.spaced)
    }

    /// True at the end of the text or of a line.
    pub(crate) fn ends(&self, i: usize) -> bool {
        self.list.get(i).is_none_or(|t| t.kind == Kind::Break)
    }

    /// From the first byte of token `from` to the last byte of the token before `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.list.get(from).map_or(0, |t| t.span.start);
        let end = to.checked_sub(1).and_then(|last| self.list.get(last)).map_or(start, |t| t.span.end);
        Span::new(start, end.max(start))
    }
}
