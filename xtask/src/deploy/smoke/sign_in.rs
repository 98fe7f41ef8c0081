//! Proves that signing in works there: with a throw-away account, from the first cookie to its end.

use anyhow::{Context, Result, ensure};
use ureq::http::Method;

use super::site::{Answer, Site};

/// The route that makes the account.
const ROUTE: &str = "/api/smoke";

/// Why a token may be refused by a site that is well.
const OTHER_KEY: &str = "the token was refused: is SECRET_KEY of the file the one that is set at Fly?";

/// Signs in, looks around, signs out, and sees that the cookie is worth nothing afterwards.
pub(super) fn check(site: &Site, token: &str) -> Result<()> {
    let authorization = format!("Smoke {token}");
    let made = site.send(&Method::POST, ROUTE, &[("authorization", &authorization)])?;
    expect(&made, 201, "a throw-away account is made").context(OTHER_KEY)?;
    let checked = visit(site, &made).and_then(|()| refused_again(site, &authorization));
    // Also when something was wrong: nothing of a smoke test stays.
    let deleted = site.send(&Method::DELETE, ROUTE, &[("authorization", &authorization)]);
    checked?;
    expect(&deleted?, 204, "the throw-away account is deleted")
}

/// The route does not exist for strangers.
pub(super) fn hidden(site: &Site) -> Result<()> {
    for headers in [&[][..], &[("authorization", "Smoke 9999999999.00.00")]] {
        expect(
            &site.send(&Method::POST, ROUTE, headers)?,
            404,
            "without a good token the smoke route does not exist",
        )?;
    }
    Ok(())
}

fn visit(site: &Site, made: &Answer) -> Result<()> {
    let cookie = made.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    ensure!(cookie.contains('='), "signing in set no cookie");
    if site.is_secure() {
        ensure!(cookie.starts_with("__Host-"), "the cookie of a https site has to begin with __Host-");
    }
    let signed_in = [("cookie", cookie.as_str())];
    expect(&site.get("/api/user/me", &signed_in)?, 200, "/api/user/me knows the account")?;
    let profile = site.get("/profile", &signed_in)?;
    expect(&profile, 200, "/profile opens")?;
    ensure!(profile.body.contains("action=\"/sign-out\""), "/profile has no button to sign out");
    let out = [("cookie", cookie.as_str()), ("origin", site.address.as_str())];
    expect(&site.send(&Method::POST, "/sign-out", &out)?, 303, "signing out leads back")?;
    expect(&site.get("/api/user/me", &signed_in)?, 401, "the cookie is worth nothing after signing out")
}

fn refused_again(site: &Site, authorization: &str) -> Result<()> {
    let again = site.send(&Method::POST, ROUTE, &[("authorization", authorization)])?;
    expect(&again, 404, "a token is good once")
}

fn expect(answer: &Answer, status: u16, what: &str) -> Result<()> {
    let found = answer.status;
    ensure!(found == status, "{what}: expected {status}, and it answered {found}");
    Ok(())
}
