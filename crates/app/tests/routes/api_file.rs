//! `POST /api/parse` with a file as its body.

use axum::http::StatusCode;
use serde_json::json;

use crate::test_app::{Ask, TestApp};

const MAIL: &str = "From: Ana <ana@example.org>\r\nTo: tom@example.org\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: =?utf-8?q?Picnic?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nPicnic on Saturday at 3pm in the Caf=C3=A9 Gr=\r\n=C3=BCn\r\n";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Review\r\nDTSTART:20261201T120000Z\r\nDTEND:20261201T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const PAGE: &str = r#"<html><p>Our concert</p><script type="application/ld+json">{"@type": "MusicEvent", "name": "Trio", "startDate": "2026-12-01T20:00"}</script>"#;

fn file(kind: &str, query: &str, body: &str) -> Ask {
    let path = format!("/api/parse{query}");
    Ask { body: body.as_bytes().to_vec(), ..Ask::new("POST", &path) }.with("content-type", kind)
}

#[tokio::test]
async fn files_are_read_by_their_media_type() {
    let app = TestApp::new().await;
    for (kind, body, title, start) in [
        ("message/rfc822", MAIL, "Picnic", "2026-11-28T15:00:00+01:00"),
        ("text/calendar; charset=utf-8", CALENDAR, "Review", "2026-12-01T13:00:00+01:00"),
        ("text/html", PAGE, "Trio", "2026-12-01T20:00:00"),
        ("text/plain", "Dinner tomorrow at 7pm", "Dinner", "2026-11-26T19:00:00+01:00"),
    ] {
        let answer = app.ask(file(kind, "?time_zone=Europe%2FBerlin", body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let answer = answer.json();
        let event = &answer["events"][0];
        assert_eq!((&event["title"], &event["start"]), (&json!(title), &json!(start)), "{answer}");
        let text = answer["text"].as_str().unwrap();
        let span = &event["spans"]["title"][0];
        let [from, to] = [0, 1].map(|at| span[at].as_u64().unwrap() as usize);
        assert_eq!(&text[from..to], title);
    }
}

#[tokio::test]
async fn a_cancellation_is_said_as_such() {
    let app = TestApp::new().await;
    let answer = app.ask(file("text/calendar", "", CALENDAR)).await.json();
    assert_eq!(answer["events"][0]["change"]["kind"], "cancelled");
    assert_eq!(answer["events"][0]["uid"], "1@x");
    assert!(answer["notes"][0].as_str().unwrap().contains("cancels"), "{answer}");
}

#[tokio::test]
async fn fields_stand_in_the_address() {
    let app = TestApp::new().await;
    let preferences = "%7B%22date_order%22%3A%22day_first%22%7D";
    let query =
        format!("?now=2026-01-01T09:00&time_zone=UTC&locale=en-US&uid_salt=a&preferences={preferences}");
    let answer = app.ask(file("text/plain", &query, "Dinner 3/4 at 7pm")).await.json();
    assert_eq!(answer["events"][0]["start"], "2026-04-03T19:00:00+00:00", "{answer}");
    for (query, field) in [
        ("?time_zone=Mars", "time_zone"),
        ("?timezone=UTC", "body"),
        ("?text=a", "text"),
        ("?preferences=x", "preferences"),
    ] {
        let answer = app.ask(file("text/plain", query, "Dinner at 7pm")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.json()["error"]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_a_sentence() {
    let app = TestApp::new().await;
    for (kind, body, status, field) in [
        ("message/rfc822", "", 422, json!("file")),
        ("text/html", "<script>x</script>", 422, json!("file")),
        ("text/plain", "a\0b c d e f", 422, json!("file")),
        ("application/pdf", "%PDF-", 415, json!(null)),
    ] {
        let answer = app.ask(file(kind, "", body)).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]["field"]), (status, &field), "{kind}");
    }
    let large = app.ask(file("text/plain", "", &"a".repeat(document::MAX_FILE + 1))).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let other = file("text/plain", "", "Dinner at 7pm").with("sec-fetch-site", "cross-site");
    assert_eq!(app.ask(other).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn files_count_against_the_visitor() {
    let app = TestApp::new().await;
    let body = format!("Dinner at 7pm\n{}", "\n".repeat(document::MAX_FILE - 100));
    let mut answered = 0;
    while app.ask(file("text/plain", "", &body)).await.status == StatusCode::OK {
        answered += 1;
        assert!(answered < 10, "never refused");
    }
    assert!(answered >= 1, "one can be read");
}
