//! Word lists. Each list is sorted, so that membership is a binary search; a test keeps them so.

mod airport;
mod beside;
mod command;
mod copula;
mod counted;
mod frame;
mod head;
mod holiday;
mod length;
mod lookup;
mod names;
mod past;
mod people;
mod place;
mod regular;
mod room;
mod tail;
mod talk;
mod title;

pub(crate) use airport::airport_zone;
pub(crate) use beside::*;
pub(crate) use command::*;
pub(crate) use copula::*;
pub(crate) use counted::*;
pub(crate) use frame::*;
pub(crate) use head::*;
pub(crate) use holiday::*;
pub(crate) use length::*;
pub(crate) use lookup::{Lookup, Phrases, Words, beginning_with};
pub(crate) use names::*;
pub(crate) use past::*;
pub(crate) use people::*;
pub(crate) use place::*;
pub(crate) use regular::*;
pub(crate) use room::*;
pub(crate) use tail::*;
pub(crate) use talk::*;
pub(crate) use title::*;

/// True when the sorted `list` holds `word` (lower case).
pub(crate) fn has(list: impl Lookup, word: &str) -> bool {
    list.holds(word)
}

/// "Mon", "thurs", "Wednesday": a weekday's name, short or whole.
pub(crate) fn is_weekday(word: &str) -> bool {
    const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let short = word.get(..3).is_some_and(|short| DAYS.iter().any(|day| short.eq_ignore_ascii_case(day)));
    let day =
        word.len() >= 6 && word.get(word.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case("day"));
    short && word.bytes().all(|b| b.is_ascii_alphabetic()) && (word.len() <= 5 || day)
}

/// "Jan", "sept", "December": a month's name, short or whole.
pub(crate) fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    lower.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&*lower))
}

/// Words that lead into a time and mean nothing without it: "at 5", "on Friday", "starting tomorrow".
pub(crate) const BEFORE_TIME: Words = Words::new(&[
    "@",
    "about",
    "after",
    "approx",
    "around",
    "arr",
    "arrive",
    "arrives",
    "arriving",
    "at",
    "before",
    "beginning",
    "betw",
    "between",
    "btwn",
    "by",
    "circa",
    "commencing",
    "dep",
    "depart",
    "departing",
    "departs",
    "due",
    "during",
    "early",
    "every",
    "for",
    "from",
    "in",
    "leaves",
    "leaving",
    "of",
    "on",
    "over",
    "sometime",
    "start",
    "starting",
    "starts",
    "the",
    "till",
    "until",
    "within",
]);

/// Words that cannot end a title: they lost what followed.
pub(crate) const DANGLING_END: Words = Words::new(&[
    "a", "an", "and", "are", "asap", "at", "between", "but", "by", "cheers", "except", "for", "from", "goes",
    "happens", "in", "is", "ko", "of", "on", "or", "pls", "plz", "starting", "starts", "ta", "that", "the",
    "then", "through", "thx", "till", "to", "until", "via", "was", "were", "where", "which", "will", "with",
]);

/// Words that cannot start a title.
pub(crate) const DANGLING_START: Words = Words::new(&[
    "about", "and", "as", "at", "but", "by", "for", "from", "of", "on", "or", "that", "then", "to", "with",
]);

/// Function words: a title of these alone says nothing.
pub(crate) const EMPTY: Words = Words::new(&[
    "a",
    "about",
    "again",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "could",
    "do",
    "does",
    "for",
    "from",
    "going",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "i",
    "i'll",
    "i'm",
    "if",
    "in",
    "instead",
    "into",
    "is",
    "it",
    "it's",
    "its",
    "just",
    "like",
    "maybe",
    "me",
    "my",
    "next",
    "no",
    "not",
    "of",
    "on",
    "or",
    "our",
    "out",
    "please",
    "say",
    "she",
    "should",
    "so",
    "some",
    "something",
    "soon",
    "that",
    "that's",
    "the",
    "their",
    "them",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "this",
    "those",
    "to",
    "too",
    "until",
    "up",
    "us",
    "via",
    "want",
    "was",
    "we",
    "we'll",
    "we're",
    "were",
    "when",
    "which",
    "will",
    "with",
    "would",
    "you",
    "your",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            AFFILIATIONS,
            ANSWERS,
            ASKED,
            BOOKS,
            DISTRACTORS,
            READERS,
            SALES,
            WISHED,
            BEFORE_TIME,
            DANGLING_END,
            DANGLING_START,
            EMPTY,
            COMMANDS,
            ARTICLES,
            COUNTED,
            GENERIC,
            HEADS,
            GREETINGS,
            NAMES,
            RELATIONS,
            VENUES,
            ROOMS,
            SERVICES,
            STREETS,
            NOT_PLACES,
            PEOPLE_VERBS,
            ABOUT,
            ARRANGED,
            BEGINS,
            CONNECTIVES,
            DAY_LETTERS,
            DETAILS,
            DID,
            ENTRIES,
            FIXTURES,
            GOES_ON,
            HOLIDAYS,
            LASTING,
            LASTS,
            MODIFIERS,
            NAMING,
            NO_NAMES,
            NO_PERSON,
            OTHER_TIMES,
            REGULAR,
            REMARKED,
            REMARKS,
            REQUESTS,
            TALKS,
            TELLING,
            TITLED,
            TOLD,
            TURNS,
            UNTIL,
            VAGUE,
            WELCOMES,
            AGAIN,
            CLOSING_LINES,
            PARTS,
            TITLES,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn phrases_are_sorted() {
        for list in [CALENDARS, COPULAS, FRAMES, REASONS, REMINDERS, TAILS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
