//! Zone, language, order of dates and calendar: from the form, else from the cookie that remembers them, else from the browser.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use jiff::tz::TimeZone;
use timex::{DateOrder, Locale};

use super::super::way::Calendar;
use super::super::zones::offered;
use crate::draft::{Draft, Kept};
use crate::error::Invalid;
use crate::reference;
use crate::state::App;
use crate::web::form::Form;

/// The name of the cookie: zone, order and calendar, and nothing about the visitor.
const COOKIE: &str = "settings";
const A_YEAR: u32 = 365 * 24 * 60 * 60;

/// How this visitor's texts are read.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    zone: TimeZone,
    /// True when nobody has chosen the zone yet.
    pub(super) zone_is_guess: bool,
    locale: Locale,
    order: Option<DateOrder>,
    /// Where the main button of a card leads.
    pub(super) calendar: Calendar,
}

impl Settings {
    /// What is known of a visitor who has sent nothing yet.
    pub(super) fn of_visitor(headers: &HeaderMap, app: &App) -> Settings {
        let jar = CookieJar::from_headers(headers);
        let mut values = jar.get(COOKIE).map_or("", Cookie::value).split('|');
        let mut next = || values.next().unwrap_or_default();
        let (zone, order, calendar) = (next(), next(), next());
        let chosen = Some(zone).filter(|zone| offered(zone)).and_then(|zone| TimeZone::get(zone).ok());
        Settings {
            zone_is_guess: chosen.is_none(),
            zone: chosen.unwrap_or_else(|| app.config.default_zone.clone()),
            locale: locale(headers),
            order: read_order(order),
            calendar: Calendar::named(calendar).unwrap_or_default(),
        }
    }

    /// What the form says; a zone that does not exist is told, and the visitor's other settings stand.
    pub(super) fn of_form(form: &Form, headers: &HeaderMap, app: &App) -> (Settings, Option<Invalid>) {
        let mut settings = Settings::of_visitor(headers, app);
        let mut wrong = None;
        if let Some(order) = form.get("order") {
            settings.order = read_order(order);
        }
        if let Some(calendar) = form.get("calendar").and_then(Calendar::named) {
            settings.calendar = calendar;
        }
        match form.get("zone").map(|name| reference::zone("zone", name)) {
            None => {}
            Some(Ok(zone)) => (settings.zone, settings.zone_is_guess) = (zone, false),
            Some(Err(invalid)) => wrong = Some(invalid),
        }
        (settings, wrong)
    }

    /// A draft of `text` with these settings.
    pub(super) fn draft(&self, text: String) -> Draft {
        Draft {
            text,
            zone: self.zone.clone(),
            locale: self.locale.clone(),
            date_order: self.order,
            kept: Kept::default(),
        }
    }

    /// The zone's name in the list.
    pub(super) fn zone_name(&self) -> String {
        self.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// The order's name in the form; empty = as the language does.
    pub(super) fn order_name(&self) -> &'static str {
        match self.order {
            None => "",
            Some(DateOrder::MonthFirst) => "month_first",
            Some(DateOrder::DayFirst) => "day_first",
        }
    }

    /// What the language does, in words.
    pub(super) fn order_of_locale(&self) -> &'static str {
        match self.locale.date_order() {
            DateOrder::MonthFirst => "month first",
            DateOrder::DayFirst => "day first",
        }
    }

    /// The cookie that remembers the settings.
    pub(super) fn cookie(&self, app: &App) -> String {
        let secure = if app.config.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
            "; Secure"
        } else {
            ""
        };
        let value = format!("{}|{}|{}", self.zone_name(), self.order_name(), self.calendar.name());
        format!("{COOKIE}={value}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax{secure}")
    }
}

fn read_order(text: &str) -> Option<DateOrder> {
    match text {
        "month_first" => Some(DateOrder::MonthFirst),
        "day_first" => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// The first language of the browser's list.
fn locale(headers: &HeaderMap) -> Locale {
    let list = headers.get(ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or_default();
    let tag = list.split([',', ';']).next().unwrap_or_default().trim();
    let good = (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if good { Locale::new(tag) } else { Locale::default() }
}
