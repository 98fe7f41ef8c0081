//! `/`: one text, its events, and everything that can be done with them, by plain forms.

mod command;
mod edits;
pub(in crate::web) mod live;
mod results;
mod settings;

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::Event;
use extract::{Context, Extraction};
use jiff::Timestamp;

use self::command::Command;
use self::live::Live;
use self::settings::Settings;
use super::card::Typed;
use super::zones::{Region, ZONES};
use super::{Frame, page};
use crate::draft::{self, Action, Draft, Kept, View};
use crate::error::{Error, Invalid};
use crate::export;
use crate::handoff;
use crate::secret;
use crate::show;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::{download, dress, reading};

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    frame: Frame,
    text: &'a str,
    zones: &'static [Region],
    zone: String,
    zone_is_guess: bool,
    order: &'static str,
    order_of_locale: &'static str,
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

/// `GET /`
pub(in crate::web) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let settings = Settings::of_visitor(&headers, &app);
    let draft = settings.draft(String::new());
    render(StatusCode::OK, &draft, &settings, None, None)
}

/// `POST /`: one action on the draft that the form carries.
pub(in crate::web) async fn act(
    State(app): State<App>,
    Client(visitor): Client,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Form::read(&headers, &body)?;
    let now = app.clock.now();
    let (settings, wrong_zone) = Settings::of_form(&form, &headers, &app);
    let mut draft = settings.draft(form.get("text").unwrap_or_default().to_owned());
    let command = match prepare(&mut draft, &form, now) {
        Ok(command) => command,
        Err(error) => return Ok(refuse(&draft, &settings, error)),
    };
    let context = draft.context(now);
    let found = match reading::read(&app, visitor, &draft.text, &context, &draft.kept.salt).await {
        Ok(found) => found,
        Err(error) => return Ok(refuse(&draft, &settings, error)),
    };
    let problem = wrong_zone.map(Error::Invalid);
    let mut turn = Turn { app: &app, draft, context, found, now, problem, typed: BTreeMap::new() };
    turn.take_edits(&form);
    let response = match turn.carry_out(command).await {
        Some(elsewhere) => elsewhere,
        None => turn.page(&settings),
    };
    Ok(remembering(&settings, &app, response))
}

/// The answer with the cookie that remembers the settings.
fn remembering(settings: &Settings, app: &App, mut response: Response) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(&settings.cookie(app)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Takes what was kept out of the form and finds out what to do.
fn prepare(draft: &mut Draft, form: &Form, now: Timestamp) -> Result<Command, Error> {
    if form.broken {
        let message = "Some of this is not UTF-8 text; what could not be read is marked with �.";
        return Err(Error::Unreadable(Invalid::new("text", message)));
    }
    let command = Command::read(form.get("do").unwrap_or_default())?;
    draft.kept = match form.get("kept").filter(|json| !json.is_empty()) {
        Some(json) => Kept::read(json)?,
        None => Kept::default(),
    };
    if let Command::Example(example) = command {
        draft.kept = Kept::default();
        draft.text = example.text(now.to_zoned_datetime(draft.zone.clone()).date());
    }
    if matches!(command, Command::Do(Action::Read) | Command::Example(_)) {
        draft.kept.read_at = Some(now);
    }
    draft.kept.read_at.get_or_insert(now);
    if draft.kept.salt.is_empty() {
        draft.kept.salt = URL_SAFE_NO_PAD.encode(secret::random::<16>()?);
    }
    Ok(command)
}

/// One posted form on its way to an answer: a text that was read, and what has become of the draft so far.
struct Turn<'a> {
    app: &'a App,
    draft: Draft,
    context: Context,
    found: Extraction,
    now: Timestamp,
    problem: Option<Error>,
    typed: BTreeMap<String, Typed>,
}

