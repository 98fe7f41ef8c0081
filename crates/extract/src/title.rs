//! What the event is called: quoted, called X, or the words that nothing else took.

use calendar::Span;

use crate::command::Request;
use crate::tokens::{Role, Token, phrase_at, spans, written};
use crate::words::{COPULAS, DANGLING_END, DANGLING_START, EMPTY, GENERIC, HEADS, NAMES, has};

/// A title and the words it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
}

/// Words that give a name to the event.
const NAMING: &[&str] =
    &["called", "entitled", "labeled", "labelled", "labled", "name", "named", "subject", "title", "titled"];

/// Words and marks after which a title is no title.
const LONGEST: usize = 40;

/// No name is longer, whatever a single "word" is.
const MOST_CHARS: usize = 300;

/// Words that end a title: what follows is a reason or another thought.
const BREAKS: &[&[&str]] = &[
    &["because"],
    &["but"],
    &["so", "that"],
    &["so", "i"],
    &["so", "we"],
    &["since"],
    &["and", "i"],
    &["and", "we"],
    &["and", "make"],
    &["and", "they"],
    &["and", "it"],
    &["it's"],
    &["which"],
    &["if", "you"],
    &["to", "attend"],
    &["during"],
    &["and", "it's"],
    &["has", "been", "moved"],
    &["has", "been", "postponed"],
    &["has", "been", "rescheduled"],
    &["has", "been", "cancelled"],
    &["has", "been", "canceled"],
    &["have", "been", "moved"],
    &["have", "been", "postponed"],
    &["have", "been", "cancelled"],
    &["is", "cancelled"],
    &["is", "canceled"],
    &["is", "postponed"],
    &["instead"],
    &["rather", "than"],
    &["is", "off", "because"],
    &["is", "off", "due"],
    &["until", "further", "notice"],
    &["same", "place"],
    &["same", "venue"],
];

/// The quoted words that name the event: their range without the quotation marks.
///
/// Only a request or a sentence that is mostly the quotation is named by it; prose quotes for other reasons.
pub(crate) fn quoted(tokens: &[Token]) -> Option<std::ops::Range<usize>> {
    let open = tokens.iter().position(|t| matches!(t.text, "\"" | "“" | "„" | "«" | "'" | "‘"))?;
    let mark = tokens.get(open)?.text;
    let closes = |t: &Token| match mark {
        "\"" => t.text == "\"",
        "'" | "‘" => matches!(t.text, "'" | "’"),
        "«" => t.text == "»",
        _ => matches!(t.text, "”" | "“" | "\""),
    };
    let close = open + 1 + tokens.iter().skip(open + 1).take(20).position(closes)?;
    let inside = tokens.get(open + 1..close)?;
    inside.iter().any(Token::is_word).then_some(open + 1..close)
}

/// Where a given name starts ("an event called X"), if the sentence gives one.
pub(crate) fn named(tokens: &[Token]) -> Option<usize> {
    let at = tokens.iter().position(|t| t.is_free() && NAMING.contains(&&*t.lower))?;
    let word = tokens.get(at)?;
    let mut next = at + 1;
    let joined = tokens.get(next).is_some_and(|t| t.is_any(&["as", "is", ":", "it"]));
    if joined {
        next += 1;
    }
    if word.is_any(&["name", "title", "subject"]) && !joined {
        return None;
    }
    let of_event = tokens.get(at.saturating_sub(6)..at)?.iter().any(|t| {
        has(GENERIC, &t.lower)
            || has(HEADS, &t.lower)
            || t.role == Role::Gone
            || t.role == Role::Time
            || t.role == Role::Person
    });
    let follows = tokens.get(next).is_some_and(Token::is_free);
    (of_event && follows).then_some(next)
}

/// The title of one sentence: its free words from `request.start` on.
pub(crate) fn title(text: &str, tokens: &[Token], request: Request) -> Option<Title> {
    let mut kept: Vec<&Token> = Vec::new();
    let mut aside_until = None;
    for (at, token) in tokens.iter().enumerate().skip(request.start) {
        let joins = phrase_at(tokens, at, COPULAS)
            .and_then(|n| tokens.get(at + n))
            .is_some_and(|t| t.role == Role::Time);
        let broken = !kept.is_empty() && (joins || phrase_at(tokens, at, BREAKS).is_some());
        if broken || kept.len() > LONGEST {
            break;
        }
        // Brackets behind a time say something about it or about the event, not its name.
        let aside =
            token.is("(") && at > request.start && (is_behind_time(tokens, at) || holds_time(tokens, at));
        aside_until = aside.then(|| closing(tokens, at)).flatten().or(aside_until);
        if token.is_free() && aside_until.is_none_or(|end| at > end) {
            kept.push(token);
        }
    }
    let whole_day = kept.len() > 2
        && kept.first().is_some_and(|t| t.is_any(&["full", "all"]))
        && kept.get(1).is_some_and(|t| t.is("day"));
    if whole_day {
        kept.drain(..2);
    }
    purpose(&mut kept, request);
    join_marks(&mut kept);
    join_people(&mut kept);
    trim(&mut kept);
    drop_price(&mut kept);
    drop_generic_tail(&mut kept);
    drop_asides(&mut kept);
    trim(&mut kept);
    let says = kept.iter().any(|t| t.is_word() && !has(EMPTY, &t.lower) && !has(GENERIC, &t.lower));
    let people_only = kept.iter().all(|t| t.role == Role::Person || !t.is_word());
    (says && !people_only).then(|| of(text, &kept))
}

