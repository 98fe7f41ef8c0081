//! `REQUIRE_SIGN_IN`, and a text that was typed before signing in.

use ai_calendar_helper::config::AccountSettings;
use axum::http::StatusCode;

use crate::test_app::{Ask, PASSWORD, Page, TestApp};

const TEXT: &str = "Lunch with Ben Fri 1pm\n\"at\" Cafe <Uno> & Söhne";

async fn closed() -> TestApp {
    let accounts = AccountSettings { require_sign_in: Some("true".to_owned()), ..AccountSettings::default() };
    TestApp::with_accounts(accounts).await
}

#[tokio::test]
async fn where_it_is_required_nothing_is_read_for_strangers_and_everything_else_is_public() {
    let app = closed().await;
    assert_eq!(app.get("/").await.header("location"), "/login");
    for (path, status) in [("/preview", 401), ("/api/parse", 401), ("/api/ics", 401)] {
        let ask = if path == "/preview" {
            Ask { path: path.to_owned(), ..Ask::form(&[("text", TEXT)]) }
        } else {
            Ask::json(path, r#"{"text": "Lunch tomorrow"}"#)
        };
        let answer = app.ask(ask).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.json()["error"]["message"].as_str().unwrap().contains("sign in"));
    }
    for path in ["/about", "/privacy", "/terms", "/login", "/register", "/auth/error"] {
        assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
    }
    let session = app.registered("ana@example.org").await;
    assert_eq!(app.see("/", &session).await.status, StatusCode::OK);
    let read =
        app.ask(Ask::json("/api/parse", r#"{"text": "Lunch tomorrow"}"#).with("cookie", &session)).await;
    assert_eq!(read.status, StatusCode::OK);
}

#[tokio::test]
async fn a_text_typed_before_signing_in_is_there_afterwards_without_scripts() {
    for app in [TestApp::new().await, closed().await] {
        let session = app.registered("ana@example.org").await;
        app.post("/sign-out", &session, &[]).await;
        let path = if app.state.config.accounts.require_sign_in { "/" } else { "/login/first" };
        let asked = app.post(path, "", &[("text", TEXT), ("do", "read")]).await;
        let login = asked.header("location").to_owned();
        assert!(login.starts_with("/login?next=/%3Ftext%3D"), "{login}");
        let page = Page::of(&app.get(&login).await);
        let next = page.field("next").to_owned();
        let typed = [("email", "ana@example.org"), ("password", PASSWORD), ("next", &next)];
        let back = app.post("/login", "", &typed).await;
        let page = app.see(back.header("location"), &back.cookie("session").unwrap()).await;
        assert_eq!(Page::of(&page).field("text"), TEXT);
    }
}

#[tokio::test]
async fn a_text_waits_ten_minutes_and_only_under_its_own_address() {
    let app = TestApp::new().await;
    let asked = app.post("/login/first", "", &[("text", TEXT)]).await;
    let id = asked.header("location").split("%3D").nth(1).unwrap().to_owned();
    for (path, found) in
        [(format!("/?text={id}"), true), ("/?text=nonsense".to_owned(), false), ("/".to_owned(), false)]
    {
        assert_eq!(Page::of(&app.get(&path).await).field("text") == TEXT, found, "{path}");
    }
    for file in std::fs::read_dir(app.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(path).unwrap() } else { Vec::new() };
        assert!(!bytes.windows(4).any(|it| it == b"Uno>"), "it waits encrypted");
    }
    let app = app.later("2026-11-25T11:41:00-05:00").await;
    assert_eq!(Page::of(&app.get(&format!("/?text={id}")).await).field("text"), "");
    assert_eq!(app.post("/login/first", "", &[("text", " ")]).await.header("location"), "/login");
}
