//! What was typed into the forms of the cards.

use std::collections::BTreeMap;

use extract::{Context, Extraction};
use jiff::Timestamp;

use super::super::card::{Typed, digest};
use crate::draft::{self, Action, Draft, Field, Mark, Seen, View};
use crate::error::Invalid;
use crate::web::form::Form;

/// The fields of one card as they came back.
#[derive(Default)]
struct Sent<'f> {
    uid: &'f str,
    was: &'f str,
    mark: &'f str,
    values: BTreeMap<Field, &'f str>,
    picked: bool,
}

/// The draft with every change that can be made, and for each event what was typed where one cannot.
pub(super) fn apply(
    mut draft: Draft,
    form: &Form,
    found: &Extraction,
    context: &Context,
    now: Timestamp,
) -> (Draft, BTreeMap<String, Typed>) {
    let mut wrong = BTreeMap::new();
    let view = draft.view(found, now);
    for sent in sent(form).into_values() {
        let changed = sent.changed();
        if changed.is_empty() {
            continue;
        }
        let mark = serde_json::from_str::<Mark>(sent.mark).unwrap_or_default();
        let Some(seen) = find(&view, &sent, &mark, found) else {
            draft.wait(&mark, &changed, context);
            continue;
        };
        let uid = seen.event.uid.clone();
        let after = draft::read(&changed, &seen.event, context).and_then(|set| {
            let action = Action::Set { uid: uid.clone(), set };
            draft.clone().after(&action, found, now).map_err(|invalid| vec![for_form(invalid)])
        });
        match after {
            Ok(after) => draft = after,
            Err(errors) => {
                wrong.insert(uid, Typed { values: changed.into_iter().collect(), wrong: errors });
            }
        }
    }
    (draft, wrong)
}

/// The event that a form is about, also when the text was changed together with the form.
fn find<'v, 'f>(
    view: &'v View<'f>,
    sent: &Sent<'_>,
    mark: &Mark,
    found: &Extraction,
) -> Option<&'v Seen<'f>> {
    let same = |uid: &str| view.events.iter().find(|seen| seen.event.uid == uid);
    same(sent.uid).or_else(|| same(&mark.find(&found.events)?.uid))
}

/// The cards that came back, each with its identity and whether it was ticked.
pub(super) fn ticks(form: &Form) -> Vec<(&str, bool)> {
    sent(form).into_values().map(|sent| (sent.uid, sent.picked)).collect()
}

/// The fields of each card, by its prefix `e<number>.`.
fn sent(form: &Form) -> BTreeMap<usize, Sent<'_>> {
    let mut cards: BTreeMap<usize, Sent<'_>> = BTreeMap::new();
    for (name, value) in form.fields() {
        let Some((number, field)) = name.strip_prefix('e').and_then(|rest| rest.split_once('.')) else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else { continue };
        let card = cards.entry(number).or_default();
        match (field, Field::named(field)) {
            ("uid", _) => card.uid = value,
            ("was", _) => card.was = value,
            ("mark", _) => card.mark = value,
            ("pick", _) => card.picked = true,
            (_, Some(field)) => _ = card.values.insert(field, value),
            _ => {}
        }
    }
    cards
}

impl Sent<'_> {
    /// The fields whose value is not the one that the page showed.
    fn changed(&self) -> Vec<(Field, String)> {
        let was: Vec<&str> = self.was.split('.').collect();
        let fields = Field::ALL.into_iter().zip(was);
        let now = |field| match (self.values.get(&field), field) {
            (Some(value), _) => Some((*value).to_owned()),
            // A box that is not ticked is not sent at all.
            (None, Field::AllDay) => Some(String::new()),
            (None, _) => None,
        };
        fields
            .filter_map(|(field, was)| Some((field, now(field).filter(|value| digest(value) != was)?)))
            .collect()
    }
}

/// The names of the JSON shape as the form calls them.
fn for_form(invalid: Invalid) -> Invalid {
    let field = match invalid.field.as_ref() {
        "time_zone" => "zone",
        "end_time_zone" => "end_zone",
        "rrule" | "exdates" | "rdates" => "repeats",
        "url" => "link",
        "location" => "place",
        "attendees" => "people",
        "organizer" => "organiser",
        field if Field::named(field).is_some() => return invalid,
        _ => "title",
    };
    Invalid::new(field, invalid.message)
}
