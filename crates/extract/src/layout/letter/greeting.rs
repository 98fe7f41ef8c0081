//! Lines with which letters begin and end.

use crate::layout::segment::Entry;
use crate::words::{CLOSING_LINES, GREETINGS, has};

/// First words of a letter's end.
pub(super) const CLOSINGS: &[&str] = &[
    "best",
    "cheers",
    "dear",
    "hello",
    "kind",
    "love",
    "regards",
    "see",
    "sincerely",
    "thank",
    "thanks",
    "yours",
    "warmly",
];

/// "Sincerely,", "Best wishes,": the author's name follows.
pub(crate) fn is_closing(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    let opens = matches!(&*first, "dear" | "hello");
    words.split_whitespace().count() <= 4 && !opens && CLOSINGS.contains(&&*first)
}

/// Bytes of the longest closing that stands on a line of its own.
const LONGEST_CLOSING: usize = 24;

/// A closing that nothing else can be: set off by a comma, or only a word or two of the usual ones.
pub(crate) fn is_sure_closing(words: &str) -> bool {
    let own = words.trim().trim_end_matches([',', '!', '.']);
    own.len() <= LONGEST_CLOSING && has(CLOSING_LINES, &own.to_lowercase())
        || is_closing(words) && words.trim_end().ends_with([',', '!'])
}

/// Among the first lines one greets: "Hi team,", or in any language a few words and a comma above a gap.
pub(super) fn is_greeted(text: &str, entries: &[Entry]) -> bool {
    const FIRST: usize = 12;
    let addressed = |pair: &[Entry]| {
        let [first, next] = pair else { return false };
        let words = first.line.span.of(text);
        let short = words.split_whitespace().count() <= 4 && words.ends_with(',');
        short && first.times.is_empty() && next.line.after_gap && !first.line.bullet
    };
    entries.iter().take(FIRST).any(|e| is_greeting(e.line.span.of(text)) && !e.line.bullet)
        || entries.get(..2).is_some_and(addressed)
}

/// "Dear parents,": above it a letter has its head.
pub(super) fn opens_letter(words: &str) -> bool {
    words.get(..5).is_some_and(|first| first.eq_ignore_ascii_case("dear "))
}

/// "Hi team,", "Thanks,", "See you soon!"
pub(crate) fn is_greeting(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    let short = words.split_whitespace().count() <= 5;
    let lower = words.get(..14).unwrap_or(words).to_lowercase();
    let hails = ["good morning", "good afternoon", "good evening"].iter().any(|hail| lower.starts_with(hail));
    if hails && words.len() <= 60 && (short || words.ends_with([',', '!', '.', ':'])) {
        return true;
    }
    short && (has(GREETINGS, &first) || CLOSINGS.contains(&&*first))
}
