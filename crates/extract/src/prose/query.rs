//! Questions about what is in the calendar already: "what's on friday", "show my meetings", "am I free at 3?"

use crate::tokens::Token;

/// What a calendar holds.
const ENTRIES: &[&str] = &[
    "agenda",
    "anything",
    "appointment",
    "appointments",
    "booked",
    "calendar",
    "calender",
    "engagements",
    "event",
    "events",
    "meetings",
    "plans",
    "reminders",
    "schedule",
    "scheduled",
];

/// Verbs that ask to see.
const LOOKS: &[&str] =
    &["check", "display", "find", "list", "open", "pull", "read", "search", "see", "show", "view"];

/// Words between a verb and what it asks to see.
const BETWEEN: &[&str] = &[
    "a",
    "all",
    "any",
    "future",
    "in",
    "me",
    "my",
    "next",
    "of",
    "on",
    "our",
    "out",
    "the",
    "through",
    "today's",
    "tomorrow's",
    "up",
    "upcoming",
    "week's",
];

/// True when the sentence `tokens` asks what is there instead of announcing or ordering something.
pub(crate) fn asks(tokens: &[Token]) -> bool {
    let mut words: Vec<&Token> = tokens.iter().filter(|t| t.is_word()).collect();
    let lead = words.iter().take_while(|t| is_lead(t)).count();
    words.drain(..lead);
    while let [first, second, ..] = words.as_slice()
        && first.is_any(&["can", "could", "would", "will"])
        && second.is_any(&["you", "u", "i", "we"])
    {
        words.drain(..2);
        let polite = words.iter().take_while(|t| is_lead(t)).count();
        words.drain(..polite);
    }
    // "When: Friday" labels a line.
    let labels =
        |pair: &[Token]| pair.first().is_some_and(Token::is_word) && pair.last().is_some_and(|t| t.is(":"));
    if tokens.windows(2).take(2).any(labels) {
        return false;
    }
    asks_when_or_what(&words) || asks_whether(&words) || asks_to_see(&words)
}

/// Greetings, assistants' names and pleas before the question.
fn is_lead(token: &Token) -> bool {
    crate::words::has(crate::words::GREETINGS, &token.lower)
        || token.is_any(&["and", "um", "uh", "tell", "me", "us"])
}

fn is(words: &[&Token], at: usize, any: &[&str]) -> bool {
    words.get(at).is_some_and(|t| t.is_any(any))
}

fn holds(words: &[&Token], any: &[&str]) -> bool {
    words.iter().any(|t| t.is_any(any))
}

/// "what's on friday", "when is my dentist appointment", "how many meetings do I have", "what do i have tomorrow"
fn asks_when_or_what(words: &[&Token]) -> bool {
    let own = || holds(words, &["i", "my", "me"]) || holds(words, ENTRIES);
    if is(words, 0, &["what's", "whats", "when's", "whens", "where's", "who's"]) {
        return is(words, 1, &["on", "happening", "next", "up", "planned", "going"]) || own();
    }
    if is(words, 0, &["what", "which", "who", "where"]) {
        return is(
            words,
            1,
            &[
                "am", "are", "did", "do", "does", "else", "events", "has", "have", "is", "kind", "meetings",
                "time", "was", "will",
            ],
        ) && own()
            || is(words, 1, &["is", "time"])
                && is(words, 2, &["on", "happening", "is", "does", "did", "was"]);
    }
    if is(words, 0, &["when"]) {
        return is(words, 1, &["am", "are", "did", "does", "is", "was", "will"]) && own();
    }
    is(words, 0, &["how"]) && is(words, 1, &["busy", "is", "long", "many", "much"]) && own()
}

/// "am I free tomorrow at 3?", "do I have any meetings", "is there anything on monday"
fn asks_whether(words: &[&Token]) -> bool {
    let am = is(words, 0, &["am"])
        && is(words, 1, &["i"])
        && is(words, 2, &["available", "booked", "busy", "free"]);
    // "Am I free for a game of baseball at 4?" plans the game.
    if am {
        return !holds(words, &["for", "to"]);
    }
    let have = is(words, 0, &["do", "did"]) && is(words, 1, &["i", "we"]) && is(words, 2, &["have"])
        || is(words, 0, &["have"]) && is(words, 1, &["i", "we"]) && is(words, 2, &["got"]);
    let there = is(words, 0, &["are", "is"]) && is(words, 1, &["there", "my", "anything"]);
    let any = |from: usize| {
        words.iter().skip(from).take(3).any(|t| t.is_any(ENTRIES) || t.is_any(&["any", "something", "free"]))
    };
    // "have I got anything on Thursday?"
    let got = is(words, 0, &["have", "has"]) && is(words, 2, &["got"]) && any(3);
    let exists = got || is(words, 0, &["are", "is"]) && is(words, 1, &["there"]);
    exists || have && any(3) || there && any(1) || is(words, 0, &["anything"]) && holds(words, ENTRIES)
}

/// "show my meetings for next week", "list all events", "check my calendar for Friday"
fn asks_to_see(words: &[&Token]) -> bool {
    if !is(words, 0, LOOKS) || is(words, 1, &["in", "into"]) || holds(words, &["as", "busy"]) {
        return false;
    }
    let between =
        words.iter().skip(1).take_while(|t| t.is_any(BETWEEN) || t.role == crate::tokens::Role::Time);
    let asked = 1 + between.count();
    let seen =
        words.get(asked).is_some_and(|t| t.is_any(ENTRIES)) || is(words, asked - 1, &["events", "meetings"]);
    seen && (asked > 1 || is(words, 0, &["list", "show", "display", "view"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;
    use calendar::Span;

    fn read(text: &str) -> bool {
        asks(&tokens(text, Span::new(0, text.len())))
    }

    #[test]
    fn questions_about_the_calendar() {
        for text in [
            "what's on friday",
            "Hey, what do I have tomorrow?",
            "show my meetings for next week",
            "can you show me all events on Monday",
            "am i free tomorrow at 3?",
            "when is my dentist appointment",
            "do I have any meetings on the 5th",
            "how many meetings do I have this week",
            "check my calendar for Friday",
            "is there anything on monday",
            "list events",
            "have I got anything on thursday afternoon?",
        ] {
            assert!(read(text), "{text}");
        }
    }

    #[test]
    fn announcements_and_orders_are_none() {
        for text in [
            "When: Friday at 3",
            "What about lunch on Friday?",
            "Am I free for a game of baseball at 4?",
            "Show me as busy tomorrow",
            "Open house Saturday 2-4",
            "Find a dress for the party on Saturday",
            "Review the agenda with Ana at 4",
            "Where shall we eat on Friday at 8?",
            "See the new exhibition on Sunday",
        ] {
            assert!(!read(text), "{text}");
        }
    }
}
