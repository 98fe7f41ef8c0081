//! The wrapper around an event: greeting, politeness, command and the generic noun it asks for.
//!
//! "Hi, can you please add an event to my calendar for …" says nothing of the event but that it is wanted.

mod address;
mod object;
mod tail;

use crate::tokens::{Role, Token, phrase_at};
use crate::words::{
    ARTICLES, CALENDARS, COMMANDS, FRAMES, GENERIC, GREETINGS, HEADS, NAMES, REASONS, REMINDERS, has,
};

use address::{addressed, called, for_whom};
use object::connective;
use object::object;
use tail::cut_tails;

/// What a sentence asks for, and where its own words begin.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one sentence")]
pub(crate) struct Request {
    /// First token after the wrapper.
    pub(crate) start: usize,
    /// The sentence asks to add, schedule or remind.
    pub(crate) asked: bool,
    /// It asks for a reminder.
    pub(crate) reminder: bool,
    /// It asks what is in the calendar instead.
    pub(crate) query: bool,
    /// A generic noun was asked for: "an event", "a reminder".
    pub(crate) generic: bool,
    /// A wish or a statement of the author: "I need", "I will be", "there is".
    pub(crate) framed: bool,
    /// The author says what is to be done: "I need to", "we have to".
    pub(crate) wished: bool,
}

/// Words of a frame that says what is to be done.
const WISHES: &[&str] = &[
    "forget", "gotta", "have", "i'd", "let's", "lets", "like", "need", "planning", "remember", "wanna",
    "want",
];

/// Verbs that also begin titles; they ask only when a generic noun follows.
const WEAK: &[&str] = &[
    "activate", "bung", "calendar", "chuck", "enter", "find", "fix", "flag", "get", "give", "include", "log",
    "make", "note", "open", "plan", "pop", "record", "register", "save", "send", "show", "slot", "start",
    "stick", "turn",
];

/// Nouns that make a command's verb part of a name: "Book club", "Block party".
const COMPOUNDS: &[&str] = &[
    "bank",
    "club",
    "clubs",
    "day",
    "discussion",
    "drive",
    "exchange",
    "fair",
    "fayre",
    "festival",
    "group",
    "house",
    "launch",
    "lovers",
    "party",
    "reading",
    "review",
    "sale",
    "signing",
    "stall",
    "swap",
    "talk",
    "token",
    "tour",
    "up's",
    "week",
];

/// Marks the wrapper of one sentence as [`Role::Gone`].
pub(crate) fn unwrap(tokens: &mut [Token]) -> Request {
    let mut request = Request { query: crate::prose::query::asks(tokens), ..Request::default() };
    let mut polite = false;
    request.start = reason(tokens).max(called(tokens)).max(for_whom(tokens));
    while let Some(at) = next_free(tokens, request.start) {
        let end = if let Some(n) = phrase_at(tokens, at, &REMINDERS) {
            request.asked = true;
            request.reminder = true;
            connective(tokens, before(tokens, at + n))
        } else if let Some(n) = frame(tokens, at, request, polite) {
            polite =
                tokens.get(at..at + n).is_some_and(|words| words.iter().any(|t| t.is("you") || t.is("u")));
            request.framed |= !polite;
            request.wished |=
                tokens.get(at..at + n).is_some_and(|words| words.iter().any(|t| t.is_any(WISHES)));
            let reminds = tokens.get(at + n - 1).is_some_and(|t| t.is("reminder"));
            if reminds { connective(tokens, at + n) } else { at + n }
        } else if let Some(n) = phrase_at(tokens, at, &CALENDARS).filter(|_| request.asked) {
            at + n
        } else if tokens.get(at).is_some_and(|t| has(GREETINGS, &t.lower)) {
            addressed(tokens, at)
        } else if tokens.get(at).is_some_and(|t| t.is_any(&["also", "and", "then"]))
            && tokens.get(at + 1).is_some_and(|t| t.is_any(&["add", "block", "book", "put", "schedule"]))
            && is_command(tokens, at + 1, true)
        {
            // "And add the budget review on Friday", "also block off Nov 12-14 for the campout"
            at + 1
        } else if !request.asked && is_command(tokens, at, request.framed || polite) {
            request.asked = true;
            object(tokens, at + 1, &mut request)
        } else if (request.framed || request.asked)
            && tokens.get(at).is_some_and(|t| t.is_any(&["her", "his", "their"]))
        {
            // "Please come to his dinosaur party"
            at + 1
        } else if (request.asked || request.framed || polite)
            && has(ARTICLES, tokens.get(at).map_or("", |t| &t.lower))
        {
            object(tokens, at, &mut request).max(at + 1)
        } else {
            break;
        };
        gone(tokens, at..end);
        request.start = end;
    }
    request.query |= request.asked && adds_to_list(tokens);
    if request.asked {
        put_down(tokens, request.start);
    }
    cut_tails(tokens, request.start);
    request
}

