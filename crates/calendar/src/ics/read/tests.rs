//! Files as other programs write them.

use proptest::prelude::*;

use super::*;
use crate::When;

/// A file with one event of these lines.
fn event(lines: &str) -> String {
    let lines = lines.trim().lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn only(file: &str) -> Event {
    let contents = read(file);
    assert_eq!(contents.skipped, [], "{file}");
    contents.events.into_iter().next().unwrap()
}

/// The time of the only event, as the JSON shape prints it.
fn when(lines: &str) -> String {
    let event = serde_json::to_value(only(&event(lines))).unwrap();
    let part = |key: &str| event.get(key).and_then(|v| v.as_str()).unwrap_or("-").to_owned();
    format!("{} {} {}", part("start"), part("end"), part("time_zone"))
}

fn reason(file: &str) -> String {
    let contents = read(file);
    assert!(contents.events.is_empty(), "{:?}", contents.events);
    contents.skipped.into_iter().next().unwrap().reason
}

#[test]
fn times_of_every_form() {
    for (lines, expected) in [
        (
            "DTSTART;TZID=Europe/Berlin:20260615T120000\nDTEND;TZID=Europe/Berlin:20260615T130000",
            "2026-06-15T12:00:00+02:00 2026-06-15T13:00:00+02:00 Europe/Berlin",
        ),
        (
            "DTSTART:20260615T120000Z\nDURATION:PT90M",
            "2026-06-15T12:00:00+00:00 2026-06-15T13:30:00+00:00 UTC",
        ),
        ("DTSTART:20260615T120000\nDTEND:20260615T130000", "2026-06-15T12:00:00 2026-06-15T13:00:00 -"),
        ("DTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260716", "2026-07-13 2026-07-16 -"),
        ("DTSTART;VALUE=DATE:20260713", "2026-07-13 2026-07-14 -"),
        ("DTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260713", "2026-07-13 2026-07-14 -"),
        ("DTSTART:20260713\nDURATION:P3D", "2026-07-13 2026-07-16 -"),
        // A zone and a Z: the Z is the instant.
        (
            "DTSTART;TZID=Asia/Tokyo:20260615T030000Z\nDURATION:PT1H",
            "2026-06-15T12:00:00+09:00 2026-06-15T13:00:00+09:00 Asia/Tokyo",
        ),
        // Windows and translated names, names in quotes and in paths.
        (
            "DTSTART;TZID=W. Europe Standard Time:20260615T120000\nDURATION:PT1H",
            "2026-06-15T12:00:00+02:00 2026-06-15T13:00:00+02:00 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=Mitteleuropäische Zeit:20260615T120000\nDURATION:PT1H",
            "2026-06-15T12:00:00+02:00 2026-06-15T13:00:00+02:00 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=\"Eastern Standard Time\":20260615T120000\nDURATION:PT1H",
            "2026-06-15T12:00:00-04:00 2026-06-15T13:00:00-04:00 America/New_York",
        ),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/America/Chicago:20260615T120000\nDURATION:PT1H",
            "2026-06-15T12:00:00-05:00 2026-06-15T13:00:00-05:00 America/Chicago",
        ),
    ] {
        assert_eq!(when(lines), expected, "{lines}");
    }
}

