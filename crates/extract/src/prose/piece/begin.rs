//! Where the words of another occasion begin.

use crate::field::place::is_venue_word;
use crate::field::place::room;
use crate::prose::phrase::Phrase;
use crate::time::times;
use crate::tokens::Role;
use crate::tokens::Token;
use crate::tokens::phrase_at;
use crate::words::{ARTICLES, BEFORE_TIME, COMMANDS, COPULAS, EMPTY, NO_NAMES, has};

use super::Cut;
use super::another::{asks_for_hours, comes_back, is_asked_too, is_no_school};

/// "Mon: spin 6am": where the words behind a day at the beginning of a line start.
pub(super) fn after_day(phrase: &Phrase, at: usize) -> usize {
    let day = phrase.tokens.iter().skip(at).take(8).take_while(|t| t.role == Role::Time && !t.clock).count();
    let mark = phrase.tokens.get(at + day).is_some_and(|t| matches!(t.text, ":" | "-" | "–" | "—" | ","));
    if day > 0 { at + day + usize::from(mark) } else { at }
}

/// "Monday 7th December - Staff training" on a line of its own: a day, and then words that name something.
pub(super) fn begins_with_day(phrase: &Phrase, at: usize) -> bool {
    let line = phrase.line_starts.binary_search(&at).is_ok();
    let time = phrase.tokens.iter().skip(at).take(16).take_while(|t| t.role == Role::Time || !t.is_word());
    let (length, day) = time.fold((0, false), |(length, day), t| (length + 1, day || t.day));
    let names = |t: &Token| {
        t.is_free() && !has(EMPTY, &t.lower) && !has(BEFORE_TIME, &t.lower) && !times::is_distractor(&t.lower)
    };
    line && day && phrase.tokens.get(at + length).is_some_and(names)
}

/// "Sunday's match v Ashford is on, 10am kick off": a sentence that begins with its day, names something and has an
/// hour.
pub(super) fn opens_with_day(phrase: &Phrase, at: usize) -> bool {
    let rest = || phrase.tokens.iter().skip(at);
    let day = rest().take(8).take_while(|t| t.role == Role::Time && !t.clock).count();
    let dated = rest().take(day).any(|t| t.day);
    let sentence = rest().skip(day).take(24).take_while(|t| !t.is_any(&[".", "!", "?"]));
    let named = rest().nth(day).is_some_and(|t| {
        t.is_free() && t.is_word() && !has(EMPTY, &t.lower) && !times::is_distractor(&t.lower)
    });
    dated && named && sentence.clone().any(|t| t.clock)
}

/// "9am standup, 11am review": a time of day and then the words of the occasion.
pub(super) fn clock_first(phrase: &Phrase, at: usize) -> bool {
    let at = at + heading(phrase, at);
    let lead = phrase.tokens.iter().skip(at).take_while(|t| !t.is_word() && t.role != Role::Time).count();
    let time: Vec<&Token> =
        phrase.tokens.iter().skip(at + lead).take_while(|t| t.role == Role::Time).take(12).collect();
    let next = phrase.tokens.get(at + lead + time.len());
    let names = |t: &Token| {
        t.is_free()
            && t.is_word()
            && !has(EMPTY, &t.lower)
            && !has(BEFORE_TIME, &t.lower)
            && (t.is_capital() || !times::is_distractor(&t.lower))
    };
    lead <= 2 && time.iter().any(|t| t.clock) && next.is_some_and(names)
}

/// "Kids: fri 4pm karate, …": the words up to a colon say whose the list is.
pub(super) fn heading(phrase: &Phrase, at: usize) -> usize {
    let words = phrase.tokens.iter().skip(at).take(4).take_while(|t| t.is_free() && t.is_word()).count();
    let colon = phrase.tokens.get(at + words).is_some_and(|t| t.is(":") && t.is_free());
    if words > 0 && colon { words + 1 } else { 0 }
}

/// First words of a sentence that goes on about the occasion before it.
const GOES_ON: &[&str] = &[
    "around", "book", "i", "it", "it's", "like", "location", "maybe", "no", "our", "please", "put", "same",
    "say", "still", "that", "that's", "the", "there", "they", "thinking", "this", "we", "we'll", "we're",
    "we've", "you", "you'll", "you're",
];

