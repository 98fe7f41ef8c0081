//! Chats: who says what when, and what they agree on in the end.

mod answer;
mod turn;

use std::collections::HashMap;

use calendar::Span;
use jiff::civil::Date;
use timex::Context;

use crate::draft::Draft;
use crate::source::clean::Line;
use crate::source::label;
use crate::time::times;
use crate::words::{EMPTY, has};

pub(crate) use answer::answer;

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
    let line = line.trim();
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
    let named = name.starts_with(char::is_uppercase)
        && (1..=3).contains(&words)
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''));
    let clock = stamp.trim_end_matches([']', ')']).to_lowercase();
    let clock = clock.trim_end_matches("am").trim_end_matches("pm").trim_end();
    let minute = clock.len() <= 5 && minute(clock).is_some();
    (named && minute).then_some(stamp)
}

/// Each message stands below a line that says who wrote it and when, as in Slack: at least two, one of them at a minute
/// at which no schedule begins.
pub(crate) fn is_headed(text: &str) -> bool {
    let (mut heads, mut known, mut odd, mut last) = (0, 0, false, false);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let stamp = header(line);
        // A list of hours has no lines below its own.
        if stamp.is_some() && last {
            return false;
        }
        last = stamp.is_some();
        let minute = stamp.and_then(|s| minute(s.get(..5).unwrap_or(s).trim_end()));
        heads += usize::from(last);
        // Stations of a journey stand above each other so too.
        known += usize::from(last && is_speaker(line.trim()));
        odd |= minute.is_some_and(|minute| minute % 5 > 0);
    }
    heads >= 2 && odd && !last && (known * 2 >= heads || heads >= 4 && heads_again(text))
}

/// People who write more than once head their messages so too, whatever their names are.
fn heads_again(text: &str) -> bool {
    let mut names: HashMap<&str, usize> = HashMap::new();
    for line in text.lines() {
        if let Some(stamp) = header(line) {
            *names.entry(line.trim().trim_end_matches(stamp).trim()).or_default() += 1;
        }
    }
    names.values().any(|count| *count > 1)
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
fn is_stamp(words: &str) -> bool {
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
fn minute(part: &str) -> Option<u32> {
    let (hour, rest) = part.split_once(':')?;
    let minute = rest.get(..2)?.parse().ok()?;
    (hour.len() <= 2 && hour.parse::<u32>().is_ok_and(|h| h < 25)).then_some(minute)
}

/// Bytes of a line that is nothing but a stamp.
const STAMP: usize = 40;

/// The lines are a chat: most begin with a stamp and a speaker, or all with speakers who speak in turns.
pub(crate) fn is_transcript(text: &str) -> bool {
    let (mut lines, mut stamped, mut odd, mut named) = (0, 0, 0, 0);
    let mut speakers: HashMap<&str, usize> = HashMap::new();
    // "Tue, Nov 2, 9:14 AM" above what is said then
    let alone = |l: &str| l.len() <= STAMP && l.contains(':') && is_stamp(l.trim()) && prefix(l).is_none();
    for line in text.lines().filter(|l| !l.trim().is_empty() && !alone(l)) {
        lines += 1;
        let Some(prefix) = prefix(line) else { continue };
        let dated = prefix.stamp.contains(['/', '-', '.']) || prefix.stamp.contains(char::is_alphabetic);
        let minute = prefix.stamp.split(|c: char| !(c.is_ascii_digit() || c == ':')).find_map(minute);
        stamped += usize::from(!prefix.stamp.is_empty());
        // A schedule begins on the quarter hours, people write at any minute.
        odd += usize::from(dated && !prefix.stamp.is_empty() || minute.is_some_and(|m| m % 5 > 0));
        named += usize::from(prefix.stamp.is_empty() && !label::is_label(prefix.name));
        *speakers.entry(prefix.name).or_default() += 1;
    }
    let again = speakers.values().any(|count| *count > 1);
    let stamps = stamped >= 2 && stamped * 2 >= lines && odd > 0;
    let turns = stamped == 0
        && named == lines
        && (speakers.len() == 2 && lines >= 2 || again && lines >= 3 && speakers.len() <= 6);
    let known = speakers.keys().filter(|name| is_speaker(name)).count();
    // Two who speak in turns are people, whoever they are.
    let dialogue = speakers.len() == 2 && lines >= 4 && speakers.values().all(|count| *count > 1);
    // So are several who come back to what was said, and some who do so once.
    let back = speakers.values().filter(|count| **count > 1).count();
    let talk = lines >= 5 && back >= 2 && speakers.keys().all(|name| name.starts_with(char::is_uppercase));
    let people = (dialogue || talk || known * 2 >= speakers.len())
        && speakers.keys().all(|name| is_speaker(name) || is_nick(name));
    stamps || turns && people
}

/// A name, no weekday and no ordinary noun: "Mia", "me", "Tom B".
fn is_speaker(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split(' ').next().unwrap_or("");
    has(crate::words::NAMES, first) || has(KIN, first) || matches!(&*lower, "me" | "you")
}

/// What people are called who are family, or known by what they do.
const KIN: &[&str] = &[
    "aunt", "auntie", "coach", "dad", "daddy", "gran", "grandad", "grandma", "grandpa", "granny", "mam",
    "mom", "mum", "mummy", "nan", "nana", "uncle",
];

/// A single word that may be somebody's name among known ones: no weekday, no label, no word of a sentence.
fn is_nick(name: &str) -> bool {
    let lower = name.to_lowercase();
    let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "note", "tod", "tom"]
        .iter()
        .any(|d| lower.starts_with(d));
    lower.chars().all(char::is_alphabetic)
        && lower.chars().count() <= 12
        && !day
        && !has(EMPTY, &lower)
        && !label::is_label(&lower)
}

/// The events that a chat ends with: each message completes or replaces what was said of the same one before.
pub(crate) fn events(text: &str, lines: &[&Line], context: &Context) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut sent: Option<Date> = None;
    for line in lines {
        sent = line.stamp.and_then(|stamp| day_of(text, stamp, context)).or(sent);
        let context = &sent.and_then(|day| said_on(day, context)).unwrap_or_else(|| context.clone());
        turn::take(&mut drafts, text, line.span, line.numbers, context);
    }
    drafts.retain(|draft| draft.when.is_some());
    // "Good session this arvo everyone"
    let over = |d: &Draft| {
        let start = d.when.as_ref().and_then(|w| w.reading.start.filter(|_| times::has_time(w)));
        start.is_some_and(|at| at < context.now.datetime()) && !d.asked
    };
    if drafts.iter().any(|d| !over(d)) {
        drafts.retain(|d| !over(d));
    }
    for draft in &mut drafts {
        draft.group = None;
    }
    drafts
}

