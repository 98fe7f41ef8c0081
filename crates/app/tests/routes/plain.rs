//! Pages without anything of the visitor's in them, assets, and addresses that do not exist.

use ai_calendar_helper::config::{MachineSettings, Settings};
use axum::http::StatusCode;

use crate::test_app::{Ask, NOW, TestApp};

#[tokio::test]
async fn search_engines_are_told_to_leave_development_alone() {
    for (name, robots, header) in
        [("production", "Disallow: /api/", None), ("development", "Disallow: /\n", Some("noindex"))]
    {
        let machine = MachineSettings { app_env: Some(name.to_owned()), ..MachineSettings::default() };
        let app = TestApp::with(Settings { machine, ..Settings::default() }, NOW).await;
        let answer = app.get("/robots.txt").await;
        assert_eq!(answer.headers.get("x-robots-tag").map(|value| value.to_str().unwrap()), header, "{name}");
        assert!(answer.text().contains(robots), "{name}");
    }
}

#[tokio::test]
async fn about_and_privacy_are_public() {
    let app = TestApp::new().await;
    for (path, words) in [("/about", "How it reads"), ("/privacy", "What is kept")] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains(words), "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_the_address_of_their_content() {
    let app = TestApp::new().await;
    let page = app.get("/").await.text();
    let paths: Vec<&str> = page.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    for path in paths {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        let known = answer.header("etag").to_owned();
        let again = app.ask(Ask::new("GET", path).with("if-none-match", &known)).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
    assert_eq!(app.get("/assets/style.css").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/favicon.ico").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn the_first_load_is_light() {
    let app = TestApp::new().await;
    let mut bytes = 0;
    let page = app.get("/").await.text();
    let paths = page.split('"').filter(|part| part.starts_with("/assets/")).chain(["/"]);
    for path in paths {
        bytes += app.ask(Ask::new("GET", path).with("accept-encoding", "gzip")).await.bytes.len();
    }
    assert!(bytes < 20 * 1024, "{bytes} bytes");
}

#[tokio::test]
async fn wrong_addresses_have_a_way_on() {
    let app = TestApp::new().await;
    let page = app.get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("<a class=\"button\" href=\"/\">"));

    let answer = app.get("/api/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.json()["error"]["message"].is_string());

    let answer = app.ask(Ask::new("DELETE", "/")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    let answer = app.get("/api/parse").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.json()["error"]["message"].is_string());
    assert_eq!(answer.header("allow"), "POST");
}

#[tokio::test]
async fn head_has_no_body() {
    let app = TestApp::new().await;
    for (path, status) in [("/", 200), ("/nowhere", 404), ("/api/nowhere", 404), ("/api/health", 200)] {
        let answer = app.ask(Ask::new("HEAD", path)).await;
        assert_eq!((answer.status.as_u16(), answer.bytes.len()), (status, 0), "{path}");
    }
}
