//! `deploy smoke`: asks a deployed site whether it is the right version and does what it has to.

mod sign_in;
mod site;
mod token;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use serde_json::Value;

pub(crate) use self::site::Site;

/// How often a site is asked that is not ready yet.
const PAUSE: Duration = Duration::from_secs(2);
/// Headers that every page has, and a part of what they say.
const HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What a site says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Health {
    /// The commit that it was built of; empty when it does not say.
    pub(crate) revision: String,
    /// `ok` or `degraded`.
    pub(crate) status: String,
    /// `ok` or `unreachable`.
    pub(crate) database: String,
}

impl Health {
    /// Whether it runs this commit, given in full or by its beginning.
    pub(crate) fn is_of(&self, commit: &str) -> bool {
        !commit.is_empty()
            && !self.revision.is_empty()
            && (self.revision.starts_with(commit) || commit.starts_with(&self.revision))
    }
}

/// Asks a site how it is.
pub(crate) fn health(site: &Site) -> Result<Health> {
    let answer = site.get("/api/health", &[])?;
    ensure!(answer.status == 200, "/api/health answers with {}", answer.status);
    let said: Value = serde_json::from_str(&answer.body).context("/api/health did not answer with JSON")?;
    let of = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    Ok(Health { revision: of("revision"), status: of("status"), database: of("database") })
}

/// Everything that a deployed site has to do; one line a check.
///
/// `commit` is what it has to run, if that is known; `secret_key` signs the token of the throw-away account. A site that
/// is not ready yet is asked again for as long as `patience`.
pub(crate) fn check(site: &Site, commit: Option<&str>, secret_key: &str, patience: Duration) -> Result<()> {
    println!("Smoke test of {}", site.address);
    passed("version and database", wait_for(site, commit, patience))?;
    passed("start page", start_page(site))?;
    passed("unknown page is a 404", unknown_page(site))?;
    if site.is_secure() {
        passed("http leads to https", redirect(site))?;
    }
    passed("no smoke route for strangers", sign_in::hidden(site))?;
    let token = token::make(secret_key, Timestamp::now())?;
    passed("sign in, profile, sign out", sign_in::check(site, &token))
}

fn passed(name: &str, result: Result<()>) -> Result<()> {
    println!("  {} {name}", if result.is_ok() { "✓" } else { "✗" });
    result.with_context(|| format!("smoke test: {name}"))
}

fn wait_for(site: &Site, commit: Option<&str>, patience: Duration) -> Result<()> {
    let started = Instant::now();
    loop {
        let result = health(site).and_then(|health| is_well(&health, commit));
        if result.is_ok() || started.elapsed() >= patience {
            return result;
        }
        std::thread::sleep(PAUSE.min(patience));
    }
}

fn is_well(health: &Health, commit: Option<&str>) -> Result<()> {
    if let Some(commit) = commit
        && !health.is_of(commit)
    {
        let runs = if health.revision.is_empty() { "an unknown commit" } else { &health.revision };
        bail!("{commit} was expected, and {runs} is running");
    }
    ensure!(health.database == "ok", "the database is {}", health.database);
    ensure!(health.status == "ok", "it says that it is {}", health.status);
    Ok(())
}

fn start_page(site: &Site) -> Result<()> {
    let page = site.get("/", &[])?;
    ensure!(page.status == 200, "it answers with {}", page.status);
    ensure!(page.header("content-type").starts_with("text/html"), "it is no page");
    for (name, part) in HEADERS {
        ensure!(page.header(name).contains(part), "the header {name} is missing or says something else");
    }
    if site.is_secure() {
        ensure!(
            page.header("strict-transport-security").contains("max-age="),
            "the header strict-transport-security is missing"
        );
    }
    Ok(())
}

fn unknown_page(site: &Site) -> Result<()> {
    let status = site.get("/no-such-page", &[])?.status;
    ensure!(status == 404, "it answers with {status}");
    Ok(())
}

fn redirect(site: &Site) -> Result<()> {
    let answer = site.get_insecurely()?;
    ensure!(matches!(answer.status, 301 | 302 | 307 | 308), "it answers with {}", answer.status);
    let to = answer.header("location");
    ensure!(to.starts_with("https://"), "it leads to {to}");
    Ok(())
}

#[cfg(test)]
mod tests;
