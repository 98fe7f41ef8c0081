//! `/register`, and the link in its mail.

use ai_calendar_helper::config::{AccountSettings, Settings};
use ai_calendar_helper::post::Way;
use ai_calendar_helper::state::State;
use axum::http::StatusCode;
use store::Email;

use crate::test_app::{Answer, Ask, NOW, PASSWORD, TestApp};

async fn register(app: &TestApp, email: &str, password: &str) -> Answer {
    app.post("/register", "", &[("name", "Ana"), ("email", email), ("password", password)]).await
}

#[tokio::test]
async fn requirement_19_registering_answers_the_same_whether_the_address_is_known_or_not() {
    let app = TestApp::new().await;
    app.registered("ana@example.org").await;
    let mut seen = Vec::new();
    for (email, subject) in
        [("ana@example.org", "You have an account already"), ("new@example.org", "Make your account")]
    {
        let answer = register(&app, email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK);
        let names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        let cookie = answer.header("set-cookie");
        let lengths = (cookie.len(), cookie.split(';').skip(1).collect::<String>());
        seen.push((answer.text().replace(email, "…"), names, lengths));
        let mail = app.newest_mail().await.unwrap();
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), (email, subject));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn the_link_makes_the_account_and_signs_in() {
    let app = TestApp::new().await;
    assert!(app.get("/").await.text().contains("Sign in</button>"));
    assert!(app.get("/about").await.text().contains("href=\"/login?next=/about\">Sign in"));
    let asked = register(&app, " Ana@Example.org ", PASSWORD).await;
    let pledge = asked.cookie("registered").unwrap();
    let link = app.newest_link().await;
    let page = app.see(&link, &pledge).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("ana@example.org") && !page.text().contains("type=\"password\""));
    let pressed = app.post(&link, &pledge, &[]).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{}", pressed.text());
    let session = pressed.cookie("session").unwrap();
    let me = app.see("/api/user/me", &session).await.json();
    assert_eq!(
        (&me["email"], &me["name"], &me["role"]),
        (&"ana@example.org".into(), &"Ana".into(), &"user".into())
    );
    let login = app.post("/login", "", &[("email", "ana@example.org"), ("password", PASSWORD)]).await;
    assert!(login.cookie("session").is_some());
}

#[tokio::test]
async fn requirement_21_a_link_works_once_and_not_for_ever_and_a_newer_one_replaces_it() {
    let app = TestApp::new().await;
    let first = {
        register(&app, "ana@example.org", PASSWORD).await;
        app.newest_link().await
    };
    let asked = register(&app, "ana@example.org", PASSWORD).await;
    let second = app.newest_link().await;
    let pledge = asked.cookie("registered").unwrap();
    assert_ne!(first, second);
    assert!(second.len() >= "/link/".len() + 43, "256 bits");
    for (link, status) in [(&first, 410), (&second, 200), (&"/link/nonsense".to_owned(), 410)] {
        assert_eq!(app.see(link, &pledge).await.status.as_u16(), status, "{link}");
    }
    assert_eq!(app.post(&first, &pledge, &[]).await.status, StatusCode::GONE);
    assert!(app.post(&second, &pledge, &[]).await.cookie("session").is_some());
    assert_eq!(app.post(&second, &pledge, &[]).await.status, StatusCode::GONE, "once");
    let asked = register(&app, "ben@example.org", PASSWORD).await;
    let (link, pledge) = (app.newest_link().await, asked.cookie("registered").unwrap());
    let tomorrow = app.later("2026-11-26T11:30:00-05:00").await;
    assert_eq!(tomorrow.post(&link, &pledge, &[]).await.status, StatusCode::GONE, "24 hours are over");
}

