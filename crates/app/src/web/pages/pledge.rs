//! The cookie by which the browser that registered is known again when the mailed link is pressed in it.
//!
//! Who reads the mail need not be who asked for it: somebody else may have registered with a person's address and a
//! password of their own. In the same browser the password stands; in any other the reader chooses one.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::{Email, PasswordHash, TokenHash};

use crate::state::App;

const COOKIE: &str = "registered";
/// As long as the link works.
const SECONDS: u32 = 24 * 60 * 60;

/// The cookie of somebody who has just registered with this address and this password.
pub(super) fn cookie(app: &App, email: &Email, hash: &PasswordHash) -> String {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let value = value(app, email, hash);
    format!("{COOKIE}={value}; Path=/link; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}")
}

/// Whether this browser is the one that registered with them.
pub(super) fn is_kept(app: &App, headers: &HeaderMap, email: &Email, hash: &PasswordHash) -> bool {
    let jar = CookieJar::from_headers(headers);
    // By hashes: how long it takes tells nothing of how much is right.
    let own = TokenHash::of(&value(app, email, hash));
    jar.get(COOKIE).is_some_and(|cookie| TokenHash::of(cookie.value()) == own)
}

/// Tells nothing of either without the installation's key.
fn value(app: &App, email: &Email, hash: &PasswordHash) -> String {
    let thing = format!("{email}\n{}", hash.as_str());
    URL_SAFE_NO_PAD.encode(app.secret_key().derive("registered", thing.as_bytes()))
}
