//! The whole application with a fixed clock, and a visitor who fills in forms as a browser does.

use std::net::SocketAddr;

use ai_calendar_helper::clock::Clock;
use ai_calendar_helper::config::{AccountSettings, Config, Settings};
use ai_calendar_helper::post::Way;
use ai_calendar_helper::state::{App, State};
use ai_calendar_helper::web;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use mail::{Message, Outbox};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tower::ServiceExt;

/// Wednesday, shortly before noon in New York.
pub(crate) const NOW: &str = "2026-11-25T11:30:00-05:00";

/// The password of everybody in the tests.
pub(crate) const PASSWORD: &str = "tea with ana at noon";

/// The application and the folder that it keeps its data in.
pub(crate) struct TestApp {
    router: Router,
    pub(crate) state: App,
    outbox: Outbox,
    pub(crate) folder: tempfile::TempDir,
}

/// Settings of an installation whose database is a schema of its own in the PostgreSQL that the test command started.
pub(crate) async fn on_postgres() -> Settings {
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL names no PostgreSQL: run `cargo xtask test`");
    let url = format!("{server}?schema=app_{}", uuid::Uuid::now_v7().simple());
    let db = store::Db::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
    Settings { database_url: Some(url), ..Settings::default() }
}

/// A request to be made.
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) from: &'static str,
    pub(crate) host: &'static str,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl TestApp {
    pub(crate) async fn new() -> TestApp {
        TestApp::with(Settings::default(), NOW).await
    }

    pub(crate) async fn with(settings: Settings, now: &str) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            data_dir: Some(folder.path().display().to_string()),
            default_time_zone: Some("America/New_York".to_owned()),
            ..settings
        };
        TestApp::in_folder(folder, &settings, now).await
    }

    /// The same installation at another time.
    pub(crate) async fn later(self, now: &str) -> TestApp {
        self.later_with(AccountSettings::default(), now).await
    }

    /// The same installation at another time, with these settings of accounts.
    pub(crate) async fn later_with(self, accounts: AccountSettings, now: &str) -> TestApp {
        let settings = Settings {
            data_dir: Some(self.folder.path().display().to_string()),
            default_time_zone: Some("America/New_York".to_owned()),
            accounts,
            ..Settings::default()
        };
        TestApp::in_folder(self.folder, &settings, now).await
    }

    /// With these settings of accounts.
    pub(crate) async fn with_accounts(accounts: AccountSettings) -> TestApp {
        TestApp::with(Settings { accounts, ..Settings::default() }, NOW).await
    }

    /// As it is by itself for somebody on their own computer: mails are files.
    pub(crate) async fn for_oneself() -> TestApp {
        let mut app = TestApp::new().await;
        let state = State::open(app.state.config.clone(), app.state.clock).await.unwrap();
        (app.router, app.state) = (web::router(state.clone()), state);
        app
    }

    /// The same program without a way for mails.
    pub(crate) async fn without_mail(&mut self) {
        let state = State::open_with(self.state.config.clone(), self.state.clock, Way::Off).await.unwrap();
        (self.router, self.state) = (web::router(state.clone()), state);
    }

    async fn in_folder(folder: tempfile::TempDir, settings: &Settings, now: &str) -> TestApp {
        let config = Config::check(settings).unwrap();
        let (outbox, clock) = (Outbox::memory(), Clock::Fixed(now.parse().unwrap()));
        let state = State::open_with(config, clock, Way::Delivered(outbox.clone())).await.unwrap();
        TestApp { router: web::router(state.clone()), state, outbox, folder }
    }

    /// Sends the mails that wait, and gives the newest.
    pub(crate) async fn newest_mail(&self) -> Option<Message> {
        self.state.background.finish().await;
        self.state.post.send_waiting().await.unwrap();
        self.outbox.sent().pop()
    }

    /// All mails that were sent.
    pub(crate) fn sent(&self) -> Vec<Message> {
        self.outbox.sent()
    }

    /// How many mails were sent.
    pub(crate) async fn mails(&self) -> usize {
        self.newest_mail().await;
        self.outbox.sent().len()
    }

    /// The path of the link in the newest mail.
    pub(crate) async fn newest_link(&self) -> String {
        let text = self.newest_mail().await.expect("a mail").text;
        let link = text.lines().find_map(|line| line.split_once("/link/")).expect("a link").1;
        format!("/link/{link}")
    }

    /// Sends a form to `path` with a cookie.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let ask = Ask { path: path.to_owned(), ..Ask::form(fields) };
        self.ask(ask.with("cookie", cookie)).await
    }

    /// Asks for `path` with a cookie.
    pub(crate) async fn see(&self, path: &str, cookie: &str) -> Answer {
        self.ask(Ask::new("GET", path).with("cookie", cookie)).await
    }

    /// Somebody who has registered with this address and pressed the link: the cookie of their session.
    pub(crate) async fn registered(&self, email: &str) -> String {
        let typed = [("name", "Ana Lopez"), ("email", email), ("password", PASSWORD)];
        let asked = self.post("/register", "", &typed).await;
        let pledge = asked.cookie("registered").expect("the browser is known again");
        let pressed = self.post(&self.newest_link().await, &pledge, &[]).await;
        pressed.cookie("session").unwrap_or_else(|| panic!("{}", pressed.text()))
    }

    pub(crate) async fn ask(&self, ask: Ask) -> Answer {
        let mut request = Request::builder().method(ask.method).uri(&ask.path).header("host", ask.host);
        for (name, value) in ask.headers {
            request = request.header(name, value);
        }
        let mut request = request.body(Body::from(ask.body)).unwrap();
        let from: SocketAddr = format!("{}:40000", ask.from).parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Ask::new("GET", path)).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.ask(Ask::json(path, body.to_string())).await
    }

    pub(crate) async fn post_form(&self, fields: &[(&str, &str)]) -> Answer {
        self.ask(Ask::form(fields)).await
    }

    /// The page after `text` was pasted.
    pub(crate) async fn paste(&self, text: &str) -> Page {
        Page::of(&self.post_form(&[("text", text), ("do", "read")]).await)
    }

    /// The page after the button `command` of `page` was pressed.
    pub(crate) async fn press(&self, page: &Page, command: &str) -> Page {
        Page::of(&self.submit(page, command).await)
    }

    /// What comes back when the button `command` of `page` is pressed.
    pub(crate) async fn submit(&self, page: &Page, command: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            page.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.push(("do", command));
        self.post_form(&fields).await
    }
}

