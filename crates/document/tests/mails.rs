//! Mails that Python's `email` has made, with every encoding that mails have.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use document::{Error, Opened, open, stated};
use jiff::civil::date;
use timex::Context;

const LIMIT: usize = 256 * 1024;

/// The folder with the mails, made once; in the target folder, because what is static is never dropped.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mails");
    std::fs::create_dir_all(&folder).unwrap();
    let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails.py");
    assert!(Command::new(python).arg(script).arg(&folder).status().unwrap().success());
    folder
});

fn mail(name: &str) -> Result<Opened, Error> {
    let file = format!("{name}.eml");
    open(&file, &std::fs::read(FOLDER.join(&file)).unwrap(), LIMIT)
}

fn context() -> Context {
    Context::new(date(2026, 6, 1).at(12, 0, 0, 0).in_tz("America/New_York").unwrap())
}

#[test]
fn words_come_in_whatever_they_are_wrapped() {
    const HEADERS: &str = "From: Ana Ruiz <ana@example.org>\nTo: Tom Beck <tom@example.org>, Jörg <joerg@example.org>\nDate: Mon, 01 Jun 2026 11:00:00 +0200\nSubject: ";
    for (name, subject, words) in [
        (
            "quoted",
            "Grillfest im Café – bitte kommen",
            "Grillfest am Samstag, 20. Juni um 16 Uhr im Café Grün – bis später!",
        ),
        ("base64", "Picnic", "Picnic on Saturday, 20 June at 3pm in Volkspark, blanket included ✓"),
        ("windows", "Diner", "Dîner vendredi – 20h au café “Zoë”"),
        ("outlook", "Meeting", "Meeting on 18 June at 3pm in room 4."),
    ] {
        assert_eq!(mail(name).unwrap().text, format!("{HEADERS}{subject}\n\n{words}"), "{name}");
    }
    let forwarded = mail("forwarded").unwrap().text;
    let inner = format!(
        "For your calendar.\n\n---------- Forwarded message ---------\n{HEADERS}Rehearsal\n\nRehearsal on"
    );
    assert!(forwarded.contains(&inner), "{forwarded}");
}

#[test]
fn a_page_is_read_when_the_plain_text_is_a_stub_or_missing() {
    let stub = mail("stub").unwrap().text;
    assert!(stub.contains("Open day on Saturday, 20 June, 10:00 to 16:00.\n\n- Tours\n- Cake"), "{stub}");
    let page = mail("page").unwrap().text;
    assert!(page.contains("See you soon\n\nWe look forward to it.\nPlease [change or cancel](https://example.org/r/1) in time."), "{page}");
    assert!(page.contains("Date: Friday, 19 June 2026\nTime: 7:30 pm"), "{page}");
    assert!(!page.contains("Preview words") && !page.contains("color"), "{page}");
}

#[test]
fn an_invitation_is_its_calendar_part_once() {
    for (name, cancelled) in [("invitation", false), ("cancellation", true)] {
        let text = mail(name).unwrap().text;
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
        let found = stated(&text, &context());
        let shape = serde_json::to_value(&found.events[0]).unwrap();
        assert_eq!(shape["title"], "Budget review");
        assert_eq!(shape["start"], "2026-06-15T14:00:00+02:00");
        assert_eq!(shape["location"], "Raum Köln, 3rd floor");
        assert_eq!(shape["uid"], "4a7bq@google.com");
        assert_eq!(shape["attendees"][0]["email"], "tom@example.org");
        assert_eq!(found.events[0].evidence.spans["title"][0].of(&text), "Budget review");
        assert_eq!(shape["change"].is_object(), cancelled);
    }
}

#[test]
fn a_booking_is_what_its_page_says_for_machines() {
    let text = mail("page").unwrap().text;
    let shape = serde_json::to_value(&stated(&text, &context()).events[0]).unwrap();
    assert_eq!(shape["title"], "Table at Chez L'Ami");
    assert_eq!(shape["start"], "2026-06-19T19:30:00+02:00");
    assert_eq!(shape["inferred"]["end"], "no end is stated");
    assert_eq!(shape["description"], "Reservation OT12345\nFor 4");
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(mail("outlook-alone"), Err(Error::Tnef));
    assert_eq!(mail("encrypted"), Err(Error::Encrypted));
    assert!(mail("outlook").unwrap().notes[0].contains("winmail.dat"));
}
