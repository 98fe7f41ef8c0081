//! Lines that only the width of the page broke.

mod begin;

use crate::tokens::lower;
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
    if is_parted(last, next) {
        return false;
    }
    let (words, rest) = (last.span.of(text), next.span.of(text));
    let tail = words.rsplit('\n').next().unwrap_or(words);
    let begins_low = rest.starts_with(char::is_lowercase);
    if last.label.is_some() {
        // A value goes on only when it is broken in the middle and set under itself.
        return next.indent >= last.indent + 4 && (tail.ends_with(',') || begins_low || next.indent > 8);
    }
    // Most lines are too short to have been broken.
    let same_margin = next.indent <= last.indent + 3 || last.bullet;
    let wide = width(tail) >= 55 || width(tail) >= 40 && begins_low && is_narrow(tail, rest);
    let fits = same_margin && wide && (!has_ended(tail) || begins_low);
    fits && !begins_entry(words, tail, rest) && !is_told(words, tail, rest)
}

/// Characters of a line.
fn width(line: &str) -> usize {
    line.chars().count()
}

/// The two lines are of different kinds, or stand apart.
fn is_parted(last: &Line, next: &Line) -> bool {
    next.after_gap
        || next.bullet
        || next.heading
        || last.heading
        || last.spoken
        || next.label.is_some()
        || last.noise != next.noise
}

fn has_ended(tail: &str) -> bool {
    tail.ends_with(['.', '!', '?', ':', ';', '|', ')'])
}

/// The next line, `rest`, begins an entry of its own below `words`, of which `tail` is the last line.
fn begins_entry(words: &str, tail: &str, rest: &str) -> bool {
    let head = |line: &str| begins_with_day(line) || begins_with_date(line);
    let both = |begins: fn(&str) -> bool| begins(rest) && begins(words);
    head(rest) && (!open(tail) || head(words))
        || both(begins_with_hour)
        || begins_with_set_off_day(rest)
        || begins_with_shout(rest)
        // "*Founders' lunch* – 12:30" below another such line
        || both(|line| line.starts_with('*'))
        || begins_with_name(rest) && !open(tail)
        // "Senior Awards – Thursday May 20 …" below another such line
        || both(begins_with_dated_name)
        || in_columns(tail) && in_columns(rest)
}

/// What the line before, `tail`, tells is told to its end.
fn is_told(words: &str, tail: &str, rest: &str) -> bool {
    let (closed, begins_low) = (!open(tail), rest.starts_with(char::is_lowercase));
    let dated = || begins_with_day(words) || begins_with_date(words) || begins_with_day(without_lead(words));
    // "Ruby - Squids, every Tuesday 4:00pm" below another such line, "Only 12 places!" below the day and the hour
    let entry = || is_whole(tail) && (is_whole(rest) || dated() && width(tail) < 72);
    !begins_low && (closed && entry() || ends_with_time(tail))
        || (!begins_low || width(tail) < 55) && closed && is_short_of(tail, rest)
        || ends_whole(tail, rest)
}

/// "… Sat Jan 23 6:30 - Rosario's (party of 8)" above "need to order cake": behind a day and an hour something else.
fn ends_whole(tail: &str, rest: &str) -> bool {
    let first = lower(rest.split_whitespace().next().unwrap_or(""));
    let leads = has(BEFORE_TIME, &first) || has(EMPTY, &first) || matches!(&*first, "in" | "or" | "with");
    let noted =
        !open(tail) && (NOTES.contains(&&*first) || !leads && ends_with_time(tail) && width(tail) < NOTE);
    (has_ended(tail) && !leads || noted) && is_whole(tail) && width(tail) < 90
}

/// Bytes of a note that nobody breaks.
const NOTE: usize = 55;

/// Whether a line of this width may be broken at all: notes have short lines that say something each ("groomer Fri 10am").
fn is_narrow(tail: &str, next: &str) -> bool {
    let timed = next
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ':')))
        .any(|w| is_weekday(w) || is_clock(w));
    open(tail) || width(next) >= 25 && !timed
}

/// The first word of the next line would have had its place on this one, by the width of the next line alone.
fn is_short_of(tail: &str, next: &str) -> bool {
    let first = next.split_whitespace().next().map_or(0, str::len);
    let items = [tail, next].iter().all(|line| line.contains(|c: char| c.is_ascii_digit()));
    items && width(tail) + 1 + first <= width(next)
}

/// A day and an hour stand in it.
fn is_whole(words: &str) -> bool {
    let mut parts = words.split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '.')));
    let numbered = words.split_whitespace().any(is_numeric_date);
    let dated = numbered || parts.clone().any(|w| is_weekday(w.trim_end_matches(['.', 's'])));
    // "… mon 14 @ 11"
    let at = || words.split_whitespace().skip_while(|w| *w != "@").nth(1).is_some_and(begins_with_digit);
    dated && (parts.any(is_clock) || at())
}

fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// "7pm", "6:30", "8.15am"
fn is_clock(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = word.get(digits..).unwrap_or("").to_ascii_lowercase();
    let half = matches!(&*rest, "am" | "pm" | "ish");
    let minutes = rest
        .strip_prefix([':', '.'])
        .is_some_and(|m| m.bytes().take(2).filter(u8::is_ascii_digit).count() == 2);
    (1..=2).contains(&digits) && (half || minutes)
}

/// First words of what somebody notes below a day and an hour.
const NOTES: &[&str] = &[
    "also", "ask", "bring", "book", "call", "check", "don't", "dont", "need", "no", "pay", "remember",
    "tell", "wear", "buy", "chase", "clean", "email", "get", "order", "phone", "pick", "print", "return",
    "ring", "text", "wash",
];

/// Tabs or wide gaps part the words.
fn in_columns(words: &str) -> bool {
    words.contains('\t') || words.contains("   ")
}

/// "… until February 16, 2027", "… at 9:15am": an item that is told to its end.
pub(super) fn ends_with_time(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("");
    let last = lower(last);
    let number = last.trim_end_matches("am").trim_end_matches("pm").trim_end_matches("ish");
    number.ends_with(|c: char| c.is_ascii_digit()) && number.starts_with(|c: char| c.is_ascii_digit())
}

/// Ends in the middle of a sentence: "… will be held on".
pub(super) fn open(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("");
    // "…, Studio A"
    if last == "A" {
        return false;
    }
    let last = lower(last);
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
