//! Signing in with a provider, with one that lies when it is asked to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use ai_calendar_helper::config::{AccountSettings, Settings};
use axum::http::StatusCode;
use jiff::Timestamp;
use store::Db;

use crate::test_app::{Answer, Ask, PASSWORD, TestApp};

/// A running provider; it ends with the test.
struct Forger {
    issuer: String,
    child: Child,
    _input: Option<ChildStdin>,
}

impl Forger {
    fn start() -> Forger {
        let folder = std::env::var("TEST_OIDC")
            .unwrap_or_else(|_| panic!("TEST_OIDC is not set: run cargo xtask test"));
        let mut command = Command::new("node");
        command.arg(format!("{folder}/forger.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take();
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        Forger { issuer: issuer.trim().to_owned(), child, _input: input }
    }

    /// Settings under which the provider answers as the name of the client says.
    fn settings(&self, client: &str) -> AccountSettings {
        AccountSettings {
            oidc_issuer: Some(self.issuer.clone()),
            oidc_client_id: Some(client.to_owned()),
            oidc_client_secret: Some("secret".to_owned()),
            ..AccountSettings::default()
        }
    }

    async fn app(&self, client: &str) -> TestApp {
        app(self.settings(client)).await
    }
}

impl Drop for Forger {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tokens are dated by the provider's own clock.
async fn app(accounts: AccountSettings) -> TestApp {
    TestApp::with(Settings { accounts, ..Settings::default() }, &Timestamp::now().to_string()).await
}

/// Presses a button that leads to the provider; gives the address there and the cookies of the browser by then.
async fn leave(app: &TestApp, cookies: &str, fields: &[(&str, &str)]) -> (String, String) {
    let gone = app.post("/auth/oidc", cookies, fields).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text());
    let url = gone.header("refresh").strip_prefix("0; url=").expect("the way there").to_owned();
    (url, format!("{cookies}; {}", gone.cookie("sign-in").unwrap()))
}

/// What the provider sends the browser back to.
fn visit(url: &str) -> String {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let location = answer.lines().find_map(|line| line.strip_prefix("Location: ")).expect("a way back");
    location.strip_prefix("http://localhost:3000").expect("to us").to_owned()
}

/// The whole way there and back.
async fn sign_in(app: &TestApp, cookies: &str, fields: &[(&str, &str)]) -> Answer {
    let (url, cookies) = leave(app, cookies, fields).await;
    app.see(&visit(&url), &cookies).await
}

fn cause(answer: &Answer) -> &str {
    answer.header("location").strip_prefix("/auth/error?because=").unwrap_or_default()
}

#[tokio::test]
async fn somebody_comes_signs_out_and_comes_again() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    assert!(app.get("/login").await.text().contains("action=\"/auth/oidc\""));
    let first = sign_in(&app, "", &[("next", "/about")]).await;
    assert_eq!(first.header("location"), "/about", "{}", first.text());
    let session = first.cookie("session").unwrap();
    let me = app.see("/api/user/me", &session).await;
    assert_eq!(
        (me.status, &me.json()["email"], &me.json()["name"]),
        (StatusCode::OK, &"ana@example.org".into(), &"Ana".into())
    );
    assert_eq!(app.see("/profile", &session).await.status, StatusCode::OK);
    app.post("/sign-out", &session, &[]).await;
    assert_eq!(app.see("/api/user/me", &session).await.status, StatusCode::UNAUTHORIZED);
    let again = sign_in(&app, "", &[]).await.cookie("session").unwrap();
    assert_eq!(app.see("/api/user/me", &again).await.json()["id"], me.json()["id"]);
}

#[tokio::test]
async fn requirement_28_what_is_not_to_be_believed_signs_nobody_in_and_is_said_plainly() {
    let forger = Forger::start();
    for (client, expected) in [
        ("wrong-nonce", "nonce"),
        ("expired", "untrusted"),
        ("wrong-audience", "untrusted"),
        ("wrong-issuer", "untrusted"),
        ("unsigned", "untrusted"),
        ("used-code", "code"),
        ("no-id-token", "unreadable"),
        ("unknown-client", "misconfigured"),
        ("out-of-order", "unreachable"),
    ] {
        let app = forger.app(client).await;
        let answer = sign_in(&app, "", &[]).await;
        assert_eq!((cause(&answer), answer.cookie("session")), (expected, None), "{client}");
        let page = app.see(answer.header("location"), "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("class=\"button\" href=\"/login\""), "{client}: a way on");
    }
}

