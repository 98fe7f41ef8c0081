//! The state of the page: a text, how it is to be read, and what the person changed about the events found in it.
//!
//! The server alone applies actions: `draft × action → draft`. Between two requests the draft travels with the page, so
//! that nothing is kept on the server; what comes back is checked like any other input.

mod action;
mod aside;
mod denial;
mod edits;
mod field;
mod join;
mod mark;
mod past;
mod phrase;
mod pick;
mod repeat;
mod time;
mod typed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use calendar::Event;
use extract::{Aside, Context, Extraction};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use timex::{Locale, Preferences};

use crate::amend;
use crate::error::Invalid;
use crate::understand::{self, Plain};

pub use action::Action;
pub use aside::label;
pub use denial::{Denial, Part};
pub use edits::{Edits, Joined, Pin};
pub use field::{Field, is_link, read, values};
pub use mark::Mark;
pub use past::Past;
pub use pick::Pick;

/// What the person typed and changed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text, with plain line ends.
    pub text: String,
    /// The reader's zone.
    pub zone: TimeZone,
    /// Language and region of the reader.
    pub locale: Locale,
    /// Order of numeric dates, clock, first day of the week.
    pub preferences: Preferences,
    /// Reminder of events whose text names none, in minutes before the start.
    pub reminder: Option<u32>,
    /// What travels in the hidden field.
    pub kept: Kept,
}

/// The part of a draft that no visible field of the page carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When the text was read: "tomorrow" stays the same day however long the page is open.
    pub read_at: Option<Timestamp>,
    /// Keys the identities of the events, so that adding one again from this page finds the first.
    pub salt: String,
    /// Counts the changes: the SEQUENCE of a file written again.
    pub changes: u32,
    /// When the last change was made.
    pub changed_at: Option<Timestamp>,
    /// What the person changed about the events.
    pub edits: Edits,
    /// Events that the person ticked, or unticked, against the rule.
    pub picks: Vec<Pick>,
    /// What can be undone, the last change at the end.
    pub past: Vec<Past>,
    /// The text that a file took the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// Longest text that can be brought back, in bytes; it travels with the page.
pub const MOST_BEFORE: usize = 32 * 1024;

/// One event as the page shows it.
#[derive(Clone, Debug)]
pub struct Seen<'f> {
    /// With everything the person set.
    pub event: Cow<'f, Event>,
    /// As the text says.
    pub found: &'f Event,
    /// The events of the text that the person made part of it.
    pub parts: Vec<&'f Event>,
    /// Times that the text tells beside it, each as the event that it would be.
    pub asides: Vec<&'f Event>,
    /// The fields that the person set.
    pub edited: BTreeSet<String>,
    /// Whether it is among those that are added together.
    pub picked: bool,
}

/// What the page shows of the events that were found.
#[derive(Clone, Debug, Default)]
pub struct View<'f> {
    /// The events that are left, in the order of the text.
    pub events: Vec<Seen<'f>>,
    /// Times that the text tells beside its events, and that stand with none of them.
    pub asides: Vec<&'f Event>,
    /// The events that were left out.
    pub removed: Vec<&'f Event>,
    /// Changes that fit no event of the text.
    pub earlier: Vec<Pin>,
}

impl Kept {
    /// Reads what came back from a page.
    ///
    /// # Errors
    /// When it is not what a page of ours sends.
    pub fn read(json: &str) -> Result<Kept, Invalid> {
        let wrong = || Invalid::new("draft", "your earlier changes could not be read and are left out");
        let mut kept: Kept = serde_json::from_str(json).map_err(|_| wrong())?;
        let past_fits = past::fits(&kept.past) && kept.past.iter().all(|past| past.edits.fit());
        let before_fits = kept.before.as_ref().is_none_or(|text| text.len() <= MOST_BEFORE);
        if !before_fits || !kept.edits.fit() || !past_fits || !pick::fit(&kept.picks) || kept.salt.len() > 64
        {
            return Err(wrong());
        }
        kept.edits.retain_settable();
        kept.past.iter_mut().for_each(|past| past.edits.retain_settable());
        Ok(kept)
    }
}

impl Draft {
    /// Everything that reading needs besides the text; `now` counts unless the text was read before.
    pub fn context(&self, now: Timestamp) -> Context {
        let now = self.kept.read_at.unwrap_or(now).to_zoned_datetime(self.zone.clone());
        Context { locale: self.locale.clone(), preferences: self.preferences.clone(), ..Context::new(now) }
    }

