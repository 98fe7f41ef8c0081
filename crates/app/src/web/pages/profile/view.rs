//! What the page shows.

use askama::Template;
use axum::http::HeaderMap;
use jiff::Timestamp;
use store::{ApiToken, Email, Identity, Preferences, Session, SessionId, SignedIn};

use super::super::Frame;
use super::super::form::{Wrong, frame};
use super::super::provider::{Button, buttons};
use super::super::zones::{Region, ZONES};
use super::keys::{Made, SCOPES};
use crate::auth::providers;
use crate::error::Error;
use crate::state::App;
use crate::web::form::Form;
use crate::web::visit::Visit;

/// What the page says after something was done: the word in its address, and the sentence.
const SAID: [(&str, &str); 8] = [
    ("name", "Your name is saved."),
    ("preferences", "Your preferences are saved, and hold in this browser from now on."),
    ("password", "Your password is changed. The other browsers are signed out."),
    ("linked", "The provider is linked: you can sign in with it from now on."),
    ("unlinked", "The provider is taken off your account."),
    ("revoked", "The key is taken back: nothing can use it any more."),
    ("ended", "That browser is signed out."),
    ("no-email", "Your provider gave no proved mail address. You can add one below."),
];

#[derive(Template)]
#[template(path = "profile.html")]
pub(super) struct Profile {
    frame: Frame,
    said: Option<&'static str>,
    pub(super) wrong: Option<Wrong>,
    /// Whether the person has shown minutes ago that it is them.
    is_fresh: bool,
    name: String,
    address: Address,
    has_password: bool,
    new_email: String,
    /// The day on which the account was made.
    since: String,
    choices: Choices,
    zones: &'static [Region],
    ways: Vec<Way>,
    providers: Vec<Button>,
    browsers: Vec<Browser>,
    keys: Vec<Key>,
    key_name: String,
    scopes: [(&'static str, &'static str); 2],
    made: Option<Made>,
}

/// The mail address of the account.
struct Address {
    text: Option<String>,
    is_verified: bool,
    /// Whether this installation sends mails.
    can_be_mailed: bool,
}

/// What a page shows besides what is kept.
#[derive(Default)]
pub(super) struct Extra<'a> {
    pub(super) said: Option<&'static str>,
    /// What was typed and could not be used.
    pub(super) form: Option<&'a Form>,
    pub(super) made: Option<Made>,
}

/// The fields of the preferences; empty = as by itself.
struct Choices {
    zone: String,
    order: String,
    clock: String,
    week: String,
    work_from: String,
    work_until: String,
    duration: String,
    reminder: String,
    theme: String,
    next: String,
    morning: String,
}

/// A provider that signs the person in.
struct Way {
    id: String,
    provider: String,
    email: Option<String>,
    since: String,
    last_used: Option<String>,
    /// The provider has another address than the account.
    differs: bool,
}

/// A browser that is signed in.
struct Browser {
    id: String,
    device: String,
    since: String,
    last_used: String,
    is_this: bool,
}

/// A key for the API.
struct Key {
    id: String,
    name: String,
    scope: String,
    since: String,
    last_used: Option<String>,
}

impl Extra<'_> {
    /// After something was done.
    pub(super) fn said(word: &str) -> Self {
        let said = SAID.iter().find(|(known, _)| *known == word).map(|(_, sentence)| *sentence);
        Extra { said, ..Extra::default() }
    }

    /// What was typed into a field, else what is kept.
    fn value(&self, name: &str, kept: Option<&str>) -> String {
        let typed = self.form.and_then(|form| form.get(name));
        typed.or(kept).unwrap_or_default().to_owned()
    }
}

/// The page of somebody.
pub(super) async fn render(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    who: &SignedIn,
    extra: Extra<'_>,
) -> Result<Profile, Error> {
    let (db, now, id) = (app.db(), app.clock.now(), &who.user.id);
    let sessions = db.sessions(id, now).await.map_err(anyhow::Error::from)?;
    let identities = db.identities(id).await.map_err(anyhow::Error::from)?;
    let keys = db.api_tokens(id).await.map_err(anyhow::Error::from)?;
    let preferences = db.preferences(id).await.map_err(anyhow::Error::from)?;
    let user = &who.user;
    Ok(Profile {
        frame: frame(headers, visit),
        said: extra.said,
        wrong: None,
        is_fresh: who.session.is_fresh(now),
        name: extra.value("name", user.name.as_deref()),
        address: Address {
            text: user.email.as_ref().map(|email| email.as_str().to_owned()),
            is_verified: user.email_verified_at.is_some(),
            can_be_mailed: app.post.is_on(),
        },
        has_password: user.has_password,
        new_email: extra.value("new_email", None),
        since: day(user.created_at),
        choices: Choices::of(&preferences, &extra),
        zones: &ZONES,
        ways: identities.iter().map(|identity| Way::of(identity, user.email.as_ref())).collect(),
        providers: buttons(app),
        browsers: sessions.iter().map(|session| Browser::of(session, &who.session.id)).collect(),
        keys: keys.iter().map(Key::of).collect(),
        key_name: extra.value("key_name", None),
        scopes: SCOPES,
        made: extra.made,
    })
}

impl Choices {
    fn of(kept: &Preferences, extra: &Extra<'_>) -> Choices {
        let hour = |time: &Option<String>| {
            time.as_deref().and_then(|time| time.get(..2)?.parse::<u8>().ok()).map(|hour| hour.to_string())
        };
        let number = |minutes: Option<i64>| minutes.map(|minutes| minutes.to_string());
        Choices {
            zone: extra.value("zone", kept.time_zone.as_deref()),
            order: extra.value("order", kept.date_order.as_deref()),
            clock: extra.value("clock", kept.clock.as_deref()),
            week: extra.value("week", kept.week_start.as_deref()),
            work_from: extra.value("work_from", hour(&kept.work_from).as_deref()),
            work_until: extra.value("work_until", hour(&kept.work_until).as_deref()),
            duration: extra.value("duration", number(kept.duration_minutes).as_deref()),
            reminder: extra.value("reminder", number(kept.reminder_minutes).as_deref()),
            theme: extra.value("theme", kept.theme.as_deref()),
            next: extra.value("next", kept.next_weekday.as_deref()),
            morning: extra.value("morning", number(kept.morning_from).as_deref()),
        }
    }

    /// The hours on offer: number and words.
    fn hours() -> impl Iterator<Item = (String, String)> {
        (0..=24).map(|hour: u8| (hour.to_string(), format!("{hour:02}:00")))
    }
}

impl Way {
    fn of(identity: &Identity, own: Option<&Email>) -> Way {
        Way {
            id: identity.id.to_string(),
            provider: providers::name(&identity.issuer),
            email: identity.email.as_ref().map(|email| email.as_str().to_owned()),
            since: day(identity.created_at),
            last_used: identity.last_used_at.map(day),
            differs: identity.email.is_some() && own.is_some() && identity.email.as_ref() != own,
        }
    }
}

impl Browser {
    fn of(session: &Session, this: &SessionId) -> Browser {
        Browser {
            id: session.id.to_string(),
            device: session.device.clone(),
            since: day(session.created_at),
            last_used: day(session.last_used_at),
            is_this: session.id == *this,
        }
    }
}

impl Key {
    fn of(key: &ApiToken) -> Key {
        Key {
            id: key.id.to_string(),
            name: key.name.clone(),
            scope: key.scope.clone(),
            since: day(key.created_at),
            last_used: key.last_used_at.map(day),
        }
    }
}

fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}
