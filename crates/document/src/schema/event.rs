//! An event of schema.org.

use calendar::{Change, ChangeKind, Event};
use jiff::civil::Time;
use serde_json::Map;
use timex::Context;

use super::schedule;
use super::time::{self, Stated};
use super::whereabouts::{self, link, people};
use super::{Growing, minutes};
use crate::item::{Item, bare, plain};

/// Longest description that is taken along, in bytes.
const LONGEST: usize = 2000;
/// Why an end is there that nobody stated.
pub(crate) const NO_END: &str = "no end is stated";

/// The event of an item; `None` when it has no time.
pub(super) fn of(item: &Item, context: Option<&Context>) -> Option<Event> {
    let mut growing = Growing::new();
    let (start, span) =
        item.found("startDate").map_or((None, None), |(text, span)| (time::read(text, context), span));
    growing.stands("start", span);
    let end = item.found("endDate");
    growing.stands("end", end.and_then(|(_, span)| span));
    let end = end.and_then(|(text, _)| time::read(text, context));
    let schedule = item.item("eventSchedule").and_then(|it| schedule::read(it, context));
    let lasts = item.text("duration").and_then(length).unwrap_or_else(|| minutes(item, context));
    let (start, end, recurrence) = match (start, schedule) {
        (Some(start), None) => (start, end, None),
        (Some(Stated::Day(_)) | None, Some(schedule)) => (schedule.start, schedule.end, schedule.recurrence),
        // The end of a series is not the end of its first occurrence.
        (Some(start), Some(schedule)) => (start, schedule.end, schedule.recurrence),
        (None, None) => return None,
    };
    let had_length = item.text("duration").and_then(length).is_some();
    let (when, assumed) = time::between(start, end, lasts);
    if assumed && !had_length {
        growing.evidence().inferred.insert("end".to_owned(), NO_END.to_owned());
    }
    growing.event.recurrence = recurrence.filter(|_| when.is_some());
    growing.event.when = when;
    describe(item, &mut growing);
    change(item, context, &mut growing);
    if let Some(doors) = item.text("doorTime").and_then(|text| clock(text, context)) {
        growing.evidence().notes.push(format!("Doors open at {}.", doors.strftime("%H:%M")));
    }
    growing.finish()
}

/// What it is, where, who and why.
fn describe(item: &Item, growing: &mut Growing) {
    if let Some((name, span)) = item.found("name") {
        growing.event.title = Some(name.split_whitespace().collect::<Vec<_>>().join(" "));
        growing.stands("title", span);
    }
    let found = whereabouts::of(item);
    growing.event.location = found.place;
    growing.stands("location", found.place_span);
    let (url, span) = item.found("url").map_or((None, None), |(url, span)| (link(url), span));
    let online = found.link.as_deref().and_then(link);
    growing.stands("url", span.filter(|_| url.is_some() && online.is_none()));
    growing.event.url = online.or(url);
    growing.event.organizer = people(item, "organizer").into_iter().next();
    growing.event.attendees = people(item, "attendee");
    growing.event.description = item
        .text("description")
        .map(plain)
        .map(|text| text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default().trim().to_owned());
}

/// What has become of an event that was announced before.
fn change(item: &Item, context: Option<&Context>, growing: &mut Growing) {
    let status = item.text("eventStatus").map(bare).unwrap_or_default();
    let kind = match status {
        "EventCancelled" => ChangeKind::Cancelled,
        "EventRescheduled" => ChangeKind::Moved,
        "EventPostponed" | "EventMovedOnline" => ChangeKind::Updated,
        _ => return,
    };
    let mut old = Map::new();
    if let Some(before) = item.text("previousStartDate").and_then(|text| time::read(text, context)) {
        old.insert("start".to_owned(), before.print().into());
    }
    growing.evidence().change = Some(Change { kind, old, new: Map::new() });
    let note = match status {
        "EventPostponed" => "It is postponed, and its new time is not known yet.",
        "EventMovedOnline" => "It takes place online now.",
        _ => return,
    };
    growing.evidence().notes.push(note.to_owned());
}

/// The time of day of a door.
fn clock(text: &str, context: Option<&Context>) -> Option<Time> {
    match time::read(text, context) {
        Some(Stated::Day(_)) => None,
        Some(stated) => Some(stated.clock().time()),
        None => text.parse().ok(),
    }
}

/// An ISO 8601 duration, in minutes.
fn length(text: &str) -> Option<u32> {
    let span: jiff::Span = text.parse().ok()?;
    let seconds = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_secs();
    u32::try_from(seconds / 60).ok().filter(|minutes| *minutes > 0)
}
