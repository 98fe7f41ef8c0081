//! The rows of `docs/calendar-files.md` that concern writing, a test each.

use super::*;
use crate::{Change, Evidence, Person};

mod rules;

fn zoned(start: &str, end: &str, zone: &str) -> When {
    let at = |text: &str| text.parse::<DateTime>().unwrap().in_tz(zone).unwrap();
    When::Zoned { start: at(start), end: at(end) }
}

fn lunch() -> Event {
    Event {
        uid: "lunch@example".to_owned(),
        title: Some("Lunch".to_owned()),
        when: Some(zoned("2026-06-15T12:00", "2026-06-15T13:00", "America/New_York")),
        busy: true,
        ..Event::default()
    }
}

fn file_with(event: &Event, people: People) -> String {
    let changed = "2026-06-01T08:00:00Z".parse().unwrap();
    write(&[Entry::new(event, changed, 3).unwrap()], people)
}

fn file(event: &Event) -> String {
    file_with(event, People::InDescription)
}

/// The unfolded lines of the first VEVENT.
fn lines(event: &Event) -> Vec<String> {
    let file = file(event).replace("\r\n ", "");
    let inside = file.split("\r\n").skip_while(|line| *line != "BEGIN:VEVENT");
    inside.take_while(|line| *line != "END:VEVENT").map(str::to_owned).collect()
}

fn line(event: &Event, name: &str) -> Option<String> {
    lines(event)
        .into_iter()
        .find(|line| line.starts_with(&format!("{name}:")) || line.starts_with(&format!("{name};")))
}

fn repeating(when: When, rule: &str) -> Event {
    let rule: Rule = rule.parse().unwrap();
    Event { when: Some(when), recurrence: Some(rule.into()), ..lunch() }
}