impl Turn<'_> {
    /// Takes over what was typed into the forms of the cards.
    fn take_edits(&mut self, form: &Form) {
        let (draft, typed) = edits::apply(self.draft.clone(), form, &self.found, &self.context, self.now);
        (self.draft, self.typed) = (draft, typed);
        if !self.typed.is_empty() {
            let message = "Some of what you typed could not be used; it is marked below.";
            self.problem = Some(Error::Invalid(Invalid::new("edit", message)));
        }
    }

    /// Does what the button asks for, unless something stands in the way; the answer when that is another address.
    async fn carry_out(&mut self, command: Command) -> Option<Response> {
        if self.problem.is_some() {
            return None;
        }
        let done = match command {
            Command::Example(_) => Ok(()),
            Command::Do(action) => match self.draft.clone().after(&action, &self.found, self.now) {
                Ok(draft) => {
                    self.draft = draft;
                    Ok(())
                }
                Err(invalid) => Err(Error::Invalid(invalid)),
            },
            Command::File { uid, open } => match self.hand_off(uid.as_deref()).await {
                Ok(id) => {
                    let query = if open { format!("?{}", download::OPEN) } else { String::new() };
                    return Some(Redirect::to(&format!("/ics/{id}.ics{query}")).into_response());
                }
                Err(error) => Err(error),
            },
        };
        self.problem = done.err();
        None
    }

    /// Keeps the file of one event, or of all, for the browser to fetch.
    async fn hand_off(&self, uid: Option<&str>) -> Result<String, Error> {
        let view = self.draft.view(&self.found);
        let chosen = view.events.iter().filter(|seen| uid.is_none_or(|uid| seen.event.uid == uid));
        let events: Vec<Event> = chosen.map(|seen| self.for_file(seen)).collect();
        let kept = &self.draft.kept;
        let changed = kept.changed_at.or(kept.read_at).unwrap_or(self.now);
        let file = export::download(&events, changed, kept.changes).ok_or_else(|| {
            Invalid::new("do", "This event has no start yet: say when it is, and it can be added.")
        })?;
        self.app.handoffs.keep(&file, self.now).await.map_err(|error| match error {
            handoff::Error::Full => Error::Busy,
            handoff::Error::TooLarge => {
                Error::TooLarge("One file with all these events is too large; take them one by one.")
            }
            handoff::Error::Other(cause) => Error::Internal(cause),
        })
    }

    /// The event as it goes out: with its lines, unless the person wrote what it is to say.
    fn for_file(&self, seen: &draft::Seen<'_>) -> Event {
        if seen.edited.contains("description") {
            seen.event.clone().into_owned()
        } else {
            export::with_lines(&seen.event, &self.draft.text)
        }
    }

    fn page(self, settings: &Settings) -> Response {
        self.answer(settings, render)
    }

    /// What was found and what stands in the way, as `render` lays it out.
    fn answer(self, settings: &Settings, render: Render) -> Response {
        let view = self.draft.view(&self.found);
        let seen = Seen { view, notes: &self.found.notes, context: self.context, typed: self.typed };
        match self.problem {
            None => render(StatusCode::OK, &self.draft, settings, None, Some(&seen)),
            Some(Error::Internal(cause)) => Error::Internal(cause).into_response(),
            Some(error) => {
                let said = Invalid::new(error.field().unwrap_or("do").to_owned(), error.message());
                render(dress::status(&error), &self.draft, settings, Some(&said), Some(&seen))
            }
        }
    }
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
        frame: Frame::new(),
        text: &draft.text,
        zones: &ZONES,
        zone: settings.zone_name(),
        zone_is_guess: settings.zone_is_guess,
        order: settings.order_name(),
        order_of_locale: settings.order_of_locale(),
        problem: problem.map(|p| Problem::new(p, seen)),
        found: seen.is_some(),
        live: Live::new(draft, settings, problem, seen, true),
    };
    page(status, &home)
}

impl Problem {
    fn new(said: &Invalid, seen: Option<&Seen<'_>>) -> Problem {
        let place = seen.and_then(|seen| {
            let events = seen.view.events.iter().enumerate();
            let mut wrong =
                events.filter_map(|(at, event)| Some((at, seen.typed.get(&event.event.uid)?.wrong.first()?)));
            wrong.next().map(|(at, invalid)| format!("e{at}.{}", invalid.field))
        });
        Problem { field: said.field.to_string(), message: show::sentence(&said.message), place }
    }
}
