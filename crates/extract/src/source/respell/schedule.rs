//! Hours with which the lines of a schedule begin, or end.

use super::Edit;
use crate::words::is_weekday;

/// A colon, minutes or an "m" where the hours of a schedule lack them.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let hours = hours(text);
    let mut edits: Vec<Edit> = Vec::new();
    if in_order(&hours) {
        edits.extend(hours.iter().map(|h| (h.colon, usize::from(h.dotted), ":")));
    }
    edits.extend(bare_hours(text).into_iter().map(|at| (at, 0, ":00")));
    edits.extend(last_hours(text).into_iter().map(|(at, removed)| (at, removed, ":")));
    edits.extend(halves(text).into_iter().map(|at| (at, 0, "m")));
    edits.extend(weekdays(text).into_iter().map(|at| (at, 0, ":")));
    edits
}

/// "wed garbage AND recycling" among lines that begin with weekdays: where the short name ends, which alone is another word.
fn weekdays(text: &str) -> Vec<usize> {
    const SHORT: &[&str] = &["fri", "mon", "sat", "sun", "wed"];
    const NONE: &[&str] = &["free", "no", "nothing", "off"];
    const FEWEST: usize = 3;
    let (mut found, mut begun, mut start) = (Vec::new(), 0, 0);
    for line in text.split('\n') {
        let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let name = words.len() - words.trim_start_matches(char::is_alphabetic).len();
        let rest = words.get(name..).unwrap_or("");
        begun += usize::from(words.get(..name).is_some_and(is_weekday));
        let next = rest.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
        // "sat Isla's party" is as good as "sat party", "Sat May" is not.
        let plain = words.starts_with(char::is_lowercase);
        let names = |word: &str| plain && word.len() > 1 && !is_weekday(word);
        let named = next.is_some_and(|word| {
            (word.starts_with(char::is_lowercase) || names(word)) && !NONE.contains(&word)
        });
        if named && words.get(..name).is_some_and(|name| SHORT.contains(&name)) {
            found.push(start + line.len() - rest.len());
        }
        start += line.len() + 1;
    }
    if begun < FEWEST { Vec::new() } else { found }
}

/// "1/14 SCBA refresher 1900", "Sat 12.09.26 Otley KO 14.30": lines that begin with a day and end with an hour, two at
/// least.
fn last_hours(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let words = line.trim_end();
        let head = words
            .split_whitespace()
            .take(2)
            .any(|w| w.contains(['/', '.', '-']) && w.starts_with(|c: char| c.is_ascii_digit()));
        if let Some((before, last)) = words.rsplit_once(' ').filter(|_| head) {
            let named = before.ends_with(|c: char| c.is_alphabetic() || c == ')');
            let at = start + before.len() + 1;
            found.extend(
                hour(last, at)
                    .filter(|(_, length)| named && *length == last.len())
                    .map(|(h, _)| (h.colon, usize::from(h.dotted))),
            );
        }
        start += line.len() + 1;
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// "9a Breakfast", "6:30p Dinner": where the "m" is missing in lines that begin with the hour, two at least.
fn halves(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let words = line.trim_start();
        let hour = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').len();
        let half = words.get(hour..).is_some_and(|rest| rest.starts_with("a ") || rest.starts_with("p "));
        if half && (1..=5).contains(&hour) {
            found.push(start + line.len() - words.len() + hour + 1);
        }
        start += line.len() + 1;
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// Where the minutes are missing of bare hours with which lines begin ("9 farmers market"), in a row of lines that all
/// begin with an hour, one of them as only hours are written.
fn bare_hours(text: &str) -> Vec<usize> {
    let (mut found, mut run): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split('\n').chain(std::iter::once("")) {
        let words = line.trim_start();
        let at = start + line.len() - words.len();
        if let Some((length, bare)) = leading_hour(words) {
            run.push(bare.then_some(at + length));
        } else {
            let clocks = run.iter().filter(|bare| bare.is_none()).count();
            if run.len() >= 3 && clocks > 0 {
                found.extend(run.iter().flatten());
            }
            run.clear();
        }
        start += line.len() + 1;
    }
    found
}

/// The length of the number with which `words` begin, when a word follows, and whether it could be anything.
fn leading_hour(words: &str) -> Option<(usize, bool)> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hour: u8 = words.get(..digits).filter(|d| (1..=2).contains(&d.len()))?.parse().ok()?;
    let rest = words.get(digits..)?;
    let minutes = rest
        .strip_prefix([':', '.'])
        .is_some_and(|m| m.bytes().take(2).filter(u8::is_ascii_digit).count() == 2);
    let half = ["am", "pm", "a", "p"]
        .iter()
        .any(|h| rest.to_lowercase().strip_prefix(h).is_some_and(|rest| rest.starts_with(' ')));
    let word = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let sensible = (1..=12).contains(&hour);
    if minutes || half { Some((digits, false)) } else { (word && sensible).then_some((digits, true)) }
}

/// An hour without a colon.
struct Hour {
    /// Minutes of the day.
    minutes: u16,
    /// Where the colon belongs.
    colon: usize,
    /// A full stop stands there.
    dotted: bool,
}

/// The hours with which lines begin, and those that end such a range.
fn hours(text: &str) -> Vec<Hour> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let words =
            line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '|'));
        let at = start + line.len() - words.len();
        if let Some((hour, length)) = hour(words, at) {
            let rest = words.get(length..).unwrap_or("");
            let to = rest.trim_start_matches([' ', '-', '–', '—']);
            let end = self::hour(to, at + words.len() - to.len())
                .filter(|_| to.len() + 1 < rest.len() || !rest.starts_with(' '));
            let behind = end.as_ref().map_or(rest, |(_, length)| to.get(*length..).unwrap_or(""));
            if is_set_off(behind) {
                found.push(hour);
                found.extend(end.map(|(hour, _)| hour));
            }
        }
        start += line.len() + 1;
    }
    found
}

/// "0830", "9.30": the hour, and its length.
fn hour(words: &str, at: usize) -> Option<(Hour, usize)> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let dotted = words.get(digits..)?.starts_with('.');
    let (hours, minutes, colon) = match (digits, dotted) {
        (4, false) => (words.get(..2)?, words.get(2..4)?, 2),
        (1 | 2, true) => (words.get(..digits)?, words.get(digits + 1..digits + 3)?, digits),
        _ => return None,
    };
    let length = colon + usize::from(dotted) + 2;
    let more =
        words.get(length..)?.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '/' | '%'));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let whole = hours < 24 && minutes < 60 && minutes % 5 == 0 && !more;
    whole.then_some((Hour { minutes: hours * 60 + minutes, colon: at + colon, dotted }, length))
}

/// A blank or a mark, and then words.
fn is_set_off(behind: &str) -> bool {
    let words =
        behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|'));
    words.len() < behind.len()
        && words.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '(' | '['))
}

/// At least two, and seldom one that is earlier than the one above it.
fn in_order(hours: &[Hour]) -> bool {
    let later = hours.windows(2).filter(|pair| matches!(pair, [a, b] if a.minutes < b.minutes)).count();
    hours.len() >= 2 && later * 2 >= hours.len()
}
