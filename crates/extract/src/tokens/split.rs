//! A text cut into words and marks of punctuation.

use calendar::Span;

use super::{Role, Token, lower};
use crate::source::deny::{self, Sign};

/// Splits the part of `text` under `span` into tokens. Punctuation at the edges of a word is a token of its own;
/// inside a word ("Q&A", "check-in", "Patrick's", "stay/trip") it belongs to the word.
pub(crate) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let part = span.of(text);
    let mut found = Vec::with_capacity(part.len() / BYTES_OF_A_TOKEN + 1);
    let mut start = None;
    let mut tag_end = 0;
    let (mut no_place, mut nobody) = (None, None);
    for (offset, c) in part.char_indices() {
        if offset < tag_end {
            continue;
        }
        if c.is_ascii_alphanumeric() {
            start.get_or_insert(offset);
            continue;
        }
        if c == ' ' {
            if let Some(from) = start.take() {
                push_word(&mut found, text, span.start + from, span.start + offset);
            }
            continue;
        }
        if c == '<'
            && let Some((length, _)) = part.get(offset..).and_then(crate::source::html::tag)
        {
            tag_end = offset + length;
            if let Some(from) = start.take() {
                push_word(&mut found, text, span.start + from, span.start + offset);
            }
            continue;
        }
        let sign = deny::sign(c);
        if c.is_whitespace() || is_break(c) || sign.is_some() {
            if let Some(from) = start.take() {
                push_word(&mut found, text, span.start + from, span.start + offset);
            }
            match sign {
                Some(Sign::NoPlace(is)) => close(&mut found, &mut no_place, is, |t| t.no_place = true),
                Some(Sign::Nobody(is)) => close(&mut found, &mut nobody, is, |t| t.nobody = true),
                None => {}
            }
            if !c.is_whitespace() && sign.is_none() {
                push(&mut found, text, span.start + offset, span.start + offset + c.len_utf8());
            }
        } else if start.is_none() {
            start = Some(offset);
        }
    }
    if let Some(from) = start {
        push_word(&mut found, text, span.start + from, span.start + part.len());
    }
    found
}

/// Fewest bytes that a word takes on average with the blank behind it, so that the list of tokens rarely grows.
const BYTES_OF_A_TOKEN: usize = 4;

/// At a mark: from here on words are denied, or those since then are.
fn close(found: &mut [Token], since: &mut Option<usize>, opens: bool, deny: impl Fn(&mut Token)) {
    match since.take() {
        _ if opens => *since = Some(found.len()),
        Some(from) => found.iter_mut().skip(from).for_each(deny),
        None => {}
    }
}

/// Marks that always stand alone.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | ','
            | ';'
            | '|'
            | '–'
            | '—'
            | '…'
            | '!'
            | '?'
            | '•'
            | '\u{200b}'
    )
}

/// A word without its edge punctuation; the edges as tokens of their own.
fn push_word<'t>(found: &mut Vec<Token<'t>>, text: &'t str, from: usize, to: usize) {
    let word = text.get(from..to).unwrap_or("");
    let edges = (word.as_bytes().first(), word.as_bytes().last());
    let plain = |edge: Option<&u8>| edge.is_some_and(u8::is_ascii_alphanumeric);
    if plain(edges.0) && plain(edges.1) || !word.starts_with(is_edge) && !word.ends_with(is_edge) {
        return push(found, text, from, to);
    }
    let lead = word.len() - word.trim_start_matches(is_edge).len();
    let body = word.trim_matches(is_edge);
    if body.is_empty() {
        return push(found, text, from, to);
    }
    for (offset, c) in word.get(..lead).unwrap_or("").char_indices() {
        push(found, text, from + offset, from + offset + c.len_utf8());
    }
    let end = from + lead + body.len();
    push(found, text, from + lead, end);
    for (offset, c) in text.get(end..to).unwrap_or("").char_indices() {
        push(found, text, end + offset, end + offset + c.len_utf8());
    }
}

fn is_edge(c: char) -> bool {
    matches!(
        c,
        '\'' | '‘' | '’' | '.' | ':' | '-' | '*' | '_' | '@' | '/' | '~' | '=' | '<' | '>' | '`' | '^'
    )
}

fn push<'t>(found: &mut Vec<Token<'t>>, text: &'t str, from: usize, to: usize) {
    let word = text.get(from..to).unwrap_or("");
    found.push(Token {
        span: Span::new(from, to),
        text: word,
        lower: lower(word),
        word: word.chars().any(char::is_alphanumeric),
        role: Role::Free,
        day: false,
        clock: false,
        no_place: false,
        nobody: false,
    });
}
