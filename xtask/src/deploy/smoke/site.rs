//! The site as a stranger sees it: requests that follow no redirect and keep no cookie.

use std::time::Duration;

use anyhow::{Context, Result};
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body};

/// A machine that sleeps takes some seconds to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site that is asked.
pub(crate) struct Site {
    agent: Agent,
    /// Scheme and host, without a slash at the end.
    pub(crate) address: String,
}

/// What it said.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    response: Response<()>,
    pub(super) body: String,
}

impl Answer {
    /// A header, or nothing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Site {
    /// The site at an address.
    pub(crate) fn new(address: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .user_agent("ai-calendar-helper smoke test")
            .build()
            .into();
        Self { agent, address: address.trim_end_matches('/').to_owned() }
    }

    /// Whether it is spoken to by https.
    pub(super) fn is_secure(&self) -> bool {
        self.address.starts_with("https://")
    }

    /// Asks for a page.
    pub(super) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.send(&Method::GET, path, headers)
    }

    /// Sends a request without a body.
    pub(super) fn send(&self, method: &Method, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.exchange(method, &format!("{}{path}", self.address), headers)
    }

    /// Asks for the start page by plain http.
    pub(super) fn get_insecurely(&self) -> Result<Answer> {
        self.exchange(&Method::GET, &format!("{}/", self.address.replacen("https://", "http://", 1)), &[])
    }

    fn exchange(&self, method: &Method, url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if method != Method::GET {
            // Else an empty body is sent in chunks, after the headers, and may meet a connection that is closed already.
            request = request.header("content-length", "0");
        }
        let answer = self.agent.run(request.body(())?).with_context(|| format!("{method} {url}"))?;
        read(answer)
    }
}

fn read(answer: Response<Body>) -> Result<Answer> {
    let (parts, mut body) = answer.into_parts();
    let status = parts.status.as_u16();
    Ok(Answer { status, body: body.read_to_string()?, response: Response::from_parts(parts, ()) })
}
