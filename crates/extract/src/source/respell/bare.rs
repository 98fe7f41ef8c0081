//! Bare hours behind a day: "Sat 5th: Open Gardens 11-5".

use super::dotted::begins_with_weekday;

/// Where the minutes are missing of "Sat 5th: Open Gardens 11-5", "thurs: dentist 9": bare hours behind the words of a line
/// that begins with its day and tells no other hour.
pub(super) fn behind_day(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let clock = line.char_indices().any(|(at, c)| {
            c == ':' && line.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        if begins_with_weekday(line) && !clock && !has_half(line) {
            found.extend(bare_range(line).into_iter().map(|at| start + at));
        }
        start += line.len() + 1;
    }
    found
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

/// Where the hours end of the first "11-5" that stands behind a word and before a mark, a word, or the end.
pub(super) fn bare_range(line: &str) -> Vec<usize> {
    const COUNTED: &[&str] = &[
        "age", "ages", "aged", "grade", "grades", "page", "pages", "score", "under", "year", "years", "yr",
        "yrs",
    ];
    const UNITS: &[&str] = &[
        "days", "guests", "kids", "min", "mins", "minutes", "people", "players", "pts", "sessions", "weeks",
        "years", "yrs",
    ];
    let hour = |at: usize| {
        let digits = line.get(at..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        let number = line.get(at..at + digits).and_then(|d| d.parse::<u8>().ok());
        number.filter(|n| (1..=12).contains(n) && digits <= 2).map(|_| at + digits)
    };
    for (at, c) in line.char_indices() {
        let before = line.get(..at).unwrap_or("");
        if !c.is_ascii_digit() || !before.ends_with(' ') {
            continue;
        }
        let word = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
        let named = word.len() >= 3
            && word.chars().all(|c| c.is_alphabetic() || c == '\'')
            && !COUNTED.contains(&&*word);
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