    /// The events of the text, without the words that are no time, no place or nobody to the person, and with those that
    /// they made events, or two of one.
    pub fn find(&self, now: Timestamp) -> Extraction {
        let edits = &self.kept.edits;
        let literal = edits.literal.iter().filter_map(|it| it.span(&self.text)).collect();
        let plain = Plain { literal, denied: denial::denied(&edits.denied) };
        let mut found = understand::without(&self.text, &plain, &self.context(now), &self.kept.salt);
        denial::take_away(&plain.denied, &mut found);
        aside::keeping_asides(&mut found, |found| {
            aside::adopt(&edits.adopted, found);
            edits::split(&edits.split, &mut found.events);
        });
        if let Some(minutes) = self.reminder {
            found.events.iter_mut().for_each(|event| remind(event, minutes));
        }
        found
    }

    /// The events that were `found` in the text with what the person changed about them.
    pub fn view<'f>(&self, found: &'f Extraction, now: Timestamp) -> View<'f> {
        let edits = &self.kept.edits;
        let removed = mark::fit(&edits.removed, &found.events);
        let fits = edits.fits(found);
        let wholes = join::wholes(&edits.joined, found);
        let context = self.context(now);
        let asides: Vec<&Aside> = found.asides.iter().filter(|it| !aside::is_event(it, found)).collect();
        let alone = asides.iter().filter(|aside| aside.of.is_none());
        let mut view = View { asides: alone.map(|aside| &aside.event).collect(), ..View::default() };
        for (index, event) in found.events.iter().enumerate() {
            let whole = wholes.get(index).copied().flatten();
            if removed.contains(&whole.or(Some(index))) {
                view.removed.push(event);
                continue;
            }
            if whole.is_some() {
                continue;
            }
            let pin = fits.iter().position(|fit| *fit == Some(index)).and_then(|at| edits.pins.get(at));
            let mut seen = see(event, pin);
            let parts = found.events.iter().zip(&wholes).filter(|(_, whole)| **whole == Some(index));
            seen.parts = parts.map(|(part, _)| part).collect();
            let owner = |of: &usize| wholes.get(*of).copied().flatten().unwrap_or(*of);
            let beside = asides.iter().filter(|aside| aside.of.as_ref().map(owner) == Some(index));
            seen.asides = beside.map(|aside| &aside.event).collect();
            seen.picked = pick::by_rule(&seen.event, &context);
            if let (Some(pin), true) = (pin, seen.edited.is_empty()) {
                view.earlier.push(pin.clone());
            }
            view.events.push(seen);
        }
        let unfit = edits.pins.iter().zip(&fits).filter(|(_, fit)| fit.is_none());
        view.earlier.extend(unfit.map(|(pin, _)| pin.clone()));
        pick::take(&self.kept.picks, found, &mut view.events);
        view
    }
}

/// Gives an event that has a time and no reminder the person's own.
fn remind(event: &mut Event, minutes: u32) {
    if event.when.is_some() && event.reminders.is_empty() {
        event.reminders.push(minutes);
        event
            .evidence
            .inferred
            .insert("reminders".into(), "your profile asks for it before each event".to_owned());
    }
}

/// The event with a pin that can be applied; a pin that cannot leaves it as found, with nothing edited.
fn see<'f>(found: &'f Event, pin: Option<&Pin>) -> Seen<'f> {
    let amended = pin.and_then(|pin| Some((amend::apply(found, &pin.set).ok()?, pin)));
    let Some((mut event, pin)) = amended else {
        return Seen::of(Cow::Borrowed(found), found, BTreeSet::new());
    };
    let edited: BTreeSet<String> = pin.set.keys().cloned().collect();
    event.evidence.inferred.retain(|field, _| !edited.contains(field));
    event.evidence.spans.retain(|field, _| !edited.contains(field));
    for field in &edited {
        event.evidence.confidence.insert(field.clone(), 1.0);
    }
    Seen::of(Cow::Owned(event), found, edited)
}

impl<'f> Seen<'f> {
    fn of(event: Cow<'f, Event>, found: &'f Event, edited: BTreeSet<String>) -> Seen<'f> {
        Seen { event, found, parts: Vec::new(), asides: Vec::new(), edited, picked: false }
    }
}
