//! One posted form on its way to an answer: the same for the page and for the part of it that a script puts in place.

use std::collections::BTreeMap;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::Event;
use extract::Extraction;
use jiff::Timestamp;
use serde_json::{Map, Value};
use store::UserId;
use timex::DateOrder;

use super::super::card::Typed;
use super::command::{Command, Kind};
use super::rule::Rule;
use super::settings::Settings;
use super::{Render, Seen, bulk, edits, waiting};
use crate::draft::{self, Action, Draft, Kept};
use crate::error::{Error, Invalid};
use crate::handoff::{self, Download};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::filled::Filled;
use crate::web::form::Form;
use crate::web::{download, dress, reading};
use crate::{export, secret};

/// Events that one person can save.
const MOST_SAVED: i64 = 10_000;
const NOTHING_TICKED: &str = "Nothing is ticked: tick the events that you want, and press again.";

/// A form that came, before its text is read.
pub(super) struct Posted {
    pub(super) form: Form,
    pub(super) settings: Settings,
    pub(super) draft: Draft,
    pub(super) now: Timestamp,
    /// What stands in the way of doing anything with the events.
    pub(super) problem: Option<Error>,
    /// What is to be said about the text besides.
    pub(super) notes: Vec<String>,
}

impl Posted {
    pub(super) async fn of(filled: Filled) -> Result<Posted, Error> {
        let Filled { app, visit, headers, form, .. } = filled;
        let (settings, wrong_zone) = Settings::of_form(&form, &headers, visit, &app);
        let settings = settings.liked(&app).await?;
        if let (Some(("rule", rule)), Some(who)) = (Rule::pressed(&form), &settings.visit.signed_in) {
            rule.keep(&app, &who.user.id).await?;
        }
        let draft = settings.draft(form.get("text").unwrap_or_default().to_owned());
        let problem = wrong_zone.map(Error::Invalid);
        Ok(Posted { form, settings, draft, now: app.clock.now(), problem, notes: Vec::new() })
    }

    /// Takes what was kept out of the form and finds out what to do.
    pub(super) fn prepare(&mut self) -> Result<Command, Error> {
        if self.form.broken {
            let message = "Some of this is not UTF-8 text; what could not be read is marked with �.";
            return Err(Error::Unreadable(Invalid::new("text", message)));
        }
        let command = Command::read(self.form.get("do").unwrap_or_default())?;
        let (draft, now) = (&mut self.draft, self.now);
        draft.kept = match self.form.get("kept").filter(|json| !json.is_empty()) {
            Some(json) => Kept::read(json)?,
            None => Kept::default(),
        };
        if let (Command::Back, Some(before)) = (&command, draft.kept.before.take()) {
            draft.kept = Kept::default();
            draft.text = before;
        }
        if let Command::Example(example) = command {
            draft.kept = Kept::default();
            draft.text = example.text(now.to_zoned_datetime(draft.zone.clone()).date());
        }
        if matches!(command, Command::Do(Action::Read) | Command::Example(_) | Command::Back) {
            draft.kept.read_at = Some(now);
        }
        draft.kept.read_at.get_or_insert(now);
        if draft.kept.salt.is_empty() {
            draft.kept.salt = URL_SAFE_NO_PAD.encode(secret::random::<16>()?);
        }
        Ok(command)
    }

    /// Reads the text and takes over what was typed and ticked on the cards.
    pub(super) async fn turn(self, app: &App, visitor: Visitor) -> Result<Turn<'_>, (Error, Box<Posted>)> {
        let mut found = match find(app, visitor, &self.draft, self.now).await {
            Ok(found) => found,
            Err(error) => return Err((error, Box::new(self))),
        };
        let Posted { form, settings, draft, now, problem, notes } = self;
        found.notes.extend(notes);
        let (typed, bulk) = (BTreeMap::new(), bulk::typed(&form));
        let mut turn =
            Turn { app, visitor, form, settings, draft, found, now, problem, typed, bulk, saved: 0 };
        turn.take_over();
        Ok(turn)
    }
}

async fn find(app: &App, visitor: Visitor, draft: &Draft, now: Timestamp) -> Result<Extraction, Error> {
    let own = draft.clone();
    reading::read(app, visitor, &draft.text, move || own.find(now)).await
}

