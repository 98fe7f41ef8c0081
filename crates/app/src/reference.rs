//! What "now" and the reader's zone are, from what a request says about them.

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

use crate::error::Invalid;

/// The zone called `name`.
///
/// # Errors
/// Names `field` when no such zone exists.
pub fn zone(field: &'static str, name: &str) -> Result<TimeZone, Invalid> {
    let name = name.trim();
    // Not quoted back: what was typed here may be something that was meant for another field.
    TimeZone::get(name).map_err(|_| {
        Invalid::new(
            field,
            "there is no time zone of this name; write one such as Europe/Berlin or America/New_York",
        )
    })
}

/// `text` as a reference time: an RFC 3339 instant, or a wall clock in `zone`.
///
/// Without `zone` the offset of `text` is the zone, and without both it is UTC.
///
/// # Errors
/// Names `field` when `text` is neither.
pub fn read(field: &'static str, text: &str, zone: Option<TimeZone>) -> Result<ZonedDateTime, Invalid> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.to_zoned_datetime(zone.unwrap_or_else(|| offset_zone(text))));
    }
    let bad = || {
        Invalid::new(
            field,
            "this is not a date and time such as 2026-06-15T12:00 or 2026-06-15T12:00:00-04:00",
        )
    };
    let local: DateTime = text.parse().map_err(|_| bad())?;
    local.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC)).map_err(|_| bad())
}

fn offset_zone(text: &str) -> TimeZone {
    let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    match offset {
        Some(offset) if offset != Offset::UTC => TimeZone::fixed(offset),
        _ => TimeZone::UTC,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_the_named_one_else_the_offset_else_utc() {
        let berlin = || zone("tz", "Europe/Berlin").ok();
        for (text, zone, expected) in [
            ("2025-06-14T09:00", berlin(), "2025-06-14T09:00:00+02:00[Europe/Berlin]"),
            ("2025-06-14T09:00:00Z", berlin(), "2025-06-14T11:00:00+02:00[Europe/Berlin]"),
            ("2025-06-14T09:00:00-04:00", None, "2025-06-14T09:00:00-04:00[-04:00]"),
            ("2025-06-14T09:00:00Z", None, "2025-06-14T09:00:00+00:00[UTC]"),
            (" 2025-06-14 09:00 ", None, "2025-06-14T09:00:00+00:00[UTC]"),
            ("2025-06-14", None, "2025-06-14T00:00:00+00:00[UTC]"),
        ] {
            assert_eq!(read("now", text, zone).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn nonsense_names_its_field() {
        assert_eq!(read("now", "soon", None).unwrap_err().field, "now");
        assert_eq!(read("now", "2025-02-30", None).unwrap_err().field, "now");
        assert_eq!(zone("tz", "Mars/Olympus").unwrap_err().field, "tz");
        assert_eq!(zone("tz", "").unwrap_err().field, "tz");
    }
}
