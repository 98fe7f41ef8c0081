//! Bare hours behind a day: "Sat 5th: Open Gardens 11-5", "thurs: dentist 9", "Sat: 8:30 soccer, 10 swim".

use std::ops::Range;

use super::dotted::begins_with_weekday;
use crate::field::category::category;
use crate::words::{COUNTED, has, is_month, is_weekday};

/// Where the minutes are missing: bare hours among the words of a line that begins with its day, or of an item below a
/// line that is nothing but a day. What tells another hour keeps its numbers.
pub(super) fn behind_day(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut start, mut below) = (0, false);
    for line in text.split('\n') {
        let item = below && line.trim_start().starts_with(['-', '*', '•', '–']);
        if begins_with_weekday(line) || month_day(line).is_some() || item {
            found.extend(of_line(line).into_iter().map(|at| start + at));
        } else if let Some(ends) = last_range(line) {
            found.extend(ends.into_iter().map(|at| start + at));
        }
        below = item || is_day_alone(line);
        start += line.len() + 1;
    }
    found
}

/// Where the hours end of "Christmas tea on 12 Dec at the hall, 3-5": a range behind the last comma of a line that names a
/// day and no hour.
fn last_range(line: &str) -> Option<[usize; 2]> {
    let (before, last) = line.trim_end_matches(['.', '!', ' ']).rsplit_once(", ")?;
    let (from, to) = last.split_once(['-', '–'])?;
    let words = || before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let dated =
        words().any(is_weekday) || words().any(is_month) && before.contains(|c: char| c.is_ascii_digit());
    let at = before.len() + ", ".len();
    let hours = is_hour(from) && is_hour(to) && from != to;
    (hours && dated && !has_clock(line) && !has_half(before)).then_some([at + from.len(), at + last.len()])
}

/// "Sun 19th", "Monday:"
fn is_day_alone(line: &str) -> bool {
    begins_with_weekday(line) && line.split_whitespace().count() <= 4 && !has_clock(line)
}

fn of_line(line: &str) -> Vec<usize> {
    let parts = parts(line);
    let of = |range: &Range<usize>| line.get(range.clone()).unwrap_or("");
    let timed = parts.iter().filter(|range| begins_with_clock(of(range))).count();
    let mut found = Vec::new();
    for range in &parts {
        let part = of(range);
        if has_clock(part) || has_half(part) {
            continue;
        }
        let first = leading(part).filter(|_| timed > 0).map(|at| vec![at]);
        let ends = first.unwrap_or_else(|| bare_range(part));
        let ends = if ends.is_empty() {
            last(part, timed > 0 || has_clock(line)).into_iter().collect()
        } else {
            ends
        };
        found.extend(ends.into_iter().map(|at| range.start + at));
    }
    found
}

/// The parts of a line between commas and semicolons.
fn parts(line: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices([',', ';']) {
        parts.push(start..at);
        start = at + 1;
    }
    parts.push(start..line.len());
    parts
}

/// "4:30", "16.30"
fn has_clock(line: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    line.match_indices([':', '.']).any(|(at, _)| {
        let behind = line.get(at + 1..).unwrap_or("");
        digit(line.get(..at).unwrap_or("").chars().next_back())
            && behind.bytes().take_while(u8::is_ascii_digit).count() == 2
    })
}

/// The words of a part behind the weekday with which it begins.
fn behind_weekday(part: &str) -> &str {
    let words = part.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(rest) = month_day(words).and_then(|day| words.get(day..)) {
        return rest;
    }
    let day = words.len() - words.trim_start_matches(char::is_alphabetic).len();
    let rest = words.get(day..).unwrap_or("").trim_start_matches([' ', ':', '-', '–', '.']);
    if begins_with_weekday(words) { rest } else { words }
}

/// How many bytes "Dec 12 " or "12 Dec " take at the beginning of a line.
fn month_day(line: &str) -> Option<usize> {
    let mut words = line.split(' ');
    let (first, second) = (words.next()?, words.next()?);
    let number = |word: &str| !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let told = number(second) && is_month(first) || number(first) && is_month(second);
    // "dec 2 - 5", "Dec 2 to 5"
    let third = words.next().is_some_and(|w| {
        w.starts_with(char::is_alphabetic) && !matches!(w, "and" | "or" | "through" | "till" | "to" | "until")
    });
    (told && third).then_some(first.len() + 1 + second.len() + 1)
}

