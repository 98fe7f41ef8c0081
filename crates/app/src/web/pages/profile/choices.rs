//! What a person prefers: read from the form, kept, and given to the browser as its settings.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use store::Preferences;

use super::super::remembered::Remembered;
use super::super::zones::offered;
use super::{Done, Press};
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::form::Form;

/// Longest default duration and earliest default reminder, in minutes: a day, four weeks.
const LONGEST: i64 = 24 * 60;
const EARLIEST: i64 = 28 * 24 * 60;

impl Press<'_> {
    /// Keeps what was chosen.
    pub(super) async fn choose(&self) -> Result<Done, Error> {
        let chosen = read(self.form)?;
        let (user, now) = (&self.who.user.id, self.app.clock.now());
        self.app.db().set_preferences(user, &chosen, now).await.map_err(anyhow::Error::from)?;
        let mut response = Redirect::to("/profile?said=preferences").into_response();
        remember(self.app, self.headers, &chosen, &mut response);
        Ok(Done::Answer(response))
    }
}

/// Makes the browser's settings those of the person.
pub(in crate::web) fn remember(
    app: &App,
    headers: &HeaderMap,
    chosen: &Preferences,
    response: &mut Response,
) {
    let cookie = Remembered::of(headers).with(chosen).cookie(app);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn read(form: &Form) -> Result<Preferences, Invalid> {
    let (work_from, work_until) = hours(form)?;
    Ok(Preferences {
        time_zone: zone(form)?,
        date_order: one_of(form, "order", &["month_first", "day_first"]),
        clock: one_of(form, "clock", &["12", "24"]),
        week_start: one_of(form, "week", &["monday", "saturday", "sunday"]),
        work_from,
        work_until,
        duration_minutes: minutes(form, "duration", 1..=LONGEST)?,
        reminder_minutes: minutes(form, "reminder", 0..=EARLIEST)?,
        theme: one_of(form, "theme", &["light", "dark"]),
        next_weekday: one_of(form, "next", &["next_week", "coming"]),
        morning_from: given(form, "morning")
            .and_then(|hour| hour.parse().ok())
            .filter(|hour| (5..=12).contains(hour)),
    })
}

fn given<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.get(name).map(str::trim).filter(|value| !value.is_empty())
}

fn one_of(form: &Form, name: &str, words: &[&str]) -> Option<String> {
    given(form, name).filter(|value| words.contains(value)).map(str::to_owned)
}

fn zone(form: &Form) -> Result<Option<String>, Invalid> {
    match given(form, "zone") {
        Some(zone) if !offered(zone) => Err(Invalid::new("zone", "There is no time zone of this name.")),
        zone => Ok(zone.map(str::to_owned)),
    }
}

/// Working hours, both or neither, the first before the last.
fn hours(form: &Form) -> Result<(Option<String>, Option<String>), Invalid> {
    let hour =
        |name| given(form, name).and_then(|text| text.parse::<i8>().ok()).filter(|it| (0..=24).contains(it));
    match (hour("work_from"), hour("work_until")) {
        (None, None) => Ok((None, None)),
        (Some(from), Some(until)) if from < until => {
            Ok((Some(format!("{from:02}:00")), Some(format!("{until:02}:00"))))
        }
        _ => Err(Invalid::new("work_from", "Working hours have a begin and a later end, or neither.")),
    }
}

fn minutes(
    form: &Form,
    name: &'static str,
    range: std::ops::RangeInclusive<i64>,
) -> Result<Option<i64>, Invalid> {
    let Some(text) = given(form, name) else { return Ok(None) };
    let number = text.parse::<i64>().ok().filter(|number| range.contains(number));
    number.map(Some).ok_or_else(|| {
        Invalid::new(
            name,
            format!("Write a number of minutes from {} to {}, or nothing.", range.start(), range.end()),
        )
    })
}
