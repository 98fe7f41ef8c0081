//! What a line begins with, where that begins an entry of its own: a day, a date, an hour, a name.

use crate::tokens::lower;
use crate::words::{BEFORE_TIME, has, is_month, is_weekday};

/// "Starts Thursday 14th January" without the word that leads into the day.
pub(super) fn without_lead(words: &str) -> &str {
    let Some((first, rest)) = words.split_once(' ') else { return words };
    let lower = lower(first);
    if has(BEFORE_TIME, &lower) || matches!(&*lower, "begins" | "starts") { rest } else { words }
}

/// "Tuesday 8 December …": a weekday and a number begin an entry of their own.
pub(super) fn begins_with_day(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    // "Saturdays, September 18 – October 23"
    is_weekday(first.trim_end_matches('s'))
        && words.take(2).any(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Mon - back to school", "Thu: bins": so does a weekday that is set off.
pub(super) fn begins_with_set_off_day(words: &str) -> bool {
    let Some((day, rest)) = words.split_once([' ', ':']) else { return false };
    let colon = words.get(day.len()..).is_some_and(|rest| rest.starts_with(':'));
    is_weekday(day) && (colon || ["- ", "– ", "— "].iter().any(|mark| rest.starts_with(mark)))
}

/// "9:00–9:45 Keynote", "7pm Doors": an hour begins a line of a programme.
pub(super) fn begins_with_hour(words: &str) -> bool {
    let first = lower(words.split_whitespace().next().unwrap_or(""));
    let clock = first.split(['-', '–', '—']).next().unwrap_or("");
    let digits = clock.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let half = clock.get(digits.len()..).unwrap_or("");
    let number = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let minutes = digits.contains([':', '.']) && digits.len() >= 4;
    number && (matches!(half, "am" | "pm" | "a" | "p") && !digits.is_empty() || minutes && half.is_empty())
}

/// What stands before and behind the first colon that a blank follows.
fn before_colon(words: &str) -> Option<(&str, &str)> {
    words
        .match_indices(':')
        .find_map(|(at, _)| Some((words.get(..at)?, words.get(at..)?.strip_prefix(": ")?)))
}

/// "NOW: Sun Oct 11": so does a word in capitals before a colon.
pub(super) fn begins_with_shout(words: &str) -> bool {
    let Some((head, _)) = before_colon(words) else { return false };
    (2..=12).contains(&head.len()) && head.bytes().all(|b| b.is_ascii_uppercase())
}

/// "Choir: Thursday, …": a name, a colon and a day begin an entry of their own.
pub(super) fn begins_with_name(words: &str) -> bool {
    let Some((name, rest)) = before_colon(words) else { return false };
    let count = name.split_whitespace().count();
    let named = count <= 4 && name.starts_with(char::is_uppercase) || count == 1;
    named && !name.contains(['.', ',', '!', '?']) && (begins_with_day(rest) || begins_with_weekday(rest))
}

/// "Prom – Saturday May 15, …", "Cap & gown pickup – May 4": a name, a dash or a colon and a day of a month.
pub(super) fn begins_with_dated_name(words: &str) -> bool {
    let line = words.split('\n').next().unwrap_or("");
    if !line.starts_with(char::is_uppercase) || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let cut = [" – ", " — ", " - ", ": "]
        .iter()
        .filter_map(|mark| line.find(mark).map(|at| (at, mark.len())))
        .min();
    let Some((name, rest)) = cut.and_then(|(at, len)| Some((line.get(..at)?, line.get(at + len..)?))) else {
        return false;
    };
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut first = rest.split_whitespace().map(word).take(3);
    let dated = begins_with_day(rest)
        || first.clone().any(|w| is_month(&w)) && first.any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    name.split_whitespace().count() <= 6 && dated
}

fn begins_with_weekday(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    first.ends_with("day") || first.ends_with("days")
}

/// "12 February – …", "Feb 12: …", "w/c 7 Dec – …": so do a day of a month and what parts it from the words.
pub(super) fn begins_with_date(words: &str) -> bool {
    if let Some((lead, rest)) = words.split_once(' ')
        && ["w/c", "w/b", "w/e"].iter().any(|week| lead.eq_ignore_ascii_case(week))
    {
        return rest.starts_with(|c: char| c.is_ascii_digit()) || begins_with_day(rest);
    }
    let mut words = words.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let number = |w: &str| {
        let digits = w.trim_end_matches(|c: char| !c.is_ascii_digit());
        (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit()) && w.len() <= 5
    };
    let month = |w: &str| is_month(w.trim_end_matches(|c: char| !c.is_alphabetic()));
    let mark = |w: Option<&str>| w.is_some_and(|w| w.chars().all(|c| !c.is_alphanumeric()));
    if is_numeric_date(first) {
        return true;
    }
    let dated = number(first) && month(second) || month(first) && number(second);
    // "1 January 2027: Meeting"
    let third = words.next();
    let year = |w: &str| {
        w.trim_end_matches([':', ',']).len() == 4
            && w.trim_end_matches([':', ',']).bytes().all(|b| b.is_ascii_digit())
    };
    let yeared = third.is_some_and(year) && (third.is_some_and(|w| w.ends_with(':')) || mark(words.next()));
    dated && (second.ends_with(':') || mark(third) || yeared)
}

/// "19/12", "12.03.2027"
pub(super) fn is_numeric_date(word: &str) -> bool {
    let parts = word.trim_end_matches(':').split(['/', '.']);
    let count = parts.clone().count();
    let number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.into_iter().all(number) && (count == 3 || count == 2 && word.contains('/'))
}
