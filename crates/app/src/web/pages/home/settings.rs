//! Zone, order of dates, clock, first day of the week, calendar and look: from the form, else from the cookie that
//! remembers them, else from the browser.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use calendar::Clock;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use timex::{DateOrder, Locale, NextWeekday, Preferences};

use super::super::remembered::{Remembered, Theme};
use super::super::way::Calendar;
use super::super::zones::{self, offered};
use super::habit::{
    Habit, clock_name, clock_words, day_words, next_name, order_name, order_words, read_clock, read_morning,
    read_next, read_order, read_week, week_name, week_of,
};
use super::likes::Likes;
use super::rule::{Corrections, Rule};
use crate::draft::{Draft, Kept};
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::form::Form;
use crate::web::visit::Visit;
use crate::{reference, show};

/// How this visitor's texts are read and shown.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    zone: TimeZone,
    /// True when nobody has chosen the zone yet.
    pub(super) zone_is_guess: bool,
    locale: Locale,
    order: Option<DateOrder>,
    clock: Option<Clock>,
    week: Option<Weekday>,
    /// Where the main button of a card leads.
    pub(super) calendar: Calendar,
    /// Light or dark.
    pub(super) theme: Theme,
    /// Who it is.
    pub(super) visit: Visit,
    /// What they like, when they are signed in.
    likes: Likes,
    next: Option<NextWeekday>,
    /// The first bare hour in the morning.
    morning: Option<i8>,
    /// What they have corrected.
    pub(super) corrections: Corrections,
    /// The rule that they have made just now.
    pub(super) made: Option<Rule>,
}

impl Settings {
    /// What is known of a visitor who has sent nothing yet.
    pub(super) fn of_visitor(headers: &HeaderMap, visit: Visit, app: &App) -> Settings {
        let remembered = Remembered::of(headers);
        let chosen = Some(&remembered.zone).filter(|zone| offered(zone));
        let chosen = chosen.and_then(|zone| TimeZone::get(zone).ok());
        Settings {
            zone_is_guess: chosen.is_none(),
            zone: chosen.unwrap_or_else(|| app.config.default_zone.clone()),
            locale: locale(headers),
            order: read_order(&remembered.order),
            clock: read_clock(&remembered.clock),
            week: read_week(&remembered.week),
            calendar: Calendar::named(&remembered.calendar).unwrap_or_default(),
            theme: remembered.theme(),
            visit,
            likes: Likes::default(),
            next: read_next(&remembered.next),
            morning: read_morning(&remembered.morning),
            corrections: Corrections::read(&remembered.corrected),
            made: None,
        }
    }

    /// With what somebody who is signed in has set on their profile.
    pub(super) async fn liked(self, app: &App) -> Result<Settings, Error> {
        let Some(who) = &self.visit.signed_in else { return Ok(self) };
        let kept = app.db().preferences(&who.user.id).await.map_err(anyhow::Error::from)?;
        Ok(Settings { likes: Likes::of(&kept), ..self })
    }

