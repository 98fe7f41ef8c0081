//! What a person's browser does at a provider: follow, keep cookies, fill in forms, and come back with a query.

use std::collections::HashMap;

use oidc::Callback;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use url::Url;

/// Where providers send people back to; nobody listens there.
pub(crate) const BACK: &str = "http://127.0.0.1:9/back";

pub(crate) struct Browser {
    client: Client,
    cookies: HashMap<String, String>,
}

/// What a person presses at the provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    Continue,
    Cancel,
}

impl Browser {
    pub(crate) fn new() -> Browser {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Browser { client, cookies: HashMap::new() }
    }

    /// Opens the provider's page, signs in there as `login` if asked, and returns what it sends back.
    pub(crate) async fn visit(&mut self, url: &str, login: &str, press: Press) -> Callback {
        let mut at = Url::parse(url).unwrap();
        let mut answer = self.ask(Method::GET, &at, "").await;
        for _ in 0..20 {
            if let Some(location) = answer.headers().get(LOCATION) {
                at = at.join(location.to_str().unwrap()).unwrap();
                if at.as_str().starts_with(BACK) {
                    return callback(&at);
                }
                answer = self.ask(Method::GET, &at, "").await;
                continue;
            }
            let (status, page) = (answer.status(), answer.text().await.unwrap());
            answer = if press == Press::Cancel && page.contains("/abort") {
                at = at.join(between(&page, "href=\"", "\"", "/abort")).unwrap();
                self.ask(Method::GET, &at, "").await
            } else {
                assert!(page.contains("<form"), "{at} answers {status}: {page}");
                at = at.join(between(&page, "action=\"", "\"", "/")).unwrap();
                let form = form(&page, login);
                self.ask(Method::POST, &at, &form).await
            };
        }
        panic!("the provider sends the browser in circles, at last to {at}");
    }

    async fn ask(&mut self, method: Method, url: &Url, form: &str) -> Response {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, url.clone()).header(COOKIE, cookies.join("; "));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(form.to_owned()).send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

fn callback(url: &Url) -> Callback {
    let mut query: HashMap<String, String> = url.query_pairs().into_owned().collect();
    let mut take = |name: &str| query.remove(name);
    Callback { code: take("code"), state: take("state"), iss: take("iss"), error: take("error") }
}

/// What the form of a page is filled in with.
fn form(page: &str, login: &str) -> String {
    let hidden = page.split("type=\"hidden\"").skip(1).map(|rest| {
        let [name, value] = ["name=\"", "value=\""].map(|start| between(rest, start, "\"", ""));
        format!("{name}={value}&")
    });
    let who =
        if page.contains("name=\"login\"") { format!("login={login}&password=x") } else { String::new() };
    hidden.collect::<String>() + &who
}

/// The first text between `start` and `end` that has `part` in it.
fn between<'a>(page: &'a str, start: &str, end: &str, part: &str) -> &'a str {
    let mut pieces = page.split(start).skip(1).filter_map(|rest| rest.split(end).next());
    pieces.find(|piece| piece.contains(part)).unwrap_or_else(|| panic!("no {part} in {page}"))
}