/// "put book club down for Thursday": what is left of the command behind its object.
fn put_down(tokens: &mut [Token], start: usize) {
    let put = tokens.iter().take(start).any(|t| t.is_any(&["mark", "pencil", "put", "write"]));
    let down = tokens.windows(3).skip(start).position(|w| {
        matches!(w, [down, lead, time] if down.is_free() && down.is_any(&["down", "in"])
            && lead.is_any(&["for", "on"]) && (time.role == Role::Time || lead.role == Role::Time))
    });
    if let Some(at) = down.filter(|_| put).map(|at| at + start) {
        gone(tokens, at..at + 1);
    }
}

/// "Add atta and curd to the shopping list": a list of things, no calendar.
fn adds_to_list(tokens: &[Token]) -> bool {
    const LISTS: &[&str] = &["grocery", "groceries", "packing", "reading", "shopping", "wish"];
    tokens.windows(4).any(|w| {
        matches!(w, [to, the, kind, list] if to.is_any(&["on", "to"]) && the.is_any(&["my", "our", "the"])
            && kind.is_any(LISTS) && list.is("list"))
    })
}

/// The end of a reason that stands first: "Due to snow, …".
fn reason(tokens: &mut [Token]) -> usize {
    let comma =
        tokens.iter().take(10).position(|t| t.is(",")).filter(|_| phrase_at(tokens, 0, &REASONS).is_some());
    let plain = comma.filter(|at| tokens.get(..*at).is_some_and(|words| words.iter().all(Token::is_free)));
    let end = plain.map_or(0, |at| at + 1);
    gone(tokens, 0..end);
    end
}

/// "a day before", "an hour before": how long before stands between the reminder and the event.
fn before(tokens: &[Token], from: usize) -> usize {
    let word = |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| t.is_any(words));
    let unit = from + usize::from(word(from, &["a", "an", "one", "the", "and"]));
    let told =
        word(unit, &["day", "hour", "week", "minute", "night"]) && word(unit + 1, &["before", "prior"]);
    if told { unit + 1 } else { from }
}

/// Only free words go: times inside the wrapper stay times.
fn gone(tokens: &mut [Token], range: std::ops::Range<usize>) {
    for token in tokens.get_mut(range).into_iter().flatten().filter(|t| t.is_free()) {
        token.role = Role::Gone;
    }
}

/// The next free word; punctuation and times are passed over.
fn next_free(tokens: &[Token], from: usize) -> Option<usize> {
    let at = tokens.iter().skip(from).position(|t| t.is_free() && t.is_word())? + from;
    // A quoted or bracketed word begins the title.
    let opening = |t: &Token| matches!(t.text, "\"" | "“" | "„" | "«" | "[" | "(");
    (!tokens.get(from..at)?.iter().any(|t| t.is_free() && opening(t))).then_some(at)
}

/// A frame is a frame only when something follows it ("to" only inside a wrapper).
fn frame(tokens: &[Token], at: usize, request: Request, polite: bool) -> Option<usize> {
    let n = phrase_at(tokens, at, &FRAMES)?;
    let first = tokens.get(at)?;
    let fits = match &*first.lower {
        "to" | "that" if n == 1 => request.asked || request.framed,
        "help" => polite,
        "let's" | "lets" if n == 1 => next_free(tokens, at + n).is_some_and(|next| {
            is_command(tokens, next, true) || tokens.get(next).is_some_and(|t| t.is("meet"))
        }),
        "let's" | "lets" => !tokens.get(at + n).is_some_and(|t| t.is_any(&["it", "this", "that"])),
        "announcement" | "invitation" | "canceled" | "cancelled" | "correction" | "new" | "notice"
        | "postponed" | "rescheduled" | "update" | "alert" | "attention" | "important" | "urgent" => {
            n > 2 || tokens.get(at + n).is_some_and(|t| t.is(":") || n == 1 && t.is("!"))
        }
        "quick" if tokens.get(at + 1).is_some_and(|t| t.is("update")) => {
            tokens.get(at + n).is_some_and(|t| t.is(":"))
        }
        "these" | "the" => request.asked && tokens.iter().skip(at + n).take(2).any(|t| t.is(":")),
        "first" | "firstly" | "second" | "secondly" | "finally" | "lastly" => {
            tokens.get(at + n).is_some_and(|t| t.is(",") || t.is(":"))
                || phrase_at(tokens, at + n, &FRAMES).is_some()
        }
        _ => true,
    };
    (fits && next_free(tokens, at + n).is_some()).then_some(n)
}

