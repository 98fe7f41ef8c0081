//! The subject of a mail without what mail programs and writers put around its name.

use calendar::Span;

use crate::field::title::Title;
use crate::words::is_weekday;

/// What mail programs write before a subject, in English, German and Swedish.
const MARKS: &[&str] = &[
    "accepted",
    "aw",
    "canceled event",
    "cancelled event",
    "fw",
    "fwd",
    "invitation",
    "re",
    "sv",
    "updated invitation",
    "wg",
];

/// Words that say what a mail is, before what it is about: "CANCELLED - winter recital".
const NEWS: &[&str] =
    &["cancelled", "canceled", "important", "moved", "postponed", "reminder", "update", "updated"];

/// What is called out behind the name, up to the end: "Ice cream social - you're invited!"
const CALLS: &[&str] = &[
    "action required",
    "change of ",
    "new date",
    "new room",
    "new time",
    "new venue",
    "please read",
    "reminder",
    "room change",
    "rsvp",
    "save the date",
    "time change",
    "you are invited",
    "you're invited",
];

/// "Re: Fwd: Budget review" without its marks.
pub(crate) fn bare(text: &str, span: Span) -> Option<Title> {
    let words = without_news(without_marks(span.of(text).trim()));
    // "Budget review @ Thu Oct 29, 2026 2pm"
    let words = without_call(words.split(" @ ").next().unwrap_or(words).trim_end());
    let start = span.of(text).rfind(words)? + span.start;
    let span = Span::new(start, start + words.len());
    let span = Span::new(span.start, span.start + without_day(words).len());
    words.chars().any(char::is_alphanumeric).then(|| crate::layout::letter::plain(text, span))
}

/// "Steering committee this Thursday", "Recital tomorrow": the day with which a subject ends is told by the mail too.
fn without_day(words: &str) -> &str {
    const LEADS: &[&str] = &["this", "next", "on"];
    let Some((before, last)) = words.rsplit_once(' ') else { return words };
    let day =
        is_weekday(last) || ["today", "tomorrow", "tonight"].iter().any(|d| last.eq_ignore_ascii_case(d));
    let (rest, lead) = before.rsplit_once(' ').unwrap_or(("", before));
    let led = LEADS.iter().any(|l| lead.eq_ignore_ascii_case(l));
    match day {
        true if led && !rest.is_empty() => rest.trim_end(),
        true if !led && !is_weekday(last) => before.trim_end(),
        _ => words,
    }
}

fn without_marks(mut words: &str) -> &str {
    while let Some((mark, rest)) = words.split_once(':')
        && MARKS.contains(&&*mark.trim().to_lowercase())
    {
        words = rest.trim_start();
    }
    words
}

fn without_news(words: &str) -> &str {
    let told = |(news, rest): &(&str, &str)| {
        NEWS.contains(&&*news.trim().to_lowercase()) && rest.chars().any(char::is_alphanumeric)
    };
    let parted = words.split_once([':', '-', '–', '—', '!']);
    parted.filter(told).map_or(words, |(_, rest)| rest.trim_start())
}

fn without_call(words: &str) -> &str {
    let calls = |tail: &str| {
        let lower = tail.trim().to_lowercase();
        CALLS.iter().any(|call| lower.starts_with(call))
    };
    let tail = words
        .rmatch_indices([':', '-', '–', '—', '!'])
        .find(|(at, mark)| words.get(at + mark.len()..).is_some_and(calls));
    tail.and_then(|(at, _)| words.get(..at)).map_or(words, str::trim_end)
}
