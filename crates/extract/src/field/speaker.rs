//! Who speaks at an announced event, told by the layout of its lines or by a verb.

use crate::field::people::{Found, found};
use crate::layout::letter::{is_closing, is_greeting};
use crate::layout::segment::Entry;
use crate::tokens::{Token, phrase_at, tokens};
use crate::words::{AFFILIATIONS, EMPTY, NAMES, Phrases, TALKS, TITLES, VENUES, WELCOMES, has, is_weekday};

/// Who speaks: a name on a line of its own above an affiliation, before "will speak", or else a line that is surely a
/// name.
pub(crate) fn speaker(text: &str, entries: &[Entry]) -> Option<Found> {
    let own_line = entries.windows(2).find_map(|pair| {
        let (first, second) = pair.first().zip(pair.last())?;
        is_affiliation(text, second).then(|| name_line(text, first, false)).flatten()
    });
    // A name below "Sincerely," is the author's.
    let body = entries.iter().take_while(|e| !is_closing(e.line.span.of(text))).take(20);
    own_line
        .or_else(|| entries.iter().find_map(|e| speaks(text, &tokens(text, e.line.span))))
        .or_else(|| body.into_iter().find_map(|e| name_line(text, e, true)))
}

/// A line of two to five capitalised words; `sure` asks for a given name, a form of address or an initial.
pub(crate) fn name_line(text: &str, entry: &Entry, sure: bool) -> Option<Found> {
    if !entry.short
        || entry.line.label.is_some()
        || entry.line.bullet
        || is_greeting(entry.line.span.of(text))
    {
        return None;
    }
    let all = tokens(text, entry.line.span);
    let mut kept: Vec<&Token> = all
        .iter()
        .skip_while(|t| !t.is_word())
        .take_while(|t| !matches!(t.text, "," | "(" | "-" | "–" | "--"))
        .collect();
    while kept.last().is_some_and(|t| !t.is_word()) {
        kept.pop();
    }
    let words: Vec<&&Token> = kept.iter().filter(|t| t.is_word()).collect();
    let thing = |t: &&&Token| {
        t.is_number() || has(VENUES, &t.lower) || has(AFFILIATIONS, &t.lower) || has(EMPTY, &t.lower)
    };
    let name =
        (2..=5).contains(&words.len()) && words.iter().all(|t| t.is_capital()) && !words.iter().any(thing);
    let known = words.first().is_some_and(|t| has(NAMES, &t.lower) || has(TITLES, &t.lower));
    let initial = words.iter().any(|t| t.text.chars().count() == 1);
    let shouted = words.iter().all(|t| t.text.chars().count() > 2 && t.text == t.text.to_uppercase());
    (name && (known || !shouted && !sure || initial && !shouted)).then(|| found(text, &kept))
}

pub(crate) fn is_affiliation(text: &str, entry: &Entry) -> bool {
    let words = entry.line.span.of(text).to_lowercase();
    entry.short
        && entry.times.is_empty()
        && words.split(|c: char| !c.is_alphanumeric()).any(|w| has(AFFILIATIONS, w))
}

/// What a speaker does.
const SPEAKS: Phrases = Phrases::new(&[
    &["discussing"],
    &["giving"],
    &["is", "speaking"],
    &["presenting"],
    &["presents"],
    &["speaking"],
    &["speaks"],
    &["will", "be", "giving"],
    &["will", "be", "speaking"],
    &["will", "discuss"],
    &["will", "give"],
    &["will", "present"],
    &["will", "speak"],
    &["will", "talk"],
]);

/// "Ana Bell will speak", "talk by Dr. Lee", "given by …"
pub(crate) fn speaks(text: &str, all: &[Token]) -> Option<Found> {
    for at in 0..all.len() {
        if phrase_at(all, at, &SPEAKS).is_some() {
            // "Kofi Mensah (Stanford) will be speaking"
            let home = bracket_before(all, at).unwrap_or(at);
            let name: Vec<&Token> = all.get(..home)?.iter().rev().take_while(|t| is_name_part(t)).collect();
            let name: Vec<&Token> = name.into_iter().rev().skip_while(|t| !t.is_word()).collect();
            let name = from_title(name);
            if name.iter().filter(|t| t.is_word()).count() >= 2 {
                return Some(found(text, &name));
            }
            if let Some(name) = first_name(all, home) {
                return Some(found(text, &name));
            }
        }
        if let Some(name) = welcomed(all, at) {
            return Some(found(text, &name));
        }
        let told = all.get(at).is_some_and(|t| t.is("is"))
            && at > 0
            && all.get(at - 1).is_some_and(|t| t.is("speaker"));
        let hosted = at > 0
            && all
                .get(at - 1)
                .is_some_and(|t| t.is_any(&["hosted", "organised", "organized", "sponsored", "supported"]));
        if told || !hosted && all.get(at).is_some_and(|t| t.is("by")) {
            let name: Vec<&Token> = all.get(at + 1..)?.iter().take_while(|t| is_name_part(t)).collect();
            if (2..=5).contains(&name.iter().filter(|t| t.is_word()).count())
                && !has(EMPTY, &name.first()?.lower)
                && !name.iter().any(|t| is_weekday(&t.lower))
            {
                return Some(found(text, &name));
            }
        }
    }
    None
}

