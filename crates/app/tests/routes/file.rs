//! Files by the form, without scripts.

use axum::http::StatusCode;

use crate::test_app::{Ask, Page, TestApp};

const MAIL: &str = "From: Ana <ana@example.org>\r\nTo: tom@example.org\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: Picnic\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nPicnic on Saturday at 3pm in the caf";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Budget review\r\nDTSTART:20261201T120000Z\r\nDTEND:20261201T130000Z\r\nLOCATION:Room 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

async fn open(app: &TestApp, text: &str, files: &[(&str, &[u8])]) -> Page {
    let fields = [("view", "start"), ("text", text), ("zone", "America/New_York"), ("do", "open")];
    Page::of(&app.ask(Ask::files(&fields, files)).await)
}

#[tokio::test]
async fn a_mail_is_put_into_the_box_and_its_events_are_found() {
    let app = TestApp::new().await;
    let mail = [MAIL.as_bytes(), b"\xe9\r\n"].concat();
    let page = open(&app, "", &[("picnic.eml", &mail)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.field("text").ends_with("Subject: Picnic\n\nPicnic on Saturday at 3pm in the café"),
        "{}",
        page.field("text")
    );
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("Nov 28") || page.html.contains("November 28"), "{}", page.html);
}

#[tokio::test]
async fn what_is_stated_is_said_to_be_and_has_no_words_to_be_taken_out() {
    let app = TestApp::new().await;
    let page = open(&app, "", &[("invite.ics", CALENDAR.as_bytes())]).await;
    assert_eq!(page.cards(), 1);
    assert!(page.html.contains("Taken from the calendar part, an invitation"));
    assert!(!page.html.contains("unparse:"), "there is nothing to be taken for plain words");
    // The file for a calendar holds no source of a file.
    let saved = app.submit(&page, &page.button("file:")).await;
    let file = app.get(saved.header("location")).await.text();
    assert!(file.contains("UID:1@x") && !file.contains("DTSTART:20261201T120000Z"), "{file}");
    assert!(!file.contains("DESCRIPTION"), "{file}");
    // Its fields can be changed as those of any event.
    let mut changed = page;
    changed.fill("e0.title", "Budget");
    let changed = app.press(&changed, &changed.button("save:")).await;
    assert!(changed.html.contains("Edited") && changed.field("e0.title") == "Budget");
}

#[tokio::test]
async fn several_files_are_read_at_once() {
    let app = TestApp::new().await;
    let second = CALENDAR.replace("1@x", "2@x").replace("Budget review", "Offsite");
    let files = [("a.ics", CALENDAR.as_bytes()), ("b.ics", second.as_bytes()), ("c.pdf", b"%PDF-1.7")];
    let page = open(&app, "", &files).await;
    assert_eq!(page.cards(), 2);
    assert!(page.html.contains("c.pdf: This is a PDF."));
}

#[tokio::test]
async fn a_file_that_states_events_leaves_the_words_of_the_others() {
    let app = TestApp::new().await;
    let mail = [MAIL.as_bytes(), b"\xe9\r\n"].concat();
    let page = open(&app, "", &[("invite.ics", CALENDAR.as_bytes()), ("picnic.eml", &mail)]).await;
    assert_eq!(
        (page.field("e0.title"), page.field("e1.title"), page.cards()),
        ("Budget review", "Picnic", 2)
    );
    assert!(page.field("text").contains("---------- File: picnic.eml ----------\nFrom: Ana"));
}

#[tokio::test]
async fn who_invites_is_on_the_card() {
    let app = TestApp::new().await;
    let people = "LOCATION:Room 4\r\nORGANIZER;CN=Ana Berg:mailto:ana@example.org\r\nATTENDEE;CN=Tom:mailto:tom@example.org";
    let invite = CALENDAR.replace("LOCATION:Room 4", people);
    let page = open(&app, "", &[("invite.ics", invite.as_bytes())]).await;
    assert!(page.html.contains("<dt>Organiser</dt><dd>Ana Berg &#60;ana@example.org&#62; "), "{}", page.html);
    assert!(page.html.contains("Leave out Tom &#60;tom@example.org&#62;"));
}

