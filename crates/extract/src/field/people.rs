//! Who takes part: "with Ann, Bob and Carla", "meet Linda", "call mom", mail addresses.

mod address;
mod name;
mod phone;

use calendar::{Person, Span};

use crate::tokens::{Role, Token, mark, spans, unseen, written};
use crate::words::{NAMES, PEOPLE_VERBS, ROOMS, VENUES, has};

pub(crate) use address::is_address;
use address::mail_addresses;
use name::is_person;
use name::item;
pub(crate) use phone::complete;

/// A person and the words that name them.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) person: Person,
    pub(crate) spans: Vec<Span>,
}

/// The people whom `tokens` (one sentence) name; their tokens take [`Role::Person`].
pub(crate) fn people(text: &str, tokens: &mut [Token]) -> Vec<Found> {
    unseen(tokens, |t| t.nobody, |tokens| seen(text, tokens))
}

fn seen(text: &str, tokens: &mut [Token]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let step = lead_in(tokens, at).and_then(|lead| list(text, tokens, at, lead, &mut found));
        at = step.unwrap_or(at + 1);
    }
    mail_addresses(tokens, &mut found);
    phone::phones(text, tokens, &mut found);
    found
}

/// What introduces people.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// "with": anyone may follow.
    With,
    /// "meet", "call": a name or a relation.
    Verb,
    /// "… and invite": anyone may follow, and the title says nothing of them.
    Invited,
    /// "between": two names.
    Between,
    /// "a meeting for Rob", "a call to Dr. Lee": only names that are known.
    Known,
}

fn lead_in(tokens: &[Token], at: usize) -> Option<Lead> {
    let token = tokens.get(at).filter(|t| t.is_free())?;
    let next = tokens.get(at + 1);
    // "Getting started with Rust"
    let begun = at > 0 && tokens.get(at - 1).is_some_and(|t| t.is_any(&["begin", "start", "started"]));
    match &*token.lower {
        "with" | "woth" => (!begun).then_some(Lead::With),
        "w" if next.is_some_and(|t| t.is("/")) => Some(Lead::With),
        "between" => Some(Lead::Between),
        "invite" if at > 0 => Some(Lead::Invited),
        "up" if at > 0 && tokens.get(at - 1).is_some_and(|t| t.is("pick")) => Some(Lead::Verb),
        "visit" | "see" => Some(Lead::Known),
        "for" | "to" if after_meeting(tokens, at) => Some(Lead::Known),
        verb if has(PEOPLE_VERBS, verb) => Some(Lead::Verb),
        _ => None,
    }
}

/// A meeting or an appointment stands before, perhaps with its time between.
fn after_meeting(tokens: &[Token], at: usize) -> bool {
    let before =
        tokens.get(..at).unwrap_or_default().iter().rev().find(|t| t.role != Role::Time && !t.is(","));
    before.is_some_and(|t| has(crate::words::HEADS, &t.lower))
}

/// Reads the list of people after a lead-in; returns where it ends.
fn list(text: &str, tokens: &mut [Token], at: usize, lead: Lead, found: &mut Vec<Found>) -> Option<usize> {
    let mut next = at + 1;
    if tokens.get(next).is_some_and(|t| t.is("/")) {
        next += 1;
    }
    let first = found.len();
    let mut end = None;
    if lead == Lead::Between && tokens.get(next).is_some_and(|t| t.is("me")) {
        // "between me and the players": the author is not counted.
        next = separator(tokens, next + 1)?;
        let range = item(tokens, next)?;
        let named: Vec<&Token> = tokens.get(range.clone()).into_iter().flatten().collect();
        found.push(self::found(text, &named));
        mark(tokens, at..range.end, Role::Gone);
        return Some(range.end);
    }
    loop {
        let item = item(tokens, next).filter(|range| found.len() == first || !is_place(tokens, range));
        let Some(range) = item.filter(|range| is_person(tokens.get(range.clone()).unwrap_or_default(), lead))
        else {
            break;
        };
        let named: Vec<&Token> = tokens.get(range.clone()).into_iter().flatten().collect();
        // "mike jim and bob": given names one after the other, as people speak.
        let given = named.len() > 1
            && named.iter().all(|t| has(NAMES, &t.lower) && !t.is_capital())
            && tokens.get(range.end).is_some_and(|t| t.is("and"));
        if given {
            found.extend(named.iter().map(|name| self::found(text, &[*name])));
        } else {
            found.push(self::found(text, &named));
        }
        // "with Tom 07700 900123 and Ana"
        let number = found.last_mut().and_then(|last| phone::take(text, tokens, last));
        let range = range.start..number.unwrap_or(range.end);
        end = Some(range.end);
        match separator(tokens, range.end) {
            Some(after) => next = after,
            None => break,
        }
    }
    if lead == Lead::Between && found.len() < first + 2 {
        found.truncate(first);
        return None;
    }
    let mut end = end?;
    if let Some(name) = whose_name(text, tokens, end) {
        end = name.1;
        found.truncate(first);
        found.push(name.0);
    }
    match lead {
        Lead::With => {
            for token in tokens.get_mut(at..end).into_iter().flatten().filter(|t| t.is_free()) {
                token.role = Role::Person;
            }
        }
        Lead::Invited => {
            let and =
                at.checked_sub(1).filter(|i| tokens.get(*i).is_some_and(|t| t.is_any(&["and", ",", "&"])));
            mark(tokens, and.unwrap_or(at)..end, Role::Gone);
        }
        Lead::Between => mark(tokens, at..end, Role::Gone),
        _ => {}
    }
    Some(end)
}

