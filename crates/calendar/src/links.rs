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
mod tests {
    use super::*;
    use crate::{Person, Rule};
    use jiff::civil::DateTime;

    fn at(text: &str, zone: &str) -> ZonedDateTime {
        text.parse::<DateTime>().unwrap().in_tz(zone).unwrap()
    }

    fn lunch() -> Event {
        Event {
            title: Some("Lunch & talk".to_owned()),
            when: Some(When::Zoned {
                start: at("2026-06-15T12:00", "America/New_York"),
                end: at("2026-06-15T13:00", "America/New_York"),
            }),
            location: Some("Café Uno".to_owned()),
            description: Some("Bring <papers>\n50% off".to_owned()),
            busy: true,
            ..Event::default()
        }
    }

    fn address(link: AddLink) -> String {
        match link {
            AddLink::Open(address) => address,
            AddLink::UseFile(why) => panic!("{why}"),
        }
    }

    fn repeating(rule: &str) -> Event {
        Event { recurrence: Some(rule.parse::<Rule>().unwrap().into()), ..lunch() }
    }

    fn holiday() -> Event {
        let when = When::AllDay { start: "2026-07-13".parse().unwrap(), end: "2026-07-16".parse().unwrap() };
        Event { title: Some("Holiday".to_owned()), when: Some(when), ..Event::default() }
    }

    #[test]
    fn links_of_a_timed_event() {
        insta::assert_snapshot!(address(google(&lunch())), @"https://calendar.google.com/calendar/render?action=TEMPLATE&text=Lunch%20%26%20talk&dates=20260615T120000%2F20260615T130000&ctz=America%2FNew_York&details=Bring%20%3Cpapers%3E%0A50%25%20off%0A%0ALocation%3A%20Caf%C3%A9%20Uno&location=Caf%C3%A9%20Uno");
        insta::assert_snapshot!(address(outlook_work(&lunch())), @"https://outlook.office.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject=Lunch%20%26%20talk&startdt=2026-06-15T16%3A00%3A00Z&enddt=2026-06-15T17%3A00%3A00Z&allday=false&body=Bring%20%26lt%3Bpapers%26gt%3B%3Cbr%3E50%25%20off&location=Caf%C3%A9%20Uno");
        assert!(
            address(outlook_personal(&lunch())).starts_with("https://outlook.live.com/calendar/0/deeplink/")
        );
        insta::assert_snapshot!(address(yahoo(&lunch())), @"https://calendar.yahoo.com/?v=60&title=Lunch%20%26%20talk&st=20260615T160000Z&et=20260615T170000Z&desc=Bring%20%3Cpapers%3E%0A50%25%20off&in_loc=Caf%C3%A9%20Uno");
    }

    #[test]
    fn whole_days_have_no_zone_and_an_exclusive_end() {
        insta::assert_snapshot!(address(google(&holiday())), @"https://calendar.google.com/calendar/render?action=TEMPLATE&text=Holiday&dates=20260713%2F20260716&crm=AVAILABLE&trp=false");
        assert!(
            address(outlook_work(&holiday())).contains("&startdt=2026-07-13&enddt=2026-07-16&allday=true")
        );
        assert_eq!(
            yahoo(&holiday()),
            AddLink::UseFile("A Yahoo link cannot carry an event of several whole days.")
        );
        let one = Event { when: Some(When::day("2026-07-13".parse().unwrap())), ..holiday() };
        assert!(address(yahoo(&one)).contains("&st=20260713&dur=allday"));
    }

    #[test]
    fn both_ends_of_a_flight_are_in_the_zone_of_its_start() {
        let when = When::Zoned {
            start: at("2026-06-30T18:00", "America/New_York"),
            end: at("2026-07-01T06:15", "Europe/London"),
        };
        let link = address(google(&Event { when: Some(when), ..lunch() }));
        assert!(link.contains("&dates=20260630T180000%2F20260701T011500&ctz=America%2FNew_York"), "{link}");
    }

    #[test]
    fn a_zone_without_a_name_and_floating_times() {
        let fixed = TimeZone::fixed(jiff::tz::offset(-5));
        let start = "2026-06-15T12:00".parse::<DateTime>().unwrap().to_zoned_datetime(fixed).unwrap();
        let event = Event { when: Some(When::Zoned { end: start.clone(), start }), ..lunch() };
        let link = address(google(&event));
        assert!(link.contains("&dates=20260615T170000Z%2F20260615T180000Z&details"), "{link}");

        let floating = When::Floating {
            start: "2026-06-15T12:00".parse().unwrap(),
            end: "2026-06-15T13:00".parse().unwrap(),
        };
        let event = Event { when: Some(floating), ..lunch() };
        assert!(address(google(&event)).contains("&dates=20260615T120000%2F20260615T130000&details"));
        assert!(address(outlook_work(&event)).contains("&startdt=2026-06-15T12%3A00%3A00&"));
        assert!(address(yahoo(&event)).contains("&st=20260615T120000&"));
    }

    #[test]
    fn rules_go_to_google_alone() {
        let weekly = repeating("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260831");
        let link = address(google(&weekly));
        let rule = "&recur=RRULE%3AFREQ%3DWEEKLY%3BUNTIL%3D20260901T035959Z%3BBYDAY%3DMO&";
        assert!(link.contains(rule), "{link}");
        assert_eq!(
            outlook_work(&weekly),
            AddLink::UseFile("An Outlook link cannot carry a repeating event.")
        );
        assert_eq!(yahoo(&weekly), AddLink::UseFile("A Yahoo link cannot carry a repeating event."));
        let mut except = weekly;
        except.recurrence.as_mut().unwrap().exdates.push("2026-06-22T12:00".parse().unwrap());
        assert!(matches!(google(&except), AddLink::UseFile(_)));
    }

    #[test]
    fn an_event_without_a_start_has_no_link() {
        let event = Event { when: None, ..lunch() };
        for link in [google(&event), outlook_work(&event), outlook_personal(&event), yahoo(&event)] {
            assert_eq!(link, NO_START);
        }
    }

    #[test]
    fn a_long_description_is_cut() {
        let event = Event { description: Some("漢字 ".repeat(5000)), ..lunch() };
        for link in [google(&event), outlook_work(&event), yahoo(&event)] {
            assert!(address(link).len() < 6000);
        }
    }

    #[test]
    fn people_are_named_in_the_details() {
        let sarah = Person { name: Some("Sarah".to_owned()), email: None };
        let link = address(google(&Event { attendees: vec![sarah], description: None, ..lunch() }));
        assert!(link.contains("&details=With%3A%20Sarah%0A%0ALocation"), "{link}");
    }
}
