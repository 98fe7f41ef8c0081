//! Words that wrap an event: greetings, politeness, commands.

use super::{Phrases, Words};

/// Openers that carry nothing, also the names people call an assistant by.
pub(crate) const GREETINGS: Words = Words::new(&[
    "actually",
    "alexa",
    "alright",
    "also",
    "anyway",
    "assistant",
    "cheers",
    "cortana",
    "dear",
    "erm",
    "google",
    "hello",
    "hey",
    "heya",
    "hi",
    "hiya",
    "howdy",
    "now",
    "oh",
    "ok",
    "okay",
    "olly",
    "pda",
    "please",
    "pls",
    "right",
    "siri",
    "so",
    "thanks",
    "uh",
    "um",
    "well",
    "yeah",
    "yep",
    "yes",
]);

/// Verbs that ask for an entry.
pub(crate) const COMMANDS: Words = Words::new(&[
    "activate",
    "add",
    "arrange",
    "block",
    "book",
    "bung",
    "calendar",
    "cancel",
    "chuck",
    "create",
    "delete",
    "enter",
    "find",
    "fix",
    "flag",
    "get",
    "give",
    "include",
    "input",
    "insert",
    "log",
    "make",
    "mark",
    "move",
    "note",
    "open",
    "organise",
    "organize",
    "pencil",
    "plan",
    "pop",
    "put",
    "record",
    "register",
    "remove",
    "reschedule",
    "reserve",
    "save",
    "schedule",
    "send",
    "set",
    "setup",
    "shedule",
    "show",
    "slot",
    "start",
    "stick",
    "turn",
]);

/// Determiners that follow a command.
pub(crate) const ARTICLES: Words = Words::new(&[
    "a", "an", "another", "any", "my", "new", "one", "our", "some", "that", "the", "this", "upcoming",
]);

/// What may stand before the noun of an entry: "all day event".
pub(crate) const MODIFIERS: Words = Words::new(&[
    "all",
    "all-day",
    "conference",
    "day",
    "full",
    "meeting",
    "new",
    "outlook",
    "quick",
    "recurring",
    "repeated",
    "repeating",
    "single",
]);

/// What somebody asks for who names nothing yet: "add an event".
pub(crate) const ENTRIES: Words =
    Words::new(&["entry", "event", "events", "item", "notification", "remainder", "reminder", "reminders"]);

/// Words behind the noun of an entry that lead to what it is about, or to its time.
pub(crate) const ABOUT: Words = Words::new(&[
    "about",
    "and",
    "as",
    "at",
    "called",
    "entitled",
    "for",
    "from",
    "in",
    "labeled",
    "labelled",
    "labled",
    "named",
    "of",
    "on",
    "please",
    "regarding",
    "so",
    "subject",
    "that",
    "titled",
    "to",
    "when",
    "which",
    "with",
]);

/// Words that lead from what is asked for into the event: "remind me to".
pub(crate) const CONNECTIVES: Words = Words::new(&[
    "about",
    "as",
    "at",
    "before",
    "for",
    "if",
    "in",
    "of",
    "on",
    "regarding",
    "that",
    "to",
    "when",
    "whenever",
]);

/// What leads into the reason for a change: "Due to snow, …".
pub(crate) const REASONS: Phrases = Phrases::new(&[
    &["apologies", "for"],
    &["because", "of"],
    &["due", "to"],
    &["owing", "to"],
    &["sorry", "about"],
    &["sorry", "for"],
]);

/// Lines that end a letter, without their mark.
pub(crate) const CLOSING_LINES: Words = Words::new(&[
    "best",
    "best regards",
    "best wishes",
    "cheers",
    "kind regards",
    "love",
    "many thanks",
    "regards",
    "sincerely",
    "thank you",
    "thanks",
    "warm regards",
    "with thanks",
    "yours",
    "yours sincerely",
]);