#[tokio::test]
async fn a_provider_that_is_down_and_one_who_says_no_are_said_plainly() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    let (url, cookies) = leave(&app, "", &[]).await;
    let state = url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let denied =
        app.see(&format!("/api/auth/callback/oidc?error=access_denied&state={state}"), &cookies).await;
    assert_eq!(cause(&denied), "denied");
    drop(forger);
    let down = AccountSettings {
        oidc_issuer: Some("http://127.0.0.1:9".to_owned()),
        oidc_client_id: Some("calendar".to_owned()),
        oidc_client_secret: Some("secret".to_owned()),
        ..AccountSettings::default()
    };
    let gone = self::app(down).await.post("/auth/oidc", "", &[]).await;
    assert_eq!(cause(&gone), "unreachable");
}

#[tokio::test]
async fn requirement_26_an_answer_counts_once_in_the_browser_that_asked_and_not_for_ever() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    let (url, cookies) = leave(&app, "", &[]).await;
    assert!(url.contains("code_challenge_method=S256") && url.contains("nonce="), "{url}");
    let back = visit(&url);
    for other in ["", "sign-in=nonsense", &leave(&app, "", &[]).await.1] {
        assert_eq!(cause(&app.see(&back, other).await), "not-begun", "{other}");
    }
    assert!(
        app.see(&back, &cookies).await.cookie("session").is_some(),
        "two at once do not disturb each other"
    );
    assert_eq!(cause(&app.see(&back, &cookies).await), "not-begun", "once");
    let stateless = back.split("&state").next().unwrap();
    assert_eq!(cause(&app.see(stateless, &cookies).await), "not-begun");

    let (url, cookies) = leave(&app, "", &[]).await;
    let back = visit(&url);
    let later = Timestamp::now() + jiff::SignedDuration::from_mins(11);
    let app = app.later_with(forger.settings("calendar"), &later.to_string()).await;
    assert_eq!(cause(&app.see(&back, &cookies).await), "not-begun", "ten minutes are over");
}