/// Words between a sentence's beginning and its verb that are looked at.
const SENTENCE: usize = 40;

/// "Professor Lucia Ferro of the University of Padua will give": the name with which the sentence before `verb` begins.
fn first_name<'a, 't>(all: &'a [Token<'t>], verb: usize) -> Option<Vec<&'a Token<'t>>> {
    let before = all.get(verb.saturating_sub(SENTENCE)..verb)?;
    let ends = |at: usize| {
        let title = at > 0
            && before.get(at - 1).is_some_and(|t| has(TITLES, &t.lower) || t.text.chars().count() <= 2);
        before.get(at).is_some_and(|t| t.is_any(&[".", "!", "?", ":"])) && !title
    };
    let start = (0..before.len()).rev().find(|at| ends(*at)).map_or(0, |at| at + 1);
    let run: Vec<&Token> =
        before.iter().skip(start).skip_while(|t| !t.is_word()).take_while(|t| is_name_part(t)).collect();
    let next = before.iter().skip(start).skip_while(|t| !t.is_word()).nth(run.len());
    let words = run.iter().filter(|t| t.is_word()).count();
    let known = run.first().is_some_and(|t| has(TITLES, &t.lower) || has(NAMES, &t.lower));
    let home = next.is_some_and(|t| t.is_any(&["of", "from", ","]));
    (known && home && (2..=5).contains(&words)).then_some(run)
}

/// "we have Mina Farahani from Duke giving the colloquium": who is had at a talk.
fn welcomed<'a, 't>(all: &'a [Token<'t>], at: usize) -> Option<Vec<&'a Token<'t>>> {
    let verb = has(WELCOMES, &all.get(at)?.lower);
    let rest = all.get(at + 1..).filter(|_| verb)?;
    let name: Vec<&Token> = rest.iter().take_while(|t| is_name_part(t)).collect();
    let words = name.iter().filter(|t| t.is_word()).count();
    let talk = rest.iter().skip(name.len()).take(16).take_while(|t| !t.is(".")).any(|t| has(TALKS, &t.lower));
    (talk && (2..=5).contains(&words)).then_some(name)
}

/// Where the bracket opens that ends right before `at`.
fn bracket_before(all: &[Token], at: usize) -> Option<usize> {
    let close = at.checked_sub(1).filter(|i| all.get(*i).is_some_and(|t| t.is(")")))?;
    all.get(..close)?.iter().rposition(|t| t.is("("))
}

/// "Here Professor Shaw": a form of address begins the name.
fn from_title<'a, 't>(name: Vec<&'a Token<'t>>) -> Vec<&'a Token<'t>> {
    let start = name.iter().position(|t| has(TITLES, &t.lower)).unwrap_or(0);
    name.into_iter().skip(start).collect()
}

fn is_name_part(token: &Token) -> bool {
    token.is_capital() && !token.is_number() || token.is(".") || has(TITLES, &token.lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::clean::lines;
    use timex::Context;

    fn who(text: &str) -> String {
        let context = Context::new("2025-06-14T09:00:00[UTC]".parse().unwrap());
        let lines = lines(text);
        let entries: Vec<Entry> = lines.iter().map(|line| Entry::read(text, line, &context)).collect();
        speaker(text, &entries).and_then(|f| f.person.name).unwrap_or_default()
    }

    #[test]
    fn names_by_layout_and_by_verb() {
        assert_eq!(who("On Looms\n\nIrene Castell\nUniversity of Aveiro\n\n3:30"), "Irene Castell");
        assert_eq!(
            who("Next week Dr. Hanna Osei will speak about light and shadow in the old town."),
            "Dr. Hanna Osei"
        );
        assert_eq!(who("A talk by Paul Reyes on Friday at 3"), "Paul Reyes");
        assert_eq!(who("Garden day\nBring gloves\n\nSincerely,\nMary Shaw"), "");
    }
}
