//! Chats: who says what when, and what they agree on in the end.

mod answer;
mod stamp;
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
use stamp::is_stamp;
use stamp::minute;
pub(crate) use stamp::{header, prefix};

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
