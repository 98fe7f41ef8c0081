//! `POST /api/ics`

use axum::http::StatusCode;
use serde_json::json;

use crate::test_app::TestApp;

#[tokio::test]
async fn events_become_a_file() {
    let app = TestApp::new().await;
    let text = "Lunch with Sarah tomorrow at 12pm\nYoga every Tuesday 6-7pm";
    let found =
        app.post_json("/api/parse", &json!({"text": text, "time_zone": "America/New_York"})).await.json();
    let answer = app.post_json("/api/ics", &json!({"events": found["events"]})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let file = answer.text();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
    assert!(file.contains("RRULE:FREQ=WEEKLY"));
}

#[tokio::test]
async fn a_text_becomes_a_file_at_once() {
    let app = TestApp::new().await;
    let body = json!({"text": "Lunch with Sarah tomorrow at 12pm", "time_zone": "America/New_York"});
    let answer = app.post_json("/api/ics", &body).await;
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"lunch-with-sarah-2026-11-26.ics\""
    );
    assert!(answer.text().contains("SUMMARY:Lunch with Sarah\r\n"));
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_place() {
    let app = TestApp::new().await;
    let good = json!({"uid": "1", "start": "2026-06-15T12:00:00+02:00", "time_zone": "Europe/Berlin"});
    let bad = |key: &str, value: serde_json::Value| {
        let mut event = good.clone();
        event[key] = value;
        event
    };
    for (body, field) in [
        (json!({"events": [good, bad("start", json!("soon"))]}), "events[1].start"),
        (json!({"events": [bad("end", json!("2026-06-15T11:00:00+02:00"))]}), "events[0].end"),
        (json!({"events": [bad("time_zone", json!("Mars"))]}), "events[0].time_zone"),
        (json!({"events": [bad("rrule", json!("FREQ=SOMETIMES"))]}), "events[0].rrule"),
        (json!({"events": [bad("uid", json!(""))]}), "events[0].uid"),
        (json!({"events": [bad("title", json!(5))]}), "events[0]"),
        (json!({"events": [5]}), "events[0]"),
        (json!({"events": {}}), "events"),
        (json!({"events": []}), "events"),
        (json!({"events": [bad("start", json!(null))]}), "events"),
        (json!({"events": [good], "text": "a"}), "body"),
        (
            json!({"text": "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals, when it was checked by a violent gust of wind which swept up the streets."}),
            "events",
        ),
        (json!({}), "text"),
    ] {
        let answer = app.post_json("/api/ics", &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.json()["error"]["field"], field, "{body}");
    }
    let many = json!({"events": vec![good.clone(); 2001]});
    assert_eq!(app.post_json("/api/ics", &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