/// First words behind a comma or "and" that belong to the occasion before them.
const BELONGS: &[&str] = &[
    "arrive",
    "arrives",
    "arriving",
    "at",
    "back",
    "boarding",
    "bring",
    "continues",
    "departing",
    "departs",
    "end",
    "ending",
    "ends",
    "finish",
    "finishing",
    "for",
    "from",
    "gather",
    "goes",
    "i",
    "in",
    "it",
    "it's",
    "kick",
    "kick-off",
    "kickoff",
    "ko",
    "lands",
    "lasts",
    "leaves",
    "leaving",
    "meet",
    "meeting",
    "now",
    "on",
    "or",
    "repeats",
    "room",
    "run",
    "running",
    "runs",
    "same",
    "set",
    "show",
    "still",
    "that",
    "that's",
    "the",
    "they",
    "this",
    "throw",
    "throw-in",
    "tip-off",
    "to",
    "until",
    "we",
    "where",
    "which",
    "who",
    "whose",
    "will",
    "with",
];

/// Verbs of tasks in a list that somebody asks to be added.
const TASKS: &[&str] = &[
    "buy", "call", "cancel", "collect", "email", "feed", "mail", "order", "pay", "pick", "renew", "return",
    "send", "submit", "take", "water",
];

/// Words of a title, then a time: a new occasion. Distractors ("doors at 7", "RSVP by Friday") are none.
pub(super) fn begins_event(phrase: &Phrase, at: usize, kind: Cut) -> bool {
    let until_next = |t: &&Token| t.role != Role::Time && !matches!(t.text, ";" | "," | "!" | "?" | ".");
    let words: Vec<&Token> = phrase.tokens.iter().skip(at).take_while(until_next).take(14).collect();
    let next = phrase.tokens.get(at + words.len());
    let timed = next.is_some_and(|t| t.role == Role::Time);
    if kind == Cut::Sentence && is_no_school(phrase, at, &words) {
        return true;
    }
    if kind == Cut::Sentence && timed && is_asked_too(phrase, at, &words) {
        return true;
    }
    if timed && kind != Cut::Colon && asks_for_hours(phrase, at, &words) {
        return true;
    }
    if !timed || !names_something(&words) || goes_back(&words, kind) {
        return false;
    }
    let first = words.iter().find(|t| t.is_word());
    let led = |words_in: &[&str]| first.is_some_and(|t| t.is_any(words_in));
    let own_time = || {
        let rest = || phrase.tokens.iter().skip(at + words.len());
        let clock = rest().take_while(|t| t.role == Role::Time).take(12).any(|t| t.clock);
        // "match Sun away at Ringmer KO 10.15"
        let later = || rest().take(10).take_while(|t| !matches!(t.text, "," | ";")).any(|t| t.clock);
        let same_line = phrase.line_starts.binary_search(&(at + words.len())).is_err();
        clock || same_line && rest().take_while(|t| t.role == Role::Time).any(|t| t.day) && later()
    };
    // "remind me to take out the bins tonight and to call Ana tomorrow"
    let reminded = || phrase.tokens.iter().take(at).any(|t| t.is_any(&["remind", "reminder", "reminders"]));
    let also = || led(&["to"]) && reminded() && own_time();
    if kind == Cut::Weak && comes_back(phrase, at, &words) {
        return true;
    }
    if kind == Cut::Weak && (also() || is_command(phrase, at, &words)) {
        return true;
    }
    match kind {
        Cut::Strong => !led(&["it", "that", "location", "until", "at", "in", "with", "("]),
        Cut::Sentence => (own_time() || names_day(phrase, at, &words)) && !gathers(&words) && !led(GOES_ON),
        Cut::Weak => words.len() <= 8 && own_time() && !led(BELONGS),
        Cut::Colon => false,
    }
}

