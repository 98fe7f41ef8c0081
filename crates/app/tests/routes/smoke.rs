//! `/api/smoke`: the sign-in of a deployment.

use std::fmt::Write;

use ai_calendar_helper::config::{AccountSettings, Settings};
use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::test_app::{Answer, Ask, NOW, TestApp};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const NONCE: &str = "000102030405060708090a0b0c0d0e0f";

/// Where nobody can register.
async fn closed() -> TestApp {
    let accounts = AccountSettings { registration: Some("closed".to_owned()), ..AccountSettings::default() };
    let secret_key = Some(KEY.to_owned());
    TestApp::with(Settings { accounts, secret_key, ..Settings::default() }, NOW).await
}

/// A token as the deployment makes it.
fn token(app: &TestApp, seconds: i64, nonce: &str) -> String {
    let claim = format!("{}.{nonce}", app.state.clock.now().as_second() + seconds);
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.state.secret_key().derive("smoke", b"")).unwrap();
    mac.update(claim.as_bytes());
    mac.finalize().into_bytes().iter().fold(format!("{claim}."), |mut token, byte| {
        write!(token, "{byte:02x}").unwrap();
        token
    })
}

async fn ask(app: &TestApp, method: &'static str, token: &str) -> Answer {
    app.ask(Ask::new(method, "/api/smoke").with("authorization", &format!("Smoke {token}"))).await
}

async fn status(app: &TestApp, path: &str, cookie: &str) -> StatusCode {
    app.ask(Ask::new("GET", path).with("cookie", cookie)).await.status
}

#[tokio::test]
async fn a_deployment_signs_in_out_and_away_where_registration_is_closed() {
    let app = closed().await;
    let token = token(&app, 600, NONCE);
    let opened = ask(&app, "POST", &token).await;
    assert_eq!(opened.status, StatusCode::CREATED);
    assert_eq!(opened.json()["email"], format!("smoke-{NONCE}@invalid"));
    let cookie = opened.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(status(&app, "/api/user/me", &cookie).await, StatusCode::OK);
    let profile = app.ask(Ask::new("GET", "/profile").with("cookie", &cookie)).await;
    assert!(String::from_utf8(profile.bytes).unwrap().contains(r#"action="/sign-out""#));

    app.ask(Ask::new("POST", "/sign-out").with("cookie", &cookie)).await;
    assert_eq!(status(&app, "/api/user/me", &cookie).await, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&app, "POST", &token).await.status, StatusCode::NOT_FOUND, "it is used");
    for _ in 0..2 {
        assert_eq!(ask(&app, "DELETE", &token).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(app.state.db().users(None, 10).await.unwrap().len(), 0);
}

#[tokio::test]
async fn without_a_good_token_there_is_nothing_here() {
    let app = closed().await;
    let good = token(&app, 600, NONCE);
    let nowhere = app.get("/api/nowhere").await;
    for token in [
        String::new(),
        token(&app, 0, NONCE),
        token(&app, 601, NONCE),
        token(&app, 600, "00"),
        good.replace("00", "01"),
    ] {
        for method in ["POST", "DELETE"] {
            let answer = ask(&app, method, &token).await;
            assert_eq!(
                (answer.status, answer.bytes),
                (nowhere.status, nowhere.bytes.clone()),
                "{method} {token}"
            );
        }
    }
    assert_eq!(app.state.db().users(None, 10).await.unwrap().len(), 0);
}
