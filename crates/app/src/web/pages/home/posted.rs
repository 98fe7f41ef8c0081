//! A form that came: its settings, its draft and what its button asks for, before its text is read.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use super::command::Command;
use super::rule::Rule;
use super::settings::Settings;
use super::turn::{Turn, find};
use crate::draft::{Action, Draft, Kept};
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::secret;
use crate::state::App;
use crate::web::filled::Filled;
use crate::web::form::Form;

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
        match find(app, visitor, &self.draft, self.now).await {
            Ok(found) => Ok(Turn::begin(app, visitor, self, found)),
            Err(error) => Err((error, Box::new(self))),
        }
    }
}