#[test]
fn a_whole_file() {
    let event = Event {
        location: Some("Café Uno, Main St; back room".to_owned()),
        url: Some("https://example.org/a?b=c,d;e".to_owned()),
        description: Some("Lunch with Sarah\nBring the papers".to_owned()),
        category: Some("Meals".to_owned()),
        reminders: vec![30],
        ..lunch()
    };
    insta::assert_snapshot!(file(&event).replace("\r\n", "\n"), @"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//AI Calendar Helper//EN
    CALSCALE:GREGORIAN
    BEGIN:VTIMEZONE
    TZID:America/New_York
    BEGIN:DAYLIGHT
    DTSTART:20260308T020000
    TZOFFSETFROM:-0500
    TZOFFSETTO:-0400
    TZNAME:EDT
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
    END:DAYLIGHT
    BEGIN:STANDARD
    DTSTART:20261101T020000
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0500
    TZNAME:EST
    RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:lunch@example
    DTSTAMP:20260601T080000Z
    SEQUENCE:3
    DTSTART;TZID=America/New_York:20260615T120000
    DTEND;TZID=America/New_York:20260615T130000
    SUMMARY:Lunch
    LOCATION:Café Uno\\, Main St\\; back room
    DESCRIPTION:Lunch with Sarah\\nBring the papers
    URL:https://example.org/a?b=c,d;e
    CATEGORIES:Meals
    TRANSP:OPAQUE
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Lunch
    TRIGGER:-PT30M
    END:VALARM
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn lines_end_with_crlf_everywhere() {
    let file = file(&Event { description: Some("a\nb\rc\r\nd".to_owned()), ..lunch() });
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert_eq!(file.matches('\r').count(), file.matches("\r\n").count());
}

#[test]
fn lines_have_at_most_75_octets() {
    let long = "Größe 🎉 und 漢字, ".repeat(40);
    let file = file(&Event { title: Some(long.clone()), location: Some(long), ..lunch() });
    assert!(file.split("\r\n").all(|line| line.len() <= 75));
}

#[test]
fn the_same_event_gives_the_same_bytes() {
    assert_eq!(file(&lunch()), file(&lunch()));
}

#[test]
fn there_is_no_method_and_no_name_of_the_calendar() {
    for people in [People::InDescription, People::Invited] {
        assert!(!file_with(&lunch(), people).contains("METHOD"));
    }
}

#[test]
fn whole_days_end_on_the_day_after() {
    let event = Event {
        when: Some(When::AllDay { start: "2026-07-13".parse().unwrap(), end: "2026-07-16".parse().unwrap() }),
        busy: false,
        ..lunch()
    };
    assert_eq!(line(&event, "DTSTART").unwrap(), "DTSTART;VALUE=DATE:20260713");
    assert_eq!(line(&event, "DTEND").unwrap(), "DTEND;VALUE=DATE:20260716");
    assert_eq!(line(&event, "TRANSP").unwrap(), "TRANSP:TRANSPARENT");
    assert!(!file(&event).contains("VTIMEZONE"));
}

#[test]
fn floating_times_have_neither_zone_nor_z() {
    let event = Event {
        when: Some(When::Floating {
            start: "2026-07-13T08:00".parse().unwrap(),
            end: "2026-07-13T08:30".parse().unwrap(),
        }),
        ..lunch()
    };
    assert_eq!(line(&event, "DTSTART").unwrap(), "DTSTART:20260713T080000");
    assert!(!file(&event).contains("VTIMEZONE"));
}

#[test]
fn utc_is_a_z_and_never_also_a_zone() {
    let event = Event { when: Some(zoned("2026-07-13T08:00", "2026-07-13T09:00", "UTC")), ..lunch() };
    assert_eq!(line(&event, "DTSTART").unwrap(), "DTSTART:20260713T080000Z");
    for zone in ["UTC", "Europe/Berlin", "Asia/Kathmandu"] {
        let event = Event { when: Some(zoned("2026-07-13T08:00", "2026-07-13T09:00", zone)), ..lunch() };
        assert!(lines(&event).iter().all(|line| !(line.contains("TZID") && line.ends_with('Z'))));
    }
}

#[test]
fn a_flight_has_two_zones_each_with_its_definition() {
    let start = "2026-06-30T18:00".parse::<DateTime>().unwrap().in_tz("America/New_York").unwrap();
    let end = "2026-07-01T06:15".parse::<DateTime>().unwrap().in_tz("Europe/London").unwrap();
    let event = Event { when: Some(When::Zoned { start, end }), ..lunch() };
    assert_eq!(line(&event, "DTSTART").unwrap(), "DTSTART;TZID=America/New_York:20260630T180000");
    assert_eq!(line(&event, "DTEND").unwrap(), "DTEND;TZID=Europe/London:20260701T061500");
    let file = file(&event);
    assert_eq!(file.matches("BEGIN:VTIMEZONE").count(), 2);
    assert!(file.contains("TZID:America/New_York\r\n") && file.contains("TZID:Europe/London\r\n"));
}

#[test]
fn the_second_of_two_equal_times_is_the_instant() {
    let second = "2026-11-01T06:30:00Z".parse::<Timestamp>().unwrap();
    let start = second.to_zoned_datetime(TimeZone::get("America/New_York").unwrap());
    let event = Event { when: Some(When::Zoned { start: start.clone(), end: start }), ..lunch() };
    assert_eq!(line(&event, "DTSTART").unwrap(), "DTSTART:20261101T063000Z");
}

#[test]
fn an_event_without_length_gets_an_hour() {
    for (when, end) in [
        (
            zoned("2026-06-15T12:00", "2026-06-15T12:00", "Europe/Berlin"),
            "DTEND;TZID=Europe/Berlin:20260615T130000",
        ),
        (
            When::AllDay { start: "2026-07-13".parse().unwrap(), end: "2026-07-13".parse().unwrap() },
            "DTEND;VALUE=DATE:20260714",
        ),
    ] {
        assert_eq!(line(&Event { when: Some(when), ..lunch() }, "DTEND").unwrap(), end);
    }
}

#[test]
fn an_event_without_a_start_is_no_entry() {
    let event = Event { when: None, ..lunch() };
    assert!(Entry::new(&event, Timestamp::UNIX_EPOCH, 0).is_none());
}

#[test]
fn names_go_into_the_description() {
    let person = |name: Option<&str>, email: Option<&str>| Person {
        name: name.map(str::to_owned),
        email: email.map(str::to_owned),
        phone: None,
    };
    let event = Event {
        description: Some("Lunch with Sarah".to_owned()),
        attendees: vec![person(Some("Sarah"), Some("sarah@example.org")), person(Some("Tom"), None)],
        organizer: Some(person(Some("Ana; X:Y"), Some("ana@example.org"))),
        ..lunch()
    };
    assert_eq!(
        line(&event, "DESCRIPTION").unwrap(),
        "DESCRIPTION:Lunch with Sarah\\n\\nWith: Sarah\\, Tom\\nOrganiser: Ana\\; X:Y"
    );
    assert!(!file(&event).contains("ATTENDEE") && !file(&event).contains("ORGANIZER"));

    let invited = file_with(&event, People::Invited).replace("\r\n ", "");
    assert!(
        invited.contains("ATTENDEE;CN=Sarah;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sarah@example.org\r\n")
    );
    assert!(invited.contains("ORGANIZER;CN=\"Ana; X:Y\":mailto:ana@example.org\r\n"));
    assert!(invited.contains("DESCRIPTION:Lunch with Sarah\\n\\nWith: Tom\r\n"));
}

#[test]
fn a_number_is_a_contact_and_stands_with_the_name() {
    let bob = Person { name: Some("Bob".to_owned()), phone: Some("+1 (555) 0142".to_owned()), email: None };
    let office = Person { phone: Some("555-0100".to_owned()), ..Person::default() };
    let ana = Person {
        name: Some("Ana".to_owned()),
        email: Some("ana@x.example".to_owned()),
        phone: Some("555-7".to_owned()),
    };
    let event = Event { attendees: vec![bob, office], organizer: Some(ana), ..lunch() };
    for people in [People::InDescription, People::Invited] {
        let file = file_with(&event, people).replace("\r\n ", "");
        for line in ["CONTACT:Ana\\, 555-7", "CONTACT:Bob\\, +1 (555) 0142", "CONTACT:555-0100"] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line} in {file}");
        }
        assert!(file.contains("With: Bob +1 (555) 0142\\, 555-0100"), "{file}");
        assert!(!file.contains("ATTENDEE"), "{file}");
        assert_eq!(file.contains("\r\nORGANIZER"), people == People::Invited, "{file}");
    }
}

