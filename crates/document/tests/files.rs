//! Calendar files, pages and texts as files.

use document::{Error, Kind, MAX_FILE, open, open_as, stated};
use jiff::civil::date;
use timex::Context;

const LIMIT: usize = 256 * 1024;

fn context() -> Context {
    Context::new(date(2026, 6, 1).at(12, 0, 0, 0).in_tz("Europe/Berlin").unwrap())
}

fn event(number: usize, zone: &str) -> String {
    format!(
        "BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Match {number} of the long and folded n\r\n ame\r\nDTSTART;TZID={zone}:20260615T140000\r\nDTEND;TZID={zone}:20260615T150000\r\nEND:VEVENT\r\n"
    )
}

#[test]
fn a_calendar_file_is_shown_without_what_only_programs_read() {
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let file = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{zone}{}END:VCALENDAR\r\n",
        event(1, "Europe/Berlin")
    );
    let text = open("a.ics", file.as_bytes(), LIMIT).unwrap().text;
    assert_eq!(
        text,
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Match 1 of the long and folded name\nDTSTART;TZID=Europe/Berlin:20260615T140000\nDTEND;TZID=Europe/Berlin:20260615T150000\nEND:VEVENT\nEND:VCALENDAR"
    );
    // A zone that only the file explains stays explained.
    let own = file.replace("Europe/Berlin", "My zone").replace("20260615T", "20260115T");
    let text = open("a.ics", own.as_bytes(), LIMIT).unwrap().text;
    assert!(text.contains("BEGIN:VTIMEZONE"), "{text}");
    assert_eq!(stated(&text, &context()).events.len(), 1);
}

#[test]
fn what_does_not_fit_is_cut_at_an_event_or_a_line_and_said() {
    let events: String = (0..4000).map(|number| event(number, "UTC")).collect();
    let opened =
        open("a.ics", format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n").as_bytes(), LIMIT).unwrap();
    let kept = opened.text.matches("BEGIN:VEVENT").count();
    assert!(opened.text.len() <= LIMIT && kept > 1000 && opened.text.ends_with("END:VEVENT\nEND:VCALENDAR"));
    assert!(
        opened.notes[0].contains(&format!("the first {kept}, and {} are left out", 4000 - kept)),
        "{:?}",
        opened.notes
    );
    let lines = open("a.txt", "Grün am Montag\n".repeat(30_000).as_bytes(), LIMIT).unwrap();
    assert!(
        lines.text.len() <= LIMIT && lines.text.ends_with("Montag") && lines.notes[0].contains("256 KiB")
    );
}

#[test]
fn a_name_does_not_make_a_calendar_file() {
    assert_eq!(open("a.ics", b"Lunch on Friday", LIMIT).unwrap().text, "Lunch on Friday");
    assert_eq!(open_as(Kind::Calendar, b"Lunch on Friday", LIMIT).unwrap().text, "Lunch on Friday");
}

#[test]
fn a_page_that_states_its_events_keeps_them_below_its_words() {
    let page = r#"<html><body><h1>Concert</h1><div itemscope itemtype="http://schema.org/MusicEvent">
        <span itemprop="name">Trio</span> plays in the <span itemprop="location">Hall</span>
        <meta itemprop="startDate" content="2026-06-20T20:00-05:00">
        <meta itemprop="eventStatus" content="EventRescheduled"><meta itemprop="previousStartDate" content="2026-06-19T20:00-05:00">
        </div></body></html>"#;
    let text = open("a.html", page.as_bytes(), LIMIT).unwrap().text;
    assert!(text.starts_with("Concert\n\nTrio plays in the Hall\n\nBEGIN:VCALENDAR\n"), "{text}");
    let shape = serde_json::to_value(&stated(&text, &context()).events[0]).unwrap();
    assert_eq!(shape["start"], "2026-06-20T20:00:00-05:00");
    assert_eq!(shape["end"], "2026-06-20T22:00:00-05:00");
    assert_eq!(shape["inferred"]["end"], "no end is stated");
    assert_eq!(shape["change"]["kind"], "moved");
    assert_eq!(shape["change"]["old"]["start"], "2026-06-19T20:00:00-05:00");
}

#[test]
fn files_that_hold_nothing_to_read_are_refused() {
    for (name, bytes, error) in [
        ("a.txt", b"".to_vec(), Error::Empty),
        ("a.txt", b" \r\n ".to_vec(), Error::NoText),
        ("a.html", b"<html><script>x</script>".to_vec(), Error::NoText),
        ("a.txt", b"a\0b c d e f".to_vec(), Error::Binary),
        ("a.txt", vec![b'x'; MAX_FILE + 1], Error::TooLarge),
    ] {
        assert_eq!(open(name, &bytes, LIMIT), Err(error), "{name}");
    }
}
