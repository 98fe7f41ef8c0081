//! `/`: one text, its events, and everything that can be done with them, by plain forms.

mod bulk;
mod command;
mod edits;
mod habit;
mod likes;
pub(in crate::web) mod live;
mod open;
mod posted;
mod results;
mod rule;
mod settings;
mod turn;
pub(in crate::web) mod waiting;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use calendar::Style;
use extract::Context;
use timex::DateOrder;

use self::command::Command;
use self::habit::Habit;
use self::live::Live;
use self::posted::Posted;
use self::settings::Settings;
use super::card::Typed;
use super::zones::{Region, ZONES};
use super::{Frame, page};
use crate::draft::{Action, Draft, View};
use crate::error::{Error, Invalid};
use crate::show;
use crate::state::App;
use crate::web::dress;
use crate::web::filled::Filled;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    frame: Frame,
    text: &'a str,
    zones: &'static [Region],
    zone: String,
    zone_label: String,
    zone_is_guess: bool,
    order: Habit,
    clock: Habit,
    week: Habit,
    next: &'static str,
    morning: String,
    problem: Option<Problem>,
    found: bool,
    /// What changes while the person types.
    live: Live<'a>,
}

/// What stands in the way, and of which field of the page it is.
struct Problem {
    field: String,
    message: String,
    /// The element that it is about, when that is a field of a card.
    place: Option<String>,
}

/// `GET /`, or `GET /?text=…` with a text that has waited for its person to sign in.
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    if waiting::is_asked_to_sign_in(&app, &visit) {
        return Ok(visit.ask_to_sign_in("/"));
    }
    let settings = Settings::of_visitor(&headers, visit, &app).liked(&app).await?;
    let text = waiting::text(&app, query.as_deref()).await?;
    let draft = settings.draft(text.unwrap_or_default());
    Ok(render(StatusCode::OK, &draft, &settings, None, None))
}

/// `POST /`: one action on the draft that the form carries.
pub(in crate::web) async fn act(filled: Filled) -> Result<Response, Error> {
    let (app, visitor) = (filled.app.clone(), filled.visitor);
    if waiting::is_asked_to_sign_in(&app, &filled.visit) {
        return waiting::sign_in_first(&app, visitor, &filled.form).await;
    }
    let mut posted = Posted::of(filled).await?;
    let mut command = match posted.prepare() {
        Ok(command) => command,
        Err(error) => return Ok(refuse(&posted.draft, &posted.settings, error)),
    };
    if matches!(command, Command::Open | Command::Do(Action::Read)) {
        command = match posted.open(&app, visitor, &command).await {
            Ok(command) => command,
            Err(error) => return Ok(refuse(&posted.draft, &posted.settings, error)),
        };
    }
    let mut turn = match posted.turn(&app, visitor).await {
        Ok(turn) => turn,
        Err((error, posted)) => return Ok(refuse(&posted.draft, &posted.settings, error)),
    };
    Ok(match turn.carry_out(command).await {
        Some(elsewhere) => turn.remembering(elsewhere),
        None => turn.answer(render),
    })
}

/// How dates and times are written for this visitor.
pub(super) fn style(app: &App, headers: &HeaderMap, visit: &Visit) -> Style {
    let settings = Settings::of_visitor(headers, visit.clone(), app);
    show::style(&settings.draft(String::new()).context(app.clock.now()))
}

/// The page with the text kept and what stands in the way.
fn refuse(draft: &Draft, settings: &Settings, error: Error) -> Response {
    if let Error::Internal(_) = error {
        return error.into_response();
    }
    let said = Invalid::new(error.field().unwrap_or("text").to_owned(), error.message());
    let mut response = render(dress::status(&error), draft, settings, Some(&said), None);
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What is shown below the text.
struct Seen<'f> {
    view: View<'f>,
    notes: &'f [String],
    context: Context,
    typed: BTreeMap<String, Typed>,
    /// The order of dates that would give other events.
    other_order: Option<DateOrder>,
    /// What stands in the fields that change all.
    bulk: [String; 3],
    /// Digests of the cards that the page has already.
    has: String,
    /// How many events were saved just now.
    saved: usize,
}

/// The page, or the part of it that changes while the person types.
type Render = fn(StatusCode, &Draft, &Settings, Option<&Invalid>, Option<&Seen<'_>>) -> Response;

fn render(
    status: StatusCode,
    draft: &Draft,
    settings: &Settings,
    problem: Option<&Invalid>,
    seen: Option<&Seen<'_>>,
) -> Response {
    let home = Home {
        frame: Frame::new(settings.theme, settings.visit.clone()),
        text: &draft.text,
        zones: &ZONES,
        zone: settings.zone_name(),
        zone_label: settings.zone_label(),
        zone_is_guess: settings.zone_is_guess,
        order: settings.order(),
        clock: settings.clock(),
        week: settings.week(),
        next: settings.next(),
        morning: settings.morning(),
        problem: problem.map(|p| Problem::new(p, seen)),
        found: seen.is_some(),
        live: Live::new(draft, settings, problem, seen, true),
    };
    page(status, &home)
}

impl Problem {
    fn new(said: &Invalid, seen: Option<&Seen<'_>>) -> Problem {
        let own = bulk::NAMES.contains(&said.field.as_ref());
        let place = seen.and_then(|seen| {
            let events = seen.view.events.iter().enumerate();
            let mut wrong =
                events.filter_map(|(at, event)| Some((at, seen.typed.get(&event.event.uid)?.wrong.first()?)));
            wrong.next().map(|(at, invalid)| format!("e{at}.{}", invalid.field))
        });
        let place = place.or_else(|| own.then(|| said.field.to_string()));
        Problem { field: said.field.to_string(), message: show::sentence(&said.message), place }
    }
}
