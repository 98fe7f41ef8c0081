//! Whose everything is: each route, each thing of Ana's, tried by Ben and by nobody.

use axum::http::StatusCode;
use store::{ProviderAccount, SavedEvent, SignIn};

use crate::test_app::{NOW, Page, TestApp};

/// Everything that can be somebody's.
#[derive(Debug, PartialEq)]
struct Belongings {
    name: Option<String>,
    email: Option<String>,
    sessions: usize,
    identities: usize,
    keys: usize,
    events: Vec<SavedEvent>,
    preferences: store::Preferences,
}

async fn belongings(app: &TestApp, email: &str) -> Belongings {
    let (db, now) = (app.state.db(), NOW.parse().unwrap());
    let user = db.user_by_email(&store::Email::parse(email).unwrap()).await.unwrap().expect(email);
    Belongings {
        name: user.name,
        email: user.email.map(|email| email.to_string()),
        sessions: db.sessions(&user.id, now).await.unwrap().len(),
        identities: db.identities(&user.id).await.unwrap().len(),
        keys: db.api_tokens(&user.id).await.unwrap().len(),
        events: db.events(&user.id, "", None, 100).await.unwrap(),
        preferences: db.preferences(&user.id).await.unwrap(),
    }
}

/// Somebody with one of everything: the cookie of their session.
async fn somebody(app: &TestApp, email: &str) -> String {
    let session = app.registered(email).await;
    app.post("/profile", &session, &[("do", "key"), ("key_name", "laptop"), ("scope_parse", "on")]).await;
    app.post("/profile", &session, &[("do", "preferences"), ("clock", "24")]).await;
    let page = Page::of(&app.post("/", &session, &[("text", "Lunch with Cleo Fri 1pm")]).await);
    let mut fields: Vec<(&str, &str)> = page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("do", "remember"));
    app.post("/", &session, &fields).await;
    let account = ProviderAccount {
        issuer: "https://accounts.example.org",
        subject: email,
        email: Some(store::Email::parse(email).unwrap()),
        email_verified: true,
        name: None,
        image: None,
    };
    let linked = app.state.db().sign_in(&account, false, "a phone", NOW.parse().unwrap()).await.unwrap();
    assert!(matches!(linked, SignIn::Done(_)));
    session
}

#[tokio::test]
async fn requirement_42_nobody_reaches_what_is_somebody_elses() {
    let app = TestApp::new().await;
    somebody(&app, "ana@example.org").await;
    let ben = somebody(&app, "ben@example.org").await;
    let (db, now) = (app.state.db(), NOW.parse().unwrap());
    let ana = db.user_by_email(&store::Email::parse("ana@example.org").unwrap()).await.unwrap().unwrap().id;
    let event = db.events(&ana, "", None, 1).await.unwrap().remove(0).id;
    let session = db.sessions(&ana, now).await.unwrap().remove(0).id;
    let key = db.api_tokens(&ana).await.unwrap().remove(0).id;
    let identity = db.identities(&ana).await.unwrap().remove(0).id;
    let before = belongings(&app, "ana@example.org").await;
    for cookie in [ben.as_str(), ""] {
        for (path, command) in [
            ("/profile", format!("end:{session}")),
            ("/profile", format!("revoke:{key}")),
            ("/profile", format!("unlink:{identity}")),
            ("/events", format!("delete:{event}")),
            ("/events", format!("restore:{event}")),
        ] {
            app.post(path, cookie, &[("do", &command)]).await;
            assert_eq!(belongings(&app, "ana@example.org").await, before, "{path} {command}");
        }
        for path in [
            format!("/events/{event}.ics"),
            format!("/events?before={event}"),
            format!("/events?deleted={event}"),
            "/events".to_owned(),
            "/profile".to_owned(),
            "/profile/export".to_owned(),
            "/api/user/me".to_owned(),
        ] {
            let answer = app.see(&path, cookie).await;
            let text = answer.text();
            assert!(!text.contains("ana@example.org") && !text.contains(event.as_str()), "{path}");
            assert!(cookie.is_empty() || answer.status == StatusCode::OK || path.contains(".ics"), "{path}");
        }
    }
    db.delete_event(&ana, &event, now).await.unwrap();
    for cookie in [ben.as_str(), ""] {
        app.post("/events", cookie, &[("do", &format!("restore:{event}"))]).await;
        assert!(!app.see(&format!("/events?deleted={event}"), cookie).await.text().contains("is deleted"));
        assert!(db.event(&ana, &event).await.unwrap().unwrap().deleted_at.is_some());
    }
    assert_eq!(belongings(&app, "ben@example.org").await.events.len(), 1, "and Ben's own is still there");
}
