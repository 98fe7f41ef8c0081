//! `/`: one text, its events, and everything that can be done with them, by plain forms.

mod command;
mod edits;
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
use self::settings::Settings;
use super::card::{Card, Typed};
use super::example::Example;
use super::highlight::{self, Kind, Piece};
use super::zones::{Region, ZONES};
use super::{Frame, page};
use crate::draft::{Action, Draft, Kept, View};
use crate::error::{Error, Invalid};
use crate::export;
use crate::secret;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::{download, dress, reading};

/// Cards on one page; a text with more events is long past what a person checks one by one.
const MOST_CARDS: usize = 100;

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
    kept: String,
    problem: Option<Problem>,
    examples: [Example; 4],
    found: bool,
    results: Option<Results<'a>>,
}

/// What stands in the way, and of which field of the page it is.
struct Problem {
    field: String,
    message: String,
    /// The element that it is about, when that is a field of a card.
    place: Option<String>,
}

/// What was found.
struct Results<'a> {
    /// Whether the text is shown in its field at once.
    open: bool,
    heading: String,
    cards: Vec<Card>,
    more: usize,
    pieces: Vec<Piece<'a>>,
    legend: Vec<Kind>,
    notes: Vec<String>,
    removed: Vec<String>,
    earlier: usize,
    with_time: usize,
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
        Ok(_) if wrong_zone.is_some() => {
            return Ok(refuse(&draft, &settings, wrong_zone.map_or(Error::NotFound, Error::Invalid)));
        }
        Ok(command) => command,
        Err(error) => return Ok(refuse(&draft, &settings, error)),
    };
    let context = draft.context(now);
    let mut response = match reading::read(&app, visitor, &draft.text, &context, &draft.kept.salt).await {
        Ok(found) => carry_out(&app, draft, &settings, &form, command, &found, &context, now).await,
        Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
        Err(error) => refuse(&draft, &settings, error),
    };
    if let Ok(cookie) = HeaderValue::from_str(&settings.cookie(&app)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
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

#[expect(clippy::too_many_arguments, reason = "one step of one handler, split off for its length")]
async fn carry_out(
    app: &App,
    draft: Draft,
    settings: &Settings,
    form: &Form,
    command: Command,
    found: &Extraction,
    context: &Context,
    now: Timestamp,
) -> Response {
    let (mut draft, typed) = edits::apply(draft, form, found, context, now);
    let seen = |draft: &Draft, typed: &BTreeMap<String, Typed>| Seen {
        view: draft.view(found),
        context: context.clone(),
        typed: typed.clone(),
    };
    if !typed.is_empty() {
        let error = Invalid::new("edit", "Some of what you typed could not be used; it is marked below.");
        return render(
            StatusCode::UNPROCESSABLE_ENTITY,
            &draft,
            settings,
            Some(&error),
            Some(&seen(&draft, &typed)),
        );
    }
    let problem = match command {
        Command::Example(_) => None,
        Command::Do(action) => match draft.clone().after(&action, found, now) {
            Ok(after) => {
                draft = after;
                None
            }
            Err(invalid) => Some(Error::Invalid(invalid)),
        },
        Command::File { uid, open } => match hand_off(app, &draft, found, uid.as_deref(), now).await {
            Ok(id) => {
                let query = if open { format!("?{}", download::OPEN) } else { String::new() };
                return Redirect::to(&format!("/ics/{id}.ics{query}")).into_response();
            }
            Err(error) => Some(error),
        },
    };
    match problem {
        None => render(StatusCode::OK, &draft, settings, None, Some(&seen(&draft, &typed))),
        Some(Error::Internal(cause)) => Error::Internal(cause).into_response(),
        Some(error) => {
            let said = Invalid::new(error.field().unwrap_or("do").to_owned(), error.message());
            render(dress::status(&error), &draft, settings, Some(&said), Some(&seen(&draft, &typed)))
        }
    }
}

/// Keeps the file of one event, or of all, for the browser to fetch.
async fn hand_off(
    app: &App,
    draft: &Draft,
    found: &Extraction,
    uid: Option<&str>,
    now: Timestamp,
) -> Result<String, Error> {
    let view = draft.view(found);
    let chosen = view.events.iter().filter(|seen| uid.is_none_or(|uid| seen.event.uid == uid));
    let events: Vec<Event> = chosen
        .map(|seen| {
            if seen.edited.contains("description") {
                seen.event.clone()
            } else {
                export::with_lines(&seen.event, &draft.text)
            }
        })
        .collect();
    let changed = draft.kept.changed_at.or(draft.kept.read_at).unwrap_or(now);
    let file = export::download(&events, changed, draft.kept.changes).ok_or_else(|| {
        Invalid::new("do", "This event has no start yet: say when it is, and it can be added.")
    })?;
    app.handoffs.keep(&file, now).await.map_err(|error| match error {
        crate::handoff::Error::Full => Error::Busy,
        crate::handoff::Error::TooLarge => {
            Error::TooLarge("One file with all these events is too large; take them one by one.")
        }
        crate::handoff::Error::Other(cause) => Error::Internal(cause),
    })
}

/// The page with the text kept and what stands in the way.
fn refuse(draft: &Draft, settings: &Settings, error: Error) -> Response {
    let said = Invalid::new(error.field().unwrap_or("text").to_owned(), error.message());
    let mut response = render(dress::status(&error), draft, settings, Some(&said), None);
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Error::Internal(_) = error {
        return error.into_response();
    }
    response
}

/// What is shown below the text.
struct Seen {
    view: View,
    context: Context,
    typed: BTreeMap<String, Typed>,
}

fn render(
    status: StatusCode,
    draft: &Draft,
    settings: &Settings,
    problem: Option<&Invalid>,
    seen: Option<&Seen>,
) -> Response {
    let home = Home {
        frame: Frame::new(),
        text: &draft.text,
        zones: &ZONES,
        zone: settings.zone_name(),
        zone_is_guess: settings.zone_is_guess,
        order: settings.order_name(),
        order_of_locale: settings.order_of_locale(),
        kept: serde_json::to_string(&draft.kept).unwrap_or_default(),
        problem: problem.map(|p| Problem::new(p, seen)),
        examples: Example::ALL,
        found: seen.is_some(),
        results: seen.map(|seen| Results::of(seen, &draft.text, problem)),
    };
    page(status, &home)
}

impl Problem {
    fn new(said: &Invalid, seen: Option<&Seen>) -> Problem {
        let place = seen.and_then(|seen| {
            let events = seen.view.events.iter().enumerate();
            let mut wrong =
                events.filter_map(|(at, event)| Some((at, seen.typed.get(&event.event.uid)?.wrong.first()?)));
            wrong.next().map(|(at, invalid)| format!("e{at}.{}", invalid.field))
        });
        Problem { field: said.field.to_string(), message: said.message.clone(), place }
    }
}

impl<'a> Results<'a> {
    fn of(seen: &Seen, text: &'a str, problem: Option<&Invalid>) -> Results<'a> {
        let events = &seen.view.events;
        let count = events.len();
        let card = |(index, event)| {
            let event: &crate::draft::Seen = event;
            Card::new(index, count, event, &seen.context, seen.typed.get(&event.event.uid))
        };
        let marked: Vec<&Event> = events.iter().map(|seen| &seen.found).collect();
        let pieces = highlight::pieces(text, &marked);
        Results {
            open: count == 0 || problem.is_some_and(|p| matches!(p.field.as_ref(), "text" | "zone")),
            heading: heading(count),
            cards: events.iter().enumerate().take(MOST_CARDS).map(card).collect(),
            more: count.saturating_sub(MOST_CARDS),
            legend: highlight::legend(&pieces),
            pieces,
            notes: seen.view.notes.clone(),
            removed: seen
                .view
                .removed
                .iter()
                .map(|e| e.title.clone().unwrap_or_else(|| "New event".to_owned()))
                .collect(),
            earlier: seen.view.earlier.len(),
            with_time: events.iter().filter(|seen| seen.event.when.is_some()).count(),
        }
    }
}

fn heading(count: usize) -> String {
    match count {
        0 => "No event found".to_owned(),
        1 => "One event".to_owned(),
        count => format!("{count} events"),
    }
}
