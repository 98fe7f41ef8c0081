//! `/api/openapi.json` describes what the program does.

use std::collections::BTreeSet;

use calendar::{Change, ChangeKind, Event, Person};
use serde_json::{Value, json};

use crate::test_app::TestApp;

async fn document() -> Value {
    TestApp::new().await.get("/api/openapi.json").await.json()
}

fn properties<'d>(document: &'d Value, schema: &str) -> BTreeSet<&'d str> {
    let properties = &document["components"]["schemas"][schema]["properties"];
    properties
        .as_object()
        .unwrap_or_else(|| panic!("no schema {schema}"))
        .keys()
        .map(String::as_str)
        .collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn every_key_of_an_event_is_described_and_no_other() {
    let document = document().await;
    let mut event = Event::default();
    event.evidence.change =
        Some(Change { kind: ChangeKind::Moved, old: serde_json::Map::new(), new: serde_json::Map::new() });
    event.attendees.push(Person::default());
    let event = serde_json::to_value(event).unwrap();
    assert_eq!(properties(&document, "Event"), keys(&event));
    assert_eq!(properties(&document, "Change"), keys(&event["change"]));
    assert_eq!(properties(&document, "Person"), keys(&event["attendees"][0]));
    let preferences = serde_json::to_value(timex::Preferences::default()).unwrap();
    assert_eq!(properties(&document, "Preferences"), keys(&preferences));
}

#[tokio::test]
async fn every_answer_has_the_described_keys() {
    let app = TestApp::new().await;
    let document = app.get("/api/openapi.json").await.json();
    let health = app.get("/api/health").await.json();
    assert_eq!(properties(&document, "Health"), keys(&health));
    let answer =
        app.post_json("/api/parse", &serde_json::json!({"text": "Lunch tomorrow at noon"})).await.json();
    assert_eq!(properties(&document, "ParseAnswer"), keys(&answer));
    let error = app.post_json("/api/parse", &serde_json::json!({})).await.json();
    assert_eq!(properties(&document, "ErrorAnswer"), keys(&error));
    assert_eq!(properties(&document, "ErrorDetail"), keys(&error["error"]));
}

#[tokio::test]
async fn every_described_path_exists() {
    let app = TestApp::new().await;
    let document = document().await;
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 5);
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let method = match method.as_str() {
                "get" => "GET",
                "delete" => "DELETE",
                _ => "POST",
            };
            let answer = app.ask(crate::test_app::Ask::new(method, path)).await;
            assert!(![404, 405].contains(&answer.status.as_u16()), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn it_says_how_a_caller_is_known_and_what_a_key_has_to_allow() {
    let document = document().await;
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!((&schemes["key"]["scheme"], &schemes["session"]["in"]), (&"bearer".into(), &"cookie".into()));
    for (path, method, expected) in [
        ("/api/parse", "post", json!([{}, {"key": ["parse"]}, {"session": []}])),
        ("/api/ics", "post", json!([{}, {"key": ["parse"]}, {"session": []}])),
        ("/api/user/me", "get", json!([{"key": ["profile"]}, {"session": []}])),
        ("/api/sessions", "delete", json!([{"session": []}])),
        ("/api/health", "get", Value::Null),
    ] {
        assert_eq!(document["paths"][path][method]["security"], expected, "{path}");
    }
}