#[tokio::test]
async fn requirement_27_it_begins_by_a_button_of_ours_and_nobody_is_signed_in_as_somebody_else() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    assert_eq!(app.get("/auth/oidc").await.status, StatusCode::METHOD_NOT_ALLOWED);
    let foreign = Ask { path: "/auth/oidc".to_owned(), ..Ask::form(&[]) };
    let foreign = foreign.with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
    assert_eq!(app.ask(foreign).await.status, StatusCode::FORBIDDEN);
    // Eve begins and keeps the address that would end her attempt; Ana's browser is made to open it.
    let (url, _) = leave(&app, "", &[]).await;
    let forced = app.see(&visit(&url), "").await;
    assert_eq!((cause(&forced), forced.cookie("session")), ("not-begun", None));
    assert_eq!(app.post("/auth/unknown", "", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn requirement_32_one_comes_back_to_this_site() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    for (next, expected) in [("/events", "/events"), ("//evil.example", "/"), ("https://evil.example", "/")] {
        assert_eq!(sign_in(&app, "", &[("next", next)]).await.header("location"), expected, "{next}");
    }
}

#[tokio::test]
async fn requirement_30_only_a_proved_address_of_both_sides_links_by_itself() {
    let forger = Forger::start();
    for (client, is_same) in [("calendar", true), ("unverified", false), ("no-email", false)] {
        let app = forger.app(client).await;
        let own = app.registered("ana@example.org").await;
        let by_provider = sign_in(&app, "", &[]).await.cookie("session").unwrap();
        let id = async |session: String| app.see("/api/user/me", &session).await.json()["id"].clone();
        assert_eq!(id(own).await == id(by_provider).await, is_same, "{client}");
    }
}

#[tokio::test]
async fn an_address_that_is_missing_or_unproved_is_said_and_nobody_is_turned_away_for_it() {
    let forger = Forger::start();
    for client in ["unverified", "no-email"] {
        let app = forger.app(client).await;
        let answer = sign_in(&app, "", &[("next", "/events")]).await;
        assert_eq!(answer.header("location"), "/profile?said=no-email", "{client}");
        let page = app.see(answer.header("location"), &answer.cookie("session").unwrap()).await.text();
        assert!(page.contains("gave no proved mail address"), "{client}");
        assert!(page.contains("Not verified") || page.contains("None"), "{client}");
        let listed =
            AccountSettings { allowed_addresses: Some("example.org".to_owned()), ..forger.settings(client) };
        let app = self::app(listed).await;
        let expected = if client == "unverified" { "email-unverified" } else { "email-missing" };
        assert_eq!(cause(&sign_in(&app, "", &[]).await), expected);
    }
}

#[tokio::test]
async fn an_unproved_address_is_proved_by_mail_in_the_browser_that_is_signed_in() {
    let forger = Forger::start();
    let app = forger.app("unverified").await;
    let session = sign_in(&app, "", &[]).await.cookie("session").unwrap();
    let sent = app.post("/profile", &session, &[("do", "verify")]).await;
    assert!(sent.text().contains("Check your mail"), "{}", sent.text());
    let link = app.newest_link().await;
    assert_eq!(app.post(&link, "", &[]).await.status, StatusCode::FORBIDDEN, "requirement 25");
    let proved = app.post(&link, &session, &[]).await;
    let renewed = proved.cookie("session").expect("another session");
    assert!(app.see("/profile", &renewed).await.text().contains(">Verified<"));
    assert_eq!(app.see("/api/user/me", &session).await.status, StatusCode::UNAUTHORIZED, "requirement 8");
}

#[tokio::test]
async fn requirement_20_an_account_of_a_provider_has_no_password_and_not_a_blank_one() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    let session = sign_in(&app, "", &[]).await.cookie("session").unwrap();
    let user = app.state.db().users(None, 1).await.unwrap().remove(0);
    assert!(!user.has_password && app.state.db().password_hash(&user.id).await.unwrap().is_none());
    for password in ["", " ", "null", PASSWORD] {
        let login = app.post("/login", "", &[("email", "ana@example.org"), ("password", password)]).await;
        assert_eq!(
            (login.status, login.cookie("session")),
            (StatusCode::UNPROCESSABLE_ENTITY, None),
            "{password:?}"
        );
    }
    let set = app.post("/profile", &session, &[("do", "password"), ("new_password", PASSWORD)]).await;
    assert_eq!(set.header("location"), "/profile?said=password", "it can have one");
}

#[tokio::test]
async fn who_may_come_is_the_same_by_every_door() {
    let forger = Forger::start();
    for (registration, list, comes) in [
        ("open", "", true),
        ("open", "example.org", true),
        ("open", "elsewhere.example", false),
        ("invite", "ana@example.org", true),
        ("invite", "", false),
        ("closed", "", false),
    ] {
        let app = self::app(AccountSettings {
            registration: Some(registration.to_owned()),
            allowed_addresses: Some(list.to_owned()),
            ..forger.settings("calendar")
        })
        .await;
        let answer = sign_in(&app, "", &[]).await;
        assert_eq!(answer.cookie("session").is_some(), comes, "{registration} {list}");
        assert_eq!(cause(&answer), if comes { "" } else { "closed" });
    }
}