/// "Half term: – school closed": where a time stood between two marks, the dash or else the first one stays.
fn join_marks(kept: &mut Vec<&Token>) {
    let mark = |t: &Token| matches!(t.text, "," | ":" | ";" | "." | "–" | "—" | "-" | "|");
    let mut at = 1;
    while at < kept.len() {
        let Some((a, b)) = kept.get(at - 1).zip(kept.get(at)).filter(|(a, b)| mark(a) && mark(b)) else {
            at += 1;
            continue;
        };
        let apart = b.span.start > a.span.end + 1;
        let dash = matches!(b.text, "–" | "—" | "-");
        match (apart, dash) {
            (true, true) => drop(kept.remove(at - 1)),
            (true, false) => drop(kept.remove(at)),
            (false, _) => at += 1,
        }
    }
}

fn is_behind_time(tokens: &[Token], at: usize) -> bool {
    tokens.get(at - 1).is_some_and(|t| t.role == Role::Time)
}

/// "(forms due Friday)", "(doors at 7)"
fn holds_time(tokens: &[Token], open: usize) -> bool {
    let close = closing(tokens, open).unwrap_or(open);
    tokens.get(open..close).is_some_and(|inside| inside.iter().any(|t| t.role == Role::Time && t.is_word()))
}

/// "Book launch - [time] - with Dana" → "Book launch with Dana".
fn join_people(kept: &mut Vec<&Token>) {
    let dash = |t: Option<&&Token>| t.is_some_and(|t| matches!(t.text, "-" | "–" | "—"));
    let with = |t: Option<&&Token>| t.is_some_and(|t| t.is_any(&["with", "w"]) && t.role == Role::Person);
    if let Some(at) = (1..kept.len()).find(|at| dash(kept.get(at - 1)) && with(kept.get(*at))) {
        kept.remove(at - 1);
    }
}

/// The bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    tokens.iter().skip(open).take(30).position(|t| t.is(")")).map(|length| open + length)
}

