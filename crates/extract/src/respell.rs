//! Hours at the beginning of a schedule's lines as the rest of the text writes them: "0830 Briefing", "9.30 Arrivals".
//! One such number alone may be anything; several in the order of a day are hours.

use std::borrow::Cow;

use calendar::{Event, Span};

/// A text, and the way back to the one from which it was made.
pub(crate) struct Respelt<'t> {
    pub(crate) text: Cow<'t, str>,
    /// Where the two texts part: an offset here, and the same place there.
    pub(crate) shifts: Vec<(usize, usize)>,
}

/// Writes the hours with which lines begin with a colon; a text without any is not copied.
pub(crate) fn respell(text: &str) -> Respelt<'_> {
    let hours = hours(text);
    let mut respelt = Respelt::same(text);
    let mut edits: Vec<Edit> = Vec::new();
    if in_order(&hours) {
        edits.extend(hours.iter().map(|h| (h.colon, usize::from(h.dotted), ":")));
    }
    edits.extend(bare_hours(text).into_iter().map(|at| (at, 0, ":00")));
    edits.extend(last_hours(text).into_iter().map(|(at, removed)| (at, removed, ":")));
    edits.extend(halves(text).into_iter().map(|at| (at, 0, "m")));
    edits.extend(dotted(text).into_iter().map(|at| (at, 1, ":")));
    edits.extend(behind_day(text).into_iter().map(|at| (at, 0, ":00")));
    edits.sort_unstable();
    edits.dedup_by_key(|(at, ..)| *at);
    if edits.is_empty() {
        return respelt;
    }
    let mut out = String::new();
    let mut done = 0;
    for (at, removed, with) in edits {
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(with);
        done = at + removed;
        respelt.shifts.push((out.len(), done));
    }
    out.push_str(text.get(done..).unwrap_or(""));
    respelt.text = Cow::Owned(out);
    respelt
}

/// Where, how many bytes go, and what comes.
type Edit = (usize, usize, &'static str);

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

/// "cars 12.10" in a text that writes its hours with a full stop ("2.15pm", "by 10.30") and no days: where the stops are.
fn dotted(text: &str) -> Vec<usize> {
    let (mut found, mut sure) = (Vec::new(), 0);
    for (at, _) in text.match_indices('.') {
        let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let hour = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let minute = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (lead, behind) = (before.get(..at - hour).unwrap_or(""), rest.get(minute..).unwrap_or(""));
        let inside = lead.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '$' | '£' | '€'));
        let number = |digits: Option<&str>| digits.and_then(|d| d.parse::<u8>().ok());
        let Some((hours, minutes)) = number(before.get(at - hour..)).zip(number(rest.get(..minute))) else {
            continue;
        };
        if inside {
            continue;
        }
        if behind.starts_with('.') && (1..=31).contains(&hours) && (1..=12).contains(&minutes) {
            // "24.12.", "3.11.2027": days are written so.
            return Vec::new();
        }
        let half = behind.starts_with("am") || behind.starts_with("pm");
        let plain = half || !behind.starts_with(|c: char| c.is_alphanumeric() || c == '%');
        if minute == 2 && hours < 24 && minutes < 60 && (minutes % 5 == 0 || is_journey(lead)) && plain {
            sure += usize::from(half || minutes > 12)
                + usize::from(begins_with_weekday(lead.rsplit('\n').next().unwrap_or("")))
                + usize::from(kicks_off(lead));
            found.push(at);
        }
    }
    if sure < 2 { Vec::new() } else { found }
}

/// Where the minutes are missing of "Sat 5th: Open Gardens 11-5", "thurs: dentist 9": bare hours behind the words of a line
/// that begins with its day and tells no other hour.
fn behind_day(text: &str) -> Vec<usize> {
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
fn has_half(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    ["am", "pm", "noon", "midnight"].iter().any(|half| {
        lower.match_indices(half).any(|(at, _)| {
            let before = lower.get(..at).unwrap_or("").trim_end();
            half.len() > 2 || before.ends_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Where the hours end of the first "11-5" that stands behind a word and before a mark, a word, or the end.
fn bare_range(line: &str) -> Vec<usize> {
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

/// "KO 10.00"
fn kicks_off(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.eq_ignore_ascii_case("ko") || word.eq_ignore_ascii_case("off")
}

/// "train 10.12": journeys begin at any minute.
fn is_journey(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    matches!(
        &*word,
        "arr" | "arrives" | "bus" | "coach" | "dep" | "departs" | "ferry" | "flight" | "train" | "tram"
    )
}

/// "Wed 8 - hair 11.45": an hour behind a day is one.
fn begins_with_weekday(before: &str) -> bool {
    let line = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|d| days.contains(&d)) && (word.len() <= 5 || word.ends_with("day"))
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

impl Respelt<'_> {
    /// Nothing is written otherwise.
    pub(crate) fn same(text: &str) -> Respelt<'_> {
        Respelt { text: Cow::Borrowed(text), shifts: Vec::new() }
    }

    /// Moves the spans of `event` to the text from which this one was made.
    pub(crate) fn restore(&self, event: &mut Event) {
        if self.shifts.is_empty() {
            return;
        }
        for span in event.evidence.spans.values_mut().flatten() {
            *span = self.span(*span);
        }
    }

    /// The same words there.
    pub(crate) fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    pub(crate) fn offset(&self, at: usize) -> usize {
        let passed = self.shifts.partition_point(|(here, _)| *here <= at);
        let before = passed.checked_sub(1).and_then(|i| self.shifts.get(i));
        before.map_or(at, |(here, there)| at - here + there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_a_schedule() {
        for (text, expected) in [
            ("0830 Briefing\n1000 First start", "08:30 Briefing\n10:00 First start"),
            ("9.30 Arrivals\n10.00-12.15 Session", "9:30 Arrivals\n10:00-12:15 Session"),
            ("1.50 pounds of sugar\n0.75 Salt", "1.50 pounds of sugar\n0.75 Salt"),
            ("2027 Budget\n1990 Review", "2027 Budget\n1990 Review"),
            ("0830 Briefing", "0830 Briefing"),
            ("7:30a Yoga\n9a Breakfast", "7:30am Yoga\n9am Breakfast"),
            ("1/7 Hoses 1900\n1/14 Masks 1930", "1/7 Hoses 19:00\n1/14 Masks 19:30"),
            ("Budget 2030\nReview 2025", "Budget 2030\nReview 2025"),
            ("9 market\n11:30 brunch\n3 cake", "9:00 market\n11:30 brunch\n3:00 cake"),
            ("2 eggs\n3 apples\n12 rolls", "2 eggs\n3 apples\n12 rolls"),
            (
                "Sat 5th: Open Gardens 11-5, from the church",
                "Sat 5th: Open Gardens 11:00-5:00, from the church",
            ),
            ("Mon: grades 3-5 swim", "Mon: grades 3-5 swim"),
            ("nails 2.15pm\ncars 12.10, by 10.30", "nails 2:15pm\ncars 12:10, by 10:30"),
            ("tea 16.30, cake 12.12. and 17.15", "tea 16.30, cake 12.12. and 17.15"),
        ] {
            let respelt = respell(text);
            assert_eq!(respelt.text, expected);
            for word in ["Briefing", "First", "Arrivals", "12", "Session"] {
                let Some(here) = respelt.text.find(word) else { continue };
                assert!(text[respelt.offset(here)..].starts_with(word), "{word}");
            }
        }
    }
}