/// "8:30 soccer", "thu 7pm choir"
fn begins_with_clock(part: &str) -> bool {
    let first = behind_weekday(part).split_whitespace().next().unwrap_or("");
    first.starts_with(|c: char| c.is_ascii_digit()) && (has_clock(first) || has_half(first))
}

/// Where the hour ends of "10 swim (Ada)", "tue 4 haircut": a number before a word in lower case.
fn leading(part: &str) -> Option<usize> {
    let rest = behind_weekday(part);
    let (number, next) = rest.split_once(' ')?;
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // "Thursday 4 and Thursday 18 February"
    let joined = matches!(word, "and" | "through" | "until");
    let named = word.starts_with(char::is_lowercase) && word.len() >= 3 && !UNITS.contains(&word) && !joined;
    (is_hour(number) && named).then(|| part.len() - rest.len() + number.len())
}

/// Where the hour ends of "dentist 9 - both kids", "Nell brownies 6", and beside hours of others "Joe football 11 at the
/// rec": the last number behind a word that is not counted.
fn last(part: &str, beside: bool) -> Option<usize> {
    let marks = [" - ", " – ", " (", "!", " at ", " @ "];
    let marks = marks.get(..if beside { marks.len() } else { 4 })?;
    let end = marks.iter().filter_map(|mark| part.find(mark).filter(|at| *at > 4)).min();
    let words = part.get(..end.unwrap_or(part.len()))?.trim_end();
    let (before, number) = words.rsplit_once(' ')?;
    let word = before.rsplit(' ').next().unwrap_or("");
    let lower = word.to_lowercase();
    let named = word.len() >= 3 && word.chars().all(char::is_alphabetic) && !has(COUNTED, &lower);
    let occasion = word.starts_with(char::is_lowercase) || category(&lower).is_some();
    (is_hour(number) && named && occasion && !begins_with_weekday(word)).then_some(words.len())
}

/// "9", no "09" and no "13".
fn is_hour(number: &str) -> bool {
    number.parse::<u8>().is_ok_and(|hour| (1..=12).contains(&hour)) && !number.starts_with('0')
}

/// "am" or "pm" behind a number.
pub(super) fn has_half(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    ["am", "pm", "noon", "midnight"].iter().any(|half| {
        lower.match_indices(half).any(|(at, _)| {
            let before = lower.get(..at).unwrap_or("").trim_end();
            half.len() > 2 || before.ends_with(|c: char| c.is_ascii_digit())
        })
    })
}

const UNITS: &[&str] = &[
    "days", "eggs", "guests", "hours", "kids", "km", "miles", "min", "mins", "minutes", "people", "players",
    "pts", "sessions", "tickets", "weeks", "years", "yrs",
];

/// Where the hours end of the first "11-5" that stands behind a word and before a mark, a word, or the end.
pub(super) fn bare_range(line: &str) -> Vec<usize> {
    let hour = |at: usize| {
        let digits = line.get(at..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        line.get(at..at + digits).filter(|number| is_hour(number)).map(|_| at + digits)
    };
    for (at, c) in line.char_indices() {
        let before = line.get(..at).unwrap_or("");
        if !c.is_ascii_digit() || !before.ends_with(' ') {
            continue;
        }
        let word = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
        let named =
            word.len() >= 3 && word.chars().all(|c| c.is_alphabetic() || c == '\'') && !has(COUNTED, &word);
        let day = begins_with_weekday(&word) || before.trim().is_empty();
        let Some(first) = hour(at).filter(|_| named && !day) else { continue };
        let dash =
            line.get(first..).map_or("", |rest| rest).chars().next().filter(|c| matches!(c, '-' | '–'));
        let Some(second) = dash.and_then(|dash| hour(first + dash.len_utf8())) else { continue };
        let rest = line.get(second..).unwrap_or("");
        let next = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
        let ends = rest.is_empty() || rest.starts_with([' ', ',', ';', '.', ')']);
        if ends && !UNITS.contains(&&*next) {
            return vec![first, second];
        }
    }
    Vec::new()
}