#[tokio::test]
async fn requirement_22_looking_at_a_link_does_nothing_and_its_address_goes_nowhere() {
    let app = TestApp::new().await;
    let asked = register(&app, "ana@example.org", PASSWORD).await;
    let (link, pledge) = (app.newest_link().await, asked.cookie("registered").unwrap());
    for method in ["GET", "HEAD", "GET"] {
        let answer = app.ask(Ask::new(method, &link)).await;
        assert_eq!((answer.status, answer.cookie("session")), (StatusCode::OK, None));
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert!(app.post(&link, &pledge, &[]).await.cookie("session").is_some());
}

#[tokio::test]
async fn requirement_25_who_registers_with_somebody_elses_address_gets_nothing_by_it() {
    let app = TestApp::new().await;
    // Eve registers with Ana's address. Ana reads the mail in her own browser and is asked for a password of hers.
    register(&app, "ana@example.org", "the password of eve").await;
    let link = app.newest_link().await;
    let page = app.get(&link).await.text();
    assert!(page.contains("type=\"password\"") && page.contains("not the browser"));
    let without = app.post(&link, "", &[]).await;
    assert_eq!((without.status, without.cookie("session")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    let forged = app.post(&link, "registered=forged", &[("password", "short")]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(app.post(&link, "", &[("password", PASSWORD)]).await.cookie("session").is_some());
    for (password, signs_in) in [("the password of eve", false), (PASSWORD, true)] {
        let login = app.post("/login", "", &[("email", "ana@example.org"), ("password", password)]).await;
        assert_eq!(login.cookie("session").is_some(), signs_in, "{password}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_said_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    for (email, password, words) in [
        ("ana", PASSWORD, "no mail address"),
        ("ana@example.org", "short", "8 characters"),
        ("ana@example.org", "password1", "tried first"),
        ("ana@example.org", "ana@example.org", "tried first"),
        ("ana@example.org", &"x".repeat(257), "256 bytes"),
    ] {
        let answer = register(&app, email, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email} {password}");
        let page = answer.text();
        assert!(page.contains(words) && page.contains(&format!("value=\"{email}\"")), "{words}");
        assert!(!page.contains(&format!("value=\"{password}\"")) || password == email);
    }
    assert_eq!(app.mails().await, 0);
}

#[tokio::test]
async fn only_who_may_have_an_account_gets_a_mail_and_the_answer_does_not_tell() {
    for (registration, list, email, status, mails) in [
        ("open", "", "ana@example.org", 200, 1),
        ("open", "example.org", "ana@example.org", 200, 1),
        ("open", "example.org", "eve@evil.example", 200, 0),
        ("invite", "ana@example.org", "ana@example.org", 200, 1),
        ("invite", "ana@example.org", "eve@evil.example", 200, 0),
        ("invite", "", "ana@example.org", 422, 0),
        ("closed", "ana@example.org", "ana@example.org", 422, 0),
    ] {
        let app = TestApp::with_accounts(AccountSettings {
            registration: Some(registration.to_owned()),
            allowed_addresses: Some(list.to_owned()),
            ..AccountSettings::default()
        })
        .await;
        let answer = register(&app, email, PASSWORD).await;
        assert_eq!(answer.status.as_u16(), status, "{registration} {list} {email}");
        assert_eq!(app.mails().await, mails, "{registration} {list} {email}");
        let page = app.get("/register").await.text();
        assert_eq!(page.contains("name=\"password\""), status == 200, "{registration} {list}");
    }
}

#[tokio::test]
async fn an_invitation_makes_an_account_where_registration_is_closed() {
    let app = TestApp::with_accounts(AccountSettings {
        registration: Some("invite".to_owned()),
        ..AccountSettings::default()
    })
    .await;
    app.state.db().invite(&Email::parse("ana@example.org").unwrap(), NOW.parse().unwrap()).await.unwrap();
    let link = app.newest_link().await;
    assert_eq!(
        app.post(&link, "", &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it needs a password"
    );
    assert!(app.post(&link, "", &[("password", PASSWORD)]).await.cookie("session").is_some());
}

#[tokio::test]
async fn administrators_are_those_named_and_nobody_by_being_first() {
    let app = TestApp::with_accounts(AccountSettings {
        admin_emails: Some("ben@example.org".to_owned()),
        ..AccountSettings::default()
    })
    .await;
    for (email, role) in [("ana@example.org", "user"), ("ben@example.org", "admin")] {
        let session = app.registered(email).await;
        assert_eq!(app.see("/api/user/me", &session).await.json()["role"], role, "{email}");
    }
}

#[tokio::test]
async fn on_ones_own_computer_the_page_shows_the_newest_mail() {
    let app = TestApp::for_oneself().await;
    let page = register(&app, "ana@example.org", PASSWORD).await.text();
    assert!(page.contains("The newest mail") && page.contains("Make your account"), "{page}");
    let link = page.split("href=\"http://localhost:3000").nth(1).unwrap().split('"').next().unwrap();
    assert!(app.post(link, "", &[("password", PASSWORD)]).await.cookie("session").is_some());
    let files: Vec<_> = std::fs::read_dir(app.folder.path().join("mail")).unwrap().collect();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_nobody_registers_with_a_password_and_it_is_said() {
    let public =
        Settings { public_url: Some("https://calendar.example.org".to_owned()), ..Settings::default() };
    let mut app = TestApp::with(public, NOW).await;
    app.without_mail().await;
    for path in ["/register", "/reset"] {
        let page = app.get(path).await.text();
        assert!(page.contains("SMTP_URL") && !page.contains("<form class=\"paper"), "{path}");
        let answer = app.post(path, "", &[("email", "ana@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert!(!app.get("/login").await.text().contains("/register"));
}

#[tokio::test]
async fn requirement_41_registering_and_asking_for_mails_is_limited() {
    for path in ["/register", "/reset"] {
        let app = TestApp::new().await;
        let mut refused = 0;
        for number in 0..8 {
            let typed = [("email", "ana@example.org"), ("password", PASSWORD)];
            let answer = app.post(path, "", &typed).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                refused += 1;
                assert!(
                    !answer.header("retry-after").is_empty() && answer.text().contains("ana@example.org")
                );
            }
            assert!(number >= 5 || answer.status == StatusCode::OK, "{path} {number}");
        }
        assert!(refused > 0, "{path}");
    }
}

#[tokio::test]
async fn plain_http_elsewhere_is_refused_with_a_sentence() {
    let app = TestApp::new().await;
    for path in ["/login", "/register", "/reset", "/link/x", "/confirm", "/profile"] {
        for (host, refused) in [
            ("192.168.1.5:3000", true),
            ("calendar.example.org", true),
            ("localhost:3000", false),
            ("[::1]:3000", false),
        ] {
            let mut ask = Ask::new("GET", path);
            ask.host = host;
            let answer = app.ask(ask).await;
            assert_eq!(answer.status == StatusCode::FORBIDDEN, refused, "{path} {host}");
            assert_eq!(answer.text().contains("PUBLIC_URL"), refused, "{path} {host}");
        }
    }
    let mut ask = Ask::new("GET", "/");
    ask.host = "192.168.1.5:3000";
    assert_eq!(app.ask(ask).await.status, StatusCode::OK, "reading texts needs no secret");
}

#[tokio::test]
async fn requirement_4_behind_a_tls_proxy_the_cookie_is_for_https_alone() {
    let public =
        Settings { public_url: Some("https://calendar.example.org".to_owned()), ..Settings::default() };
    let app = TestApp::with(public, NOW).await;
    let send = async |path: &str, cookie: &str, fields: &[(&str, &str)]| {
        let ask = Ask { path: path.to_owned(), host: "calendar.example.org", ..Ask::form(fields) };
        app.ask(ask.with("cookie", cookie).with("origin", "https://calendar.example.org")).await
    };
    let asked = send("/register", "", &[("email", "ana@example.org"), ("password", PASSWORD)]).await;
    let mail = app.newest_mail().await.unwrap();
    assert!(
        mail.text.contains("https://calendar.example.org/link/")
            && mail.html.contains("https://calendar.example.org/link/")
    );
    let pressed = send(&app.newest_link().await, &asked.cookie("registered").unwrap(), &[]).await;
    let set = pressed.header("set-cookie");
    assert!(set.starts_with("__Host-session=") && set.contains("; Path=/;"), "{set}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    assert!(!set.contains("Domain"));
    let session = pressed.cookie("__Host-session").unwrap();
    assert_eq!(app.see("/api/user/me", &session).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_mail_that_cannot_be_sent_now_is_sent_later() {
    let app = TestApp::new().await;
    register(&app, "ana@example.org", PASSWORD).await;
    app.state.background.finish().await;
    // Nobody listens there.
    let broken = mail::Outbox::smtp("smtp://127.0.0.1:9", "calendar@example.org").unwrap();
    let (config, clock) = (app.state.config.clone(), app.state.clock);
    let state = State::open_with(config, clock, Way::Delivered(broken)).await.unwrap();
    assert_eq!(state.post.send_waiting().await.unwrap(), 0);
    assert!(app.newest_mail().await.is_none(), "not before its time");
    let app = app.later("2026-11-25T11:31:00-05:00").await;
    let link = app.newest_link().await;
    assert!(app.post(&link, "", &[("password", PASSWORD)]).await.cookie("session").is_some());
}