    /// What the form says; a zone that does not exist is told, and the visitor's other settings stand.
    pub(super) fn of_form(
        form: &Form,
        headers: &HeaderMap,
        visit: Visit,
        app: &App,
    ) -> (Settings, Option<Invalid>) {
        let mut settings = Settings::of_visitor(headers, visit, app);
        let mut wrong = None;
        let pressed = form.get("do").and_then(|command| command.strip_prefix("order:"));
        if let Some(order) = pressed.or_else(|| form.get("order")) {
            settings.order = read_order(order);
        }
        settings.take_rules(form);
        if let Some(clock) = form.get("clock") {
            settings.clock = read_clock(clock);
        }
        if let Some(week) = form.get("week") {
            settings.week = read_week(week);
        }
        if let Some(theme) = form.get("theme") {
            settings.theme = Theme::named(theme);
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
        let preferences = Preferences {
            date_order: self.order,
            clock: self.clock,
            week_start: self.week.unwrap_or_else(|| week_of(self.locale.tag())),
            next_weekday: self.next.unwrap_or_default(),
            morning_from: self.morning,
            ..self.likes.preferences()
        };
        Draft {
            text,
            reminder: self.likes.reminder,
            zone: self.zone.clone(),
            locale: self.locale.clone(),
            preferences,
            kept: Kept::default(),
        }
    }

    /// The zone's name in the list.
    pub(super) fn zone_name(&self) -> String {
        self.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// The zone as people call it.
    pub(super) fn zone_label(&self) -> String {
        zones::city(&self.zone_name())
    }

    /// The order of dates.
    pub(super) fn order(&self) -> Habit {
        let by_itself = self.locale.date_order();
        Habit {
            chosen: self.order.map_or("", order_name),
            by_itself: order_words(by_itself),
            now: order_words(self.order.unwrap_or(by_itself)),
        }
    }

    /// The clock.
    pub(super) fn clock(&self) -> Habit {
        let by_itself = show::clock_of(self.locale.tag());
        Habit {
            chosen: self.clock.map_or("", clock_name),
            by_itself: clock_words(by_itself),
            now: clock_words(self.clock.unwrap_or(by_itself)),
        }
    }

    /// The first day of the week.
    pub(super) fn week(&self) -> Habit {
        let by_itself = week_of(self.locale.tag());
        Habit {
            chosen: self.week.map_or("", week_name),
            by_itself: day_words(by_itself),
            now: day_words(self.week.unwrap_or(by_itself)),
        }
    }

    /// Which day "next Friday" is, as the form has it.
    pub(super) fn next(&self) -> &'static str {
        self.next.map_or("", next_name)
    }

    /// The first bare hour in the morning, as the form has it.
    pub(super) fn morning(&self) -> String {
        self.morning.map_or_else(String::new, |hour| hour.to_string())
    }

    /// The conventions that the form moves, and the rule that its button makes or refuses.
    fn take_rules(&mut self, form: &Form) {
        if let Some(next) = form.get("next") {
            self.next = read_next(next);
        }
        if let Some(morning) = form.get("morning") {
            self.morning = read_morning(morning);
        }
        let Some((verb, rule)) = Rule::pressed(form) else { return };
        self.corrections.forget(rule);
        if verb == "rule" {
            self.made = Some(rule);
            let (field, value) = rule.setting();
            match field {
                "next" => self.next = read_next(&value),
                "morning" => self.morning = read_morning(&value),
                _ => self.order = read_order(&value),
            }
        }
    }

    /// The rule that is offered, unless it is one already.
    pub(super) fn offer(&self) -> Option<Rule> {
        let chosen = |rule: &Rule| {
            let (field, value) = rule.setting();
            match field {
                "next" => self.next() == value,
                "morning" => self.morning() == value,
                _ => self.order().chosen == value,
            }
        };
        self.corrections.offer().filter(|rule| !chosen(rule))
    }

    /// What the cookie is to remember.
    pub(super) fn remembered(&self) -> Remembered {
        Remembered {
            // A zone that nobody chose is guessed anew, since the visitor may be elsewhere by then.
            zone: if self.zone_is_guess { String::new() } else { self.zone_name() },
            order: self.order().chosen.to_owned(),
            calendar: self.calendar.name().to_owned(),
            clock: self.clock().chosen.to_owned(),
            week: self.week().chosen.to_owned(),
            theme: self.theme.name().to_owned(),
            next: self.next().to_owned(),
            morning: self.morning(),
            corrected: self.corrections.print(),
        }
    }
}

/// The first language of the browser's list.
fn locale(headers: &HeaderMap) -> Locale {
    let list = headers.get(ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or_default();
    let tag = list.split([',', ';']).next().unwrap_or_default().trim();
    let good = (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if good { Locale::new(tag) } else { Locale::default() }
}
