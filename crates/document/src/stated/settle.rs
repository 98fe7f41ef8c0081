//! What a stated event leaves to whoever reads it: the zone of a bare instant, an end that is missing, an identity.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Event, When, identity};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use timex::Context;

use crate::schema::NO_END;

/// Longest identity that is taken over.
const LONGEST: usize = 255;

/// An instant that names no place is told on the reader's clock; one with an offset keeps it, unless it is the reader's.
pub(super) fn zone(event: &mut Event, context: &Context) {
    // A rule holds on the clock that it was written for.
    if event.recurrence.is_some() {
        return;
    }
    let own = context.now.time_zone();
    let Some(When::Zoned { start, end }) = &mut event.when else { return };
    let mut told = false;
    for at in [start, end] {
        let name = at.time_zone().iana_name().unwrap_or_default().to_owned();
        let is_utc = matches!(name.as_str(), "UTC" | "Etc/UTC");
        let is_offset = name.starts_with("Etc/GMT") || name.is_empty();
        if is_utc || is_offset && own.to_offset(at.timestamp()) == at.offset() {
            told |= is_utc && own.iana_name() != Some("UTC");
            *at = at.with_time_zone(own.clone());
        } else if is_offset {
            *at = at.with_time_zone(TimeZone::fixed(at.offset()));
        }
    }
    if told {
        let because = "the calendar part gives the time in UTC; this is the same moment on your clock";
        event.evidence.inferred.insert("time_zone".to_owned(), because.to_owned());
    }
}

/// An event without a length lasts as long as the person has it, else an hour.
pub(super) fn end(event: &mut Event, context: &Context) {
    let minutes = context.preferences.durations.get("default").copied().unwrap_or(60);
    let length = SignedDuration::from_mins(i64::from(minutes));
    let is_empty = match &mut event.when {
        Some(When::Zoned { start, end }) if start.timestamp() == end.timestamp() => {
            start.checked_add(length).map(|later| *end = later).is_ok()
        }
        Some(When::Floating { start, end }) if start == end => {
            start.checked_add(length).map(|later| *end = later).is_ok()
        }
        _ => false,
    };
    if is_empty {
        event.evidence.inferred.insert("end".to_owned(), NO_END.to_owned());
    }
}

/// Gives each event an identity of its own: the one that it has, so that its calendar knows it again, else one made of
/// what it says. And says how sure its values are.
pub(super) fn identities(events: &mut [Event]) {
    let mut known = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        let plain = |c: char| c.is_ascii_graphic();
        let good = !event.uid.is_empty() && event.uid.len() <= LONGEST && event.uid.chars().all(plain);
        if !good || known.contains(&event.uid) {
            let words = format!("{}\n{}", event.uid, event.title.as_deref().unwrap_or_default());
            let count = counts.entry(identity(&words, event.when.as_ref(), 0)).or_default();
            event.uid = identity(&words, event.when.as_ref(), *count);
            *count += 1;
        }
        known.insert(event.uid.clone());
        sure(event);
    }
}

/// Nothing was guessed but what is told as assumed.
fn sure(event: &mut Event) {
    const SURE: f32 = 0.99;
    const ASSUMED: f32 = 0.6;
    let evidence = &mut event.evidence;
    let mut rate = |field: &str, is_there: bool| {
        let sure = if evidence.inferred.contains_key(field) { ASSUMED } else { SURE };
        if is_there {
            evidence.confidence.insert(field.to_owned(), sure);
        }
    };
    rate("overall", true);
    rate("title", event.title.is_some());
    rate("start", event.when.is_some());
    rate("end", event.when.is_some());
    rate("location", event.location.is_some());
    rate("attendees", !event.attendees.is_empty());
    rate("url", event.url.is_some());
    rate("rrule", event.recurrence.is_some());
}