#[tokio::test]
async fn a_provider_is_linked_taken_off_and_shows_again_that_it_is_oneself() {
    let forger = Forger::start();
    let app = forger.app("no-email").await;
    let session = app.registered("ana@example.org").await;
    let linked = sign_in(&app, &session, &[("for", "link"), ("next", "/profile")]).await;
    assert_eq!(linked.header("location"), "/profile?said=linked", "{}", linked.text());
    let by_provider = sign_in(&app, "", &[]).await.cookie("session").unwrap();
    assert_eq!(app.see("/api/user/me", &by_provider).await.json()["email"], "ana@example.org");

    let confirmed = sign_in(&app, &session, &[("for", "confirm"), ("next", "/profile")]).await;
    let renewed = confirmed.cookie("session").unwrap();
    assert_eq!(app.see("/api/user/me", &session).await.status, StatusCode::UNAUTHORIZED, "another token");
    let page = app.see("/profile", &renewed).await.text();
    let unlink = page.split("value=\"unlink:").nth(1).unwrap().split('"').next().unwrap();
    let done = app.post("/profile", &renewed, &[("do", &format!("unlink:{unlink}"))]).await;
    assert_eq!(done.header("location"), "/profile?said=unlinked");

    let ben = app.registered("ben@example.org").await;
    assert_eq!(sign_in(&app, &ben, &[("for", "link")]).await.header("location"), "/profile?said=linked");
    assert_eq!(cause(&sign_in(&app, &renewed, &[("for", "link")]).await), "taken");
    assert_eq!(cause(&sign_in(&app, &renewed, &[("for", "confirm")]).await), "somebody-else");
    for errand in ["link", "confirm"] {
        let nobody = app.post("/auth/oidc", "", &[("for", errand)]).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{errand}");
        let (url, away) = leave(&app, &ben, &[("for", errand)]).await;
        let carried = away.split("; ").last().unwrap();
        let elsewhere = app.see(&visit(&url), &format!("{renewed}; {carried}")).await;
        assert_eq!(cause(&elsewhere), "not-begun", "{errand}: of another session");
    }
    let login = app.post("/login", "", &[("email", "ben@example.org"), ("password", PASSWORD)]).await;
    assert!(login.cookie("session").is_some());
}

/// Fifty first sign-ins of one new identity at once.
async fn fifty(app: TestApp, db: &Db) {
    let mut ways = Vec::new();
    for _ in 0..50 {
        ways.push(leave(&app, "", &[]).await);
    }
    let app = Arc::new(app);
    let backs: Vec<_> = ways.into_iter().map(|(url, cookies)| (visit(&url), cookies)).collect();
    let tasks: Vec<_> = backs
        .into_iter()
        .map(|(back, cookies)| {
            let app = Arc::clone(&app);
            tokio::spawn(async move {
                let answer = app.see(&back, &cookies).await;
                let session =
                    answer.cookie("session").unwrap_or_else(|| panic!("{}", answer.header("location")));
                app.see("/api/user/me", &session).await.status
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), StatusCode::OK);
    }
    let users = db.users(None, 100).await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(db.identities(&users[0].id).await.unwrap().len(), 1);
    assert_eq!(db.sessions(&users[0].id, Timestamp::now()).await.unwrap().len(), 50);
    assert_eq!(db.doctor(Timestamp::now()).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requirement_31_fifty_first_sign_ins_at_once_are_one_user_on_sqlite() {
    let forger = Forger::start();
    let app = forger.app("calendar").await;
    let db = app.state.db().clone();
    fifty(app, &db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requirement_31_fifty_first_sign_ins_at_once_are_one_user_on_postgresql() {
    let forger = Forger::start();
    let settings = Settings { accounts: forger.settings("calendar"), ..crate::test_app::on_postgres().await };
    let app = TestApp::with(settings, &Timestamp::now().to_string()).await;
    let db = app.state.db().clone();
    fifty(app, &db).await;
}

#[tokio::test]
async fn requirement_7_three_instances_refuse_a_session_that_one_has_ended() {
    let settings = crate::test_app::on_postgres().await;
    let mut apps = Vec::new();
    for _ in 0..3 {
        let settings = Settings { secret_key: Some("k".repeat(32)), ..settings.clone() };
        apps.push(TestApp::with(settings, crate::test_app::NOW).await);
    }
    let session = apps[0].registered("ana@example.org").await;
    let typed = [("email", "ana@example.org"), ("password", PASSWORD)];
    let other = apps[1].post("/login", "", &typed).await.cookie("session").unwrap();
    for app in &apps {
        for session in [&session, &other] {
            assert_eq!(app.see("/api/user/me", session).await.status, StatusCode::OK);
        }
    }
    apps[2].post("/profile", &other, &[("do", "everywhere")]).await;
    for app in &apps {
        for session in [&session, &other] {
            assert_eq!(app.see("/api/user/me", session).await.status, StatusCode::UNAUTHORIZED);
        }
    }
}
