//! A stand-in for the deployed site: it runs whatever image the stand-in for Fly says is running, and is as sick as told.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What every page of the program says.
const HEADERS: &str = "content-security-policy: default-src 'none'\r\nx-content-type-options: nosniff\r\n\
                       x-frame-options: DENY\r\nreferrer-policy: no-referrer\r\ncross-origin-opener-policy: same-origin\r\n";

#[derive(Default)]
struct Accounts {
    used: HashSet<String>,
    sessions: HashSet<String>,
    deleted: usize,
}

/// A site that answers until the test ends.
pub(crate) struct Site {
    /// Where it answers.
    pub(crate) url: String,
    accounts: Arc<Mutex<Accounts>>,
}

impl Site {
    /// Starts it for an app of the account in `folder`.
    pub(crate) fn start(folder: &Path, app: &'static str) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let accounts = Arc::new(Mutex::new(Accounts::default()));
        let (folder, shared) = (folder.to_owned(), accounts.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &folder, app, &mut shared.lock().unwrap());
            }
        });
        Site { url, accounts }
    }

    /// How many throw-away accounts were made, and how many deleted.
    pub(crate) fn accounts(&self) -> (usize, usize) {
        let accounts = self.accounts.lock().unwrap();
        (accounts.used.len(), accounts.deleted)
    }
}

struct Request {
    line: String,
    authorization: String,
    cookie: String,
}

fn read(stream: &TcpStream) -> Request {
    let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap());
    let line = lines.next().unwrap_or_default();
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let of = |name: &str| {
        let found = headers
            .iter()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    Request { authorization: of("authorization"), cookie: of("cookie"), line }
}

fn answer(mut stream: TcpStream, folder: &Path, app: &str, accounts: &mut Accounts) {
    let request = read(&stream);
    let state: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("state.json")).unwrap()).unwrap();
    let image = state["apps"][app]["running"].as_str().unwrap_or_default().to_owned();
    let sick = state["sick"][image.rsplit(':').next().unwrap_or_default()].as_str().unwrap_or_default();
    let (status, extra, body) = respond(&request, &image, sick, accounts);
    let headers = if sick == "headers" { "" } else { HEADERS };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} x\r\n{headers}{extra}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
}

fn respond(request: &Request, image: &str, sick: &str, accounts: &mut Accounts) -> (u16, String, String) {
    let page = "content-type: text/html; charset=utf-8\r\n".to_owned();
    let nothing = || (404, String::new(), String::new());
    let target = request.line.rsplit_once(' ').map_or("", |(target, _)| target);
    let knows = accounts.sessions.contains(&request.cookie)
        || (sick == "replay" && request.cookie.starts_with("session="));
    match target {
        _ if image.is_empty() || sick == "down" => (502, String::new(), String::new()),
        "GET /api/health" => (200, "content-type: application/json\r\n".to_owned(), health(image, sick)),
        "GET /" => (if sick == "start" { 500 } else { 200 }, page, "<h1>Calendar</h1>".to_owned()),
        "GET /no-such-page" if sick == "everything" => (200, page, String::new()),
        "POST /api/smoke" if sick == "open" => {
            (201, "set-cookie: session=1; Path=/\r\n".to_owned(), String::new())
        }
        "POST /api/smoke" if sick == "other-key" => nothing(),
        "POST /api/smoke" => sign_in(request, accounts).unwrap_or_else(nothing),
        "DELETE /api/smoke" => {
            accounts.deleted += 1;
            (204, String::new(), String::new())
        }
        "GET /api/user/me" => {
            (if knows && sick != "stranger" { 200 } else { 401 }, String::new(), "{}".to_owned())
        }
        "GET /profile" if knows && sick == "no-way-out" => (200, page, "Hello".to_owned()),
        "GET /profile" if knows => (200, page, "<form method=\"post\" action=\"/sign-out\">".to_owned()),
        "POST /sign-out" => {
            accounts.sessions.remove(&request.cookie);
            (303, "location: /\r\n".to_owned(), String::new())
        }
        _ => nothing(),
    }
}

fn health(image: &str, sick: &str) -> String {
    let revision = image.rsplit_once(":git-").map_or("", |(_, commit)| commit);
    let database = if sick == "database" { "unreachable" } else { "ok" };
    let status = if sick == "database" { "degraded" } else { "ok" };
    let revision = if sick == "nameless" { "" } else { revision };
    json!({ "status": status, "database": database, "revision": revision }).to_string()
}

/// A token has three parts, ends within ten minutes and is good once; its signature is checked by other tests.
fn sign_in(request: &Request, accounts: &mut Accounts) -> Option<(u16, String, String)> {
    let token = request.authorization.strip_prefix("Smoke ")?;
    let parts: Vec<&str> = token.split('.').collect();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let is_soon = parts.first()?.parse::<u64>().is_ok_and(|expires| expires > now && expires <= now + 600);
    let is_good = is_soon && parts.len() == 3 && parts[1].len() == 32 && parts[2].len() == 64;
    if !is_good || !accounts.used.insert(token.to_owned()) {
        return None;
    }
    let cookie = format!("session={}", accounts.used.len());
    accounts.sessions.insert(cookie.clone());
    Some((201, format!("set-cookie: {cookie}; HttpOnly; Path=/\r\n"), String::new()))
}