impl Ask {
    pub(crate) fn new(method: &'static str, path: &str) -> Ask {
        Ask {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            from: "192.0.2.1",
            host: "localhost:3000",
        }
    }

    pub(crate) fn json(path: &str, body: impl Into<Vec<u8>>) -> Ask {
        Ask { body: body.into(), ..Ask::new("POST", path) }.with("content-type", "application/json")
    }

    pub(crate) fn form(fields: &[(&str, &str)]) -> Ask {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        Ask::raw_form(pairs.join("&"))
    }

    pub(crate) fn raw_form(body: impl Into<Vec<u8>>) -> Ask {
        Ask { body: body.into(), ..Ask::new("POST", "/") }
            .with("content-type", "application/x-www-form-urlencoded")
    }

    /// A form with files, each with its name, as a browser sends it.
    pub(crate) fn files(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Ask {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        Ask { body, ..Ask::new("POST", "/") }.with("content-type", "multipart/form-data; boundary=edge")
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Ask {
        self.headers.push((name, value.to_owned()));
        self
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The cookie of this name that the answer sets, as a browser would send it.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("{name}=");
        let all = self.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        let cookie = all.filter_map(|cookie| cookie.split(';').next()).find(|it| it.starts_with(&start))?;
        (cookie.len() > start.len()).then(|| cookie.to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A page with what its form would send.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) html: String,
    /// Names and values; a test types by changing them.
    pub(crate) fields: Vec<(String, String)>,
}

impl Page {
    pub(crate) fn of(answer: &Answer) -> Page {
        let html = answer.text();
        Page { status: answer.status, fields: fields(&html), html }
    }

    /// Types `value` into the field `name`.
    pub(crate) fn fill(&mut self, name: &str, value: &str) {
        let field = self.fields.iter_mut().find(|(n, _)| n == name);
        let (_, old) = field.unwrap_or_else(|| panic!("there is no field {name}"));
        value.clone_into(old);
    }

    /// Ticks the box `name`.
    pub(crate) fn tick(&mut self, name: &str) {
        self.fields.push((name.to_owned(), "on".to_owned()));
    }

    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn cards(&self) -> usize {
        self.html.matches("<article class=\"card").count()
    }

    /// The value of the first button that begins with `verb`.
    pub(crate) fn button(&self, verb: &str) -> String {
        let buttons =
            self.html.split("name=\"do\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let found = buttons.map(unescape).find(|value| value.starts_with(verb));
        found.unwrap_or_else(|| panic!("there is no button {verb}"))
    }
}

/// What a browser would send of this page's form: inputs, ticked boxes, areas and chosen options.
fn fields(html: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let Some(name) = attribute(tag, "name") else { continue };
        let value = if tag.starts_with("input type=\"checkbox\"") {
            tag.ends_with("checked").then(|| "on".to_owned())
        } else if tag.starts_with("input") {
            attribute(tag, "value")
        } else if tag.starts_with("textarea") {
            // One line end after the tag is the tag's own.
            Some(unescape(rest.strip_prefix('\n').unwrap_or(rest)))
        } else if tag.starts_with("select") {
            let after = html.split_once(&format!("<{tag}>")).map_or("", |(_, after)| after);
            let options = after.split("</select>").next().unwrap_or_default();
            options.split("<option ").find(|o| o.contains(" selected>")).and_then(|o| attribute(o, "value"))
        } else {
            None
        };
        fields.extend(value.map(|value| (name, value)));
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

fn unescape(text: &str) -> String {
    let text = text.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">");
    text.replace("&#38;", "&")
}
