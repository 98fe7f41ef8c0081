//! Calendar parts of a text, as they were pasted or as `open` writes them.

use calendar::ics::{self, Skipped};
use calendar::{Change, ChangeKind, Event, Span};
use serde_json::Map;

use crate::schema::NO_END;

use super::property::{Property, properties};

/// Most calendar parts of one text.
const MOST: usize = 50;

/// What a calendar part wants (iTIP).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Method {
    #[default]
    Publish,
    Request,
    Cancel,
    Reply,
    Counter,
}

impl Method {
    fn of(name: &str) -> Method {
        match name.trim().to_ascii_uppercase().as_str() {
            "REQUEST" => Method::Request,
            "CANCEL" => Method::Cancel,
            "REPLY" => Method::Reply,
            "COUNTER" | "DECLINECOUNTER" | "REFRESH" => Method::Counter,
            _ => Method::Publish,
        }
    }

    /// Where the events come from, for people.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Method::Publish => "Taken from the calendar part of the text; the words around it were not read.",
            Method::Request => {
                "Taken from the calendar part, an invitation; the words around it were not read."
            }
            Method::Cancel => {
                "Taken from the calendar part, which cancels; the words around it were not read."
            }
            Method::Reply => "This is somebody’s answer to an invitation, and no invitation itself.",
            Method::Counter => "This proposes another time for a meeting; nothing is decided yet.",
        }
    }
}

/// What a calendar part says.
#[derive(Default)]
pub(super) struct Read {
    pub(super) method: Method,
    pub(super) events: Vec<Event>,
    pub(super) skipped: Vec<Skipped>,
}

/// Where the calendar parts of a text are: from `BEGIN:VCALENDAR` to its end, or to the end of the text.
pub(super) fn parts(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut begun: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim();
        let is = |marker: &str| word.len() == marker.len() && word.eq_ignore_ascii_case(marker);
        if begun.is_none() && (is("BEGIN:VCALENDAR") || is("BEGIN:VEVENT")) && parts.len() < MOST {
            begun = Some(at);
        }
        at += line.len();
        let from = begun.and_then(|start| text.get(start..)).unwrap_or_default();
        let is_bare =
            from.trim_start().get(..12).is_some_and(|first| first.eq_ignore_ascii_case("BEGIN:VEVENT"));
        if let Some(start) = begun.filter(|_| is("END:VCALENDAR") || is_bare && is("END:VEVENT")) {
            parts.push(Span::new(start, at));
            begun = None;
        }
    }
    parts.extend(begun.map(|start| Span::new(start, text.len())));
    parts
}

/// Reads the calendar part at `part`.
pub(super) fn read(text: &str, part: Span) -> Read {
    let words = part.of(text);
    let is_bare = !words.trim_start().get(..15).is_some_and(|it| it.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    let wrapped = is_bare.then(|| format!("BEGIN:VCALENDAR\n{words}\nEND:VCALENDAR\n"));
    let contents = ics::read(wrapped.as_deref().unwrap_or(words));
    let lines = properties(words, part.start);
    let method = lines.iter().find(|it| it.is("METHOD")).map(|it| Method::of(it.value.of(text)));
    let mut sources = Source::all(&lines, text);
    let mut read =
        Read { method: method.unwrap_or_default(), events: contents.events, skipped: contents.skipped };
    for event in &mut read.events {
        let at = sources.iter().position(|source| source.is_of(event, text));
        let source = at.map(|at| sources.remove(at));
        if let Some(source) = source {
            source.tell(event, text);
        }
        if read.method == Method::Reply {
            event.evidence.change = None;
        }
    }
    read
}

/// The lines of one event.
struct Source<'p> {
    properties: Vec<&'p Property<'p>>,
}

impl<'p> Source<'p> {
    fn all(lines: &'p [Property<'p>], text: &str) -> Vec<Source<'p>> {
        let mut sources = Vec::new();
        let mut own: Option<Vec<&Property<'_>>> = None;
        for line in lines {
            let marks =
                |name: &str| line.is(name) && line.value.of(text).trim().eq_ignore_ascii_case("VEVENT");
            if marks("BEGIN") {
                own = Some(Vec::new());
            } else if marks("END") {
                sources.extend(own.take().map(|properties| Source { properties }));
            } else if let Some(own) = &mut own {
                own.push(line);
            }
        }
        sources.extend(own.map(|properties| Source { properties }));
        sources
    }

    fn find(&self, name: &str) -> Option<&Property<'p>> {
        self.properties.iter().find(|line| line.is(name)).copied()
    }

    fn value<'t>(&self, name: &str, text: &'t str) -> Option<&'t str> {
        self.find(name).map(|line| line.value.of(text).trim())
    }

    /// Whether these are the lines of `event`; a changed occurrence has its time behind its identity.
    fn is_of(&self, event: &Event, text: &str) -> bool {
        let uid = self.value("UID", text).unwrap_or_default();
        if self.find("RECURRENCE-ID").is_some() {
            return event.uid.strip_prefix(uid).is_some_and(|rest| rest.starts_with('_'));
        }
        event.uid == uid
    }

    /// Tells where each value of the event stands, and what its lines say besides.
    fn tell(&self, event: &mut Event, text: &str) {
        const FIELDS: [(&str, &str); 13] = [
            ("SUMMARY", "title"),
            ("DTSTART", "start"),
            ("DTEND", "end"),
            ("DURATION", "end"),
            ("LOCATION", "location"),
            ("DESCRIPTION", "description"),
            ("URL", "url"),
            ("CONFERENCE", "url"),
            ("ATTENDEE", "attendees"),
            ("ORGANIZER", "organizer"),
            ("RRULE", "rrule"),
            ("EXDATE", "exdates"),
            ("TRIGGER", "reminders"),
        ];
        for line in &self.properties {
            if let Some((_, field)) = FIELDS.iter().find(|(name, _)| line.is(name)) {
                event.evidence.spans.entry((*field).to_owned()).or_default().push(line.value);
            }
        }
        let conference = self.value("CONFERENCE", text).filter(|link| link.starts_with("https://"));
        event.url = event.url.take().or_else(|| conference.map(str::to_owned));
        if self.find("X-END-ASSUMED").is_some() {
            event.evidence.inferred.insert("end".to_owned(), NO_END.to_owned());
        }
        self.tell_change(event, text);
    }

    fn tell_change(&self, event: &mut Event, text: &str) {
        let sequence = self.value("SEQUENCE", text).and_then(|number| number.parse::<u32>().ok());
        let before = self.value("X-PREVIOUS-START", text);
        if event.evidence.change.is_some() || (before.is_none() && sequence.is_none_or(|number| number == 0))
        {
            return;
        }
        let kind = if before.is_some() { ChangeKind::Moved } else { ChangeKind::Updated };
        let old = before.map(|start| ("start".to_owned(), start.into())).into_iter().collect::<Map<_, _>>();
        event.evidence.change = Some(Change { kind, old, new: Map::new() });
    }
}
