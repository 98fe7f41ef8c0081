//! `POST /api/parse`

use axum::http::StatusCode;
use serde_json::json;

use crate::test_app::{Ask, TestApp};

#[tokio::test]
async fn a_text_gives_its_events() {
    let app = TestApp::new().await;
    let answer = app
        .post_json(
            "/api/parse",
            &json!({
                "text": "Lunch with Sarah tomorrow at 12pm at Central Park",
                "now": "2025-06-14T09:00:00-04:00",
                "time_zone": "America/New_York",
            }),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let event = &answer.json()["events"][0];
    assert_eq!(event["title"], "Lunch with Sarah");
    assert_eq!(event["start"], "2025-06-15T12:00:00-04:00");
    assert_eq!(event["end"], "2025-06-15T13:00:00-04:00");
    assert_eq!(event["location"], "Central Park");
    assert_eq!(event["time_zone"], "America/New_York");
    assert_eq!(event["attendees"], json!([{"name": "Sarah", "email": null, "phone": null}]));
}

#[tokio::test]
async fn locale_and_preferences_move_the_reading() {
    let app = TestApp::new().await;
    for (more, day) in [
        (json!({"locale": "en-US"}), "2027-03-04"),
        (json!({"locale": "en-GB"}), "2027-04-03"),
        (json!({"preferences": {"date_order": "day_first"}}), "2027-04-03"),
    ] {
        let mut body = json!({"text": "Dinner 3/4/2027 at 7pm", "time_zone": "Europe/Berlin"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = app.post_json("/api/parse", &body).await.json();
        assert!(answer["events"][0]["start"].as_str().unwrap().starts_with(day), "{more}: {answer}");
    }
}

#[tokio::test]
async fn identities_are_stable_and_keyed_by_the_salt() {
    let app = TestApp::new().await;
    let uid = async |salt: Option<&str>| {
        let body = json!({"text": "Lunch tomorrow at noon", "uid_salt": salt});
        app.post_json("/api/parse", &body).await.json()["events"][0]["uid"].as_str().unwrap().to_owned()
    };
    assert_eq!(uid(None).await, uid(Some("")).await);
    assert_eq!(uid(Some("a")).await, uid(Some("a")).await);
    assert_ne!(uid(Some("a")).await, uid(Some("b")).await);
}

#[tokio::test]
async fn nothing_found_is_no_error() {
    let app = TestApp::new().await;
    let answer = app
        .post_json(
            "/api/parse",
            &json!({"text": "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals, when it was checked by a violent gust of wind which swept up the streets."}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["events"], json!([]));
}

#[tokio::test]
async fn bad_requests_name_their_field() {
    let app = TestApp::new().await;
    let long = "a ".repeat(200 * 1024);
    for (body, status, field) in [
        (json!({}), 422, "text"),
        (json!({"text": null}), 422, "text"),
        (json!({"text": 5}), 422, "text"),
        (json!({"text": "  "}), 422, "text"),
        (json!({"text": "a\0b"}), 422, "text"),
        (json!({"text": long}), 413, "text"),
        (json!({"text": "a", "now": "soon"}), 422, "now"),
        (json!({"text": "a", "now": 5}), 422, "now"),
        (json!({"text": "a", "time_zone": "Mars/Olympus"}), 422, "time_zone"),
        (json!({"text": "a", "locale": []}), 422, "locale"),
        (json!({"text": "a", "preferences": {"clock": "25h"}}), 422, "preferences"),
        (json!({"text": "a", "timezone": "UTC"}), 422, "body"),
        (json!([1]), 400, "body"),
    ] {
        let answer = app.post_json("/api/parse", &body).await;
        assert_eq!(answer.status.as_u16(), status, "{field}");
        let error = &answer.json()["error"];
        assert_eq!(error["field"], field);
        assert!(error["message"].as_str().unwrap().len() > 5);
    }
    for body in ["", "{", "{\"text\": \"\\ud800\"}", "nonsense", "{\"text\":\"a\"} trailing"] {
        let answer = app.ask(Ask::json("/api/parse", body)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.json()["error"]["field"], "body");
    }
    let answer = app.ask(Ask::json("/api/parse", b"{\"text\":\"\xff\xfe\"}")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let answer = app.ask(Ask { body: b"{}".to_vec(), ..Ask::new("POST", "/api/parse") }).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let answer = app.ask(Ask::json("/api/parse", "a".repeat(4 * 1024 * 1024))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.json()["error"]["message"].is_string());
}

#[tokio::test]
async fn times_beside_an_event_are_told_with_the_event_that_they_stand_with() {
    let app = TestApp::new().await;
    let body = json!({
        "text": "Jazz night Fri 8pm at the Blue Note, doors 7pm",
        "now": "2026-11-25T11:30",
        "time_zone": "Europe/London",
    });
    let answer = app.post_json("/api/parse", &body).await.json();
    let aside = &answer["asides"][0];
    assert_eq!(aside["event"]["title"], "Doors: Jazz night");
    assert_eq!(aside["event"]["start"], "2026-11-27T19:00:00+00:00");
    assert_eq!(aside["of"], answer["events"][0]["uid"]);
}
