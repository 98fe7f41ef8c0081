//! `/login`: an address and a password in, a session out.

use ai_calendar_helper::auth::password::Passwords;
use axum::http::StatusCode;
use store::{Db, Email, PasswordHash, ProviderAccount, SignIn};

use crate::test_app::{Answer, Ask, NOW, TestApp};

const PASSWORD: &str = "correct horse battery";

/// An account of this address with this hash; without a verified address nobody signs in by it.
pub(super) async fn account(app: &TestApp, email: &str, is_verified: bool, hash: &PasswordHash) -> Db {
    let db = Db::open_file(&app.folder.path().join("calendar.db")).await.unwrap();
    let account = ProviderAccount {
        issuer: "https://accounts.example.org",
        subject: email,
        email: Some(Email::parse(email).unwrap()),
        email_verified: is_verified,
        name: Some("Ana"),
        image: None,
    };
    let now = NOW.parse().unwrap();
    let SignIn::Done(session) = db.sign_in(&account, true, "Firefox", now).await.unwrap() else {
        panic!("nobody was signed in")
    };
    db.change_password(&session.signed_in.user.id, hash, None, now).await.unwrap();
    db
}

async fn login(app: &TestApp, fields: &[(&str, &str)], cookie: &str) -> Answer {
    let ask = Ask { path: "/login".to_owned(), ..Ask::form(fields) };
    app.ask(ask.with("cookie", cookie).with("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"))
        .await
}

/// The session cookie that the answer sets, as a browser would send it.
fn session(answer: &Answer) -> Option<String> {
    let cookies: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
    let cookie = cookies.iter().find(|it| it.starts_with("session="))?;
    Some(cookie.split(';').next().unwrap().to_owned())
}

async fn me(app: &TestApp, cookie: &str) -> StatusCode {
    app.ask(Ask::new("GET", "/api/user/me").with("cookie", cookie)).await.status
}

#[tokio::test]
async fn requirement_3_every_sign_in_has_a_new_session_and_the_old_one_is_dead() {
    let app = TestApp::new().await;
    let hash = Passwords::default().hash(PASSWORD).await.unwrap();
    let db = account(&app, "ana@example.org", true, &hash).await;
    let fields = [("email", " Ana@Example.org "), ("password", PASSWORD), ("next", "/about")];
    let first = login(&app, &fields, "").await;
    assert_eq!(
        (first.status, first.header("location")),
        (StatusCode::SEE_OTHER, "/about"),
        "{}",
        first.text()
    );
    let first = session(&first).unwrap();
    assert_eq!(me(&app, &first).await, StatusCode::OK);
    let page = app.ask(Ask::new("GET", "/").with("cookie", &first)).await.text();
    assert!(page.contains("href=\"/profile\"") && page.contains("Ana<"));
    let again = app.ask(Ask::new("GET", "/login?next=%2Fprivacy").with("cookie", &first)).await;
    assert_eq!(again.header("location"), "/privacy", "whoever is signed in need not sign in");

    let second = session(&login(&app, &fields, &first).await).unwrap();
    assert_ne!(first, second);
    assert_eq!((me(&app, &first).await, me(&app, &second).await), (StatusCode::UNAUTHORIZED, StatusCode::OK));
    let third = login(&app, &fields, &first).await;
    assert_eq!(third.headers.get_all("set-cookie").iter().count(), 1, "the new cookie is not taken back");
    let user = db.user_by_email(&Email::parse("ana@example.org").unwrap()).await.unwrap().unwrap();
    let sessions = db.sessions(&user.id, NOW.parse().unwrap()).await.unwrap();
    assert!(sessions.iter().all(|session| session.device == "Firefox on Linux"), "{sessions:?}");
}

#[tokio::test]
async fn requirement_19_whatever_is_wrong_the_answer_is_the_same() {
    let app = TestApp::new().await;
    let hash = Passwords::default().hash(PASSWORD).await.unwrap();
    account(&app, "ana@example.org", true, &hash).await;
    account(&app, "ben@example.org", false, &hash).await;
    let mut bodies = Vec::new();
    for (email, password) in [
        ("ana@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("ben@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
    ] {
        let answer = login(&app, &[("email", email), ("password", password)], "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(session(&answer), None, "{email}");
        let body = answer.text();
        assert!(body.contains("Nobody is signed in by this address and this password"));
        assert!(!body.contains(PASSWORD), "a password is not written back");
        bodies.push(body.replace(&format!("value=\"{email}\""), ""));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
}

#[tokio::test]
async fn a_hash_of_the_earlier_program_is_taken_once_and_then_replaced() {
    let app = TestApp::new().await;
    let old = PasswordHash::parse("$2y$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe").unwrap();
    let db = account(&app, "ana@example.org", true, &old).await;
    let user = db.user_by_email(&Email::parse("ana@example.org").unwrap()).await.unwrap().unwrap();
    for _ in 0..2 {
        let answer = login(&app, &[("email", "ana@example.org"), ("password", "password")], "").await;
        assert!(session(&answer).is_some(), "{}", answer.text());
        assert!(!db.password_hash(&user.id).await.unwrap().unwrap().is_bcrypt());
    }
}

#[tokio::test]
async fn requirement_41_after_many_tries_one_waits() {
    let app = TestApp::new().await;
    for number in 0..12 {
        let answer = login(&app, &[("email", "ana@example.org"), ("password", "guess")], "").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(number >= 5, "refused at try {number}");
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            assert!(answer.text().contains("ana@example.org") && answer.text().contains("Please wait"));
            return;
        }
    }
    panic!("never refused");
}

#[tokio::test]
async fn requirement_27_other_sites_sign_nobody_in() {
    let app = TestApp::new().await;
    let ask =
        Ask { path: "/login".to_owned(), ..Ask::form(&[("email", "ana@example.org"), ("password", "x")]) };
    let answer =
        app.ask(ask.with("origin", "https://evil.example").with("sec-fetch-site", "cross-site")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
