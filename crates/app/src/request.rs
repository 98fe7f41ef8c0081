//! A request in JSON, field by field, so that an error names the field and never quotes what was in it.

use extract::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value};
use timex::{Locale, Preferences};

use crate::error::Invalid;
use crate::{reference, understand};

/// What a request asks to have read, and how.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text.
    pub text: String,
    /// Now, zone, locale and preferences.
    pub context: Context,
    /// Keys the identities of the events.
    pub salt: String,
}

/// How a door calls the reference time and the zone.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    now: &'static str,
    zone: &'static str,
}

/// `parse --batch` and `times --batch`.
pub const BATCH: Keys = Keys { now: "reference", zone: "tz" };
/// The API.
pub const API: Keys = Keys { now: "now", zone: "time_zone" };

impl Reading {
    /// Takes the fields of a reading out of `object`. `now` is the reference time of a request that gives none; without
    /// it, giving one is required.
    ///
    /// # Errors
    /// Names the first field that is missing or cannot be used.
    pub fn take(
        object: &mut Map<String, Value>,
        keys: Keys,
        now: Option<Timestamp>,
    ) -> Result<Reading, Invalid> {
        let text = string(object, "text")?.ok_or_else(|| Invalid::new("text", "is missing"))?;
        if text.contains('\0') {
            return Err(understand::Refusal::Binary.into());
        }
        let mut context = Context::new(reference_time(object, keys, now)?);
        if let Some(tag) = string(object, "locale")? {
            context.locale = Locale::new(&tag);
        }
        if let Some(value) = object.remove("preferences").filter(|value| !value.is_null()) {
            context.preferences = Preferences::deserialize(value).map_err(|_| {
                Invalid::new("preferences", "these are not preferences as the documentation lists them")
            })?;
        }
        let salt = string(object, "uid_salt")?.unwrap_or_default();
        Ok(Reading { text, context, salt })
    }
}

fn reference_time(
    object: &mut Map<String, Value>,
    keys: Keys,
    now: Option<Timestamp>,
) -> Result<jiff::ZonedDateTime, Invalid> {
    let zone = string(object, keys.zone)?.map(|name| reference::zone(keys.zone, &name)).transpose()?;
    match (string(object, keys.now)?, now) {
        (Some(text), _) => reference::read(keys.now, &text, zone),
        (None, Some(now)) => Ok(now.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))),
        (None, None) => Err(Invalid::new(keys.now, "is missing")),
    }
}

/// Takes a string out of `object`; null counts as nothing.
///
/// # Errors
/// When it is something else.
pub fn string(object: &mut Map<String, Value>, key: &'static str) -> Result<Option<String>, Invalid> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Invalid::new(key, "must be a string")),
    }
}

/// The object that a request has to be.
///
/// # Errors
/// Says where it stops being JSON; serde's own messages would quote it.
pub fn object(json: &[u8], field: &'static str) -> Result<Map<String, Value>, Invalid> {
    serde_json::from_slice(json).map_err(|e| {
        let place = format!("line {}, column {}", e.line(), e.column());
        Invalid::new(field, format!("this is not a JSON object (it stops being one at {place})"))
    })
}