#[tokio::test]
async fn a_booked_flight_is_on_the_clocks_of_its_airports() {
    let app = TestApp::new().await;
    let booking = r#"<p>Your booking</p><script type="application/ld+json">{"@type": "FlightReservation",
        "reservationFor": {"@type": "Flight", "flightNumber": "400", "airline": {"iataCode": "LH"},
        "departureAirport": {"name": "Frankfurt", "iataCode": "FRA"}, "departureTime": "2026-12-03T10:00:00+01:00",
        "arrivalAirport": {"name": "Tokyo", "iataCode": "HND"}, "arrivalTime": "2026-12-04T06:30:00+09:00"}}</script>"#;
    let mail = format!(
        "From: a@example.org\r\nSubject: Booking\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{booking}"
    );
    for (name, file) in [("booking.html", booking), ("booking.eml", &mail)] {
        let page = open(&app, "", &[(name, file.as_bytes())]).await;
        assert_eq!(
            (page.field("e0.zone"), page.field("e0.end_zone")),
            ("Europe/Berlin", "Asia/Tokyo"),
            "{name}"
        );
        assert_eq!(
            (page.field("e0.start"), page.field("e0.end")),
            ("2026-12-03 10:00", "2026-12-04 06:30"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_refused_leaves_everything_as_it_was() {
    let app = TestApp::new().await;
    for (name, bytes, said) in [
        ("winmail.dat", b"\x78\x9f\x3e\x22\x01".as_slice(), "a form that only Outlook reads (TNEF)"),
        ("a.eml", b"", "This file is empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "This is a picture"),
    ] {
        let page = open(&app, "Lunch tomorrow at noon", &[(name, bytes)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.html.contains(said), "{name}");
        assert_eq!((page.field("text"), page.cards()), ("Lunch tomorrow at noon", 1));
        let empty = open(&app, "", &[(name, bytes)]).await;
        assert!(empty.html.contains(said) && empty.cards() == 0, "{name}");
    }
    let none = open(&app, "", &[]).await;
    assert!(none.html.contains("No file was chosen"));
    let large = vec![b'a'; document::MAX_FILE + 1];
    let page = open(&app, "Lunch tomorrow at noon", &[("a.txt", &large)]).await;
    assert!(page.html.contains("larger than 8 MiB") && page.field("text") == "Lunch tomorrow at noon");
    let huge = vec![b'a'; document::MAX_FILE + 3 * 1024 * 1024];
    let page = open(&app, "", &[("a.txt", &huge)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.html.contains("larger than 8 MiB"));
}

#[tokio::test]
async fn the_text_that_a_file_took_the_place_of_can_be_brought_back() {
    let app = TestApp::new().await;
    let page = open(&app, "Lunch tomorrow at noon", &[("invite.ics", CALENDAR.as_bytes())]).await;
    assert!(page.field("text").starts_with("BEGIN:VCALENDAR"));
    let back = app.press(&page, "back").await;
    assert_eq!((back.field("text"), back.cards()), ("Lunch tomorrow at noon", 1));
    assert!(!back.html.contains("Bring that text back"));
}

#[tokio::test]
async fn a_pasted_source_is_read_as_the_file_that_it_is() {
    let app = TestApp::new().await;
    let source = format!("Received: by x\r\n{MAIL}e\r\n");
    let page = app.paste(&source).await;
    assert!(
        page.field("text").starts_with("From: Ana <ana@example.org>\n") && page.cards() == 1,
        "{}",
        page.html
    );
    // While somebody types, the box is theirs: it is offered.
    let preview = app.post("/preview", "", &[("text", &source), ("do", "read")]).await.text();
    assert!(preview.contains("This is the source of a mail") && preview.contains("value=\"open\""));
}

#[tokio::test]
async fn other_sites_cannot_send_files() {
    let app = TestApp::new().await;
    let ask = Ask::files(&[("do", "open")], &[("a.txt", b"Lunch tomorrow at noon")]);
    assert_eq!(app.ask(ask.with("sec-fetch-site", "cross-site")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn forms_that_are_none_are_refused() {
    let app = TestApp::new().await;
    for (kind, body) in [
        ("multipart/form-data", "--edge--"),
        (
            "multipart/form-data; boundary=edge",
            "--edge\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nLunch",
        ),
        ("multipart/form-data; boundary=edge", ""),
    ] {
        let ask = Ask { body: body.as_bytes().to_vec(), ..Ask::new("POST", "/") }.with("content-type", kind);
        let answer = app.ask(ask).await;
        assert!(answer.status.is_client_error(), "{kind}: {}", answer.status);
        assert!(answer.text().contains("<h1>"), "a page says so");
    }
}
