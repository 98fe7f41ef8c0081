//! Word lists. Each list is sorted, so that membership is a binary search; a test keeps them so.

mod airport;
mod beside;
mod command;
mod copula;
mod counted;
mod frame;
mod function;
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
pub(crate) use function::*;
pub(crate) use head::*;
pub(crate) use holiday::*;
pub(crate) use length::*;
pub(crate) use lookup::{Lookup, Phrases, Words};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            &AFFILIATIONS,
            &ANSWERS,
            &ASKED,
            &BOOKS,
            &DISTRACTORS,
            &READERS,
            &SALES,
            &WISHED,
            &BEFORE_TIME,
            &DANGLING_END,
            &DANGLING_START,
            &EMPTY,
            &COMMANDS,
            &ARTICLES,
            &COUNTED,
            &GENERIC,
            &HEADS,
            &GREETINGS,
            &NAMES,
            &RELATIONS,
            &VENUES,
            &ROOMS,
            &SERVICES,
            &STREETS,
            &NOT_PLACES,
            &PEOPLE_VERBS,
            &ABOUT,
            &ARRANGED,
            &BEGINS,
            &CONNECTIVES,
            &DAY_LETTERS,
            &DETAILS,
            &DID,
            &ENTRIES,
            &FIXTURES,
            &GOES_ON,
            &HOLIDAYS,
            &LASTING,
            &LASTS,
            &MODIFIERS,
            &NAMING,
            &NO_NAMES,
            &NO_PERSON,
            &OTHER_TIMES,
            &REGULAR,
            &REMARKED,
            &REMARKS,
            &REQUESTS,
            &TALKS,
            &TELLING,
            &TITLED,
            &TOLD,
            &TURNS,
            &UNTIL,
            &VAGUE,
            &WELCOMES,
            &AGAIN,
            &CLOSING_LINES,
            &PARTS,
            &TITLES,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn phrases_are_sorted() {
        for list in [CALENDARS, COPULAS, FRAMES, REASONS, REMINDERS, TAILS, USUAL] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
