//! Events on their way off the page: among the saved ones of the person, or into a file for their browser.

use calendar::Event;
use store::UserId;

use super::super::command::Kind;
use super::Turn;
use crate::draft::Seen;
use crate::error::{Error, Invalid};
use crate::export;
use crate::handoff::{self, Download};
use crate::web::download;

/// Events that one person can save.
const MOST_SAVED: i64 = 10_000;
const NOTHING_TICKED: &str = "Nothing is ticked: tick the events that you want, and press again.";

impl Turn<'_> {
    /// Keeps one event, or all that are ticked, among the saved events of the person; nothing of the text around them.
    pub(super) async fn remember(&mut self, user: &UserId, uid: Option<&str>) -> Result<(), Error> {
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
    pub(super) async fn hand_off(&self, uid: Option<&str>, kind: Kind) -> Result<String, Error> {
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
    fn for_file(&self, seen: &Seen<'_>) -> Event {
        if seen.edited.contains("description") {
            seen.event.clone().into_owned()
        } else {
            export::with_lines(&seen.event, &self.draft.text)
        }
    }
}
