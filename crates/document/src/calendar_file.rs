//! A calendar file as a person can look at it: lines unfolded, and only those that say something about its events.

use std::borrow::Cow;

use calendar::Event;
use calendar::ics::{self, Entry, People};
use jiff::Timestamp;

/// The part of a text that is meant for calendars, event by event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CalendarPart {
    /// `BEGIN:VCALENDAR` and what holds for all events.
    head: String,
    /// Each from `BEGIN:VEVENT` to `END:VEVENT`.
    events: Vec<String>,
    /// Whatever else is in it.
    rest: String,
}

/// Properties that say something about an event, or about all of them.
const TELLING: [&str; 26] = [
    "BEGIN",
    "END",
    "METHOD",
    "UID",
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "DURATION",
    "LOCATION",
    "DESCRIPTION",
    "URL",
    "CATEGORIES",
    "ATTENDEE",
    "ORGANIZER",
    "STATUS",
    "TRANSP",
    "SEQUENCE",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "TRIGGER",
    "CONFERENCE",
    "X-PREVIOUS-START",
    "X-END-ASSUMED",
];

const END: &str = "END:VCALENDAR";
/// What no calendar file can say: that nobody stated the end.
pub(crate) const END_ASSUMED: &str = "X-END-ASSUMED:TRUE";

/// The calendar part of a file: without what only programs read where the events stay the same without it.
pub(crate) fn reduce(file: &str) -> CalendarPart {
    let unfolded = unfold(file);
    let whole = ics::read(&unfolded);
    let short = part(&unfolded, true);
    let again = ics::read(&short.text());
    // A zone that only the file's own definition explains keeps its definition.
    if again.events == whole.events && again.skipped.len() == whole.skipped.len() {
        short
    } else {
        part(&unfolded, false)
    }
}

/// The calendar part that says `events`.
pub(crate) fn write(events: &[Event]) -> CalendarPart {
    let entries: Vec<Entry<'_>> =
        events.iter().filter_map(|event| Entry::new(event, Timestamp::UNIX_EPOCH, 0)).collect();
    if entries.is_empty() {
        return CalendarPart::default();
    }
    let mut part = reduce(&ics::write(&entries, People::Invited));
    let timed = events.iter().filter(|event| event.when.is_some());
    for (event, lines) in timed.zip(&mut part.events) {
        let change = event.evidence.change.as_ref();
        if let Some(start) = change.and_then(|it| it.old.get("start")).and_then(|start| start.as_str()) {
            *lines = lines.replacen("\nSUMMARY", &format!("\nX-PREVIOUS-START:{start}\nSUMMARY"), 1);
        }
        if event.evidence.inferred.contains_key("end") {
            *lines = lines.replacen("\nSUMMARY", &format!("\n{END_ASSUMED}\nSUMMARY"), 1);
        }
    }
    part
}

/// Lines that were folded in one piece again.
pub(crate) fn unfold(file: &str) -> String {
    file.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

/// The name of the property that a line holds.
pub(crate) fn name(line: &str) -> &str {
    line.split([':', ';']).next().unwrap_or_default()
}

fn part(file: &str, shorten: bool) -> CalendarPart {
    let mut part = CalendarPart::default();
    let (mut inside_event, mut inside_zone) = (false, false);
    for line in file.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        let is = |marker: &str| line.eq_ignore_ascii_case(marker);
        if is("BEGIN:VTIMEZONE") {
            inside_zone = true;
        }
        let told = TELLING.iter().any(|telling| telling.eq_ignore_ascii_case(name(line)));
        let told = (told || inside_zone) && !is_idle(line);
        if is("BEGIN:VEVENT") {
            inside_event = true;
            part.events.push(String::new());
        }
        if !shorten || (told && !inside_zone) {
            match part.events.last_mut() {
                Some(event) if inside_event => {
                    add(event, &if shorten { named_only(line) } else { line.into() });
                }
                _ if is("BEGIN:VCALENDAR") && !part.head.is_empty() => {}
                _ if is(END) => {}
                None => add(&mut part.head, line),
                Some(_) => add(&mut part.rest, line),
            }
        }
        if is("END:VTIMEZONE") {
            inside_zone = false;
        }
        if is("END:VEVENT") {
            inside_event = false;
        }
    }
    part
}

/// A person without what only programs ask about them.
fn named_only(line: &str) -> Cow<'_, str> {
    if !["ATTENDEE", "ORGANIZER"].iter().any(|person| person.eq_ignore_ascii_case(name(line))) {
        return line.into();
    }
    let mut quoted = false;
    let parts: Vec<&str> = line
        .split(|c: char| {
            quoted ^= c == '"';
            c == ';' && !quoted
        })
        .collect();
    let Some((last, before)) = parts.split_last() else { return line.into() };
    let (own, address) = match last.find(":mailto:").or_else(|| last.find(":MAILTO:")) {
        Some(at) => last.split_at(at),
        None => return line.into(),
    };
    let names = before
        .iter()
        .chain([&own])
        .filter(|part| part.len() > 3 && part.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("CN=")));
    let names: String = names.flat_map(|part| [";", part]).collect();
    format!("{}{names}{address}", name(line)).into()
}

/// What is so by itself.
fn is_idle(line: &str) -> bool {
    ["SEQUENCE:0", "TRANSP:OPAQUE", "STATUS:CONFIRMED", "SUMMARY:", "LOCATION:", "DESCRIPTION:"]
        .iter()
        .any(|idle| line.eq_ignore_ascii_case(idle))
}

fn add(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

impl CalendarPart {
    /// How many events there are.
    pub(crate) fn events(&self) -> usize {
        self.events.len()
    }

    /// The whole of it.
    pub(crate) fn text(&self) -> String {
        self.first(self.events.len())
    }

    fn first(&self, count: usize) -> String {
        if self.head.is_empty() && self.events.is_empty() {
            return String::new();
        }
        let events: String = self.events.iter().take(count).map(String::as_str).collect();
        let head = if self.head.is_empty() { "BEGIN:VCALENDAR\n" } else { &self.head };
        format!("{head}{events}{}{END}", self.rest)
    }

    /// As many events as fit into `limit` bytes, and how many are left out.
    pub(crate) fn fit(&self, limit: usize) -> (String, usize) {
        let mut room = limit.saturating_sub(self.first(0).len());
        let fits = |event: &&String| {
            let fits = event.len() <= room;
            room = room.saturating_sub(event.len());
            fits
        };
        let count = self.events.iter().take_while(fits).count();
        let text = self.first(count);
        if text.len() > limit {
            (String::new(), self.events.len())
        } else {
            (text, self.events.len() - count)
        }
    }

    /// Adds what another part of the same mail says, unless it is the same again.
    pub(crate) fn join(&mut self, other: CalendarPart) {
        if self.head.is_empty() && self.events.is_empty() {
            *self = other;
        } else {
            let new =
                other.events.into_iter().filter(|event| !self.events.contains(event)).collect::<Vec<_>>();
            self.events.extend(new);
        }
    }
}