/// A title of these tokens, its first letter a capital.
pub(crate) fn of(text: &str, kept: &[&Token]) -> Title {
    let words = written(text, kept);
    let end = words.char_indices().nth(MOST_CHARS).map_or(words.len(), |(at, _)| at);
    Title { text: capital(words.get(..end).unwrap_or("")), spans: spans(text, kept) }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "meeting with Ann to discuss rent" → "discuss rent"; "appointment for nails" → "nails".
fn purpose(kept: &mut Vec<&Token>, request: Request) {
    let mut at = kept.iter().take_while(|t| !t.is_word() || t.is_any(&["a", "an", "the"])).count();
    let head = kept.get(at).is_some_and(|t| has(HEADS, &t.lower));
    while head && kept.get(at).is_some_and(|t| has(HEADS, &t.lower) || has(GENERIC, &t.lower)) {
        at += 1;
    }
    if !(head || request.generic || request.asked && kept.first().is_some_and(|t| t.role == Role::Person)) {
        return;
    }
    while kept.get(at).is_some_and(|t| t.role == Role::Person) {
        at += 1;
    }
    let (Some(lead), Some(next)) = (kept.get(at), kept.get(at + 1)) else { return };
    let fits = match &*lead.lower {
        "about" | "regarding" | "re" => true,
        "to" => !next.is_capital() && next.is_word(),
        "for" => !next.is_any(&["my", "our", "your", "his", "her", "me", "us"]) && !has(NAMES, &next.lower),
        _ => false,
    };
    if fits {
        kept.drain(..=at);
    }
}

/// "Concert, doors, show" → "Concert": what was said of other times.
fn drop_asides(kept: &mut Vec<&Token>) {
    let aside = |t: &Token| {
        crate::times::is_distractor(&t.lower) || t.is_any(&["show", "starts", "start", "ends", "end", "meet"])
    };
    while let Some(comma) = kept.iter().rposition(|t| t.is(",")) {
        let tail = kept.get(comma + 1..).unwrap_or_default();
        if comma == 0 || tail.len() > 2 || !tail.iter().all(|t| aside(t)) {
            return;
        }
        kept.truncate(comma);
    }
}

/// "Pub Quiz, €5 a head" → "Pub Quiz"; "Open studio, free admission" → "Open studio".
fn drop_price(kept: &mut Vec<&Token>) {
    let price =
        |t: &Token| t.text.starts_with(['$', '€', '£']) || t.text.ends_with(['$', '€', '£']) && t.is_number();
    let free = |at: usize| {
        kept.get(at).is_some_and(|t| t.is("free"))
            && kept.get(at - 1).is_some_and(|t| matches!(t.text, "," | "–" | "—" | "|" | ";" | "("))
            && kept.iter().skip(at + 1).all(|t| {
                !t.is_word()
                    || t.is_any(&["admission", "entrance", "entry", "of", "charge", "event", "parking"])
            })
    };
    if let Some(at) = (1..kept.len()).find(|at| kept.get(*at).is_some_and(|t| price(t)) || free(*at)) {
        let named = kept.get(..at).is_some_and(|words| words.iter().filter(|t| t.is_word()).count() >= 1);
        let lead = kept
            .get(at - 1)
            .is_some_and(|t| t.is_any(&["for", "costs", "over", "under", "a", "the", "of", "-"]));
        if named && !lead {
            kept.truncate(at);
        }
    }
}

/// "lunch event" → "lunch"; "meeting reminder" → "meeting".
fn drop_generic_tail(kept: &mut Vec<&Token>) {
    let tail = |t: &&Token| t.is_any(&["event", "entry", "reminder"]) && t.role == Role::Free;
    let end = kept.iter().position(|t| t.role == Role::Person).unwrap_or(kept.len());
    let generic = kept.get(..end).unwrap_or_default().iter().rev().take_while(|t| tail(t)).count();
    if generic < end {
        kept.drain(end - generic..end);
    }
}

/// Cuts what cannot begin or end a title.
pub(crate) fn trim(kept: &mut Vec<&Token>) {
    drop_empty_brackets(kept);
    loop {
        let before = kept.len();
        let first = |t: &&Token| {
            !t.is_word() && !matches!(t.text, "(" | "#" | "\"" | "“")
                || has(DANGLING_START, &t.lower)
                || t.is_any(&["is", "are", "was"])
                || t.is("your") && kept.len() > 1
        };
        if kept.first().is_some_and(first) {
            kept.remove(0);
        }
        let open = kept.iter().filter(|t| t.is("(")).count() > kept.iter().filter(|t| t.is(")")).count();
        let last = |t: &&Token| {
            !t.is_word() && !(matches!(t.text, ")" | "]" | "\"" | "”"))
                || t.is(")") && !kept.iter().any(|o| o.is("("))
                || has(DANGLING_END, &t.lower) && t.text != "A"
        };
        if kept.last().is_some_and(last) {
            kept.pop();
        } else if let Some(n) = copula(kept) {
            kept.truncate(kept.len() - n);
        } else if open {
            kept.retain(|t| !t.is("("));
        }
        if kept.len() == before {
            return;
        }
    }
}

/// Length of the joining verb at the end, if something stands before it.
fn copula(kept: &[&Token]) -> Option<usize> {
    let ends = |phrase: &&&[&str]| {
        kept.len() > phrase.len()
            && phrase.iter().rev().zip(kept.iter().rev()).all(|(word, token)| token.is(word))
    };
    COPULAS.iter().filter(ends).map(|phrase| phrase.len()).max()
}

fn drop_empty_brackets(kept: &mut Vec<&Token>) {
    let mut at = 0;
    while at < kept.len() {
        let opens = kept.get(at).is_some_and(|t| t.is("(") || t.is("["));
        let words = kept.iter().skip(at + 1).take_while(|t| !t.is(")") && !t.is("]"));
        let inside = words.clone().count();
        let closed = kept.get(at + 1 + inside).is_some();
        if opens && closed && !words.clone().any(|t| t.is_word() && !has(EMPTY, &t.lower)) {
            kept.drain(at..=at + 1 + inside);
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::unwrap;
    use crate::tokens::tokens;

    /// Words in braces stand for times.
    fn titled(text: &str) -> String {
        let mut all = tokens(text, Span::new(0, text.len()));
        let mut inside = false;
        for token in &mut all {
            inside |= token.is("{");
            if inside {
                token.role = Role::Time;
            }
            inside &= !token.is("}");
        }
        let mut request = unwrap(&mut all);
        if let Some(start) = named(&all) {
            request.start = start;
        }
        title(text, &all, request).map_or_else(String::new, |t| t.text)
    }

    #[test]
    fn titles_without_their_times() {
        for (text, expected) in [
            ("the exam is {at 2pm} and lasts {five hours}", "The exam"),
            ("Tryouts are {two months from now}", "Tryouts"),
            ("go to the park {tomorrow} with the dog", "Go to the park with the dog"),
            ("Create a lunch event {for tomorrow}", "Lunch"),
            ("Schedule a meeting {Monday} to discuss the roof", "Discuss the roof"),
            ("an appointment for nails {Thursday}", "Nails"),
            ("I want a new event called Party and make it {at 2 am}", "Party"),
            ("create an event {for thursday}", ""),
            ("Yoga ({05:45})", "Yoga"),
            ("Workshop: Rust for cats – {3 May}", "Workshop: Rust for cats"),
        ] {
            assert_eq!(titled(text), expected, "{text}");
        }
    }

    #[test]
    fn quotations() {
        let text = "Add \"Board games\" and 'tea'";
        let all = tokens(text, Span::new(0, text.len()));
        assert_eq!(quoted(&all), Some(2..4));
    }
}
