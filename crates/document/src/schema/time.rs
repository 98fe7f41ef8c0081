//! Dates and times as schema.org writes them (ISO 8601).

use calendar::{When, in_zone};
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan, ZonedDateTime};
use timex::Context;

/// A date or a time as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stated {
    /// `2026-06-15`
    Day(Date),
    /// `2026-06-15T19:30`: on the clocks of the place, which nothing names.
    Local(DateTime),
    /// `2026-06-15T19:30:00+02:00`
    Instant(ZonedDateTime),
}

/// Reads a date or a time. One with an offset is in the reader's zone when that has the same offset then.
pub(super) fn read(text: &str, context: Option<&Context>) -> Option<Stated> {
    let text = text.trim();
    let pieces = Pieces::parse(text).ok();
    let Some(pieces) = pieces else { return local(text) };
    let Some(time) = pieces.time() else { return Some(Stated::Day(pieces.date())) };
    let local = pieces.date().to_datetime(time);
    if let Ok(Some(zone)) = pieces.to_time_zone() {
        return in_zone(local, &zone).map(Stated::Instant);
    }
    let Some(offset) = pieces.to_numeric_offset().or_else(|| pieces.offset().map(|_| jiff::tz::Offset::UTC))
    else {
        return Some(Stated::Local(local));
    };
    let instant = offset.to_timestamp(local).ok()?;
    let own = context.map(|context| context.now.time_zone().clone());
    let own = own.filter(|zone| zone.to_offset(instant) == offset);
    let zone = own.unwrap_or_else(|| if offset.is_zero() { TimeZone::UTC } else { TimeZone::fixed(offset) });
    Some(Stated::Instant(instant.to_zoned_datetime(zone)))
}

/// What people write by hand: `2026-06-15 7:30 PM`, `June 15, 2026 19:30`.
fn local(text: &str) -> Option<Stated> {
    const TIMES: [&str; 6] = [
        "%Y-%m-%d %I:%M %p",
        "%Y-%m-%dT%I:%M %p",
        "%B %d, %Y %H:%M",
        "%B %d, %Y %I:%M %p",
        "%d %B %Y %H:%M",
        "%Y/%m/%d %H:%M",
    ];
    const DAYS: [&str; 4] = ["%B %d, %Y", "%d %B %Y", "%Y/%m/%d", "%Y%m%d"];
    let time = TIMES.iter().find_map(|pattern| DateTime::strptime(pattern, text).ok());
    let day = || DAYS.iter().find_map(|pattern| Date::strptime(pattern, text).ok());
    time.map(Stated::Local).or_else(|| day().map(Stated::Day))
}

impl Stated {
    /// The day and hour on the clocks that it names.
    pub(super) fn clock(&self) -> DateTime {
        match self {
            Stated::Day(day) => day.to_datetime(Time::midnight()),
            Stated::Local(at) => *at,
            Stated::Instant(at) => at.datetime(),
        }
    }

    /// With this time of day, when it is a day.
    pub(super) fn at(self, time: Option<Time>) -> Stated {
        match (self, time) {
            (Stated::Day(day), Some(time)) => Stated::Local(day.to_datetime(time)),
            (stated, _) => stated,
        }
    }

    /// In this zone, when none is named.
    pub(super) fn in_zone(self, zone: Option<&TimeZone>) -> Stated {
        match (self, zone) {
            (Stated::Local(at), Some(zone)) => in_zone(at, zone).map_or(Stated::Local(at), Stated::Instant),
            (stated, _) => stated,
        }
    }

    /// As JSON writes it.
    pub(super) fn print(&self) -> String {
        match self {
            Stated::Day(day) => day.to_string(),
            Stated::Local(at) => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            Stated::Instant(at) => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        }
    }
}

/// From `start` to `end`, and whether the end had to be assumed: it is missing, of another kind or not after the start.
pub(super) fn between(start: Stated, end: Option<Stated>, minutes: u32) -> (Option<When>, bool) {
    let length = SignedDuration::from_mins(i64::from(minutes));
    match (start, end) {
        // The last day is part of the event.
        (Stated::Day(start), Some(end)) if end.clock().date() >= start => {
            let end = end.clock().date().checked_add(1.day());
            (end.ok().map(|end| When::AllDay { start, end }), false)
        }
        (Stated::Day(start), _) => (Some(When::day(start)), false),
        (Stated::Local(start), Some(Stated::Local(end))) if end > start => {
            (Some(When::Floating { start, end }), false)
        }
        (Stated::Local(start), Some(Stated::Instant(end))) if end.datetime() > start => {
            let start = in_zone(start, end.time_zone());
            (start.map(|start| When::Zoned { start, end }), false)
        }
        (Stated::Instant(start), Some(Stated::Instant(end))) if end.timestamp() > start.timestamp() => {
            (Some(When::Zoned { start, end }), false)
        }
        (Stated::Instant(start), Some(Stated::Local(end))) if end > start.datetime() => {
            let end = in_zone(end, start.time_zone());
            (end.map(|end| When::Zoned { start, end }), false)
        }
        (Stated::Local(start), _) => {
            (start.checked_add(length).ok().map(|end| When::Floating { start, end }), true)
        }
        (Stated::Instant(start), _) => {
            (start.checked_add(length).ok().map(|end| When::Zoned { start, end }), true)
        }
    }
}
