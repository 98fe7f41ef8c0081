//! What the event is called: quoted, called X, or the words that nothing else took.

mod behind;
mod breaks;
mod name;
mod remark;
mod trim;

use calendar::Span;

use crate::prose::command::Request;
use crate::tokens::{Role, Token, phrase_at, spans, written};
use crate::words::{AGAIN, COPULAS, EMPTY, GENERIC, HEADS, LASTING, NAMES, TURNS, has};

use behind::closing;
use behind::goes_on_behind_time;
use behind::holds_place;
use behind::holds_time;
use behind::is_behind_time;
use behind::is_behind_time_or_comma;
use behind::is_vague;
use breaks::BREAKS;
pub(crate) use name::before_colon;
pub(crate) use name::named;
pub(crate) use name::quoted;
pub(crate) use remark::drop_remark;
pub(crate) use remark::drop_remarks;
pub(crate) use remark::mark_remarks;
use trim::drop_asides;
use trim::drop_generic_tail;
use trim::drop_price;
pub(crate) use trim::trim;

/// A title and the words it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
}

/// Words and marks after which a title is no title.
const LONGEST: usize = 40;

/// No name is longer, whatever a single "word" is.
const MOST_CHARS: usize = 300;

/// The title of one sentence: its free words from `request.start` on.
pub(crate) fn title(text: &str, tokens: &[Token], request: Request) -> Option<Title> {
    let mut kept = own_words(tokens, request);
    if let [all, day, _, ..] = kept.as_slice()
        && all.is_any(&["full", "all"])
        && day.is("day")
    {
        kept.drain(..2);
    }
    purpose(&mut kept, request);
    join_marks(&mut kept);
    join_people(&mut kept);
    trim(&mut kept);
    drop_price(&mut kept);
    drop_remark(&mut kept);
    drop_remarks(&mut kept);
    drop_generic_tail(&mut kept);
    drop_asides(&mut kept);
    trim(&mut kept);
    unquote(&mut kept);
    let hollow = [
        "late", "now", "onwards", "place", "prompt", "rsvp", "sharp", "start", "take", "term", "tickets",
        "til", "till", "time",
    ];
    let says = kept
        .iter()
        .any(|t| t.is_word() && !has(EMPTY, &t.lower) && !has(GENERIC, &t.lower) && !t.is_any(&hollow));
    let people_only = kept.iter().all(|t| t.role == Role::Person || !t.is_word());
    (says && !people_only).then(|| of(text, &kept))
}

/// "Our next working bee" → "working bee"; "the next meeting" keeps what little it says.
fn drop_next(kept: &mut Vec<&Token>) {
    let article = usize::from(kept.first().is_some_and(|t| t.is_any(&["our", "the"])));
    if kept.get(article).is_some_and(|t| t.is("next")) && kept.len() > 2 * article + 1 {
        kept.drain(..=article);
    }
    // "Book club next meets Tuesday"
    if kept.len() > 1 && kept.last().is_some_and(|t| t.is("next")) {
        kept.pop();
    }
}

/// "Round 6 is Saturday 9.20am, Court 14, vs Wattle Park Thunder": against whom, behind the time.
fn opponent<'a, 't>(tokens: &'a [Token<'t>], from: usize) -> impl Iterator<Item = &'a Token<'t>> {
    let versus = |t: &Token| t.is_free() && t.is_any(&["vs", "v", "versus"]);
    let at = tokens.iter().skip(from).position(versus).map_or(tokens.len(), |at| from + at);
    let behind = at > 0 && tokens.get(at - 1).is_some_and(|t| !t.is_word() || t.role != Role::Free);
    let rest = tokens.iter().skip(at).take(if behind { LONGEST } else { 0 });
    rest.take_while(move |t| t.is_free() && (versus(t) || t.is_capital()))
}

