//! The lists in `tests/expressions`: one expression a line, `text => reading`, written before the engine was asked.
//!
//! `⏎` is a line break; a line `@ 2026-12-03T09:00 en-GB` says when and where the lines below it are read.

use crate::rendering::{read, reader};

/// What a list holds that is read wrongly.
fn wrong_rows(list: &str) -> Vec<String> {
    let mut context = reader("2026-03-11T10:00", "en-US");
    let mut wrong = Vec::new();
    for line in list.lines() {
        if let Some((now, locale)) = line.strip_prefix("@ ").and_then(|said| said.split_once(' ')) {
            context = reader(now, locale);
        }
        let Some((text, expected)) = line.rsplit_once(" => ") else { continue };
        let got = read(&text.replace('⏎', "\n"), &context);
        if got != expected {
            wrong.push(format!("{text:?}\n   list {expected}\n   read {got}"));
        }
    }
    wrong
}

fn holds(list: &str) {
    assert!(list.lines().filter(|line| line.contains(" => ")).count() > 10, "the list is empty");
    let wrong = wrong_rows(list);
    assert!(wrong.is_empty(), "{} rows do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn dates() {
    holds(include_str!("../expressions/dates.txt"));
}

#[test]
fn times() {
    holds(include_str!("../expressions/times.txt"));
}

#[test]
fn ranges() {
    holds(include_str!("../expressions/ranges.txt"));
}

#[test]
fn recurrences() {
    holds(include_str!("../expressions/recurrences.txt"));
}

#[test]
fn zones() {
    holds(include_str!("../expressions/zones.txt"));
}

#[test]
fn what_is_no_time() {
    holds(include_str!("../expressions/no_times.txt"));
}

#[test]
fn what_is_typed_on_a_telephone() {
    holds(include_str!("../expressions/texting.txt"));
}

#[test]
fn lines_of_letters_notices_and_chats() {
    holds(include_str!("../expressions/letters.txt"));
}

#[test]
fn all_kinds_mixed() {
    holds(include_str!("../expressions/mixed.txt"));
}