/// The day of a full stamp.
fn day_of(text: &str, stamp: Span, context: &Context) -> Option<Date> {
    times::find(text, stamp, None, context)
        .iter()
        .find(|t| times::has_date(t))?
        .reading
        .start
        .map(jiff::civil::DateTime::date)
}

/// The context of someone who writes on `day`.
pub(crate) fn said_on(day: Date, context: &Context) -> Option<Context> {
    let time = if day == context.now.date() { context.now.time() } else { jiff::civil::time(9, 0, 0, 0) };
    let now = day.to_datetime(time).to_zoned_datetime(context.now.time_zone().clone()).ok()?;
    Some(Context { now, ..context.clone() })
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

    #[test]
    fn heads_of_messages() {
        for (line, stamp) in [
            ("Maria  10:42 AM", Some("10:42 AM")),
            ("Tom Lee 09:13", Some("09:13")),
            ("Tom Lee, 09:13", Some("09:13")),
            ("Devon Marsh :palm_tree:  4:02 PM", Some("4:02 PM")),
            ("Ana — Today at 3:07 PM", Some("3:07 PM")),
            ("sure 12:30", None),
            ("Room 4 10:42", None),
            ("Lunch at 12:30 at the thai place", None),
        ] {
            assert_eq!(header(line), stamp, "{line}");
        }
        assert!(is_headed("Maria  10:42 AM\nlunch?\nTom  10:43 AM\nsure 12:30"));
        assert!(!is_headed("Yoga 10:00\nPilates 11:15"));
    }

    #[test]
    fn schedules_are_no_chats() {
        assert!(is_transcript("[14:02] Mia: padel?\n[14:03] Jo: yes"));
        assert!(!is_transcript("9:00 - Talk: Bees\n9:30 - Talk: Wasps\n10:00 - Break: tea"));
        assert!(!is_transcript("When: Friday\nWhere: here"));
    }
}
