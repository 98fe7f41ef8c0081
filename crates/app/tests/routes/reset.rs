//! `/reset`, changing a password, changing an address.

use axum::http::StatusCode;

use crate::test_app::{PASSWORD, TestApp};

const NEW: &str = "another cup of tea";

/// Whether somebody signs in with this.
async fn signs_in(app: &TestApp, email: &str, password: &str) -> Option<String> {
    app.post("/login", "", &[("email", email), ("password", password)]).await.cookie("session")
}

async fn is_signed_in(app: &TestApp, session: &str) -> bool {
    app.see("/api/user/me", session).await.status == StatusCode::OK
}

#[tokio::test]
async fn requirement_19_asking_for_a_reset_answers_the_same_for_everybody() {
    let app = TestApp::new().await;
    app.registered("ana@example.org").await;
    let before = app.mails().await;
    let mut bodies = Vec::new();
    for (email, mails) in [("ana@example.org", 1), ("nobody@example.org", 0)] {
        let already = app.mails().await;
        let answer = app.post("/reset", "", &[("email", email)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        bodies.push(answer.text().replace(email, "…"));
        assert_eq!(app.mails().await - already, mails, "{email}");
    }
    assert_eq!((bodies[0] == bodies[1], before), (true, 1));
}

#[tokio::test]
async fn requirement_23_a_reset_signs_nobody_in_and_ends_every_session_and_is_told_by_mail() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    app.post("/reset", "", &[("email", "ana@example.org")]).await;
    let link = app.newest_link().await;
    assert!(app.get(&link).await.text().contains("type=\"password\""));
    for weak in ["", "short", "password1"] {
        let answer = app.post(&link, "", &[("password", weak)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
    }
    assert!(is_signed_in(&app, &session).await, "nothing has happened yet");
    let done = app.post(&link, &session, &[("password", NEW)]).await;
    assert_eq!((done.status, done.cookie("session")), (StatusCode::OK, None));
    assert!(done.text().contains("Your password is set") && !done.text().contains("/sign-out"));
    assert!(!is_signed_in(&app, &session).await);
    assert_eq!(app.newest_mail().await.unwrap().subject, "Your password was changed");
    assert!(signs_in(&app, "ana@example.org", PASSWORD).await.is_none());
    assert!(signs_in(&app, "ana@example.org", NEW).await.is_some());
    assert_eq!(app.post(&link, "", &[("password", PASSWORD)]).await.status, StatusCode::GONE, "once");
}

#[tokio::test]
async fn requirement_17_another_password_needs_the_one_until_now() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let other = signs_in(&app, "ana@example.org", PASSWORD).await.unwrap();
    for (current, new, words) in [
        ("", NEW, "not the password of your account"),
        ("wrong", NEW, "not the password of your account"),
        (PASSWORD, "short", "8 characters"),
    ] {
        let fields = [("do", "password"), ("current", current), ("new_password", new)];
        let answer = app.post("/profile", &session, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{current} {new}");
        assert!(answer.text().contains(words), "{words}");
    }
    let fields = [("do", "password"), ("current", PASSWORD), ("new_password", NEW)];
    let done = app.post("/profile", &session, &fields).await;
    assert_eq!(done.header("location"), "/profile?said=password");
    let renewed = done.cookie("session").unwrap();
    for (session, expected) in [(&session, false), (&other, false), (&renewed, true)] {
        assert_eq!(is_signed_in(&app, session).await, expected, "requirements 3 and 8");
    }
    assert_eq!(app.newest_mail().await.unwrap().subject, "Your password was changed");
    assert!(signs_in(&app, "ana@example.org", NEW).await.is_some());
}

#[tokio::test]
async fn requirement_24_another_address_counts_when_it_is_proved_and_the_old_one_is_told() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let other = signs_in(&app, "ana@example.org", PASSWORD).await.unwrap();
    let answer = app.post("/profile", &session, &[("do", "email"), ("new_email", "new@example.org")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let mail = app.newest_mail().await.unwrap();
    assert_eq!(mail.to, "new@example.org");
    assert_eq!(app.see("/api/user/me", &session).await.json()["email"], "ana@example.org", "not before");
    let done = app.post(&app.newest_link().await, &session, &[]).await;
    assert!(done.text().contains("Your address is changed"), "{}", done.text());
    assert_eq!(app.see("/api/user/me", &session).await.json()["email"], "new@example.org");
    assert!(!is_signed_in(&app, &other).await, "requirement 8");
    let told = app.newest_mail().await.unwrap();
    assert_eq!(
        (told.to.as_str(), told.subject.as_str()),
        ("ana@example.org", "Your account has another address")
    );
    assert!(signs_in(&app, "ana@example.org", PASSWORD).await.is_none());
    assert!(signs_in(&app, "new@example.org", PASSWORD).await.is_some());
}

#[tokio::test]
async fn requirement_25_nobody_gives_their_address_to_somebody_elses_account_by_one_press() {
    let app = TestApp::new().await;
    let eve = app.registered("eve@example.org").await;
    let ben = app.registered("ben@example.org").await;
    app.post("/profile", &eve, &[("do", "email"), ("new_email", "ana@example.org")]).await;
    let link = app.newest_link().await;
    for browser in ["", ben.as_str()] {
        for answer in [app.see(&link, browser).await, app.post(&link, browser, &[]).await] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(
                answer.text().contains("Is that your account?")
                    && answer.text().contains("/login?next=/link/")
            );
        }
    }
    assert_eq!(app.see("/api/user/me", &eve).await.json()["email"], "eve@example.org");
    assert_eq!(app.post(&link, &eve, &[]).await.status, StatusCode::OK, "Eve herself may");
}

#[tokio::test]
async fn an_address_of_somebody_else_is_not_told_to_be_one() {
    let app = TestApp::new().await;
    app.registered("ben@example.org").await;
    let session = app.registered("ana@example.org").await;
    let mut bodies = Vec::new();
    for (email, subject) in [
        ("ben@example.org", "You have an account already"),
        ("new@example.org", "Use this address for your account?"),
    ] {
        let answer = app.post("/profile", &session, &[("do", "email"), ("new_email", email)]).await;
        bodies.push(answer.text().replace(email, "…"));
        assert_eq!(app.newest_mail().await.unwrap().subject, subject);
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn requirement_11_ten_minutes_after_signing_in_one_shows_again_that_it_is_oneself() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let app = app.later("2026-11-25T11:41:00-05:00").await;
    for fields in [
        &[("do", "email"), ("new_email", "new@example.org")][..],
        &[("do", "password"), ("current", PASSWORD), ("new_password", NEW)],
        &[("do", "unlink:x"), ("", "")],
        &[("do", "key"), ("key_name", "x"), ("scope_parse", "on")],
        &[("do", "delete"), ("sure", "on")],
    ] {
        let answer = app.post("/profile", &session, fields).await;
        assert_eq!(answer.header("location"), "/confirm?next=/profile", "{fields:?}");
    }
    assert_eq!(app.mails().await, 0);
    let page = app.see("/profile", &session).await.text();
    assert!(page.contains("/confirm?next=/profile") && !page.contains("name=\"new_password\""));
    let wrong = app.post("/confirm", &session, &[("password", "wrong"), ("next", "/profile")]).await;
    assert_eq!((wrong.status, wrong.cookie("session")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    let right = app.post("/confirm", &session, &[("password", PASSWORD), ("next", "//evil.example")]).await;
    assert_eq!(right.header("location"), "/");
    let renewed = right.cookie("session").unwrap();
    assert!(!is_signed_in(&app, &session).await && is_signed_in(&app, &renewed).await, "requirement 3");
    assert!(app.see("/profile", &renewed).await.text().contains("name=\"new_password\""));
    let guesses = async {
        let mut last = StatusCode::OK;
        for _ in 0..8 {
            last = app.post("/confirm", &renewed, &[("password", "guess")]).await.status;
        }
        last
    };
    assert_eq!(guesses.await, StatusCode::TOO_MANY_REQUESTS);
}
