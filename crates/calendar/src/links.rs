//! Links that open a calendar's own "new event" form, filled in, and links to a place on a map.
//!
//! A link can say less than a file. What it cannot say is never dropped: the answer is then a sentence why the file is
//! the way.

mod place;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Unit, ZonedDateTime};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ics::{people_in_words, rule_of_file, time_of};
use crate::{Event, When};

pub use place::{apple_map, google_map, is_virtual};

/// What RFC 3986 leaves as it is in a query.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// Octets of an encoded description: servers refuse addresses of more than about 8,000.
const DETAILS_OCTETS: usize = 4000;

/// The way to add an event to a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddLink {
    /// An address to open.
    Open(String),
    /// No link can say this event; a sentence why the calendar file is the way.
    UseFile(&'static str),
}

const NO_START: AddLink = AddLink::UseFile("The event has no start yet.");

/// Google Calendar. A rule goes along; exceptions cannot.
pub fn google(event: &Event) -> AddLink {
    let Some(when) = time_of(event) else { return NO_START };
    let mut link = Link::new("https://calendar.google.com/calendar/render?action=TEMPLATE");
    link.add("text", title(event));
    let zone = match &when {
        // Only IANA names: Google takes abbreviations and offsets for another zone than they are.
        When::Zoned { start, .. } => start.time_zone().iana_name().filter(|zone| zone.contains('/')),
        _ => None,
    };
    link.add("dates", &google_dates(&when, zone.is_some()));
    if let Some(zone) = zone {
        link.add("ctz", zone);
    }
    if let Some(recurrence) = &event.recurrence {
        if !recurrence.exdates.is_empty() || !recurrence.rdates.is_empty() {
            return AddLink::UseFile("A Google link cannot carry the exceptions of a repeating event.");
        }
        if matches!(when, When::Zoned { .. }) && zone.is_none() {
            return AddLink::UseFile(
                "A Google link cannot carry a repeating event without a named time zone.",
            );
        }
        link.add("recur", &format!("RRULE:{}", rule_of_file(&recurrence.rule, &when)));
    }
    // Google's app for iOS shows the details alone, so the place is said there too.
    link.add("details", &bounded(&details(event, true)));
    link.add("location", event.location.as_deref().unwrap_or_default());
    if !event.busy {
        link.add("crm", "AVAILABLE");
        link.add("trp", "false");
    }
    AddLink::Open(link.address)
}

/// Outlook on the web for work and school accounts.
pub fn outlook_work(event: &Event) -> AddLink {
    outlook(event, "https://outlook.office.com")
}

/// Outlook on the web for personal accounts.
pub fn outlook_personal(event: &Event) -> AddLink {
    outlook(event, "https://outlook.live.com")
}

fn outlook(event: &Event, host: &str) -> AddLink {
    let Some(when) = time_of(event) else { return NO_START };
    if event.recurrence.is_some() {
        return AddLink::UseFile("An Outlook link cannot carry a repeating event.");
    }
    let mut link = Link::new(&format!(
        "{host}/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent"
    ));
    let (start, end) = match &when {
        When::AllDay { start, end } => (start.to_string(), end.to_string()),
        When::Floating { start, end } => (start.to_string(), end.to_string()),
        When::Zoned { start, end } => (start.timestamp().to_string(), end.timestamp().to_string()),
    };
    link.add("subject", title(event));
    link.add("startdt", &start);
    link.add("enddt", &end);
    link.add("allday", if when.is_all_day() { "true" } else { "false" });
    // The form takes the body for HTML.
    let html = details(event, false).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    link.add("body", &bounded(&html.replace('\n', "<br>")));
    link.add("location", event.location.as_deref().unwrap_or_default());
    AddLink::Open(link.address)
}

/// Yahoo Calendar.
pub fn yahoo(event: &Event) -> AddLink {
    let Some(when) = time_of(event) else { return NO_START };
    if event.recurrence.is_some() {
        return AddLink::UseFile("A Yahoo link cannot carry a repeating event.");
    }
    let mut link = Link::new("https://calendar.yahoo.com/?v=60");
    link.add("title", title(event));
    match &when {
        When::AllDay { start, end } if start.saturating_add(1.day()) != *end => {
            return AddLink::UseFile("A Yahoo link cannot carry an event of several whole days.");
        }
        When::AllDay { start, .. } => {
            link.add("st", &start.strftime("%Y%m%d").to_string());
            link.add("dur", "allday");
        }
        When::Floating { start, end } => {
            link.add("st", &start.strftime("%Y%m%dT%H%M%S").to_string());
            link.add("et", &end.strftime("%Y%m%dT%H%M%S").to_string());
        }
        When::Zoned { start, end } => {
            link.add("st", &utc(start.timestamp()));
            link.add("et", &utc(end.timestamp()));
        }
    }
    link.add("desc", &bounded(&details(event, false)));
    link.add("in_loc", event.location.as_deref().unwrap_or_default());
    AddLink::Open(link.address)
}

/// `start/end`; in a named zone both on its wall clock, else as instants.
fn google_dates(when: &When, named_zone: bool) -> String {
    match when {
        When::AllDay { start, end } => format!("{}/{}", start.strftime("%Y%m%d"), end.strftime("%Y%m%d")),
        When::Floating { start, end } => {
            format!("{}/{}", start.strftime("%Y%m%dT%H%M%S"), end.strftime("%Y%m%dT%H%M%S"))
        }
        When::Zoned { start, end } if named_zone => {
            let end: ZonedDateTime = end.with_time_zone(start.time_zone().clone());
            format!("{}/{}", start.strftime("%Y%m%dT%H%M%S"), end.strftime("%Y%m%dT%H%M%S"))
        }
        When::Zoned { start, end } => format!("{}/{}", utc(start.timestamp()), utc(end.timestamp())),
    }
}

fn utc(at: Timestamp) -> String {
    let at = at.round(Unit::Second).unwrap_or(at);
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn title(event: &Event) -> &str {
    event.title.as_deref().unwrap_or("New event")
}

/// Description, people, link, and the place where it has to be told again.
fn details(event: &Event, with_place: bool) -> String {
    let place = event.location.as_ref().filter(|_| with_place).map(|place| format!("Location: {place}"));
    let parts = [event.description.clone(), people_in_words(event), event.url.clone(), place];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// As much of a text as a link can carry.
fn bounded(text: &str) -> String {
    let mut room = DETAILS_OCTETS;
    let mut out = String::new();
    for c in text.chars() {
        let octets = if c.is_ascii_alphanumeric() { 1 } else { 3 * c.len_utf8() };
        if octets > room {
            out.push('…');
            break;
        }
        room -= octets;
        out.push(c);
    }
    out
}

struct Link {
    address: String,
}

impl Link {
    fn new(address: &str) -> Link {
        Link { address: address.to_owned() }
    }

    /// Adds a parameter; an empty value is left out.
    fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.address.push('&');
            self.address.push_str(name);
            self.address.push('=');
            self.address.extend(utf8_percent_encode(value, IN_QUERY));
        }
    }
}

#[cfg(test)]
mod tests;
