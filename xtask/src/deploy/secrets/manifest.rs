//! Which settings are secrets of the app, which are not, and which must never be.

use super::super::config::Config;
use super::super::environment::Environment;
use super::file::Settings;
use super::wire;

/// What a setting is to a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The program does not start without it.
    Required,
    /// Turns something on.
    Optional,
    /// Stands in fly.toml; may stand in the file as well, and has to agree.
    Public,
    /// Set by Fly, by the image or by nobody.
    Forbidden,
}

/// A setting of the program.
#[derive(Debug)]
struct Entry {
    name: &'static str,
    role: Role,
    /// Fewest characters of a value that is not empty.
    shortest: usize,
    /// Set together with this one, or not at all.
    with: Option<&'static str>,
}

/// Every setting, one a line; a test compares the list with the settings of the program.
const MANIFEST: &[Entry] = &[
    entry("SECRET_KEY", Role::Required, 32),
    pair("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", 20),
    pair("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID", 20),
    pair("OIDC_CLIENT_ID", "OIDC_ISSUER", 1),
    pair("OIDC_CLIENT_SECRET", "OIDC_ISSUER", 16),
    pair("OIDC_ISSUER", "OIDC_CLIENT_ID", 9),
    pair("SMTP_URL", "MAIL_FROM", 10),
    pair("MAIL_FROM", "SMTP_URL", 3),
    entry("ADMIN_EMAILS", Role::Optional, 3),
    entry("REGISTRATION", Role::Optional, 4),
    entry("ALLOWED_ADDRESSES", Role::Optional, 3),
    entry("REQUIRE_SIGN_IN", Role::Optional, 1),
    entry("DIRECT_DATABASE_URL", Role::Optional, 12),
    entry("SENTRY_DSN", Role::Optional, 12),
    entry("APP_ENV", Role::Public, 1),
    entry("PUBLIC_URL", Role::Public, 9),
    entry("CLIENT_ADDRESS_HEADER", Role::Public, 1),
    entry("DEFAULT_TIME_ZONE", Role::Public, 1),
    entry("LOG_FORMAT", Role::Public, 1),
    entry("LOG_LEVEL", Role::Public, 1),
    entry("SQLITE_ON_VOLUME", Role::Public, 1),
    // Written by `fly postgres attach`.
    entry("DATABASE_URL", Role::Forbidden, 0),
    entry("DATA_DIR", Role::Forbidden, 0),
    entry("HOST", Role::Forbidden, 0),
    entry("PORT", Role::Forbidden, 0),
    entry("METRICS_PORT", Role::Forbidden, 0),
    entry("REVISION", Role::Forbidden, 0),
];

/// Beginnings of names that belong to Fly, or to tests.
const FORBIDDEN: [&str; 3] = ["FLY_", "TEST_", "RELEASE_"];
/// What a template says in place of a value.
const PLACEHOLDERS: [&str; 8] =
    ["your_", "your-", "changeme", "change-me", "change_me", "placeholder", "example.", "xxxx"];

const fn entry(name: &'static str, role: Role, shortest: usize) -> Entry {
    Entry { name, role, shortest, with: None }
}

const fn pair(name: &'static str, with: &'static str, shortest: usize) -> Entry {
    Entry { name, role: Role::Optional, shortest, with: Some(with) }
}

/// What a setting is; `None` when nobody knows it.
pub(super) fn role(name: &str) -> Option<Role> {
    let known = MANIFEST.iter().find(|entry| entry.name == name).map(|entry| entry.role);
    known.or_else(|| FORBIDDEN.iter().any(|start| name.starts_with(start)).then_some(Role::Forbidden))
}

/// Names that have to be set.
pub(super) fn required() -> impl Iterator<Item = &'static str> {
    MANIFEST.iter().filter(|entry| entry.role == Role::Required).map(|entry| entry.name)
}

/// Lines for Fly, sorted into what is good and what is refused. No refusal quotes a value.
pub(super) fn lines(
    settings: &Settings,
    config: &Config,
    other: Option<&Settings>,
    environment: Environment,
) -> Result<Vec<String>, Vec<String>> {
    let mut wrong: Vec<String> = required()
        .filter(|name| value(settings, name).is_none())
        .map(|name| format!("{name} is missing"))
        .collect();
    let mut lines = Vec::new();
    for (name, given) in settings {
        match refuse(name, given, settings, config) {
            Some(why) => wrong.push(why),
            None if role(name) == Some(Role::Public) => {}
            None => match wire::line(name, given) {
                Ok(line) => lines.push(line),
                Err(why) => wrong.push(why),
            },
        }
    }
    wrong.extend(shared(settings, other, environment));
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

/// The value of a setting that is there.
pub(super) fn value<'a>(settings: &'a Settings, name: &str) -> Option<&'a str> {
    settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn refuse(name: &str, given: &str, settings: &Settings, config: &Config) -> Option<String> {
    let entry = MANIFEST.iter().find(|entry| entry.name == name);
    match role(name) {
        None => return Some(format!("{name} is no setting of the program: is it misspelt?")),
        Some(Role::Forbidden) => return Some(format!("{name} must not be set here: {}", owner(name))),
        Some(Role::Public) if config.env(name) != Some(given) => {
            return Some(format!("{name} is not what the app has: this file is for another environment"));
        }
        _ => {}
    }
    let entry = entry?;
    let low = given.to_ascii_lowercase();
    if given.trim().is_empty() {
        return Some(format!("{name} is empty: give it a value, or remove the line"));
    }
    if PLACEHOLDERS.iter().any(|word| low.contains(word)) {
        return Some(format!("{name} still has the text of the template"));
    }
    if given.chars().count() < entry.shortest {
        return Some(format!("{name} is too short: {} characters are the least", entry.shortest));
    }
    let missing = entry.with.filter(|with| value(settings, with).is_none())?;
    Some(format!("{name} needs {missing} as well"))
}

fn owner(name: &str) -> &'static str {
    match name {
        "DATABASE_URL" => "`fly postgres attach` sets it",
        _ if name.starts_with("FLY_") => "it is Fly's own",
        _ if name.starts_with("TEST_") => "it is for tests",
        _ => "the image and fly.toml decide it",
    }
}

/// A key that both environments use opens one with what was stolen from the other.
fn shared(settings: &Settings, other: Option<&Settings>, environment: Environment) -> Option<String> {
    let key = value(settings, "SECRET_KEY")?;
    let is_shared = other.is_some_and(|other| value(other, "SECRET_KEY") == Some(key));
    is_shared
        .then(|| format!("SECRET_KEY is that of {} as well: make another one", environment.other().name()))
}

#[cfg(test)]
mod tests;
