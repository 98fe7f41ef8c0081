//! A canary goes through every door; it must not be found in any log, nor in any error for a program.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use ai_calendar_helper::logging;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::prelude::*;

use crate::test_app::{Answer, Ask, TestApp};

const CANARY: &str = "kanarienvogel";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

#[tokio::test]
async fn requirement_45_no_log_and_no_error_carries_what_was_pasted() {
    let log = Log::default();
    let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(log.clone());
    let subscriber = tracing_subscriber::registry().with(logging::filter("trace")).with(layer);
    // For the whole process: one that holds for this thread alone can miss what other threads have looked at first.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = TestApp::new().await;

    through_the_page(&app).await;
    through_files(&app).await;
    for answer in through_the_api(&app).await {
        let text = answer.text();
        assert!(!answer.status.is_server_error(), "{text}");
        assert!(answer.status.is_success() || !text.contains(CANARY), "{text}");
    }
    through_addresses_and_headers(&app).await;
    through_accounts(&app).await;

    let log = log.text();
    assert!(log.contains("request answered"), "nothing was logged, so nothing was tested");
    assert!(log.contains("/api/parse"));
    assert!(!log.contains(CANARY), "{log}");
    let mails = app.sent();
    let links: Vec<&str> = mails.iter().filter_map(|mail| Some(mail.text.split_once("/link/")?.1)).collect();
    assert!(links.len() > 1);
    for link in links {
        assert!(!log.contains(link.lines().next().unwrap()), "a link is a secret");
    }
}

async fn through_files(app: &TestApp) {
    let mail = format!("Subject: {CANARY}\r\nFrom: {CANARY}@example.org\r\n\r\n{CANARY} tomorrow at noon");
    let name = format!("{CANARY}.eml");
    for bytes in [mail.as_bytes(), b"%PDF-1.7", b""] {
        app.ask(Ask::files(&[("text", CANARY), ("do", "open")], &[(&name, bytes)])).await;
        let ask = Ask { body: bytes.to_vec(), ..Ask::new("POST", &format!("/api/parse?locale={CANARY}")) };
        app.ask(ask.with("content-type", "message/rfc822")).await;
    }
}

async fn through_the_page(app: &TestApp) {
    let text = format!("{CANARY} with {CANARY} tomorrow at noon at {CANARY}, mail {CANARY}@example.org");
    let page = app.paste(&text).await;
    let file = app.submit(&page, &page.button("file:")).await;
    app.get(file.header("location")).await;
    for field in
        ["title", "start", "end", "zone", "place", "people", "link", "description", "repeats", "reminders"]
    {
        let mut page = app.paste(&text).await;
        page.fill(&format!("e0.{field}"), CANARY);
        app.press(&page, &page.button("save:")).await;
    }
    for name in ["zone", "order", "kept", "has", "bulk.zone", "do", "e0.uid", "e0.was", "e0.mark", CANARY] {
        app.post_form(&[("text", &text), (name, CANARY)]).await;
        app.ask(Ask { path: "/preview".to_owned(), ..Ask::form(&[("text", &text), (name, CANARY)]) }).await;
        app.post_form(&[("text", ""), (name, CANARY)]).await;
    }
    app.post_form(&[("text", &CANARY.repeat(30_000))]).await;
    app.ask(Ask::raw_form(format!("text={CANARY}%FF"))).await;
    app.ask(Ask { body: CANARY.repeat(200_000).into_bytes(), ..Ask::raw_form("") }).await;
}

async fn through_the_api(app: &TestApp) -> Vec<Answer> {
    let mut answers = Vec::new();
    for field in ["text", "now", "time_zone", "locale", "preferences", "uid_salt", CANARY] {
        for value in [json!(CANARY), json!([CANARY]), json!({ CANARY: CANARY })] {
            for path in ["/api/parse", "/api/ics"] {
                let mut body = json!({"text": format!("{CANARY} tomorrow at noon")});
                body[field] = value.clone();
                answers.push(app.post_json(path, &body).await);
            }
        }
    }
    let good = json!({"uid": "1", "title": CANARY, "start": "2026-06-15T12:00:00+02:00", "time_zone": "Europe/Berlin"});
    let keys: Vec<String> = serde_json::to_value(calendar::Event::default())
        .unwrap()
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    for key in keys {
        for value in [json!(CANARY), json!([CANARY]), json!({ CANARY: CANARY })] {
            let mut event = good.clone();
            event[&key] = value;
            answers.push(app.post_json("/api/ics", &json!({ "events": [event] })).await);
        }
    }
    for body in [
        format!("{{\"{CANARY}"),
        CANARY.to_owned(),
        format!("{{\"text\":\"{CANARY}\u{1}\"}}"),
        CANARY.repeat(200_000),
    ] {
        answers.push(app.ask(Ask::json("/api/parse", body)).await);
    }
    answers
}

