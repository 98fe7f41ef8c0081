//! The cookie "settings": how a visitor's texts are read and pages look, and nothing about the visitor.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;

use crate::state::App;

const COOKIE: &str = "settings";
const A_YEAR: u32 = 365 * 24 * 60 * 60;

/// What the cookie holds, by the names that the form uses; empty = as by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    pub(super) zone: String,
    pub(super) order: String,
    pub(super) calendar: String,
    pub(super) clock: String,
    pub(super) week: String,
    pub(super) theme: String,
    pub(super) next: String,
    pub(super) morning: String,
    /// Conventions that the visitor has corrected, to be counted: see `home/rule.rs`.
    pub(super) corrected: String,
}

/// Whether pages are light or dark; by itself as the visitor's system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Remembered {
    /// What the visitor's browser sent along.
    pub(super) fn of(headers: &HeaderMap) -> Remembered {
        let jar = CookieJar::from_headers(headers);
        let mut values = jar.get(COOKIE).map_or("", Cookie::value).split('|').map(str::to_owned);
        let mut next = || values.next().unwrap_or_default();
        Remembered {
            zone: next(),
            order: next(),
            calendar: next(),
            clock: next(),
            week: next(),
            theme: next(),
            next: next(),
            morning: next(),
            corrected: next(),
        }
    }

    /// With what a person prefers in place of what the browser had.
    pub(super) fn with(self, chosen: &store::Preferences) -> Remembered {
        let or = |chosen: &Option<String>, own: String| chosen.clone().unwrap_or(own);
        Remembered {
            zone: or(&chosen.time_zone, self.zone),
            order: or(&chosen.date_order, self.order),
            calendar: self.calendar,
            clock: or(&chosen.clock, self.clock),
            week: or(&chosen.week_start, self.week),
            theme: or(&chosen.theme, self.theme),
            next: or(&chosen.next_weekday, self.next),
            morning: or(&chosen.morning_from.map(|hour| hour.to_string()), self.morning),
            corrected: self.corrected,
        }
    }

    /// The cookie as a header.
    pub(super) fn cookie(&self, app: &App) -> String {
        let secure = if app.config.is_https() { "; Secure" } else { "" };
        let values = [&self.zone, &self.order, &self.calendar, &self.clock, &self.week, &self.theme];
        let values = values.map(String::as_str).join("|");
        let rules = [&self.next, &self.morning, &self.corrected].map(String::as_str).join("|");
        // Most visitors have none.
        let values = if rules.len() > 2 { format!("{values}|{rules}") } else { values };
        format!("{COOKIE}={values}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax{secure}")
    }

    /// How the pages look.
    pub(super) fn theme(&self) -> Theme {
        Theme::named(&self.theme)
    }
}

impl Theme {
    /// The one with this name.
    pub(super) fn named(name: &str) -> Theme {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Its name in the form, in the cookie and in the page; empty = the system's.
    pub(super) fn name(self) -> &'static str {
        match self {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// What the browser's own parts of the page are to be.
    pub(super) fn scheme(self) -> &'static str {
        match self {
            Theme::System => "light dark",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}
