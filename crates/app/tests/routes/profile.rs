//! `/profile`: preferences, keys for the API, the export, the end of the account.

use axum::http::StatusCode;

use crate::test_app::{Ask, Page, TestApp};

async fn bearer(app: &TestApp, method: &'static str, path: &str, secret: &str) -> StatusCode {
    let ask = match method {
        "POST" => Ask::json(path, r#"{"text": "Lunch tomorrow at noon"}"#),
        _ => Ask::new(method, path),
    };
    app.ask(ask.with("authorization", &format!("Bearer {secret}"))).await.status
}

#[tokio::test]
async fn requirement_43_a_key_is_shown_once_does_what_it_may_and_is_taken_back() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    for fields in [
        &[("do", "key"), ("key_name", ""), ("scope_parse", "on")][..],
        &[("do", "key"), ("key_name", &"x".repeat(51)), ("scope_parse", "on")],
        &[("do", "key"), ("key_name", "laptop"), ("scope_all", "on")],
    ] {
        assert_eq!(app.post("/profile", &session, fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let made =
        app.post("/profile", &session, &[("do", "key"), ("key_name", "laptop"), ("scope_parse", "on")]).await;
    let page = made.text();
    let secret = page.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(secret.len(), 43);
    let profile = app.see("/profile", &session).await.text();
    assert!(profile.contains("laptop") && profile.contains("never used") && !profile.contains(secret));
    for (method, path, status) in [
        ("POST", "/api/parse", 200),
        ("POST", "/api/ics", 200),
        ("GET", "/api/user/me", 403),
        ("DELETE", "/api/sessions", 401),
    ] {
        assert_eq!(bearer(&app, method, path, secret).await.as_u16(), status, "{method} {path}");
    }
    assert!(!app.see("/profile", &session).await.text().contains("never used"));
    for wrong in ["", "nonsense", &secret[1..]] {
        assert_eq!(bearer(&app, "POST", "/api/parse", wrong).await, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let revoke = profile.split("value=\"revoke:").nth(1).unwrap().split('"').next().unwrap();
    let done = app.post("/profile", &session, &[("do", &format!("revoke:{revoke}"))]).await;
    assert_eq!(done.header("location"), "/profile?said=revoked");
    assert_eq!(bearer(&app, "POST", "/api/parse", secret).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_key_says_who_somebody_is_and_ends_with_everything_else_if_asked() {
    let app = TestApp::new().await;
    let mut session = app.registered("ana@example.org").await;
    for (keys, status) in [(false, 200), (true, 401)] {
        let made = app
            .post("/profile", &session, &[("do", "key"), ("key_name", "x"), ("scope_profile", "on")])
            .await
            .text();
        let secret = made.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert_eq!(bearer(&app, "GET", "/api/user/me", &secret).await, StatusCode::OK);
        let fields = [("do", "everywhere"), (if keys { "keys" } else { "-" }, "on")];
        app.post("/profile", &session, &fields).await;
        assert_eq!(bearer(&app, "GET", "/api/user/me", &secret).await.as_u16(), status, "requirement 7");
        let typed = [("email", "ana@example.org"), ("password", crate::test_app::PASSWORD)];
        session = app.post("/login", "", &typed).await.cookie("session").unwrap();
    }
}

#[tokio::test]
async fn preferences_hold_for_the_page_and_in_the_next_browser() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let liked = [
        ("do", "preferences"),
        ("zone", "Europe/Berlin"),
        ("order", "day_first"),
        ("clock", "24"),
        ("week", "monday"),
        ("work_from", "8"),
        ("work_until", "16"),
        ("duration", "45"),
        ("reminder", "10"),
        ("theme", "dark"),
    ];
    let saved = app.post("/profile", &session, &liked).await;
    assert_eq!(saved.header("location"), "/profile?said=preferences", "{}", saved.text());
    let page = Page::of(&app.see("/profile", &session).await);
    for (name, value) in &liked[1..] {
        assert_eq!(page.field(name), *value, "{name}");
    }
    let typed = [("email", "ana@example.org"), ("password", crate::test_app::PASSWORD)];
    let elsewhere = app.post("/login", "", &typed).await;
    let settings = elsewhere.cookie("settings").unwrap();
    assert_eq!(settings, "settings=Europe/Berlin|day_first||24|monday|dark");
    let cookies = format!("{}; {settings}", elsewhere.cookie("session").unwrap());
    let read = app.post("/", &cookies, &[("text", "Lunch on 3/4/2031 at 1pm")]).await.text();
    for part in [
        "data-theme=\"dark\"",
        "13:00 – 13:45",
        "3 April 2031",
        "10 minutes before",
        "Your profile asks for it",
    ] {
        assert!(read.contains(part), "{part} in {read}");
    }
    for (name, value) in [("zone", "Mars"), ("work_from", "20"), ("duration", "0"), ("reminder", "soon")] {
        let mut fields = liked.to_vec();
        fields.iter_mut().find(|(field, _)| *field == name).unwrap().1 = value;
        let answer = app.post("/profile", &session, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains("aria-invalid"), "{name}");
    }
}

#[tokio::test]
async fn everything_is_exported_but_no_secret() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    app.post("/profile", &session, &[("do", "key"), ("key_name", "laptop"), ("scope_parse", "on")]).await;
    let page = Page::of(&app.post("/", &session, &[("text", "Lunch with Ben Fri 1pm")]).await);
    let mut fields: Vec<(&str, &str)> = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("do", "remember"));
    app.post("/", &session, &fields).await;
    let answer = app.see("/profile/export", &session).await;
    assert!(answer.header("content-disposition").contains("attachment"));
    let all = answer.json();
    assert_eq!(all["account"]["email"], "ana@example.org");
    assert_eq!(all["events"][0]["event"]["title"], "Lunch with Ben");
    assert_eq!(all["api_keys"][0]["name"], "laptop");
    assert_eq!(all["sessions"].as_array().unwrap().len(), 1);
    assert!(all["log"].as_array().unwrap().iter().any(|entry| entry["action"] == "user_created"));
    assert!(!answer.text().contains("argon2") && !answer.text().contains(session.split('=').nth(1).unwrap()));
    assert_eq!(app.get("/profile/export").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn requirement_10_a_deleted_account_is_gone_with_its_sessions_and_keys() {
    let app = TestApp::new().await;
    let session = app.registered("ana@example.org").await;
    let unsure = app.post("/profile", &session, &[("do", "delete")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = app.post("/profile", &session, &[("do", "delete"), ("sure", "on")]).await;
    assert!(gone.text().contains("Your account is deleted") && !gone.text().contains("/sign-out"));
    assert_eq!(app.see("/api/user/me", &session).await.status, StatusCode::UNAUTHORIZED);
    let typed = [("email", "ana@example.org"), ("password", crate::test_app::PASSWORD)];
    assert_eq!(app.post("/login", "", &typed).await.cookie("session"), None);
    assert_eq!(app.state.db().users(None, 10).await.unwrap(), []);
    assert_eq!(app.state.db().doctor(app.state.clock.now()).await.unwrap(), []);
}
