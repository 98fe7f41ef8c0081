//! `/events`: the events that somebody has saved, to be found again, fetched, deleted and brought back.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Style;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{EventId, SavedEvent, UserId};

use super::form::frame;
use super::home::style;
use super::{Frame, page};
use crate::error::{Error, Invalid};
use crate::state::App;
use crate::web::download;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::Visit;
use crate::{export, show};

/// Events on one page.
const PAGE: u32 = 50;
/// The longest search, in bytes.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "events.html")]
struct Events<'a> {
    frame: Frame,
    search: &'a str,
    rows: Vec<Row>,
    /// Where older ones are.
    older: Option<String>,
    /// An event that was deleted just now.
    deleted: Option<Row>,
    /// What else has happened just now.
    said: Option<&'static str>,
}

/// A saved event as a line.
struct Row {
    id: String,
    title: String,
    date: String,
    time: String,
    zone: Option<String>,
    place: Option<String>,
    repeats: Option<String>,
    saved: String,
}

/// `GET /events?q=lunch&before=…`
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in("/events")) };
    let value = |name| next::value(query.as_deref(), name);
    let search = value("q");
    let search = search.get(..search.floor_char_boundary(LONGEST)).unwrap_or_default().trim();
    let (user, style) = (&who.user.id, style(&app, &headers, &visit));
    let (found, older) = find(&app, user, search, &value("before")).await?;
    let deleted = deleted(&app, user, &value("deleted")).await?;
    let events = Events {
        frame: frame(&headers, &visit),
        search,
        rows: found.iter().map(|saved| Row::new(saved, style)).collect(),
        older,
        deleted: deleted.map(|saved| Row::new(&saved, style)),
        said: (value("said") == "restored").then_some("The event is back."),
    };
    Ok(page(StatusCode::OK, &events))
}

/// One page of events, and where the next one is.
async fn find(
    app: &App,
    user: &UserId,
    search: &str,
    before: &str,
) -> Result<(Vec<SavedEvent>, Option<String>), Error> {
    let before = Some(before).filter(|id| !id.is_empty()).map(EventId::new);
    let found = app.db().events(user, search, before.as_ref(), PAGE).await.map_err(anyhow::Error::from)?;
    let last = found.last().filter(|_| found.len() == PAGE as usize);
    let search = utf8_percent_encode(search, NON_ALPHANUMERIC);
    let older = last.map(|last| format!("/events?q={search}&before={}", last.id));
    Ok((found, older))
}

/// The event that was deleted just now, while it can be brought back.
async fn deleted(app: &App, user: &UserId, id: &str) -> Result<Option<SavedEvent>, Error> {
    if id.is_empty() {
        return Ok(None);
    }
    let found = app.db().event(user, &EventId::new(id)).await.map_err(anyhow::Error::from)?;
    Ok(found.filter(|saved| saved.deleted_at.is_some()))
}

/// `POST /events`: deleting, and bringing back. Somebody else's event is none of theirs: nothing happens.
pub(in crate::web) async fn act(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in("/events")) };
    let form = Form::read(&headers, &body)?;
    let (user, now) = (&who.user.id, app.clock.now());
    let command = form.get("do").unwrap_or_default();
    let next = match command.split_once(':') {
        Some(("delete", id)) => {
            app.db().delete_event(user, &EventId::new(id), now).await.map_err(anyhow::Error::from)?;
            format!("/events?deleted={}", utf8_percent_encode(id, NON_ALPHANUMERIC))
        }
        Some(("restore", id)) => {
            let restored = app.db().restore_event(user, &EventId::new(id), now).await;
            match restored.map_err(anyhow::Error::from)? {
                Some(_) => "/events?said=restored".to_owned(),
                None => return Err(Error::NotFound),
            }
        }
        _ => return Err(Invalid::new("do", "This page has no such button.").into()),
    };
    Ok(Redirect::to(&next).into_response())
}

/// `GET /events/….ics`
pub(in crate::web) async fn file(
    State(app): State<App>,
    Path(file): Path<String>,
    visit: Visit,
) -> Result<Response, Error> {
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in("/events")) };
    let id = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let saved = app.db().event(&who.user.id, &EventId::new(id)).await.map_err(anyhow::Error::from)?;
    let saved = saved.filter(|saved| saved.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let file = export::download(&[saved.event], saved.updated_at, 0).ok_or(Error::NotFound)?;
    Ok(download::file_response(&file, false))
}

impl Row {
    fn new(saved: &SavedEvent, style: Style) -> Row {
        let event = &saved.event;
        let shown = event.when.as_ref().map(|when| show::time(when, style));
        let rule = event.recurrence.as_ref().zip(event.when.as_ref());
        Row {
            id: saved.id.to_string(),
            title: event.title.clone().unwrap_or_else(|| "New event".to_owned()),
            date: shown.as_ref().map_or_else(|| "No date".to_owned(), |shown| shown.date.clone()),
            time: shown.as_ref().map(|shown| shown.time.clone()).unwrap_or_default(),
            zone: shown.and_then(|shown| shown.zone),
            place: event.location.clone(),
            repeats: rule.map(|(rule, when)| style.recurrence(rule, when.local_start())),
            saved: saved.created_at.strftime("%-d %B %Y").to_string(),
        }
    }

    /// Whether there is a file to fetch.
    fn has_file(&self) -> bool {
        self.date != "No date"
    }
}