fn is_command(tokens: &[Token], at: usize, wish: bool) -> bool {
    let Some(verb) = tokens.get(at).filter(|t| has(COMMANDS, &t.lower)) else { return false };
    let Some(next) = tokens.get(at + 1) else { return false };
    if COMPOUNDS.contains(&&*next.lower)
        || next.is_any(&["'s", "&", "and", ":"]) && verb.is_any(&["mark", "set", "schedule", "book"])
    {
        return false;
    }
    // "Every Thursday 7pm - 8.30pm Set Dancing", "Mon 23 Aug - Book Week"
    let row = at > 0 && tokens.get(..at).is_some_and(|before| before.iter().any(|t| t.role == Role::Time));
    if row && verb.is_capital() && next.is_capital() && next.is_free() && !has(NAMES, &next.lower) {
        return false;
    }
    let weak = WEAK.contains(&&*verb.lower) && !(verb.is("make") && !wish && at_start(tokens, at));
    // "Pop a call with Ann in for Thursday", "stick 'cake' in for Saturday"
    let informal = verb.is_any(&["bung", "chuck", "pop", "slot", "stick"]);
    let into = informal
        && tokens.iter().skip(at + 1).take(12).any(|t| t.is_any(&["in", "down"]) || t.role == Role::Time);
    into && (wish || next.is_any(&["a", "an", "my", "the", "it", "\""]) || !next.is_word())
        || !weak
        || next.is("me") && !verb.is("give")
        || asks_for_generic(tokens, at + 1)
}

fn at_start(tokens: &[Token], at: usize) -> bool {
    tokens.get(..at).is_some_and(|before| before.iter().all(|t| t.role != Role::Free || !t.is_word()))
}

/// A generic noun or "meeting" within the next few words.
fn asks_for_generic(tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at).take(6).take_while(|t| !t.is("for") && !t.is("to")).any(|t| {
        has(GENERIC, &t.lower) || has(HEADS, &t.lower) || t.role == Role::Time && t.lower.starts_with("hour")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::written;

    /// What remains; words in braces stand for times.
    fn rest(text: &str) -> String {
        let mut all = crate::tokens::with_times_in_braces(text);
        let request = unwrap(&mut all);
        let free: Vec<_> = all[request.start..].iter().filter(|t| t.is_free() && t.is_word()).collect();
        written(text, &free)
    }

    #[test]
    fn wrappers_leave_the_event() {
        for (text, left) in [
            ("Add yoga to my calendar {Monday}", "yoga"),
            ("Hi, could you please schedule a haircut {at 3}?", "haircut"),
            ("Create an event {on Friday} for pottery", "pottery"),
            ("create an event {for thursday}", ""),
            ("remind me {tonight} to feed the cat", "feed the cat"),
            ("set a reminder {for noon} about the rent", "rent"),
            ("I want to make a cake {tomorrow}", "make a cake"),
            ("Put me down for bowling {Tuesday}", "bowling"),
            ("I have a piano lesson {Monday}, please add that to my calendar now", "piano lesson"),
            ("mark {May 2} as moving day", "moving day"),
            ("Book club {Thursday}", "Book club"),
            ("Reminder: trash day {tomorrow}", "trash day"),
            ("block {two hours} for cleaning", "cleaning"),
            ("Add event: Chess practice", "Chess practice"),
            ("New reminder {3pm}", "New reminder"),
        ] {
            assert_eq!(rest(text), left, "{text}");
        }
    }
}
