//! Lines that only the width of the page broke.

use crate::words::BEFORE_TIME;
use crate::words::EMPTY;
use crate::words::has;
use crate::words::is_weekday;

use super::Line;

/// Whether `next` goes on with the sentence of `last`.
pub(super) fn continues(text: &str, last: &Line, next: &Line) -> bool {
    if next.after_gap
        || next.bullet
        || next.heading
        || last.heading
        || last.spoken
        || next.label.is_some()
        || last.noise != next.noise
    {
        return false;
    }
    let words = last.span.of(text);
    let tail = words.rsplit('\n').next().unwrap_or(words);
    let begins_low = next.span.of(text).starts_with(|c: char| c.is_lowercase());
    let ended = tail.ends_with(['.', '!', '?', ':', ';', '|', ')']);
    if last.label.is_some() {
        // A value goes on only when it is broken in the middle and set under itself.
        return next.indent >= last.indent + 4 && (tail.ends_with(',') || begins_low || next.indent > 8);
    }
    let begins = |line: &Line, with: fn(&str) -> bool| with(line.span.of(text));
    let head = |line: &Line| begins(line, begins_with_day) || begins(line, begins_with_date);
    let led = |line: &Line| head(line) || begins(line, |words| begins_with_day(without_lead(words)));
    let hours = begins(next, begins_with_hour) && begins(last, begins_with_hour);
    if head(next) && (!open(tail) || head(last)) || hours || begins(next, begins_with_set_off_day) {
        return false;
    }
    if begins_with_shout(next.span.of(text)) {
        return false;
    }
    // "*Founders' lunch* – 12:30" below another such line
    let set_off = |line: &Line| line.span.of(text).starts_with('*');
    if set_off(next) && set_off(last) {
        return false;
    }
    if begins_with_name(next.span.of(text)) && !open(tail) {
        return false;
    }
    // "Ruby - Squids, every Tuesday 4:00pm" below another such line, "Only 12 places!" below the day and the hour
    let told = is_whole(tail) && (is_whole(next.span.of(text)) || led(last) && tail.len() < 72);
    if !begins_low && !open(tail) && told {
        return false;
    }
    // "Senior Awards – Thursday May 20 …" below another such line
    if begins(next, begins_with_dated_name) && begins(last, begins_with_dated_name) {
        return false;
    }
    if in_columns(tail) && in_columns(next.span.of(text)) {
        return false;
    }
    if !begins_low && ends_with_time(tail) {
        return false;
    }
    if (!begins_low || tail.len() < 55) && !open(tail) && is_short_of(tail, next.span.of(text)) {
        return false;
    }
    // "… Sat Jan 23 6:30 - Rosario's (party of 8)" above "need to order cake"
    let first = next.span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let leads = has(BEFORE_TIME, &first) || has(EMPTY, &first) || matches!(&*first, "in" | "or" | "with");
    let noted = !open(tail) && NOTES.contains(&&*first);
    if (ended && !leads || noted) && is_whole(tail) && tail.len() < 90 {
        return false;
    }
    let same_margin = next.indent <= last.indent + 3 || last.bullet;
    let full = tail.len() >= 55 || tail.len() >= 40 && begins_low && is_narrow(tail, next.span.of(text));
    same_margin && full && (!ended || begins_low)
}

/// Whether a line of this width may be broken at all: notes have short lines that say something each ("groomer Fri 10am").
fn is_narrow(tail: &str, next: &str) -> bool {
    let timed = next
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ':')))
        .any(|w| is_weekday(w) || is_clock(w));
    open(tail) || next.len() >= 25 && !timed
}

/// The first word of the next line would have had its place on this one, by the width of the next line alone.
fn is_short_of(tail: &str, next: &str) -> bool {
    let first = next.split_whitespace().next().map_or(0, str::len);
    let items = [tail, next].iter().all(|line| line.contains(|c: char| c.is_ascii_digit()));
    items && tail.len() + 1 + first <= next.len()
}

/// "Starts Thursday 14th January" without the word that leads into the day.
fn without_lead(words: &str) -> &str {
    let Some((first, rest)) = words.split_once(' ') else { return words };
    let lower = first.to_lowercase();
    if has(BEFORE_TIME, &lower) || matches!(&*lower, "begins" | "starts") { rest } else { words }
}