/// The free words up to what a title does not go on behind: its time and a verb, or what is said of it.
fn own_words<'a, 't>(tokens: &'a [Token<'t>], request: Request) -> Vec<&'a Token<'t>> {
    let mut kept: Vec<&Token> = Vec::new();
    let (mut aside_until, mut told_by_day) = (None, None);
    for (at, token) in tokens.iter().enumerate().skip(request.start) {
        let joins = phrase_at(tokens, at, &COPULAS)
            .and_then(|n| {
                tokens.iter().skip(at + n).find(|t| !(t.is_free() && t.is_any(&[",", "at", "in", "to"])))
            })
            .is_some_and(|t| matches!(t.role, Role::Time | Role::Place));
        let ends = tokens.iter().skip(at + 1).all(|t| !t.is_word());
        if (joins || ends || token.role == Role::Time) && is_turn(&kept, token) {
            kept.push(token);
            break;
        }
        // "v Rovers KO 11.00 meet 10.15"
        // "team photo tmrw 5:15 before practice"
        let meets =
            at > 0 && token.is_any(&["before", "btw", "meet", "onwards"]) && is_behind_time(tokens, at);
        let broken = !kept.is_empty()
            && (joins
                || meets
                || phrase_at(tokens, at, &BREAKS).is_some()
                || goes_on_behind_time(tokens, at, &kept));
        if broken || kept.len() > LONGEST {
            if broken && joins && is_vague(&kept) {
                kept.clear();
                continue;
            }
            // "Next Data Bites is Wed 3/11"
            if joins {
                drop_next(&mut kept);
            }
            kept.extend(opponent(tokens, at));
            break;
        }
        // "The following night, Thursday the 26th, is Instrument Night"
        if token.is_any(&["is", "will", "be"]) && is_vague(&kept) && is_behind_time_or_comma(tokens, at) {
            // "Monday is the boiler man"
            told_by_day = tokens.get(at + 1).is_some_and(|t| t.is("the")).then_some(at + 1);
            kept.clear();
            continue;
        }
        // Brackets behind a time say something about it or about the event, not its name.
        let aside = token.is("(")
            && at > request.start
            && (is_behind_time(tokens, at) || holds_time(tokens, at) || holds_place(tokens, at));
        aside_until = aside.then(|| closing(tokens, at)).flatten().or(aside_until);
        // "arrives 11:30 +1"
        let days = token.text.starts_with('+')
            && token.text.len() == 2
            && at > 0
            && tokens.get(at - 1).is_some_and(|t| t.role == Role::Time);
        if token.is_free() && !days && told_by_day != Some(at) && aside_until.is_none_or(|end| at > end) {
            kept.push(token);
        }
    }
    kept
}

/// "Term ends", "Registration opens": what goes on for weeks is no occasion by itself, its first or last day is.
fn is_turn(kept: &[&Token], verb: &Token) -> bool {
    let mut words = kept.iter().rev().filter(|t| t.is_word());
    has(TURNS, &verb.lower)
        && words.next().is_some_and(|t| has(LASTING, &t.lower))
        && words.take(2).count() < 2
}

/// "Rehearsals start again", "Choir is back" → "Rehearsals", "Choir": that it begins is no part of the name of what comes
/// every week.
pub(crate) fn of_regular(mut title: Title) -> Title {
    let lower = title.text.to_lowercase();
    let tail = AGAIN.iter().filter(|tail| lower.ends_with(**tail)).map(|tail| tail.len()).max();
    let cut = tail.filter(|tail| *tail < title.text.len()).unwrap_or(0);
    title.text.truncate(title.text.len() - cut);
    if let [span] = title.spans.as_mut_slice() {
        span.end -= cut.min(span.end - span.start);
    }
    title
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

/// "Book launch - [time] - with Dana" → "Book launch with Dana".
fn join_people(kept: &mut Vec<&Token>) {
    let dash = |t: Option<&&Token>| t.is_some_and(|t| matches!(t.text, "-" | "–" | "—"));
    let with = |t: Option<&&Token>| t.is_some_and(|t| t.is_any(&["with", "w"]) && t.role == Role::Person);
    if let Some(at) = (1..kept.len()).find(|at| dash(kept.get(at - 1)) && with(kept.get(*at))) {
        kept.remove(at - 1);
    }
}

/// A title that is nothing but a quotation loses its marks.
fn unquote(kept: &mut Vec<&Token>) {
    let outer = |t: Option<&&Token>| t.is_some_and(|t| matches!(t.text, "\"" | "“" | "”"));
    let marks = kept.iter().filter(|t| matches!(t.text, "\"" | "“" | "”")).count();
    if kept.len() > 2 && marks == 2 && outer(kept.first()) && outer(kept.last()) {
        kept.pop();
        kept.remove(0);
    }
}

/// A title of these tokens, its first letter a capital.
pub(crate) fn of(text: &str, kept: &[&Token]) -> Title {
    let words = written(text, kept);
    let end = words.char_indices().nth(MOST_CHARS).map_or(words.len(), |(at, _)| at);
    Title { text: capital(words.get(..end).unwrap_or("")), spans: spans(text, kept) }
}

fn capital(words: &str) -> String {
    // "v Woking (H)"
    if ["v ", "vs ", "v. ", "vs. "].iter().any(|against| words.starts_with(against)) {
        return words.to_owned();
    }
    let mut chars = words.chars();
    let first = chars.next();
    let mut title = String::with_capacity(words.len());
    title.extend(first.into_iter().flat_map(char::to_uppercase));
    title + chars.as_str()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::command::unwrap;
    use crate::tokens::tokens;

    /// Words in braces stand for times.
    fn titled(text: &str) -> String {
        let mut all = crate::tokens::with_times_in_braces(text);
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