#[test]
fn no_field_can_break_out_of_its_line() {
    let evil = "x\r\nATTENDEE:mailto:evil@example.org\nX-EVIL:1\u{2028}\u{0}\u{7f}";
    let person = Person {
        name: Some(evil.to_owned()),
        email: Some(format!("a@b{evil}")),
        phone: Some(evil.to_owned()),
    };
    let event = Event {
        uid: evil.to_owned(),
        title: Some(evil.to_owned()),
        location: Some(evil.to_owned()),
        url: Some(format!("https://{evil}")),
        description: Some(evil.to_owned()),
        category: Some(evil.to_owned()),
        attendees: vec![person.clone()],
        organizer: Some(person),
        ..lunch()
    };
    let file = file_with(&event, People::Invited);
    assert!(!file.contains("\nATTENDEE") && !file.contains("\nX-EVIL"), "{file}");
    assert!(file.chars().all(|c| !c.is_control() || c == '\r' || c == '\n'));
}

#[test]
fn a_field_that_shows_nothing_is_left_out() {
    for blank in ["", "  ", "\u{0}\u{7}", "\n\u{85}"] {
        let some = || Some(blank.to_owned());
        let category = Some(format!("{blank},{blank}"));
        let event = Event { title: some(), location: some(), description: some(), category, ..lunch() };
        assert_eq!(line(&event, "SUMMARY").unwrap(), "SUMMARY:New event");
        for name in ["LOCATION", "DESCRIPTION", "CATEGORIES"] {
            assert_eq!(line(&event, name), None, "{blank:?}");
        }
    }
}

#[test]
fn several_events_share_one_file_and_its_zones() {
    let (first, second) = (lunch(), Event { uid: "2".to_owned(), ..lunch() });
    let entries: Vec<Entry<'_>> =
        [&first, &second].into_iter().filter_map(|e| Entry::new(e, Timestamp::UNIX_EPOCH, 0)).collect();
    let file = write(&entries, People::InDescription);
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
    assert_eq!(file.matches("BEGIN:VTIMEZONE").count(), 1);
    assert_eq!(file.matches("BEGIN:VCALENDAR").count(), 1);
}

#[test]
fn a_cancelled_event_says_so() {
    let change =
        Change { kind: ChangeKind::Cancelled, old: serde_json::Map::new(), new: serde_json::Map::new() };
    let event = Event { evidence: Evidence { change: Some(change), ..Evidence::default() }, ..lunch() };
    assert_eq!(line(&event, "STATUS").unwrap(), "STATUS:CANCELLED");
    assert_eq!(line(&lunch(), "STATUS"), None);
}

#[test]
fn links_are_uris_or_left_out() {
    for (link, url) in [
        ("https://example.org/a b", Some("URL:https://example.org/a%20b")),
        ("https://example.org/ü?q=\"x\"", Some("URL:https://example.org/ü?q=%22x%22")),
        ("no link at all", None),
        ("1x:y", None),
    ] {
        assert_eq!(line(&Event { url: Some(link.to_owned()), ..lunch() }, "URL").as_deref(), url);
    }
}
