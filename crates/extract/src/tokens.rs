//! Words of a clause with their place in the source, and the role that each comes to play.
//!
//! Every reader (time, place, people, link, title) marks the tokens it takes; what is left free is the title.

mod split;

use std::borrow::Cow;

use calendar::Span;

use crate::words::Phrases;

pub(crate) use split::tokens;

/// A word or a mark of punctuation.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one word")]
pub(crate) struct Token<'t> {
    pub(crate) span: Span,
    pub(crate) text: &'t str,
    /// Lower case, with a straight apostrophe.
    pub(crate) lower: Cow<'t, str>,
    /// It holds letters or digits, and not only punctuation.
    word: bool,
    pub(crate) role: Role,
    /// Names a day, or a rule that gives one.
    pub(crate) day: bool,
    /// Names a time of day.
    pub(crate) clock: bool,
    /// A person said that it is no place.
    pub(crate) no_place: bool,
    /// A person said that it names nobody.
    pub(crate) nobody: bool,
}

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nobody has taken it: part of the title.
    Free,
    /// Part of a temporal expression, or a word that leads into one.
    Time,
    /// Wrapper or filler.
    Gone,
    /// Part of the place.
    Place,
    /// Names someone, and may stay in the title.
    Person,
    /// Part of a link.
    Link,
}

impl Token<'_> {
    /// True for letters and digits, false for punctuation.
    pub(crate) fn is_word(&self) -> bool {
        self.word
    }

    pub(crate) fn is_free(&self) -> bool {
        matches!(self.role, Role::Free | Role::Person)
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        order(&self.lower, word).is_eq()
    }

    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        let own = &*self.lower;
        words.iter().any(|word| own.len() == word.len() && order(own, word).is_eq())
    }

    /// Starts with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Marks of emphasis and underlining: "**", "_", "===".
    pub(crate) fn is_emphasis(&self) -> bool {
        self.text.chars().all(|c| matches!(c, '*' | '_' | '`' | '~' | '=' | '^'))
    }

    pub(crate) fn is_number(&self) -> bool {
        self.text.chars().next().is_some_and(|c| c.is_ascii_digit())
    }
}

/// The tokens of `text`, with those in braces standing for times.
#[cfg(test)]
pub(crate) fn with_times_in_braces(text: &str) -> Vec<Token<'_>> {
    let mut all = tokens(text, Span::new(0, text.len()));
    let mut inside = false;
    for token in &mut all {
        inside |= token.is("{");
        if inside {
            token.role = Role::Time;
        }
        inside &= !token.is("}");
    }
    all
}

/// How two words stand in a list; most differ in their first letter, which is looked at before all of them.
#[inline]
pub(crate) fn order(a: &str, b: &str) -> std::cmp::Ordering {
    let first = a.as_bytes().first().cmp(&b.as_bytes().first());
    if first.is_eq() { a.cmp(b) } else { first }
}

pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('’', "'")
    })
}

/// Length of the longest of `phrases` that the free words at `at` spell, if one does.
pub(crate) fn phrase_at(tokens: &[Token], at: usize, phrases: &Phrases) -> Option<usize> {
    debug_assert!(phrases.is_sorted(), "looked up by their first words: {phrases:?}");
    let first = &*tokens.get(at).filter(|t| t.is_free())?.lower;
    longest(tokens, at, phrases.from(first))
}

/// Of `phrases` that begin with the word at `at` the length of the longest that goes on as the words do.
fn longest(tokens: &[Token], at: usize, phrases: &[&[&str]]) -> Option<usize> {
    let fits = |rest: &[&str]| {
        let next = tokens.get(at + 1..).unwrap_or_default();
        next.len() >= rest.len() && rest.iter().zip(next).all(|(word, t)| t.is_free() && t.is(word))
    };
    phrases.iter().filter(|phrase| phrase.get(1..).is_some_and(fits)).map(|phrase| phrase.len()).max()
}

/// Gives the tokens of `range` a role.
pub(crate) fn mark(tokens: &mut [Token], range: std::ops::Range<usize>, role: Role) {
    for token in tokens.get_mut(range).into_iter().flatten() {
        token.role = role;
    }
}

/// Looks for something among `tokens` while those that are `denied` are out of its sight.
pub(crate) fn unseen<'t, T>(
    tokens: &mut [Token<'t>],
    denied: impl Fn(&Token) -> bool,
    look: impl FnOnce(&mut [Token<'t>]) -> T,
) -> T {
    let hidden: Vec<(usize, Role)> =
        tokens.iter().enumerate().filter(|(_, t)| denied(t)).map(|(at, t)| (at, t.role)).collect();
    for (at, _) in &hidden {
        mark(tokens, *at..at + 1, Role::Gone);
    }
    let found = look(tokens);
    for (at, role) in hidden {
        mark(tokens, at..at + 1, role);
    }
    found
}

/// The source words of a run of tokens: between neighbours the text as written, blanks folded to one.
pub(crate) fn written(text: &str, tokens: &[&Token]) -> String {
    let room = tokens.iter().map(|token| token.text.len() + 1).sum();
    let mut out = String::with_capacity(room);
    let mut last: Option<usize> = None;
    for token in tokens {
        if let Some(end) = last {
            let between = text.get(end..token.span.start).unwrap_or(" ");
            let between = if between.starts_with('<') && between.ends_with('>') { "" } else { between };
            let cut = !between.trim().is_empty();
            if !(between.is_empty() || cut && is_closing(token.text)) {
                out.push(' ');
            }
        }
        out.push_str(token.text);
        last = Some(token.span.end);
    }
    out
}

/// Punctuation that clings to the word before it.
fn is_closing(mark: &str) -> bool {
    matches!(mark, "," | "." | "!" | "?" | ":" | ";" | ")" | "]" | "”")
}

/// One span per run of neighbouring tokens.
pub(crate) fn spans(text: &str, tokens: &[&Token]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for token in tokens {
        match runs.last_mut() {
            Some(run) if text.get(run.end..token.span.start).is_some_and(|gap| gap.trim().is_empty()) => {
                run.end = token.span.end;
            }
            _ => runs.push(token.span),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn punctuation_at_the_edges_stands_alone() {
        assert_eq!(words("Lunch (with Ann)."), ["Lunch", "(", "with", "Ann", ")", "."]);
        assert_eq!(words("Q&A, check-in; O'Hare's"), ["Q&A", ",", "check-in", ";", "O'Hare's"]);
        assert_eq!(words("**Talk** @9"), ["*", "*", "Talk", "*", "*", "@", "9"]);
        assert_eq!(words("a – b"), ["a", "–", "b"]);
        assert_eq!(words("a -- b"), ["a", "--", "b"]);
        assert_eq!(words(" "), [""; 0]);
    }

    #[test]
    fn what_was_taken_out_leaves_one_blank() {
        let text = "go to  the park tomorrow with the dog !";
        let all = tokens(text, Span::new(0, text.len()));
        let kept: Vec<&Token> = all.iter().filter(|t| !t.is("tomorrow")).collect();
        assert_eq!(written(text, &kept), "go to the park with the dog !");
        assert_eq!(spans(text, &kept), [Span::new(0, 15), Span::new(25, text.len())]);
    }
}
