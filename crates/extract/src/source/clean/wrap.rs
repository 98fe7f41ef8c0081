//! Lines that only the width of the page broke.

mod begin;

use crate::words::BEFORE_TIME;
use crate::words::EMPTY;
use crate::words::has;
use crate::words::is_weekday;

use super::Line;
use begin::begins_with_date;
use begin::begins_with_dated_name;
use begin::begins_with_day;
use begin::begins_with_hour;
use begin::begins_with_name;
use begin::begins_with_set_off_day;
use begin::begins_with_shout;
use begin::is_numeric_date;
use begin::without_lead;

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
    // Most lines are too short to have been broken.
    let same_margin = next.indent <= last.indent + 3 || last.bullet;
    let wide = tail.len() >= 55 || tail.len() >= 40 && begins_low;
    if !same_margin || !wide || ended && !begins_low {
        return false;
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
    let told = || is_whole(tail) && (is_whole(next.span.of(text)) || led(last) && tail.len() < 72);
    if !begins_low && !open(tail) && told() {
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
    tail.len() >= 55 || is_narrow(tail, next.span.of(text))
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