/// The words say what takes place: more than "move it", "the bus", "of the".
pub(super) fn names_something(words: &[&Token]) -> bool {
    let own = || words.iter().filter(|t| t.is_word());
    let content = own().any(|t| t.is_free() && !has(EMPTY, &t.lower));
    let again = own().next().is_some_and(|t| has(COMMANDS, &t.lower))
        && own().nth(1).is_some_and(|t| t.is_any(&["it", "that", "this", "me", "my"]));
    let noun = own().find(|t| !has(ARTICLES, &t.lower));
    // "Registration night is Wednesday week"
    let named = || {
        let mut behind = own().skip_while(|t| has(ARTICLES, &t.lower)).skip(1);
        behind.next().is_some_and(|t| t.is_any(&["afternoon", "day", "evening", "morning", "night", "party"]))
    };
    content && !again && noun.is_some_and(|t| !times::is_distractor(&t.lower) || named())
}

/// The words say more of the occasion before them.
fn goes_back(words: &[&Token], kind: Cut) -> bool {
    // "and expect to be back by 4.15pm"
    let back =
        || words.windows(2).any(|w| matches!(w, [a, b] if a.is_any(&["be", "get", "come"]) && b.is("back")));
    // "St Mark's Church (rehearsal from 2pm)"
    let bracket = || words.iter().any(|t| t.is("(")) && !words.iter().any(|t| t.is(")"));
    // "Carol service, St Mary's Church 1.30pm"
    let room = || room(&words.iter().map(|t| (*t).clone()).collect::<Vec<Token>>()) > 0;
    let place = || words.iter().skip(1).any(|t| is_venue_word(t)) && room();
    kind == Cut::Weak && (bracket() || place()) || kind != Cut::Strong && back()
}

/// The words ask for something of their own.
fn is_command(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    let mut own = words.iter().skip_while(|t| !t.is_word());
    let Some(first) = own.next() else { return false };
    // "… and set 'MOT' for Tuesday"
    let quotes = own.next().is_some_and(|t| matches!(t.text, "'" | "‘" | "\"" | "“"));
    // "…, and pay rent on the 1st" in a list that somebody asks to be added
    let list = || {
        phrase.tokens.iter().take(6).any(|t| has(COMMANDS, &t.lower))
            && phrase.tokens.iter().take(at).any(|t| t.is(":"))
    };
    quotes && has(COMMANDS, &first.lower) || first.is_any(TASKS) && list()
}

/// "Hen do 22-24 May.", "Conference: 14–16 May 2027, Lisbon": a sentence of a short name and a day.
fn names_day(phrase: &Phrase, at: usize, words: &[&Token]) -> bool {
    let time = phrase.tokens.iter().skip(at + words.len()).take_while(|t| t.role == Role::Time).take(16);
    let (length, day) = time.fold((0, false), |(length, day), t| (length + 1, day || t.day));
    let ends =
        phrase.tokens.get(at + words.len() + length).is_none_or(|t| t.is_any(&[".", ",", "!", "(", ";"]));
    let own: Vec<&&Token> = words.iter().filter(|t| t.is_word()).collect();
    let first =
        own.first().is_some_and(|t| t.is_capital() && !has(NO_NAMES, &t.lower) && !has(COMMANDS, &t.lower));
    let plain = own.iter().all(|t| {
        t.is_free()
            && (!has(EMPTY, &t.lower) || t.is("do"))
            && !times::is_distractor(&t.lower)
            && phrase_at(std::slice::from_ref(**t), 0, &COPULAS).is_none()
    });
    day && ends && first && plain && own.len() <= 3
}

/// "Meet in the car park at 10.15", "Students report to Room 118 at 6.10": where and when to be there for what was
/// announced before.
pub(super) fn gathers(words: &[&Token]) -> bool {
    const VERBS: &[&str] = &["arrive", "assemble", "gather", "meet", "meeting", "report"];
    const WHERE: &[&str] = &["at", "by", "from", "in", "near", "on", "outside", "there", "to", "us"];
    let own: Vec<&&Token> = words.iter().filter(|t| t.is_word()).take(4).collect();
    let Some(verb) = own.iter().take(3).position(|t| t.is_any(VERBS)) else { return false };
    let who = own.iter().take(verb).all(|t| !t.is_any(&["a", "an", "the", "our"]));
    who && own.get(verb + 1).map_or(verb == 0, |t| t.is_any(WHERE))
}
