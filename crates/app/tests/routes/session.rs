//! Sessions on the web: who is signed in, signing out, and cookies that mean nobody any more.

use ai_calendar_helper::config::Settings;
use axum::http::StatusCode;
use store::{Db, NewSession, ProviderAccount, SignIn};

use crate::test_app::{Answer, Ask, NOW, TestApp};

/// Signs Ana in as a provider would have it; `device` tells her browsers apart.
async fn signed_in(app: &TestApp, device: &str) -> (Db, NewSession) {
    let db = Db::open_file(&app.folder.path().join("calendar.db")).await.unwrap();
    let account = ProviderAccount {
        issuer: "https://accounts.example.org",
        subject: "1",
        email: Some(store::Email::parse("ana@example.org").unwrap()),
        email_verified: true,
        name: Some("Ana <b>"),
        image: None,
    };
    let now = NOW.parse().unwrap();
    let SignIn::Done(session) = db.sign_in(&account, true, device, now).await.unwrap() else {
        panic!("nobody was signed in")
    };
    (db, *session)
}

async fn ask(app: &TestApp, method: &'static str, path: &str, cookie: &str) -> Answer {
    app.ask(Ask::new(method, path).with("cookie", cookie)).await
}

fn cookie(session: &NewSession) -> String {
    format!("theme=x; session={}", session.token.reveal())
}

/// Whether the answer makes the browser drop the session.
fn drops(answer: &Answer) -> bool {
    let cookies = answer.headers.get_all("set-cookie").iter();
    cookies
        .filter_map(|it| it.to_str().ok())
        .any(|it| it.starts_with("session=; ") && it.contains("Max-Age=0"))
}

#[tokio::test]
async fn who_is_signed_in_is_told_and_nobody_is_401() {
    let app = TestApp::new().await;
    for carried in ["", "session=", "session=nonsense", "__Host-session=nonsense"] {
        let answer = ask(&app, "GET", "/api/user/me", carried).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{carried}");
        assert!(answer.json()["error"]["message"].as_str().unwrap().contains("sign in"));
    }
    let (_, session) = signed_in(&app, "Firefox").await;
    let me = ask(&app, "GET", "/api/user/me", &cookie(&session)).await;
    assert_eq!(me.status, StatusCode::OK);
    let me = me.json();
    let keys: Vec<&str> = me.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["id", "name", "email", "image", "role", "createdAt", "updatedAt", "lastSignedInAt"];
    assert_eq!(keys, expected);
    assert_eq!((&me["email"], &me["role"]), (&"ana@example.org".into(), &"user".into()));
    assert_eq!(me["lastSignedInAt"], "2026-11-25T16:30:00Z");
}

#[tokio::test]
async fn requirement_6_signing_out_ends_the_session_and_its_cookie_is_worth_nothing() {
    let app = TestApp::new().await;
    let (_, session) = signed_in(&app, "Firefox").await;
    for path in ["/", "/about", "/privacy", "/nowhere"] {
        let page = ask(&app, "GET", path, &cookie(&session)).await.text();
        assert!(page.contains("Ana &#60;b&#62;") && page.contains("action=\"/sign-out\""), "{path}");
    }
    assert!(!app.get("/").await.text().contains("/sign-out"));
    let out = ask(&app, "POST", "/sign-out", &cookie(&session)).await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert!(drops(&out));
    let again = ask(&app, "GET", "/api/user/me", &cookie(&session)).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(drops(&again));
    let twice = ask(&app, "POST", "/sign-out", &cookie(&session)).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "it works whatever is broken");
}

