//! What other programs write, row by row of `docs/calendar-files.md`: each quirk is read, and written again rightly.

use calendar::ics::{Contents, Entry, People, read, write};
use calendar::{ChangeKind, Event, When};
use jiff::Timestamp;

/// A file with one event of these lines.
fn file(lines: &str) -> String {
    let lines = lines.trim().lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

fn only(file: &str) -> Event {
    let Contents { mut events, skipped } = read(file);
    assert_eq!((events.len(), skipped.len()), (1, 0), "{file}\n{skipped:?}");
    events.remove(0)
}

/// The unfolded lines of what is written for the events of a file.
fn rewritten(file: &str) -> Vec<String> {
    let contents = read(file);
    assert_eq!(contents.skipped, [], "{file}");
    let entries: Vec<_> =
        contents.events.iter().filter_map(|event| Entry::new(event, Timestamp::UNIX_EPOCH, 0)).collect();
    write(&entries, People::InDescription).replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn every_line_end_is_read() {
    let crlf = file("DTSTART:20260615T120000Z\nDTEND:20260615T130000Z\nSUMMARY:Lunch");
    for line_end in ["\r\n", "\n", "\r\n\r\n", "\n\r\n"] {
        let event = only(&crlf.replace("\r\n", line_end));
        assert_eq!(event.title.as_deref(), Some("Lunch"), "{line_end:?}");
    }
    assert_eq!(only(crlf.trim_end()), only(&crlf), "the last line may lack its end");
    assert_eq!(only(&format!("\u{feff}{crlf}")), only(&crlf), "a byte order mark is no part of it");
}

#[test]
fn folded_lines_are_joined_and_lose_one_blank_alone() {
    for (folded, title) in [
        ("SUMMARY:Lunch w\r\n ith Sarah", "Lunch with Sarah"),
        ("SUMMARY:Lunch\r\n  with Sarah", "Lunch with Sarah"),
        ("SUMMARY:Lunch w\r\n\tith Sarah", "Lunch with Sarah"),
        ("SUMMARY:Lunch w\n ith Sarah", "Lunch with Sarah"),
        ("SUM\r\n MARY:Lunch with Sarah", "Lunch with Sarah"),
        ("SUMMARY:Lunch \r\n with\r\n  Sarah", "Lunch with Sarah"),
        ("SUMMARY:Caf\r\n é 🎉\r\n 漢", "Café 🎉漢"),
    ] {
        let file = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260615T120000Z\r\n{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        assert_eq!(only(&file).title.as_deref(), Some(title), "{folded:?}");
    }
}

#[test]
fn text_is_unescaped_once() {
    for (written, title) in [
        (r"Lunch\, then; talk", "Lunch, then; talk"),
        (r"Lunch\, then\; talk", "Lunch, then; talk"),
        // Commas and semicolons that a program forgot to escape are part of the title.
        ("Lunch, then talk", "Lunch, then talk"),
        ("Lunch; then talk", "Lunch; then talk"),
        ("Lunch: then talk", "Lunch: then talk"),
        (r"Lunch\: then talk", "Lunch: then talk"),
        (r"C:\\new\\table", r"C:\new\table"),
        (r"one\ntwo\Nthree", "one\ntwo\nthree"),
        (r#"the "best" lunch"#, r#"the "best" lunch"#),
    ] {
        let event =
            only(&file(&format!("DTSTART:20260615T120000Z\nSUMMARY:{written}\nDESCRIPTION:{written}")));
        assert_eq!(event.title.as_deref(), Some(title), "{written}");
        assert_eq!(event.description.as_deref(), Some(title), "{written}");
    }
}

#[test]
fn a_foreign_zone_is_written_under_its_iana_name_with_a_definition() {
    for (name, iana) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Mitteleuropäische Zeit", "Europe/Berlin"),
        ("\"Eastern Standard Time\"", "America/New_York"),
        ("/freeassociation.sourceforge.net/America/Chicago", "America/Chicago"),
    ] {
        let lines = rewritten(&file(&format!(
            "DTSTART;TZID={name}:20260615T120000\nDTEND;TZID={name}:20260615T130000"
        )));
        for line in [format!("TZID:{iana}"), format!("DTSTART;TZID={iana}:20260615T120000")] {
            assert!(lines.contains(&line), "{name}: {line} in {lines:#?}");
        }
    }
}

#[test]
fn a_zone_and_a_z_are_the_instant_and_never_written_both() {
    let lines = rewritten(&file("DTSTART;TZID=Asia/Tokyo:20260615T030000Z\nDURATION:PT1H"));
    assert!(lines.contains(&"DTSTART;TZID=Asia/Tokyo:20260615T120000".to_owned()), "{lines:#?}");
}

#[test]
fn floating_times_stay_floating() {
    let lines = rewritten(&file("DTSTART:20260615T120000\nDTEND:20260615T130000"));
    assert!(lines.contains(&"DTSTART:20260615T120000".to_owned()), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("TZID")), "{lines:#?}");
}

#[test]
fn whole_days_of_every_writer_end_on_the_day_after_the_last() {
    for (written, end) in [
        ("DTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260716", "20260716"),
        ("DTSTART;VALUE=DATE:20260713", "20260714"),
        ("DTSTART;VALUE=DATE:20260713\nDURATION:P2D", "20260715"),
        ("DTSTART;VALUE=DATE:20260713\nDURATION:P1W", "20260720"),
        // The last day instead of the day after it.
        ("DTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260713", "20260714"),
        ("DTSTART:20260713\nDTEND:20260715", "20260715"),
    ] {
        let lines = rewritten(&file(written));
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20260713".to_owned()), "{written}: {lines:#?}");
        assert!(lines.contains(&format!("DTEND;VALUE=DATE:{end}")), "{written}: {lines:#?}");
    }
}

#[test]
fn an_event_without_a_length_is_read_and_written_with_one() {
    for written in [
        "DTSTART:20260615T120000Z",
        "DTSTART:20260615T120000Z\nDTEND:20260615T120000Z",
        "DTSTART:20260615T120000Z\nDURATION:PT0S",
    ] {
        let lines = rewritten(&file(written));
        assert!(lines.contains(&"DTEND:20260615T130000Z".to_owned()), "{written}: {lines:#?}");
    }
}

#[test]
fn a_yearly_rule_by_days_of_the_month_is_one_of_its_month() {
    let lines = rewritten(&file("DTSTART;VALUE=DATE:20260615\nRRULE:FREQ=YEARLY;BYMONTHDAY=15"));
    assert!(lines.contains(&"RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15".to_owned()), "{lines:#?}");
}

#[test]
fn until_of_every_writer_is_written_in_the_form_of_the_start() {
    let berlin = "DTSTART;TZID=Europe/Berlin:20260615T120000";
    for (start, until, written) in [
        (berlin, "20260620T100000Z", "20260620T100000Z"),
        // Forms that RFC 5545 forbids beside a zone: a date, and a time of the wall clock.
        (berlin, "20260620", "20260620T215959Z"),
        (berlin, "20260620T120000", "20260620T100000Z"),
        ("DTSTART;VALUE=DATE:20260615", "20260620", "20260620"),
        ("DTSTART;VALUE=DATE:20260615", "20260620T000000Z", "20260620"),
        ("DTSTART:20260615T120000", "20260620T120000", "20260620T120000"),
    ] {
        let lines = rewritten(&file(&format!("{start}\nRRULE:FREQ=DAILY;UNTIL={until}")));
        assert!(lines.contains(&format!("RRULE:FREQ=DAILY;UNTIL={written}")), "{start} {until}: {lines:#?}");
    }
}

#[test]
fn an_event_without_a_uid_gets_one_of_its_own_that_stays() {
    let event = "BEGIN:VEVENT\r\nDTSTART:20260615T120000Z\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\n";
    let other = event.replace("Lunch", "Tea");
    let file = format!("BEGIN:VCALENDAR\r\n{event}{event}{other}END:VCALENDAR\r\n");
    let uids = || rewritten(&file).into_iter().filter(|line| line.starts_with("UID:")).collect::<Vec<_>>();
    let mut different = uids();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 3, "{different:?}");
    assert!(different.iter().all(|uid| uid.len() > 20), "{different:?}");
    assert_eq!(uids(), uids());
}

#[test]
fn files_of_every_method_are_read() {
    let with = |method: &str| {
        let event = file(
            "UID:1\nDTSTART:20260615T120000Z\nORGANIZER:mailto:ana@example.org\nATTENDEE:mailto:tom@example.org",
        );
        only(&event.replace("VERSION:2.0", &format!("VERSION:2.0\r\nMETHOD:{method}")))
    };
    for method in ["PUBLISH", "REQUEST", "REPLY"] {
        assert_eq!(with(method).evidence.change, None, "{method}");
    }
    let change = with("CANCEL").evidence.change.expect("a message that cancels");
    assert_eq!(change.kind, ChangeKind::Cancelled);
}

#[test]
fn what_is_left_out_is_counted_with_its_reason() {
    let good = "BEGIN:VEVENT\nDTSTART:20260615T120000Z\nSUMMARY:good\nEND:VEVENT\n";
    let bad = "BEGIN:VEVENT\nSUMMARY:bad\nEND:VEVENT\n";
    let contents = read(&format!("BEGIN:VCALENDAR\n{good}{bad}{good}{bad}END:VCALENDAR\n"));
    assert_eq!((contents.events.len(), contents.skipped.len()), (2, 2));
    for skipped in contents.skipped {
        assert_eq!((skipped.title.as_deref(), skipped.reason.as_str()), (Some("bad"), "it has no start"));
    }
}

#[test]
fn both_zones_of_a_flight_are_kept() {
    let event = only(&file(
        "DTSTART;TZID=America/New_York:20260630T180000\nDTEND;TZID=Europe/London:20260701T061500",
    ));
    let Some(When::Zoned { start, end }) = event.when else { panic!("{event:?}") };
    assert_eq!(start.time_zone().iana_name(), Some("America/New_York"));
    assert_eq!(end.time_zone().iana_name(), Some("Europe/London"));
}