/// "my boss whose name is John"
fn whose_name(text: &str, tokens: &[Token], at: usize) -> Option<(Found, usize)> {
    let words = ["whose", "name", "is"];
    let fits = words.iter().enumerate().all(|(i, word)| tokens.get(at + i).is_some_and(|t| t.is(word)));
    let range = item(tokens, at + 3).filter(|_| fits)?;
    let named: Vec<&Token> = tokens.get(range.clone()).into_iter().flatten().collect();
    Some((found(text, &named), range.end))
}

/// Where the next name of a list starts: after a comma, "and", "&" or both.
fn separator(tokens: &[Token], at: usize) -> Option<usize> {
    let free = |i: usize| tokens.get(i).filter(|t| t.is_free());
    let mut next = at;
    if free(next).is_some_and(|t| t.is(",")) {
        next += 1;
    }
    if free(next).is_some_and(|t| t.is_any(&["and", "&", "or", "+"])) {
        next += 1;
    }
    (next > at && free(next).is_some_and(Token::is_word)).then_some(next)
}

/// "lunch with Tom, Cafe Rio": what stands behind the first name may be where.
fn is_place(tokens: &[Token], range: &std::ops::Range<usize>) -> bool {
    let mut words = tokens.get(range.clone()).into_iter().flatten();
    words.any(|t| has(VENUES, &t.lower) || has(ROOMS, &t.lower))
}

/// The person whom these words name.
pub(crate) fn found(text: &str, named: &[&Token]) -> Found {
    Found { person: person(&written(text, named)), spans: spans(text, named) }
}

/// A name, or an address.
fn person(words: &str) -> Person {
    let words = Some(words.to_owned());
    if is_address(words.as_deref().unwrap_or("")) {
        Person { email: words, ..Person::default() }
    } else {
        Person { name: words, ..Person::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn names(text: &str) -> Vec<String> {
        let mut tokens = tokens(text, Span::new(0, text.len()));
        let found = people(text, &mut tokens);
        found.into_iter().map(|f| f.person.name.or(f.person.email).unwrap()).collect()
    }

    #[test]
    fn lists_after_with() {
        assert_eq!(names("dinner with Ann"), ["Ann"]);
        assert_eq!(
            names("budget talk with Ann, Bob, Carla and Won-Jae about rent"),
            ["Ann", "Bob", "Carla", "Won-Jae"]
        );
        assert_eq!(names("meet and greet with emily wilson"), ["emily wilson"]);
        assert_eq!(names("lunch with my boss at Roma"), ["boss"]);
        assert_eq!(names("call w/ Dr. Okoye & Prof. Lee"), ["Dr. Okoye", "Prof. Lee"]);
        assert_eq!(names("sync with j.doe@corp.example"), ["j.doe@corp.example"]);
    }

    #[test]
    fn things_and_the_author_are_nobody() {
        for text in ["walk with the dog", "help with packing", "lunch with me"] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn verbs_that_take_people() {
        assert_eq!(names("meet Linda"), ["Linda"]);
        assert_eq!(names("call mom"), ["mom"]);
        assert_eq!(names("meeting between Ann Bell and Bob Cole"), ["Ann Bell", "Bob Cole"]);
        assert_eq!(names("see the doctor's notes"), [""; 0]);
    }
}