#[tokio::test]
async fn requirement_12_signing_out_is_on_every_page_whatever_is_broken_and_by_post_alone() {
    let app = TestApp::new().await;
    let (_, session) = signed_in(&app, "Firefox").await;
    for carried in [cookie(&session), "session=nonsense".to_owned()] {
        for path in [
            "/",
            "/about",
            "/privacy",
            "/terms",
            "/login",
            "/register",
            "/reset",
            "/link/x",
            "/profile",
            "/events",
            "/auth/error",
            "/nowhere",
            "/ics/x.ics",
            "/events/x.ics",
        ] {
            let answer = ask(&app, "GET", path, &carried).await;
            let leads_on = answer.status == StatusCode::SEE_OTHER;
            assert!(
                leads_on || answer.text().contains("method=\"post\" action=\"/sign-out\""),
                "{path} {carried}"
            );
        }
    }
    assert_eq!(ask(&app, "GET", "/sign-out", &cookie(&session)).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&session)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_whose_user_is_gone_is_ended_and_said() {
    let app = TestApp::new().await;
    let (db, session) = signed_in(&app, "Firefox").await;
    db.delete_user(&session.signed_in.user.id, NOW.parse().unwrap()).await.unwrap();
    for path in ["/", "/about", "/nowhere"] {
        let answer = ask(&app, "GET", path, &cookie(&session)).await;
        assert!(drops(&answer), "{path}");
        let page = answer.text();
        assert!(page.contains("Your session has ended") && !page.contains("Ana &#60;"), "{path}");
        assert!(page.contains("action=\"/sign-out\""), "{path}");
    }
    for path in ["/profile", "/events"] {
        let answer = ask(&app, "GET", path, &cookie(&session)).await;
        assert_eq!(answer.header("location"), format!("/login?next={path}&ended=yes"));
        assert!(drops(&answer), "{path}");
        assert!(app.get(answer.header("location")).await.text().contains("Your session has ended"), "{path}");
    }
    assert_eq!(db.doctor(NOW.parse().unwrap()).await.unwrap(), []);
}

#[tokio::test]
async fn requirement_7_signing_out_everywhere_ends_every_session() {
    let app = TestApp::new().await;
    let (_, first) = signed_in(&app, "Firefox").await;
    let (_, second) = signed_in(&app, "Safari").await;
    assert_eq!(ask(&app, "DELETE", "/api/sessions", "").await.status, StatusCode::UNAUTHORIZED);
    let ended = ask(&app, "DELETE", "/api/sessions", &cookie(&first)).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert!(drops(&ended));
    for session in [first, second] {
        let answer = ask(&app, "GET", "/api/user/me", &cookie(&session)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn requirement_37_other_sites_sign_nobody_out() {
    let app = TestApp::new().await;
    let (_, session) = signed_in(&app, "Firefox").await;
    for (method, path) in [("POST", "/sign-out"), ("DELETE", "/api/sessions")] {
        let ask = Ask::new(method, path).with("cookie", &cookie(&session));
        let ask = ask.with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
        assert_eq!(app.ask(ask).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&session)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn requirement_4_on_https_the_cookie_belongs_to_this_host_alone() {
    let settings =
        Settings { public_url: Some("https://calendar.example.org".to_owned()), ..Settings::default() };
    let app = TestApp::with(settings, NOW).await;
    let (_, session) = signed_in(&app, "Firefox").await;
    let plain = ask(&app, "GET", "/api/user/me", &cookie(&session)).await;
    assert_eq!(plain.status, StatusCode::UNAUTHORIZED, "another host could have set it");
    let own = format!("__Host-session={}", session.token.reveal());
    assert_eq!(ask(&app, "GET", "/api/user/me", &own).await.status, StatusCode::OK);
    let out = ask(&app, "POST", "/sign-out", &own).await;
    let dropped = out.header("set-cookie");
    assert_eq!(dropped, "__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
}

/// Presses a button of the profile.
async fn press(app: &TestApp, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let ask = Ask { path: "/profile".to_owned(), ..Ask::form(fields) };
    app.ask(ask.with("cookie", cookie)).await
}

#[tokio::test]
async fn requirement_9_browsers_are_listed_and_ended_one_by_one() {
    let app = TestApp::new().await;
    let (_, first) = signed_in(&app, "Firefox on Linux").await;
    let (_, second) = signed_in(&app, "Safari <i>").await;
    let cookie = |session: &NewSession| format!("session={}", session.token.reveal());
    let page = ask(&app, "GET", "/profile", &cookie(&first)).await.text();
    for part in ["ana@example.org", "Verified", "25 November 2026", "Firefox on Linux", "Safari &#60;i&#62;"]
    {
        assert!(page.contains(part), "{part}");
    }
    let mine = format!("end:{}", first.signed_in.session.id);
    let other = format!("end:{}", second.signed_in.session.id);
    assert!(page.contains(&other) && !page.contains(&mine), "this browser signs out at the head of the page");
    assert_eq!(press(&app, &cookie(&first), &[("do", &other)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&second)).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&first)).await.status, StatusCode::OK);
    let out = press(&app, &cookie(&first), &[("do", "everywhere")]).await;
    assert!(drops(&out));
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&first)).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn requirement_42_nobody_ends_the_session_of_somebody_else() {
    let app = TestApp::new().await;
    let (db, ana) = signed_in(&app, "Firefox").await;
    let ben = ProviderAccount {
        issuer: "https://accounts.example.org",
        subject: "2",
        email: None,
        email_verified: false,
        name: None,
        image: None,
    };
    let SignIn::Done(ben) = db.sign_in(&ben, true, "Chrome", NOW.parse().unwrap()).await.unwrap() else {
        panic!("nobody was signed in")
    };
    let command = format!("end:{}", ana.signed_in.session.id);
    press(&app, &cookie(&ben), &[("do", &command)]).await;
    assert_eq!(ask(&app, "GET", "/api/user/me", &cookie(&ana)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_name_can_be_changed_and_strangers_are_asked_to_sign_in() {
    let app = TestApp::new().await;
    for answer in [ask(&app, "GET", "/profile", "").await, press(&app, "", &[("do", "everywhere")]).await] {
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, "/login?next=/profile")
        );
    }
    let (_, session) = signed_in(&app, "Firefox").await;
    let me = || async { ask(&app, "GET", "/api/user/me", &cookie(&session)).await.json()["name"].clone() };
    press(&app, &cookie(&session), &[("do", "name"), ("name", "  Ana   Lopez ")]).await;
    assert_eq!(me().await, "Ana Lopez");
    let long = "x".repeat(51);
    for name in ["", "Al", &long] {
        let answer = press(&app, &cookie(&session), &[("do", "name"), ("name", name)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            answer.text().contains("3 to 50 characters")
                && answer.text().contains(&format!("value=\"{name}\""))
        );
    }
    assert_eq!(me().await, "Ana Lopez");
}
