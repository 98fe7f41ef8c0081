//! Mail addresses, with or without a name.

use crate::tokens::Role;
use crate::tokens::Token;
use crate::tokens::mark;

use super::Found;
use super::person;

/// Addresses: one in brackets behind a name is that person's, any other is a person of its own.
pub(super) fn mail_addresses(tokens: &mut [Token], found: &mut Vec<Found>) {
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at).filter(|t| t.role == Role::Free && is_address(t.text)) else {
            continue;
        };
        let (address, span) = (token.text.to_owned(), token.span);
        let bracket = at.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is("(") || t.is("<")));
        let named = bracket.and_then(|i| i.checked_sub(1)).and_then(|i| tokens.get(i)).map(|t| t.span.end);
        match found.iter_mut().find(|f| named.is_some() && f.spans.last().map(|s| s.end) == named) {
            Some(before) => {
                before.person.email = Some(address);
                before.spans.push(span);
                mark(tokens, at - 1..at + 2, Role::Gone);
            }
            None => found.push(Found { person: person(&address), spans: vec![span] }),
        }
    }
}

/// `name@host.tld`, no more.
pub(crate) fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.contains('@')
    })
}
