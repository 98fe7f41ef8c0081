//! What stands before or above a message: who wrote it, and when.

use crate::tokens::lower;

/// What stands before the words of a message: "[14:02] Mia: ", "25/11/2026, 14:02 - Mia: ", "Mia (2:02 PM): ", "Mia: ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix<'t> {
    /// When it was sent, as written; empty when only the speaker is told.
    pub(crate) stamp: &'t str,
    pub(crate) name: &'t str,
    /// Bytes before the message.
    pub(crate) length: usize,
}

/// The prefix of a line of a chat.
pub(crate) fn prefix(line: &str) -> Option<Prefix<'_>> {
    let body = line.trim_start();
    let colon = body.match_indices(": ").map(|(at, _)| at).chain(body.ends_with(':').then(|| body.len() - 1));
    // The colon of a name: the first one that is followed by a blank ("14:02" has one of its own).
    let colon = colon.take_while(|at| *at <= 60).next()?;
    let head = body.get(..colon)?;
    let (stamp, name) = parts(head)?;
    // "Jo (5B mum)"
    let name = name.split_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(name, |(name, _)| name);
    let name = name.trim_start_matches(['~', ' ', '\u{a0}', '\u{202f}', '\u{200e}']);
    let plain = name.chars().next().is_some_and(char::is_alphabetic)
        && name.split_whitespace().count() <= 3
        && !name.contains([',', '.', ';', '(', '[', '/'])
        && !name.contains(|c: char| c.is_ascii_digit());
    // Behind a day and a minute anything is who wrote: "Sudha Aunty C-403", "+91 98860 00000".
    let named =
        plain || is_full_stamp(stamp) && (1..=40).contains(&name.len()) && !name.contains(['.', ';', '[']);
    let indent = line.len() - body.len();
    let rest = body.get(colon + 1..)?;
    let length = indent + colon + 1 + (rest.len() - rest.trim_start().len());
    named.then_some(Prefix { stamp, name, length })
}

/// The stamp of a line that says who wrote what stands below it, and when: "Maria Lopez  10:42 AM", "Tom — Today at 09:13".
pub(crate) fn header(line: &str) -> Option<&str> {
    let line = Some(line.trim()).filter(|line| line.starts_with(char::is_uppercase))?;
    let digit = line.find(|c: char| c.is_ascii_digit())?;
    let stamp = line.get(digit..)?;
    let name = line.get(..digit)?.trim_end();
    let name = ["Today at", "Yesterday at"].iter().find_map(|at| name.strip_suffix(at)).unwrap_or(name);
    let name = name.trim_end_matches([' ', '—', '–', '-', '[', '(', ',']);
    // "Devon :palm_tree:"
    let name = name
        .strip_suffix(':')
        .and_then(|rest| rest.rsplit_once(" :"))
        .map_or(name, |(name, _)| name.trim_end());
    let words = name.split_whitespace().count();
    let named = (1..=3).contains(&words)
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''));
    let clock = lower(Some(stamp.trim_end_matches([']', ')'])).filter(|_| named)?);
    let clock = clock.trim_end_matches("am").trim_end_matches("pm").trim_end();
    (clock.len() <= 5 && minute(clock).is_some()).then_some(stamp)
}

/// Stamp and name of what stands before the colon.
fn parts(head: &str) -> Option<(&str, &str)> {
    if let Some((stamp, name)) = head.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return is_stamp(stamp).then(|| (stamp.trim(), name.trim().trim_start_matches("- ")));
    }
    let last = head.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '[']));
    if let Some((name, stamp)) = last.filter(|(_, stamp)| is_stamp(stamp)) {
        return Some((stamp.trim(), name.trim()));
    }
    // The last digit of the stamp, and "AM" or "PM" behind it.
    let Some(digit) = head.rfind(|c: char| c.is_ascii_digit()) else { return Some(("", head.trim())) };
    let (stamp, name) = head.split_at_checked(digit + 1)?;
    let half = name
        .trim_start()
        .get(..2)
        .filter(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"))
        .filter(|_| !name.trim_start().get(2..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)));
    let name = half.map_or(name, |half| name.trim_start().strip_prefix(half).unwrap_or(name));
    let stamp = head.get(..head.len() - name.len()).unwrap_or(stamp);
    is_stamp(stamp).then(|| (stamp.trim(), name.trim_start_matches([' ', '-', '–', '—', ','])))
}

/// "25/11/2026, 14:02:11": a day in numbers and a minute.
fn is_full_stamp(stamp: &str) -> bool {
    stamp.contains(':') && stamp.split([',', ' ']).next().is_some_and(|day| day.contains(['/', '-', '.']))
}

/// "14:02", "2:03 PM", "25/11/2026, 14:02:11", "Nov 25, 14:02": a time of day, perhaps a date, nothing else.
pub(super) fn is_stamp(words: &str) -> bool {
    let clock = words.split(|c: char| !(c.is_ascii_digit() || c == ':')).any(|part| minute(part).is_some());
    let plain = |word: &str| {
        word.chars().all(|c| c.is_ascii_digit()) || word.chars().count() <= 3 || word.ends_with("day")
    };
    clock
        && words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .all(|w| plain(w) || w.len() == 4)
}

/// The minute of "14:02".
pub(super) fn minute(part: &str) -> Option<u32> {
    let (hour, rest) = part.split_once(':')?;
    let minute = rest.get(..2)?.parse().ok()?;
    (hour.len() <= 2 && hour.parse::<u32>().is_ok_and(|h| h < 25)).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_and_speakers() {
        for (line, stamp, name) in [
            ("[14:02] Mia: padel?", "14:02", "Mia"),
            ("14:02 - Mia: padel?", "14:02", "Mia"),
            ("Mia (2:03 PM): padel?", "2:03 PM", "Mia"),
            ("[25/11/2026, 14:02:11] Mia B: padel?", "25/11/2026, 14:02:11", "Mia B"),
            ("25/11/2026, 14:02 - Mia: padel?", "25/11/2026, 14:02", "Mia"),
            ("2:02 pm Mia: padel?", "2:02 pm", "Mia"),
            ("Mia: padel?", "", "Mia"),
            ("25/11/2026, 08:12 - Rach (Otis's mum): padel?", "25/11/2026, 08:12", "Rach"),
        ] {
            let read = prefix(line).map(|p| (p.stamp, p.name));
            assert_eq!(read, Some((stamp, name)), "{line}");
        }
        assert_eq!(prefix("9:15 coffee"), None);
    }
}
