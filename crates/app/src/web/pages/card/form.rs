//! The form of an event: every field as it is now, and what was typed into it and could not be used.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::{Event, When};
use extract::Context;
use sha2::{Digest, Sha256};

use crate::draft::{Field, Mark, values};
use crate::error::Invalid;
use crate::show;

/// The form of an event.
#[derive(Clone, Debug)]
pub(in super::super) struct Form {
    /// What the names of its fields begin with.
    pub(in super::super) prefix: String,
    /// Digests of the values shown, so that the server sees what was changed.
    pub(in super::super) was: String,
    /// What finds the event again when the text has changed meanwhile, as JSON.
    pub(in super::super) mark: String,
    pub(in super::super) fields: Vec<Input>,
    pub(in super::super) open: bool,
}

/// One field of the form.
#[derive(Clone, Debug)]
pub(in super::super) struct Input {
    pub(in super::super) name: &'static str,
    pub(in super::super) label: &'static str,
    pub(in super::super) hint: &'static str,
    pub(in super::super) value: String,
    pub(in super::super) error: Option<String>,
    /// Kind and value of the browser's own input beside the field.
    pub(in super::super) picker: Option<(&'static str, String)>,
}

/// What was typed into the form of an event and could not be used.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Typed {
    pub(in super::super) values: BTreeMap<Field, String>,
    pub(in super::super) wrong: Vec<Invalid>,
}

impl Form {
    pub(super) fn new(
        index: usize,
        mark: &Mark,
        event: &Event,
        context: &Context,
        typed: Option<&Typed>,
    ) -> Form {
        let shown = values(event, context);
        let was = shown.iter().map(|(_, value)| digest(value)).collect::<Vec<_>>().join(".");
        let fields = shown.into_iter().filter(|(field, value)| *field != Field::EndZone || !value.is_empty());
        let fields = fields.map(|(field, value)| {
            let picker = picker(field, event.when.as_ref());
            Input { picker, ..Input::new(field, value, typed) }
        });
        let fields = fields.collect();
        let open = event.when.is_none() || typed.is_some_and(|typed| !typed.wrong.is_empty());
        let mark = serde_json::to_string(mark).unwrap_or_default();
        Form { prefix: format!("e{index}."), was, mark, fields, open }
    }
}

impl Input {
    fn new(field: Field, value: String, typed: Option<&Typed>) -> Input {
        let error = typed.and_then(|typed| typed.wrong.iter().find(|wrong| wrong.field == field.name()));
        let value = typed.and_then(|typed| typed.values.get(&field)).cloned().unwrap_or(value);
        let (label, hint) = match field {
            Field::Title => ("Title", ""),
            Field::Start => ("Starts", "2026-06-15 19:00, or “fri 7pm”"),
            Field::End => ("Ends", "a time, a day, or “2 hours”"),
            Field::AllDay => ("All day", ""),
            Field::Zone => ("Time zone", "such as Europe/Berlin; empty: wherever you are"),
            Field::EndZone => ("Time zone of the end", "such as Asia/Tokyo"),
            Field::Place => ("Place", ""),
            Field::People => ("People", "names, addresses or numbers, with commas"),
            Field::Organiser => ("Organiser", "a name, an address or a number"),
            Field::Link => ("Link", "https://…"),
            Field::Description => ("Notes", ""),
            Field::Repeats => ("Repeats", "“every Tuesday until 30 June”; empty: once"),
            Field::Reminders => ("Reminders", "“10 minutes, 1 day” before"),
        };
        Input {
            name: field.name(),
            label,
            hint,
            value,
            error: error.map(|wrong| show::sentence(&wrong.message)),
            picker: None,
        }
    }
}

/// The browser's own input for a time, as the event is now.
fn picker(field: Field, when: Option<&When>) -> Option<(&'static str, String)> {
    const MINUTE: &str = "%Y-%m-%dT%H:%M";
    let is_start = match field {
        Field::Start => true,
        Field::End => false,
        _ => return None,
    };
    Some(match when {
        None => ("datetime-local", String::new()),
        Some(When::AllDay { start, end }) => {
            let day = if is_start { *start } else { end.yesterday().unwrap_or(*end) };
            ("date", day.to_string())
        }
        Some(When::Zoned { start, end }) => {
            let at = if is_start { start } else { end };
            ("datetime-local", at.strftime(MINUTE).to_string())
        }
        Some(When::Floating { start, end }) => {
            let at = if is_start { start } else { end };
            ("datetime-local", at.strftime(MINUTE).to_string())
        }
    })
}

/// A short digest of a shown value: enough to see that it was changed.
pub(in super::super) fn digest(value: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(value)[..6])
}