/// "Tuesday 8 December …": a weekday and a number begin an entry of their own.
pub(super) fn begins_with_day(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    is_weekday(first) && words.take(2).any(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Mon - back to school", "Thu: bins": so does a weekday that is set off.
fn begins_with_set_off_day(words: &str) -> bool {
    let Some((day, rest)) = words.split_once([' ', ':']) else { return false };
    let colon = words.get(day.len()..).is_some_and(|rest| rest.starts_with(':'));
    is_weekday(day) && (colon || ["- ", "– ", "— "].iter().any(|mark| rest.starts_with(mark)))
}

/// "9:00–9:45 Keynote", "7pm Doors": an hour begins a line of a programme.
fn begins_with_hour(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let clock = first.split(['-', '–', '—']).next().unwrap_or("");
    let digits = clock.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let half = clock.get(digits.len()..).unwrap_or("");
    let number = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let minutes = digits.contains([':', '.']) && digits.len() >= 4;
    number && (matches!(half, "am" | "pm" | "a" | "p") && !digits.is_empty() || minutes && half.is_empty())
}

/// "NOW: Sun Oct 11": so does a word in capitals before a colon.
fn begins_with_shout(words: &str) -> bool {
    let Some((head, _)) = words.split_once(": ") else { return false };
    (2..=12).contains(&head.len()) && head.bytes().all(|b| b.is_ascii_uppercase())
}

/// "Choir: Thursday, …": a name, a colon and a day begin an entry of their own.
fn begins_with_name(words: &str) -> bool {
    let Some((name, rest)) = words.split_once(": ") else { return false };
    let count = name.split_whitespace().count();
    let named = count <= 4 && name.starts_with(char::is_uppercase) || count == 1;
    named && !name.contains(['.', ',', '!', '?']) && (begins_with_day(rest) || begins_with_weekday(rest))
}

/// A day and an hour stand in it.
fn is_whole(words: &str) -> bool {
    let mut parts = words.split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '.')));
    let numbered = words.split_whitespace().any(is_numeric_date);
    let dated = numbered || parts.clone().any(|w| is_weekday(w.trim_end_matches('.')));
    dated && parts.any(is_clock)
}

/// "7pm", "6:30", "8.15am"
fn is_clock(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = word.get(digits..).unwrap_or("").to_ascii_lowercase();
    let half = matches!(&*rest, "am" | "pm");
    let minutes = rest
        .strip_prefix([':', '.'])
        .is_some_and(|m| m.bytes().take(2).filter(u8::is_ascii_digit).count() == 2);
    (1..=2).contains(&digits) && (half || minutes)
}

/// First words of what somebody notes below a day and an hour.
const NOTES: &[&str] = &[
    "also", "ask", "bring", "book", "call", "check", "don't", "dont", "need", "no", "pay", "remember",
    "tell", "wear",
];

/// "Prom – Saturday May 15, …", "Cap & gown pickup – May 4": a name, a dash or a colon and a day of a month.
fn begins_with_dated_name(words: &str) -> bool {
    let line = words.split('\n').next().unwrap_or("");
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
    name.split_whitespace().count() <= 6 && name.starts_with(char::is_uppercase) && dated
}

fn begins_with_weekday(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    first.ends_with("day") || first.ends_with("days")
}

/// "12 February – …", "Feb 12: …", "w/c 7 Dec – …": so do a day of a month and what parts it from the words.
fn begins_with_date(words: &str) -> bool {
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
fn is_numeric_date(word: &str) -> bool {
    let parts = word.trim_end_matches(':').split(['/', '.']);
    let count = parts.clone().count();
    let number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.into_iter().all(number) && (count == 3 || count == 2 && word.contains('/'))
}

pub(super) fn is_month(word: &str) -> bool {
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

/// Tabs or wide gaps part the words.
fn in_columns(words: &str) -> bool {
    words.contains('\t') || words.contains("   ")
}

/// "… until February 16, 2027", "… at 9:15am": an item that is told to its end.
pub(super) fn ends_with_time(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("").to_lowercase();
    let number = last.trim_end_matches("am").trim_end_matches("pm");
    number.ends_with(|c: char| c.is_ascii_digit()) && number.starts_with(|c: char| c.is_ascii_digit())
}

/// Ends in the middle of a sentence: "… will be held on".
pub(super) fn open(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("").to_lowercase();
    last.ends_with([',', ':', '-', '–']) || has(BEFORE_TIME, &last) || has(EMPTY, &last)
}

pub(super) fn join(last: &mut Line, next: &Line) {
    last.span.end = next.span.end;
    last.numbers[1] = next.numbers[1];
    if let Some((_, value)) = &mut last.label {
        value.end = next.span.end;
        value.start = value.start.min(value.end);
    }
}