async fn through_addresses_and_headers(app: &TestApp) {
    for path in [
        format!("/?text={CANARY}"),
        format!("/{CANARY}"),
        format!("/ics/{CANARY}.ics?{CANARY}"),
        format!("/assets/{CANARY}"),
        format!("/api/{CANARY}?{CANARY}"),
    ] {
        for header in [
            "x-request-id",
            "cookie",
            "accept-language",
            "user-agent",
            "referer",
            "x-forwarded-for",
            "origin",
        ] {
            app.ask(Ask::new("GET", &path).with(header, &format!("settings={CANARY}"))).await;
        }
    }
    for cookie in [format!("session={CANARY}"), String::new()] {
        let mail = format!("{CANARY}@example.org");
        let fields = [("email", mail.as_str()), ("password", CANARY), ("next", CANARY)];
        let ask = Ask { path: "/login".to_owned(), ..Ask::form(&fields) };
        app.ask(ask.with("cookie", &cookie).with("user-agent", CANARY)).await;
        app.ask(Ask::new("GET", &format!("/login?next=/{CANARY}")).with("cookie", &cookie)).await;
        app.ask(Ask::new("POST", "/sign-out").with("cookie", &cookie)).await;
        app.ask(Ask::new("GET", "/api/user/me").with("cookie", &cookie)).await;
        app.ask(Ask::new("DELETE", "/api/sessions").with("cookie", &cookie)).await;
    }
    app.ask(Ask::new("KANARIENVOGEL", &format!("/{CANARY}"))).await;
}

/// Everything that somebody types into an account, and every link and key that they get.
async fn through_accounts(app: &TestApp) {
    let email = format!("{CANARY}@example.org");
    for (path, fields) in [
        ("/register", vec![("email", email.as_str()), ("password", "short"), ("name", CANARY)]),
        ("/register", vec![("email", CANARY), ("password", CANARY)]),
        ("/reset", vec![("email", CANARY)]),
        ("/reset", vec![("email", email.as_str())]),
        ("/link/kanarienvogel", vec![("password", CANARY)]),
        ("/confirm", vec![("password", CANARY)]),
        ("/login/first", vec![("text", CANARY)]),
        ("/auth/kanarienvogel", vec![("next", CANARY), ("for", CANARY)]),
    ] {
        app.post(path, "", &fields).await;
    }
    let session = app.registered(&email).await;
    app.post("/reset", "", &[("email", email.as_str())]).await;
    let link = app.newest_link().await;
    let names = [
        "do",
        "name",
        "zone",
        "new_email",
        "current",
        "new_password",
        "key_name",
        "scope_parse",
        "duration",
        "sure",
    ];
    for command in [
        "name",
        "preferences",
        "verify",
        "email",
        "password",
        "key",
        "unlink:kanarienvogel",
        "revoke:x",
        CANARY,
    ] {
        let mut fields: Vec<(&str, &str)> = names.iter().skip(1).map(|name| (*name, CANARY)).collect();
        fields.push(("do", command));
        app.post("/profile", &session, &fields).await;
    }
    for path in [
        "/events?q=kanarienvogel",
        "/events/kanarienvogel.ics",
        "/profile?said=kanarienvogel",
        "/profile/export",
        "/auth/error?because=kanarienvogel",
        "/api/auth/callback/kanarienvogel?state=kanarienvogel&code=kanarienvogel",
        "/?text=kanarienvogel",
    ] {
        app.see(path, &session).await;
    }
    app.ask(Ask::json("/api/parse", "{}").with("authorization", &format!("Bearer {CANARY}"))).await;
    app.post("/", &session, &[("text", &format!("{CANARY} tomorrow at noon")), ("do", "remember")]).await;
    app.see(&link, "").await;
    app.newest_mail().await;
}

#[test]
fn the_command_line_quotes_nothing_in_its_errors() {
    let program = env!("CARGO_BIN_EXE_ai-calendar-helper");
    let nul = format!("{CANARY}\0 tomorrow");
    let long = CANARY.repeat(30_000);
    let line = |json: serde_json::Value| format!("{json}\n").into_bytes();
    for (args, input) in [
        (vec!["parse"], nul.clone().into_bytes()),
        (vec!["parse"], [CANARY.as_bytes(), b"\xff\xfe"].concat()),
        (vec!["parse"], long.clone().into_bytes()),
        (vec!["times"], nul.clone().into_bytes()),
        (vec!["parse", "--now", CANARY, "x"], Vec::new()),
        (vec!["parse", "--tz", CANARY, "x"], Vec::new()),
        (vec!["parse", "--batch"], line(json!({"text": nul, "reference": "2026-01-01"}))),
        (vec!["parse", "--batch"], line(json!({"text": CANARY, "reference": CANARY}))),
        (vec!["parse", "--batch"], line(json!({"text": CANARY, "reference": "2026-01-01", "tz": CANARY}))),
        (vec!["parse", "--batch"], line(json!({"text": [CANARY], "reference": "2026-01-01"}))),
        (vec!["times", "--batch"], format!("{{\"text\": {CANARY}\n").into_bytes()),
        (vec!["times", "--batch"], line(json!({"text": long, "reference": "2026-01-01"}))),
    ] {
        let mut child = Command::new(program)
            .args(&args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that has seen enough closes its end.
        let _ = child.stdin.take().unwrap().write_all(&input);
        let done = child.wait_with_output().unwrap();
        let said = [done.stdout, done.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(!said.is_empty(), "{args:?}");
        assert!(!said.contains(CANARY), "{args:?}: {said}");
    }
}