/// A text that was read, and what has become of the draft so far.
pub(super) struct Turn<'a> {
    app: &'a App,
    visitor: Visitor,
    form: Form,
    settings: Settings,
    draft: Draft,
    found: Extraction,
    now: Timestamp,
    problem: Option<Error>,
    typed: BTreeMap<String, Typed>,
    /// What stands in the fields that change all.
    bulk: [String; 3],
    /// How many events were saved just now.
    saved: usize,
}

impl Turn<'_> {
    fn take_over(&mut self) {
        let context = self.draft.context(self.now);
        let (draft, typed) = edits::apply(self.draft.clone(), &self.form, &self.found, &context, self.now);
        for pin in &draft.kept.edits.pins {
            if !self.draft.kept.edits.pins.contains(pin) {
                self.learn(&pin.mark.uid, &pin.set);
            }
        }
        (self.draft, self.typed) = (draft, typed);
        self.draft.pick(&edits::ticks(&self.form), &self.found, self.now);
        if !self.typed.is_empty() {
            let message = "Some of what you typed could not be used; it is marked below.";
            self.problem = Some(Error::Invalid(Invalid::new("edit", message)));
        }
    }

    /// Does what the button asks for, unless something stands in the way; the answer when that is another address.
    pub(super) async fn carry_out(&mut self, command: Command) -> Option<Response> {
        if self.problem.is_some() {
            return None;
        }
        let done = match command {
            Command::Example(_) | Command::Open | Command::Back => Ok(()),
            Command::Do(action) => self.act(&action).await,
            Command::Bulk => match bulk::read(&self.form, &self.picked(), &self.draft.context(self.now)) {
                Ok(action) => {
                    // What has been done to all is not to be done again by the next button.
                    self.bulk = Default::default();
                    self.act(&action).await
                }
                Err(invalid) => Err(invalid.into()),
            },
            Command::Remember { uid } => match self.settings.visit.signed_in.clone() {
                Some(who) => self.remember(&who.user.id, uid.as_deref()).await,
                None => return waiting::sign_in_first(self.app, self.visitor, &self.form).await.ok(),
            },
            Command::File { uid, kind } => match self.hand_off(uid.as_deref(), kind).await {
                Ok(address) => return Some(Redirect::to(&address).into_response()),
                Err(error) => Err(error),
            },
        };
        self.problem = done.err();
        None
    }

    async fn act(&mut self, action: &Action) -> Result<(), Error> {
        let draft = self.draft.clone().after(action, &self.found, self.now)?;
        if let Action::Choose { uid, alternative } = action {
            let set = self.found.events.iter().find(|event| event.uid == *uid);
            let set =
                set.and_then(|event| event.evidence.alternatives.get(*alternative)).map(|it| it.set.clone());
            self.learn(uid, &set.unwrap_or_default());
        }
        if !self.draft.kept.edits.reads_as(&draft.kept.edits) {
            self.found = find(self.app, self.visitor, &draft, self.now).await?;
        }
        self.draft = draft;
        Ok(())
    }

    /// Counts a correction of a convention, one for each event.
    fn learn(&mut self, uid: &str, set: &Map<String, Value>) {
        let view = self.draft.view(&self.found, self.now);
        let Some(seen) = view.events.iter().find(|seen| seen.event.uid == uid) else { return };
        if !seen.edited.contains("start")
            && let Some(rule) = Rule::corrected(seen.found, set)
        {
            self.settings.corrections.count(rule);
        }
    }

    /// The events that are ticked.
    fn picked(&self) -> Vec<Event> {
        let view = self.draft.view(&self.found, self.now);
        view.events.into_iter().filter(|seen| seen.picked).map(|seen| seen.event.into_owned()).collect()
    }

    /// Keeps one event, or all that are ticked, among the saved events of the person; nothing of the text around them.
    async fn remember(&mut self, user: &UserId, uid: Option<&str>) -> Result<(), Error> {
        let (db, view) = (self.app.db(), self.draft.view(&self.found, self.now));
        if db.count_events(user).await.map_err(anyhow::Error::from)? >= MOST_SAVED {
            let message = "10,000 saved events are the most: delete some of them first.";
            return Err(Invalid::new("do", message).into());
        }
        let chosen = view.events.iter().filter(|seen| uid.map_or(seen.picked, |uid| seen.event.uid == uid));
        let mut saved = 0;
        for seen in chosen {
            db.save_event(user, &seen.event, self.now).await.map_err(anyhow::Error::from)?;
            saved += 1;
        }
        if saved == 0 {
            return Err(Invalid::new("do", NOTHING_TICKED).into());
        }
        self.saved = saved;
        Ok(())
    }

    /// Keeps the file of one event, or of all that are ticked, for the browser to fetch; says where.
    async fn hand_off(&self, uid: Option<&str>, kind: Kind) -> Result<String, Error> {
        let view = self.draft.view(&self.found, self.now);
        let chosen = view.events.iter().filter(|seen| uid.map_or(seen.picked, |uid| seen.event.uid == uid));
        let events: Vec<Event> = chosen.map(|seen| self.for_file(seen)).collect();
        if events.is_empty() && uid.is_none() {
            return Err(Invalid::new("do", NOTHING_TICKED).into());
        }
        let file = self.file(&events, kind)?;
        let id = self.app.handoffs.keep(&file, self.now).await.map_err(|error| match error {
            handoff::Error::Full => Error::Busy,
            handoff::Error::TooLarge => {
                Error::TooLarge("One file with all these events is too large; take them one by one.")
            }
            handoff::Error::Other(cause) => Error::Internal(cause),
        })?;
        Ok(download::address(&id, &file, kind == Kind::Open))
    }

    fn file(&self, events: &[Event], kind: Kind) -> Result<Download, Error> {
        let kept = &self.draft.kept;
        let changed = kept.changed_at.or(kept.read_at).unwrap_or(self.now);
        match kind {
            Kind::Json => Ok(export::json(events)),
            Kind::Csv => Ok(export::csv(events)?),
            Kind::Save | Kind::Open => export::download(events, changed, kept.changes).ok_or_else(|| {
                Invalid::new("do", "This event has no start yet: say when it is, and it can be added.").into()
            }),
        }
    }

    /// The event as it goes out: with its lines, unless the person wrote what it is to say.
    fn for_file(&self, seen: &draft::Seen<'_>) -> Event {
        if seen.edited.contains("description") {
            seen.event.clone().into_owned()
        } else {
            export::with_lines(&seen.event, &self.draft.text)
        }
    }

    /// The order of dates that would give other events, when there is one.
    fn other_order(&self) -> Option<DateOrder> {
        if self.draft.text.len() > reading::LONG || !has_numeric_date(&self.draft.text) {
            return None;
        }
        let other = match self.draft.context(self.now).date_order() {
            DateOrder::MonthFirst => DateOrder::DayFirst,
            DateOrder::DayFirst => DateOrder::MonthFirst,
        };
        let mut draft = self.draft.clone();
        draft.preferences.date_order = Some(other);
        let whens = |found: &Extraction| found.events.iter().map(|it| it.when.clone()).collect::<Vec<_>>();
        (whens(&draft.find(self.now)) != whens(&self.found)).then_some(other)
    }

    /// What was found and what stands in the way, as `render` lays it out.
    pub(super) fn answer(self, render: Render) -> Response {
        let view = self.draft.view(&self.found, self.now);
        let context = self.draft.context(self.now);
        let (notes, typed, other_order) =
            (self.found.notes.as_slice(), self.typed.clone(), self.other_order());
        let has = self.form.get("has").unwrap_or_default().to_owned();
        let (bulk, saved) = (self.bulk.clone(), self.saved);
        let seen = Seen { view, notes, context, typed, other_order, bulk, has, saved };
        let response = match &self.problem {
            None => render(StatusCode::OK, &self.draft, &self.settings, None, Some(&seen)),
            Some(Error::Internal(cause)) => Error::Internal(anyhow::anyhow!("{cause:#}")).into_response(),
            Some(error) => {
                let said = Invalid::new(error.field().unwrap_or("do").to_owned(), error.message());
                render(dress::status(error), &self.draft, &self.settings, Some(&said), Some(&seen))
            }
        };
        remembering(&self.settings, self.app, response)
    }

    /// `response` with the cookie that remembers the settings.
    pub(super) fn remembering(&self, response: Response) -> Response {
        remembering(&self.settings, self.app, response)
    }
}

/// The answer with the cookie that remembers the settings.
pub(super) fn remembering(settings: &Settings, app: &App, mut response: Response) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(&settings.remembered().cookie(app)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Digits, a separator, digits: most texts have no such thing, and need not be read twice.
fn has_numeric_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .any(|it| matches!(it, [a, b'/' | b'.' | b'-', b] if a.is_ascii_digit() && b.is_ascii_digit()))
}
