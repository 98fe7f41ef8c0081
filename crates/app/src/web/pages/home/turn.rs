//! A text that was read, on its way to an answer: the same for the page and for the part of it that a script puts in place.

mod out;

use std::collections::BTreeMap;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Event;
use extract::Extraction;
use jiff::Timestamp;
use serde_json::{Map, Value};
use timex::DateOrder;

use super::super::card::Typed;
use super::command::Command;
use super::posted::Posted;
use super::rule::Rule;
use super::settings::Settings;
use super::{Render, Seen, bulk, edits, waiting};
use crate::draft::{Action, Draft};
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::form::Form;
use crate::web::{dress, reading};

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

/// What `draft` finds in its text, on behalf of a visitor.
pub(super) async fn find(
    app: &App,
    visitor: Visitor,
    draft: &Draft,
    now: Timestamp,
) -> Result<Extraction, Error> {
    let own = draft.clone();
    reading::read(app, visitor, &draft.text, move || own.find(now)).await
}

impl<'a> Turn<'a> {
    /// Takes over what was typed and ticked on the cards.
    pub(super) fn begin(app: &'a App, visitor: Visitor, posted: Posted, mut found: Extraction) -> Turn<'a> {
        let Posted { form, settings, draft, now, problem, notes } = posted;
        found.notes.extend(notes);
        let (typed, bulk) = (BTreeMap::new(), bulk::typed(&form));
        let mut turn =
            Turn { app, visitor, form, settings, draft, found, now, problem, typed, bulk, saved: 0 };
        turn.take_over();
        turn
    }
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