#[test]
fn a_zone_is_known_by_its_definition() {
    let file = |offsets: &str| {
        format!(
            "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Nasze biuro\n{offsets}END:VTIMEZONE\nBEGIN:VEVENT\nUID:1\n\
             DTSTART;TZID=Nasze biuro:20260615T120000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    };
    let part = |kind: &str, start: &str, from: &str, to: &str, rule: &str| {
        format!("BEGIN:{kind}\nDTSTART:{start}\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\n{rule}END:{kind}\n")
    };
    let standard =
        part("STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n");
    let daylight =
        part("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n");
    let berlin = only(&file(&(standard + &daylight)));
    assert_eq!(berlin.when.unwrap().time_zone(), Some("Europe/Berlin"));

    // A definition that begins with the event's own summer, as ours do.
    let standard =
        part("STANDARD", "20261101T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n");
    let daylight =
        part("DAYLIGHT", "20260308T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n");
    let new_york = only(&file(&(standard + &daylight)));
    assert_eq!(new_york.when.unwrap().time_zone(), Some("America/New_York"));

    let odd = only(&file(&part("STANDARD", "16010101T000000", "+0123", "+0123", "")));
    let Some(When::Zoned { start, .. }) = odd.when else { panic!("{odd:?}") };
    assert_eq!(start.strftime("%H:%M%:z").to_string(), "12:00+01:23");

    assert!(reason(&file("")).contains("time zone \"Nasze biuro\""));
}

#[test]
fn text_people_and_alarms() {
    let read = only(&event(
        "DTSTART:20260615T120000Z
         DTEND:20260615T130000Z
         SUMMARY:Lunch\\, then; talk
         DESCRIPTION:one\\ntwo, three
         LOCATION:C:\\\\new
         URL:https://example.org/a?b=c,d;e
         CATEGORIES:Work,Meals
         TRANSP:TRANSPARENT
         ORGANIZER;CN=\"Ana; X\":mailto:ana@example.org
         ATTENDEE;CN=Tom:MAILTO:tom@example.org
         ATTENDEE:mailto:eva@example.org
         ATTENDEE;CN=Kim:tel:+15550199
         CONTACT:Jim Dolittle\\, ABC Industries\\, +1-919-555-1234
         CONTACT:Tom\\, 555-0142
         BEGIN:VALARM
         TRIGGER:-PT30M
         END:VALARM
         BEGIN:VALARM
         TRIGGER;RELATED=END:-PT75M
         END:VALARM
         BEGIN:VALARM
         TRIGGER;VALUE=DATE-TIME:20260615T080000Z
         END:VALARM",
    ));
    assert_eq!(read.title.as_deref(), Some("Lunch, then; talk"));
    assert_eq!(read.description.as_deref(), Some("one\ntwo, three"));
    assert_eq!(read.location.as_deref(), Some("C:\\new"));
    assert_eq!(read.url.as_deref(), Some("https://example.org/a?b=c,d;e"));
    assert_eq!(read.category.as_deref(), Some("Work, Meals"));
    assert!(!read.busy);
    assert_eq!(read.organizer.unwrap().name.as_deref(), Some("Ana; X"));
    let people: Vec<String> = read.attendees.iter().map(ToString::to_string).collect();
    let expected = [
        "Tom <tom@example.org> <555-0142>",
        "eva@example.org",
        "Kim <+15550199>",
        "Jim Dolittle, ABC Industries <+1-919-555-1234>",
    ];
    assert_eq!(people, expected);
    assert_eq!(read.reminders, [30, 15]);
    assert_eq!(read.evidence.notes.len(), 1);
}

#[test]
fn rules_and_exceptions() {
    let recurrence = |lines: &str| {
        let recurrence = only(&event(lines)).recurrence.unwrap();
        let exdates: Vec<String> = recurrence.exdates.iter().map(ToString::to_string).collect();
        format!("{} except {}", recurrence.rule, exdates.join(" "))
    };
    for (lines, expected) in [
        (
            "DTSTART;TZID=America/New_York:20260615T230000
             RRULE:FREQ=DAILY;UNTIL=20260621T030000Z
             EXDATE;TZID=America/New_York:20260616T230000,20260617T230000
             EXDATE:20260619T030000Z",
            "FREQ=DAILY;UNTIL=20260620T230000 except 2026-06-16T23:00:00 2026-06-17T23:00:00 2026-06-18T23:00:00",
        ),
        // A date alone among the exceptions of a timed event is that day's occurrence.
        (
            "DTSTART:20260615T120000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260616",
            "FREQ=DAILY;COUNT=3 except 2026-06-16T12:00:00",
        ),
        // Google and iCloud write yearly rules like this and mean June.
        (
            "DTSTART;VALUE=DATE:20260615\nRRULE:FREQ=YEARLY;BYMONTHDAY=15",
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 except ",
        ),
    ] {
        assert_eq!(recurrence(lines), expected);
    }
}

#[test]
fn a_changed_occurrence_is_an_event_of_its_own() {
    let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260616T120000Z\nDTSTART:20260616T150000Z\n\
                SUMMARY:Later\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nDTSTART:20260615T120000Z\nRRULE:FREQ=DAILY\n\
                SUMMARY:Daily\nEND:VEVENT\nEND:VCALENDAR\n";
    let contents = read(file);
    let [series, changed] = contents.events.as_slice() else { panic!("{contents:?}") };
    assert_eq!(
        series.recurrence.as_ref().unwrap().exdates,
        ["2026-06-16T12:00".parse::<DateTime>().unwrap()]
    );
    assert_eq!((changed.title.as_deref(), changed.uid.as_str()), (Some("Later"), "1_20260616T120000"));
}

#[test]
fn what_is_no_event_is_skipped_with_a_reason() {
    for (file, expected) in [
        (event("SUMMARY:x"), "it has no start"),
        (event("DTSTART:20260230T120000"), "its start is not a date or a time"),
        (event("DTSTART:banana"), "its start is not a date or a time"),
        (event("DTSTART:20260615T120000Z\nDTEND:20260615T110000Z"), "it ends before it starts"),
        (
            event("DTSTART;VALUE=DATE:20260615\nDTEND:20260615T110000Z"),
            "its start and end are not of one kind",
        ),
        (event("DTSTART;TZID=Mars/Base:20260615T110000"), "its time zone \"Mars/Base\" is not known"),
        (event("DTSTART:20260615T120000Z\nRRULE:FREQ=SOMETIMES"), "its rule cannot be read"),
        (
            event("DTSTART:20260615T120000Z\nRRULE:FREQ=YEARLY;BYWEEKNO=3"),
            "its rule cannot be read: BYWEEKNO",
        ),
        (event("DTSTART:20260615T120000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=DAILY"), "it has several rules"),
        (
            "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n".to_owned(),
            "a to-do, not an event",
        ),
        ("hello".to_owned(), "this is not a calendar file"),
        (String::new(), "this is not a calendar file"),
    ] {
        let reason = reason(&file);
        assert!(reason.starts_with(expected), "{file}: {reason}");
    }
}

#[test]
fn a_bad_event_does_not_hide_the_good_one() {
    let file = "\u{feff}BEGIN:VCALENDAR\nthis line is damaged\nBEGIN:VEVENT\nSUMMARY:bad\nDTSTART:x\nEND:VEVENT\n\
                BEGIN:VEVENT\nSUMMARY:good\nDTSTART:20260615T120000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let contents = read(file);
    assert_eq!(contents.events.len(), 1);
    assert_eq!(contents.skipped.first().and_then(|s| s.title.as_deref()), Some("bad"));
}

#[test]
fn a_cut_file_says_so() {
    let whole = event("DTSTART:20260615T120000Z\nSUMMARY:Lunch with Sarah");
    let cut = read(whole.split("with").next().unwrap());
    assert_eq!(cut.events.len(), 1);
    assert_eq!(
        cut.skipped.first().unwrap().reason,
        "the file ends early, so its last event may be incomplete"
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn any_value_is_read(
        name in "(DTSTART|DTEND|RRULE|EXDATE|DURATION|TRIGGER|RECURRENCE-ID|ATTENDEE|RDATE)",
        parameter in "(;TZID=[A-Za-z/+0-9-]{0,12}|;VALUE=(DATE|PERIOD|RECUR|TEXT|X)|;)?",
        value in "[0-9TZ:;,=A-Z/+-]{0,40}",
    ) {
        read(&event(&format!("DTSTART:20260615T120000Z\n{name}{parameter}:{value}")));
        read(&event(&format!("{name}{parameter}:{value}\nDTSTART:20260615T120000Z")));
    }
}

#[test]
fn deep_nesting_is_read() {
    read(&"BEGIN:VEVENT\n".repeat(30_000));
}
